"""Small documents for the tests, made on the spot and in our own words."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

PARAGRAPHS = (
    "样例市政府工作报告",
    "一、上一年工作回顾",
    "全市地区生产总值1234.5亿元，增长５.2％；粮食总产量保持稳定。",
    "二、新一年工作安排",
    "地区生产总值预期增长5%左右，城镇新增就业6万人以上。",
)
ROWS = (("指标", "实绩", "目标"), ("生产总值增速", "5.2%", ""), ("新增就业", "6.5万人", "6万人以上"))
ROW_LINES = ("指标\t实绩\t目标", "生产总值增速\t5.2%\t", "新增就业\t6.5万人\t6万人以上")

PDF_FONT = "STSong-Light"
PDF_PAGE = (595, 842)


def docx_bytes(*blocks: str | Sequence[Sequence[str]]) -> bytes:
    """A docx of paragraphs (strings) and tables (sequences of rows)."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            table = document.add_table(rows=len(block), cols=len(block[0]))
            for row, texts in zip(table.rows, block, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
    return saved(document)


def docx_of_xml(*paragraphs: str) -> bytes:
    """A docx whose body holds raw WordprocessingML; prefixes w, wp, a, r, mc, wps and v are declared."""
    document = docx.Document()
    spaces = (
        nsdecls("w", "wp", "a", "r")
        + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        + ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    body = document.element.body
    for xml in paragraphs:
        for element in parse_xml(f"<w:body {spaces}>{xml}</w:body>"):
            body.insert(len(body) - 1, element)  # before the section properties
    return saved(document)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(content: str) -> str:
    return f"<w:p>{content}</w:p>"


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def rezipped(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The same zip archive with members replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return buffer.getvalue()


def zip_bytes(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def pdf_bytes(
    *pages: Sequence[tuple[float, float, str]], size: int = 16, password: str | None = None
) -> bytes:
    """A pdf whose pages hold (x, y, text) lines, in points from the lower left corner."""
    registerFont(UnicodeCIDFont(PDF_FONT))
    buffer = io.BytesIO()
    paper = canvas.Canvas(buffer, pagesize=PDF_PAGE, encrypt=password, invariant=True)
    for page in pages:
        paper.setFont(PDF_FONT, size)
        for x, y, text in page:
            paper.drawString(x, y, text)
        paper.showPage()
    paper.save()
    return buffer.getvalue()


def pdf_of_single_characters(line: str, font: str) -> bytes:
    """A pdf of one line whose every character is placed on its own."""
    registerFont(UnicodeCIDFont(PDF_FONT))
    buffer = io.BytesIO()
    paper = canvas.Canvas(buffer, pagesize=PDF_PAGE, invariant=True)
    paper.setFont(font, 16)
    for index, char in enumerate(line):
        paper.drawString(80 + stringWidth(line[:index], font, 16), 740, char)
    paper.save()
    return buffer.getvalue()


def register_empty_font(folder: Path, characters: str) -> str:
    """Register a font whose characters have a width and no outline, as character recognition uses; gives its name."""
    glyphs = {char: f"g{ord(char)}" for char in characters}
    names = [".notdef", *glyphs.values()]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({ord(char): glyph for char, glyph in glyphs.items()})
    font.setupGlyf(dict.fromkeys(names, TTGlyphPen(None).glyph()))
    font.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupNameTable({"familyName": "Empty", "styleName": "Regular", "psName": "Empty"})
    font.setupOS2()
    font.setupPost()
    font.save(folder / "empty.ttf")
    registerFont(TTFont("Empty", folder / "empty.ttf"))
    return "Empty"


def set_page(
    *paragraphs: str, width: float = 400, left: float = 80, top: float = 740, size: int = 16
) -> list[tuple[float, float, str]]:
    """Lines of a page as a typesetter wraps them, paragraphs indented by two characters."""
    registerFont(UnicodeCIDFont(PDF_FONT))
    lines: list[tuple[float, float, str]] = []
    for text in paragraphs:
        line, indent = "", 2.0 * size
        for word in re.findall(r"[0-9.]+%?|.[，。；、]?", text):
            if indent + stringWidth(line + word, PDF_FONT, size) > width:
                lines.append((left + indent, top - 28 * len(lines), line))
                line, indent = "", 0.0
            line += word
        lines.append((left + indent, top - 28 * len(lines), line))
    return lines


def doc_bytes(
    *blocks: str | Sequence[Sequence[str]],
    notes: Sequence[str] = (),
    header: str = "",
    flags: int = 0,
    word: int = 0xA5EC,
) -> bytes:
    """A Word 97 file of paragraphs and tables, with footnotes and a page header.

    Each paragraph is a piece of its own, those in ASCII with one byte a character.
    """
    main: list[tuple[str, bytes]] = []
    for block in blocks:
        if isinstance(block, str):
            main.append((block + "\r", b""))
        else:
            for row in block:
                main += [(cell + "\x07", IN_TABLE) for cell in row] + [("\x07", IN_TABLE + ROW_END)]
    stories = [
        main,
        [("\x02" + note + "\r", b"") for note in notes],
        [(header + "\r", b"")] if header else [],
    ]
    return ole({"WordDocument": b"", "1Table": b""} | _word_streams(stories, flags, word))


IN_TABLE = struct.pack("<HB", 0x2416, 1)
ROW_END = struct.pack("<HB", 0x2417, 1)
_TEXT_AT = 0x400


def _word_streams(stories: list[list[tuple[str, bytes]]], flags: int, word: int) -> dict[str, bytes]:
    text = b""
    bounds, codes, ends = [0], [], []
    for content, properties in (paragraph for story in stories for paragraph in story):
        offset = _TEXT_AT + len(text)
        codes.append(struct.pack("<HIH", 0, (2 * offset) | 0x40000000 if content.isascii() else offset, 0))
        text += content.encode("ascii" if content.isascii() else "utf-16-le")
        bounds.append(bounds[-1] + len(content.encode("utf-16-le")) // 2)
        ends.append((offset, _TEXT_AT + len(text), properties))
    text += b"\0" * (-len(text) % 512)
    pages, numbers = b"", []
    for start in range(0, len(ends), 12):
        numbers.append((_TEXT_AT + len(text) + len(pages)) // 512)
        pages += _properties_page(ends[start : start + 12])
    plc = b"".join(struct.pack("<I", bound) for bound in bounds) + b"".join(codes)
    clx = b"\x01\x02\x00\x11\x22" + b"\x02" + struct.pack("<I", len(plc)) + plc
    papx = b"".join(struct.pack("<I", n) for n in [0] * (len(numbers) + 1) + numbers)
    info = bytearray(_TEXT_AT)
    struct.pack_into("<HH", info, 0, word, 0xC1)
    struct.pack_into("<H", info, 0x0A, 0x0200 | flags)
    for index, story in enumerate(stories):
        length = sum(len(content.encode("utf-16-le")) // 2 for content, _ in story)
        struct.pack_into("<I", info, 0x4C + 4 * index, length)
    struct.pack_into("<II", info, 0x1A2, 0, len(clx))
    struct.pack_into("<II", info, 0x102, len(clx), len(papx))
    return {"WordDocument": bytes(info) + text + pages, "1Table": clx + papx}


def _properties_page(paragraphs: list[tuple[int, int, bytes]]) -> bytes:
    """A formatted disk page: the paragraphs' bounds, then where the properties of each stand in the page."""
    page = bytearray(512)
    count = len(paragraphs)
    page[511] = count
    struct.pack_into(f"<{count + 1}I", page, 0, *[begin for begin, _, _ in paragraphs], paragraphs[-1][1])
    free = 510
    for index, (_, _, properties) in enumerate(paragraphs):
        if properties:
            content = b"\x00\x00" + properties  # style, then the properties
            entry = (
                bytes([0, len(content) // 2]) if len(content) % 2 == 0 else bytes([(len(content) + 1) // 2])
            )
            free = (free - len(entry + content)) & ~1
            page[free : free + len(entry + content)] = entry + content
            page[4 * (count + 1) + 13 * index] = free // 2
    return bytes(page)


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE container; streams are padded so that each has sectors of its own."""
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    padded = {
        name: data.ljust(4096, b"\0") + b"\0" * (-max(len(data), 4096) % 512)
        for name, data in streams.items()
    }
    directory_sectors = (len(padded) + 1 + 3) // 4
    needed = directory_sectors + sum(len(data) // 512 for data in padded.values())
    fat_sectors = -(-(needed + 4) // 127)
    fat = [fat_mark] * fat_sectors
    body = b""

    def chain(sectors: int) -> int:
        first = len(fat)
        fat.extend([*range(first + 1, first + sectors), end])
        return first

    directory_at = chain(directory_sectors)
    entries = [_entry("Root Entry", 5, end, 0)]
    for name, data in padded.items():
        entries.append(_entry(name, 2, chain(len(data) // 512), len(data)))
        body += data
    directory = b"".join(entries).ljust(512 * directory_sectors, b"\0")
    fat += [free] * (128 * fat_sectors - len(fat))
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 0x18, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 0x2C, fat_sectors, directory_at, 0, 4096, end, 0, end, 0, 0)
    places = [*range(fat_sectors), *[free] * (109 - fat_sectors)]
    struct.pack_into("<109I", header, 0x4C, *places)
    return bytes(header) + struct.pack(f"<{len(fat)}I", *fat) + directory + body


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBB12s36xIQ", raw, len(raw), kind, 1, b"\xff" * 12, start, size)
