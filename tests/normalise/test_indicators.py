from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.lexicon.indicators import Indicator, load_indicators
from docstruct.normalise.indicators import identify, normalise_key
from docstruct.records import Kind
from docstruct.units import load_units

from .indicator_cases import HEADLINES, NO_HEADLINE, OTHER_SERIES

HEADLINE_IDS = {indicator.id for indicator in load_indicators() if indicator.headline}


def dimension_of(unit: str) -> str | None:
    if not unit:
        return None
    found = load_units().find(unit)
    assert found is not None, unit
    return found.dimension


def find(text: str, unit: str, kind: Kind, region: str | None = None) -> str | None:
    return identify(text, unit_dimension=dimension_of(unit), kind=kind, region=region)[0]


@pytest.mark.parametrize(("indicator_id", "text", "unit", "kind"), HEADLINES)
def test_a_headline_series_is_recognised(indicator_id: str, text: str, unit: str, kind: Kind) -> None:
    assert find(text, unit, kind) == indicator_id


@pytest.mark.parametrize(("text", "unit", "kind"), NO_HEADLINE)
def test_what_narrows_or_resembles_a_headline_series_takes_no_headline_id(
    text: str, unit: str, kind: Kind
) -> None:
    assert find(text, unit, kind) not in HEADLINE_IDS


@pytest.mark.parametrize(("indicator_id", "text", "unit", "kind"), OTHER_SERIES)
def test_a_series_outside_the_headlines_is_recognised(
    indicator_id: str, text: str, unit: str, kind: Kind
) -> None:
    assert find(text, unit, kind) == indicator_id


@pytest.mark.parametrize(
    ("text", "unit", "kind"),
    [
        ("地区生产总值", "个", "level"),
        ("地区生产总值", "%", "level"),
        ("出口", "辆", "level"),
        ("进口", "吨", "level"),
        ("粮食产量", "亩", "level"),
        ("城镇新增就业", "个", "level"),
        ("空气质量优良天数比例", "天", "delta"),
        ("人均预期寿命", "元", "level"),
        ("社会消费品零售总额", "场", "level"),
        ("5G基站", "亿元", "level"),
    ],
)
def test_a_unit_of_another_dimension_refuses_the_series(text: str, unit: str, kind: Kind) -> None:
    assert str(find(text, unit.removeprefix("亿"), kind)).startswith("x_")


@pytest.mark.parametrize(
    ("kind", "unit"),
    [
        ("growth", "%"),
        ("growth", "倍"),
        ("delta", "个百分点"),
        ("gap", "个百分点"),
        ("share", "%"),
        ("rank", "位"),
    ],
)
def test_a_relative_figure_fits_every_series(kind: Kind, unit: str) -> None:
    assert find("地区生产总值", unit, kind) == "gdp"


def test_a_spec_measures_no_series() -> None:
    assert str(find("地区生产总值", "元", "spec")).startswith("x_")


@pytest.mark.parametrize("indicator", list(load_indicators()), ids=lambda indicator: indicator.id)
def test_every_name_of_an_entry_finds_the_entry(indicator: Indicator) -> None:
    own = None if indicator.dimension == "pure" else indicator.dimension
    for name in (indicator.name, *indicator.aliases):
        assert identify(name, unit_dimension=own, kind="level") == (indicator.id, indicator.name)
        assert identify(f"全省{name}", unit_dimension="ratio", kind="growth")[0] == indicator.id


@pytest.mark.parametrize(
    ("text", "region", "indicator_id"),
    [
        ("南疆粮食产量", "南疆", "grain_output"),
        ("粮食产量", "南疆", "grain_output"),
        ("全国粮食产量", "全国", "grain_output"),
        ("吴江区粮食产量", "吴江区", "grain_output"),
        ("浦东新区粮食产量", "浦东新区", "grain_output"),
        ("全国粮食产量", None, "grain_output"),
    ],
)
def test_the_place_of_the_row_may_stand_before_the_name(
    text: str, region: str | None, indicator_id: str
) -> None:
    assert find(text, "吨", "level", region) == indicator_id


@pytest.mark.parametrize("text", ["南疆粮食产量", "吴江区粮食产量", "沿海地区粮食产量", "产粮大县粮食产量"])
def test_a_place_that_the_row_does_not_carry_takes_no_headline_id(text: str) -> None:
    assert find(text, "吨", "level") not in HEADLINE_IDS


@pytest.mark.parametrize(
    "region",
    [
        "综保区",
        "天竺综合保税区",
        "临港新片区",
        "自贸试验区",
        "经济技术开发区",
        "雄安新区",
        "嘉定新城",
        "长三角示范区",
        "南海高新区",
    ],
)
@pytest.mark.parametrize("before", [False, True])
def test_a_functional_area_takes_no_headline_id(region: str, before: bool) -> None:
    text = f"{region}固定资产投资" if before else "固定资产投资"
    assert find(text, "%", "growth", region) not in HEADLINE_IDS


@pytest.mark.parametrize(
    "texts",
    [
        (
            "高标准农田",
            "高标准农田建设",
            "新建高标准农田",
            "全省新建和改造高标准农田",
            "建成高标准农田",
            "高标准农田面积",
        ),
        ("标准化菜市场", "新建提升标准化菜市场", "今年新建标准化菜市场", "标准化菜市场建设"),
        ("社区微花园", "“社区微花园”", "全市社区微花园", "新增社区微花园数量"),
        ("规上纺织业增加值", "规模以上纺织业增加值", "规上纺织业增加值增速", "规模以上纺织业的增加值"),
        ("省属高校学生宿舍床位", "新增省属高校学生宿舍床位", "省属高校学生宿舍床位数"),
        ("民营规上工业增加值", "民营规模以上工业增加值占比", "民营规上工业增加值占规上工业增加值比重"),
    ],
)
def test_wordings_of_one_series_meet(texts: tuple[str, ...]) -> None:
    assert len({identify(text, unit_dimension="ratio", kind="growth") for text in texts}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("普惠性托位", "托位"),
        ("公办幼儿园", "幼儿园"),
        ("国家级绿色工厂", "绿色工厂"),
        ("境内上市公司", "上市公司"),
        ("市级专精特新企业", "专精特新企业"),
        ("城市低保标准", "农村低保标准"),
        ("人民币贷款余额", "本外币贷款余额"),
        ("新增贷款", "贷款余额"),
        ("全国文明城市", "文明城市"),
        ("建设用地", "用地"),
        ("增值税", "值税"),
        ("公共供应链平台", "公共链平台"),
        ("常住人口", "户籍人口"),
        ("财政总收入", "财政收入"),
        ("新能源汽车产量", "汽车产量"),
        ("铁路运营里程", "铁路投产里程"),
    ],
)
def test_modifiers_that_make_a_series_stay(one: str, other: str) -> None:
    assert find(one, "%", "growth") != find(other, "%", "growth")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("我省“十四五”以来累计建成口袋公园", "口袋公园"),
        ("2024年全市新增公共充电桩", "公共充电桩"),
        ("21个国、市考断面", "国市考断面"),
        ("全社会用电量", "全社会用电量"),
        ("全域旅游示范区", "全域旅游示范区"),
        ("居家环境适老化改造", "居家环境适老化改造"),
        ("新增就业", "新增就业"),
        ("新设企业", "新设企业"),
        ("生产安全事故死亡人数", "生产安全事故死亡人数"),
        ("草畜平衡指数", "草畜平衡指数"),
        ("科技进步贡献率", "科技进步贡献率"),
        ("占比", "占比"),
    ],
)
def test_normalise_key(text: str, key: str) -> None:
    assert normalise_key(text) == key


WORDS = st.lists(
    st.sampled_from(
        [
            "全省",
            "今年",
            "新建",
            "和",
            "改造",
            "农村公路",
            "高标准农田",
            "的",
            "建设",
            "占比",
            "增速",
            "数量",
            "“",
            "”",
            "完成",
        ]
    ),
    max_size=8,
).map("".join)


@given(WORDS)
def test_normalise_key_is_idempotent(text: str) -> None:
    assert normalise_key(normalise_key(text)) == normalise_key(text)


@given(st.text(min_size=1, max_size=12))
def test_a_derived_id_is_never_in_the_registry(text: str) -> None:
    indicator_id, name = identify(text, unit_dimension="count", kind="level")
    if indicator_id is None:
        assert name == ""
    elif load_indicators().get(indicator_id) is None:
        assert indicator_id.startswith("x_")


def test_a_derived_id_does_not_change_between_versions() -> None:
    assert identify("标准化菜市场", unit_dimension="count", kind="level") == (
        "x_f10aeafb7966",
        "标准化菜市场",
    )


@pytest.mark.parametrize("text", ["", " ", "“”", "（）"])
def test_a_text_without_words_has_no_id(text: str) -> None:
    assert identify(text, unit_dimension="count", kind="level") == (None, "")


def test_the_gold_of_the_district_report_gets_its_headline_ids(shared: Path) -> None:
    rows = map(
        json.loads, (shared / "gold" / "jiading-2024h1.jsonl").read_text(encoding="utf-8").splitlines()
    )
    facts = [row for row in rows if row["t"] == "fact" and row["kind"] not in ("spec", "rank")]
    wrong = [
        (fact["ind"][0], fact["hid"], got)
        for fact in facts
        if (got := find(fact["ind"][0], fact["unit"], fact["kind"], fact["region"] or None)) != fact["hid"]
        and (fact["hid"] or got in HEADLINE_IDS)
    ]
    assert wrong == []
