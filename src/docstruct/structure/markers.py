"""Heading markers: which numbering a line opens with, and how deep that numbering usually stands."""

from __future__ import annotations

import re

_NUM = "[一二三四五六七八九十百零〇]{1,4}"
#: (rank, pattern) in order of trust; a smaller rank stands higher in the outline.
_MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (5, re.compile(rf"第{_NUM}(?:部分|章|篇)(?=[\s　：:、，])")),
    (10, re.compile(rf"{_NUM}(?:、|．|\.(?!\d))")),
    (20, re.compile(rf"[（(]{_NUM}[)）][、.]?")),
    (25, re.compile(rf"第{_NUM}、")),
    (30, re.compile(r"[0-9０-９]{1,2}(?:[.．](?![0-9０-９])|、)")),
    (40, re.compile(r"[（(][0-9０-９]{1,2}[)）][、.]?")),
    (50, re.compile(r"[①-⑳]")),
)
_FIRST = frozenset("第（(一二三四五六七八九十百零〇0123456789０１２３４５６７８９") | {
    chr(c) for c in range(0x2460, 0x2474)
}
#: Ranks of headings without a number.
ATTACHMENT, TITLED, TOP, PLAIN, LEAD_IN, DASH, LEAD = 1, 8, 10, 35, 55, 60, 70
ORDINAL = 25
_ORDINAL = re.compile(rf"{_NUM}是|第{_NUM}[，,]")
_DASHES = re.compile(r"(?:—|─|-|–|―){2,4}")


def read_marker(line: str) -> tuple[int, int] | None:
    """Give rank and length of the numbering a line opens with.

    Examples
    --------
    >>> read_marker("（一）全力稳增长"), read_marker("二、主要任务"), read_marker("3.5亿元")
    ((20, 3), (10, 2), None)
    """
    if line[:1] not in _FIRST:
        return None
    for rank, pattern in _MARKERS:
        found = pattern.match(line)
        if found:
            return rank, found.end()
    return None


def read_ordinal(line: str) -> int:
    """Give the length of “一是” or “第一，” at the start of a line, 0 where there is none."""
    found = _ORDINAL.match(line)
    return found.end() if found else 0


def read_dashes(line: str) -> int:
    """Give the length of the dashes a line opens with, 0 where there are none."""
    found = _DASHES.match(line)
    return found.end() if found else 0


def starts_heading(line: str) -> bool:
    """Tell whether a line opens with a numbering or a dash."""
    return read_marker(line) is not None or bool(read_dashes(line))
