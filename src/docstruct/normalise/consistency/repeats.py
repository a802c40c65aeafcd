"""One series said twice: within a report, and in reports of several years."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from docstruct.lexicon.indicators import load_indicators
from docstruct.normalise.consistency.figures import Figure, Titled, holder_of, overlap, spread
from docstruct.normalise.consistency.messages import find, point
from docstruct.normalise.consistency.rules import load_rules
from docstruct.records import Finding, Observation, Report
from docstruct.settings import ConsistencySettings

F = TypeVar("F", bound=Figure)

_CLAUSE = re.compile(r"[，,；;。、]")
# 力争, 争取: an aspiration beside the floor or the aim, not another aim.
_ASPIRES = ("力争", "争取", "奋斗", "冲刺", "努力")


def check_repeats(
    observations: Iterable[Observation], report: Report, settings: ConsistencySettings
) -> Iterator[Finding]:
    """Yield contradictions within a report: one series, place, period and kind with values that exclude each other."""
    firm = (f for f in observations if not (f.commitment or "").startswith(_ASPIRES))
    for figures in _group(firm).values():
        for first, second in _clashes(figures, settings):
            yield find(
                "contradiction",
                second,
                report,
                seen=f"与同一报告{point(first)}矛盾",
                expected="同一指标、地区、时期只有一个数值",
                action="核对两处原文：口径、地区或时期不同的，在审校中订正；原文矛盾的，标注为原文笔误",
                severity="warning",
            )


def check_restatements(
    figures: Iterable[F], reports: Mapping[str, Titled], settings: ConsistencySettings
) -> Iterator[Finding]:
    """Yield outcomes that two reports state differently: a small change is a revision, a large one a contradiction."""
    outcomes = (figure for figure in figures if figure.status != "target")
    for stated in _group(outcomes).values():
        if len({figure.report_id for figure in stated}) < 2:
            continue
        for first, second in _clashes(stated, settings):
            if first.report_id == second.report_id:
                continue
            early, late = sorted(
                (first, second), key=lambda figure: (reports[figure.report_id].year, figure.report_id)
            )
            revised = early.status == "estimate" or _is_revision(early, late, settings)
            yield find(
                "revision" if revised else "contradiction_across",
                late,
                reports[late.report_id],
                seen=f"与《{reports[early.report_id].title}》{point(early)}不一致",
                expected="与前一报告一致，或为其修订数",
                action="以后一报告的修订数为准"
                if revised
                else "核对两份报告的口径、地区和时期，在审校中订正",
                severity="info" if revised else "warning",
            )


def _group(figures: Iterable[F]) -> dict[tuple[object, ...], list[F]]:
    groups: dict[tuple[object, ...], list[F]] = defaultdict(list)
    for figure in figures:
        if figure.std_value is not None and _has_one_value(figure):
            groups[_key(figure)].append(figure)
    return groups


def _key(figure: Figure) -> tuple[object, ...]:
    series = load_rules().series.get(figure.indicator_id or "")
    return (
        figure.indicator_id,
        holder_of(figure),
        figure.time_period,
        figure.kind,
        figure.status == "target",
        figure.basis,
        "real" if series is not None and series.real else figure.price_basis,
        figure.base_text,
        figure.std_unit,
    )


def _has_one_value(figure: Figure) -> bool:
    """Whether a second value of the same series must be the same one.

    Growth of any registered series; levels only of series that are totals or rates by definition, because counts
    are given for parts and stages under one name (开工742个、完工548个).
    """
    indicator = load_indicators().get(figure.indicator_id or "")
    if indicator is None:
        return False
    if figure.kind == "growth":
        return figure.std_unit == "%"
    if figure.kind == "share":
        return bool(figure.base_text)
    return figure.kind == "level" and (indicator.dimension == "ratio" or indicator.id in load_rules().totals)


def _clashes(figures: list[F], settings: ConsistencySettings) -> Iterator[tuple[F, F]]:
    """Pair each figure with the first one before it that it excludes."""
    # a thousand reports repeat the growth of the nation: only what is said differently needs a look
    said: dict[tuple[bool, tuple[float, float]], F] = {}
    for second in figures:
        scope, own = _has_own_scope(second), spread(second, settings)
        excluded = (
            first for (other, value), first in said.items() if other == scope and not overlap(value, own)
        )
        if (first := next(excluded, None)) is not None:
            yield first, second
        said.setdefault((scope, own), second)


def _has_own_scope(figure: Figure) -> bool:
    """增长2%、同口径增长5%: whether the clause of a figure says that it counts otherwise."""
    clause = _CLAUSE.split(figure.evidence.partition(figure.quantity_text)[0])[-1]
    return load_rules().wording.other_scope.search(clause) is not None


def _is_revision(early: Figure, late: Figure, settings: ConsistencySettings) -> bool:
    before, after = early.std_value or 0.0, late.std_value or 0.0
    if early.std_unit == "%":
        return abs(after - before) <= settings.list_slack
    return abs(after - before) <= settings.restated * abs(before)
