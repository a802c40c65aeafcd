"""Extraction in worker processes: models are loaded once a process, and a document that kills one harms no other."""

from __future__ import annotations

import atexit
import functools
import multiprocessing
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as Overtime
from functools import partial
from pathlib import Path

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from docstruct.errors import DocstructError, QuarantineError
from docstruct.readers import readable
from docstruct.records import Extraction, Quarantined, Record
from docstruct.settings import Settings
from pipelines.spool import Job, Outcome, Spool

Extractor = Callable[[Path, Settings], Extraction]


class Finished(Record):
    """What became of one document, in short; the spool has the whole."""

    source_name: str
    observations: int = 0
    quarantined: Quarantined | None = None
    seconds: float


def extract_all(
    jobs: Sequence[Job], extract: Extractor, spool: Spool, *, workers: int, settings: Settings
) -> Iterator[Finished]:
    """Extract documents into a spool, each in a worker process.

    Every job has an outcome in the spool afterwards: a worker that crashes or exceeds
    ``settings.run.report_seconds`` costs its own document only.

    Parameters
    ----------
    extract : callable
        ``docstruct.extraction.extract_file``; importable, because it runs in another process.

    Yields
    ------
    Finished
        One for each job, in their order.

    Raises
    ------
    DocstructError
        Something is amiss that concerns every document, such as a missing model.
    concurrent.futures.process.BrokenProcessPool
        A worker died that had no document yet; another call starts new ones.
    """
    pool = _pool(workers, settings.run.worker_bytes)

    def schedule(job: Job) -> ProcessFuture[Finished]:
        return pool.schedule(
            _extract_one, args=(job, extract, spool, settings), timeout=settings.run.report_seconds
        )

    for job, future in [(job, schedule(job)) for job in jobs]:
        # Workers also die of what is not their document's fault: memory that others take, or an operator.
        yield _wait(job, future, spool, settings, again=partial(schedule, job))


def _wait(
    job: Job,
    future: ProcessFuture[Finished],
    spool: Spool,
    settings: Settings,
    *,
    again: Callable[[], ProcessFuture[Finished]] | None,
) -> Finished:
    try:
        return future.result()
    except Overtime:
        outcome = _quarantine(
            job,
            "timed_out",
            f"not finished after {settings.run.report_seconds:.0f} s",
            "Look whether the file holds one report and not a collection; "
            "DOCSTRUCT_RUN__REPORT_SECONDS allows more time. The next run tries again.",
        )
        return _settle(job, outcome, spool)
    except ProcessExpired as error:
        if again:
            return _wait(job, again(), spool, settings, again=None)
        outcome = _quarantine(
            job,
            "crashed",
            f"the worker process died on it twice (exit code {error.exitcode})",
            "Give the worker more memory or take the file out. The next run tries again.",
        )
        return _settle(job, outcome, spool)


def _settle(job: Job, outcome: Outcome, spool: Spool) -> Finished:
    spool.write(job, outcome)
    return Finished(
        source_name=readable(job.path.name),
        observations=len(outcome.extraction.observations) if outcome.extraction else 0,
        quarantined=outcome.quarantined,
        seconds=outcome.seconds,
    )


def _extract_one(job: Job, extract: Extractor, spool: Spool, settings: Settings) -> Finished:
    started = time.monotonic()
    outcome = _attempt(job, extract, settings)
    return _settle(job, outcome.model_copy(update={"seconds": time.monotonic() - started}), spool)


def _attempt(job: Job, extract: Extractor, settings: Settings) -> Outcome:
    try:
        return Outcome(extraction=extract(job.path, settings))
    except QuarantineError as error:
        return _quarantine(job, error.code, error.reason, error.action)
    except DocstructError:
        # Not about this document: a model or lexicon is missing, and every other one would fail alike.
        raise
    except MemoryError:
        return _quarantine(
            job,
            "out_of_memory",
            "the document needs more memory than the worker has",
            "Run it with fewer workers or on a larger machine. The next run tries again.",
        )
    except Exception as error:
        # A defect of ours that one report brings to light: the rest goes on, and the place is named.
        place = traceback.extract_tb(error.__traceback__)[-1]
        return _quarantine(
            job,
            "failed",
            f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})",
            "This is a defect of docstruct. Please report it with the file.",
        )


def _quarantine(job: Job, code: str, reason: str, action: str) -> Outcome:
    return Outcome(
        quarantined=Quarantined(
            source_name=readable(job.path.name),
            source_uri=readable(job.path),
            sha256=job.sha256,
            code=code,
            reason=reason,
            action=action,
        )
    )


def _pool(workers: int, worker_bytes: int) -> ProcessPool:
    """Return the pool of this process, so that batches share workers that have their models loaded."""
    pool = _start_pool(workers, worker_bytes)
    if not pool.active:
        # A worker that dies before its first document takes the pool with it.
        _start_pool.cache_clear()
        pool = _start_pool(workers, worker_bytes)
    return pool


@functools.cache
def _start_pool(workers: int, worker_bytes: int) -> ProcessPool:
    pool = ProcessPool(
        max_workers=workers,
        context=multiprocessing.get_context("spawn"),
        initializer=_limit_memory,
        initargs=(worker_bytes,),
    )
    atexit.register(pool.stop)
    return pool


def _limit_memory(worker_bytes: int) -> None:
    # Private memory, not address space: libraries map far more than they use. Windows has no such limit.
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (worker_bytes, resource.getrlimit(resource.RLIMIT_DATA)[1]))
