"""Canonical text: one paragraph a line, white space settled, every other character as the source has it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from docstruct.structure.furniture import apparatus_start, is_furniture, split_turns
from docstruct.structure.markers import read_dashes, read_marker, starts_heading

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_TERMINAL = "。！？；：!?;:…"
_CLOSERS = "”’』」》〉）】)]\"'"
_NO_LINE_START = "》〉”’』」）】)]，、。；：！？％%,;:!?"
_NO_LINE_END = "《〈“‘『「（【(["
_CJK = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = _CJK + "\u3000-\u303f\uff01-\uffef\u2010-\u2027"
_SPACE = re.compile(r"\s+")
_NEXT_TO_WIDE = re.compile(rf"(?<=[{_WIDE}]) (?=[^{_WIDE}])|(?<=[^{_WIDE}]) (?=[{_WIDE}])")
_BETWEEN_WIDE = re.compile(rf"(?<=[{_WIDE}]) (?=[{_WIDE}])")
_BEFORE_SIGN = re.compile(r"(?<=\d) (?=[%‰℃])")
_SPACED_OUT = re.compile(rf"[{_CJK}](?: [{_CJK}]){{1,39}}")
_GREETING = re.compile(r"各位(?:代表|委员|常委|组成人员)")
_TITLE_GLUED = re.compile(r"[^。，；！？]{0,40}?(?:工作报告|情况的?报告|统计公报)(?=\s|——|──)")
_GAP = re.compile(r"(?<=[。！？])\s+|(?<=[。！？]”)\s+")
_COLUMNS = re.compile(r"\t|[ \u3000]{2,}|\u3000")
_AROUND_SIGN = re.compile(r" (?=[，。、；：！？）】》”’％])|(?<=[，。、；：！？（【《“‘]) ")
_FULL_LINES = 0.5
_HEADER_LINES = 6


@dataclass(frozen=True)
class Line:
    """One line of the canonical text.

    ``furniture`` lines are evidence of the page, not words of the report. ``row`` lines are rows of a table,
    their cells parted by a tab.
    """

    text: str
    furniture: bool = False
    row: bool = False


@dataclass(frozen=True)
class _Found(Line):
    indented: bool = False
    after_blank: bool = False


def clean(raw: str, *, furniture: Literal["keep", "drop"]) -> tuple[Line, ...]:
    """Turn a reader's text into the lines of the canonical text.

    Parameters
    ----------
    raw : str
        Text as found, roughly one paragraph a line.
    furniture : {"keep", "drop"}
        ``keep`` leaves lines of page furniture in place and marks them.

    Returns
    -------
    tuple of Line
        In order; joined by a newline they are the canonical text.

    Examples
    --------
    >>> [line.text for line in clean("　　一、工作回顾\\n　　落实《\\n预算法\\n》，收入增长５％。", furniture="keep")]
    ['一、工作回顾', '落实《预算法》，收入增长５％。']
    """
    found = _read_lines(raw)
    joined = _join(found[: apparatus_start([line.text for line in found])])
    gap = _paragraph_gap(joined)
    out: list[Line] = []
    for line in joined:
        if line.furniture or line.row:
            out.append(line)
            continue
        pieces = gap.split(line.text) if gap else [line.text]
        pieces = [part for piece in pieces for part in _split_heading(piece)]
        if len(out) < _HEADER_LINES:
            pieces = [part for piece in pieces for part in _split_header(piece)]
        parts = [_settle_spaces(part) for part in pieces]
        out.extend(Line(part, len(parts) > 1 and is_furniture(part)) for part in parts if part)
    return tuple(line for line in out if furniture == "keep" or not line.furniture)


def _paragraph_gap(lines: list[Line]) -> re.Pattern[str] | None:
    """White space after a full stop is a lost paragraph break, unless the source sets it after every one."""
    stops = sum(line.text.count("。") for line in lines)
    gaps = sum(len(_GAP.findall(line.text)) for line in lines)
    return _GAP if gaps < max(3, stops * 0.1) else None


def _read_lines(raw: str) -> list[_Found]:
    text = _BREAKS.sub("\n", raw)
    if not text.isascii():
        # zero-width joiners, byte order marks and control characters carry no text
        drop = {
            ord(c): None for c in set(text) if c not in "\n\t" and unicodedata.category(c) in ("Cf", "Cc")
        }
        text = text.translate(drop)
    lines: list[_Found] = []
    blank = True
    for whole in text.split("\n"):
        stripped = whole.strip()
        for part in split_turns(stripped):
            row = _read_row(part)
            if row:
                lines.append(_Found(row, row=True))
            else:
                lines.append(_Found(part, is_furniture(part), False, whole[0].isspace(), blank))
        blank = not stripped
    return lines


def _read_row(text: str) -> str:
    """Settle a row of a table, its cells parted by tabs or wide gaps; empty where the line is no row.

    A tab may be but white space (“一、” and a tab), a wide gap but layout (“省长　李某”): figures in columns
    show a row.
    """
    if "。" in text or not _COLUMNS.search(text):
        return ""
    cells = [_settle_spaces(cell) for cell in _COLUMNS.split(text)]
    opens = read_marker(cells[0]) is not None or bool(read_dashes(cells[0]))
    figures = sum(any(c.isdigit() for c in cell) for cell in cells[1:])
    if "\t" in text and not opens:
        return "\t".join(cells)
    return "\t".join(cells) if len(cells) > 2 and figures and "，" not in text else ""


def _join(lines: list[_Found]) -> list[Line]:
    own = [line for line in lines if not line.furniture and not line.row]
    spaced = sum(line.after_blank for line in own) > len(own) * 0.5
    width = _wrap_width(own)
    indents = sum(line.indented for line in own)
    indents_mark = 0 < indents < len(own) * 0.7
    out: list[Line] = []
    open_parts: list[str] = []
    previous: _Found | None = None
    for line in lines:
        alone = line.furniture or line.row
        if previous is not None and not alone and _continues(previous, line, spaced, width, indents_mark):
            open_parts.append(line.text)
            previous = line
            continue
        if open_parts:
            out.append(Line(_glue(open_parts)))
        open_parts = [] if alone else [line.text]
        previous = None if alone else line
        if alone:
            out.append(
                Line(_SPACE.sub(" ", line.text) if line.furniture else line.text, line.furniture, line.row)
            )
    if open_parts:
        out.append(Line(_glue(open_parts)))
    return out


def _glue(parts: list[str]) -> str:
    text = [parts[0]]
    for before, after in zip(parts, parts[1:], strict=False):
        latin = before[-1].isascii() and before[-1].isalpha() and after[0].isascii() and after[0].isalpha()
        text.append(" " + after if latin else after)
    return "".join(text)


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSERS)[-1:] in _TERMINAL


def _continues(before: _Found, after: _Found, spaced: bool, width: int, indents_mark: bool) -> bool:
    if before.text[-1] in _NO_LINE_END or after.text[0] in _NO_LINE_START:
        return True
    if starts_heading(after.text) or _GREETING.match(after.text):
        return False
    if before.text[-1] in "，、," or _is_split_subtitle(before.text, after.text):
        return True
    if (
        width
        and len(before.text) >= width
        and not after.after_blank
        and not (indents_mark and after.indented)
    ):
        return indents_mark or not _ends_sentence(before.text)
    # a heading fills its line without a full stop; the first line of a cut paragraph has one inside
    heading = starts_heading(before.text) and "。" not in before.text
    return spaced and not after.after_blank and not _ends_sentence(before.text) and not heading


def _is_split_subtitle(before: str, after: str) -> bool:
    """“──2024年7月25日在…人民代表大会” goes on with “常务委员会第二十次会议上”."""
    return (
        before[0] in "—─-–"
        and len(before) < 60
        and before.endswith("大会")
        and after.startswith("常务委员会")
    )


def _wrap_width(lines: list[_Found]) -> int:
    """Give the length from which a line counts as full, 0 where lines are whole paragraphs."""
    lengths = sorted(len(line.text) for line in lines)
    if len(lengths) < 12:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    if not 15 <= width <= 100:
        return 0
    full = [line for line in lines if width - 3 <= len(line.text) <= width + 2]
    broken = sum(not _ends_sentence(line.text) for line in full)
    ended = sum(_ends_sentence(line.text) for line in lines)
    # wrapped prose has full lines that break off, and ends a sentence now and then; a list of names does not
    wrapped = len(full) > len(lines) * _FULL_LINES and broken > len(full) * 0.5 and ended * 30 > len(lines)
    return width - 3 if wrapped else 0


def _split_header(text: str) -> list[str]:
    """Part title, speaker and greeting that the source runs together."""
    parts: list[str] = []
    title = _TITLE_GLUED.match(text[:80])
    if title and len(text) > title.end():
        parts.append(text[: title.end()])
        text = text[title.end() :].strip()
    greeting = _GREETING.search(text[:60])
    at = greeting.start() if greeting else 0
    if at and text[at - 1].isspace() and "。" not in text[:at]:
        return [*parts, text[:at], text[at:]]
    return [*parts, text]


def _split_heading(text: str) -> list[str]:
    """Part a heading from the paragraph that the source runs into it: “一、2023年工作回顾 过去一年，…”."""
    gap = _SPACE.search(text, 6, 60) if starts_heading(text) else None
    if gap is None:
        return [text]
    head, rest = text[: gap.start()], text[gap.end() :]
    broken = any(mark in head for mark in "。；！？") or rest[0].isdigit()
    return [head, rest] if len(rest) > 30 and "。" in rest and not broken else [text]


def _settle_spaces(text: str) -> str:
    text = _SPACE.sub(" ", text.strip())
    if " " not in text:
        return text
    if _SPACED_OUT.fullmatch(text):
        return text.replace(" ", "")
    text = _BEFORE_SIGN.sub("", _AROUND_SIGN.sub("", _NEXT_TO_WIDE.sub("", text)))
    # in prose a blank between two Chinese characters is a typesetting slip; in a short line (姓名, 落款) it divides
    return _BETWEEN_WIDE.sub("", text) if "，" in text or "。" in text else text
