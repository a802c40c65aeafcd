from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from docstruct.readers.numbering import Numbering


def lists(*levels: tuple[str, str], extra: str = "") -> str:
    content = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{content}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{extra}'
    )


def numbering(content: str, styles: str = "") -> Numbering:
    return Numbering(
        parse_xml(f"<w:numbering {nsdecls('w')}>{content}</w:numbering>"),
        parse_xml(f"<w:styles {nsdecls('w')}>{styles}</w:styles>"),
    )


def numbered(level: int = 0, num: int = 1):
    return parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr></w:p>'
    )


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("chineseCounting", "%1、", ["一、", "二、"]),
        ("chineseCountingThousand", "（%1）", ["（一）", "（二）"]),
        ("decimal", "%1.", ["1.", "2."]),
        ("decimal", "%1", ["1 ", "2 "]),
        ("decimalEnclosedCircle", "%1", ["①", "②"]),
        ("upperLetter", "%1)", ["A)", "B)"]),
        ("lowerRoman", "%1.", ["i.", "ii."]),
        ("decimalZero", "%1.", ["01.", "02."]),
        ("bullet", "·", ["", ""]),
    ],
)
def test_formats(form, text, expected):
    counters = numbering(lists((form, text)))
    assert [counters.label(numbered()) for _ in expected] == expected


def test_chinese_beyond_ten():
    counters = numbering(lists(("chineseCounting", "%1、")))
    labels = [counters.label(numbered()) for _ in range(21)]
    assert [labels[i] for i in (9, 10, 19, 20)] == ["十、", "十一、", "二十、", "二十一、"]


def test_lower_levels_start_anew_and_name_the_upper():
    counters = numbering(lists(("chineseCounting", "%1、"), ("decimal", "%1.%2、")))
    labels = [counters.label(numbered(level)) for level in (0, 1, 1, 0, 1)]
    assert labels == ["一、", "一.1、", "一.2、", "二、", "二.1、"]


def test_lists_go_on_counting_unless_they_say_restart():
    more = '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    anew = (
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    counters = numbering(lists(("decimal", "%1."), extra=more + anew))
    assert [counters.label(numbered(num=num)) for num in (1, 2, 3, 3)] == ["1.", "2.", "1.", "2."]


def test_styles_carry_numbers_to_those_based_on_them():
    styles = (
        '<w:style w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="own"><w:basedOn w:val="base"/></w:style>'
    )
    counters = numbering(lists(("chineseCounting", "%1、")), styles)
    styled = parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="own"/></w:pPr></w:p>')
    assert counters.label(styled) == "一、"


@pytest.mark.parametrize("num", [0, 9])
def test_no_list_no_label(num):
    assert numbering(lists(("decimal", "%1."))).label(numbered(num=num)) == ""


def test_a_document_without_numbering():
    assert Numbering.none().label(numbered()) == ""
