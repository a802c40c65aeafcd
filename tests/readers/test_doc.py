from __future__ import annotations

import pytest

from .builders import PARAGRAPHS, ROW_LINES, ROWS, doc_bytes


def test_paragraphs_and_table_rows_in_order(lines):
    assert lines(doc_bytes(PARAGRAPHS[0], ROWS, *PARAGRAPHS[1:])) == [
        PARAGRAPHS[0],
        *ROW_LINES,
        *PARAGRAPHS[1:],
    ]


def test_long_texts_span_many_property_pages(lines):
    blocks = [
        block
        for number in range(60)
        for block in (f"第{number}段，稳中有进。", [[f"指标{number}", f"{number}%"]])
    ]
    expected = [
        f"指标{block[0][0][2:]}\t{block[0][1]}" if isinstance(block, list) else block for block in blocks
    ]
    assert lines(doc_bytes(*blocks)) == expected


def test_pieces_of_one_and_two_bytes_a_character(lines):
    assert lines(doc_bytes("GDP +5.2%", "增长5.2%", "R&D 3%")) == ["GDP +5.2%", "增长5.2%", "R&D 3%"]


def test_characters_beyond_the_basic_plane(lines):
    assert lines(doc_bytes("𠮷镇", [["𠮷", "5%"]], "完")) == ["𠮷镇", "𠮷\t5%", "完"]


def test_footnotes_follow_and_headers_are_left_out(lines):
    assert lines(doc_bytes("正文。", notes=["按可比价格计算。"], header="页眉")) == [
        "正文。",
        "按可比价格计算。",
    ]


def test_fields_keep_their_result(lines):
    nested = '见\x13 HYPERLINK "x" \x14附\x13 PAGE \x141\x15表\x15。'
    assert lines(doc_bytes(nested, "目录\x13 TOC \\o \x15")) == ["见附1表。", "目录"]


def test_soft_breaks_are_lines(lines):
    assert lines(doc_bytes("样例市\x0b政府工作报告")) == ["样例市", "政府工作报告"]


def test_a_frame_of_one_cell_keeps_its_paragraphs(lines):
    assert lines(doc_bytes([["框内。"]], "框外。")) == ["框内。", "框外。"]


@pytest.mark.parametrize(
    ("options", "code"), [({"flags": 0x0100}, "encrypted"), ({"word": 0xA5DC}, "unsupported")]
)
def test_kinds_that_cannot_be_read(refused, options, code):
    assert refused(doc_bytes("正文。", **options)).code == code
