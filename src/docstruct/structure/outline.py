"""The heading tree of a report, from text patterns alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from docstruct.records import Role
from docstruct.structure.cleaning import Line
from docstruct.structure.markers import (
    ATTACHMENT,
    DASH,
    LEAD,
    LEAD_IN,
    ORDINAL,
    PLAIN,
    TITLED,
    TOP,
    read_dashes,
    read_marker,
    read_ordinal,
)
from docstruct.structure.roles import heading_role

_END = re.compile(r"[。！？：；:;]")
_FULL_STOP = re.compile(r"[。！]")
_STOP = re.compile(r"[。！？：；，:;,]")
_HAS_FIGURE = re.compile(r"[0-9０-９]")
_GREETING = re.compile(r"(?:各位|同志们|主任|主席)[^，。！：:]{0,24}[！：:，,]")
_OPENING = re.compile(
    r"代表.{1,40}(?:报告|审议)|受.{1,40}委托|请予?审议|提请.{1,30}审[议查]|(?:做|作).{0,30}报告"
)
_NO_LEAD = re.compile(
    r"各位|同志们|过去|今年|去年|当前|一年|刚刚|[一两三四五六七八九十]+年来|我们|同时|这|此|与此|上述|以上|主要|具体|综合|"
    r"根据|初步|也|但|并|对此|总的|让|在此|为此|实现|完成|做好|以习近平|习近平|党"
)
_PLAIN_END = re.compile(r"[。！？；：，、,;:!?….]$")
_CONTENTS = re.compile(r"目\s*录")
_PAGE = re.compile(r"[\s.…·]*\d*$")
_NAMES_REPORT = re.compile(r"^关于|报告|公报|会议")
_NOTES = re.compile(r"(?:注释?|附注|备注)[：:]")
_MAX_GREETING, _MAX_HEADERS, _MAX_OPENER, _MAX_FORMULA = 80, 10, 60, 200
_MAX_HEADING, _MAX_LEAD, _MAX_PLAIN, _MIN_PARAGRAPH = 80, 32, 36, 60


@dataclass
class Node:
    """A section in the making; ``first`` and ``last`` are line numbers, half-open."""

    heading: str
    rank: int
    first: int
    last: int = 0
    role: Role | None = None
    children: list[Node] = field(default_factory=list)
    #: only the one paragraph that its heading opens
    own_line: bool = False


def find_body(lines: Sequence[Line]) -> int:
    """Give the number of the first line after title, speaker, contents, greeting and opening formula."""
    start = _after_contents(lines)
    greeting = next(
        (
            at
            for at in range(start, min(len(lines), start + _MAX_GREETING))
            if _GREETING.match(lines[at].text) and len(lines[at].text) < _MAX_OPENER
        ),
        None,
    )
    at = start if greeting is None else greeting + 1
    headers = 0 if greeting is None and start == 0 else _MAX_HEADERS
    while at < len(lines):
        line = lines[at]
        if not line.furniture:
            if headers < _MAX_HEADERS and _is_header(line.text):
                headers += 1
            elif not _is_formula(line.text):
                break
        at += 1
    return at


def _is_header(text: str) -> bool:
    if len(text) >= _MAX_OPENER or "。" in text or read_marker(text) is not None:
        return False
    return heading_role(text) not in ("review", "plan") or bool(_NAMES_REPORT.search(text))


def _is_formula(text: str) -> bool:
    return len(text) < _MAX_FORMULA and bool(_OPENING.search(text[:120])) and not _HAS_FIGURE.match(text)


def _after_contents(lines: Sequence[Line]) -> int:
    """Give the line after a table of contents: where its first entry comes again."""
    for at, line in enumerate(lines[:_MAX_HEADERS]):
        if _CONTENTS.fullmatch(line.text) and at + 1 < len(lines):
            entry = _PAGE.sub("", lines[at + 1].text)
            limit = min(len(lines), at + 2 + _MAX_GREETING)
            return next((i for i in range(at + 2, limit) if lines[i].text.startswith(entry)), 0)
    return 0


def build(lines: Sequence[Line], body: int) -> list[Node]:
    """Build the forest of headings over ``lines[body:]``."""
    found = _find_headings(lines, body)
    _drop_lone_leads(lines, body, found)
    roots: list[Node] = []
    stack: list[Node] = []
    for at in range(body, len(lines)):
        node = found.get(at)
        if node is None or (node.own_line and not stack):
            if not stack:
                stack.append(Node("", LEAD_IN, at))
                roots.append(stack[0])
            elif _GREETING.match(lines[at].text):
                _close(stack, 1, at)
            if node is None:
                continue
        depth = next((d for d, open_ in enumerate(stack) if open_.rank >= node.rank), len(stack))
        _close(stack, depth, at)
        (stack[-1].children if stack else roots).append(node)
        if node.own_line:
            node.last = at + 1
        else:
            stack.append(node)
    _close(stack, 0, len(lines))
    return roots


def _drop_lone_leads(lines: Sequence[Line], body: int, found: dict[int, Node]) -> None:
    """Keep a short opening sentence as heading only beside another: one alone is ordinary prose."""
    group: list[int] = []
    for at in range(body, len(lines) + 1):
        node = found.get(at)
        if at == len(lines) or (node is not None and node.rank != LEAD):
            leads = [i in found for i in group]
            for before, i, after in zip([False, *leads], group, [*leads[1:], False], strict=False):
                # the only paragraph under a heading may have a lead of its own
                under_heading = len(group) == 1 and i - 1 in found and found[i - 1].rank != LEAD
                if i in found and not before and not after and not under_heading:
                    del found[i]
            group = []
        elif node is not None or len(lines[at].text) >= _MIN_PARAGRAPH:
            group.append(at)


def _close(stack: list[Node], depth: int, at: int) -> None:
    while len(stack) > depth:
        stack.pop().last = at


def _find_headings(lines: Sequence[Line], body: int) -> dict[int, Node]:
    listed = _listed(lines, body)
    numbered = any((marker := read_marker(line.text)) and marker[0] <= TOP for line in lines[body:])
    found: dict[int, Node] = {}
    following = ""
    for at in range(len(lines) - 1, body - 1, -1):
        if lines[at].furniture:
            continue
        node = (
            None if at in listed or lines[at].row else _read_heading(lines[at].text, at, following, numbered)
        )
        if node is not None:
            found[at] = node
        following = lines[at].text
    return found


def _listed(lines: Sequence[Line], body: int) -> set[int]:
    """Find marked lines that are items of one sentence: “一、…；二、…；三、…。”, “——…；——…。”."""
    listed: set[int] = set()
    run: list[int] = []
    rank = 0
    for at in range(body, len(lines) + 1):
        found = _rank(lines[at].text) if at < len(lines) else 0
        if found and (not run or found == rank):
            run.append(at)
            rank = found
            continue
        if any(lines[i].text.endswith(("；", ";")) for i in run):
            listed.update(run)
        run = [at] if found else []
        rank = found
    return listed


def _rank(text: str) -> int:
    marker = read_marker(text)
    if marker:
        return marker[0]
    return DASH if read_dashes(text) else 0


def _read_heading(text: str, at: int, following: str, numbered: bool) -> Node | None:
    marker = read_marker(text)
    if marker:
        return _numbered(text, at, *marker)
    dashes = read_dashes(text)
    if dashes:
        return _dashed(text, at, dashes, following)
    notes = _NOTES.match(text)
    if notes:
        return Node(text[: notes.end() - 1], ATTACHMENT, at)
    lone = not _PLAIN_END.search(text)
    if read_ordinal(text):
        return Node(text, ORDINAL, at) if lone and len(text) <= _MAX_PLAIN + 10 else None
    if lone and len(text) <= _MAX_PLAIN and "。" not in text and _is_words(text) and following:
        role = heading_role(text)
        if role == "appendix":
            return Node(text, ATTACHMENT, at)
        return Node(text, TITLED if role or not numbered else PLAIN, at)
    return _lead(text, at)


def _is_words(text: str) -> bool:
    return sum("\u4e00" <= c <= "\u9fff" for c in text) >= 2 and not _GREETING.match(text)


def _numbered(text: str, at: int, rank: int, length: int) -> Node | None:
    end = _END.search(text, length, _MAX_HEADING)
    if rank == ORDINAL and (len(text) > _MAX_HEADING or _PLAIN_END.search(text)):
        return None
    if end is None and len(text) > _MAX_HEADING:
        end = _STOP.search(text, length, _MAX_HEADING)
    heading = text[: end.start()] if end else text[:_MAX_HEADING]
    return Node(heading.strip(), rank, at)


def _dashed(text: str, at: int, length: int, following: str) -> Node | None:
    end = _FULL_STOP.search(text, length, _MAX_HEADING)
    if end is None or _HAS_FIGURE.search(text, length, end.start()):
        return None
    goes_on = len(text) - end.end() > 10
    if goes_on:
        return Node(text[length : end.start()], DASH, at, own_line=True)
    return Node(text[length : end.start()], DASH, at) if not read_dashes(following) else None


def _lead(text: str, at: int) -> Node | None:
    end = _END.search(text, 0, _MAX_LEAD)
    if end is None or end.group() != "。" or end.start() < 4 or len(text) - end.end() < 30:
        return None
    if _HAS_FIGURE.search(text, 0, end.start()) or _NO_LEAD.match(text) or "我们" in text[: end.start()]:
        return None
    return Node(text[: end.start()], LEAD, at, own_line=True)
