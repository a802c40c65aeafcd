from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.readers.decoding import decode

TEXT = "全市地区生产总值1234.5亿元，增长５.2％；𠮷镇新增就业6万人。\n"
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_chinese_encodings(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_utf16_be_with_mark():
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


def test_gb18030_mark_is_dropped():
    assert decode(("\ufeff" + TEXT).encode("gb18030")) == TEXT


def test_traditional_big5():
    text = "過去一年，本地生產總值增長百分之三，經濟發展穩定。"
    assert decode(text.encode("big5hkscs")) == text


def test_long_ascii_head_does_not_hide_the_encoding():
    text = "<html>" + " " * 200_001 + TEXT
    assert decode(text.encode("gb18030")) == text


def test_stray_broken_byte_stays_visible():
    text = TEXT * 50
    broken = text.encode("utf-8").replace("增长".encode(), b"\xff" + "增长".encode(), 1)
    assert decode(broken) == text.replace("增长", "\ufffd增长", 1)


def test_a_text_cut_within_a_character():
    assert decode((TEXT * 50).encode("utf-8")[:-3]) == (TEXT * 50)[:-2] + "\ufffd"


def test_zero_bytes_do_not_make_a_text_binary():
    assert decode(TEXT.encode("utf-8") + b"\0") == TEXT + "\0"


def test_other_languages_fall_to_the_general_detector():
    text = "昨日はとても寒かったので、家でゆっくり本を読みました。" * 10
    assert decode(text.encode("shift_jis")) == text


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 500])
def test_bytes_that_are_no_text(data):
    assert decode(data) is None


PHRASES = st.sampled_from(
    [
        "一是",
        "全市经济平稳增长，",
        "新增就业",
        "万人。",
        "％",
        "5.2%",
        "GDP",
        "（三）",
        "坚持",
        "鑫淼垚犇",
        "\n",
        "—",
        "12",
    ]
)


@given(st.lists(PHRASES, min_size=8), st.sampled_from(ENCODINGS))
def test_every_text_survives_every_encoding(phrases, encoding):
    text = "全省工作的重点是发展，" + "".join(phrases)
    assert decode(text.encode(encoding)) == text
