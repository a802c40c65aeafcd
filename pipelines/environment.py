"""Prefect's environment for runs from the command line: nothing leaves the machine, state lies beside the base."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Its input ends when the process at the other end does, even by kill -9.
_GUARD = "import os, signal, sys; sys.stdin.read(); os.kill(int(sys.argv[1]), signal.SIGTERM)"


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
def ended_with_us(process: int) -> Iterator[None]:
    """See to it that another process, given by its id, does not outlive this one, however this one ends."""
    guard = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _GUARD, str(process)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield
    finally:
        guard.kill()
        guard.communicate()
