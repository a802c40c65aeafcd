"""Who reports what, about when."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from docstruct.lexicon.regions import NATION, Region, RegionIndex
from docstruct.records import RegionLevel, ReportType
from docstruct.structure.cleaning import Line
from docstruct.structure.dates import find_date, period_bounds
from docstruct.structure.occasion import find_kind, find_part, find_periods, find_year, is_final
from docstruct.structure.places import find_region, written_place
from docstruct.structure.sources import Sources, gather

_SHORT: dict[ReportType, str] = {
    "government_work_report": "gwr",
    "plan_execution": "plan",
    "budget": "budget",
    "statistical_communique": "stat",
    "other": "other",
}
_TITLES: dict[ReportType, str] = {
    "government_work_report": "政府工作报告",
    "plan_execution": "国民经济和社会发展计划执行情况的报告",
    "budget": "预算执行情况的报告",
    "statistical_communique": "国民经济和社会发展统计公报",
    "other": "报告",
}
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,30}(?:委员会|委|局|厅|部|政府|办公室)")


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
        return int(self.period_end[:4])

    @property
    def plan_year(self) -> int:
        """The first year that the report plans."""
        return int(self.plan_period[:4])


def identify(lines: Sequence[Line], body: int, source_name: str, regions: RegionIndex) -> Identity | None:
    """Read the identity of a report: title, subtitle, opening, body and file name, in that order of trust.

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
        None where type or year cannot be told: not a report.
    """
    sources = gather(lines, body, source_name)
    kind = find_kind(sources)
    if kind is None:
        return None
    presented = next((day for text in sources.header if (day := find_date(text))), None)
    part = find_part(sources)
    year = find_year(sources, kind, presented, part)
    if year is None:
        return None
    time_period, plan_period = find_periods(sources, kind, year, part)
    region = find_region(sources, regions, year)
    name = region.name if region else written_place(sources)
    start, end = period_bounds(time_period)
    place = "国务院" if region is not None and region.adcode == NATION else name
    return Identity(
        report_id=_make_id(kind, region, year, part, sources),
        title=sources.title or f"{year}年{place}{_TITLES[kind]}",
        report_type=kind,
        issuer=_find_issuer(sources, kind, place),
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


def _find_issuer(sources: Sources, kind: ReportType, place: str) -> str:
    named = next(
        (text for text in sources.header if _OFFICE.fullmatch(text) and "常务委员会" not in text), None
    )
    if named:
        return named
    if place == "国务院":
        return "国家统计局" if kind == "statistical_communique" else place
    office = "统计局" if kind == "statistical_communique" else "人民政府"
    return f"{place}{office}" if place else ""


def _make_id(kind: ReportType, region: Region | None, year: int, part: str, sources: Sources) -> str:
    parts = [_SHORT[kind], region.adcode if region else "unknown", str(year)]
    if part:
        parts.append(part)
    if is_final(kind, sources):
        parts.append("final")
    if kind == "other" or region is None:
        # nothing else tells two such reports apart, so the words do
        parts.append(hashlib.sha256(sources.body.encode()).hexdigest()[:8])
    return "-".join(parts)
