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
    "突破", "再推", "追回", "培养", "修缮", "加装", "获", "改造",
    "完成", "吸纳", "减轻", "减少", "压减", "开设", "设立", "选派", "开行", "推出", "出台", "落地", "提供", "开展", "打造", "新设",
)  # fmt: skip


#: 中心城区改造…, 新城新建…: a place so short that the verb behind it stands near the front.
_SHORT_PLACE = re.compile(
    r".{0,4}(?:城区|(?<![小社农乡城])[区市县城镇省园村国港疆])(?:[一二三四五六七八九十\d]+年)?$"
)
#: 收获, 荣获: part of another word.
_RECEIVED = re.compile(r"(?<![收抓捕查缴采荣斩])获(?![批评得奖])")
#: 试点使成本下降10%: what something brings about.
_BRINGS = re.compile(r"(?<![行驱促大天即致特])使(?!用|命|馆|节|者|徒)(?:得)?(?=.{2})")
#: 新能源汽车产量在全国汽车产量中占: part and whole of a share.
_WITHIN = re.compile(r"(?P<part>.{2,})在(?P<whole>.{2,}?)(?:中|里)(?:所)?$")
#: 集团购买力要按上年实际数额核减: by what measure is no subject.
_BY_MEASURE = re.compile(r"(?:要|均|都)?按(?:照)?[^，。；]{2,14}(?:数额|口径|价格|计算|比例|要求)$")


#: 中央提出今年经济增长预期目标为8%: who aims is no part of the series.
_PROPOSED = re.compile(r"[^，。；、]{0,6}?(?:提出|建议|确定|明确)(?:了)?(?:今年|明年|全年)")


def set_subject(text: str, frame: Frame, start: int, end: int) -> None:
    """Set ``frame.subject`` (and ``topic``) from what is left of a stretch."""
    while end > start and text[end - 1] in EDGE + "的":
        end -= 1
    measured = _BY_MEASURE.search(text[start:end])
    if measured is not None and measured.start() >= 2:
        end = start + measured.start()
    within = _WITHIN.fullmatch(text[start:end]) if frame.comparison == "share" else None
    if within is not None:
        end = start + within.end("part")
        frame.base = frame.base or Phrase(within["whole"])
    brings = None if text[start:end].count("“") else _BRINGS.search(text, start + 2, end)
    if brings is not None and frame.tails:
        start = brings.end()
    recipient = patterns.RECIPIENT.search(text, start, end)
    if recipient is not None and not frame.has_tail("up", "down", "reach_change"):
        frame.topic = Phrase.of(text, start, recipient.start()) if recipient.start() > start else None
        frame.verb = frame.verb or recipient.group()
        start = recipient.end()
    circumstance = patterns.CIRCUMSTANCE.search(text, start, end)
    if circumstance is not None and circumstance.end() == end:
        end = circumstance.start()
    proposed = _PROPOSED.match(text, start, end)
    if proposed is not None and end - proposed.end() >= 2:
        start = proposed.end()
    end = _drop_final_time(text, start, end)
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
        head = Phrase.of(text, _skip_time(text, split[1], end), end)
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


def _drop_final_time(text: str, start: int, end: int) -> int:
    """End before a time that stands behind the series: 固定资产投资去年增长4.2%."""
    for when in _FINAL_TIME.finditer(text, max(start, end - 8), end):
        if when.end() == end and when.start() - start >= 4:
            return when.start()
    return end


_FINAL_TIME = re.compile(r"(?:(?:19|20)\d\d年|去年|今年|上年|全年|上半年|前三季度|[一二三四]季度)(?:全年)?")


def _skip_time(text: str, start: int, end: int) -> int:
    """Start behind a time that stands in front: 获2024年度中央预算内投资补贴."""
    when = patterns.TIME.match(text, start, end)
    if when is None or when.end() >= end - 1 or len(when.group()) < 4:
        return start
    return when.end() + (text[when.end()] == "度")


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


def _is_measured(name: str) -> bool:
    """A noun that ends in a measure: 集装箱吞吐量, 货物吞吐."""
    return name.endswith(("吞吐", "吞吐量", "总额", "总量", "增加值", "产值", "交易额", "销售额"))


def _join_measure(text: str, start: int, end: int) -> tuple[Phrase, Phrase] | None:
    words = load_predicates()
    for at in range(start + 2, end - 1):
        hit = words.join_verbs.beginning(text, at, end)
        if hit is None:
            continue
        measure = text[hit[0] : end]
        if (
            (measure in words.measures or (len(measure) > 4 and _is_measured(measure)))
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


#: Verbs that a noun behind makes part of its name: 城中村改造项目, 人才培养基地.
_NOMINAL = frozenset(("改造", "培养", "修缮", "加装", "获"))


def _split_middle(text: str, start: int, end: int) -> tuple[int, int] | None:
    if end - start < 6:
        return None
    depth = 0
    for at in range(start, end - 2):
        if text[at] in patterns.OPENERS:
            depth += 1
        elif text[at] in patterns.CLOSERS:
            depth -= 1
        if depth or at < start + 2:
            continue
        near = at < start + 5 and not _SHORT_PLACE.fullmatch(text, start, at)
        for verb in _MID_SPLIT:
            if near or (verb == "获" and not _RECEIVED.match(text, at)):
                continue
            if text.startswith(verb, at) and end - at - len(verb) >= 2:
                rest = text[at + len(verb) : end]
                if (
                    rest.startswith(("和", "及", "与", "、", "就业", "率", "额", "量", "的", "面积", "规模"))
                    or text[at - 1] in "、和及与的"
                    or (verb in _NOMINAL and patterns.NOUN_TAIL.match(rest))
                ):
                    continue
                if verb == "突破" and not rest.startswith(("核心", "关键", "重大", "前沿")):
                    continue
                if load_predicates().keep.beginning(text, at, end) and verb not in ("新引进", "引进"):
                    continue
                return at, at + len(verb)
    return None
