"""The front of a clause: connectives, times, scopes, words of manner and the leading verb."""

from __future__ import annotations

import re

from docstruct.lexicon.predicates import load_predicates
from docstruct.pipes.frames import Frame
from docstruct.pipes.indicators import patterns
from docstruct.pipes.indicators.patterns import EDGE

#: Verbs of level that take an object as a leading verb does: 完成营收, 实现税收.
_LIGHT = frozenset(("完成", "实现", "取得", "有", "共有", "拥有", "现有"))
#: Verbs that leave the series behind them whole even where it has a predicate: 推动生活垃圾回收利用率达到40%.
_CAUSATIVE = (
    "努力实现", "推动", "带动", "实现", "完成", "促进", "力争", "拉动", "确保", "引导", "保持", "使", "支持", "撬动", "加快推动", "争取",
)  # fmt: skip
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
        lasting = patterns.LASTING.match(text, start, end)
        if lasting:
            start = lasting.end()
            continue
        when = patterns.TIME.match(text, start, end)
        if when and when.end() > start and not is_glued_time(text, when.end(), end):
            frame.leads.append(("time", when.group()))
            start = when.end()
            continue
        if text.startswith("全社会", start):
            break
        proposal = _PROPOSAL.match(text, start, end)
        if proposal:
            frame.verb = proposal.group()
            frame.leads.append(("verb", frame.verb))
            start = proposal.end()
            break
        recipient = patterns.RECIPIENT.match(text, start, end) if not verb_seen else None
        if recipient:
            frame.verb = recipient.group()
            frame.leads.append(("verb", frame.verb))
            start = recipient.end()
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
        if manner and frame.verb and manner[0] == start + 1:
            manner = None  # 实施再开发 keeps 再开发
        verb = _read_causative(text, start, end) if verb_seen and not frame.verb else None
        verb = verb if verb_seen else _read_verb(text, start, end)
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
    if text[start] in "新净再共" and start + 1 < end and not text.startswith("新增", start):
        hits.append(words.verbs.beginning(text, start + 1, end))
    stop = max((hit[0] for hit in hits if hit), default=0)
    for shorter in range(start + 2, stop):
        kept = words.keep.beginning(text, shorter, end)
        if kept is not None and kept[0] > stop and text[start:shorter] in words.verbs:
            return shorter, "verb"  # 获批建设用地: 建设用地 is a noun
    if not stop or text[stop : stop + 1] == "率":
        return None
    second = words.verbs.beginning(text, stop, end)
    if second is not None and _is_verb_pair(text, start, stop, second[0], end):
        stop = second[0]
    while stop < end and text[stop] in "、和及并" and not words.keep.beginning(text, stop + 1, end):
        more = words.verbs.beginning(text, stop + 1, end)
        if more is None or more[0] >= end:
            break
        stop = more[0]
    return stop, "verb"


def _read_causative(text: str, start: int, end: int) -> tuple[int, str] | None:
    verb = max((v for v in _CAUSATIVE if text.startswith(v, start)), key=len, default="")
    return (start + len(verb), "verb") if verb and start + len(verb) < end else None


#: First verbs of a pair: 开工改造, 建设筹集, 清理打通.
_FIRST_OF_PAIR = (
    "新增", "建设", "开工", "建成", "清理", "升级", "培养", "引进", "创建", "完成", "获批", "牵头", "推动", "推进", "实施", "启动", "组织",
    "支持", "优化", "改造", "新引进", "开展", "帮助", "遴选", "谋划", "落实", "加快", "打造", "出台", "构建", "新改扩建", "提升", "修改", "制定",
)  # fmt: skip


def _is_verb_pair(text: str, start: int, middle: int, stop: int, end: int) -> bool:
    return (text[start:middle].endswith(_FIRST_OF_PAIR)) and (
        end - stop >= 3
        and not patterns.NOUN_TAIL.match(text, stop, end)
        and load_predicates().keep.beginning(text, middle, end) is None
    )


def is_glued_time(text: str, at: int, end: int) -> bool:
    """A time word that is part of a name: 今年底 is not, 十年规划, 全年龄 are."""
    return at < end and text[at] in "龄规限期度轻义"
