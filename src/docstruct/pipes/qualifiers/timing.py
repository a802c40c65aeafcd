"""Times of a report to period codes, and which time governs a figure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docstruct.numerals import parse_chinese
from docstruct.pipes.indicators.patterns import TIME
from docstruct.records import Report

_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = re.compile(r"(\d{1,2})(?:月)?(?:[—\-－–~至](\d{1,2}))?月")
_N_YEARS = re.compile(
    r"(过去|近|这|最近|前|未来|今后|上一个)?([一二两三四五六七八九十]|\d{1,2})(?:多)?年(来|间|内|以来|累计|期间)?"
)
_PLAN = re.compile(
    r"([一二三]?十)?([一二三四五六七八九])五”?(?:规划)?(时期|期间|以来|末期?|前[一二三四]年|头[一二三四]年|[一二三四五]年间|开局之年|收官之年)?"
)
_HALVES = {
    "上半年": "H1",
    "下半年": "H2",
    "前三季度": "01/09",
    "前三个季度": "01/09",
    "一季度": "Q1",
    "第一季度": "Q1",
    "二季度": "Q2",
    "第二季度": "Q2",
    "三季度": "Q3",
    "第三季度": "Q3",
    "四季度": "Q4",
    "第四季度": "Q4",
    "前二季度": "H1",
    "前一季度": "Q1",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression as a period code; ``span`` where it stretches over years, ``open`` for 以来."""

    code: str
    span: bool = False
    open: bool = False
    own_word: str = ""


def last_year(code: str) -> int:
    """Last calendar year of a period code."""
    return int(code.rsplit("/", 1)[-1][:4])


def first_year(code: str) -> int:
    """First calendar year of a period code."""
    return int(code[:4])


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years a report's relative times count from.

    ``past`` is what the report looks back on and ``plan`` what it plans, as period codes; ``year`` is its own year.
    """

    year: int
    past: str
    plan: str

    @classmethod
    def of(cls, report: Report) -> Calendar:
        """Calendar of a parsed report."""
        return cls(report.year, report.time_period, report.plan_period)

    def read(self, expression: str, *, planning: bool = False) -> Moment | None:
        """Read one time expression; ``planning`` says that a bare 全年 or 上半年 is of the planned year.

        Examples
        --------
        >>> Calendar(2025, "2024", "2025").read("去年")
        Moment(code='2024', span=False, open=False, own_word='去年')
        >>> Calendar(2025, "2024", "2025").read("“十四五”以来").code
        '2021/2024'
        """
        text = expression.strip("，, ")
        years = _YEAR.findall(text)
        if len(years) == 2 and years[0] != years[1]:
            return Moment(f"{years[0]}/{years[1]}", span=True, own_word=text)
        if not years and (chinese := re.findall(r"[一二][九〇零][一二三四五六七八九〇零]{2}", text)):
            years = [str(parse_chinese(y.replace("零", "〇"))) for y in chinese]
            if len(years) == 2:
                return Moment(f"{years[0]}/{years[1]}", span=True, own_word=text)
        base = self._base_year(text, years, planning)
        if base is None:
            return self._read_span(text)
        if "以来" in text and base < self.year:
            last = last_year(self.past)
            return Moment(
                f"{base}/{last}" if base < last else str(last), span=base < last, open=True, own_word=text
            )
        for word, half in _HALVES.items():
            if word in text:
                code = f"{base}-01/{base}-09" if half == "01/09" else f"{base}-{half}"
                return Moment(code, own_word=text)
        months = _MONTHS.search(text)
        if months and not text.endswith(("底", "末")):
            if months[2]:
                return Moment(f"{base}-{int(months[1]):02d}/{base}-{int(months[2]):02d}", own_word=text)
            return Moment(f"{base}-{int(months[1]):02d}", own_word=text)
        return Moment(str(base), own_word=text)

    def _base_year(self, text: str, years: list[str], planning: bool) -> int | None:
        if years:
            return int(years[0])
        if re.search(r"去年|上年", text):
            return self.year - 1
        if "前年" in text:
            return self.year - 2
        if "明年" in text:
            return self.year + 1
        if re.search(r"今年|本年", text):
            return self.year
        if re.search(r"上半年|下半年|季度|\d月|全年|年底|年末|年内|当年|期末|月末", text):
            if planning:
                return last_year(self.plan)
            if re.match(r"\d", text) or "全年" in text or "当年" in text:
                return last_year(self.past) if "H" not in self.past else self.year
            return None if text in ("年内", "期末", "月末") else last_year(self.past)
        return None

    def _read_span(self, text: str) -> Moment | None:
        plan = _PLAN.search(text)
        if plan and ("“" in text or plan[1] or "五”" in text or plan[3]):
            number = int(parse_chinese((plan[1] or "") + plan[2]))
            first = 1953 + (number - 1) * 5 if number < 3 else 1966 + (number - 3) * 5
            last = first + 4
            tail = plan[3] or ""
            if tail.startswith(("末",)):
                return Moment(str(last), own_word=text)
            if tail.startswith(("前", "头")):
                return Moment(f"{first}/{first + int(parse_chinese(tail[1])) - 1}", span=True, own_word=text)
            if tail == "以来":
                return Moment(
                    f"{first}/{min(last, last_year(self.past))}", span=True, open=True, own_word=text
                )
            if tail in ("时期", "期间") or tail.endswith("年间"):
                return Moment(f"{first}/{last}", span=True, own_word=text)
            return None
        count = _N_YEARS.search(text)
        if count and (count[1] or count[3]):
            number = int(count[2]) if count[2].isdigit() else int(parse_chinese(count[2]))
            if number < 2 or number > 60:
                return None
            if count[1] in ("未来", "今后"):
                return Moment(f"{self.year}/{self.year + number - 1}", span=True, own_word=text)
            last = last_year(self.past)
            return Moment(f"{last - number + 1}/{last}", span=True, own_word=text)
        return None


@dataclass(frozen=True, slots=True)
class Placed:
    """A time expression in place; ``leading`` where it opens a clause and so governs what follows."""

    start: int
    end: int
    moment: Moment
    leading: bool


_OPENS = frozenset("，,；;：:。！？、\n（( “”")
_LINKS = ("其中", "同时", "并", "到", "至", "从", "在", "自", "预计", "力争", "确保", "但", "而")


def find_moments(
    text: str, start: int, end: int, calendar: Calendar, *, planning: bool = False
) -> list[Placed]:
    """Every time expression of a stretch that can be read, with its place."""
    found: list[Placed] = []
    for m in TIME.finditer(text, start, end):
        if len(m.group()) < 2:
            continue
        before = text[m.start() - 1 : m.start()] if m.start() else ""
        if (
            before.isdigit()
            or before in ("第", "每", "龄")
            or m.group().startswith("按")
            or text[m.end() : m.end() + 1] in ("龄", "规", "期")
        ):
            continue
        if found and found[-1].moment.span and text[found[-1].end : m.start()] in ("的", "这", "的这"):
            continue  # 1953年到1978年的二十六年间: one span
        moment = calendar.read(m.group(), planning=planning)
        if moment is None:
            continue
        leading = (
            not before
            or before in _OPENS
            or any(text.endswith(w, 0, m.start()) for w in _LINKS)
            or text[m.end() - 1] in "，,"
            or text[m.end() : m.end() + 1] in ("，", ",")
        )
        found.append(Placed(m.start(), m.end(), moment, leading))
    return found
