"""Canonical columns of an observation: unit, converted value, indicator, dates, place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.normalise.observations import normalise_observation
from docstruct.records import Observation
from marking import Context, make_report

REPORT = make_report("", Context(year=2024, past="2023", plan="2024", ref_area="310000", place="上海市"))


def make_observation(**fields: Any) -> Observation:
    given_fields = {
        "obs_id": "1",
        "report_id": REPORT.report_id,
        "section_id": None,
        "ref_area": None,
        "ref_area_name": "",
        "indicator_id": None,
        "indicator_text": "粮食种植面积",
        "predicate": None,
        "kind": "level",
        "basis": None,
        "price_basis": None,
        "base_text": None,
        "quantity_text": "",
        "value": 15.0,
        "value_high": None,
        "unit_text": "亩",
        "unit": None,
        "std_value": None,
        "std_unit": None,
        "bound": "eq",
        "status": "actual",
        "commitment": None,
        "time_period": "2023",
        "freq": None,
        "period_start": None,
        "period_end": None,
        "subject_entity_id": None,
        "char_start": 0,
        "char_end": 0,
        "indicator_start": None,
        "indicator_end": None,
        "evidence": "",
        "confidence": 0.9,
        "method": "rules:test",
    }
    return Observation(**{**given_fields, **fields})


@pytest.mark.parametrize(
    ("value", "unit_text", "unit", "std_value", "std_unit"),
    [
        (15.0, "亩", "mu", 1.0, "ha"),
        (2000.0, "斤", "jin", 1.0, "t"),
        (5.2, "%", "%", 5.2, "%"),
        (4.5, "个百分点", "pp", 4.5, "pp"),
        (946_000.0, "千瓦", "kW", 946_000.0, "kW"),
        (28.7, "微克/立方米", "ug/m3", 28.7, "ug/m3"),
        (2.04, "", None, 2.04, None),
        (7.0, "蓬", None, 7.0, None),
        (None, "亩", "mu", None, "ha"),
    ],
)
def test_units(
    value: float | None, unit_text: str, unit: str | None, std_value: float | None, std_unit: str | None
) -> None:
    found = normalise_observation(make_observation(value=value, unit_text=unit_text), REPORT)
    assert (found.unit, found.std_value, found.std_unit) == (unit, std_value, std_unit)


@given(st.floats(min_value=-1e15, max_value=1e15), st.sampled_from(["亩", "斤", "公里", "元", "兆瓦", "蓬"]))
def test_conversion_keeps_the_value_as_written_and_its_sign(value: float, unit_text: str) -> None:
    found = normalise_observation(make_observation(value=value, unit_text=unit_text), REPORT)
    assert found.value == value
    assert found.std_value is not None
    assert (found.std_value > 0, found.std_value < 0) == (value > 0, value < 0)


@pytest.mark.parametrize(
    ("code", "freq", "start", "end"),
    [
        ("2023", "A", "2023-01-01", "2023-12-31"),
        ("2023-H1", "S", "2023-01-01", "2023-06-30"),
        ("2018/2022", None, "2018-01-01", "2022-12-31"),
        ("", None, None, None),
    ],
)
def test_periods(code: str, freq: str | None, start: str | None, end: str | None) -> None:
    found = normalise_observation(make_observation(time_period=code), REPORT)
    assert (found.freq, found.period_start, found.period_end) == (freq, start, end)


@pytest.mark.parametrize(
    ("region", "area", "name"),
    [
        ("", "310000", "上海市"),
        ("全国", "000000", "全国"),
        ("全市", "310000", "上海市"),
        ("崇明区", "310151", "崇明区"),
        ("南疆", None, "南疆"),
    ],
)
def test_places(region: str, area: str | None, name: str) -> None:
    found = normalise_observation(make_observation(), REPORT, region=region)
    assert (found.ref_area, found.ref_area_name) == (area, name)


@pytest.mark.parametrize(
    ("indicator", "unit", "kind", "wanted"),
    [
        ("地区生产总值", "元", "level", "gdp"),
        ("地区生产总值", "%", "growth", "gdp"),
        ("一般公共预算收入", "元", "level", "budget_revenue"),
        ("城镇调查失业率", "%", "level", "urban_unemployment"),
        ("规上工业增加值", "%", "growth", "industrial_va"),
    ],
)
def test_headline_indicators(indicator: str, unit: str, kind: str, wanted: str) -> None:
    observation = make_observation(indicator_text=indicator, unit_text=unit, kind=kind)
    assert normalise_observation(observation, REPORT).indicator_id == wanted


def test_the_verb_may_make_the_series() -> None:
    # 新增城镇就业17万人: the object alone (城镇就业) is another series
    observation = make_observation(
        indicator_text="城镇就业", predicate="新增", unit_text="人", value=170_000.0
    )
    assert normalise_observation(observation, REPORT).indicator_id == "new_urban_jobs"


def test_an_indicator_without_words_has_no_id() -> None:
    assert normalise_observation(make_observation(indicator_text=""), REPORT).indicator_id is None


def test_the_named_subject_is_kept() -> None:
    assert normalise_observation(make_observation(), REPORT, subject="e1").subject_entity_id == "e1"
