"""Which period the words of a section speak of, where the section names one of its own."""

from __future__ import annotations

import re

from docstruct.records import Report, Section
from docstruct.structure.dates import find_years

_PLAN_NUMBER = re.compile(r"第?十([一二三四五六七八九])(?:个?五年规划|五”?(?:时期|规划|期间|以来))")
_COMING_TERM = re.compile(r"(?:今后|未来|下一个?)的?五年")
_PAST_TERM = re.compile(r"(?:过去|近|这)的?五年|五年(?:来|工作)|本届政府")
_PAST_YEAR = re.compile(r"(?:过去|刚刚过去|近)的?一年|去年")
#: A heading may also name the plan for its making or its last year: “编制‘十五五’规划是今年…”.
_WHOLE_PLAN = re.compile(r"纲要|时期|期间|目标|主要任务")
_THIS_YEAR = re.compile(r"今年|编制|收官|开局|谋划")
#: The eleventh five-year plan began in 2006.
_FIRST_YEAR = {char: 2006 + 5 * index for index, char in enumerate("一二三四五六七八九")}


def section_periods(report: Report) -> dict[str, str | None]:
    """Give the period that each section speaks of, by ``section_id``.

    A review speaks of ``time_period``, a plan of ``plan_period``; a heading that names another stretch (今后五年,
    “十四五”规划, 2022年) overrides it for the section and everything below. Preamble, closing and appendix: None.
    Codes are those of ``Report.time_period``.
    """
    periods: dict[str, str | None] = {}
    own: dict[str, str | None] = {}
    for section in report.sections:
        inherited = own.get(section.parent_id) if section.parent_id else None
        named = _named_period(section, report) or inherited
        own[section.section_id] = named
        periods[section.section_id] = named or _default(section, report)
    return periods


def _default(section: Section, report: Report) -> str | None:
    if section.role in ("review", "problems"):
        return report.time_period
    return report.plan_period if section.role == "plan" else None


def _named_period(section: Section, report: Report) -> str | None:
    heading = section.heading
    year = report.year
    if section.role in ("review", "problems"):
        past_term, past_year = _PAST_TERM.search(heading), _PAST_YEAR.search(heading)
        years = find_years(heading)
        if past_term:
            return None if past_year or years else f"{year - 5}/{year - 1}"
        if numbered := _PLAN_NUMBER.search(heading):
            return None if past_year or years else _span(numbered)
    elif section.role == "plan":
        past_year = None
        if _COMING_TERM.search(heading):
            return None if find_years(heading) else f"{year}/{year + 4}"
        numbered = _PLAN_NUMBER.search(heading)
        if numbered and _WHOLE_PLAN.search(heading) and not _THIS_YEAR.search(heading):
            return _span(numbered)
    else:
        return None
    if "-" in report.time_period:
        return None
    if past_year:
        return str(year - 1)
    named = set(find_years(heading))
    return str(named.pop()) if len(named) == 1 else None


def _span(numbered: re.Match[str]) -> str:
    first = _FIRST_YEAR[numbered.group(1)]
    return f"{first}/{first + 4}"
