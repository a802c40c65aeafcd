"""A series over the years: levels against growth, and slips of magnitude that only other years reveal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from statistics import median

from docstruct.normalise.consistency.figures import (
    Figure,
    Titled,
    half_digit,
    holder_of,
    overlap,
    quotient,
    split_period,
    spread,
)
from docstruct.normalise.consistency.messages import between, find, number, point
from docstruct.normalise.consistency.rules import load_rules
from docstruct.records import Finding
from docstruct.settings import ConsistencySettings

#: Units of rates and ages, which nobody writes in 万 or 亿.
_NO_MAGNITUDE = ("%", "age", None)
_ACTION = "核对两个数据的数值、单位与时期；原文如此的标注为原文笔误，抽取有误的在审校中订正"


def check_growth(
    figures: Iterable[Figure], reports: Mapping[str, Titled], settings: ConsistencySettings, *, across: bool
) -> Iterator[Finding]:
    """Yield growth that contradicts the levels of two years running.

    Parameters
    ----------
    across : bool
        Compare levels of different reports; otherwise of one.
    """
    groups = _by_series(figures)
    for (indicator_id, place, unit, part), levels in groups["level"].items():
        if _links_levels(indicator_id):
            stated = groups["growth"].get((indicator_id, place, "%", part), {})
            for growth, pairs in _pair_years(levels, stated, across=across):
                yield from _compare_growth(pairs, growth, reports, settings)
        if unit == "%":
            stated = groups["delta"].get((indicator_id, place, "pp", part), {})
            for change, pairs in _pair_years(levels, stated, across=across):
                yield from _compare_change(pairs, change, reports, settings)


def _links_levels(indicator_id: str) -> bool:
    rules = load_rules()
    series = rules.series.get(indicator_id)
    return indicator_id in rules.totals and not (series is not None and series.rescoped)


def _pair_years(
    levels: Mapping[int, Sequence[Figure]], stated: Mapping[int, Sequence[Figure]], *, across: bool
) -> Iterator[tuple[Figure, list[tuple[Figure, Figure]]]]:
    """Give each stated change the pairs of levels, of the year before and its own, that it can be held against."""
    for year, changes in stated.items():
        for change in changes:
            pairs = [
                (before, after)
                for before in levels.get(year - 1, ())
                for after in levels.get(year, ())
                if after.report_id == change.report_id and (before.report_id != after.report_id) == across
            ]
            if pairs:
                yield change, pairs


def _compare_growth(
    pairs: Sequence[tuple[Figure, Figure]],
    growth: Figure,
    reports: Mapping[str, Titled],
    settings: ConsistencySettings,
) -> Iterator[Finding]:
    series = load_rules().series.get(growth.indicator_id or "")
    real = (series is not None and series.real) or growth.price_basis == "real"
    fall = settings.price_fall if real else 0.0
    rise = settings.price_rise if real else 0.0
    low, high = spread(growth, settings)
    least = (1 + low / 100) * (1 + fall) * (1 - settings.restated)
    most = (1 + high / 100) * (1 + rise) * (1 + settings.restated)
    for before, after in pairs:
        change = quotient(spread(after, settings), spread(before, settings))
        if change is None or overlap(change, (least, most)):
            return
    before, after = pairs[0]
    grown = 100 * ((after.std_value or 0.0) / (before.std_value or 1.0) - 1)
    yield find(
        "level_growth",
        growth,
        reports[growth.report_id],
        seen=f"与两年的水平值不符：{point(after)}比《{reports[before.report_id].title}》{point(before)}"
        f"变化{number(grown)}%",
        expected=f"变化在{number(100 * (least - 1))}%至{number(100 * (most - 1))}%之间（已计入价格与数据修订）"
        if isfinite(most) and isfinite(least)
        else "与增速一致",
        action=_ACTION,
        severity="warning",
    )


def _compare_change(
    pairs: Sequence[tuple[Figure, Figure]],
    change: Figure,
    reports: Mapping[str, Titled],
    settings: ConsistencySettings,
) -> Iterator[Finding]:
    """提高0.8个百分点: the rate less that of the year before."""
    stated = spread(change, settings)
    for before, after in pairs:
        early, late = spread(before, settings), spread(after, settings)
        slack = settings.list_slack
        if overlap((late[0] - early[1] - slack, late[1] - early[0] + slack), stated):
            return
    before, after = pairs[0]
    yield find(
        "level_change",
        change,
        reports[change.report_id],
        seen=f"与两年的水平值不符：{point(after)}比《{reports[before.report_id].title}》{point(before)}"
        f"变化{number((after.std_value or 0.0) - (before.std_value or 0.0))}个百分点",
        expected="与两年水平值之差一致",
        action=_ACTION,
        severity="warning",
    )


def check_magnitudes(
    figures: Iterable[Figure], reports: Mapping[str, Titled], settings: ConsistencySettings, *, across: bool
) -> Iterator[Finding]:
    """Yield levels that differ from those of the years around by about a power of ten.

    A figure is compared with the median of its neighbours, so that of several years only the odd one out is named;
    of two years, the later statement.
    """
    groups = _by_series(figures)
    for (indicator_id, place, unit, part), years in groups["level"].items():
        if indicator_id not in load_rules().totals or unit in _NO_MAGNITUDE:
            continue
        growths = groups["growth"].get((indicator_id, place, "%", part), {})
        if any((growth.std_value or 0.0) > 100 for said in growths.values() for growth in said):
            continue  # it did multiply
        for year, stated in years.items():
            for figure in stated:
                others = _neighbours(figure, year, years, settings, across=across)
                if len(others) == 1 and _order(others[0], reports) > _order(figure, reports):
                    continue
                if others and _is_slip(figure, others, settings):
                    yield _name_slip(figure, others, reports)


def _order(figure: Figure, reports: Mapping[str, Titled]) -> tuple[int, str, int]:
    return reports[figure.report_id].year, figure.report_id, figure.char_start


def _neighbours(
    figure: Figure,
    year: int,
    years: Mapping[int, Sequence[Figure]],
    settings: ConsistencySettings,
    *,
    across: bool,
) -> list[Figure]:
    return [
        other
        for other_year, stated in years.items()
        if abs(other_year - year) <= settings.slip_years
        for other in stated
        if other is not figure and (other.report_id != figure.report_id) == across and other.std_value
    ]


def _is_slip(figure: Figure, others: Sequence[Figure], settings: ConsistencySettings) -> bool:
    middle = median(other.std_value or 0.0 for other in others)
    value = figure.std_value or 0.0
    if middle <= 0 or value <= 0:
        return False
    return not 1 / settings.slip_ratio < value / middle < settings.slip_ratio


def _name_slip(figure: Figure, others: Sequence[Figure], reports: Mapping[str, Titled]) -> Finding:
    middle = median(other.std_value or 0.0 for other in others)
    nearest = min(others, key=lambda other: abs((other.std_value or 0.0) - middle))
    return find(
        "magnitude",
        figure,
        reports[figure.report_id],
        seen=f"数量级与相近年份不符，约为其{number((figure.std_value or 0.0) / middle)}倍，"
        f"如《{reports[nearest.report_id].title}》{point(nearest)}",
        expected=f"与{number(middle)}同一数量级",
        action="核对单位（多为“万”“亿”“万亿”之误）；原文如此的标注为原文笔误，抽取有误的在审校中订正",
        severity="warning",
    )


Series = dict[tuple[str, str, str | None, str], dict[int, list[Figure]]]


def _by_series(figures: Iterable[Figure]) -> dict[str, Series]:
    """Levels, changes and yearly growths of the series, by (series, place, unit, part of the year) and year."""
    found: dict[str, Series] = {"level": {}, "growth": {}, "delta": {}}
    for figure in figures:
        period = split_period(figure.time_period)
        if period is None or figure.std_value is None or figure.kind not in found:
            continue
        if figure.kind == "growth" and figure.basis not in ("yoy", None):
            continue
        if figure.indicator_id is None:
            continue
        year, part = period
        key = (figure.indicator_id, holder_of(figure), figure.std_unit, part)
        found[figure.kind].setdefault(key, defaultdict(list))[year].append(figure)
    return found


def check_parents(
    figures: Iterable[Figure],
    parents: Mapping[str, Sequence[str]],
    reports: Mapping[str, Titled],
    settings: ConsistencySettings,
) -> Iterator[Finding]:
    """Yield figures that do not fit those of a wider place: larger than the whole, or a stated gap that is none.

    Parameters
    ----------
    parents : mapping of str to sequence of str
        Codes of the wider places of each place, nearest first.
    """
    stated: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.std_value is not None and figure.status != "target":
            stated[_occasion(figure, holder_of(figure))].append(figure)
    for found in list(stated.values()):
        for figure in found:
            for parent in parents.get(holder_of(figure), ()):
                yield from _compare_level(
                    figure, stated.get(_occasion(figure, parent), ()), reports, settings
                )
                if figure.kind == "gap":
                    yield from _compare_gap(figure, parent, stated, reports, settings)


def _occasion(figure: Figure, place: str, kind: str | None = None) -> tuple[object, ...]:
    return figure.indicator_id, place, figure.time_period, kind or figure.kind


def _compare_level(
    figure: Figure, wholes: Iterable[Figure], reports: Mapping[str, Titled], settings: ConsistencySettings
) -> Iterator[Finding]:
    series = load_rules().series.get(figure.indicator_id or "")
    if figure.kind != "level" or series is None or not series.additive:
        return
    for whole in wholes:
        if whole.std_unit != figure.std_unit:
            continue
        if spread(figure, settings)[0] > spread(whole, settings)[1] * (1 + settings.identity_slack):
            yield find(
                "part_over_parent",
                figure,
                reports[figure.report_id],
                seen=f"大于上级地区的总量，见《{reports[whole.report_id].title}》{point(whole)}",
                expected="不大于上级地区的总量",
                action=_ACTION,
                severity="error",
            )
            return


#: How a report names the wider place of a comparison.
_NATION_WORDS = ("全国", "全国平均", "全国平均水平", "全国平均数", "全国水平")
_UPPER_WORDS = ("全省", "全市", "全区", "全自治区", "全省平均", "全市平均", "全省平均水平", "全市平均水平")


def _compare_gap(
    gap: Figure,
    parent: str,
    stated: Mapping[tuple[object, ...], Sequence[Figure]],
    reports: Mapping[str, Titled],
    settings: ConsistencySettings,
) -> Iterator[Finding]:
    """高于全国0.7个百分点: own figure less the gap is that of the wider place."""
    if gap.std_unit != "pp" or gap.base_text not in (_NATION_WORDS if parent == "000000" else _UPPER_WORDS):
        return
    for kind in ("growth", "level"):
        own = [
            figure
            for figure in stated.get(_occasion(gap, holder_of(gap), kind), ())
            if figure.report_id == gap.report_id
            and figure.std_unit == "%"
            and figure.evidence == gap.evidence
        ]
        theirs = [f for f in stated.get(_occasion(gap, parent, kind), ()) if f.std_unit == "%"]
        if len(own) != 1 or not theirs:
            continue
        low, high = spread(gap, settings)
        own_low, own_high = spread(own[0], settings)
        # both places round to the same digit
        slack = half_digit(gap, settings)
        implied = own_low - high - slack, own_high - low + slack
        if not any(overlap(spread(figure, settings), implied) for figure in theirs):
            yield find(
                "gap_from_parent",
                gap,
                reports[gap.report_id],
                seen=f"由{point(own[0])}推算的上级数据，与《{reports[theirs[0].report_id].title}》{point(theirs[0])}不符",
                expected=f"上级数据在{between(*implied)}（%）之间",
                action=_ACTION,
                severity="warning",
            )
