"""What kind of figure it is, and the basis of a change."""

from __future__ import annotations

import re

from docstruct.pipes.frames import Fact, Frame
from docstruct.pipes.qualifiers import patterns
from docstruct.records import Kind

_PERCENT = frozenset(("%", "‰"))
_POINTS = frozenset(("个百分点", "百分点", "个基点", "基点"))
_COUNTING = re.compile(r"^(?:个|家|项|座|条|台|套|名|人|位|所|场|件|处|片|批|种|类|只|支|张|户|艘|辆)")
#: Leading verbs that make the figure a change of a stock: 净增…853家, 减少农村贫困人口1000万人.
_LOWERING = ("减少", "减轻", "压减", "降低", "压缩", "净减少", "再减少", "压降")
_CHANGING = (*_LOWERING, "净增", "净增加")
_NEGATIVE_GAPS = frozenset(("低于", "慢", "少于", "低", "低出", "落后", "落后于", "少", "分别低"))


def set_kind(text: str, fact: Fact, following: Frame | None) -> None:
    """Set kind, sign and base of a fact."""
    frame, quantity = fact.frame, fact.frame.quantity
    fact.kind = _decide_kind(text, frame, following)
    if fact.kind == "gap":
        fact.negative = frame.tail_word("gap") in _NEGATIVE_GAPS
        if frame.comparison == "plan" or quantity.unit_text in _POINTS:
            fact.base = frame.base.text if frame.base else None
    elif fact.kind in ("growth", "delta") and not (frame.has_tail("up") and frame.tails[0][0] == "up"):
        fact.negative = frame.has_tail("down") or frame.verb.startswith(_LOWERING)
    if frame.base is not None:
        fact.base = frame.base.text


def _decide_kind(text: str, frame: Frame, following: Frame | None) -> Kind:
    quantity = frame.quantity
    unit = quantity.unit_text
    if quantity.form == "rank" or (unit == "位" and (frame.has_tail("up", "down") or _names_rank(frame))):
        return "rank"
    if _defines(text, frame, following):
        return "spec"
    if frame.comparison == "gap":
        return "gap"
    percent = unit in _PERCENT
    if quantity.form == "ratio" and percent:
        return "share"  # 三次产业结构4.0∶37.7∶58.3
    if frame.comparison == "plan":
        return "share"
    if frame.comparison == "share":
        changed = re.search(r"(?:提高|提升|上升|下降|降低|增加)了?$", frame.tail_word("share"))
        if unit in _POINTS and changed:
            if changed.group().startswith(("下降", "降低")):
                frame.tails.append(("down", changed.group()))
            return "delta"
        return "share"
    if unit in _POINTS:
        return "delta"
    if unit == "倍":
        return "growth"
    if percent and any(
        w.startswith(("增速", "增幅", "涨幅", "降幅")) for t, w in frame.tails if t in ("up", "down")
    ):
        return "growth"
    if (
        percent
        and frame.tails
        and frame.tails[0][0] in ("reach", "reach_change")
        and frame.has_tail("up", "down")
    ):
        return "growth"  # 经济增长目标定在5%左右
    if frame.has_tail("reach_change") or frame.pair_from:
        return "level"
    if percent:
        return _percent_kind(text, frame)
    worked = frame.tails and frame.tails[0] == ("up", "提升") and unit not in _POINTS
    if worked:
        return "level"  # 林分优化提升200万亩: works done, not a change
    added = frame.verb in ("增加", "再增加") and _COUNTING.match(unit) is not None
    if frame.has_tail("up", "down") or frame.verb.startswith(_CHANGING) or added:
        if frame.quantity.unit_text == "" and frame.quantity.form == "ratio":
            return "level"
        return "delta"
    return "level"


def _names_rank(frame: Frame) -> bool:
    """营商环境排名从46位提升到31位."""
    return frame.subject is not None and frame.subject.text.endswith(("排名", "位次", "名次", "位列", "排位"))


def _percent_kind(text: str, frame: Frame) -> Kind:
    if frame.subject is not None and re.search(r"用于.+的比例$", frame.subject.text):
        return "share"
    if frame.has_tail("up", "down"):
        return "growth"
    if frame.attributive or (frame.post is not None and frame.subject is None and not frame.tails):
        return "share" if frame.post is not None else "level"
    stands = frame.subject is not None and not frame.tails and not frame.comparison
    if stands and frame.subject is not None and not patterns.RATE_NAME.search(frame.subject.text):
        follows = text[frame.quantity.right_bound : frame.quantity.right_bound + 1]
        if follows and follows not in "，。；、！？：）) \n" and frame.quantity.form == "arabic":
            return "share"  # 省内高校毕业生67.5%留省就业
    behind = text[frame.quantity.right_bound : frame.quantity.right_bound + 2]
    if (
        behind in ("投向", "用于")
        or (behind[:1] == "由" and frame.subject is not None)
        or (behind == "投入" and frame.subject is not None)
    ):
        return "share"  # 财政支出近八成投向民生领域
    if frame.quantity.form == "word" and frame.quantity.text[:3] == "两位数":
        return "growth"
    return "level"


def _defines(text: str, frame: Frame, following: Frame | None) -> bool:
    """Whether the figure defines a thing: 投资2000万元以上的技改项目, 65岁以上老人, 15分钟服务圈."""
    quantity = frame.quantity
    unit = quantity.unit_text
    if quantity.defines or frame.defines or _names_capacity(text, frame):
        return True
    if unit in patterns.DEFINING_UNITS:
        return not (
            frame.has_tail("reach", "reach_change", "up", "down")
            or (frame.subject is not None and frame.subject.text.endswith(("寿命", "年龄", "气温")))
        )
    if unit == "年" and frame.has_tail("up"):
        return True  # 承包到期后再延长30年
    measured = frame.has_tail("reach", "reach_change", "up", "down", "share") or frame.comparison is not None
    if unit in patterns.DURATION_UNITS:
        opened = frame.tail_word("reach") == "做到"  # 城市公园做到24小时开放
        return opened or not (measured or (frame.subject is not None and frame.post is None))
    behind = text[quantity.right_bound : quantity.right_bound + 1]
    if measured or frame.pair_from or quantity.form in ("fraction", "word", "ratio"):
        return False
    counts = bool(_COUNTING.match(unit)) or unit in _PERCENT or unit in ("人次", "")
    if frame.attributive and not counts and frame.subject is not None:
        # 总投资3345亿元的517个重大项目 measures the projects
        return not (
            following is not None
            and following.joint == "none"
            and frame.subject.text in ("总投资", "投资", "总规模", "总金额", "投资额", "总投资额", "投资总额")
        )
    if (
        frame.post is not None
        and not counts
        and behind not in "，。；、"
        and quantity.bound in ("ge", "gt", "le", "lt")
    ):
        return bool(patterns.DEFINED_HEAD.search(frame.post.text)) and quantity.right_bound > quantity.end
    return text[quantity.end : quantity.end + 1] == "级"


#: 年产100万吨丙烷脱氢项目, 新一轮千亿斤粮食产能提升行动: the size is part of a name.
_CAPACITY = re.compile(r"(?:(?<!同)年产|年处理|年加工|日处理|单套|单机|单体)$")
_NAMED_BEHIND = re.compile(
    r"(?:级|的)?[^，。；、：\d]{2,14}?(?:项目|工程|装置|生产线|示范区|基地|行动|计划|机组)"
)


def _names_capacity(text: str, frame: Frame) -> bool:
    quantity = frame.quantity
    if quantity.unit_text in ("%", "个", "家", "项", "") or frame.has_tail("reach_change", "up", "down"):
        return False
    before = text[max(frame.sentence[0], quantity.start - 4) : quantity.start]
    behind = _NAMED_BEHIND.match(text, quantity.right_bound, frame.sentence[1])
    if _CAPACITY.search(before):
        return behind is not None
    named = (
        quantity.form == "chinese"
        and behind is not None
        and behind.group().endswith(("行动", "计划", "工程"))
    )
    return named and quantity.bound == "eq"


def set_basis(text: str, fact: Fact) -> None:
    """Set basis and price basis of a change."""
    if fact.kind not in ("growth", "delta"):
        return
    clause = text[fact.frame.left[0] : fact.frame.left[1]]
    if patterns.REAL.search(clause) or re.search(r"实际$", clause.rstrip("增长下降")):
        fact.price_basis = "real"
    elif patterns.NOMINAL.search(clause):
        fact.price_basis = "nominal"
    if fact.kind != "growth":
        return
    if patterns.POP.search(clause):
        fact.basis = "pop"
    elif patterns.CAGR.search(clause):
        fact.basis = "cagr"
    elif patterns.YOY.search(clause):
        fact.basis = "yoy"
    elif patterns.SPAN.search(clause) or re.match(r"(?:19|20)\d\d", fact.frame.reference_time):
        fact.basis = "span"
    else:
        fact.basis = "yoy"
