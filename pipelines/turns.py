"""Runs of one base take turns, and one that fails says how to go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_HOW_TO_RESUME = (
    "The last whole release stays current. Run the same again: documents that were extracted are not extracted "
    "a second time."
)


@contextmanager
def take_turn(folder: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Wait until no other run of the base is under way; what it took in is then known and not done twice.

    Parameters
    ----------
    folder : Path
        Where the runs of the base keep their state. The lock in it goes with the process that holds it.
    tell : callable
        Is told when there is something to wait for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        tell(f"another run of this base is under way; waiting for {lock.lock_file}")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def explain_failure() -> Iterator[None]:
    """Add to any error what the run leaves behind and how to go on."""
    try:
        yield
    except Exception as error:
        error.add_note(_HOW_TO_RESUME)
        raise
