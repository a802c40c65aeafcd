import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from docstruct.lexicon.regions import NATION, RegionIndex, load_regions


@pytest.fixture(scope="module")
def regions() -> RegionIndex:
    return load_regions()


def code(regions: RegionIndex, name: str, **where: object) -> str | None:
    region = regions.resolve(name, **where)  # type: ignore[arg-type]
    return region.adcode if region else None


@pytest.mark.parametrize(
    ("name", "adcode"),
    [
        ("全国", "000000"),
        ("中国", "000000"),
        ("新疆", "650000"),
        ("内蒙古", "150000"),
        ("吉林", "220000"),
        ("海南", "460000"),
        ("上海市嘉定区", "310114"),
        ("江苏省南通市海门区", "320614"),
        ("喀什", "653100"),
        ("石河子市", "659001"),
        ("济源市", "419001"),
        ("浦东新区", "310115"),
        ("延边州", "222400"),
    ],
)
def test_name_resolves(regions: RegionIndex, name: str, adcode: str) -> None:
    assert code(regions, name) == adcode


@pytest.mark.parametrize("name", ["朝阳", "鼓楼区", "城关区", "通州区", "没有这个地方"])
def test_ambiguous_or_unknown_name_stays_unresolved(regions: RegionIndex, name: str) -> None:
    assert regions.resolve(name) is None


@pytest.mark.parametrize(
    ("name", "within", "adcode"),
    [
        ("朝阳", "110000", "110105"),
        ("朝阳", "220000", "220104"),
        ("鼓楼区", "350000", "350102"),
        ("海南", "150000", "150303"),
        ("和平区", "120000", "120101"),
    ],
)
def test_place_decides_between_namesakes(regions: RegionIndex, name: str, within: str, adcode: str) -> None:
    assert code(regions, name, within=within) == adcode


def test_candidates_of_an_ambiguous_name_are_listed(regions: RegionIndex) -> None:
    assert {"320106", "320302", "350102", "410204"} <= {region.adcode for region in regions.find("鼓楼区")}


@pytest.mark.parametrize(
    ("name", "year", "adcode"),
    [
        ("余杭市", 1998, "330184"),
        ("余杭区", 2015, "330110"),
        ("临平区", 2022, "330113"),
        ("重庆市", 1990, "510200"),
        ("重庆市", 2000, "500000"),
        ("襄樊市", 2005, "420600"),
        ("襄阳市", 2015, "420600"),
        ("崇川区", 2015, "320602"),
        ("崇川区", 2024, "320613"),
    ],
)
def test_year_decides_between_codes(regions: RegionIndex, name: str, year: int, adcode: str) -> None:
    assert code(regions, name, year=year) == adcode


def test_retired_name_still_resolves_today(regions: RegionIndex) -> None:
    region = regions.resolve("宣武区", year=2024)
    assert region is not None
    assert (region.adcode, region.valid_to, region.successors) == ("110104", 2010, ("110102",))


def test_chain_of_successors_ends_at_divisions_in_use(regions: RegionIndex) -> None:
    # 余杭县 became 余杭市 in 1994, 余杭区 in 2001.
    assert [region.adcode for region in regions.current("330125")] == ["330110"]


def test_name_under_a_code_follows_the_year(regions: RegionIndex) -> None:
    names = [region.name for year in (2005, 2015) if (region := regions.get("420600", year=year))]
    assert names == ["襄樊市", "襄阳市"]


@pytest.mark.parametrize(
    ("adcode", "names"),
    [
        ("310114", ["上海市", "全国"]),
        ("500230", ["重庆市", "全国"]),
        ("419001", ["河南省", "全国"]),
        ("659001", ["新疆维吾尔自治区", "全国"]),
        ("320506", ["苏州市", "江苏省", "全国"]),
        ("65X008", ["新疆生产建设兵团", "新疆维吾尔自治区", "全国"]),
        ("999999", []),
    ],
)
def test_ancestors_run_to_the_nation(regions: RegionIndex, adcode: str, names: list[str]) -> None:
    assert [region.name for region in regions.ancestors(adcode)] == names


@pytest.mark.parametrize(
    ("adcode", "codes"),
    [
        ("310114", ("310114", "310000", "000000")),
        ("000000", ("000000",)),
        (None, ("000000",)),
        ("999999", ("000000",)),
    ],
)
def test_surroundings_widen_to_the_nation(
    regions: RegionIndex, adcode: str | None, codes: tuple[str, ...]
) -> None:
    assert regions.surroundings(adcode) == codes


def test_nearest_surroundings_decide(regions: RegionIndex) -> None:
    within = regions.surroundings("320100")
    region = regions.resolve_first("鼓楼区", within, year=2024)
    assert region is not None
    assert region.adcode == "320106"
    assert regions.resolve_first("鼓楼区", regions.surroundings("310000"), year=2024) is None


def test_slack_drops_names_long_gone(regions: RegionIndex) -> None:
    nation = regions.surroundings(None)
    assert regions.resolve_first("宣武区", nation, year=2024, slack=2) is None
    assert regions.resolve_first("宣武区", nation, year=2012, slack=2) is not None


@pytest.mark.parametrize("name", ["雄安新区", "西咸新区", "新疆生产建设兵团", "苏州工业园区"])
def test_places_outside_the_standard_are_marked(regions: RegionIndex, name: str) -> None:
    region = regions.resolve(name)
    assert region is not None
    assert not region.standard


def test_every_reference_leads_to_a_division(regions: RegionIndex) -> None:
    dangling = [
        region.adcode for region in regions for code in region.successors if regions.get(code) is None
    ]
    assert dangling == []


def test_retired_divisions_have_successors(regions: RegionIndex) -> None:
    assert [r for r in regions if r.valid_to is not None and not r.successors] == []


def test_one_name_a_code_is_in_use(regions: RegionIndex) -> None:
    in_use = [region.adcode for region in regions if region.valid_to is None]
    assert len(in_use) == len(set(in_use))


# The reference table names its upper levels in Chinese; 直辖 marks what lies directly under the province.
def reference(shared: Path) -> Iterator[dict[str, str]]:
    with (shared / "reference" / "areacodes-1981-2024.csv").open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def upper(regions: RegionIndex, row: dict[str, str], year: int | None) -> str:
    province = regions.resolve(row["一级行政区"], year=year, within=NATION)
    if row["二级行政区"] in ("", "直辖"):
        return province.adcode if province else ""
    found = regions.find(row["二级行政区"], year=year, within=f"{row['代码'][:2]}0000")
    return next((region.adcode for region in found if region.level == "city"), "")


def test_every_code_of_2024_resolves_from_name_and_parent(regions: RegionIndex, shared: Path) -> None:
    rows = [row for row in reference(shared) if row["状态"] == "在用"]
    assert sum(row["级别"] == "县级" for row in rows) > 2800
    wrong = {}
    for row in rows:
        within = NATION if row["级别"] == "省级" else upper(regions, row, 2024)
        found = code(regions, row["名称"], year=2024, within=within)
        if found != row["代码"]:
            wrong[row["代码"], row["名称"]] = found
    assert wrong == {}


def test_every_county_of_2024_resolves_from_its_whole_name(regions: RegionIndex, shared: Path) -> None:
    wrong = {}
    for row in reference(shared):
        if row["状态"] != "在用" or row["级别"] != "县级":
            continue
        name = row["一级行政区"] + row["二级行政区"].replace("直辖", "") + row["名称"]
        if code(regions, name, year=2024) != row["代码"]:
            wrong[row["代码"]] = name
    assert wrong == {}


def test_no_county_code_is_in_use_beyond_the_reference(regions: RegionIndex, shared: Path) -> None:
    in_use = {row["代码"] for row in reference(shared) if row["状态"] == "在用"}
    ours = {
        r.adcode for r in regions if r.valid_to is None and r.standard and not r.adcode.startswith("2327")
    }
    # 大柴旦 is run by a committee: the statistical office gives it a code, the standard doesn't.
    assert ours - in_use == {"632857"}


def test_every_code_retired_since_1981_resolves_in_its_time(regions: RegionIndex, shared: Path) -> None:
    wrong = {}
    for row in reference(shared):
        if row["状态"] == "在用":
            continue
        first, last = int(row["启用时间"]), int(row["变更/弃用时间"])
        # In the year of a change two codes carry one name; codes that lived a year have no other years.
        years = range(first + 1, last) or (first, last)
        codes = [code(regions, row["名称"], year=year, within=upper(regions, row, year)) for year in years]
        if (set(codes) != {row["代码"]}) if last - first > 1 else (row["代码"] not in codes):
            wrong[row["代码"], row["名称"], first, last] = codes
    assert wrong == {}


def test_every_retired_code_points_to_its_successors(regions: RegionIndex, shared: Path) -> None:
    wrong = {}
    named = {(region.adcode, region.name): region for region in regions}
    for row in reference(shared):
        # A code in square brackets got only a part, earlier: 330102[1996].
        heirs = {heir for heir in row["新代码"].split(";") if heir and "[" not in heir}
        if row["状态"] == "在用" or not heirs:
            continue
        year = int(row["变更/弃用时间"])
        region = named.get((row["代码"], row["名称"]))
        # A code that came back later has other heirs then.
        last = region.valid_to if region else 0
        if region is None or (last is not None and last <= year and set(region.successors) != heirs):
            wrong[row["代码"], row["名称"]] = region and region.successors
    assert wrong == {}
