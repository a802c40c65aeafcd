"""How work is cut for the places where it can run."""

from __future__ import annotations

from pathlib import Path

import pytest

from docstruct.settings import RunSettings
from pipelines.runners import divide
from pipelines.spool import Job

JOBS = [Job(path=Path(f"嘉定区{number}.txt"), sha256=str(number)) for number in range(1000)]


@pytest.mark.parametrize(
    ("count", "runner", "batches", "processes"),
    [
        (1000, "local", 16, 2),
        (12, "local", 1, 2),
        # no worker waits long for the last batch of another, and no task is too small to be worth it
        (1000, "dask", 32, 1),
        (100, "ray", 13, 1),
        (12, "dask", 2, 1),
        (1, "ray", 1, 1),
    ],
)
def test_work_is_cut_for_the_runner(count: int, runner: str, batches: int, processes: int) -> None:
    settings = RunSettings(runner=runner, workers=2, batch_size=64)  # type: ignore[arg-type]
    division = divide(JOBS[:count], settings)
    assert (len(division.batches), min(division.processes, 2)) == (batches, processes)
    assert [job for batch in division.batches for job in batch] == JOBS[:count]
