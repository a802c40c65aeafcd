"""Lines of set pages to paragraphs: what runs on, what ends, and what every page repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_EDGE = 0.12  # headers and footers stand within this share of the page from its top or bottom
_RUNNING = 0.3  # of the pages; odd and even pages may carry different headers
_NUMBER = re.compile(r"[\s\-—–―─－·•~]*(\d{1,4})[\s\-—–―─－·•~]*")
_DECORATED = re.compile(
    r"[\s\-—–―─－·•~]*第?\s*\d{1,4}\s*页?\s*(?:[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[\s\-—–―─－·•~]*"
)
_DIGITS = re.compile(r"\d+")
# What a typesetter never parts: brackets cling to what they enclose, marks to what they follow, figures hold together.
_UNBREAKABLE = re.compile(
    r"[《〈“‘『「（【(\[]*(?:[0-9A-Za-z.,%+\-/:]+|.)[》〉”’』」）】)\]，、。；：！？％%,;:!?]*"
)
_INDENT = 1.2  # ems
_SLACK = 0.4  # ems
_LEAST_WIDTH = 0.5  # of the page
_GAP = 1.35  # of the usual distance between lines
_SIZE = 0.15


@dataclass(frozen=True)
class Line:
    """A line on a page; places in points from the lower left corner, ``size`` one em."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    page_width: float
    page_height: float


@dataclass(frozen=True)
class _Frame:
    """Where the text of one page begins and ends from left to right."""

    left: float
    right: float


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Join the lines of a document into paragraphs.

    A line goes on into the next where the next one's first word would not have fitted behind it; an indent, a wider
    gap, another size of type or a table row (tabs) begins a paragraph.

    Parameters
    ----------
    pages : sequence of sequence of Line
        Lines of each page, in reading order.

    Returns
    -------
    list of str
        Without page numbers and without headers and footers that repeat.
    """
    bodies = _without_running_lines(pages)
    frames = _frames(bodies)
    steps = [step for body in bodies for a, b in pairwise(body) if (step := _step(a, b)) > 0]
    usual_step = median(steps) if steps else 0.0
    out: list[str] = []
    before: tuple[Line, _Frame] | None = None
    for body, frame in zip(bodies, frames, strict=True):
        for index, line in enumerate(body):
            if before and _runs_on(before[0], before[1], line, frame, usual_step if index else None):
                out[-1] = _join(out[-1], line.text)
            else:
                out.append(line.text)
            before = (line, frame)
    return out


def _runs_on(before: Line, frame: _Frame, after: Line, next_frame: _Frame, usual_step: float | None) -> bool:
    if "\t" in before.text or "\t" in after.text or abs(before.size - after.size) > _SIZE * before.size:
        return False
    if usual_step is not None and _step(before, after) > _GAP * usual_step:
        return False
    free = frame.right - before.right
    if after.left > next_frame.left + _INDENT * after.size:
        # Indented, or the second line of a title that is set in the middle.
        if not _is_centred(after, next_frame) or before.text[-1] in "。！？；":
            return False
        free += before.left - frame.left
    word = _UNBREAKABLE.match(after.text)
    needed = sum(0.5 if char.isascii() else 1.0 for char in word[0]) if word else 0.0
    return free < (needed + _SLACK) * before.size


def _step(before: Line, after: Line) -> float:
    """Give the distance to the next line, in ems, as titles are set wider than the text."""
    return (before.bottom - after.bottom) / before.size


def _is_centred(line: Line, frame: _Frame) -> bool:
    return abs((line.left + line.right) - (frame.left + frame.right)) / 2 < _SLACK * line.size


def _join(before: str, after: str) -> str:
    letters = before[-1].isascii() and before[-1].isalpha() and after[0].isascii() and after[0].isalpha()
    return f"{before} {after}" if letters else before + after


def _frames(bodies: Sequence[Sequence[Line]]) -> list[_Frame]:
    """Find the margins of each page.

    The width is that of the document, as a last page may hold short lines only, and at least half a page, as all of
    them may.
    """
    lefts = [min((line.left for line in body), default=0.0) for body in bodies]
    widths = [
        max(line.right for line in body) - left for body, left in zip(bodies, lefts, strict=True) if body
    ]
    least = max((_LEAST_WIDTH * line.page_width for body in bodies for line in body), default=0.0)
    width = max(least, median(sorted(widths)[len(widths) // 2 :]) if widths else 0.0)
    return [_Frame(left, left + width) for left in lefts]


def _without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    repeated = Counter(
        key for page in pages for key in {_key(line) for line in page if _at_edge(line)} if key
    )
    often = max(2.0, _RUNNING * len(pages))
    offsets = Counter(number - index for index, page in enumerate(pages) for number in _bare_numbers(page))
    offset = max(offsets, key=lambda value: offsets[value], default=None)
    return [
        [
            line
            for line in page
            if not (
                _at_edge(line) and (repeated[_key(line)] >= often or _is_page_number(line, index, offset))
            )
        ]
        for index, page in enumerate(pages)
    ]


def _at_edge(line: Line) -> bool:
    return not _EDGE * line.page_height < line.bottom < (1 - _EDGE) * line.page_height


def _key(line: Line) -> str:
    """Give what is the same of a running line on every page; nothing for bare numbers, which are counted instead."""
    key = _DIGITS.sub("#", "".join(line.text.split()))
    return "" if key == "#" else key


def _bare_numbers(page: Sequence[Line]) -> Iterator[int]:
    for line in page:
        if _at_edge(line) and (found := _NUMBER.fullmatch(line.text)):
            yield int(found[1])


def _is_page_number(line: Line, index: int, offset: int | None) -> bool:
    """Tell page numbers: a bare number counts as one only where it goes up with the pages."""
    bare = _NUMBER.fullmatch(line.text)
    if bare:
        return int(bare[1]) - index == offset
    return bool(_DECORATED.fullmatch(line.text)) and ("页" in line.text or "/" in line.text)
