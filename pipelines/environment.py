"""Prefect's environment for runs from the command line: nothing leaves the machine, state lies beside the base."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

# Its input ends when the process at the other end does, even by kill -9; the last line names whom to end.
_GUARD = "import os, signal, sys; lines = sys.stdin.read().split(); lines and os.kill(int(lines[-1]), signal.SIGTERM)"
_LOOK_SECONDS = 0.05


def run_folder(kb: Path) -> Path:
    """Return where the runs of a base keep their state: beside it, because readers glob inside."""
    return kb.with_name(f"{kb.name}.runs")


def prepare_prefect(folder: Path) -> None:
    """Set Prefect's environment variables; must precede its first import. What the user has set stays.

    Parameters
    ----------
    folder : Path
        Where Prefect keeps its database and settings.
    """
    # Prefect makes its own folder, but not the ones above it.
    folder.mkdir(parents=True, exist_ok=True)
    defaults = {
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        # The first start migrates an empty database: 17 s on two cores, close to Prefect's own limit of 20 s.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
        # The command line prints its own summary and errors.
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)


@contextmanager
def ended_with_us(find: Callable[[], int | None]) -> Iterator[None]:
    """See to it that another process does not outlive this one, however this one ends.

    Parameters
    ----------
    find : callable
        Returns the id of the process, None as long as there is none: it may be seconds before it is of use that it
        exists, and this one may be killed meanwhile.
    """
    guard = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _GUARD], stdin=subprocess.PIPE, start_new_session=True
    )
    over = threading.Event()

    def tell() -> None:
        told = None
        while not over.wait(_LOOK_SECONDS):
            process = find()
            if process not in (None, told) and guard.stdin:
                guard.stdin.write(f"{process}\n".encode())
                guard.stdin.flush()
                told = process

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()
        guard.kill()
        guard.communicate()
