"""Words for places in observations to codes: 全国, 全市, 南疆, 崇明区, 临港新片区."""

from __future__ import annotations

import re

from docstruct.lexicon.regions import NATION, PlaceName, Region, RegionIndex, Resolver, load_regions
from docstruct.records import Report

_NATION = frozenset(("全国", "我国", "中国", "国家", "国内"))
# 全市 is the city the report is of or lies in; 全区 of Inner Mongolia is the region, of Jiading the district.
_OWN = re.compile(r"(?:全|我|本)(省|市|区|县|州|盟|旗|疆|岛|域|镇)|(自治区)")
_SUFFIXES = {"疆": "新疆维吾尔自治区", "岛": "海南省", "域": ""}
# A figure of a place at the average: 全国平均水平, 全省平均.
_AVERAGE = re.compile(r"(?:的)?(?:总体|整体)?平均(?:水平|值|数)?$")


def resolve_place(text: str, report: Report) -> tuple[str | None, str]:
    """Resolve the word for a place that a figure is about.

    Parameters
    ----------
    text : str
        As written; empty for the report's own place.
    report : Report
        Where it stands: its place decides what 全市 means and which namesake is meant.

    Returns
    -------
    tuple of (str or None, str)
        Code and display name. The code is None for what is no division and has no code of ours (南疆, 中心城区); the
        name is then the word as written.

    Examples
    --------
    >>> from docstruct.records import Report
    >>> report = Report.model_construct(ref_area="310114", ref_area_name="嘉定区", year=2024)
    >>> [resolve_place(word, report) for word in ("全国", "全市", "全区", "崇明区", "临港新片区", "中心城区")]
    [('000000', '全国'), ('310000', '上海市'), ('310114', '嘉定区'), ('310151', '崇明区'), ('31X001', '临港新片区'), \
(None, '中心城区')]
    """
    word = _AVERAGE.sub("", text.strip())
    if not word:
        return report.ref_area, report.ref_area_name
    if word in _NATION:
        return NATION, "全国"
    regions = load_regions()
    if own := _OWN.fullmatch(word):
        region = _own_region(own.group(1) or own.group(2), report, regions)
        return (region.adcode, region.name) if region else (report.ref_area, report.ref_area_name)
    region = Resolver(regions, report.ref_area, report.year).resolve(PlaceName(0, word))
    return (region.adcode, region.name) if region else (None, word)


def _own_region(suffix: str, report: Report, regions: RegionIndex) -> Region | None:
    """The report's place or the nearest around it whose name ends like the word."""
    ending = _SUFFIXES.get(suffix, suffix)
    for code in regions.surroundings(report.ref_area):
        region = regions.get(code, year=report.year)
        if region is not None and region.name.endswith(ending):
            return region
    return None
