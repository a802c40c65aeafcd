"""A run that is killed in the middle of a batch is resumed to the release of a run that nobody disturbed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docstruct.kb.releases import Store

COMMAND = [sys.executable, "-c", "from docstruct.cli import main; main()", "run"]


def start(samples: Path, kb: Path) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return subprocess.Popen(
        [*COMMAND, samples, "--kb", kb, "--workers", "1"], env=environment, stdout=subprocess.DEVNULL
    )


@pytest.fixture(scope="module")
def samples(root: Path) -> Path:
    return root / "corpus" / "samples"


def test_killed_run_is_resumed_to_the_same_release(samples: Path, tmp_path: Path) -> None:
    spool = tmp_path / "torn.runs" / "spool"
    with start(samples, tmp_path / "torn") as run:
        while not any(spool.rglob("*.outcome")):
            assert run.poll() is None
            time.sleep(0.02)
        run.send_signal(signal.SIGKILL)
    assert Store(tmp_path / "torn").current() is None
    for kb in ("torn", "whole"):
        with start(samples, tmp_path / kb) as run:
            assert run.wait() == 0
    torn, whole = (Store(tmp_path / kb).current() for kb in ("torn", "whole"))
    assert torn and whole
    assert torn.release_id == whole.release_id
