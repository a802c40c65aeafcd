"""Two figures that only fit together within limits: money a visitor, ratios of series, shares of a known whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docstruct.lexicon.indicators import DERIVED_PREFIX
from docstruct.normalise.consistency.figures import holder_of, overlap, place_of, quotient, spread
from docstruct.normalise.consistency.groups import Group, group_figures
from docstruct.normalise.consistency.messages import between, find, number, point
from docstruct.normalise.consistency.rules import load_rules
from docstruct.normalise.indicators import identify
from docstruct.records import Finding, Observation, Report
from docstruct.settings import ConsistencySettings
from docstruct.units import load_units

_ACTION = (
    "核对两个数据的数值与单位（多为漏写或多写“万”“亿”）；原文如此的标注为原文笔误，抽取有误的在审校中订正"
)
_STOP = re.compile(r"[。；;！？\n]")


def check_ratios(
    observations: Sequence[Observation], report: Report, settings: ConsistencySettings
) -> Iterator[Finding]:
    """Yield findings about pairs of figures. ``observations`` are ordered by place in the text."""
    yield from _check_visits(observations, report, settings)
    for group in group_figures(observations):
        yield from _check_ratios(group, report, settings)
        yield from _check_quotients(group, report, settings)
    yield from _check_shares(observations, report, settings)


def _check_visits(
    observations: Sequence[Observation], report: Report, settings: ConsistencySettings
) -> Iterator[Finding]:
    """What visitors spent, by head: 吸引游客…人次、拉动消费…元."""
    for place, money in enumerate(observations):
        if not _is_spending(money):
            continue
        visits = _nearest_visits(observations, place, report, settings)
        spent = quotient(spread(money, settings), spread(visits, settings)) if visits is not None else None
        if visits is None or spent is None or overlap(spent, (settings.visit_low, settings.visit_high)):
            continue
        mean = (money.std_value or 0.0) / (visits.std_value or 1.0)
        yield find(
            "money_per_person",
            money,
            report,
            seen=f"与{point(visits)}合计，每人次约{number(mean)}元",
            expected=f"每人次{between(settings.visit_low, settings.visit_high)}元",
            action=_ACTION,
            severity="error",
        )


def _is_spending(figure: Observation) -> bool:
    words = load_rules().wording
    return (
        figure.std_unit == "CNY"
        and figure.kind in ("level", "delta")
        and (figure.std_value or 0.0) > 0
        and words.spending.search(figure.indicator_text) is not None
        and words.not_spending.search(figure.indicator_text) is None
    )


def _is_visits(figure: Observation, report: Report) -> bool:
    words = load_rules().wording
    before = report.text[max(0, figure.char_start - 12) : figure.char_start]
    return (
        figure.std_unit in ("person", "person_time")
        and figure.kind in ("level", "delta")
        and (figure.std_value or 0.0) > 0
        and words.visitors.search(figure.indicator_text) is not None
        and words.not_visitors.search(figure.indicator_text + before) is None
    )


def _nearest_visits(
    observations: Sequence[Observation], place: int, report: Report, settings: ConsistencySettings
) -> Observation | None:
    wording, money, found = load_rules().wording, observations[place], []
    for other in (*observations[max(0, place - 2) : place], *observations[place + 1 : place + 3]):
        first, last = sorted((money, other), key=lambda figure: figure.char_start)
        words = report.text[first.char_end : last.char_start]
        apart = len(words) > settings.chain_chars or _STOP.search(words) or wording.new_scope.search(words)
        if not apart and _is_visits(other, report) and _same_occasion(money, other):
            found.append((len(words), other))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _same_occasion(one: Observation, other: Observation) -> bool:
    return (one.time_period, one.status, place_of(one)) == (other.time_period, other.status, place_of(other))


def _check_ratios(group: Group, report: Report, settings: ConsistencySettings) -> Iterator[Finding]:
    for rule in load_rules().ratios:
        above = group.narrowest(rule.above, "level", settings)
        below = group.narrowest(rule.below, "level", settings)
        if above is None or below is None or _currency_clash(above, below):
            continue
        ratio = quotient(spread(above, settings), spread(below, settings))
        if ratio is None or overlap(ratio, rule.limits):
            continue
        yield find(
            "implausible_ratio",
            above,
            report,
            seen=f"与{point(below)}相比，{rule.meaning}为{number((above.std_value or 0.0) / (below.std_value or 1.0))}",
            expected=between(*rule.limits),
            action=_ACTION,
            severity="error",
        )


def _check_quotients(group: Group, report: Report, settings: ConsistencySettings) -> Iterator[Finding]:
    for rule in load_rules().quotients:
        value, above, below = (
            group.narrowest(name, "level", settings) for name in (rule.value, rule.above, rule.below)
        )
        if value is None or above is None or below is None or _currency_clash(above, below):
            continue
        if rule.scale == 1 and value.std_unit is not None and value.std_unit != above.std_unit:
            continue  # a product per head in dollars beside a product in yuan
        computed = quotient(spread(above, settings), spread(below, settings))
        if computed is None:
            continue
        low, high = computed[0] * rule.scale * (1 - rule.slack), computed[1] * rule.scale * (1 + rule.slack)
        if overlap(spread(value, settings), (low, high)):
            continue
        yield find(
            "quotient",
            value,
            report,
            seen=f"与{point(above)}除以{point(below)}所得不符",
            expected=between(low, high),
            action=_ACTION,
            severity="error",
        )


def _currency_clash(above: Observation, below: Observation) -> bool:
    units = load_units()
    first, second = (units.get(figure.std_unit or "") for figure in (above, below))
    return (
        first is not None
        and second is not None
        and first.dimension == second.dimension == "currency"
        and first.code != second.code
    )


def _check_shares(
    observations: Sequence[Observation], report: Report, settings: ConsistencySettings
) -> Iterator[Finding]:
    """A part, its share and the whole: 完成产值a亿元，占规上工业总产值的b%, where the report gives that too."""
    wholes: dict[tuple[object, ...], list[Observation]] = {}
    for figure in observations:
        if figure.kind == "level" and figure.indicator_id and figure.std_value:
            wholes.setdefault(_whole_key(figure, figure.indicator_id), []).append(figure)
    for part, share in pairwise(observations):
        if not _states_share(part, share, report):
            continue
        unit = load_units().get(part.unit or "")
        whole_id, _ = identify(
            share.base_text or "", unit_dimension=unit.dimension if unit else None, kind="level"
        )
        if whole_id is None or whole_id.startswith(DERIVED_PREFIX):
            continue
        candidates = [w for w in wholes.get(_whole_key(part, whole_id), ()) if w is not part]
        rate = spread(share, settings)
        if not candidates or rate[0] <= 0:
            continue
        slack = 1 - settings.identity_slack, 1 + settings.identity_slack
        computed = [quotient(spread(part, settings), spread(whole, settings)) for whole in candidates]
        if any(c is None or overlap((100 * c[0] * slack[0], 100 * c[1] * slack[1]), rate) for c in computed):
            continue
        mean = 100 * (part.std_value or 0.0) / (candidates[0].std_value or 1.0)
        yield find(
            "share_of_whole",
            share,
            report,
            seen=f"按{point(part)}与{point(candidates[0])}计算，占比为{number(mean)}%",
            expected="与两个水平值算出的占比一致",
            action=_ACTION,
            severity="warning",
        )


def _states_share(part: Observation, share: Observation, report: Report) -> bool:
    return (
        part.kind == "level"
        and share.kind == "share"
        and share.std_unit == "%"
        and bool(share.base_text)
        and part.evidence == share.evidence
        and part.indicator_id == share.indicator_id
        and _same_occasion(part, share)
        and not _STOP.search(report.text[part.char_end : share.char_start])
    )


def _whole_key(figure: Observation, indicator_id: str) -> tuple[object, ...]:
    return indicator_id, holder_of(figure), figure.time_period, figure.status, figure.std_unit
