from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.errors import LexiconError
from docstruct.lexicon.indicators import (
    Indicator,
    IndicatorRegistry,
    add_names,
    fold_name,
    load_indicators,
    parse_entry,
)
from docstruct.units import load_units

# Section 3 of the annotation guidelines.
HEADLINE_IDS = {
    "gdp",
    "gdp_per_capita",
    "primary_va",
    "secondary_va",
    "tertiary_va",
    "industrial_va",
    "industrial_output",
    "fai",
    "retail_sales",
    "trade_total",
    "exports",
    "fdi",
    "budget_revenue",
    "income_all",
    "income_urban",
    "income_rural",
    "cpi",
    "urban_unemployment",
    "new_urban_jobs",
    "grain_output",
    "rd_intensity",
    "urbanization",
    "pm25",
    "air_quality_days",
    "surface_water_quality",
    "energy_intensity",
    "forest_cover",
    "life_expectancy",
}


def make(indicator_id: str = "park_visits", **fields: object) -> Indicator:
    entry = {
        "id": indicator_id,
        "name": "公园游园人次",
        "dimension": "person_times",
        "kind": "level",
        "definition": "一年内进入公园的人次。",
        **fields,
    }
    return Indicator.model_validate(entry)


def test_the_headline_series_are_those_of_the_guidelines() -> None:
    assert {indicator.id for indicator in load_indicators() if indicator.headline} == HEADLINE_IDS


def test_at_least_250_further_series_are_registered() -> None:
    assert len(load_indicators()) - len(HEADLINE_IDS) >= 250


def test_every_dimension_is_one_that_units_have() -> None:
    units = load_units()
    known = {unit.dimension for unit in units} | {"pure"}
    for rate in ("微克/立方米", "公斤/亩", "吨标准煤/元", "吨/元"):
        found = units.find(rate)
        assert found is not None
        known.add(found.dimension)
    assert {indicator.dimension for indicator in load_indicators()} <= known


def test_every_definition_is_one_sentence() -> None:
    assert [
        i.id for i in load_indicators() if i.definition.count("。") != 1 or not i.definition.endswith("。")
    ] == []


def test_loading_twice_gives_one_registry() -> None:
    assert load_indicators() is load_indicators()


def test_get_returns_the_series_of_an_id() -> None:
    found = load_indicators().get("gdp")
    assert found is not None
    assert found.name == "地区生产总值"


def test_get_of_an_unknown_id_is_none() -> None:
    assert load_indicators().get("no_such_series") is None


@pytest.mark.parametrize(
    ("text", "indicator_id"),
    [
        ("规模以上工业增加值", "industrial_va"),
        ("“专精特新”企业", "srdi_enterprises"),
        ("固定资产投资（不含农户）", "fai"),
        ("ＧＤＰ", "gdp"),
        ("ｐｍ２．５浓度", "pm25"),
        ("社会消费品\u3000零售总额", "retail_sales"),
        ("高技术制造业增加值［12］", "high_tech_manufacturing_va"),
    ],
)
def test_lookup_ignores_how_a_name_is_printed(text: str, indicator_id: str) -> None:
    found = load_indicators().lookup(text)
    assert found is not None
    assert found.id == indicator_id


@pytest.mark.parametrize("text", ["粮食", "经济", "企业", "", "全省粮食产量", "粮食产量目标任务"])
def test_lookup_takes_whole_names_only(text: str) -> None:
    assert load_indicators().lookup(text) is None


def test_a_level_name_needs_a_unit_of_the_dimension() -> None:
    registry = load_indicators()
    assert registry.lookup_level("粮食", "area") is None
    found = registry.lookup_level("粮食", "mass")
    assert found is not None
    assert found.id == "grain_output"


def test_a_growth_name_is_no_level_name() -> None:
    registry = load_indicators()
    assert registry.lookup_level("经济", "currency") is None
    found = registry.lookup_growth("经济")
    assert found is not None
    assert found.id == "gdp"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("规模以上工业企业的利润总额", "规上工业企业利润额"),
        ("限额以上单位消费品零售额", "限上单位消费品零售额"),
        ("研究与试验发展（R&D）人员", "研发人员"),
        ("国考断面优Ⅲ类比例", "国考断面水质优良比例"),
        ("细颗粒物（PM2.5）年均浓度", "PM2.5浓度"),
        ("技术合同交易总金额", "技术合同交易额"),
        ("农林牧渔业总产值", "农林牧渔业总产值"),
    ],
)
def test_fold_name_makes_wordings_of_one_meaning_one(text: str, same: str) -> None:
    assert fold_name(text) == same


@given(st.text(alphabet="规模以上工业总产值金额水质断面优良III类空气质量（）的 ", max_size=20))
def test_fold_name_is_idempotent(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (make(), "'park_visits' stands twice"),
        (make("visits_2"), "'公园游园人次' names 'park_visits' and 'visits_2'"),
        (
            make("visits_2", name="游园", aliases=["公园的游园人次"]),
            "'公园的游园人次' names 'park_visits' and 'visits_2'",
        ),
        (
            make("visits_2", name="游园", aliases=["入园人次", "入园人次"]),
            "'入园人次' names 'visits_2' and 'visits_2'",
        ),
        (make("visits_2", name="游园", definition=" "), "'visits_2' has no definition"),
        (make("x_visits", name="游园"), "'x_visits' is not snake_case, or begins with 'x_'"),
        (make("Visits", name="游园"), "'Visits' is not snake_case"),
    ],
)
def test_a_contradiction_is_refused_by_name(second: Indicator, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        IndicatorRegistry([make(), second])


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"id": "visits", "name": "游园", "dimension": "count", "kind": "level"}, "'visits': definition"),
        (
            {"id": "visits", "name": "游园", "dimension": "count", "kind": "stock", "definition": "。"},
            "'visits': kind",
        ),
        ({"name": "游园"}, "an entry without id"),
        (make().model_dump() | {"note": "?"}, "'park_visits': note"),
    ],
)
def test_a_malformed_entry_is_named_with_its_file(entry: dict[str, object], message: str) -> None:
    with pytest.raises(LexiconError, match=f"indicators_economy.toml: .*{message}"):
        parse_entry("economy", entry)


def test_reviewed_names_join_their_series():
    series = load_indicators().get("gdp")
    (grown,) = add_names([series], [{"id": "gdp", "aliases": ["经济盘子"]}])
    assert IndicatorRegistry([grown]).lookup("经济盘子") is grown


def test_reviewed_name_of_no_series_is_an_error():
    with pytest.raises(LexiconError, match="no series 'nothing'"):
        add_names([], [{"id": "nothing", "aliases": ["甲"]}])
