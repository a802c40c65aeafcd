"""The subject of a figure: what is left when leading words and predicate are taken off."""

from __future__ import annotations

import re

from docstruct.lexicon.predicates import load_predicates
from docstruct.pipes.frames import Frame, Phrase
from docstruct.pipes.indicators import patterns
from docstruct.pipes.indicators.patterns import EDGE

_MID_SPLIT = (
    "配备", "拿到", "供应", "解决", "推广",
    "新增", "新引进", "引进", "获批", "建成", "新建", "集聚", "发放", "举办", "荣获", "培育", "惠及", "吸引", "接待",
    "拥有", "获得", "斩获", "预约", "新注册", "带动", "认定", "下达", "投放", "签订", "签约", "布局", "储备", "实施",
    "完成", "吸纳", "减轻", "减少", "压减", "开设", "设立", "选派", "开行", "推出", "出台", "落地", "提供", "开展", "打造", "新设",
)  # fmt: skip


def set_subject(text: str, frame: Frame, start: int, end: int) -> None:
    """Set ``frame.subject`` (and ``topic``) from what is left of a stretch."""
    while end > start and text[end - 1] in EDGE + "的":
        end -= 1
    circumstance = patterns.CIRCUMSTANCE.search(text, start, end)
    if circumstance is not None and circumstance.end() == end:
        end = circumstance.start()
    if end <= start:
        return
    if patterns.NO_SUBJECT.fullmatch(text, start, end) or (patterns.ADVERBIAL.fullmatch(text, start, end)):
        return
    if re.match(r"(?:远远)?(?:超过|高于|快于|大大超过)", text[start:end]) and frame.tails:
        return
    for suffix in ("增速", "增幅", "涨幅", "占比", "比重"):
        if frame.comparison == "gap" and text.endswith(suffix, start, end) and end - start > 4:
            end -= 2
    split = None
    joined = _join_measure(text, start, end)
    if joined is not None:
        frame.topic, frame.subject = joined
        return
    if not frame.has_tail("up", "down", "reach_change", "share", "gap"):
        split = _split_middle(text, start, end)
    if split is not None:
        frame.topic = Phrase.of(text, start, split[0])
        frame.verb = text[split[0] : split[1]]
        head = Phrase.of(text, split[1], end)
        if head.text in load_predicates().measures:
            frame.subject = Phrase.of(text, start, end)
        else:
            frame.subject = Phrase.of(text, start, end) if head.text in patterns.GENERIC else head
        return
    if (
        text[start:end] in patterns.GENERIC
        and frame.verb
        and text[start - len(frame.verb) : start] == frame.verb
    ):
        start -= len(frame.verb)
    behind_examples = _skip_examples(text, start, end)
    if behind_examples > start:
        frame.examples = Phrase.of(text, start, behind_examples - 1)
        start = behind_examples
    frame.subject = Phrase.of(text, start, end)


def _skip_examples(text: str, start: int, end: int) -> int:
    """Start of the head behind examples: 中国大奖赛、世界锦标赛等高级别赛事 is 高级别赛事."""
    at = text.rfind("等", start, end)
    if at < start + 4 or end - at < 4 or "、" not in text[start:at] and at - start < 6:
        return start
    head = text[at + 1 : end]
    if head in patterns.GENERIC or text[at + 1] in "级次于距效" or text[at - 1] in "高中初优均平对劣":
        return start
    depth = sum((c in patterns.OPENERS) - (c in patterns.CLOSERS) for c in text[start:at])
    return start if depth else at + 1


def _join_measure(text: str, start: int, end: int) -> tuple[Phrase, Phrase] | None:
    words = load_predicates()
    for at in range(start + 2, end - 1):
        hit = words.join_verbs.beginning(text, at, end)
        if hit is None:
            continue
        measure = text[hit[0] : end]
        if (
            measure in words.measures
            and text[start:end] not in ("城镇新增就业",)
            and not measure.startswith("就业")
        ):
            stop = at
            while (
                (tail := words.tail.ending(text, start, stop)) is not None
                and tail[1] == "adverb"
                and tail[0] > start + 1
            ):
                stop = tail[0]
            topic = Phrase.of(text, start, stop)
            if text.startswith("新增", at):
                return topic, Phrase.of(text, start, end)  # 可再生能源新增装机 is a flow, not the stock
            return topic, Phrase(topic.text + measure)
    return None


def _split_middle(text: str, start: int, end: int) -> tuple[int, int] | None:
    if end - start < 6:
        return None
    depth = 0
    for at in range(start, end - 2):
        if text[at] in patterns.OPENERS:
            depth += 1
        elif text[at] in patterns.CLOSERS:
            depth -= 1
        if depth or at < start + 5:
            continue
        for verb in _MID_SPLIT:
            if text.startswith(verb, at) and end - at - len(verb) >= 2:
                rest = text[at + len(verb) : end]
                if (
                    rest.startswith(("和", "及", "与", "、", "就业", "率", "额", "量", "的", "面积", "规模"))
                    or text[at - 1] in "、和及与的"
                ):
                    continue
                if load_predicates().keep.beginning(text, at, end) and verb not in ("新引进", "引进"):
                    continue
                return at, at + len(verb)
    return None
