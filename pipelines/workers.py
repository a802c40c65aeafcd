"""Extraction in worker processes: models are loaded once a process, and a document that kills one harms no other."""

from __future__ import annotations

import atexit
import functools
import multiprocessing
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as Overtime
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.context import BaseContext
from pathlib import Path

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from docstruct.errors import DocstructError, QuarantineError
from docstruct.readers import readable
from docstruct.records import Extraction, Quarantined
from docstruct.settings import Settings
from pipelines.spool import Finished, Job, Outcome, Spool

Extractor = Callable[[Path, Settings], Extraction]


_STARTING = threading.Lock()
#: What every worker needs, seconds to import.
_LIBRARIES = ["docstruct.extraction"]


def extract_document(path: Path, settings: Settings) -> Extraction:
    """Extract one file; only a worker loads what that takes."""
    from docstruct.extraction import extract_file

    return extract_file(path, settings)


def extract_all(
    jobs: Sequence[Job], extract: Extractor, spool: Spool, *, workers: int, settings: Settings
) -> Iterator[Finished]:
    """Extract documents into a spool, each in a worker process.

    Every job has an outcome in the spool afterwards: a worker that crashes or exceeds
    ``settings.run.report_seconds`` costs its own document only.

    Parameters
    ----------
    extract : callable
        `extract_document`; importable, because it runs in another process.

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

    def schedule(job: Job) -> ProcessFuture[Finished]:
        pool = _pool(workers, settings.run.worker_bytes)
        try:
            return pool.schedule(
                _extract_one, args=(job, extract, spool, settings), timeout=settings.run.report_seconds
            )
        except RuntimeError as error:
            raise BrokenProcessPool("the workers were lost") from error

    for job, future in [(job, schedule(job)) for job in jobs]:
        # Workers also die of what is not their document's fault: memory that others take, or an operator.
        yield _wait(job, future, spool, settings, again=partial(schedule, job))


def warm_up(workers: int, settings: Settings) -> None:
    """Start the workers and have them load the models, while the caller prepares something else."""

    def start() -> None:
        pool = _pool(workers, settings.run.worker_bytes)
        for _ in range(workers):
            pool.schedule(_load_models, args=(settings,))

    threading.Thread(target=start, daemon=True).start()


def _load_models(settings: Settings) -> None:
    from docstruct.extraction import load

    load(settings)


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
        return spool.write(job, outcome)
    except ProcessExpired as error:
        if again:
            return _wait(job, again(), spool, settings, again=None)
        outcome = _quarantine(
            job,
            "crashed",
            f"the worker process died on it twice (exit code {error.exitcode})",
            "Give the worker more memory or take the file out. The next run tries again.",
        )
        return spool.write(job, outcome)


def _extract_one(job: Job, extract: Extractor, spool: Spool, settings: Settings) -> Finished:
    started = time.monotonic()
    outcome = _attempt(job, extract, settings)
    return spool.write(job, outcome.model_copy(update={"seconds": time.monotonic() - started}))


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
    with _STARTING:
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
        context=_context(),
        initializer=_limit_memory,
        initargs=(worker_bytes,),
    )
    atexit.register(pool.stop)
    return pool


def _context() -> BaseContext:
    # One process imports the libraries, and workers, those that replace lost ones too, are forked from it: they start
    # at once and share that memory. Forked from this process, they would inherit locks that its threads hold.
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_LIBRARIES)
    return context


def _limit_memory(worker_bytes: int) -> None:
    # Private memory, not address space: libraries map far more than they use. Windows has no such limit.
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (worker_bytes, resource.getrlimit(resource.RLIMIT_DATA)[1]))
