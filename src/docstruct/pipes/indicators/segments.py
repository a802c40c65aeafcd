"""Cutting a sentence around its quantities: what stands left of each, and how it hangs on the one before."""

from __future__ import annotations

from dataclasses import dataclass

from docstruct.lexicon.predicates import load_predicates
from docstruct.pipes.frames import Frame, Joint
from docstruct.pipes.indicators.endings import skip_list
from docstruct.pipes.indicators.patterns import BRACKETS, CLAUSE_ENDS, CLOSERS, LIST_MARK, OPENERS
from docstruct.pipes.quantities.logic import Quantity

#: An unbalanced quote may hide separators for this many characters at most.
_LONGEST_QUOTE = 60
_GLUE = "和及与或并至到—-~以、"


@dataclass(frozen=True, slots=True)
class Separator:
    """A place where a clause or an item may end; ``kind`` is ``clause``, ``list``, ``open`` or ``close``."""

    at: int
    kind: str


def find_separators(text: str, start: int, end: int, quantities: list[Quantity]) -> list[Separator]:
    """Separators of a sentence outside quotes; brackets that hold a quantity open a level of their own."""
    found: list[Separator] = []
    at = start
    numbers = [q.start for q in quantities]
    while at < end:
        char = text[at]
        if char in OPENERS:
            close = text.find(
                OPENERS[char], at + 1, min(end, at + _LONGEST_QUOTE * (4 if char in BRACKETS else 1))
            )
            if char in BRACKETS and close > 0 and any(at < n < close for n in numbers):
                found.append(Separator(at, "open"))
            elif close > 0:
                at = close
        elif char in CLOSERS and CLOSERS[char] in BRACKETS:
            if not any(q.start <= at < q.end for q in quantities):
                found.append(Separator(at, "close"))
        elif char in CLAUSE_ENDS:
            if not (char in ",:：" and any(q.start <= at < q.end for q in quantities)):
                found.append(Separator(at, "clause"))
        elif char == LIST_MARK:
            found.append(Separator(at, "list"))
        at += 1
    return found


def cut_frames(text: str, sentence: tuple[int, int], quantities: list[Quantity]) -> list[Frame]:
    """One frame a quantity, with its left stretch and the right edge of what may follow it.

    Parameters
    ----------
    text : str
        Width-folded document text.
    sentence : tuple of int
        Its start and end.
    quantities : list of Quantity
        Those of the sentence, in order.

    Returns
    -------
    list of Frame
        ``left`` and ``joint`` are filled; ``context`` is the stretch of quantity-free clauses before ``left``.
    """
    start, end = sentence
    separators = find_separators(text, start, end, quantities)
    frames: list[Frame] = []
    previous_end = start
    for quantity in quantities:
        if quantity.defines:
            # “15分钟就业服务圈”社区就业服务站13个: a figure inside a name cuts nothing
            frames.append(Frame(quantity, sentence, (quantity.left_bound, quantity.left_bound), "none"))
            continue
        index = 0 if previous_end == start else 1
        between = [s for s in separators if previous_end <= s.at < quantity.left_bound]
        examples = skip_list(text, previous_end, quantity.left_bound) if index else 0
        between = [s for s in between if s.at >= examples]
        if index and between and between[0].kind == "list" and between[0].at - previous_end == 1:
            between = between[1:]  # 21个国、市考断面: the mark stands inside the noun
        joint: Joint = "start" if index == 0 else "none"
        left = previous_end
        clauses = [s for s in between if s.kind != "list"]
        if clauses:
            left = clauses[-1].at + 1
            if clauses[-1].kind == "open":
                joint = "open"
            elif clauses[-1].kind == "close":
                joint = "close"
            elif index:
                joint = "clause"
        elif index and between:
            left = between[0].at + 1
            joint = "list"
        elif index and text[previous_end : quantity.left_bound].strip(_GLUE) == "":
            joint = "list" if text[previous_end : quantity.left_bound] else "none"
            left = quantity.left_bound
        context_start = between[0].at + 1 if between and index else previous_end
        frames.append(
            Frame(
                quantity=quantity,
                sentence=sentence,
                left=(left, quantity.left_bound),
                joint=joint,
                context=(context_start, left),
            )
        )
        previous_end = quantity.right_bound
    return frames


def find_right_edge(text: str, quantity: Quantity, end: int, following: Frame | None) -> int:
    """Where the words directly behind a quantity end: the next separator, or the next quantity's number."""
    limit = following.quantity.left_bound if following is not None else end
    at = quantity.right_bound
    while at < limit:
        char = text[at]
        if char in OPENERS:
            close = text.find(OPENERS[char], at + 1, min(end, at + _LONGEST_QUOTE))
            if close < 0 or close >= limit:
                return at
            at = close
        elif (
            char in CLAUSE_ENDS
            or char in CLOSERS
            or (char == LIST_MARK and not _inside_list(text, quantity.right_bound, at, limit))
        ):
            return at
        at += 1
    return at


def _inside_list(text: str, start: int, at: int, limit: int) -> bool:
    """Whether a 、 lies inside the noun phrase: 21个国、市考断面, but not 127项改革任务、新建学校."""
    if at == start:
        return False
    if skip_list(text, start, limit) > at:
        return True
    if text[at + 1 : at + 2] in "为占居较比增达升降创均连" or load_predicates().verbs.beginning(
        text, at + 1, limit
    ):
        return False
    if at - start <= 1:
        return True
    rest = at + 1
    while rest < limit and text[rest] not in CLAUSE_ENDS:
        rest += 1
    return rest < limit
