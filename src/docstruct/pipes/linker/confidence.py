"""How far a fact can be trusted, from how its parts were found.

A small table of log-odds (``confidence.toml``), fitted on gold by ``python -m docstruct.evaluation.calibration``:
what a fact shows (the rule that named it, its name, kind, time and form of list) adds up to the odds that it is
complete and right.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from docstruct.lexicon.indicators import Indicator, load_indicators
from docstruct.pipes.frames import Fact
from docstruct.pipes.indicators.patterns import GENERIC
from docstruct.records import Record
from docstruct.units import load_units

#: Kinds that gold does not score; nothing is known about them, so they never pass for certain.
UNSCORED = frozenset(("spec", "rank"))
_CEILING = 0.85

_KNOWN_RULES = frozenset(("before", "behind", "distributed", "carried"))
_RELATIVE = frozenset(("ratio", "points", "multiple"))
#: A name that begins with a particle, or holds a comparison, a verb of change or the end of a clause, is cut wrongly.
_ODD = re.compile(
    r"^[和与及或等在由从把将向对比较超再略微已均又并其该使为]|[，；：]|比上|较上|同比|超过|达到|突破|进一步|加快|推进"
    r"|在.*中|上一个|[年月日]$"
)
_SHORTEST = 3


class Calibration(Record):
    """The table: log-odds of what a fact shows, by group and case, on top of ``bias``.

    ``discount`` multiplies the odds of an error: rules are written with the gold at hand and err more often
    elsewhere.
    """

    discount: float
    bias: float
    weights: dict[str, dict[str, float]]


@cache
def load_calibration() -> Calibration:
    """The table that ``confidence.toml`` beside this file holds."""
    data = tomllib.loads(files("docstruct.pipes.linker").joinpath("confidence.toml").read_text("utf-8"))
    return Calibration(discount=data["discount"], bias=data["bias"], weights=data["weights"])


def score(fact: Fact) -> float:
    """Probability that the fact is complete and right, between 0 and 1."""
    value = weigh(describe(fact), load_calibration())
    return min(value, _CEILING) if fact.kind in UNSCORED else value


def weigh(shows: Mapping[str, str], table: Calibration) -> float:
    """Probability that a table gives to what a fact shows; a case that the table does not name adds nothing.

    Examples
    --------
    >>> table = Calibration(discount=2, bias=1, weights={"rule": {"before": 2, "guessed": -2}})
    >>> weigh({"rule": "before"}, table), weigh({"rule": "guessed"}, table)
    (0.909, 0.155)
    """
    odds = table.bias + sum(table.weights.get(group, {}).get(case, 0.0) for group, case in shows.items())
    return round(1 / (1 + table.discount * math.exp(-odds)), 3)


def describe(fact: Fact) -> dict[str, str]:
    """What a fact shows, by group of the table."""
    frame = fact.frame
    return {
        "rule": fact.rule if fact.rule in _KNOWN_RULES else "guessed",
        "name": _judge_name(fact),
        "kind": fact.kind if fact.kind in ("level", "growth") else "other",
        "time": _judge_time(fact),
        "predicate": "stated" if frame.tails else "verb" if frame.verb else "none",
        "list": "distributes" if frame.distributes else "plain",
        "scope": "narrowed" if frame.attributive or frame.narrowed else "plain",
        "comparison": "stated" if frame.comparison is not None else "none",
    }


def _judge_name(fact: Fact) -> str:
    name = fact.indicator.text if fact.indicator is not None else ""
    if _find_series(name, fact.unit_text) is not None:
        return "registered"
    if len(name) < _SHORTEST or name in GENERIC:
        return "generic"
    return "odd" if _ODD.search(name) else "plain"


@lru_cache(maxsize=65_536)
def _find_series(name: str, unit: str) -> Indicator | None:
    registry = load_indicators()
    if (found := registry.lookup(name)) is not None:
        return found
    known = load_units().find(unit) if unit else None
    dimension = known.dimension if known is not None else None
    if dimension in _RELATIVE:
        return registry.lookup_growth(name)
    return registry.lookup_level(name, dimension)


def _judge_time(fact: Fact) -> str:
    if "/" not in fact.period:
        return "year"
    return "span, change" if fact.kind in ("growth", "delta") else "span, level"
