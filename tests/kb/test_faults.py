"""Killed, competing and cramped writers; ``benchmarks/faults.py`` does the same more often."""

from __future__ import annotations

import sys

import pytest

from . import faulty

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


def test_killed_writers_never_leave_a_bad_release(tmp_path):
    counts = faulty.kill_writers(tmp_path / "kb", 3, readers=1)
    assert counts["reads"] > 0
    assert (counts["unsound"], counts["lost"], counts["bad_reads"]) == (0, 0, 0)


def test_competing_writers_lose_nothing(tmp_path):
    assert faulty.compete(tmp_path / "kb", 3, 4) == {"asked": 12, "chain": 12, "lost": 0, "damaged": 0}


def test_full_disk_leaves_the_current_release(tmp_path):
    counts = faulty.fill_disk(tmp_path / "kb", [64, 2_000, 8_000])
    assert counts == {"tries": 3, "refused": 3, "unsound": 0}
