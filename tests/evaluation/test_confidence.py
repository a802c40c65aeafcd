"""What a fact shows to the calibration, read from whole sentences."""

from __future__ import annotations

import pytest

from docstruct.extraction import load
from docstruct.pipes.frames import Fact, Phrase
from docstruct.pipes.linker.confidence import describe, load_calibration, score, weigh


def facts(text: str) -> list[Fact]:
    doc = load()(text)
    return [span._.fact for span in doc.spans["facts"]]


@pytest.mark.parametrize(
    ("text", "group", "case"),
    [
        ("2024年地区生产总值增长5.2%。", "kind", "growth"),
        ("2024年地区生产总值达到300亿元。", "kind", "level"),
        ("2024年研发经费占地区生产总值的3%。", "kind", "other"),
        ("2024年研发经费占地区生产总值的3%。", "comparison", "stated"),
        ("2024年地区生产总值增长5.2%。", "predicate", "stated"),
        ("2024年新增学位300个。", "predicate", "verb"),
        ("2021—2025年建成学校300所。", "time", "span, level"),
        ("2021—2025年地区生产总值增长30%。", "time", "span, change"),
        ("2024年新增学位300个。", "time", "year"),
        ("2024年粮食、油料产量分别增长3%、5%。", "list", "distributes"),
    ],
)
def test_what_a_fact_shows(text: str, group: str, case: str) -> None:
    assert describe(facts(text)[0])[group] == case


@pytest.mark.parametrize(
    ("name", "case"),
    [
        ("地区生产总值", "registered"),
        ("柴火灶改造点", "plain"),
        ("企业", "generic"),
        ("灶", "generic"),
        ("比上年同期柴火灶", "odd"),
        ("等柴火灶", "odd"),
    ],
)
def test_what_a_name_shows(name: str, case: str) -> None:
    [fact] = facts("2024年地区生产总值增长5.2%。")
    fact.indicator = Phrase(name)
    assert describe(fact)["name"] == case


@pytest.mark.parametrize("text", ["2024年进出口总额居全国第3位。", "2024年支持投资2000万元以上的项目。"])
def test_what_gold_does_not_score_is_never_certain(text: str) -> None:
    [fact] = facts(text)
    assert fact.kind in ("rank", "spec")
    assert score(fact) <= 0.85


def test_a_rule_that_the_table_does_not_know_counts_as_guessed() -> None:
    [fact] = facts("2024年地区生产总值增长5.2%。")
    before = score(fact)
    fact.rule = "crystal ball"
    assert describe(fact)["rule"] == "guessed"
    assert score(fact) < before


def test_a_group_that_the_table_does_not_know_adds_nothing() -> None:
    table = load_calibration()
    assert weigh({"weather": "rain"}, table) == weigh({}, table)


def test_every_group_is_in_the_table() -> None:
    [fact] = facts("2024年地区生产总值增长5.2%。")
    assert describe(fact).keys() == load_calibration().weights.keys()
