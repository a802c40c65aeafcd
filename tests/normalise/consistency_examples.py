"""Sentences with marked figures, read into the observations that an extraction without fault would give.

``<q ind=地区生产总值 kind=growth>5.2%</q>``: value and unit are those of the words; ``-`` in front of the words (outside
of the text) makes a decline; what is not marked is a level that happened in 2024, at the place of the report.
"""

from __future__ import annotations

import re
from typing import Any

from docstruct.normalise.observations import normalise_observation
from docstruct.numerals.magnitude import MAGNITUDES
from docstruct.records import Observation, Report

_MARK = re.compile(r"<q(?P<fields>(?: \w+=[^ <>]*)*)>(?P<words>[^<>]+)</q>")
_QUANTITY = re.compile(
    r"(?P<sign>-?)(?P<number>[\d.]+)(?P<word>" + "|".join(sorted(MAGNITUDES, key=len, reverse=True)) + r")?"
)
_COLUMNS = {
    "ind": "indicator_text",
    "base": "base_text",
    "period": "time_period",
    "kind": "kind",
    "status": "status",
    "bound": "bound",
    "basis": "basis",
    "price": "price_basis",
    "predicate": "predicate",
    "commitment": "commitment",
}


def make_report(text: str = "", **fields: Any) -> Report:
    year = fields.get("year", 2025)
    given = {
        "level": "province",
        "report_id": f"gwr-{year}",
        "title": f"{year}年政府工作报告",
        "year": year,
        "ref_area": "320000",
        "ref_area_name": "江苏省",
        "presented_on": f"{year}-01-19",
        "period_end": f"{year - 1}-12-31",
        "text": text,
    }
    return Report.model_construct(**{**given, **fields})


def read(marked: str, **fields: Any) -> tuple[tuple[Observation, ...], Report]:
    """Return the observations of a marked text, one sentence to each 。, and its report."""
    text = _MARK.sub(lambda mark: mark["words"].removeprefix("-"), marked)
    report, observations, shift = make_report(text, **fields), [], 0
    for number, mark in enumerate(_MARK.finditer(marked)):
        words = mark["words"].removeprefix("-")
        start = mark.start() - shift
        shift += len(mark.group()) - len(words)
        end = start + len(words)
        sentence = text.rfind("。", 0, start) + 1, text.find("。", end) + 1 or len(text)
        marks = dict(item.split("=", 1) for item in mark["fields"].split())
        region = marks.pop("region", "")
        observation = _observe(mark["words"], {_COLUMNS[key]: value for key, value in marks.items()})
        observation = observation.model_copy(
            update={
                "obs_id": f"{report.report_id}-{number}",
                "report_id": report.report_id,
                "char_start": start,
                "char_end": end,
                "evidence": text[slice(*sentence)],
            }
        )
        observations.append(normalise_observation(observation, report, region=region))
    return tuple(observations), report


def _observe(words: str, fields: dict[str, str]) -> Observation:
    quantity = _QUANTITY.match(words)
    assert quantity is not None, words
    value = float(quantity["number"]) * float(MAGNITUDES[quantity["word"]] if quantity["word"] else 1)
    given: dict[str, Any] = {
        "level": "province",
        "section_id": None,
        "indicator_text": "",
        "kind": "level",
        "basis": "yoy" if fields.get("kind") == "growth" else None,
        "quantity_text": words.removeprefix("-"),
        "value": -value if quantity["sign"] else value,
        "unit_text": words[quantity.end() :],
        "bound": "eq",
        "status": "actual",
        "time_period": "2024",
        "review_status": "machine",
        "confidence": 1.0,
        "method": "gold",
    }
    nothing = dict.fromkeys(Observation.model_fields)
    return Observation.model_construct(**{**nothing, **given, **fields})
