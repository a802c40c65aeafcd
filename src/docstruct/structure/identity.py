"""Who reports what, about when: read from title, subtitle, opening, body and file name, in that order of trust."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from docstruct.lexicon.regions import NATION, Region, RegionIndex
from docstruct.records import RegionLevel, ReportType
from docstruct.structure.cleaning import Line
from docstruct.structure.dates import find_date, find_years, fold, period_bounds

_TYPES: tuple[tuple[ReportType, re.Pattern[str]], ...] = (
    ("statistical_communique", re.compile(r"统计公报")),
    ("plan_execution", re.compile(r"(?:国民经济|社会发展).{0,12}计划|计划.{0,12}(?:执行情况|草案)")),
    ("budget", re.compile(r"预算|决算")),
    ("government_work_report", re.compile(r"政府工作(?:的|情况的?)?报告")),
    ("other", re.compile(r"报告|公报")),
)
_SHORT: dict[ReportType, str] = {
    "government_work_report": "gwr",
    "plan_execution": "plan",
    "budget": "budget",
    "statistical_communique": "stat",
    "other": "other",
}
_TITLE = re.compile(
    r"(?:(?:工作|情况|草案|计划|预算|决算)的?[）)》”]?的?报告|统计公报|工作报告)"
    r"(?:[（(][^（()）]{1,20}[)）])?(?:\[\d\])?$"
)
_SPEAKS_OF = re.compile(r"[作做](关于.{4,80}?的报告|政府工作报告)")
_REPORTS = re.compile(r"(?:报告(?:政府)?工作|政府工作报告|工作报告)")
_COUNCIL = re.compile(r"代表国务院|受国务院(?:的)?委托|国务院总理")
_NATIONAL = re.compile(r"全国人民代表大会|全国人大|国家统计局|国家发展和?改革委员会")
_CHANGEOVER = re.compile(
    r"(?:过去|近|这)的?(?:一年和)?五年(?:来)?(?:的)?(?:政府)?工作?回顾|过去一年和五年|五年(?:工作|来)?回顾|过去五年(?:的)?工作"
)
_REVIEW_HEADING = re.compile(
    r"((?:19|20)\d\d)年(?:政府)?(?:工作|发展|经济社会发展)?(?:情况)?(?:的)?(?:主要)?(?:工作)?(?:回顾|总结)"
)
_PLAN_HEADING = re.compile(r"((?:19|20)\d\d)年.{0,20}(?:任务|安排|要求|重点|建议|目标|部署|工作|思路)")
_JUST_PASSED = re.compile(r"(?:刚刚)?过去的((?:19|20)\d\d)年")
_THIS_YEAR = re.compile(r"((?:19|20)\d\d)年(?:，)?是.{0,60}(?:关键|收官|开局|第一)(?:的|之)?(?:一)?年")
_GOVERNMENT = re.compile(r"代表(.{2,24}?)(?:人民)?政府")
_CONGRESS = re.compile(
    r"(?:在|受|为)?([\u4e00-\u9fff]{2,24}?)第[一二三四五六七八九十]{1,4}届(?:人民代表大会|人大)"
)
_OFFICE = re.compile(
    r"^([\u4e00-\u9fff]{2,20}?)(?:人民政府|发展和?改革委员会|财政局|财政厅|统计局|省长|市长|区长|县长|州长|自治区主席)"
)
_LEADING = re.compile(r"^(?:关于|在|于|我|受|现在|，|[“《（(])+")
_NOISE = re.compile(
    r"关于|(?:19|20)\d\d年?|二[〇零○][〇零○一二三四五六七八九]{2}年?|上半年|下半年|全年|前三季度|[一二三四]季度|年度|"
    r"政府$|人民政府$|[（(].*?[)）]|[“”《》：:\-—_ ]"
)
_CUT = re.compile(r"(?:人民)?政府工作|国民经济|经济社会|经济和社会|计划执行|预算|决算|财政|统计公报|工作报告")
_BODY_PLACE = re.compile(
    r"([\u4e00-\u9fff]{2,5}?)(?:省|市|自治区|区|县|州|盟|旗)?(?=(?:省|市|区|县)?(?:实现|发展|人民|实际|特色|建设|现代化|篇章|各族))"
)
_MAX_HEADER = 200


@dataclass(frozen=True)
class Identity:
    """What the records of a report say about it; fields as in :class:`docstruct.records.Report`."""

    report_id: str
    title: str
    report_type: ReportType
    issuer: str
    ref_area: str | None
    ref_area_name: str
    level: RegionLevel | None
    year: int
    time_period: str
    plan_period: str
    period_start: str
    period_end: str
    presented_on: str | None

    @property
    def review_year(self) -> int:
        """The last year that the report looks back on."""
        return int(self.time_period.partition("/")[2][:4] or self.time_period[:4])

    @property
    def plan_year(self) -> int:
        """The first year that the report plans."""
        return int(self.plan_period[:4])


@dataclass(frozen=True)
class _Sources:
    """Where identity is read, best first."""

    title: str
    header: tuple[str, ...]
    opening: str
    headings: tuple[str, ...]
    body: str
    stem: str


def identify(lines: Sequence[Line], body: int, source_name: str, regions: RegionIndex) -> Identity | None:
    """Read the identity of a report.

    Parameters
    ----------
    lines : sequence of Line
        The canonical text.
    body : int
        Number of the first line after title, speaker and greeting.
    source_name : str
        File name, trusted last.
    regions : RegionIndex
        Where names of places resolve.

    Returns
    -------
    Identity or None
        None where neither type nor year can be told: not a report.
    """
    sources = _gather(lines, body, source_name)
    kind = _find_type(sources)
    if kind is None:
        return None
    presented = next((d for text in sources.header if (d := find_date(text))), None)
    half = _part_of_year(sources)
    year = _find_year(sources, kind, presented, half)
    if year is None:
        return None
    time_period, plan_period = _periods(kind, year, half, sources)
    region = _find_region(sources, regions, year)
    name = region.name if region else _written_place(sources)
    start, end = period_bounds(time_period)
    place = "国务院" if region and region.adcode == NATION else name
    title = sources.title or f"{year}年{place}{_TITLES[kind]}"
    return Identity(
        report_id=_make_id(kind, region, year, half, sources),
        title=title,
        report_type=kind,
        issuer=_find_issuer(sources, kind, region, name),
        ref_area=region.adcode if region else None,
        ref_area_name=name,
        level=region.level if region else None,
        year=year,
        time_period=time_period,
        plan_period=plan_period,
        period_start=start,
        period_end=end,
        presented_on=presented,
    )


_TITLES: dict[ReportType, str] = {
    "government_work_report": "政府工作报告",
    "plan_execution": "国民经济和社会发展计划执行情况的报告",
    "budget": "预算执行情况的报告",
    "statistical_communique": "国民经济和社会发展统计公报",
    "other": "报告",
}


def _gather(lines: Sequence[Line], body: int, source_name: str) -> _Sources:
    header = [line.text for line in lines[:body] if not line.furniture]
    own = [line.text for line in lines[body:] if not line.furniture]
    title = next((_join_title(header, i) for i, text in enumerate(header[:12]) if _is_title(text)), "")
    opening = fold("".join(header[-2:]) + "".join(own[:2]))[:1500]
    headings = tuple(fold(text[:60]) for text in own if len(text) < 60)
    stem = fold(PurePath(source_name.replace("\\", "/")).name.rsplit(".", 1)[0])
    return _Sources(
        title, tuple(fold(t)[:_MAX_HEADER] for t in header), opening, headings, fold("".join(own)), stem
    )


def _is_title(text: str) -> bool:
    return (
        len(text) <= 90
        and "。" not in text
        and "，" not in text
        and bool(_TITLE.search(text))
        and not text.startswith("—")
    )


def _join_title(header: Sequence[str], at: int) -> str:
    """A long title may break over two lines: “关于…计划执行情况” / “与…计划草案的报告”."""
    before = header[at - 1] if at else ""
    if header[at].startswith(("与", "和", "及")) and len(before) < 60 and "。" not in before:
        return before + header[at]
    return header[at]


def _find_type(sources: _Sources) -> ReportType | None:
    spoken = _SPEAKS_OF.search(sources.opening)
    for text in (sources.title, spoken.group(1) if spoken else ""):
        if text:
            return next(kind for kind, pattern in _TYPES if pattern.search(text))
    if re.search(r"代表.{0,24}(?:政府|国务院)", sources.opening) and _REPORTS.search(sources.opening):
        return "government_work_report"
    named = next((kind for kind, pattern in _TYPES[:-1] if pattern.search(sources.stem)), None)
    if named and any(_REVIEW_HEADING.search(h) or _PLAN_HEADING.search(h) for h in sources.headings):
        return named
    if sources.header and re.match("各位代表", sources.header[-1]):
        return "government_work_report"
    return named if named == "statistical_communique" else None


def _part_of_year(sources: _Sources) -> str:
    for text in (
        fold(sources.title),
        sources.opening[:200] if not sources.title else "",
        sources.stem if not sources.title else "",
    ):
        if "上半年" in text:
            return "H1"
        if "前三季度" in text or "三季度" in text:
            return "Q3"
        if "一季度" in text:
            return "Q1"
    return ""


def _find_year(sources: _Sources, kind: ReportType, presented: str | None, half: str) -> int | None:
    reviews_itself = kind == "statistical_communique" or bool(half)
    shift = 0 if reviews_itself or kind == "government_work_report" else 1
    for text in (sources.title, sources.stem):
        years = find_years(text)
        if text is sources.title and years:
            return max(years) if reviews_itself or len(set(years)) > 1 else years[0] + shift
        if text is sources.title and presented:
            return int(presented[:4])
        if text is sources.title:
            voted = _vote_year(sources, reviews_itself)
            if voted:
                return voted
        if years:
            return max(years) if len(set(years)) > 1 else years[0] + shift
    return None


def _vote_year(sources: _Sources, reviews_itself: bool) -> int | None:
    votes: Counter[int] = Counter()
    shift = 0 if reviews_itself else 1
    for heading in sources.headings:
        if found := _REVIEW_HEADING.search(heading):
            votes[int(found.group(1)) + shift] += 5
        elif found := _PLAN_HEADING.search(heading):
            votes[int(found.group(1))] += 5
    if found := _JUST_PASSED.search(sources.opening):
        votes[int(found.group(1)) + 1] += 4
    for year in _THIS_YEAR.findall(sources.body):
        votes[int(year)] += 1
    if not votes:
        years = find_years(sources.opening)
        votes.update(year + shift for year in years[:1])
    return min(votes, key=lambda year: (-votes[year], -year)) if votes else None


def _periods(kind: ReportType, year: int, half: str, sources: _Sources) -> tuple[str, str]:
    if half == "H1":
        return f"{year}-H1", f"{year}-H2"
    if half == "Q3":
        return f"{year}-01/{year}-09", f"{year}-Q4"
    if half == "Q1":
        return f"{year}-Q1", f"{year}-04/{year}-12"
    if kind == "statistical_communique":
        return str(year), str(year + 1)
    if kind == "government_work_report" and any(_CHANGEOVER.search(h) for h in sources.headings):
        return f"{year - 5}/{year - 1}", str(year)
    return str(year - 1), str(year)


def _places(sources: _Sources) -> Iterator[str]:
    """Phrases that may name the place, best first."""
    yield _title_place(sources.title)
    for text in sources.header:
        yield from _CONGRESS.findall(text)
        yield from _OFFICE.findall(text)
    yield from _GOVERNMENT.findall(sources.opening)
    yield from _CONGRESS.findall(sources.opening)


def _title_place(title: str) -> str:
    folded = fold(title)
    cut = _CUT.search(folded)
    return _NOISE.sub("", folded[: cut.start()] if cut else "")


def _resolve(phrase: str, regions: RegionIndex, year: int) -> Iterable[Region]:
    phrase = _LEADING.sub("", phrase)
    for start in range(max(1, len(phrase) - 1)):
        found = regions.find(phrase[start:], year=year)
        if found:
            return found
    return ()


def _find_region(sources: _Sources, regions: RegionIndex, year: int) -> Region | None:
    if not _title_place(sources.title) and any(
        _COUNCIL.search(text) or _NATIONAL.search(text) for text in (*sources.header, sources.opening[:400])
    ):
        return regions.get(NATION, year=year)
    unsure: list[Region] = []
    for phrase in (*_places(sources), _title_place(sources.stem)):
        if phrase in ("全国", "国务院", "中华人民共和国"):
            return regions.get(NATION, year=year)
        found = tuple(_resolve(phrase, regions, year)) if len(phrase) > 1 else ()
        if unsure:
            found = tuple(
                r
                for r in found
                for u in unsure
                if r.adcode == u.adcode or regions.contains(r.adcode, u.adcode)
            )
            fitting = {u.adcode: u for u in unsure for r in found if regions.contains(r.adcode, u.adcode)}
            if len(fitting) == 1:
                return next(iter(fitting.values()))
        elif len({r.adcode for r in found}) == 1 or (found and found[0].level == "province"):
            return found[0]
        else:
            unsure = list(found)
    if unsure:
        return None
    return _vote_region(sources, regions, year)


def _vote_region(sources: _Sources, regions: RegionIndex, year: int) -> Region | None:
    """Take the province that the body names most, if it says 全省, 全市 or 全区 at all."""
    if not re.search(r"全[省市区]|我[省市区]", sources.body):
        return None
    votes = {
        region.adcode: max(sources.body.count(name) for name in (region.name, *region.aliases))
        for region in regions
        if region.level == "province" and region.in_use(year)
    }
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:2]
    if len(ranked) < 2 or ranked[0][1] < 5 or ranked[0][1] < 2 * ranked[1][1]:
        return None
    return regions.get(ranked[0][0], year=year)


def _written_place(sources: _Sources) -> str:
    return next((phrase for phrase in _places(sources) if len(phrase) > 1), _title_place(sources.stem))


def _find_issuer(sources: _Sources, kind: ReportType, region: Region | None, name: str) -> str:
    office = re.compile(r"^[\u4e00-\u9fff]{2,30}(?:委员会|委|局|厅|部|政府|办公室)$")
    named = next((text for text in sources.header if office.match(text) and "常务委员会" not in text), None)
    if region is not None and region.adcode == NATION:
        if kind == "statistical_communique":
            return named or "国家统计局"
        return named or "国务院"
    if named:
        return named
    suffix = "统计局" if kind == "statistical_communique" else "人民政府"
    return f"{name}{suffix}" if name else ""


def _make_id(kind: ReportType, region: Region | None, year: int, half: str, sources: _Sources) -> str:
    parts = [_SHORT[kind], region.adcode if region else "unknown", str(year)]
    if half:
        parts.append(half)
    if kind == "budget" and "决算" in sources.title:
        parts.append("final")
    if kind == "other" or region is None:
        # nothing else tells two such reports apart, so the words do
        parts.append(hashlib.sha256(sources.body.encode()).hexdigest()[:8])
    return "-".join(parts)
