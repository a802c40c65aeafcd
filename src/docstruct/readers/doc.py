"""Word documents of 1997–2003 (doc): the main text, its tables, notes and text boxes.

``legacy-doc`` opens the container. The text is put together here, by the offsets of the file information block
([MS-DOC] 2.5), because the library's own text runs all rows of a table into one line, keeps field codes
(“HYPERLINK …”) and mixes in page headers.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from docstruct.readers.reasons import damage_as_refusal, refusal
from docstruct.readers.sniffing import open_ole

_WORD_6, _LENGTHS, _PARAGRAPHS, _CLX = 0xA5DC, 0x4C, 0x102, 0x1A2
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_COMPRESSED = 0x40000000
_PAGE = 512  # size of a page of paragraph properties
_IN_TABLE, _ROW_END = 0x2416, 0x2417
_TABLE_DEFINITION = 0xD608
_OPERANDS = {
    0: 1,
    1: 1,
    2: 2,
    3: 4,
    4: 2,
    5: 2,
    7: 3,
}  # bytes behind a property, by the top three bits of its code
# The stories that follow each other in the text: main, footnotes, headers, macros, annotations, endnotes, text boxes.
_STORIES_READ = (True, True, False, False, False, True, True)
_PARAGRAPH = re.compile("[^\r\x07\x0c]*[\r\x07\x0c]?")
_FIELD = re.compile("\x13[^\x13-\x15]*(?:\x14([^\x13-\x15]*))?\x15")
# Breaks of line and column, the unbreakable hyphen; anchors of pictures, notes, annotations and drawings.
_SIGNS = str.maketrans("\x0b\x0e\x1e", "\n\n-", "\x01\x02\x05\x08")


@dataclass(frozen=True)
class _Piece:
    """A stretch of text: where it stands in the text (UTF-16 units) and in the file (bytes), and its width."""

    start: int
    end: int
    offset: int
    width: int


def read_doc(data: bytes, source_name: str) -> str:
    """Read the text of a doc.

    A table row is a line with its cells parted by tabs. Notes and text boxes stand at the end; headers, footers and
    annotations are left out; of a field the result is kept and the code dropped.

    Parameters
    ----------
    data : bytes
        The whole file, an OLE container with a ``WordDocument`` stream.
    source_name : str
        Named in errors.

    Raises
    ------
    docstruct.errors.UnreadableDocument
        ``encrypted``, ``damaged``, or ``unsupported`` for files of Word 95 and older.
    """
    with damage_as_refusal(source_name, "doc file"):
        container = open_ole(data)
        main = container.read_stream("WordDocument")
        identifier, flags = struct.unpack_from("<H8xH", main)
        if flags & _ENCRYPTED:
            raise refusal(source_name, "encrypted", "this is a Word document with a password")
        if identifier == _WORD_6:
            raise refusal(source_name, "unsupported", "this is a document of Word 95 or older")
        table = container.read_stream("1Table" if flags & _SECOND_TABLE else "0Table")
        pieces = list(_pieces(_block(main, table, _CLX)))
        units = "".join(_units(main, piece) for piece in pieces)
        marks = _paragraph_marks(main, _block(main, table, _PARAGRAPHS), pieces)
        (start, end), *others = _stories(main)
        lines = list(_lines(units, start, end, marks))
        for start, end in others:
            lines.extend(filter(None, (line.strip() for line in _lines(units, start, end, marks))))
        return "\n".join(lines)


def _block(main: bytes, table: bytes, position: int) -> bytes:
    offset, length = struct.unpack_from("<II", main, position)
    return table[offset : offset + length]


def _pieces(clx: bytes) -> Iterator[_Piece]:
    position = 0
    while clx[position] == 1:  # property lists before the piece table
        position += 3 + struct.unpack_from("<H", clx, position + 1)[0]
    (length,) = struct.unpack_from("<I", clx, position + 1)
    plc = clx[position + 5 : position + 5 + length]
    count = (len(plc) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", plc)
    for index in range(count):
        (code,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)
        offset = code & (_COMPRESSED - 1)
        if code & _COMPRESSED:
            yield _Piece(bounds[index], bounds[index + 1], offset // 2, 1)
        else:
            yield _Piece(bounds[index], bounds[index + 1], offset, 2)


def _units(main: bytes, piece: _Piece) -> str:
    """Give a piece with one character a place: halves of characters beyond the basic plane stay apart for now."""
    length = (piece.end - piece.start) * piece.width
    raw = main[piece.offset : piece.offset + length]
    if length < 0 or len(raw) < length:
        raise ValueError("the text lies outside of the file")
    if piece.width == 1:
        return raw.decode("cp1252", errors="replace")
    return "".join(map(chr, struct.unpack(f"<{length // 2}H", raw)))


def _paragraph_marks(main: bytes, plc: bytes, pieces: list[_Piece]) -> dict[int, int]:
    """Map the place of a paragraph's mark to what is known of it: in a table, or the end of a row."""
    marks: dict[int, int] = {}
    count = max(0, (len(plc) - 4) // 8)
    for (page_number,) in struct.iter_unpack("<I", plc[4 * (count + 1) : 4 * (count + 1) + 4 * count]):
        page = main[page_number * _PAGE : (page_number + 1) * _PAGE]
        for end, kind in _page_paragraphs(page):
            for piece in pieces:
                if piece.offset < end <= piece.offset + piece.width * (piece.end - piece.start):
                    marks[piece.start + (end - piece.offset) // piece.width - 1] = kind
    return marks


def _page_paragraphs(page: bytes) -> Iterator[tuple[int, int]]:
    count = page[_PAGE - 1]
    ends = struct.unpack_from(f"<{count + 1}I", page)[1:]
    for index, end in enumerate(ends):
        offset = 2 * page[4 * (count + 1) + 13 * index]
        if offset and (kind := _table_kind(page, offset)):
            yield end, kind


def _table_kind(page: bytes, offset: int) -> int:
    """Read the properties of a paragraph as far as they tell its place in a table."""
    halves = page[offset]
    start, length = (offset + 1, 2 * halves - 1) if halves else (offset + 2, 2 * page[offset + 1])
    position, end = start + 2, min(start + length, len(page))  # behind the number of the style
    kind = 0
    while position + 2 < end:
        (code,) = struct.unpack_from("<H", page, position)
        if code == _ROW_END and page[position + 2]:
            return _ROW_END
        if code == _IN_TABLE and page[position + 2]:
            kind = _IN_TABLE
        operand = _OPERANDS.get(code >> 13)
        if operand is None:
            longer = code == _TABLE_DEFINITION
            operand = struct.unpack_from("<H" if longer else "<B", page, position + 2)[0] + 1
        position += 2 + operand
    return kind


def _stories(main: bytes) -> Iterator[tuple[int, int]]:
    start = 0
    lengths = struct.unpack_from(f"<{len(_STORIES_READ)}I", main, _LENGTHS)
    for is_read, length in zip(_STORIES_READ, lengths, strict=True):
        if is_read:
            yield start, start + length
        start += length


def _lines(units: str, start: int, end: int, marks: dict[int, int]) -> Iterator[str]:
    """Part one story into lines: a paragraph each, and a table row each."""
    row: list[list[str]] = []
    cell: list[str] = []
    for found in _PARAGRAPH.finditer(units, start, end):
        text, mark = found[0].rstrip("\r\x07\x0c"), found[0][-1:]
        kind = marks.get(found.end() - 1)
        if mark == "\x07" and kind != _ROW_END:
            row.append([*cell, text])
            cell = []
        elif kind == _IN_TABLE:
            cell.append(text)
        else:
            yield from _row_lines(row)
            row = []
            if kind != _ROW_END:
                yield from _clean(text).split("\n")
    yield from _row_lines(row)


def _row_lines(row: list[list[str]]) -> list[str]:
    if len(row) == 1:  # a frame around paragraphs, not a row of figures
        return [_clean(text) for text in row[0]]
    line = "\t".join(" ".join(_clean(" ".join(cell)).split()) for cell in row)
    return [line] if line.strip() else []


def _clean(text: str) -> str:
    while (plain := _FIELD.sub(r"\1", text)) != text:  # fields within fields, from the innermost outwards
        text = plain
    return text.translate(_SIGNS).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
