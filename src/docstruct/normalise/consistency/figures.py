"""What the checks look at: an observation, or the few columns of one that is already in a base."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from math import inf

from docstruct.lexicon.indicators import load_indicators
from docstruct.normalise.consistency.rules import load_rules
from docstruct.records import Basis, Bound, Kind, Observation, PriceBasis, Report, Status
from docstruct.settings import ConsistencySettings

_WRITTEN = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")
_LAST_RANGE = re.compile(r"[-—–~～至到]")
_YEAR = re.compile(r"(\d{4})(-(?:H[12]|Q[1-4]|\d{2}))?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFigure:
    """A row of the observations table, reduced to the columns that `check_across` needs."""

    obs_id: str
    report_id: str
    ref_area: str | None
    ref_area_name: str
    subject_entity_id: str | None
    indicator_id: str | None
    indicator_text: str
    kind: Kind
    basis: Basis | None
    price_basis: PriceBasis | None
    base_text: str | None
    quantity_text: str
    value: float | None
    value_high: float | None
    std_value: float | None
    std_unit: str | None
    bound: Bound
    status: Status
    time_period: str
    char_start: int
    char_end: int
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportName:
    """A row of the reports table, reduced to what a message names and orders reports by."""

    report_id: str
    title: str
    year: int


#: What is compared, and where it stands: records of a run, or rows that are already in a base.
Figure = Observation | ComparedFigure
Titled = Report | ReportName

#: Columns of the observations table that make a `ComparedFigure`.
COMPARED_COLUMNS = tuple(field.name for field in fields(ComparedFigure))


@cache
def compared_indicators() -> tuple[str, ...]:
    """Ids of the series that `check_across` compares: totals and rates. Rows of others need not be read.

    Examples
    --------
    >>> "gdp" in compared_indicators()
    True
    """
    rules = load_rules()
    rates = {indicator.id for indicator in load_indicators() if indicator.dimension == "ratio"}
    return tuple(sorted(rates | rules.totals | rules.series.keys()))


def spread(figure: Figure, settings: ConsistencySettings) -> tuple[float, float]:
    """Return the least and the greatest value that the words of a figure leave open, in its standard unit.

    Rounding counts for half of the last digit written; 左右 and 约 for ``approximate_spread``; 以上, 超 and the like
    leave one side open. A bound on a decline is on its size: 下降3.1%以上 is -3.1 or less.

    Examples
    --------
    >>> from docstruct.records import Observation
    >>> from docstruct.settings import ConsistencySettings
    >>> def figure(text, value, bound):
    ...     return Observation.model_construct(
    ...         quantity_text=text, value=value, value_high=None, std_value=value, bound=bound)
    >>> spread(figure("4.3万亿元", 4.3e12, "eq"), ConsistencySettings())
    (4250000000000.0, 4350000000000.0)
    >>> spread(figure("3.1%", -3.1, "ge"), ConsistencySettings())
    (-inf, -3.05)
    """
    value = figure.std_value or 0.0
    high = value
    if figure.value_high is not None and figure.value:
        high = figure.value_high * value / figure.value
    low, high = min(value, high), max(value, high)
    slack = half_digit(figure, settings)
    if figure.bound == "approx":
        slack = max(slack, settings.approximate_spread * abs(value))
    low, high = round(low - slack, 12), round(high + slack, 12)
    open_above = figure.bound in ("ge", "gt")
    open_below = figure.bound in ("le", "lt")
    if value < 0:
        open_above, open_below = open_below, open_above
    return (-inf if open_below else low, inf if open_above else high)


def half_digit(figure: Figure, settings: ConsistencySettings) -> float:
    """Return half of the last digit that a figure is written with, in its standard unit."""
    value = abs(figure.std_value or 0.0)
    parts = _WRITTEN.findall(_LAST_RANGE.split(figure.quantity_text)[0])
    number = parts[0].replace(",", "").replace("，", "").replace("．", ".") if len(parts) == 1 else ""
    if not number or float(number) == 0.0:
        return value * settings.written_out_spread
    decimals = len(number.partition(".")[2])
    return float(0.5 * 10.0**-decimals * value / float(number))


def overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two spreads share a value."""
    return one[0] <= other[1] and other[0] <= one[1]


def quotient(above: tuple[float, float], below: tuple[float, float]) -> tuple[float, float] | None:
    """Return the spread of a quotient of two positive figures, None where one may be zero or less."""
    if above[0] <= 0 or below[0] <= 0:
        return None
    return above[0] / below[1], above[1] / below[0]


def place_of(figure: Figure) -> str:
    """Code of a figure's place, its name where it has none."""
    return figure.ref_area or figure.ref_area_name


def holder_of(figure: Figure) -> str:
    """What a figure is about: an enterprise, a port or another entity, else its place."""
    return figure.subject_entity_id or place_of(figure)


def split_period(period: str) -> tuple[int, str] | None:
    """Year and part of the year (``-H1``, or an empty string) of a period; None for a span.

    Examples
    --------
    >>> split_period("2024-H1"), split_period("2024"), split_period("2021/2025")
    ((2024, '-H1'), (2024, ''), None)
    """
    found = _YEAR.match(period)
    return (int(found[1]), found[2] or "") if found else None
