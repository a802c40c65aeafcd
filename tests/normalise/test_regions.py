import pytest

from docstruct.normalise.regions import resolve_place
from docstruct.records import Report


def report(ref_area: str | None, name: str, year: int = 2024) -> Report:
    return Report.model_construct(ref_area=ref_area, ref_area_name=name, year=year)


JIADING = report("310114", "嘉定区")
HAINAN = report("460000", "海南省")
INNER_MONGOLIA = report("150000", "内蒙古自治区")
XINJIANG = report("650000", "新疆维吾尔自治区")
NATION = report("000000", "全国")


@pytest.mark.parametrize(
    ("word", "of", "place"),
    [
        ("", JIADING, ("310114", "嘉定区")),
        ("全国", JIADING, ("000000", "全国")),
        ("我国", NATION, ("000000", "全国")),
        ("全国平均水平", JIADING, ("000000", "全国")),
        ("全区", JIADING, ("310114", "嘉定区")),
        ("全市", JIADING, ("310000", "上海市")),
        ("全区", INNER_MONGOLIA, ("150000", "内蒙古自治区")),
        ("全疆", XINJIANG, ("650000", "新疆维吾尔自治区")),
        ("我省", HAINAN, ("460000", "海南省")),
        ("崇明区", JIADING, ("310151", "崇明区")),
        ("临港新片区", JIADING, ("31X001", "临港新片区")),
        ("海南", HAINAN, ("460000", "海南省")),
        ("上海市嘉定区", NATION, ("310114", "嘉定区")),
    ],
)
def test_place_resolves(word: str, of: Report, place: tuple[str | None, str]) -> None:
    assert resolve_place(word, of) == place


@pytest.mark.parametrize("word", ["南疆", "中心城区", "农村", "设区市"])
def test_what_is_no_division_keeps_its_words(word: str) -> None:
    assert resolve_place(word, XINJIANG) == (None, word)


def test_ambiguous_name_has_no_code() -> None:
    assert resolve_place("鼓楼区", NATION) == (None, "鼓楼区")


def test_own_place_without_a_code_stays_without() -> None:
    assert resolve_place("全市", report(None, "某市")) == (None, "某市")
