"""Outcomes survive the process that made them, and only for the version that made them."""

from __future__ import annotations

from pathlib import Path

import pytest

from docstruct.records import Quarantined
from pipelines.spool import Job, Outcome, Spool

JOB = Job(path=Path("a.txt"), sha256="ab")
OUTCOME = Outcome(
    quarantined=Quarantined(
        source_name="a.txt", source_uri="a.txt", sha256="ab", code="empty", reason="空", action="x"
    )
)


def test_outcome_comes_back(tmp_path: Path) -> None:
    Spool(tmp_path, "v1").write(JOB, OUTCOME)
    assert Spool(tmp_path, "v1").read(JOB) == OUTCOME


@pytest.mark.parametrize(
    ("version", "job"),
    [
        ("v2", JOB),
        ("v1", JOB.model_copy(update={"sha256": "cd"})),
        ("v1", JOB.model_copy(update={"path": Path("b.txt")})),
    ],
)
def test_nothing_else_is_held(tmp_path: Path, version: str, job: Job) -> None:
    Spool(tmp_path, "v1").write(JOB, OUTCOME)
    assert Spool(tmp_path, "v1").holds(JOB)
    assert not Spool(tmp_path, version).holds(job)


def test_unreadable_bytes_are_tried_again(tmp_path: Path) -> None:
    job = Job(path=Path("a.txt"), sha256=None)
    spool = Spool(tmp_path, "v1")
    spool.write(job, OUTCOME)
    assert not spool.holds(job)
    assert spool.read(job) == OUTCOME


def test_clear_removes_all_versions(tmp_path: Path) -> None:
    Spool(tmp_path / "s", "v1").write(JOB, OUTCOME)
    Spool(tmp_path / "s", "v2").clear()
    assert not Spool(tmp_path / "s", "v1").holds(JOB)
