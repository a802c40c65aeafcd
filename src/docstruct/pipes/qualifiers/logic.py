"""Kind, basis, bound, status, period and commitment of each figure, from its frame and its section."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docstruct.numerals import parse_chinese
from docstruct.pipes.frames import Fact, Frame
from docstruct.pipes.qualifiers import patterns
from docstruct.pipes.qualifiers.timing import Calendar, Moment, find_moments, first_year, last_year
from docstruct.records import Kind, Role, Status

_PERCENT = frozenset(("%", "‰"))
_POINTS = frozenset(("个百分点", "百分点", "个基点", "基点"))
_COUNTING = re.compile(r"^(?:个|家|项|座|条|台|套|名|人|位|所|场|件|处|片|批|种|类|只|支|张|户|艘|辆)")
#: Leading verbs that make the figure a change of a stock: 净增…853家, 减少农村贫困人口1000万人.
_LOWERING = ("减少", "减轻", "压减", "降低", "压缩", "净减少", "再减少", "压降")
_CHANGING = (*_LOWERING, "净增", "净增加")
_NEGATIVE_GAPS = frozenset(("低于", "慢", "少于", "低", "低出", "落后", "落后于", "少", "分别低"))


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence inherits from its place in the report; ``period`` is the one its section speaks of."""

    role: Role
    calendar: Calendar
    period: str = ""


def qualify(text: str, frames: list[Frame], setting: Setting) -> list[Fact]:
    """One fact a frame, all fields set but the indicator.

    Parameters
    ----------
    text : str
        Width-folded document text.
    frames : list of Frame
        The frames of one sentence, in order.
    setting : Setting
        Role of the section and the report's calendar.
    """
    facts = [Fact(frame, unit_text=frame.quantity.unit_text, bound=frame.quantity.bound) for frame in frames]
    for index, fact in enumerate(facts):
        following = facts[index + 1].frame if index + 1 < len(facts) else None
        _set_kind(text, fact, following)
        _set_basis(text, fact)
    _set_times(text, facts, setting)
    for fact in facts:
        if fact.kind == "level" and "/" in fact.period and len(fact.period) == 9 and _adds(fact.frame):
            fact.kind = "delta"  # 五年新增养老床位2.65万张 (guidelines, section 4)
        fact.commitment = _find_commitment(text, fact) if fact.status == "target" else None
    return facts


def _adds(frame: Frame) -> bool:
    return frame.verb.startswith(("新增", "净增")) or any(
        w.startswith(("新增", "净增")) for _, w in frame.tails
    )


# --- kind ---------------------------------------------------------------------------------------------------


def _set_kind(text: str, fact: Fact, following: Frame | None) -> None:
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
    if quantity.form == "rank" or (unit == "位" and frame.has_tail("up", "down")):
        return "rank"
    if _defines(text, frame, following):
        return "spec"
    if frame.comparison == "gap":
        return "gap"
    percent = unit in _PERCENT
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


def _percent_kind(text: str, frame: Frame) -> Kind:
    if frame.subject is not None and re.search(r"用于.+的比例$", frame.subject.text):
        return "share"
    if frame.has_tail("up", "down"):
        return "growth"
    if frame.attributive or (frame.post is not None and frame.subject is None and not frame.tails):
        return "share" if frame.post is not None else "level"
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
    if quantity.defines or frame.defines:
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
        return not measured and not (frame.subject is not None and frame.post is None)
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


# --- basis --------------------------------------------------------------------------------------------------


def _set_basis(text: str, fact: Fact) -> None:
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


# --- time and status ----------------------------------------------------------------------------------------


def _set_times(text: str, facts: list[Fact], setting: Setting) -> None:
    default = _default_period(setting)
    governing: Moment | None = None
    opening = True
    scan = facts[0].frame.sentence[0] if facts else 0
    for fact in facts:
        frame = fact.frame
        if governing is not None and not opening and _moves_on(text, frame):
            governing = None
        own = None
        for placed in find_moments(
            text, scan, frame.quantity.left_bound, setting.calendar, planning=setting.role == "plan"
        ):
            if frame.reference_time and frame.reference_time in placed.moment.own_word:
                continue
            if placed.leading:
                governing, own = placed.moment, None
                opening = not re.search(r"[，,；;：:。]", text[frame.sentence[0] : placed.start])
            elif placed.start >= frame.left[0] and not placed.moment.open:
                own = placed.moment
        scan = frame.quantity.right_bound
        fact.status = _decide_status(text, fact, setting, own or governing)
        if (
            "-H" in setting.calendar.past
            and "全年" in (own or governing or _NO_MOMENT).own_word
            and fact.status == "actual"
        ):
            fact.status = "target"  # a half-year report looks ahead to the whole year
        fact.period = _decide_period(text, fact, setting, own or governing, default)


_NO_MOMENT = Moment("")


def _moves_on(text: str, frame: Frame) -> bool:
    """Whether a time that opened a clause no longer governs: a new clause with a subject or verb of its own."""
    if frame.joint in ("list", "none", "open"):
        return False
    return (
        frame.subject is not None
        or frame.post is not None
        or bool(frame.verb)
        or "；" in text[frame.context[0] : frame.left[0]]
    )


def _default_period(setting: Setting) -> str:
    return setting.period or (setting.calendar.plan if setting.role == "plan" else setting.calendar.past)


_FIRST_COUNTS = frozenset(("初步核算", "预计", "初步统计", "初步预计"))


def _decide_status(text: str, fact: Fact, setting: Setting, governing: Moment | None) -> Status:
    frame = fact.frame
    calendar = setting.calendar
    clause = text[frame.left[0] : frame.quantity.start]
    if frame.context[0] < frame.context[1] and frame.joint != "list":
        context = text[frame.context[0] : frame.context[1]]
    else:
        context = ""
    past_last = last_year(calendar.past)
    told = governing is None or last_year(governing.code) <= calendar.year
    over = governing is not None and last_year(governing.code) <= past_last
    opened = context.strip("，,。 ").removeprefix("据").removeprefix("经") in _FIRST_COUNTS
    if (patterns.ESTIMATE.search(clause) or opened) and told and (setting.role != "plan" or over):
        return "estimate"
    if setting.role == "plan":
        past = (
            governing is not None
            and last_year(governing.code) <= past_last
            and "H" not in calendar.past
            and not governing.span
        )
        if past and not fact.frame.pair_from:
            return "actual"
        if re.search(r"已(?!建|知)(?:累计|经|有|完成|建成)|目前已|现已", clause):
            return "actual"
        return "target"
    future = governing is not None and last_year(governing.code) > past_last and not governing.span
    if future and not patterns.DONE.search(clause):
        return "target"
    if patterns.INTENDED.search(_QUOTED.sub("", clause)):
        return "target"
    if context and re.search(r"全年安排|今后|下一步|力争到", context):
        return "target"
    return "actual"


_QUOTED = re.compile(r"“[^”]*”|[^“]*”")


def _decide_period(text: str, fact: Fact, setting: Setting, governing: Moment | None, default: str) -> str:
    frame, calendar = fact.frame, setting.calendar
    if frame.reference_time and (frame.pair_from or fact.kind in ("growth", "delta")):
        reference = calendar.read(frame.reference_time)
        if frame.pair_from:
            return (
                reference.code if reference else str(first_year(governing.code if governing else default) - 1)
            )
        if reference is not None and not reference.span and re.search(r"\d{4}", frame.reference_time):
            last = last_year(governing.code if governing and not governing.span else default)
            first = last_year(reference.code) + 1
            if first < last:
                return f"{first}/{last}"
    lasting = (
        patterns.LASTED.search(text, frame.left[0], frame.left[1])
        if fact.kind in ("growth", "delta")
        else None
    )
    if lasting is not None:
        last = last_year(governing.code if governing is not None else default)
        years = int(lasting[1]) if lasting[1].isdigit() else int(parse_chinese(lasting[1]))
        fact.basis = (
            "cagr"
            if fact.basis == "cagr"
            else "span"
            if fact.kind == "growth" and "连续" not in lasting.group()
            else fact.basis
        )
        if 2 <= years <= 30:
            return f"{last - years + 1}/{last}"
    code = governing.code if governing is not None else default
    if frame.pair_from:
        return str(first_year(code) - 1)
    if (
        governing is not None
        and setting.role == "plan"
        and fact.status == "target"
        and last_year(code) < calendar.year
    ):
        code = default
    if governing is None and _is_point(text, fact, code):
        return str(last_year(code))
    if (
        "/" in code
        and len(code) == 9
        and fact.kind in ("level", "share", "rank", "gap")
        and _reached(text, frame)
    ):
        return str(last_year(code))
    if (
        governing is not None
        and governing.open
        and fact.kind in ("level", "share")
        and frame.has_tail("reach", "reach_change")
    ):
        return str(last_year(code))
    return code


_REACHING = frozenset(
    (
        "达到",
        "达",
        "为",
        "突破",
        "超过",
        "是",
        "有",
        "拥有",
        "累计达",
        "总量达",
        "总数达",
        "总数达到",
        "总量达到",
        "高达",
        "已达",
        "均达",
        "约为",
        "均为",
        "平均为",
    )
)


def _is_point(text: str, fact: Fact, code: str) -> bool:
    """In a review of several years: a level that nothing made is of the last year."""
    frame = fact.frame
    if "/" not in code or len(code) != 9 or frame.pair_from:
        return False
    said = text[frame.left[0] : frame.left[1]]
    if (
        re.search(r"累计|年均|合计|[一二三四五]年|共|连年|每年", said)
        or frame.verb
        or frame.has_tail("stage")
    ):
        return False
    return fact.kind in ("level", "share", "rank", "gap") and frame.post is None


def _reached(text: str, frame: Frame) -> bool:
    """A level that a span of years ends at (达到, 突破) and not what it added up to."""
    if frame.has_tail("reach_change") or frame.comparison == "share" or frame.quantity.form == "rank":
        return True
    prefix = text[frame.quantity.left_bound : frame.quantity.start]
    if "累计" in text[frame.left[0] : frame.left[1]] and not frame.has_tail("reach"):
        return False
    return frame.tail_word("reach") in _REACHING or prefix.startswith(("突破", "跨", "迈", "站", "超过"))


def _find_commitment(text: str, fact: Fact) -> str | None:
    frame = fact.frame
    m = patterns.COMMITMENT.search(text, frame.left[0], frame.quantity.start)
    if m is None and frame.context[0] < frame.context[1]:
        m = patterns.COMMITMENT.search(text, frame.context[0], frame.context[1])
    return m.group() if m else None
