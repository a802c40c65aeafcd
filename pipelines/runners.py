"""Where batches run: in this process, on Dask or on Ray. The only place that decides how work is cut."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from docstruct.errors import DocstructError
from docstruct.settings import RunSettings
from pipelines.spool import Job

if TYPE_CHECKING:
    from prefect.task_runners import TaskRunner

#: Into how many batches the share of a worker on a cluster is cut, and the fewest documents worth a task.
_ROUNDS = 16
_FEWEST = 8


@dataclass(frozen=True)
class Division:
    """How work is cut: batches, and worker processes for each batch under way."""

    batches: tuple[tuple[Job, ...], ...]
    processes: int


def divide(jobs: Sequence[Job], settings: RunSettings) -> Division:
    """Cut the work of a run.

    Locally one pool of processes serves all batches; on a cluster every batch is dealt with by one process, and runs
    are cut finer: each worker has something to do, and none waits long for the last batch of another.
    """
    size, processes = settings.batch_size, min(settings.workers, max(len(jobs), 1))
    if settings.runner != "local":
        share = -(-len(jobs) // settings.workers) or 1
        size, processes = min(size, max(-(-share // _ROUNDS), min(share, _FEWEST))), 1
    starts = range(0, len(jobs), size)
    return Division(tuple(tuple(jobs[start : start + size]) for start in starts), processes)


def make_runner(settings: RunSettings) -> TaskRunner[Any]:
    """Return the task runner that the settings name; with ``cluster`` it joins one that is there.

    Raises
    ------
    DocstructError
        The extra is not installed.
    """
    from prefect.task_runners import ThreadPoolTaskRunner

    if settings.runner == "local":
        # Two batches under way at once: the workers are not idle while the last report of a batch ends.
        return ThreadPoolTaskRunner(max_workers=2)
    if find_spec(f"prefect_{settings.runner}") is None:
        raise DocstructError(
            f"The runner {settings.runner!r} is not installed. Install it with: pip install 'docstruct[{settings.runner}]'"
        )
    if settings.runner == "dask":
        import dask
        from prefect_dask import DaskTaskRunner

        # A worker must be able to start a process of its own, so that a report that kills it is isolated.
        dask.config.set({"distributed.worker.daemon": False})
        logging.getLogger("distributed").setLevel(logging.WARNING)
        # Two batches under way at once at each, as above.
        local = {"n_workers": settings.workers, "threads_per_worker": 2}
        on_dask: TaskRunner[Any] = DaskTaskRunner(
            address=settings.cluster, cluster_kwargs=None if settings.cluster else local
        )
        return on_dask
    from prefect_ray import RayTaskRunner

    on_ray: TaskRunner[Any] = RayTaskRunner(
        address=settings.cluster,
        init_kwargs={} if settings.cluster else {"num_cpus": settings.workers, "include_dashboard": False},
    )
    return on_ray
