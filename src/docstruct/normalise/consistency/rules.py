"""Limits of single series and how series hang together; the data stand in ``rules.toml`` beside this file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, Literal

from pydantic import ValidationError

from docstruct.errors import LexiconError
from docstruct.lexicon.indicators import load_indicators
from docstruct.records import Record


class Series(Record):
    """What is known of one series; see the head of ``rules.toml``."""

    id: str
    growth: tuple[float, float] | None = None
    level: tuple[float, float] | None = None
    unit: str | None = None
    single: bool = False
    real: bool = False
    rescoped: bool = False
    additive: bool = False
    aims: Literal["up", "down"] | None = None
    source: str


class Sum(Record):
    """A whole that its parts make up."""

    whole: str
    parts: tuple[str, ...]
    growth: bool


class Within(Record):
    """A whole that none of these parts exceeds."""

    whole: str
    parts: tuple[str, ...]


class Ratio(Record):
    """Two series whose ratio has limits."""

    above: str
    below: str
    limits: tuple[float, float]
    meaning: str
    source: str


class Quotient(Record):
    """A series that is another one divided by a third, times ``scale``."""

    value: str
    above: str
    below: str
    scale: float
    slack: float


@dataclass(frozen=True, slots=True)
class Wording:
    """Patterns over the wording of indicators and bases."""

    exclusive: tuple[tuple[str, ...], ...]
    capped: re.Pattern[str]
    uncapped: re.Pattern[str]
    not_a_whole: re.Pattern[str]
    other_scope: re.Pattern[str]
    signed: re.Pattern[str]
    spending: re.Pattern[str]
    not_spending: re.Pattern[str]
    visitors: re.Pattern[str]
    not_visitors: re.Pattern[str]
    new_scope: re.Pattern[str]
    division: re.Pattern[str]
    no_division: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of the data file.

    ``totals`` are the series of which a place has one level a period.
    """

    series: dict[str, Series]
    totals: frozenset[str]
    sums: tuple[Sum, ...]
    withins: tuple[Within, ...]
    ratios: tuple[Ratio, ...]
    quotients: tuple[Quotient, ...]
    wording: Wording


@cache
def load_rules() -> Rules:
    """Read the rules that ship with docstruct.

    Raises
    ------
    LexiconError
        An entry has a missing or unknown field, or names a series that the indicator registry does not have.
    """
    data = tomllib.loads(
        (files("docstruct.normalise.consistency") / "rules.toml").read_text(encoding="utf-8")
    )
    return parse_rules(data)


def parse_rules(data: dict[str, Any]) -> Rules:
    """Check the content of a rules file.

    Raises
    ------
    LexiconError
        See `load_rules`.
    """
    try:
        series = {entry["id"]: Series.model_validate(entry) for entry in data["series"]}
        rules = Rules(
            series=series,
            totals=frozenset(data["totals"]["ids"])
            | {name for name, known in series.items() if known.single},
            sums=tuple(Sum.model_validate(entry) for entry in data["sum"]),
            withins=tuple(Within.model_validate(entry) for entry in data["within"]),
            ratios=tuple(Ratio.model_validate(entry) for entry in data["ratio"]),
            quotients=tuple(Quotient.model_validate(entry) for entry in data["quotient"]),
            wording=_compile(data["wording"]),
        )
    except ValidationError as error:
        fault = error.errors()[0]
        raise LexiconError(
            f"consistency rules: {fault['input']!r}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"
        ) from error
    _require_known(rules)
    return rules


def _compile(entry: dict[str, Any]) -> Wording:
    patterns = {key: re.compile(value) for key, value in entry.items() if key != "exclusive"}
    return Wording(exclusive=tuple(map(tuple, entry["exclusive"])), **patterns)


def _require_known(rules: Rules) -> None:
    named = chain(
        rules.series,
        rules.totals,
        *((total.whole, *total.parts) for total in rules.sums),
        *((within.whole, *within.parts) for within in rules.withins),
        *((ratio.above, ratio.below) for ratio in rules.ratios),
        *((quotient.value, quotient.above, quotient.below) for quotient in rules.quotients),
    )
    registry = load_indicators()
    for indicator_id in named:
        if registry.get(indicator_id) is None:
            raise LexiconError(f"consistency rules: the indicator registry has no series {indicator_id!r}")
