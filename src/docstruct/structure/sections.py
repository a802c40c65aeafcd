"""From the heading forest to sections: roles, tiling, identifiers."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from docstruct.records import Role, Section
from docstruct.structure.cleaning import Line
from docstruct.structure.identity import Identity
from docstruct.structure.markers import TOP
from docstruct.structure.outline import Node
from docstruct.structure.roles import heading_role, is_problems, is_target, opening_role, problems_go_on

_GREETING = re.compile(r"^各位[^，！：]{0,8}[，！：]")
_TERM = re.compile(r"(?:过去|近|这)?的?五年|本届政府|“?十[二三四五六七]五”?(?:时期|期间|以来)")
_YEAR = re.compile(r"(?:刚刚)?过去的?(?:(?:19|20)\d\d|一)年|(?:19|20)\d\d年|一年|去年")
_SHORT = 12
_FAREWELL = ("让我们", "我们要更加紧密", "团结在", "以上报告", "以上汇报", "予审议", "予审查", "谢谢")


def assign(lines: Sequence[Line], body: int, roots: list[Node], identity: Identity) -> list[Node]:
    """Give every root its role, part problems and closing off, and cover all lines.

    Returns
    -------
    list of Node
        Top-level nodes that tile the lines: preamble, lead-in, sections, closing, appendices.
    """
    tops: list[Node] = []
    if body:
        tops.append(Node(identity.title, TOP, 0, body, "preamble"))
    for node in _with_closing(lines, roots):
        tops.extend(_split_at_turn(lines, node, identity))
    before: Role | None = None
    for node in tops:
        node.role = node.role or _top_role(lines, node, identity, before)
        before = node.role if node.role in ("review", "plan") else before
        if node.role == "review":
            _part_terms(lines, node)
            _part_problems(lines, node)
        _inherit(node, identity)
    return tops


def _with_closing(lines: Sequence[Line], roots: list[Node]) -> list[Node]:
    tops = list(roots)
    for index in range(len(tops) - 1, -1, -1):
        node = tops[index]
        if heading_role(node.heading) == "appendix":
            continue
        first = _closing_line(lines, node)
        if first is not None:
            last = node.last
            _cut(node, first)
            tops.insert(index + 1, Node("", TOP, first, last, "closing"))
        break
    return [node for node in tops if node.first < node.last]


def _split_at_turn(lines: Sequence[Line], node: Node, identity: Identity) -> list[Node]:
    """Part a stretch without a heading where it turns from what has been to what is planned."""
    if node.heading or node.role or identity.report_type == "statistical_communique":
        return [node]
    cues = [_cue(lines[at], identity) for at in range(node.first, node.last)]
    total = sum(cue for cue in cues if cue > 0)
    best, turn, passed = total, 0, 0
    for at, cue in enumerate(cues):
        # what stands before the turn should look back, what follows should plan
        total -= max(cue, 0)
        passed += max(-cue, 0)
        if passed + total > best:
            best, turn = passed + total, at + 1
    if not 0 < turn < len(cues) or not any(cue > 0 for cue in cues[turn:]):
        return [node]
    while turn < len(cues) - 1 and cues[turn] <= 0:
        turn += 1
    later = Node("", node.rank, node.first + turn, node.last, "plan")
    later.children = [child for child in node.children if child.first >= later.first]
    _cut(node, later.first)
    node.role = "review"
    return [node, later]


def _cue(line: Line, identity: Identity) -> int:
    if line.furniture:
        return 0
    role = opening_role(line.text, review_year=identity.review_year, plan_year=identity.plan_year)
    return {"review": -1, "plan": 3 if is_target(line.text) else 1}.get(role or "", 0)


def _closing_line(lines: Sequence[Line], node: Node) -> int | None:
    own = [at for at in range(node.first + bool(node.heading), node.last) if not lines[at].furniture]
    if not own or not any(word in lines[own[-1]].text for word in _FAREWELL):
        return None
    first = own[-1]
    if len(own) > 1 and lines[own[-2]].text.startswith("各位") and len(lines[own[-2]].text) < _SHORT:
        first = own[-2]
    return first


def _cut(node: Node, at: int) -> None:
    node.last = min(node.last, at)
    node.children = [child for child in node.children if child.first < at]
    for child in node.children:
        _cut(child, at)


def _top_role(lines: Sequence[Line], node: Node, identity: Identity, before: Role | None) -> Role:
    stated = heading_role(node.heading, review_year=identity.review_year, plan_year=identity.plan_year)
    if identity.report_type == "statistical_communique" and stated != "appendix":
        return "review"
    if stated:
        return stated
    own = [lines[at].text for at in range(node.first, node.last) if not lines[at].furniture]
    votes = Counter(
        role
        for text in own[:8]
        if (role := opening_role(text, review_year=identity.review_year, plan_year=identity.plan_year))
    )
    if any(is_target(text) for text in own):
        votes["plan"] += 3
    if before == "plan":
        return "plan"
    if votes:
        return max(votes, key=lambda role: (votes[role], role == "review"))
    return before or "review"


def _part_terms(lines: Sequence[Line], node: Node) -> None:
    """Part “过去一年和五年工作回顾” where it passes from the year to the five years, or back."""
    if not (_TERM.search(node.heading) and _YEAR.search(node.heading)):
        return
    turns: list[tuple[int, str]] = []
    for at in range(node.first + 1, node.last):
        opening = _GREETING.sub("", lines[at].text)
        kind = "term" if _TERM.match(opening) else "year" if _YEAR.match(opening) else ""
        if kind and (not turns or turns[-1][1] != kind):
            turns.append((at, kind))
    if len(turns) < 2:
        return
    whole, node.children = node.children, []
    ends = [_with_greeting(lines, at) for at, _ in turns[1:]] + [node.last]
    first = node.first + 1
    for (at, _), end in zip(turns, ends, strict=True):
        part = Node(_clause(lines[at].text), TOP + 1, first, end, "review")
        part.children = [child for child in whole if first <= child.first < end]
        for child in part.children:
            _cut(child, end)
        node.children.append(part)
        first = end


def _with_greeting(lines: Sequence[Line], at: int) -> int:
    before = lines[at - 1].text
    return at - 1 if before.startswith("各位") and len(before) < _SHORT else at


def _part_problems(lines: Sequence[Line], node: Node) -> None:
    """Part the paragraphs off a review that speak of problems; they stand in its second half."""
    lengths = [len(lines[at].text) for at in range(node.first, node.last)]
    half = node.first + bisect_left(list(accumulate(lengths)), sum(lengths) / 2)
    at = max(half, node.first + bool(node.heading))
    while at < node.last:
        text = lines[at].text
        if lines[at].furniture or not is_problems(text):
            at += 1
            continue
        end = at + 1
        while end < node.last and (lines[end].furniture or _still(lines, end, node.last)):
            end += 1
        _insert(node, Node(_clause(text), TOP + 1, at, end, "problems"))
        at = end


def _still(lines: Sequence[Line], at: int, last: int) -> bool:
    if problems_go_on(lines[at].text):
        return True
    # one paragraph between two that speak of problems explains the first
    return at + 1 < last and not lines[at].text.startswith("各位") and problems_go_on(lines[at + 1].text)


def _clause(text: str) -> str:
    text = _GREETING.sub("", text)
    ends = [at for mark in "，。：；！,:" if (at := text.find(mark, 4)) > 0]
    return text[: min([*ends, 30])]


def _insert(node: Node, part: Node) -> None:
    """Set a section of its own into a node, ending whatever was open there."""
    kept: list[Node] = []
    for child in node.children:
        if child.first >= part.first and child.first < part.last:
            continue
        if child.first < part.first < child.last:
            _cut(child, part.first)
        kept.append(child)
    kept.append(part)
    node.children = sorted(kept, key=lambda child: child.first)


def _inherit(node: Node, identity: Identity) -> None:
    for child in node.children:
        if child.role is None:
            stated = heading_role(
                child.heading, review_year=identity.review_year, plan_year=identity.plan_year
            )
            own_words = (stated == "problems" and node.role == "review") or node.role == "appendix"
            child.role = stated if stated and own_words else node.role
        _inherit(child, identity)


def flatten(tops: list[Node], starts: Sequence[int], length: int, report_id: str) -> tuple[Section, ...]:
    """Give the sections in reading order.

    Parameters
    ----------
    tops : list of Node
        What :func:`assign` returned.
    starts : sequence of int
        Offset of every line.
    length : int
        Length of the canonical text.
    report_id : str
        First part of every ``section_id``; the rest is a hash of the path of headings.
    """
    seen: Counter[str] = Counter()
    out: list[Section] = []

    def offset(line: int) -> int:
        return starts[line] if line < len(starts) else length

    def walk(node: Node, parent: Section | None, path: str) -> None:
        path = f"{path}\n{node.heading or node.role}"
        key = hashlib.sha256(path.encode()).hexdigest()[:10]
        seen[key] += 1
        section = Section(
            section_id=f"{report_id}/{key}" + (f"-{seen[key]}" if seen[key] > 1 else ""),
            parent_id=parent.section_id if parent else None,
            ordinal=len(out),
            level=parent.level + 1 if parent else 1,
            heading=node.heading,
            role=node.role or "review",
            char_start=offset(node.first),
            char_end=offset(node.last),
        )
        out.append(section)
        for child in node.children:
            walk(child, section, path)

    for top in tops:
        walk(top, None, "")
    return tuple(out)
