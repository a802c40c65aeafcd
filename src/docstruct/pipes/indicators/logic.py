"""Frames of a sentence: each quantity with its predicate, subject and the noun phrase behind it."""

from __future__ import annotations

import re
from functools import lru_cache

from docstruct.lexicon.predicates import load_predicates
from docstruct.pipes.frames import Frame, Phrase
from docstruct.pipes.indicators import patterns
from docstruct.pipes.indicators.behind import read_behind, settle_behind
from docstruct.pipes.indicators.leads import peel_lead, read_leads_only
from docstruct.pipes.indicators.patterns import EDGE
from docstruct.pipes.indicators.predicates import peel_adverbs, peel_tail, read_comparison, read_pair_start
from docstruct.pipes.indicators.segments import cut_frames, find_right_edge
from docstruct.pipes.indicators.subjects import set_subject
from docstruct.pipes.quantities.logic import Quantity
from docstruct.units import load_units

_COUNTED = frozenset(("count", "persons", "person_times", "households", "household_times", "containers"))


def build_frames(text: str, sentence: tuple[int, int], quantities: list[Quantity]) -> list[Frame]:
    """Frames of one sentence, each with predicate, subject and the noun phrase behind its quantity.

    Parameters
    ----------
    text : str
        Width-folded document text.
    sentence : tuple of int
        Start and end of the sentence.
    quantities : list of Quantity
        The quantities that lie in it.

    Examples
    --------
    >>> from docstruct.pipes.quantities.logic import match
    >>> t = "新增市级专精特新企业40家"
    >>> build_frames(t, (0, len(t)), match(t))[0].subject.text
    '市级专精特新企业'
    """
    frames = cut_frames(text, sentence, quantities)
    cutting = [f for f in frames if not f.quantity.defines]
    for index, frame in enumerate(cutting):
        following = cutting[index + 1] if index + 1 < len(cutting) else None
        right = find_right_edge(text, frame.quantity, sentence[1], following)
        runs_into_next = following is not None and following.joint == "none" and right >= following.left[1]
        cut = read_behind(text, frame, right, runs_into_next)
        if runs_into_next and following is not None:
            if _names_part(text, frame, following):
                following.left, following.joint, frame.post = (
                    (frame.left[0], following.left[1]),
                    frame.joint,
                    None,
                )
                following.context = frame.context
                frame.defines = True
            elif (sized := _find_sized(text, frame, following, sentence[1])) is not None:
                # 10个营业收入超千亿元的产业集群 counts 产业集群
                frame.post, frame.joint = Phrase.of(text, *sized.span("what")), frame.joint
                following.left, following.defines = (following.left[1], following.left[1]), True
            elif (rated := _find_rate(text, frame, following)) is not None:
                # 13个国考断面水质优良率100%: the rate keeps the noun that is counted
                frame.post = Phrase.of(text, *rated.span("what"))
                following.left = (rated.start(), following.left[1])
            else:
                following.left = (cut, following.left[1])
        read_left(text, frame)
        settle_behind(frame)
    return frames


_RATED = re.compile(
    r"(?P<what>[^，。；“”]{1,10}?(?:断面|水体|湖库|[县区市镇村](?![考控级委域])))(?P<measure>[^，。；：“”]{2,14}?(?:率|比例|占比|比重))(?=[^，。；：]{0,5}$)"
)


#: The thing that a size in front defines: 投资10亿元以上的产业项目, 营业收入超千亿元的产业集群.
_SIZED = re.compile(
    r"(?:及以上|以上|以下|以内|左右)?的(?P<what>[^，。；、：“”\d的]{2,16}?(?:项目|企业|集群|园区|平台|县|村|镇|机构|基地|产业|商圈|品牌|工程))(?=[，。；、：]|$|建设|开工|竣工|落地|培育)"
)
_MEASURED_BY = re.compile(
    r"(?:总|年|单体|年度|计划)?(?:投资|产值|营业收入|营收|销售额|销售收入|收入|规模|交易额|税收|面积)(?:额|总额)?(?:均|都)?(?:超过?|达到?|突破|在)?"
)


def _find_sized(text: str, frame: Frame, following: Frame, end: int) -> re.Match[str] | None:
    """The noun behind a size that stands between a count and what it counts."""
    between = text[frame.quantity.right_bound : following.quantity.start]
    if frame.quantity.right_bound > frame.quantity.end or _MEASURED_BY.fullmatch(between) is None:
        return None
    return _SIZED.match(text, following.quantity.end, end)


def _find_rate(text: str, frame: Frame, following: Frame) -> re.Match[str] | None:
    """Where the noun that a figure counts is also what the rate behind it is of."""
    quantity = frame.quantity
    if (
        following.quantity.unit_text != "%"
        or quantity.right_bound > quantity.end
        or quantity.unit_text != "个"
    ):
        return None
    return _RATED.match(text, quantity.end, following.left[1])


def _names_part(text: str, frame: Frame, following: Frame) -> bool:
    """A figure inside the name of what the next one measures.

    公交与轨道50米内换乘比例达到88%, 新开工10亿元以上制造业项目248个, 65岁及以上老人健康管理服务率65%.
    """
    quantity = frame.quantity
    between = text[quantity.right_bound : following.left[1]]
    counts = load_units_dimension(quantity.unit_text) in _COUNTED
    bounded = quantity.right_bound > quantity.end or quantity.unit_text in (
        "岁",
        "公里",
        "米",
        "分钟",
        "小时",
        "千瓦",
    )
    if not bounded or quantity.unit_text in ("%", "") or len(between) < 2 or re.search("[，。；、]", between):
        return False
    if following.quantity.unit_text in ("%", "个百分点"):
        return re.match(r"的?.{2,}(?:率|比例|占比|比重|覆盖率)", between) is not None
    return not counts and (
        quantity.unit_text.endswith(("元", "岁", "千瓦", "吨", "平方米", "美元"))
        and _ends_in_name(between)
        and load_units_dimension(following.quantity.unit_text) in _COUNTED
    )


def _ends_in_name(between: str) -> bool:
    words = load_predicates()
    cut = words.post_cut.ending(between, 0, len(between))
    tail = words.tail.ending(between, 0, len(between))
    return cut is None or (tail is not None and tail[1] in ("reach", "reach_change"))


@lru_cache(maxsize=512)
def load_units_dimension(name: str) -> str:
    """Dimension of a unit as written, empty when it is unknown."""
    unit = load_units().find(name) if name else None
    return unit.dimension if unit is not None else ""


def read_left(text: str, frame: Frame) -> None:
    """Fill predicate, comparison, leads and subject of a frame from its left stretch."""
    start, end = frame.left
    hangs = frame.joint in ("list", "none")
    while start < end and (text[start] in EDGE or (hangs and text[start] in "和及与并")):
        start += 1
    while end > start and (text[end - 1] in EDGE):
        end -= 1
    if frame.quantity.form == "rank":
        ranked = patterns.RANKED.search(text, start, end)
        if ranked is not None and ranked.end() == end:
            frame.base = (
                Phrase(ranked["field"] or ranked["bare"]) if ranked["field"] or ranked["bare"] else None
            )
            end = ranked.start()
        set_subject(text, frame, peel_lead(text, frame, start, end), end)
        return
    if frame.post is not None and read_leads_only(text, frame, start, end):
        return
    end = read_pair_start(text, frame, start, end)
    end = read_comparison(text, frame, start, end)
    if frame.comparison is None:
        end = peel_tail(text, frame, start, end)
    else:
        end = peel_adverbs(text, frame, start, end)
    start = peel_lead(text, frame, start, end)
    set_subject(text, frame, start, end)
