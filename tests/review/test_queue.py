"""What comes first, and what a filter leaves."""

from __future__ import annotations

import pytest

from docstruct.review.base import load_base
from docstruct.review.ranking import rank_rows
from docstruct.settings import ReviewSettings


def ids(page):
    return [line["id"] for line in page["rows"]]


def test_findings_come_first(wang):
    lines = wang.get("queue")["rows"]
    flagged = [bool(line["severity"]) for line in lines]
    assert any(flagged)
    assert flagged == sorted(flagged, reverse=True)


def test_doubt_counts_more_for_a_headline_series(kb):
    base = load_base(kb)
    base.findings.clear()
    rows = [row for row in base.rows.values() if "obs_id" in row]
    for row, (series, confidence) in zip(rows, [("gdp", 0.8), ("parks", 0.7), ("gdp", 0.9)], strict=False):
        row.update(indicator_id=series, confidence=confidence)
    for row in rows[3:]:
        row.update(confidence=1.0)
    ranked = rank_rows(base, "observations", ReviewSettings(headline_weight=2.0))
    assert ranked[:3] == [rows[0]["obs_id"], rows[1]["obs_id"], rows[2]["obs_id"]]


def test_figure_that_defines_comes_late(kb):
    base = load_base(kb)
    base.findings.clear()
    rows = [row for row in base.rows.values() if "obs_id" in row]
    for row in rows:
        row.update(indicator_id=None, confidence=0.6)
    rows[0].update(kind="spec", confidence=0.5)
    assert rank_rows(base, "observations", ReviewSettings())[-1] == rows[0]["obs_id"]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 6),
        ({"report": "310114-2025-gwr"}, 3),
        ({"place": "310115"}, 3),
        ({"indicator": "gdp"}, 4),
        ({"kind": "level"}, 2),
        ({"status": "target"}, 4),
        ({"find": "乙区生产总值"}, 1),
        ({"table": "mentions"}, 4),
        ({"table": "mentions", "label": "COMPANY"}, 2),
        ({"state": "confirmed"}, 0),
    ],
)
def test_filters(wang, filters, count):
    page = wang.get("queue", **filters)
    assert (page["total"], len(page["rows"])) == (count, count)


def test_row_that_was_decided_leaves_the_open_queue(wang):
    row_id = wang.find("5.2%")
    wang.write("decisions", op="accept", row_id=row_id)
    assert row_id not in ids(wang.get("queue"))
    assert ids(wang.get("queue", state="confirmed")) == [row_id]
    assert ids(wang.get("queue", state="mine")) == [row_id]


def test_next_page_goes_on_behind_a_row_that_has_left(wang):
    first, second, *rest = ids(wang.get("queue"))
    wang.write("decisions", op="reject", row_id=second)
    assert ids(wang.get("queue", after=second)) == rest


def test_order_of_the_text(wang):
    lines = wang.get("queue", order="text", report="310114-2025-gwr")["rows"]
    assert [line["figure"] for line in lines] == ["5.2%", "≈5%", "≥3万人"]
