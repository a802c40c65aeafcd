"""What kind of report it is, and which year and periods it speaks of."""

from __future__ import annotations

import re
from collections import Counter

from docstruct.records import ReportType
from docstruct.structure.dates import find_years
from docstruct.structure.roles import heading_role
from docstruct.structure.sources import Sources

_TYPES: tuple[tuple[ReportType, re.Pattern[str]], ...] = (
    ("statistical_communique", re.compile(r"统计公报")),
    ("plan_execution", re.compile(r"(?:国民经济|社会发展).{0,12}计划|计划.{0,12}(?:执行情况|草案)")),
    ("budget", re.compile(r"预算|决算")),
    ("government_work_report", re.compile(r"政府工作(?:的|情况的?)?报告")),
)
_SPEAKS_OF = re.compile(
    r"[作做](关于.{4,80}?的报告|政府工作报告)|(?:现)?将(.{4,80}?)(?:情况)?(?:报告|汇报)如下"
)
_FIRST_PERSON = re.compile(r"我(?:谨|受托)?代表.{0,24}(?:政府|国务院)|受.{0,24}(?:政府|国务院)(?:的)?委托")
_REPORTS = re.compile(r"报告(?:政府)?工作|工作报告")
_GREETING = re.compile(r"各位(?:代表|委员|常委)|主任[、，].{0,20}委员")
_OFFICIAL = re.compile(r"人民政府|国务院|人民代表大会|人大常委会|[省市区县]委")
_JUST_PASSED = re.compile(r"(?:刚刚)?过去的((?:19|20)\d\d)年")
_THIS_YEAR = re.compile(r"((?:19|20)\d\d)年，?是[^。]{0,60}(?:关键|收官|开局|第一|开启|重要)(?:的|之)?一?年")
_CHANGEOVER = re.compile(
    r"(?:过去|近|这)的?(?:一年和)?五年.{0,8}回顾|五年(?:来)?(?:的)?(?:政府)?工作?回顾|过去五年(?:的)?工作"
)
_STRONG = 5
_MONTHS = re.compile(r"年1月?[-—–~至](\d{1,2})月")
_PARTS = {3: "Q1", 6: "H1", 9: "Q3"}
_PART_WORDS = (("上半年", "H1"), ("三季度", "Q3"), ("一季度", "Q1"))


def find_kind(sources: Sources) -> ReportType | None:
    """Tell the type of a report, None where nothing shows a report of a government."""
    spoken = _SPEAKS_OF.search(sources.opening)
    formal = bool(_GREETING.search(sources.opening[:300]) or _FIRST_PERSON.search(sources.opening))
    for text in (sources.folded_title, "".join(spoken.groups("")) if spoken and formal else ""):
        kind = next((kind for kind, pattern in _TYPES if pattern.search(text)), None)
        if kind and (formal or kind == "statistical_communique" or _is_outlined(sources)):
            return kind
    if _FIRST_PERSON.search(sources.opening) and _REPORTS.search(sources.opening):
        return "government_work_report"
    if sources.title:
        return "other" if _OFFICIAL.search("".join(sources.header) + sources.opening) else None
    if sources.header and sources.header[-1].startswith("各位代表"):
        return "government_work_report"
    named = next((kind for kind, pattern in _TYPES if pattern.search(sources.stem)), None)
    return named if named and _is_outlined(sources) else None


def _is_outlined(sources: Sources) -> bool:
    """A report without its opening still shows what it is by its headings: “2024年工作回顾”, “2025年预算草案”."""
    roles = [heading_role(heading) for heading in sources.headings]
    return len(sources.body) > 1000 and any(role in ("review", "plan") for role in roles)


def find_part(sources: Sources) -> str:
    """Tell which part of the year a report covers, empty for all of it.

    ``Q1`` and ``H1`` are the first quarter and half, ``Q3`` three quarters, ``M08`` January to August.
    """
    texts = (sources.folded_title,) if sources.title else (sources.opening[:200], sources.stem)
    for text in texts:
        months = _MONTHS.search(text)
        if months and 1 < int(months.group(1)) < 12:
            return _PARTS.get(int(months.group(1)), f"M{int(months.group(1)):02d}")
        part = next((part for words, part in _PART_WORDS if words in text), "")
        if part:
            return part
    return ""


def is_final(kind: ReportType, sources: Sources) -> bool:
    """Tell whether a budget report gives the final accounts (决算)."""
    return kind == "budget" and "决算" in (sources.title or sources.stem)


def find_year(sources: Sources, kind: ReportType, presented: str | None, part: str) -> int | None:
    """Tell the year a report is counted under.

    That is the year planned by a work, plan or budget report and the year covered by any other. Title, then
    headings, then the day of presentation, then the words of the opening, then the file name decide; the title
    yields only where headings and day agree against it.
    """
    looks_back = kind in ("statistical_communique", "other") or bool(part) or is_final(kind, sources)
    strong, weak = _vote(sources, looks_back)
    day = _year_of_day(presented, looks_back)
    titled = _year_of_name(sources.folded_title, kind, looks_back)
    if titled is not None:
        return day if day is not None and day == strong and not looks_back else titled
    return strong or day or weak or _year_of_name(sources.stem, kind, looks_back)


def _year_of_name(name: str, kind: ReportType, looks_back: bool) -> int | None:
    years = find_years(name)
    if not years:
        return None
    if looks_back or len(set(years)) > 1 or kind == "government_work_report":
        return max(years)
    return years[0] + 1


def _year_of_day(presented: str | None, looks_back: bool) -> int | None:
    if presented is None:
        return None
    # some congresses meet in December on the plan of the coming year
    late = presented[5:7] in ("11", "12") and not looks_back
    return int(presented[:4]) + late


def _vote(sources: Sources, looks_back: bool) -> tuple[int | None, int | None]:
    """Give the year that headings show, and the one that opening and body suggest."""
    headings: Counter[int] = Counter()
    words: Counter[int] = Counter()
    shift = 0 if looks_back else 1
    for heading in sources.headings:
        years = set(find_years(heading))
        role = heading_role(heading)
        if len(years) == 1 and role in ("review", "plan"):
            headings[years.pop() + (shift if role == "review" else 0)] += 1
    if found := _JUST_PASSED.search(sources.opening):
        words[int(found.group(1)) + shift] += _STRONG
    for year in _THIS_YEAR.findall(sources.body):
        words[int(year)] += 1
    if not words:
        words.update(year + shift for year in find_years(sources.opening)[:1])
    return _winner(headings), _winner(words)


def _winner(votes: Counter[int]) -> int | None:
    return min(votes, key=lambda year: (-votes[year], -year)) if votes else None


def find_periods(sources: Sources, kind: ReportType, year: int, part: str) -> tuple[str, str]:
    """Give the codes of the period looked back on and of the period planned."""
    if part:
        return _covered(part, year), _rest_of_year(part, year)
    if kind in ("statistical_communique", "other") or is_final(kind, sources):
        return str(year), str(year + 1)
    if kind == "government_work_report" and any(_CHANGEOVER.search(heading) for heading in sources.headings):
        return f"{year - 5}/{year - 1}", str(year)
    return str(year - 1), str(year)


def _rest_of_year(part: str, year: int) -> str:
    if part == "H1":
        return f"{year}-H2"
    if part == "Q3":
        return f"{year}-Q4"
    first = 4 if part == "Q1" else int(part[1:]) + 1
    return f"{year}-{first:02d}/{year}-12"


def _covered(part: str, year: int) -> str:
    if part in ("H1", "Q1"):
        return f"{year}-{part}"
    return f"{year}-01/{year}-{'09' if part == 'Q3' else part[1:]}"
