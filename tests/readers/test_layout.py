from __future__ import annotations

from docstruct.readers.layout import Line, paragraphs

SIZE = 10.0


def page(
    *lines: tuple[str, float, float] | tuple[str, float, float, float], step: float = 20.0
) -> list[Line]:
    """Lines as (text, left, right[, size]) from the top of a page of 800 points."""
    out = []
    for index, (text, left, right, *size) in enumerate(lines):
        out.append(Line(text, left, right, 600.0 - step * index, size[0] if size else SIZE, 500.0, 800.0))
    return out


FULL = ("满" * 30, 100.0, 400.0)


def test_a_full_line_goes_on():
    assert paragraphs([page(FULL, ("末行。", 100.0, 130.0))]) == ["满" * 30 + "末行。"]


def test_a_line_with_room_for_the_next_word_ends_a_paragraph():
    assert paragraphs([page(FULL, ("短" * 27, 100.0, 370.0), ("下段", 100.0, 120.0))]) == [
        "满" * 30 + "短" * 27,
        "下段",
    ]


def test_a_long_figure_moves_down_whole():
    lines = page(FULL, ("短" * 25, 100.0, 350.0), ("123456.789亿元。", 100.0, 190.0))
    assert paragraphs([lines]) == ["满" * 30 + "短" * 25 + "123456.789亿元。"]


def test_an_indent_begins_a_paragraph():
    assert paragraphs([page(FULL, ("下一段" * 5, 120.0, 270.0))]) == ["满" * 30, "下一段" * 5]


def test_another_size_begins_a_paragraph():
    assert paragraphs([page((*FULL, 16.0), ("正文", 100.0, 120.0))]) == ["满" * 30, "正文"]


def test_a_wider_gap_begins_a_paragraph():
    first, second = page(FULL, FULL), page(FULL, FULL, ("末", 100.0, 110.0))
    lowered = [
        Line(x.text, x.left, x.right, x.bottom - 70, x.size, x.page_width, x.page_height) for x in second
    ]
    assert paragraphs([[*first, *lowered]]) == ["满" * 60, "满" * 60 + "末"]


def test_mirrored_margins():
    odd = page(FULL, FULL)
    even = page(*[(text, left + 40, right + 40) for text, left, right in (FULL, FULL)])
    assert paragraphs([odd, even]) == ["满" * 120]


def test_latin_words_keep_their_blank():
    line = ("x" * 59 + "gross", 100.0, 400.0)
    assert paragraphs([page(line, ("domestic", 100.0, 140.0))]) == [line[0] + " domestic"]


def test_pages_without_lines():
    assert paragraphs([[], page(("正文", 100.0, 120.0)), []]) == ["正文"]
