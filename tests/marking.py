"""Gold inside the example: ``<q v=5.2 u=% ind=地区生产总值 kind=growth>5.2%</q>`` marks a figure and what to read.

A figure outside of any mark must yield nothing. ``<spec>2000万元</spec>`` marks a figure that defines a thing: it
yields nothing, or a fact of kind ``spec``. Only the fields that a mark names are compared; an empty value
(``region=``) stands for none, ``|`` divides acceptable wordings, and width is no difference (％ is %).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

import pytest

from docstruct.extraction import extract_report
from docstruct.numerals import fold_width
from docstruct.records import Observation, RegionLevel, Report, Role, Section
from docstruct.settings import Settings
from docstruct.structure.sentences import split

#: Attribute of a mark → column of an observation.
_COLUMNS = {
    "v": "value",
    "high": "value_high",
    "u": "unit_text",
    "ind": "indicator_text",
    "kind": "kind",
    "basis": "basis",
    "price": "price_basis",
    "base": "base_text",
    "bound": "bound",
    "status": "status",
    "commitment": "commitment",
    "period": "time_period",
    "region": "ref_area_name",
    "predicate": "predicate",
    "id": "indicator_id",
    "unit": "unit",
    "std": "std_value",
    "stdunit": "std_unit",
}
#: By the last four digits of a place's code; the places of the examples have no others.
_LEVELS: dict[str, RegionLevel] = {"0000": "province", "0114": "county"}
_NUMBERS = frozenset(("v", "high", "std"))
_MARK = re.compile(r"<(?P<tag>q|spec)(?P<attributes>(?: \w+=[^ <>]*)*)>(?P<words>[^<>]+)</(?P=tag)>")


@dataclass(frozen=True)
class Context:
    """What an example inherits: the role and heading of its section, the periods and the place of its report."""

    role: Role = "review"
    year: int = 2025
    past: str = "2024"
    plan: str = "2025"
    heading: str = ""
    ref_area: str = "320000"
    place: str = "江苏省"


REVIEW = Context()
PLAN = Context(role="plan")
HALF_YEAR = Context(year=2024, past="2024-H1", plan="2024-H2")
HALF_YEAR_PLAN = Context(role="plan", year=2024, past="2024-H1", plan="2024-H2")
#: The report of a new term: looks back on five years, plans five years and the first of them.
FIVE_YEARS = Context(year=2023, past="2018/2022", plan="2023")


@dataclass(frozen=True)
class Mark:
    """A marked stretch of an example, in the text without marks."""

    start: int
    end: int
    words: str
    scored: bool
    fields: dict[str, str]


def strip(marked: str) -> tuple[str, list[Mark]]:
    """Text without marks, and the marks in order.

    Raises
    ------
    ValueError
        A mark is not closed, or names an unknown field.
    """
    parts: list[str] = []
    marks: list[Mark] = []
    at = done = 0
    for m in _MARK.finditer(marked):
        plain = marked[done : m.start()]
        parts += [plain, m["words"]]
        at += len(plain)
        fields = dict(pair.split("=", 1) for pair in m["attributes"].split())
        if unknown := fields.keys() - _COLUMNS.keys():
            raise ValueError(f"{m.group()}: unknown fields {sorted(unknown)}")
        marks.append(Mark(at, at + len(m["words"]), m["words"], m["tag"] == "q", fields))
        at += len(m["words"])
        done = m.end()
    text = "".join([*parts, marked[done:]])
    if "<" in text or ">" in text:
        raise ValueError(f"a mark cannot be read: {text!r}")
    return text, marks


def make_report(text: str, context: Context = REVIEW) -> Report:
    """A report whose only section holds ``text``."""
    section = Section(
        section_id="1",
        parent_id=None,
        ordinal=1,
        level=1,
        heading=context.heading,
        role=context.role,
        char_start=0,
        char_end=len(text),
    )
    return Report(
        report_id="sample",
        title="政府工作报告",
        report_type="government_work_report",
        issuer=f"{context.place}人民政府",
        ref_area=context.ref_area,
        ref_area_name=context.place,
        level=_LEVELS[context.ref_area[2:]] if context.ref_area[:2] != "00" else "nation",
        year=context.year,
        time_period=context.past,
        plan_period=context.plan,
        period_start=f"{context.past[:4]}-01-01",
        period_end=f"{context.year}-01-01",
        presented_on=None,
        text=text,
        sections=(section,),
        sentences=tuple(split(text)),
        source_name="sample.txt",
        source_uri="",
        sha256="0" * 64,
        media_type="text/plain",
    )


def observe(text: str, context: Context = REVIEW) -> tuple[Observation, ...]:
    """Everything the whole pipeline finds in a text."""
    return extract_report(make_report(text, context), Settings()).observations


def find_differences(marked: str, context: Context = REVIEW) -> list[str]:
    """What the pipeline reads differently from the marks; empty where they agree."""
    text, marks = strip(marked)
    before = f"{context.heading}\n" if context.heading else ""
    observations = observe(before + text, context)
    differences: list[str] = []
    accounted: set[str] = set()
    for mark in marks:
        start, end = mark.start + len(before), mark.end + len(before)
        here = [o for o in observations if o.char_start < end and start < o.char_end]
        accounted.update(o.obs_id for o in here)
        if not mark.scored:
            differences += [
                f"{mark.words}: read as {o.kind}, defines a thing" for o in here if o.kind != "spec"
            ]
        elif [(o.char_start, o.char_end) for o in here] != [(start, end)]:
            differences.append(f"{mark.words}: found {[o.quantity_text for o in here]}")
        else:
            differences += _compare(mark, here[0], context)
    differences += [
        f"{o.quantity_text}: should yield nothing, is {o.kind} of {o.indicator_text}"
        for o in observations
        if o.obs_id not in accounted
    ]
    return differences


def _compare(mark: Mark, observation: Observation, context: Context) -> list[str]:
    differences = []
    for name, wanted in mark.fields.items():
        got: Any = getattr(observation, _COLUMNS[name])
        if name == "region" and got == context.place:
            got = ""
        if name in _NUMBERS:
            same = got is not None and wanted != "" and math.isclose(got, float(wanted), rel_tol=1e-9)
            same = same or (got is None and wanted == "")
        else:
            same = fold_width(got or "") in fold_width(wanted).split("|")
        if not same:
            differences.append(f"{mark.words}: {name} is {got!r}, not {wanted!r}")
    return differences


def awaited(reason: str, *example: Any) -> Any:
    """An example that the guidelines settle and the rules do not read yet; ``reason`` says what they read."""
    return pytest.param(*example, marks=pytest.mark.xfail(strict=True, reason=reason))
