"""What only the neighbours in a sentence tell: additions beside a total, qualifiers carried through a list."""

from __future__ import annotations

import re

from docstruct.lexicon.indicators import load_indicators
from docstruct.pipes.frames import Fact, Frame, Phrase


def mark_deltas(facts: list[Fact]) -> None:
    """新增11个、达到25个 and 面积4440万亩、新增202.9万亩: beside a total the addition is a change."""
    for fact, following in zip(facts, facts[1:], strict=False):
        if (
            fact.kind != "level"
            or following.kind != "level"
            or following.frame.joint not in ("list", "clause")
        ):
            continue
        if fact.frame.quantity.unit_text != following.frame.quantity.unit_text or fact.frame.pair_from:
            continue
        if _is_addition(fact.frame) and _is_total(fact, following):
            fact.kind = "delta"
        elif following.rule == "carried" and (
            _is_addition(following.frame) or following.frame.verb.startswith("新")
        ):
            following.kind = "delta"


_LEVEL = re.compile(r"(?:国家|世界|省部?|市|县|区|[\d百千]+[亿万]元?)级(?:以上)?$")
_LEVEL_FRONT = re.compile(r"(?:国家|世界|省部?|市|县|区|[\d百千]+[亿万]元?)级(?:以上)?的?")
_SHARED_HEADS = ("示范区", "保护区", "项目", "工程", "积水点改造")


def share_head_behind(facts: list[Fact]) -> None:
    """2个国家级、3个省级文化生态保护区; 11个煤层气、5个页岩气项目; 黄浦江45公里、苏州河42公里岸线.

    The head stands behind the last of a list of counts; those before it lack it.
    """
    for fact, following in reversed(list(zip(facts, facts[1:], strict=False))):
        frame, behind = fact.frame, following.frame
        if behind.joint not in ("list", "none") or following.rule != "behind" or following.indicator is None:
            continue
        if frame.quantity.unit_text != behind.quantity.unit_text or frame.has_tail(
            "up", "down", "reach_change"
        ):
            continue
        name = following.indicator.text
        if fact.rule == "behind" and fact.indicator is not None:
            front = _LEVEL_FRONT.match(name)
            if _LEVEL.fullmatch(fact.indicator.text) and front is not None and len(name) > front.end():
                fact.indicator = Phrase(fact.indicator.text + name[front.end() :])
            elif len(fact.indicator.text) <= _MODIFIER and behind.subject is None:
                head = next((h for h in _SHARED_HEADS if name.endswith(h) and len(name) > len(h) + 1), "")
                if head and not fact.indicator.text.endswith(
                    (*_SHARED_HEADS, "级", "总部", "中心", "企业", "基地")
                ):
                    fact.indicator = Phrase(fact.indicator.text + head)
        elif fact.rule == "before" and frame.subject is not None and _names_only(frame, behind):
            fact.indicator = frame.subject.join(following.indicator)
            following.indicator = (
                behind.subject.join(following.indicator) if behind.subject else following.indicator
            )


_MODIFIER = 4


def _names_only(frame: Frame, behind: Frame) -> bool:
    """Two names with a length each and one noun behind the second: 黄浦江45公里、苏州河42公里岸线."""
    bare = not (frame.tails or frame.verb or behind.tails)
    return (
        bare and behind.subject is not None and behind.post is not None and len(behind.post.text) <= _MODIFIER
    )


def read_growth(facts: list[Fact]) -> None:
    """社会消费品零售总额5.5%左右: a percentage of a series that is no ratio is how it grows."""
    for fact in facts:
        if fact.kind != "level" or fact.unit_text != "%" or fact.indicator is None:
            continue
        series = load_indicators().lookup(fact.indicator.text)
        if series is not None and series.headline and series.dimension != "ratio":
            fact.kind, fact.basis = "growth", "yoy"


def _is_total(fact: Fact, following: Fact) -> bool:
    if following.rule == "carried":
        summed = any(
            w in ("累计", "合计", "总计", "共") for _, w in following.frame.leads + following.frame.tails
        )
        return following.frame.has_tail("reach", "reach_change") or following.bound == "gt" or summed
    if fact.indicator is None or following.indicator is None:
        return False
    name, total = fact.indicator.text, following.indicator.text
    frame = following.frame
    said = (
        total
        + "".join(w for _, w in frame.leads + frame.tails)
        + (frame.subject.text if frame.subject else "")
    )
    return (
        re.search(r"总(?:数|量|里程|规模|装机|容量|长度|面积)|累计|总计|合计", said) is not None
        and name[-2:] in total
    )


def _is_addition(frame: Frame) -> bool:
    return frame.verb.startswith(("新增", "净增", "新")) or any(
        w.startswith(("新增", "净增")) for _, w in frame.tails
    )


def carry_list_qualifiers(facts: list[Fact]) -> None:
    """净增科技型中小企业853家、高新技术企业97家: the verb of the first item governs the list."""
    for fact, following in zip(facts, facts[1:], strict=False):
        frame = following.frame
        if fact.frame.pair_from and following.rule == "carried" and frame.has_tail("reach_change", "reach"):
            following.kind, following.base = fact.kind, fact.base
            continue
        if frame.joint == "list" and following.rule == "carried" and not frame.tails and not frame.comparison:
            same = fact.frame.quantity.unit_text == frame.quantity.unit_text
            bounded = frame.quantity.left_bound < frame.quantity.start
            if (
                same
                and not bounded
                and fact.kind not in ("rank", "spec")
                and following.kind not in ("rank", "spec")
            ):
                following.kind, following.negative, following.basis = fact.kind, fact.negative, fact.basis
        if frame.joint == "list" and fact.status == "estimate" and following.status == "actual":
            following.status = "estimate"
        if (
            frame.joint != "list"
            or frame.verb
            or [t for t, _ in frame.tails if t != "adverb"]
            or frame.comparison
            or frame.leads
        ):
            continue
        if following.rule == "carried" or following.kind in ("rank", "spec"):
            continue
        added = fact.kind == "delta" and fact.frame.verb and not _is_total(fact, following)
        if added and following.kind == "level":
            following.kind, following.negative = fact.kind, fact.negative
            frame.verb = fact.frame.verb
        following.status, following.period = fact.status, fact.period
        following.commitment = fact.commitment
