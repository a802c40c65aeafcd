from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.structure.sentences import split


def pieces(text: str) -> list[str]:
    return [text[a:b] for a, b in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年平稳。明年更好！", ["全年平稳。", "明年更好！"]),
        ("增收入；稳就业；保供应。", ["增收入；稳就业；保供应。"]),
        ("增长5.2%，实施7.0版方案。1.抓项目", ["增长5.2%，实施7.0版方案。", "1.抓项目"]),
        ("一、回顾\n成绩不小。", ["一、回顾", "成绩不小。"]),
        ("践行“先试。后推”的路子。成效好。", ["践行“先试。后推”的路子。", "成效好。"]),
        ("他说：“要干。”会场鼓掌。", ["他说：“要干。”", "会场鼓掌。"]),
        ("喊出“加油干！”的号子。", ["喊出“加油干！”的号子。"]),
        ("建成一批项目（含续建。）共十个。", ["建成一批项目（含续建。）共十个。"]),
        ("见附注（先报批。后开工。再验收）。完。", ["见附注（先报批。", "后开工。", "再验收）。", "完。"]),
        ("推进“一网通办。深化改革。扩大开放。", ["推进“一网通办。", "深化改革。", "扩大开放。"]),
        ("多措并举！！再接再厉？！好", ["多措并举！！", "再接再厉？！", "好"]),
        ("  前后有空 。  ", ["前后有空 。"]),
    ],
)
def test_split_gives_sentences(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@given(st.text('甲乙，。；！？“”‘’（）《》「」"()【】 \n1.5a', max_size=80))
def test_sentences_cover_all_words_once(text: str) -> None:
    spans = split(text)
    assert all(a < b for a, b in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@given(st.text("甲。”“（）", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_part_of_a_text_is_split_within_its_bounds(text: str, start: int, end: int) -> None:
    end = min(end, len(text))
    assert all(start <= a < b <= end for a, b in split(text, start, end))


def test_a_long_quote_does_not_hold_sentences_together() -> None:
    assert len(split("“" + "甲。" * 300 + "”")) > 200


@pytest.mark.parametrize("unit", ["“", "（", "）", "“。", "、", "1", "。", '"'])
def test_a_long_run_of_one_mark_is_split(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert split(text)[-1][1] == len(text)


def test_the_reach_of_a_quote_can_be_set() -> None:
    text = "践行“先试。后推”的路子。"
    assert len(split(text)) == 1
    assert len(split(text, longest_quote=3)) == 2
