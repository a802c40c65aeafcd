"""The flow as a function call, for the command line."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from docstruct.errors import DocstructError
from docstruct.kb.releases import Store
from docstruct.settings import Settings
from pipelines.environment import ended_with_us, prepare_prefect, run_folder
from pipelines.plan import override, plan_run
from pipelines.publication import summarise_known
from pipelines.runners import divide
from pipelines.spool import Spool
from pipelines.summary import RunSummary
from pipelines.workers import warm_up


def run_reports(
    inputs: Sequence[Path], kb: Path, *, workers: int | None = None, runner: str | None = None
) -> RunSummary:
    """Run the main flow in this process; when nothing is new, answer without starting Prefect.

    Parameters
    ----------
    inputs : sequence of Path
        Files and folders.
    kb : Path
        The knowledge base, made if there is none.
    workers : int, optional
        Worker processes; ``Settings.run.workers`` unless given.
    runner : {"local", "dask", "ray"}, optional
        Where batches run; ``Settings.run.runner`` unless given.
    """
    started = time.monotonic()
    store, settings = Store(kb), override(Settings(), workers=workers, runner=runner)
    plan = plan_run(inputs, store, settings)
    if plan.jobs:
        waiting = Spool(run_folder(store.kb) / "spool", plan.fingerprint).missing(plan.jobs)
        if waiting and settings.run.runner == "local":
            warm_up(divide(waiting, settings.run).processes, settings)
        prepare_prefect(run_folder(store.kb) / "prefect")
        from pipelines.reports import extract_reports

        with _server():
            summary = extract_reports([str(path) for path in inputs], str(store.kb), workers, runner)
    else:
        summary = summarise_known(plan, store)
    return summary.model_copy(update={"seconds": time.monotonic() - started})


@contextmanager
def _server() -> Iterator[None]:
    """Give the flow a Prefect server: the one that is configured, or one of its own for as long as it runs.

    Processes of a Dask or Ray cluster are told its address; left to themselves each would start another one.
    """
    from prefect.server.api.server import SubprocessASGIServer
    from prefect.settings import PREFECT_API_URL, temporary_settings

    if PREFECT_API_URL.value():
        yield
        return
    starting = SubprocessASGIServer()
    with (
        ended_with_us(lambda: starting.server_process.pid if starting.server_process else None),
        starting as server,
        temporary_settings({PREFECT_API_URL: server.api_url}),
    ):
        if server.server_process is None:
            raise DocstructError(
                "Prefect's server did not start. Run the same again, or set PREFECT_API_URL."
            )
        yield
