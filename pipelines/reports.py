"""The main flow: documents go in, a release comes out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from prefect import Task, flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.tasks import exponential_backoff

from docstruct.errors import ConcurrentPublish
from docstruct.kb.releases import Store
from docstruct.settings import Settings
from pipelines.artifacts import Progress, leave_artifacts
from pipelines.environment import run_folder
from pipelines.plan import Plan, override, plan_run
from pipelines.publication import Published, publish_outcomes, publish_portion, summarise_known
from pipelines.runners import divide, make_runner
from pipelines.spool import Job, Spool
from pipelines.summary import RunSummary
from pipelines.turns import explain_failure, take_turn
from pipelines.workers import extract_all, extract_document


@flow(name="extract_reports")
def extract_reports(
    inputs: list[str], kb: str, workers: int | None = None, runner: str | None = None
) -> RunSummary:
    """Extract the reports that are new and publish a release.

    Outcomes lie on disk until they are published: a run that was cut short resumes where it stopped, and the
    last whole release stays current.

    Parameters
    ----------
    inputs : list of str
        Files and folders.
    kb : str
        Path of the knowledge base.
    workers : int, optional
        Worker processes; ``Settings.run.workers`` unless given.
    runner : {"local", "dask", "ray"}, optional
        Where batches run; ``Settings.run.runner`` unless given.

    Returns
    -------
    RunSummary
        Also when nothing was new; then no worker is started and no release made.
    """
    started = time.monotonic()
    settings = override(Settings(), workers=workers, runner=runner)
    store = Store(Path(kb))
    with take_turn(run_folder(store.kb), get_run_logger().info), explain_failure():
        summary = _take_in([Path(item) for item in inputs], store, settings)
    summary = summary.model_copy(update={"seconds": time.monotonic() - started})
    _report(summary)
    return summary


def _take_in(inputs: Sequence[Path], store: Store, settings: Settings) -> RunSummary:
    plan = plan_run(inputs, store, settings)
    if not plan.jobs:
        return summarise_known(plan, store)
    spool = Spool(run_folder(store.kb) / "spool", plan.fingerprint)
    get_run_logger().info("%d documents to extract, outcomes in %s", len(plan.jobs), spool.folder)
    _extract(plan, spool, settings)
    return publish_outcomes(plan, spool, store, size=settings.run.publish_size, publish=publish_release)


def _is_passing(task: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    """Tell whether another attempt may help.

    A full disk, a lost share, another publisher, workers that were killed: yes. Our own errors don't pass.
    """
    return isinstance(state.result(raise_on_failure=False), OSError | ConcurrentPublish | BrokenProcessPool)


@task(
    cache_policy=NO_CACHE,
    retries=3,
    retry_delay_seconds=exponential_backoff(backoff_factor=5),
    retry_condition_fn=_is_passing,
)
def extract_batch(jobs: Sequence[Job], spool: Spool, processes: int, settings: Settings) -> None:
    """Extract some documents into the spool."""
    logger = get_run_logger()
    for done in extract_all(
        spool.missing(jobs), extract_document, spool, workers=processes, settings=settings
    ):
        if done.quarantined:
            logger.warning("%s: %s (%s)", done.source_name, done.quarantined.reason, done.quarantined.code)
        else:
            logger.info("%s: %d observations, %.1f s", done.source_name, done.observations, done.seconds)


@task(
    cache_policy=NO_CACHE,
    tags=["docstruct-publish"],
    retries=3,
    retry_delay_seconds=exponential_backoff(backoff_factor=5),
    retry_condition_fn=_is_passing,
)
def publish_release(
    jobs: Sequence[Job], fingerprint: str, spool: Spool, store: Store, more: bool
) -> Published:
    """Publish some of what lies in the spool. Deployments let one run at a time through here, by the tag."""
    return publish_portion(jobs, fingerprint, spool, store, more=more)


def _extract(plan: Plan, spool: Spool, settings: Settings) -> None:
    waiting = spool.missing(plan.jobs)
    if not waiting:
        return
    division = divide(waiting, settings.run)
    common = {"spool": spool, "processes": division.processes, "settings": settings}
    with make_runner(settings.run) as runner:
        futures = [runner.submit(extract_batch, {"jobs": batch} | common) for batch in division.batches]
        _watch(list(zip(futures, division.batches, strict=True)), spool)
        for future in futures:
            future.result()


def _watch(running: Sequence[tuple[PrefectFuture[Any], Sequence[Job]]], spool: Spool) -> None:
    """Show how many documents are done; the spool knows, wherever the batches run."""
    done = 0
    with Progress(sum(len(batch) for _, batch in running)) as progress:
        for future, batch in running:
            while not future.state.is_final():
                future.wait(timeout=1)
                progress.update(done + len(batch) - len(spool.missing(batch)))
            done += len(batch)
            progress.update(done)


def _report(summary: RunSummary) -> None:
    logger = get_run_logger()
    for line in summary.lines():
        logger.info(line)
    leave_artifacts(summary)
