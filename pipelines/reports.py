"""The main flow: documents go in, a release comes out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docstruct.extraction import extract_file
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from docstruct.kb.releases import Store
from docstruct.settings import Settings
from pipelines.environment import run_folder
from pipelines.plan import Plan, plan_run
from pipelines.publication import publish_outcomes, summarise_known
from pipelines.spool import Job, Spool
from pipelines.summary import RunSummary
from pipelines.workers import extract_all

# Two batches under way at once: the workers are not idle while the last report of a batch ends.
_RUNNER: Any = ThreadPoolTaskRunner(max_workers=2)


@flow(name="extract_reports", task_runner=_RUNNER)
def extract_reports(inputs: list[str], kb: str, workers: int | None = None) -> RunSummary:
    """Extract the reports that are new and publish a release.

    Parameters
    ----------
    inputs : list of str
        Files and folders.
    kb : str
        Path of the knowledge base.
    workers : int, optional
        Worker processes; ``Settings.run.workers`` unless given.

    Returns
    -------
    RunSummary
        Also when nothing was new; then no worker is started and no release made.
    """
    started = time.monotonic()
    settings = Settings()
    store = Store(Path(kb))
    plan = plan_run([Path(item) for item in inputs], store, settings)
    if plan.jobs:
        spool = Spool(run_folder(store.kb) / "spool", plan.fingerprint)
        _extract(plan, spool, settings, workers or settings.run.workers)
        summary = publish_release(plan, spool, store)
        spool.clear()
    else:
        summary = summarise_known(plan, store)
    _log(summary)
    return summary.model_copy(update={"seconds": time.monotonic() - started})


@task(cache_policy=NO_CACHE)
def extract_batch(jobs: Sequence[Job], spool: Spool, workers: int, settings: Settings) -> None:
    """Extract some documents into the spool."""
    extract_all(jobs, extract_file, spool, workers=workers, settings=settings)


@task(cache_policy=NO_CACHE, tags=["publish"])
def publish_release(plan: Plan, spool: Spool, store: Store) -> RunSummary:
    """Publish what lies in the spool; one at a time for each knowledge base."""
    return publish_outcomes(plan, spool, store)


def _extract(plan: Plan, spool: Spool, settings: Settings, workers: int) -> None:
    waiting = [job for job in plan.jobs if not spool.holds(job)]
    size = settings.run.batch_size
    workers = min(workers, len(waiting))
    batches = [waiting[start : start + size] for start in range(0, len(waiting), size)]
    futures = [extract_batch.submit(batch, spool, workers, settings) for batch in batches]
    _watch(futures, plan, spool)
    for future in futures:
        future.result()


def _watch(futures: list[PrefectFuture[None]], plan: Plan, spool: Spool) -> None:
    """Show how many documents are done; the spool knows, wherever the batches run."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("reports", total=len(plan.jobs))
        for future in futures:
            while not future.state.is_final():
                future.wait(timeout=0.5)
                progress.update(bar, completed=sum(spool.holds(job) for job in plan.jobs))
        progress.update(bar, completed=len(plan.jobs))


def _log(summary: RunSummary) -> None:
    logger = get_run_logger()
    for line in summary.lines():
        logger.info(line)
