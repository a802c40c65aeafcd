"""The words of a summary."""

from __future__ import annotations

import pytest

from kb.builders import make_quarantined
from pipelines.summary import RunSummary


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        (RunSummary(), "no release: nothing was ever published here"),
        (RunSummary(reports=("a",), observations=1), "1 report read, 1 observation"),
        (RunSummary(repeated=("b.txt",)), "b.txt: same bytes as another file of this run"),
        (RunSummary(release_id="5f2c"), "release 5f2c (unchanged: nothing was new)"),
        (RunSummary(release_id="5f2c", changed=True), "release 5f2c"),
    ],
)
def test_line(summary: RunSummary, line: str) -> None:
    assert line in summary.lines()


def test_quarantined_says_why_and_what_to_do() -> None:
    lines = RunSummary(quarantined=(make_quarantined("空白.docx"),)).lines()
    assert "  空白.docx: it holds no text (empty). save it again" in lines


def test_file_name_cannot_fake_a_line() -> None:
    lines = RunSummary(repeated=("a.txt\n0 documents quarantined\x1b[2J",)).lines()
    assert all(line.isprintable() for line in lines)
