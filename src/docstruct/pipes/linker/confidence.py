"""How far a fact can be trusted, from how its parts were found."""

from __future__ import annotations

from docstruct.pipes.frames import Fact
from docstruct.pipes.indicators.patterns import GENERIC

#: By rule that gave the indicator; measured on gold (see the table in docs/evaluation.md).
_BY_RULE = {
    "before": 0.95,
    "behind": 0.92,
    "distributed": 0.93,
    "clause": 0.85,
    "carried": 0.93,
    "undistributed": 0.5,
    "lead": 0.5,
    "fallback": 0.25,
}


def score(text: str, fact: Fact) -> float:
    """Probability that the fact is complete and right, between 0 and 1."""
    value = _BY_RULE.get(fact.rule, 0.5)
    name = fact.indicator.text if fact.indicator is not None else ""
    if name in GENERIC:
        value *= 0.7
    elif len(name) < 2 or len(name) > 24:
        value *= 0.75
    if fact.kind in ("spec", "rank"):
        value = min(value, 0.85)
    return round(value, 3)
