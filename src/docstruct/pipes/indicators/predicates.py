"""The predicate of a figure, read from its end: comparison, change, level, basis."""

from __future__ import annotations

import re

from docstruct.lexicon.predicates import load_predicates
from docstruct.pipes.frames import Frame, Phrase
from docstruct.pipes.indicators import patterns
from docstruct.pipes.indicators.patterns import EDGE

_PER_HEAD = re.compile(
    r"(?:超过?|达到?|为|约)每(?:十万|百|千|万)?(?:人|户|名|平方公里)$|(?<=[到至为达在])每(?:人|户|生|亩|吨)每[年月天]$"
)


def read_comparison(text: str, frame: Frame, start: int, end: int) -> int:
    """Find 占…, 高于…, 完成计划的… at the end of a stretch; return where it begins, else ``end``."""
    window = text[start:end]
    points = frame.quantity.unit_text in ("个百分点", "百分点")
    ratio = frame.quantity.unit_text in ("%", "‰") or frame.quantity.form in ("fraction", "word")
    multiple = patterns.MULTIPLE.search(window) if frame.quantity.unit_text == "倍" else None
    if multiple:
        frame.comparison, frame.base = "plan", Phrase(multiple["base"])
        return start + multiple.start()
    plan = patterns.PLAN_SHARE.search(window) if ratio else None
    if plan:
        frame.comparison, frame.base = "plan", Phrase(plan["base"])
        return start + plan.start()
    share = patterns.SHARE.search(window) if ratio or points else None
    if share and not share["contrib"]:
        frame.comparison = "share"
        frame.distributes = "分别" in share["tail"]
        base = (share["base"] or "").removesuffix("的").lstrip("到了")
        frame.base = Phrase(base) if base else None
        frame.tails.append(("share", share["tail"]))
        return start + share.start()
    part = patterns.PART_OF.search(window) if frame.quantity.form in ("fraction", "word") else None
    if part:
        frame.comparison, frame.base = "share", Phrase(part["base"])
        frame.tails.append(("share", ""))
        return start + part.start()
    gap = patterns.GAP.search(window)
    if gap and not _is_time(gap["base2"]):
        direction = gap["dir"] or gap["dir2"] or gap["dir3"] or gap["dir4"]
        base = gap["base"] or gap["base2"] or gap["base3"] or ""
        if base or direction.startswith("分别"):
            frame.comparison = "gap"
            frame.tails.append(("gap", direction))
            frame.base = Phrase(base) if base else None
            frame.distributes = "分别" in gap.group()
            return start + gap.start()
    return end


def _is_time(words: str | None) -> bool:
    return bool(words) and bool(patterns.TIME_BASE.match("比" + (words or "")))


def peel_tail(text: str, frame: Frame, start: int, end: int) -> int:
    """Take the predicate off the end of a stretch, note its words in ``frame.tails``; return where it begins."""
    tail = load_predicates().tail
    while end > start:
        when = next(
            (m for m in patterns.TIME_BASE.finditer(text, max(start, end - 24), end) if m.end() == end), None
        )
        if when is not None:
            frame.reference_time = frame.reference_time or when["when"]
            frame.tails.append(("adverb", when.group()))
            end = when.start()
            continue
        more = patterns.MORE.search(text, max(start, end - 16), end) if not frame.tails else None
        if more is not None:
            frame.reference_time = more["when"]
            frame.tails.append(("up" if more["way"] == "多" else "down", more["way"]))
            end = more.start()
            continue
        lasting = next(
            (m for m in patterns.LASTING.finditer(text, max(start, end - 12), end) if m.end() == end), None
        )
        if lasting is not None:
            frame.tails.append(("adverb", lasting.group()))
            end = lasting.start()
            continue
        per_head = _PER_HEAD.search(text, max(start, end - 8), end)
        if per_head is not None and per_head.start() > start:
            end = per_head.start()  # 食品抽检量超每千人6.6批次
            continue
        if "/立方米" in frame.quantity.unit_text and text.endswith("每立方米", start, end):
            end -= 4
            continue
        hit = tail.ending(text, start, end)
        if hit is None:
            break
        at, tag = hit
        if text.startswith(("总量", "总数"), at) and at > start:
            at += 2  # 经济总量达到 keeps 总量; a bare 总数达 is all predicate
            tag = "reach"
        word = text[at:end]
        if tag != "adverb" and frame.tails and _nominal_tail(word, frame):
            break
        if word in ("总投资", "贷款") or (word == "计划" and all(tag == "adverb" for tag, _ in frame.tails)):
            break
        if (
            word in ("提升", "精简")
            and not frame.tails
            and at > start
            and frame.quantity.unit_text not in ("%", "个百分点", "百分点", "倍", "位")
        ):
            break  # 桥下空间品质提升10处 names works
        if end - at == 1 and at > start and _inside_noun(text, at):
            break
        frame.distributes |= word.startswith("分别")
        frame.tails.append((tag, word))
        end = at
        while end > start and text[end - 1] in EDGE:
            end -= 1
    return end


def peel_adverbs(text: str, frame: Frame, start: int, end: int) -> int:
    """Take 分别, 均, 都 and the like off the end of a stretch."""
    tail = load_predicates().tail
    while (hit := tail.ending(text, start, end)) is not None and hit[1] == "adverb" and end - hit[0] > 1:
        frame.distributes |= text[hit[0] : end] == "分别"
        end = hit[0]
    return end


def _nominal_tail(word: str, frame: Frame) -> bool:
    """A further predicate word before a first is a noun: 产业投资增长 keeps 投资."""
    return any(t != "adverb" for t, _ in frame.tails) and word in (
        "供应",
        "出让",
        "提升",
        "投资",
        "落户",
        "入驻",
        "签约",
        "引进",
    )


def _inside_noun(text: str, at: int) -> bool:
    """A predicate of one character that ends a noun: 增量, 存量 keep it; 平均达, 约为 do not."""
    return text[at] in "升降减增涨有为是" and text[at - 1] in "提下缩递新少稀特没行作认直所持拥享"


def read_pair_start(text: str, frame: Frame, start: int, end: int) -> int:
    """Find 由, 从, 由2020年的 before the first of a from–to pair; return where it begins."""
    if frame.comparison:
        return end
    m = patterns.RANGE_FROM.search(text, max(start, end - 16), end)
    if m and (
        not m["when"]
        or m["when"].startswith(("每", "平均", "月", "年", "日"))
        or patterns.TIME.fullmatch(m["when"])
        or m["the"]
    ):
        frame.pair_from = True
        frame.reference_time = (
            "" if m["when"].startswith(("每", "平均", "月", "年", "日")) else m["when"]
        ) or frame.reference_time
        end = m.start()
        end = peel_adverbs(text, frame, start, end)
    return end
