"""One substitute for every font that a pdf names but does not carry, so that its text is the same on every machine.

PDFium asks the system for such a font. Where there is none, it takes one of its own that has no Chinese characters,
and then drops text without a word: characters that have no outline there and stand alone have no width. The widths
of characters stand in the pdf itself, so that the substitute needs no more than an outline for each of them.
"""

from __future__ import annotations

import ctypes
import io
import struct
from functools import cache
from typing import Any

import pypdfium2
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.DefaultTable import DefaultTable

_EM = 1000
_ASCENT, _DESCENT = 880, -120
_GLYPHS = (".notdef", "square")
_LAST_CHARACTER = 0x10FFFF


@cache
def install_substitute() -> pypdfium2.PdfSysfontBase:
    """Make PDFium use the substitute in this process, whatever fonts the machine has."""
    substitute = _Substitute(_draw_squares())
    substitute.setup()
    return substitute


class _Substitute(pypdfium2.PdfSysfontBase):  # type: ignore[misc]  # the library has no types
    """Answers PDFium's questions about the system's fonts; the names are those of its interface."""

    _HANDLE = 1
    _WHOLE_FILE = 0  # asked for instead of one table of it

    def __init__(self, font: bytes) -> None:
        super().__init__()
        self.font = font

    def EnumFonts(self, _: Any, mapper: Any) -> None:
        """List no font: none is found by its name, so that every one is mapped."""

    def MapFont(self, _: Any, *wanted: Any) -> int:
        """Give the substitute for any weight, style, character set and name."""
        return self._HANDLE

    def GetFont(self, _: Any, name: Any) -> None:
        """Know no name."""

    def GetFontData(self, _: Any, handle: Any, table: int, buffer: Any, size: int) -> int:
        """Copy the font where there is room for it, and tell its length."""
        if table != self._WHOLE_FILE:
            return 0
        if size >= len(self.font):
            ctypes.memmove(buffer, self.font, len(self.font))
        return len(self.font)

    def GetFaceName(self, _: Any, handle: Any, buffer: Any, size: int) -> int:
        """Tell no name."""
        return 0

    def GetFontCharset(self, _: Any, handle: Any) -> int:
        """Claim the character set of China; PDFium asks without drawing consequences."""
        return int(pypdfium2.raw.FXFONT_GB2312_CHARSET)

    def DeleteFont(self, _: Any, handle: Any) -> None:
        """Keep the font for the next pdf."""


def _draw_squares() -> bytes:
    """Return a TrueType font whose every character is a full square."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, _DESCENT))
    for corner in ((0, _ASCENT), (_EM, _ASCENT), (_EM, _DESCENT)):
        pen.lineTo(corner)
    pen.closePath()
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder(list(_GLYPHS))
    builder.setupGlyf(dict.fromkeys(_GLYPHS, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(_GLYPHS, (_EM, 0)))
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupPost()
    builder.font["cmap"] = _map_all_to(_GLYPHS.index("square"))
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def _map_all_to(glyph: int) -> DefaultTable:
    """Return a character map with one group, all of Unicode to one glyph (format 13 of the OpenType specification)."""
    group = struct.pack(">III", 0, _LAST_CHARACTER, glyph)
    subtable = struct.pack(">HHIII", 13, 0, 16 + len(group), 0, 1) + group
    windows, full_unicode, offset = 3, 10, 12
    table = DefaultTable("cmap")
    table.data = struct.pack(">HHHHI", 0, 1, windows, full_unicode, offset) + subtable
    return table
