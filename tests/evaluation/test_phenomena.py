from __future__ import annotations

from typing import Any

import pytest

from docstruct.evaluation.matching import fold
from docstruct.evaluation.phenomena import Setting, find_phenomena

from .builders import make_fact, make_passage


def phenomena(text: str, quantity: str, *others: str, **fields: Any) -> set[str]:
    """Phenomena of one figure of a text; ``others`` are further gold figures of it."""
    fact = make_fact(text, quantity, **fields)
    passage = make_passage(text, fact, *(make_fact(text, other, unit="项") for other in others))
    return set(find_phenomena(Setting(fact, passage, fold(text))))


@pytest.mark.parametrize(
    ("text", "quantity", "shown"),
    [
        ("两项收入分别增长8%和10%。", "10%", True),
        ("两项收入分别增长8%、10%，企业有3家。", "3家", False),
        ("收入增长8%。分别研究5项企业政策。", "8%", False),
    ],
)
def test_distributed(text: str, quantity: str, shown: bool) -> None:
    assert ("distributed (分别)" in phenomena(text, quantity)) is shown


@pytest.mark.parametrize(
    ("text", "quantity", "expected"),
    [
        ("里程由21公里增加到30公里。", "21公里", {"from–to, start"}),
        ("里程由21公里增加到30公里。", "30公里", {"from–to, end"}),
        ("比重从2020年的31%提高到35%。", "31%", {"from–to, start"}),
        ("比重从2020年的31%提高到35%。", "35%", {"from–to, end"}),
        ("比重从31%提高到2024年的35%。", "35%", {"from–to, end"}),
        ("由社会投资21亿元。", "21亿元", set()),
    ],
)
def test_from_to(text: str, quantity: str, expected: set[str]) -> None:
    assert {name for name in phenomena(text, quantity) if name.startswith("from")} == expected


def test_two_counts_share_the_noun_behind() -> None:
    assert "shared post noun" in phenomena("推出3批18项企业。", "3批", "18项", ind=("企业",))


def test_two_counts_of_different_nouns_do_not() -> None:
    text = "推出3批、8项政策。"
    fact = make_fact(text, "3批", ind=("活动",))
    passage = make_passage(text, fact, make_fact(text, "8项", unit="项", ind=("政策",)))
    assert "shared post noun" not in find_phenomena(Setting(fact, passage, text))


@pytest.mark.parametrize(
    ("text", "shown"), [("新设企业稳定增加，达到3家。", True), ("新设企业达到3家。", False)]
)
def test_carried_subject(text: str, shown: bool) -> None:
    assert ("carried subject" in phenomena(text, "3家")) is shown


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"kind": "growth"}, "growth"),
        ({"kind": "share"}, "share"),
        ({"kind": "gap"}, "gap"),
        ({"kind": "delta", "value": -2}, "decline"),
        ({"high": 5}, "range"),
        ({"status": "target"}, "target"),
        ({"status": "estimate"}, "estimate"),
        ({"period": "2021/2025"}, "span of years"),
        ({"period": "2024-H1"}, "half-year or shorter"),
        ({"region": "全国"}, "other region"),
        ({"ind": ("企业", "公司")}, "several alternatives"),
        ({"bound": "ge"}, "bounded"),
        ({"hid": "gdp"}, "headline series"),
        ({"unit": ""}, "no unit"),
    ],
)
def test_phenomena_that_gold_names(fields: dict[str, Any], name: str) -> None:
    text = "新设企业3家。"
    assert name in phenomena(text, "3家", **fields)
    assert name not in phenomena(text, "3家")


@pytest.mark.parametrize(
    ("quantity", "name"),
    [("三成", "Chinese numeral"), ("３家", "fullwidth digit"), ("翻番", "Chinese numeral")],
)
def test_phenomena_of_the_numeral(quantity: str, name: str) -> None:
    assert name in phenomena(f"企业{quantity}。", quantity)


@pytest.mark.parametrize(
    ("text", "shown"), [("企业（含外资3家）。", True), ("企业（含外资），共3家。", False)]
)
def test_brackets(text: str, shown: bool) -> None:
    assert ("in brackets" in phenomena(text, "3家")) is shown


def test_narrowed_by_其中_until_the_sentence_ends() -> None:
    text = "项目5个，其中企业3家。企业7家。"
    assert "其中" in phenomena(text, "3家")
    assert "其中" not in phenomena(text, "7家")
