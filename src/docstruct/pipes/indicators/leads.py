"""The front of a clause: connectives, times, scopes, words of manner and the leading verb."""

from __future__ import annotations

import re

from docstruct.lexicon.predicates import load_predicates
from docstruct.pipes.frames import Frame
from docstruct.pipes.indicators import patterns
from docstruct.pipes.indicators.patterns import EDGE

#: Verbs of level that take an object as a leading verb does: 完成营收, 实现税收.
_LIGHT = frozenset(("完成", "实现", "取得", "有", "共有", "拥有", "现有"))
_PROPOSAL = re.compile(r"(?:提请|报请|配合)[^，。；、]{0,12}?(?:审议|制定|修订|办理)")


def peel_lead(text: str, frame: Frame, start: int, end: int) -> int:
    """Take leading words off a stretch, note them in ``frame.leads``, and return where the rest begins."""
    words = load_predicates()
    verb_seen = (
        frame.has_tail("up", "down", "reach", "reach_change", "share", "gap")
        and frame.tail_word("reach") not in _LIGHT
    )
    while start < end:
        if text[start] in EDGE or text[start] == "了":
            start += 1
            continue
        when = patterns.TIME.match(text, start, end)
        if when and when.end() > start and not is_glued_time(text, when.end(), end):
            frame.leads.append(("time", when.group()))
            start = when.end()
            continue
        if text.startswith("全社会", start):
            break
        lasting = patterns.LASTING.match(text, start, end)
        if lasting:
            start = lasting.end()
            continue
        proposal = _PROPOSAL.match(text, start, end)
        if proposal:
            frame.verb = proposal.group()
            frame.leads.append(("verb", frame.verb))
            start = proposal.end()
            break
        scope = patterns.SCOPE.match(text, start, end)
        if scope:
            frame.leads.append(("scope", scope.group()))
            start = scope.end()
            continue
        batch = patterns.BATCH.match(text, start, end)
        if batch and (verb_seen or start == frame.left[0]):
            start = batch.end()
            continue
        kept = words.keep.beginning(text, start, end)
        link = None if frame.verb else words.connectives.beginning(text, start, end)
        manner = words.manner.beginning(text, start, end)
        verb = None if verb_seen else _read_verb(text, start, end)
        best = max((h[0] for h in (link, manner, verb) if h), default=start)
        if best == start or (kept and kept[0] >= best):
            break
        if verb and verb[0] == best:
            verb_seen = True
            frame.verb = text[start:best]
            frame.leads.append(("verb", text[start:best]))
        elif manner and manner[0] == best:
            frame.leads.append(("manner", text[start:best]))
        else:
            word = text[start:best]
            frame.narrowed |= word == "其中"
            frame.leads.append(("connective", word))
        start = best
    return start


def read_leads_only(text: str, frame: Frame, start: int, end: int) -> bool:
    """Nothing but verbs and manner before the figure: 新建和改造提升112万亩高标准农田."""
    probe = Frame(frame.quantity, frame.sentence, (start, end))
    at = start
    while at < end:
        probe.verb = ""
        step = peel_lead(text, probe, at, end)
        if step == at:
            return False
        at = step
        while at < end and text[at] in "、和及与并或":
            at += 1
    if not any(tag == "verb" for tag, _ in probe.leads):
        return False
    frame.leads, frame.verb = probe.leads, next(w for t, w in probe.leads if t == "verb")
    return True


def _read_verb(text: str, start: int, end: int) -> tuple[int, str] | None:
    """A leading verb, also with 新, 净, 再 before it and a second one behind 和 or 、 (新建、改建)."""
    words = load_predicates()
    hits = [words.verbs.beginning(text, start, end)]
    if text[start] in "新净再共" and start + 1 < end:
        hits.append(words.verbs.beginning(text, start + 1, end))
    stop = max((hit[0] for hit in hits if hit), default=0)
    if not stop:
        return None
    while stop < end and text[stop] in "、和及" and not words.keep.beginning(text, stop + 1, end):
        more = words.verbs.beginning(text, stop + 1, end)
        if more is None or more[0] >= end:
            break
        stop = more[0]
    return stop, "verb"


def is_glued_time(text: str, at: int, end: int) -> bool:
    """A time word that is part of a name: 今年底 is not, 十年规划, 全年龄 are."""
    return at < end and text[at] in "龄规限期度轻"
