from __future__ import annotations

import ctypes

import pypdfium2
import pytest

from docstruct.readers.fonts import install_substitute
from docstruct.readers.pdf import _RADICALS, _Char, _line

from .builders import (
    PARAGRAPHS,
    PDF_FONT,
    PDF_PAGE,
    pdf_bytes,
    pdf_of_single_characters,
    register_empty_font,
    set_page,
)

LONG = (
    "全市经济稳中有进，地区生产总值增长5.2%，城镇新增就业6.5万人，粮食总产量保持稳定，居民收入稳步增长。" * 2
)


def test_wrapped_lines_become_paragraphs(lines):
    assert lines(pdf_bytes(set_page(*PARAGRAPHS, LONG))) == [*PARAGRAPHS, LONG]


def test_a_paragraph_goes_on_over_the_page(lines):
    page = set_page(*PARAGRAPHS, LONG)
    first, second = page[:-2], [(x, 740 - 28 * i, text) for i, (x, _, text) in enumerate(page[-2:])]
    assert lines(pdf_bytes(first, second)) == [*PARAGRAPHS, LONG]


@pytest.mark.parametrize("form", ["— {} —", "{}", "第{}页", "第 {} 页 共 3 页", "{}/3", "-{}-"])
def test_page_numbers_are_dropped(lines, form):
    pages = [[*set_page(text), (290.0, 40.0, form.format(n))] for n, text in enumerate(PARAGRAPHS[2:5], 1)]
    assert lines(pdf_bytes(*pages)) == list(PARAGRAPHS[2:5])


def test_a_figure_at_the_edge_is_no_page_number(lines):
    pages = [
        [*set_page(text), (290.0, 40.0, number)] for text, number in zip(PARAGRAPHS[:3], "173", strict=True)
    ]
    pages[0].append((290.0, 20.0, "8"))
    pages[1].append((290.0, 20.0, "9"))
    pages[2].append((290.0, 20.0, "10"))
    assert [line for line in lines(pdf_bytes(*pages)) if line.isdigit()] == ["1", "7", "3"]


def test_repeated_headers_are_dropped(lines):
    pages = [[(80.0, 800.0, "样例市政府公报 2025年第1期"), *set_page(text)] for text in PARAGRAPHS[:3]]
    assert lines(pdf_bytes(*pages)) == list(PARAGRAPHS[:3])


def test_a_sentence_that_repeats_within_the_page_stays(lines):
    assert lines(pdf_bytes(*[set_page("坚持稳中求进，以进促稳。")] * 3)) == ["坚持稳中求进，以进促稳。"] * 3


def test_rows_are_parted_by_tabs(lines):
    row = [(80.0, 600.0, "生产总值增速"), (280.0, 600.0, "5.2%"), (400.0, 600.0, "5%左右")]
    assert lines(pdf_bytes([*set_page(*PARAGRAPHS), *row]))[-1] == "生产总值增速\t5.2%\t5%左右"


def test_a_spaced_title_is_no_row(lines):
    title = [(200.0 + 40 * i, 780.0, char) for i, char in enumerate("工作报告")]
    assert lines(pdf_bytes([*title, *set_page(*PARAGRAPHS)]))[0] == "工 作 报 告"


def test_a_centred_title_over_two_lines_is_one(lines):
    title = [(88.0, 780.0, "关于样例市上一年计划执行情况与新的一年计划草案的"), (248.0, 752.0, "情况报告")]
    page = [*title, *set_page(*PARAGRAPHS, LONG, top=700)]
    assert lines(pdf_bytes(page))[0] == "关于样例市上一年计划执行情况与新的一年计划草案的情况报告"


def test_radicals_of_some_fonts_are_the_characters_they_show():
    assert "⼈⺠政府⼯作".translate(_RADICALS) == "人民政府工作"


def test_characters_that_stand_alone_are_read(lines):
    assert lines(pdf_of_single_characters("全市生产总值增长5.2%。", PDF_FONT)) == ["全市生产总值增长5.2%。"]


def test_invisible_characters_over_a_scan_are_read(lines, tmp_path):
    line = "全市生产总值增长百分之五。"
    assert lines(pdf_of_single_characters(line, register_empty_font(tmp_path, line))) == [line]


def test_text_that_is_squeezed_flat_has_a_size():
    # Found by fuzzing: without height and width there is no em to measure gaps by.
    (line,) = _line([_Char("5", 80, 80, 700, 700), _Char("%", 90, 90, 700, 700)], PDF_PAGE)
    assert line.size > 0


def test_a_font_that_the_pdf_lacks_is_not_taken_from_the_machine():
    substitute = install_substitute()
    with pypdfium2.PdfDocument(pdf_bytes(set_page(*PARAGRAPHS))) as document:
        (text, *_) = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
        room = (ctypes.c_ubyte * len(substitute.font))()
        size = ctypes.c_size_t()
        pypdfium2.raw.FPDFFont_GetFontData(text.get_font(), room, len(room), size)
        assert (size.value, bytes(room)) == (len(substitute.font), substitute.font)


@pytest.mark.parametrize(
    "pages", [[[]], [[], [], set_page("正文。")], [[(290.0, 40.0, "1")], [(290.0, 40.0, "2")]]]
)
def test_pages_without_text_are_a_scan(refused, pages):
    assert refused(pdf_bytes(*pages)).code == "scanned"


def test_a_picture_for_a_cover_is_no_scan(lines):
    assert lines(pdf_bytes([], set_page(*PARAGRAPHS))) == list(PARAGRAPHS)


def test_characters_without_meaning_are_a_scan(refused):
    error = refused(pdf_bytes(set_page("\ue001\ue002\ue003\ue004" * 10)))
    assert (error.code, "does not say which characters" in error.reason) == ("scanned", True)


def test_a_password_is_asked_for(refused):
    assert refused(pdf_bytes(set_page(*PARAGRAPHS), password="口令")).code == "encrypted"


def test_a_damaged_pdf(refused):
    assert refused(pdf_bytes(set_page(*PARAGRAPHS))[:300]).code == "damaged"


def test_too_many_pages(refused):
    assert refused(pdf_bytes(*[set_page("正文。")] * 3), max_pages=2).code == "too_long"
