"""Whole outlines of reports in own words, kept beside as golden files.

To accept a change, run with ``DOCSTRUCT_UPDATE_GOLDEN=1`` and read the difference before committing it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docstruct.records import Report
from docstruct.structure.terms import section_periods

GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(path.stem for path in GOLDEN.glob("*.txt"))


def describe(report: Report) -> str:
    head = [
        f"{report.report_id} | {report.title} | {report.issuer}",
        f"{report.ref_area} {report.ref_area_name} {report.level} | {report.year} | {report.time_period} -> "
        f"{report.plan_period} | {report.period_start} {report.period_end} | {report.presented_on}",
    ]
    periods = section_periods(report)
    for section in report.sections:
        first = report.text[section.char_start : section.char_end].split("\n")[0][:20]
        head.append(
            f"{'  ' * section.level}[{section.role} {periods[section.section_id]}] {section.heading} « {first}"
        )
    return "\n".join(head) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_outline_is_as_kept(name: str, parse_text) -> None:
    found = describe(parse_text((GOLDEN / f"{name}.txt").read_text(encoding="utf-8")))
    kept = GOLDEN / f"{name}.outline"
    if os.environ.get("DOCSTRUCT_UPDATE_GOLDEN"):
        kept.write_text(found, encoding="utf-8")
    assert found == kept.read_text(encoding="utf-8")


def test_there_are_golden_reports() -> None:
    assert len(NAMES) >= 8
