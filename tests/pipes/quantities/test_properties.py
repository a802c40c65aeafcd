"""What holds of the quantities of any text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docstruct.numerals import fold_width
from docstruct.pipes.quantities.logic import match

FULLWIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")

#: What sentences of the genre are made of; joined at random they put every pattern next to every other.
FRAGMENTS = (
    "地区生产总值", "一般公共预算收入", "城乡居民人均可支配收入", "其中", "分别", "增长", "下降", "由", "增至", "提高到", "占", "高于全国",
    "超过", "不低于", "约", "近", "上", "左右", "以上", "以内", "力争", "预计", "新增", "完成", "突破", "第", "前", "居全国", "同比",
    "5", "12.5", "1,220", "2024", "2024年", "7月25日", "0", "2.04∶1", "1/10", "％", "%", "个百分点", "亿元", "万", "万亿", "余", "多",
    "家", "人（户）次", "台（套）", "微克/立方米", "公里", "亩", "倍", "三成", "过半", "翻番", "两位数", "三分之二", "百分之五", "千余家",
    "上百场", "第4位", "5G", "PM2.5", "“", "”", "（", "）", "《", "》", "，", "、", "；", "。", "\n", "和", "至", "—", "-", "∶", " ", "\u3000",
)  # fmt: skip
genre_text = st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join)
any_text = st.one_of(genre_text, st.text(max_size=200))


@settings(deadline=None)
@given(any_text)
def test_each_quantity_is_the_words_at_its_place(text: str) -> None:
    assert [q.text for q in match(text)] == [text[q.start : q.end] for q in match(text)]


@settings(deadline=None)
@given(any_text)
def test_quantities_come_in_order_without_overlap(text: str) -> None:
    found = match(text)
    assert all(q.start < q.end for q in found)
    assert all(before.end <= after.start for before, after in zip(found, found[1:], strict=False))


@settings(deadline=None)
@given(any_text)
def test_bound_words_lie_around_the_quantity(text: str) -> None:
    assert all(0 <= q.left_bound <= q.start and q.end <= q.right_bound <= len(text) for q in match(text))


@settings(deadline=None)
@given(any_text)
def test_a_range_has_its_high_end(text: str) -> None:
    assert all(q.high is None or q.form == "arabic" for q in match(text))


@settings(deadline=None)
@given(any_text)
def test_width_of_digits_changes_nothing_but_the_words(text: str) -> None:
    wide, narrow = match(text.translate(FULLWIDTH)), match(fold_width(text))
    assert [(q.start, q.end, q.value, q.high, fold_width(q.unit_text), q.bound) for q in wide] == [
        (q.start, q.end, q.value, q.high, fold_width(q.unit_text), q.bound) for q in narrow
    ]


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=10**6), st.sampled_from(["", "万", "亿", "万亿"]))
def test_magnitudes_are_multiplied_out(number: int, magnitude: str) -> None:
    (found,) = match(f"完成投资{number}{magnitude}元")
    factor = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[magnitude]
    assert (found.value, found.unit_text) == (Decimal(number * factor), "元")


@settings(deadline=None)
@given(genre_text)
def test_a_sentence_reads_the_same_behind_another(text: str) -> None:
    # A full stop and a line end part two sentences: no figure may lean on the one before.
    before = "各项工作稳步推进。\n"
    assert [(q.start + len(before), q.text, q.bound) for q in match(text)] == [
        (q.start, q.text, q.bound) for q in match(before + text)
    ]


@pytest.mark.parametrize(
    "piece",
    ["9", "１", "、", "（", "）", "“", "1.", "1,", "1,000", "1、", "1∶", "1/", "1-", "万", "亿", "一", "千", "百分之", "第", "超过", "5%和", "由", "1万", "余", "年"],
)  # fmt: skip
def test_hostile_repetition_ends(piece: str) -> None:
    size = 2_000
    text = (piece * size)[:size] + "家"
    assert all(text[q.start : q.end] == q.text for q in match(text))


@pytest.mark.parametrize(
    "text",
    [
        "一" * 4400 + "家",
        "百分之" + "一" * 4400,
        "第" + "二" * 5000 + "位",
        "9" * 400 + "亿元",
        "亿" * 39 + "元",
    ],
)
def test_a_numeral_without_end_is_no_figure(text: str) -> None:
    assert match(text) == []


def test_a_fraction_of_long_numerals_is_read_or_left() -> None:
    # Found by fuzzing: more digits than decimal arithmetic carries.
    assert all(q.value.is_finite() for q in match("分之二分之" + "二" * 26))


def test_a_percentage_and_a_fraction_do_not_share_a_numeral() -> None:
    # Found by fuzzing.
    assert [q.text for q in match("百分之二分之二")] == ["二分之二"]


def test_the_longest_numeral_that_means_something_is_read() -> None:
    (found,) = match("完成投资三千七百二十一亿八千六百五十四万三千二百一十元")
    assert found.value == Decimal(372186543210)
