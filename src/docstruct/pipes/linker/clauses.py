"""What a clause without a figure is about: the subject that a bare predicate behind it needs."""

from __future__ import annotations

import re
from decimal import Decimal

from docstruct.lexicon.predicates import load_predicates
from docstruct.pipes.frames import Frame, Phrase
from docstruct.pipes.indicators.leads import peel_lead
from docstruct.pipes.indicators.patterns import ADVERBIAL, EDGE
from docstruct.pipes.quantities.logic import Quantity

SECTOR = re.compile(
    r"^.{1,16}?(?:全产业链|产业链|产业集群|产业|服务业|制造业|工业|农业|业|集群|平台|项目|工程|园区|口岸|港|机场|新区|片区|综保区|企业|市场|贸易|博会|活动|系统|基金|服务|投资|消费|文化节)(?=[^率额量数、和及与])"
)


def name_clause(text: str, context: tuple[int, int], *, whole: bool = False) -> Phrase | None:
    """Noun phrase that a figureless clause is about.

    Parameters
    ----------
    text : str
        Width-folded document text.
    context : tuple of int
        Start and end of the stretch of clauses; the last clause counts.
    whole : bool
        Accept only a clause that is nothing but a name (全年社会商品零售总额，).
    """
    start, end = context
    if start >= end:
        return None
    edge = end
    while edge > start and text[edge - 1] in EDGE + "（(":
        edge -= 1
    begin = _find_clause(text, start, edge)
    while whole and begin > start and ADVERBIAL.fullmatch(text, begin, edge):
        edge = begin - 1  # 行政经费预算，从中央到地方，一律削减10%
        begin = _find_clause(text, start, edge)
    begin = _peel_clause(text, begin, edge)
    words = load_predicates()
    clause = text[begin:edge]
    if whole:
        stepped = STEP.fullmatch(clause)
        turned = _TURNED.fullmatch(clause)
        if turned is not None:
            return Phrase.of(text, begin, begin + turned.end("what"))
        if stepped is not None:
            return Phrase.of(text, begin, begin + stepped.end("what"))
        if any(clause.endswith(m) for m in words.measures | _NAME_HEADS) and not _VERBAL.search(clause):
            return Phrase.of(text, begin, edge)
        return None
    m = SECTOR.match(clause)
    if m:
        return Phrase.of(text, begin, begin + m.end())
    for at in range(begin + 2, edge):
        for measure in ("面积", "产量", "总产", "规模", "全产业链"):
            if text.startswith(measure, at):
                return Phrase.of(text, begin, at + (4 if measure == "全产业链" else 0))
    return None


def _find_clause(text: str, start: int, edge: int) -> int:
    """Where the last clause before ``edge`` begins."""
    return max(max((text.rfind(mark, start, edge) for mark in "，,；;：:。\n"), default=-1) + 1, start)


#: Stands for the missing figure where only the front of a clause is peeled.
NO_QUANTITY = Quantity(0, 0, "", Decimal(0), "", "word")
#: 经济总量连跨两个万亿台阶，由3.9万亿元增加到5.8万亿元: what took the step is what grows.
STEP = re.compile(
    r"(?P<what>.{2,14}?(?:总量|总值|规模|收入|总额|产值|经济|实力|投资|余额|产量|GDP))(?:先后|接连|相继|连续|再|又|已|成功|实现)*"
    r"(?:连跨|连上|连越|跨越|跨过|跨上|跨入|迈上|迈过|迈入|跃上|登上|站上|突破|再上|越过).*(?:台阶|大关|关口|门槛|跨越)"
)
#: 规上工业企业利润扭亏为盈，同比增长1.3倍: a turn that only says which way the series goes.
_TURNED = re.compile(
    r"(?P<what>.{2,16}?(?:利润|收入|投资|出口|进口|进出口|产值|增加值|消费|销售额|税收|价格|用电量|产量))(?:实现|持续|稳步|由负转正|成功)*"
    r"(?:扭亏为盈|由负转正|止跌回升|企稳回升|触底反弹|稳步回升|较快增长|平稳增长|稳步增长|快速增长|由降转升)"
)
_NAME_HEADS = frozenset(
    ("预算", "水平", "收入", "总额", "支出", "消费", "人数", "数量", "总值", "指数", "标准", "购买力")
)
_VERBAL = re.compile(
    r"实现|推进|加快|持续|全面|深入|完成|取得|增强|稳步|达到|提高|进一步|有效|扎实|坚持|积极|成功"
)


def _peel_clause(text: str, start: int, end: int) -> int:
    probe = Frame(NO_QUANTITY, (start, end), (start, end))
    return peel_lead(text, probe, start, end)
