import pytest

from docstruct.normalise.entities import link_entities
from docstruct.records import Entity, EntityLabel, Mention, Report


def report(ref_area: str | None = "310114", name: str = "嘉定区", year: int = 2024) -> Report:
    return Report.model_construct(report_id="r", ref_area=ref_area, ref_area_name=name, year=year)


def mention(text: str, label: EntityLabel, start: int = 0, method: str = "gazetteer") -> Mention:
    return Mention(
        mention_id=f"{start}-{text}",
        report_id="r",
        section_id=None,
        entity_id=None,
        label=label,
        text=text,
        char_start=start,
        char_end=start + len(text),
        confidence=0.9,
        method=method,
    )


def entity(text: str, label: EntityLabel, of: Report | None = None, method: str = "gazetteer") -> Entity:
    return link_entities([mention(text, label, method=method)], of or report())[1][0]


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        ("COMPANY", "上汽大众", "上汽大众汽车有限公司"),
        ("COMPANY", "包钢", "包钢集团"),
        ("COMPANY", "蔚来", "蔚来汽车"),
        ("COMPANY", "华为", "华为技术有限公司"),
        ("PROJECT", "“北虹之云”", "北虹之云"),
        ("PROJECT", "三北工程", "“三北”工程"),
        ("ZONE", "海南自贸港", "海南自由贸易港"),
        ("ZONE", "长三角", "长江三角洲"),
        ("ZONE", "临港新片区", "上海自贸试验区临港新片区"),
        ("PROJECT", "轨道交通机场联络线", "机场联络线"),
        ("PROJECT", "地铁11号线", "11号线"),
        ("ORG", "深交所", "深圳证券交易所"),
        ("ORG", "区中心医院", "嘉定区中心医院"),
        ("ORG", "嘉定区发改委", "嘉定区发展和改革委员会"),
        ("ORG", "区人大常委会", "上海市嘉定区人民代表大会常务委员会"),
        ("ORG", "嘉定区第七届人民代表大会常务委员会", "嘉定区人大常委会"),
        ("DISTRICT", "嘉定", "上海市嘉定区"),
    ],
)
def test_names_of_one_thing_meet(label: EntityLabel, one: str, other: str) -> None:
    assert entity(one, label).entity_id == entity(other, label).entity_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("联影", "COMPANY"), ("联影二期", "PROJECT")),
        (("蔚来", "COMPANY"), ("蔚来能源", "COMPANY")),
        (("云河", "COMPANY"), ("云河", "PROJECT")),
        (("嘉定区", "DISTRICT"), ("嘉定新城", "ZONE")),
        (("江苏路社区", "DISTRICT"), ("江苏", "DISTRICT")),
    ],
)
def test_different_things_do_not(one: tuple[str, EntityLabel], other: tuple[str, EntityLabel]) -> None:
    assert entity(*one).entity_id != entity(*other).entity_id


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("区中心医院", "ORG"),
        ("省能源集团", "COMPANY"),
        ("交通集团", "COMPANY"),
        ("11号线", "PROJECT"),
        ("灯塔村", "DISTRICT"),
        ("黄渡", "DISTRICT"),
    ],
)
def test_local_name_means_another_thing_elsewhere(text: str, label: EntityLabel) -> None:
    here, there = report("310114", "嘉定区"), report("440106", "天河区")
    assert entity(text, label, here, "list").entity_id != entity(text, label, there, "list").entity_id


def test_word_that_begins_like_a_division_gets_no_place() -> None:
    assert entity("市民健身广场一期", "PROJECT").name == "市民健身广场一期"


def test_line_is_that_of_the_city_and_not_of_its_district() -> None:
    assert entity("14号线", "PROJECT", method="head").name == "上海市14号线"


def test_group_of_a_province_keeps_its_name() -> None:
    found = entity("省国金投资集团", "COMPANY", report("320000", "江苏省"), "head")
    assert found.name == "江苏省国金投资集团"


def test_group_with_a_name_of_its_own_gets_no_place() -> None:
    assert entity("恒瑞集团", "COMPANY", method="head").name == "恒瑞集团"
    assert entity("国能集团", "COMPANY", method="head").name == "国家能源集团"


def test_city_abroad_is_the_same_everywhere() -> None:
    here, there = report("310114", "嘉定区"), report("440106", "天河区")
    assert entity("东京", "DISTRICT", here).entity_id == entity("东京", "DISTRICT", there).entity_id


def test_one_name_is_one_entity_in_every_report() -> None:
    here, there = report("310000", "上海市"), report("320000", "江苏省", 2025)
    assert entity("沪苏湖高铁", "PROJECT", here) == entity("沪苏湖高铁", "PROJECT", there)


def test_district_carries_code_parent_and_years() -> None:
    found = entity("襄樊市", "DISTRICT", report("420000", "湖北省", 2005))
    assert (found.name, found.adcode, found.parent_adcode, found.valid_to) == (
        "襄樊市",
        "420600",
        "420000",
        "2010",
    )


def test_renamed_district_keeps_its_id() -> None:
    before, after = report("420000", "湖北省", 2005), report("420000", "湖北省", 2015)
    assert entity("襄樊市", "DISTRICT", before).entity_id == entity("襄阳市", "DISTRICT", after).entity_id


def test_neighbours_resolve_an_ambiguous_name() -> None:
    nation = report("000000", "全国")
    mentions = [mention("辽宁", "DISTRICT", 0), mention("朝阳", "DISTRICT", 5)]
    linked, entities = link_entities(mentions, nation)
    codes = {found.entity_id: found.adcode for found in entities}
    assert [codes[str(item.entity_id)] for item in linked] == ["210000", "211300"]


@pytest.mark.parametrize(
    ("text", "name", "level", "parent"),
    [
        ("大石皮村", "大石皮村", "village", "310114"),
        ("南翔镇", "南翔镇", "town", "310114"),
        ("崇明区竖新镇仙桥村", "竖新镇仙桥村", "village", "310151"),
        ("黄渡", "黄渡", None, "310114"),
        ("浙江诸暨县枫桥镇", "诸暨县枫桥镇", "town", "330000"),
    ],
)
def test_town_or_village_has_level_and_parent_and_no_code(
    text: str, name: str, level: str | None, parent: str
) -> None:
    found = entity(text, "DISTRICT", method="head")
    assert (found.name, found.level, found.parent_adcode, found.adcode) == (name, level, parent, None)


def test_town_is_one_with_and_without_its_district() -> None:
    assert (
        entity("嘉定区南翔镇", "DISTRICT", method="head").entity_id
        == entity("南翔镇", "DISTRICT", method="head").entity_id
    )


def test_ambiguous_name_keeps_its_candidates() -> None:
    found = entity("鼓楼区", "DISTRICT", report("000000", "全国"))
    assert found.adcode is None
    assert found.candidates is not None
    assert {"320106", "320302", "350102", "410204"} <= set(found.candidates.split("|"))
    assert found.level == "county"


def test_candidates_of_the_own_province_come_first() -> None:
    candidates = entity("鼓楼区", "DISTRICT", report("350000", "福建省")).adcode
    assert candidates == "350102"
    found = entity("鼓楼区", "DISTRICT", report("320000", "江苏省"))
    assert found.candidates is not None
    assert found.candidates.split("|")[:2] == ["320106", "320302"]


def test_aliases_are_the_other_forms_of_the_report() -> None:
    mentions = [mention("上汽大众", "COMPANY"), mention("上汽大众汽车有限公司", "COMPANY", 9)]
    linked, entities = link_entities(mentions, report())
    assert [item.entity_id for item in linked] == [entities[0].entity_id] * 2
    assert (entities[0].name, entities[0].aliases) == ("上汽大众", "上汽大众汽车有限公司")


def test_most_frequent_form_is_the_name() -> None:
    texts = ("海南自贸港", "海南自由贸易港", "海南自贸港")
    mentions = [mention(text, "ZONE", 9 * at) for at, text in enumerate(texts)]
    assert [found.name for found in link_entities(mentions, report())[1]] == ["海南自贸港"]


def test_mentions_keep_their_order_and_the_rest() -> None:
    mentions = [mention("嘉定区", "DISTRICT", 8), mention("联影", "COMPANY", 2)]
    linked, _ = link_entities(mentions, report())
    assert [item.model_copy(update={"entity_id": None}) for item in linked] == mentions
