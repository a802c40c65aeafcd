"""PDF with a text layer: characters of each page to lines, lines to paragraphs."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from docstruct.readers.fonts import install_substitute
from docstruct.readers.layout import Line, paragraphs
from docstruct.readers.reasons import damage_as_refusal, refusal
from docstruct.settings import ReaderSettings

# Fonts of some systems map their glyphs to radicals (⼈⺠) where the page shows characters (人民). Radicals of the
# Kangxi block fold by NFKC; these of the supplement have no decomposition.
_RADICALS = str.maketrans(
    dict(
        zip(
            "⺟⺠⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
            "母民西见角贝车長长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
            strict=True,
        )
    )
    | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
)
_LEAST_TEXT = 8  # characters; a page with fewer (a stamp, a page number) has no text layer to speak of
_PICTURES = 0.5
_UNKNOWN = 0.2
_CELL_GAP = 1.5  # ems
_FLAT_EM = 1.0  # points
_NO_WIDTH = 0.001  # points
_LATIN_EM = 0.85  # of the height of a line without any full character


@dataclass(frozen=True)
class _Char:
    text: str
    left: float
    right: float
    bottom: float
    top: float


def read_pdf(data: bytes, source_name: str, settings: ReaderSettings) -> str:
    """Read the text layer of a pdf.

    Lines that a page wraps are joined into paragraphs, also across pages; page numbers and repeated headers and
    footers are dropped; pieces of one row that stand well apart are parted by tabs.

    Parameters
    ----------
    data : bytes
        The whole file.
    source_name : str
        Named in errors.
    settings : ReaderSettings
        Limit on pages.

    Raises
    ------
    docstruct.errors.UnreadableDocument
        ``encrypted``, ``damaged``, ``too_long`` (pages), ``scanned`` (no text layer, or one of unknown characters).
    """
    install_substitute()
    with damage_as_refusal(source_name, "pdf"):
        document = _open(data, source_name)
        try:
            count = len(document)
            if count > settings.max_pages:
                raise refusal(
                    source_name,
                    "too_long",
                    f"the pdf has {count:,} pages, the limit is {settings.max_pages:,}",
                )
            pages = [list(_page_lines(document[index])) for index in range(count)]
        finally:
            document.close()
    _check_text_layer(pages, source_name)
    return "\n".join(paragraphs(pages))


def _open(data: bytes, source_name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise refusal(source_name, "encrypted", "the pdf asks for a password") from error
        raise


def _check_text_layer(pages: list[list[Line]], source_name: str) -> None:
    texts = ["".join(line.text for line in page) for page in pages]
    blank = sum(len("".join(text.split())) < _LEAST_TEXT for text in texts)
    if blank > _PICTURES * len(pages):
        raise refusal(source_name, "scanned", f"{blank} of {len(pages)} pages hold pictures and no text")
    whole = "".join(texts)
    unknown = sum(
        char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or (char < " " and char != "\t") for char in whole
    )
    if unknown > _UNKNOWN * len(whole):
        raise refusal(
            source_name,
            "scanned",
            f"the text layer does not say which characters it holds ({unknown:,} of {len(whole):,} are unknown)",
        )


def _page_lines(page: Any) -> Iterator[Line]:
    """Give the lines of a page in reading order, with their places in points from the lower left corner."""
    _widen_empty_texts(page)
    textpage = page.get_textpage()
    page_size = page.get_size()
    box = pdfium.FS_RECTF()
    chars: list[_Char] = []
    for index in range(textpage.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(textpage, index))
        if char in "\r\n":
            yield from _line(chars, page_size)
            chars = []
        else:
            pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
            chars.append(_Char(char, box.left, box.right, box.bottom, box.top))
    yield from _line(chars, page_size)


def _widen_empty_texts(page: Any) -> None:
    """Give texts without any outline an outline, because PDFium leaves out what is not wider than nothing.

    The invisible text that character recognition lays over a scan often has a font of empty glyphs, and a character
    that stands alone then disappears. Drawn as strokes it is as wide as a stroke.
    """
    identity = pypdfium2.PdfMatrix().to_raw()
    for text in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        left, _, right, _ = text.get_bounds()
        if right - left < _NO_WIDTH:
            pdfium.FPDFTextObj_SetTextRenderMode(text, pdfium.FPDF_TEXTRENDERMODE_STROKE)
            pdfium.FPDFPageObj_TransformF(text, identity)  # measures it anew


def _line(chars: list[_Char], page_size: tuple[float, float]) -> Iterator[Line]:
    """Make a line of its characters; pieces with a wide gap between them are the cells of a row."""
    solid = [char for char in chars if not char.text.isspace()]
    if not solid:
        return
    wide = [char.right - char.left for char in solid if char.text >= "\u2e80"]
    # Boxes are as high as the font says, half as high again for some fonts, but a full character is one em wide.
    # A page may squeeze text flat; it still has its order.
    size = (median(wide) if wide else _LATIN_EM * max(char.top - char.bottom for char in solid)) or _FLAT_EM
    cells = [""]
    right = solid[0].left
    for char in chars:
        if char.text.isspace():
            cells[-1] += " "
        elif char.left - right > _CELL_GAP * size:
            cells.append(char.text)
        else:
            cells[-1] += char.text
        right = right if char.text.isspace() else char.right
    cells = [cell.strip().translate(_RADICALS) for cell in cells]
    # A title may be set with wide gaps between its characters; cells hold more than one.
    text = ("\t" if any(len(cell) > 1 for cell in cells) else " ").join(cells)
    yield Line(
        text=text,
        left=min(char.left for char in solid),
        right=max(char.right for char in solid),
        bottom=min(char.bottom for char in solid),
        size=size,
        page_width=page_size[0],
        page_height=page_size[1],
    )
