"""Checks of one figure by itself: what no figure of its kind, of its series, of its time can be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from docstruct.normalise.consistency.figures import half_digit, split_period
from docstruct.normalise.consistency.messages import between, find, number
from docstruct.normalise.consistency.rules import load_rules
from docstruct.normalise.periods import bound_period
from docstruct.records import Finding, Observation, Report
from docstruct.settings import ConsistencySettings

_CHECK_SOURCE = "核对原文；若原文如此，标注为原文笔误，若为抽取错误，在审校中订正"
_CHECK_READING = "核对该句的抽取结果，在审校中订正"
# 相当于…的120%, 是…的1.2倍: the whole may be smaller than the part.
_COMPARED = re.compile(r"(?:相当于|为|是)[^，。；]*的?$")


def check_limits(
    observations: Iterable[Observation], report: Report, settings: ConsistencySettings
) -> Iterator[Finding]:
    """Yield findings about single figures of a report."""
    presented = _presentation(report, settings)
    for figure in observations:
        if figure.kind in ("spec", "rank"):
            continue
        yield from _check_unit(figure, report)
        yield from _check_place(figure, report)
        if figure.std_value is None:
            continue
        yield from _check_hundred(figure, report, settings)
        yield from _check_sign(figure, report)
        yield from _check_series(figure, report)
        if presented is not None:
            yield from _check_time(figure, report, presented, settings)


def _check_unit(figure: Observation, report: Report) -> Iterator[Finding]:
    if figure.unit_text and figure.unit is None:
        yield find(
            "unknown_unit",
            figure,
            report,
            seen=f"单位“{figure.unit_text}”不在单位表中，数值未能换算",
            expected="单位表中的单位",
            action="确认单位写法；确为单位的，补入单位表",
            severity="warning",
        )


def _check_place(figure: Observation, report: Report) -> Iterator[Finding]:
    name, words = figure.ref_area_name, load_rules().wording
    if figure.ref_area is None and words.division.search(name) and not words.no_division.search(name):
        yield find(
            "unresolved_region",
            figure,
            report,
            seen=f"地区“{name}”没有对应的行政区划代码，该数据不能与其他地区比较",
            expected="区划表中的地名",
            action="确认地名；确为行政区划的，补入区划表",
            severity="info",
        )


def _check_hundred(figure: Observation, report: Report, settings: ConsistencySettings) -> Iterator[Finding]:
    value, words = figure.std_value or 0.0, load_rules().wording
    if figure.std_unit != "%" or value <= 100 + half_digit(figure, settings):
        return
    if figure.kind == "share" and not words.not_a_whole.search(figure.base_text or ""):
        before = report.text[max(0, figure.char_start - settings.chain_chars) : figure.char_start]
        if _COMPARED.search(before) is None and words.not_a_whole.search(before[-12:]) is None:
            yield find(
                "share_over_whole",
                figure,
                report,
                seen=f"占比为{number(value)}%，超过整体",
                expected="不超过100%（完成计划的比例除外）",
                action=_CHECK_SOURCE,
                severity="error",
            )
    name = figure.indicator_text
    if figure.kind == "level" and words.capped.search(name) and not words.uncapped.search(name):
        yield find(
            "rate_over_hundred",
            figure,
            report,
            seen=f"比率为{number(value)}%，而该比率是部分占整体之比",
            expected="不超过100%",
            action=_CHECK_SOURCE,
            severity="error",
        )


def _check_sign(figure: Observation, report: Report) -> Iterator[Finding]:
    value = figure.std_value or 0.0
    if value >= 0 or load_rules().wording.signed.search(figure.indicator_text):
        return
    if figure.kind == "growth" and figure.std_unit == "%" and value < -100:
        yield find(
            "decline_over_hundred",
            figure,
            report,
            seen=f"下降{number(-value)}%，即降到零以下",
            expected="降幅不超过100%",
            action=_CHECK_SOURCE,
            severity="error",
        )
    if figure.kind in ("level", "share"):
        yield find(
            "negative_level",
            figure,
            report,
            seen=f"水平值为负（{number(value)}），而该指标不会小于零",
            expected="非负的数值；减少的数量应记为变化量",
            action=_CHECK_READING,
            severity="error",
        )


def _check_series(figure: Observation, report: Report) -> Iterator[Finding]:
    series = load_rules().series.get(figure.indicator_id or "")
    if series is None:
        return
    value, yearly = figure.std_value or 0.0, split_period(figure.time_period) is not None
    if figure.kind == "growth" and figure.std_unit == "%" and yearly and figure.basis in ("yoy", None):
        if series.growth and not series.growth[0] <= value <= series.growth[1]:
            yield find(
                "implausible_growth",
                figure,
                report,
                seen=f"增速为{number(value)}%，超出该指标年度增速的合理范围",
                expected=f"{between(*series.growth)}（%）",
                action=_CHECK_SOURCE,
                severity="warning",
            )
        if figure.status == "target" and (
            (series.aims == "up" and value < 0) or (series.aims == "down" and value > 0)
        ):
            yield find(
                "target_sign",
                figure,
                report,
                seen=f"目标增速为{number(value)}%，方向与该指标的政策方向相反",
                expected="目标为增长" if series.aims == "up" else "目标为下降",
                action=_CHECK_SOURCE,
                severity="warning",
            )
    limits = series.level if figure.kind == "level" and figure.std_unit == series.unit else None
    if limits is not None and not limits[0] <= value <= limits[1]:
        yield find(
            "implausible_level",
            figure,
            report,
            seen=f"数值为{number(value)}（{figure.std_unit or '无单位'}），超出该指标的合理范围",
            expected=between(*limits),
            action=_CHECK_SOURCE,
            severity="warning",
        )


def _check_time(
    figure: Observation, report: Report, presented: date, settings: ConsistencySettings
) -> Iterator[Finding]:
    dates = bound_period(figure.time_period)
    if figure.status != "actual" or dates is None:
        return
    first, last = (date.fromisoformat(day) for day in dates)
    if (presented - first).days >= settings.elapsed_share * ((last - first).days + 1):
        return
    yield find(
        "future_actual",
        figure,
        report,
        seen=f"时期{figure.time_period}在报告作出时（{presented.isoformat()}）尚未开始或刚刚开始，却记为已实现",
        expected="已实现的数据属于已经过去的时期，否则为目标或预计",
        action=_CHECK_READING,
        severity="warning",
    )


def _presentation(report: Report, settings: ConsistencySettings) -> date | None:
    if report.presented_on:
        return date.fromisoformat(report.presented_on)
    if not report.period_end:
        return None
    return date.fromisoformat(report.period_end) + timedelta(days=settings.presentation_days)
