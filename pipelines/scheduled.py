"""The flow that deployments run: fetch what is published, then take in what lies in the inbox."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.tasks import exponential_backoff

from docstruct.fetching import collect, load_catalogue
from docstruct.settings import Settings
from pipelines.reports import extract_reports
from pipelines.summary import RunSummary


@flow(name="update", retries=2, retry_delay_seconds=60)
def update(inbox: str, kb: str, sources: str | None = None) -> RunSummary:
    """Bring a knowledge base up to date.

    Every run lists the inbox itself, so it does not matter how many events announced a file, or whether one was lost.

    Parameters
    ----------
    inbox : str
        Folder of documents; made if there is none.
    kb : str
        Path of the knowledge base.
    sources : str, optional
        List of addresses to fetch into the inbox first.
    """
    folder = Path(inbox)
    folder.mkdir(parents=True, exist_ok=True)
    if sources:
        fetch_sources(sources, folder)
    return extract_reports([inbox], kb)


@task(cache_policy=NO_CACHE, retries=2, retry_delay_seconds=exponential_backoff(backoff_factor=30))
def fetch_sources(sources: str, folder: Path) -> None:
    """Fetch what is new at the listed addresses; one that fails does not hold up the rest."""
    logger = get_run_logger()
    for done in collect(load_catalogue(Path(sources)), folder, Settings()):
        log = logger.warning if done.outcome in {"refused", "failed"} else logger.info
        log("%s: %s %s", done.source.name, done.outcome, done.detail)
