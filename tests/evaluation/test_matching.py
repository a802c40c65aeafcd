from __future__ import annotations

import pytest

from docstruct.evaluation.matching import (
    Squeezed,
    align_facts,
    find_passage,
    match_indicator,
    place_entities,
)

from .builders import (
    make_entity,
    make_fact,
    make_mention,
    make_observation,
    make_passage,
    make_reading,
    place,
)

TEXT = "全市新设企业３家，新设学校５所，新增床位７张，道路９公里完工。"


def test_a_passage_is_found_in_text_with_other_white_space_and_width() -> None:
    passage = make_passage("全市新设企业3家,新设学校5所,新增床位7张,道路9公里完工。")
    spaced = "目录\n" + TEXT.replace("，", "，\n  ") + "\n页脚"
    found = find_passage(passage, [Squeezed(make_reading("别的报告")), Squeezed(make_reading(spaced))])
    assert found is not None
    assert found.folded == "全市新设企业3家,新设学校5所,新增床位7张,道路9公里完工。"


def test_a_passage_whose_end_is_elsewhere_is_not_found() -> None:
    passage = make_passage(TEXT)
    assert find_passage(passage, [Squeezed(make_reading(TEXT[:-4] + "。" * 900 + "完工。"))]) is None


def test_offsets_count_without_white_space() -> None:
    passage = make_passage(TEXT, make_fact(TEXT, "５所"))
    spaced = "前言\n\n" + TEXT.replace("学校", " 学 校 ")
    reading = make_reading(spaced, make_observation(spaced, "５所"))
    [(fact, candidate)] = align_facts(passage, place(passage, reading)).pairs
    assert candidate is not None
    assert (candidate.start, candidate.end) == (fact.start, fact.end)


def test_an_observation_outside_the_passage_counts_neither_way() -> None:
    text = "此外还有８家。" + TEXT
    passage = make_passage(TEXT)
    alignment = align_facts(passage, place(passage, make_reading(text, make_observation(text, "８家"))))
    assert alignment.extras == ()


def test_the_nearest_indicator_answers_where_two_overlap() -> None:
    passage = make_passage(TEXT, make_fact(TEXT, "５所", ind=("学校",)))
    wrong = make_observation(TEXT, "５", indicator_text="企业")
    right = make_observation(TEXT, "５所", indicator_text="学校")
    alignment = align_facts(passage, place(passage, make_reading(TEXT, wrong, right)))
    assert [c.observation.indicator_text for _, c in alignment.pairs if c is not None] == ["学校"]
    assert [extra.observation for extra in alignment.extras] == [wrong]


def test_one_numeral_of_several_series_takes_several_observations() -> None:
    passage = make_passage(TEXT, make_fact(TEXT, "５所", ind=("学校", "新设学校")))
    twins = [
        make_observation(TEXT, "５所", obs_id=name, indicator_text=name) for name in ("学校", "新设学校")
    ]
    assert align_facts(passage, place(passage, make_reading(TEXT, *twins))).extras == ()


@pytest.mark.parametrize(
    ("quantity", "fields", "extras"),
    [
        ("９公里", {}, 1),
        ("９公里", {"kind": "spec"}, 0),
        ("９公里", {"kind": "rank"}, 0),
        ("９公里", {"quantity_text": "三家"}, 0),
    ],
    ids=["level", "spec", "rank", "small Chinese count"],
)
def test_which_observations_without_gold_are_extras(
    quantity: str, fields: dict[str, str], extras: int
) -> None:
    passage = make_passage(TEXT)
    reading = make_reading(TEXT, make_observation(TEXT, quantity, **fields))
    assert len(align_facts(passage, place(passage, reading)).extras) == extras


def test_a_level_on_a_spec_of_gold_is_no_extra() -> None:
    passage = make_passage(TEXT, make_fact(TEXT, "９公里", kind="spec"))
    alignment = align_facts(passage, place(passage, make_reading(TEXT, make_observation(TEXT, "９公里"))))
    assert (alignment.pairs, alignment.extras) == ((), ())


@pytest.mark.parametrize(
    ("gold", "got", "strict", "relaxed"),
    [
        ("规上工业增加值", "规模以上工业增加值", True, True),
        ("“四好农村路”", "四好农村路", True, True),
        ("城镇居民的收入", "城镇居民收入", True, True),
        ("粮食总产量", "粮食产量", False, True),
        ("高标准农田", "新建和改造高标准农田", False, True),
        ("企业", "市级专精特新企业", False, False),
        ("企业", "", False, False),
    ],
)
def test_wordings_of_one_indicator(gold: str, got: str, strict: bool, relaxed: bool) -> None:
    assert match_indicator(make_fact(TEXT, "３家", ind=(gold,)), got) == (strict, relaxed)


def test_entities_are_compared_by_place_and_label() -> None:
    text = "在 嘉定 新城建设新医院。"
    passage = make_passage(text, entities=(make_entity(text, "嘉定新城", "ZONE"),))
    mention = make_mention(text, "嘉定 新城", "DISTRICT")
    gold, found = place_entities(passage, place(passage, make_reading(text, mentions=(mention,))))
    assert (gold, found) == ({(1, 5, "ZONE")}, {(1, 5, "DISTRICT")})
