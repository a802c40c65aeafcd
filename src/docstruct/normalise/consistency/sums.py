"""Parts against wholes: sums, parts that exceed their whole, lists of shares, increments beyond the total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docstruct.normalise.consistency.figures import holder_of, overlap, spread
from docstruct.normalise.consistency.groups import Group, group_figures
from docstruct.normalise.consistency.messages import find, number, point
from docstruct.normalise.consistency.rules import Sum, load_rules
from docstruct.records import Finding, Kind, Observation, Report
from docstruct.settings import ConsistencySettings

_ACTION = "核对原文各项数据；原文如此的标注为原文笔误，抽取有误的在审校中订正"
_COLON = re.compile(r"\s*(?:[:：∶]|比)\s*\Z")
_NARROWS = re.compile(r"[，、,（(。；;\s]*其中[：:，,]?")
_LISTED = re.compile(r"\s*(?:、|和|及|以及)")
_TOTAL = re.compile(r"达|总|累计|增[至到]|突破")
# 每千人6.5批次: a rate is no whole of a count.
_RATE = re.compile(r"[每均]")


def check_sums(
    observations: Sequence[Observation], report: Report, settings: ConsistencySettings
) -> Iterator[Finding]:
    """Yield findings about parts and wholes within a report. ``observations`` are ordered by place in the text."""
    for group in group_figures(observations):
        for rule in load_rules().sums:
            yield from _check_sum(rule, group, report, settings)
            if rule.growth:
                yield from _check_growth(rule, group, report, settings)
        yield from _check_within(group, report, settings)
    yield from _check_narrowed(observations, report, settings)
    yield from _check_structure(observations, report, settings)
    yield from _check_exclusive(observations, report, settings)
    yield from _check_increments(observations, report, settings)


def _collect(
    rule: Sum, group: Group, kind: Kind, settings: ConsistencySettings
) -> tuple[Observation, list[Observation]] | None:
    whole = group.narrowest(rule.whole, kind, settings)
    if whole is None:
        return None
    parts = [
        part
        for name in rule.parts
        if (part := group.narrowest(name, kind, settings, whole.std_unit)) is not None
    ]
    return (whole, parts) if len(parts) == len(rule.parts) else None


def _check_sum(rule: Sum, group: Group, report: Report, settings: ConsistencySettings) -> Iterator[Finding]:
    found = _collect(rule, group, "level", settings)
    if found is None:
        return
    whole, parts = found
    spreads = [spread(part, settings) for part in parts]
    low, high = sum(s[0] for s in spreads), sum(s[1] for s in spreads)
    slack = settings.identity_slack * abs(whole.std_value or 0.0)
    if overlap(spread(whole, settings), (low - slack, high + slack)):
        return
    total = sum(part.std_value or 0.0 for part in parts)
    yield find(
        "parts_sum",
        whole,
        report,
        seen=f"与各部分之和{number(total)}不符；各部分为{'、'.join(point(part) for part in parts)}",
        expected="等于各部分之和",
        action=_ACTION,
        severity="error",
    )


def _check_growth(
    rule: Sum, group: Group, report: Report, settings: ConsistencySettings
) -> Iterator[Finding]:
    found = _collect(rule, group, "growth", settings)
    if found is None:
        return
    whole, parts = found
    if len({(figure.basis, figure.std_unit) for figure in (whole, *parts)}) > 1:
        return
    if "real" in {f.price_basis for f in parts} ^ {whole.price_basis}:
        return
    spreads = [spread(part, settings) for part in parts]
    limits = min(s[0] for s in spreads), max(s[1] for s in spreads)
    if overlap(spread(whole, settings), limits):
        return
    yield find(
        "growth_outside_parts",
        whole,
        report,
        seen=f"整体的增速不在各部分增速之间；各部分为{'、'.join(point(part) for part in parts)}",
        expected="整体的增速介于各部分的最低与最高增速之间",
        action=_ACTION,
        severity="error",
    )


def _check_within(group: Group, report: Report, settings: ConsistencySettings) -> Iterator[Finding]:
    for rule in load_rules().withins:
        whole = group.narrowest(rule.whole, "level", settings)
        if whole is None:
            continue
        for name in rule.parts:
            part = group.narrowest(name, "level", settings, whole.std_unit)
            if part is not None:
                yield from _compare_part(part, whole, report, settings)


def _check_narrowed(
    observations: Sequence[Observation], report: Report, settings: ConsistencySettings
) -> Iterator[Finding]:
    """其中 narrows: what follows is no larger than the last level before it."""
    level: Observation | None = None
    whole: Observation | None = None
    for before, part in pairwise(observations):
        between = report.text[before.char_end : part.char_start]
        if before.evidence != part.evidence:
            level = whole = None
            continue
        level = before if before.kind == "level" else level
        if _NARROWS.match(between):
            whole = level
        elif not _LISTED.match(between):
            whole = None
        if whole is not None and _is_part(part, whole, report):
            yield from _compare_part(part, whole, report, settings)


def _is_part(part: Observation, whole: Observation, report: Report) -> bool:
    if part.kind != "level" or whole.kind != "level" or None in (part.std_value, whole.std_value):
        return False
    if (part.std_unit, part.status, holder_of(part)) != (whole.std_unit, whole.status, holder_of(whole)):
        return False
    if part.std_unit in ("%", None) or part.time_period != whole.time_period:
        return False
    if part.std_unit == "CNY" and part.indicator_text[-2:] != whole.indicator_text[-2:]:
        return False  # 生产总值…, 其中, 规上工业总产值…: output counts what value added does not
    words = part.indicator_text + whole.indicator_text
    return _RATE.search(words + report.text[max(0, whole.char_start - 4) : whole.char_start]) is None


def _compare_part(
    part: Observation, whole: Observation, report: Report, settings: ConsistencySettings
) -> Iterator[Finding]:
    if spread(part, settings)[0] <= spread(whole, settings)[1] * (1 + settings.identity_slack):
        return
    yield find(
        "part_over_whole",
        part,
        report,
        seen=f"部分大于整体，整体为{point(whole)}",
        expected="部分不大于整体",
        action=_ACTION,
        severity="error",
    )


def _check_structure(
    observations: Sequence[Observation], report: Report, settings: ConsistencySettings
) -> Iterator[Finding]:
    """三次产业结构为a∶b∶c: three shares of one whole."""
    chain: list[Observation] = []
    for figure in observations:
        joined = bool(chain) and _COLON.match(report.text[chain[-1].char_end : figure.char_start]) is not None
        if not joined:
            yield from _check_chain(chain, report, settings)
            chain = []
        chain.append(figure)
    yield from _check_chain(chain, report, settings)


def _check_chain(
    chain: list[Observation], report: Report, settings: ConsistencySettings
) -> Iterator[Finding]:
    # a ratio of few parts (4∶3∶3) is no list of percentages
    if len(chain) < 3 or "结构" not in report.text[max(0, chain[0].char_start - 20) : chain[0].char_start]:
        return
    total = sum(figure.value or 0.0 for figure in chain)
    if total > 50 and abs(total - 100) > settings.list_slack:
        yield find(
            "structure_sum",
            chain[0],
            report,
            seen=f"各部分之比合计为{number(total)}",
            expected="合计为100",
            action=_ACTION,
            severity="error",
        )


def _check_exclusive(
    observations: Sequence[Observation], report: Report, settings: ConsistencySettings
) -> Iterator[Finding]:
    """Yield lists of shares whose names differ only by words that exclude each other."""
    lists: dict[tuple[object, ...], dict[str, Observation]] = {}
    for figure in observations:
        if figure.kind != "share" or figure.std_unit != "%" or figure.std_value is None:
            continue
        for words in load_rules().wording.exclusive:
            for word in words:
                if word in figure.indicator_text:
                    rest = figure.indicator_text.replace(word, "", 1)
                    key = (
                        words,
                        rest,
                        figure.base_text,
                        figure.time_period,
                        holder_of(figure),
                        figure.status,
                    )
                    lists.setdefault((*key, figure.evidence), {})[word] = figure
    for shares in lists.values():
        figures = list(shares.values())
        total = sum(spread(figure, settings)[0] for figure in figures)
        if len(figures) > 1 and total > 100 + settings.list_slack:
            yield find(
                "shares_sum",
                figures[-1],
                report,
                seen=f"同一整体中互不重叠的各部分占比合计超过100%：{'、'.join(point(figure) for figure in figures)}",
                expected="合计不超过100%",
                action=_ACTION,
                severity="error",
            )


def _check_increments(
    observations: Sequence[Observation], report: Report, settings: ConsistencySettings
) -> Iterator[Finding]:
    """新增11个、达到25个: what was added is no more than the total."""
    for first, second in pairwise(observations):
        total, added = (second, first) if first.kind == "delta" else (first, second)
        if total.kind != "level" or added.kind != "delta" or _key(total) != _key(added):
            continue
        words = report.text[first.char_end : second.char_start] + (total.predicate or "")
        if (added.std_value or 0.0) <= 0 or not _TOTAL.search(words):
            continue
        if load_rules().wording.signed.search(added.indicator_text):
            continue
        if spread(added, settings)[0] > spread(total, settings)[1] * (1 + settings.identity_slack):
            yield find(
                "increment_over_total",
                added,
                report,
                seen=f"增量大于总量，总量为{point(total)}",
                expected="增量不大于期末总量",
                action=_ACTION,
                severity="error",
            )


def _key(figure: Observation) -> tuple[object, ...]:
    return (
        figure.evidence,
        figure.indicator_id or figure.indicator_text,
        holder_of(figure),
        figure.status,
        figure.std_unit,
    )
