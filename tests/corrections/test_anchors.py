"""Anchors find their words again, or say that they cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.corrections.anchors import Anchor, Lost, Match, find_anchor, make_anchor

TEXT = "一、过去一年\n全市新增高新技术企业40家，进出口总额增长5%。\n二、今年打算\n全市力争新增高新技术企业40家，粮食增产5%。"


def at(words: str, text: str = TEXT, nth: int = 0) -> Anchor:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return make_anchor(text, "aa", start, start + len(words), report_id="r")


def found(anchor: Anchor, text: str) -> str:
    place = find_anchor(anchor, text)
    assert isinstance(place, Match), place
    return text[place.start : place.end]


def lost(anchor: Anchor, text: str) -> str:
    place = find_anchor(anchor, text)
    assert isinstance(place, Lost), place
    return place.reason


@pytest.mark.parametrize("nth", [0, 1])
def test_same_text_is_matched_by_its_offsets(nth: int) -> None:
    anchor = at("40家", nth=nth)
    assert find_anchor(anchor, TEXT) == Match(start=anchor.start, end=anchor.end)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("，", " ，\u3000"),
        lambda text: text.replace("5%", "５％"),
        lambda text: text.replace("高新", "高\u200b新"),
        lambda text: "附：目录\n" + text,
        lambda text: text.replace("\n", "\n\n"),
    ],
)
def test_white_space_width_and_insertions_leave_the_words(change) -> None:
    text = change(TEXT)
    assert found(at("5%"), text) in ("5%", "５％")
    assert find_anchor(at("5%"), text).start < text.index("二、")


def test_words_that_are_gone_are_lost() -> None:
    assert lost(at("40家"), TEXT.replace("40家", "41家")) == "the words are not in the text"


def test_other_surroundings_are_no_match() -> None:
    assert "surroundings have changed" in lost(
        at("40家"), "我区开办便民早餐店40家，居民称便，反响很好，今后还要多办。"
    )


def test_paragraph_that_is_there_twice_now_is_no_match() -> None:
    text = "城市更新稳步推进，旧区改造全面提速。建成口袋公园12座，居民出门就见绿。\n社区食堂开到家门口。"
    assert "alike" in lost(at("12座", text), f"{text}\n{text}")


def test_same_sentence_with_other_figures_is_no_match() -> None:
    first = "去年改造老旧小区88个，惠及居民31万户，建成口袋公园12座，新增绿道77公里，开工棚改99处。"
    other = first.replace("88", "64").replace("31", "25").replace("77", "53").replace("99", "46")
    assert isinstance(find_anchor(at("12座", first), other), Lost)


def test_one_figure_revised_around_it_is_still_a_match() -> None:
    first = "去年改造老旧小区88个，惠及居民31万户，建成口袋公园12座，新增绿道77公里，开工棚改99处。"
    assert found(at("12座", first), first.replace("88", "89")) == "12座"


@given(st.text(alphabet="甲乙丙12， \n家", min_size=4, max_size=60), st.data())
def test_match_always_holds_the_words(text: str, data: st.DataObject) -> None:
    """Whatever is found in whatever text, it is the quote, white space aside."""
    start = data.draw(st.integers(0, len(text) - 1))
    anchor = make_anchor(text, "aa", start, start + 1, report_id="r")
    other = data.draw(st.text(alphabet="甲乙丙12， \n家", max_size=60))
    place = find_anchor(anchor, other)
    if isinstance(place, Match):
        assert "".join(other[place.start : place.end].split()) == "".join(anchor.quote.split())
