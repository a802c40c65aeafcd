"""Status and period of each figure of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docstruct.numerals import parse_chinese
from docstruct.pipes.frames import Fact, Frame
from docstruct.pipes.qualifiers import patterns
from docstruct.pipes.qualifiers.timing import Calendar, Moment, find_moments, first_year, last_year
from docstruct.records import Role, Status


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence inherits from its place in the report; ``period`` is the one its section speaks of."""

    role: Role
    calendar: Calendar
    period: str = ""


def set_times(text: str, facts: list[Fact], setting: Setting) -> None:
    """Set status and period of the facts of a sentence, in order."""
    default = _default_period(setting)
    governing: Moment | None = None
    opening = True
    spanned = ""
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
        if not frame.reference_time and fact.kind in ("growth", "delta"):
            compared = _COMPARED.search(text, frame.sentence[0], frame.left[1])
            frame.reference_time = compared["when"] if compared is not None else ""
        fact.status = _decide_status(text, fact, setting, own or governing)
        if own is None and fact.basis == "cagr" and frame.joint == "list" and spanned:
            fact.period = spanned  # 十年增加近70万亿元、年均增长6.2%
            continue
        if (
            "-H" in setting.calendar.past
            and "全年" in (own or governing or _NO_MOMENT).own_word
            and fact.status == "actual"
        ):
            fact.status = "target"  # a half-year report looks ahead to the whole year
        fact.period = _decide_period(text, fact, setting, own or governing, default)
        if (
            frame.narrowed
            and own is None
            and governing is None
            and spanned
            and fact.kind in ("level", "delta")
        ):
            fact.period = spanned  # 五年累计投资8600亿元，其中产业项目20多个
        spanned = fact.period if "/" in fact.period else ""


_NO_MOMENT = Moment("")


#: 与2018年相比，产量、销量分别增长5%、8%: a comparison in front of its series.
_COMPARED = re.compile(
    r"(?:^|(?<=[，。；\n]))(?:与|同|和|较|比)(?P<when>(?:19|20)\d\d年(?:底|末)?)(?:相比|相较|比较)[，,]"
)
_YEARS_AGO = re.compile(r"([二三四五六七八九十]|\d{1,2})年前")
#: 回眸过去，这是实力显著提升的五年: the paragraph looks back on five years, so its pairs begin before them.
_PLAN_YEARS = 5
_FIVE_YEARS = re.compile(r"(?:过去|这|近|提升的|跨越的|发展的)五年|五年(?:来|间)[，,]")
#: 连续8年稳定在1300亿斤以上: a level held over years.
_HELD = re.compile(r"连续(?P<years>[二三四五六七八九十]|\d{1,2})年(?:稳定|保持)在?")


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
        if re.search(r"已(?!建|知)(?:累计|经|有|完成|建成|设|谋划|开工)|目前已|现已", clause):
            return "actual"
        exists = governing is None and (frame.verb or frame.tail_word("reach")) in _EXISTING
        if exists and not patterns.INTENDED.search(clause) and not patterns.COMMITMENT.search(clause):
            return "actual"
        if frame.pair_from and governing is None:
            return "actual"  # 财政补助标准由每人每年320元提高到380元: the start has happened
        return "target"
    future = governing is not None and last_year(governing.code) > past_last and not governing.span
    if future and not patterns.DONE.search(clause):
        return "target"
    if patterns.INTENDED.search(_drop_quotations(clause)):
        return "target"
    if context and re.search(r"全年安排|今后|下一步|力争到", context):
        return "target"
    return "actual"


#: What is there already, also where plans are laid: 我区有20个对外开放口岸.
_EXISTING = frozenset(("有", "现有", "共有", "拥有", "已有", "还有"))
_QUOTED = re.compile(r"“[^”]*”|[^“]*”")


def _drop_quotations(clause: str) -> str:
    # behind the last mark the pattern would look for another from every character
    quoted, mark, rest = clause.rpartition("”")
    return _QUOTED.sub("", quoted + mark) + rest


def _decide_period(text: str, fact: Fact, setting: Setting, governing: Moment | None, default: str) -> str:
    frame, calendar = fact.frame, setting.calendar
    if frame.reference_time and (frame.pair_from or fact.kind in ("growth", "delta")):
        reference = calendar.read(frame.reference_time)
        ago = _YEARS_AGO.fullmatch(frame.reference_time)
        if ago is not None and not frame.pair_from:
            fact.basis = "span" if fact.kind == "growth" and fact.basis == "yoy" else fact.basis
            last = last_year(governing.code if governing else default)
            return f"{last - _read_count(ago[1]) + 1}/{last}"
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
        years = _read_count(lasting[1])
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
    if governing is not None and fact.status == "actual" and first_year(code) > last_year(calendar.past):
        code = default  # 谋划“十五五”项目…，争取资金增长61%: what has happened is of the past
    if setting.role == "plan" and fact.status == "actual" and governing is None and not frame.pair_from:
        return str(last_year(calendar.past)) if "-" not in calendar.past else calendar.past
    held = _HELD.search(text, frame.left[0], frame.left[1]) if fact.kind == "level" else None
    if held is not None:
        return f"{last_year(code) - _read_count(held['years']) + 1}/{last_year(code)}"
    if frame.pair_from:
        paragraph = text.rfind("\n", 0, frame.quantity.start) + 1
        if governing is None and _FIVE_YEARS.search(text, paragraph, frame.left[0]):
            return str(last_year(code) - _PLAN_YEARS)
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


def _read_count(words: str) -> int:
    return int(words) if words.isdigit() else int(parse_chinese(words))


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
    if fact.kind == "share" and frame.post is not None or said.endswith("已设"):
        return True  # 58%的幼儿园开设托班; 已设21个自由贸易试验区
    if (
        re.search(
            r"累计|年均|[一二三四五]年|(?<!公)共(?!和|享|建|同|产|青)|连年|每年|加装|改造(?!率)|新建|新增|修缮|整治(?!率)|减税|退税|减负",
            said,
        )
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
    if "累计" in text[frame.left[0] : frame.left[1]] and (frame.subject or not frame.has_tail("reach")):
        return False
    return frame.tail_word("reach") in _REACHING or prefix.startswith(("突破", "跨", "迈", "站", "超过"))
