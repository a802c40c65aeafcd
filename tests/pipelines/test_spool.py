"""Outcomes survive the process that made them, and only for the version that made them."""

from __future__ import annotations

import os
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


def test_clear_removes_what_is_published_and_nothing_else(tmp_path: Path) -> None:
    spool = Spool(tmp_path, "v1")
    other = JOB.model_copy(update={"sha256": "cd"})
    for job in (JOB, other):
        spool.write(job, OUTCOME)
    Spool(tmp_path, "v2").write(JOB, OUTCOME)
    spool.clear([JOB])
    assert (spool.holds(JOB), spool.holds(other), Spool(tmp_path, "v2").holds(JOB)) == (False, True, True)


def test_clear_removes_what_an_old_version_left(tmp_path: Path) -> None:
    old = Spool(tmp_path, "v1")
    old.write(JOB, OUTCOME)
    os.utime(old.folder, (0, 0))
    spool = Spool(tmp_path, "v2")
    spool.write(JOB, OUTCOME)
    spool.clear([JOB])
    assert not old.folder.exists()
