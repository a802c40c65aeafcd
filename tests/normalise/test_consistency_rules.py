"""The rules file, and the spread of values that the words of a figure leave open."""

from __future__ import annotations

from math import inf

import pytest

from docstruct.errors import LexiconError
from docstruct.normalise.consistency.figures import spread
from docstruct.normalise.consistency.rules import load_rules, parse_rules
from docstruct.settings import ConsistencySettings

from .consistency_examples import read

EMPTY = {"series": [], "totals": {"ids": []}, "sum": [], "within": [], "ratio": [], "quotient": []}


def with_wording(**rules: object) -> dict[str, object]:
    fields = load_rules().wording.__slots__
    return {**EMPTY, "wording": {name: [] if name == "exclusive" else "x" for name in fields}, **rules}


def test_an_unknown_series_is_refused() -> None:
    with pytest.raises(LexiconError, match="gdpp"):
        parse_rules(with_wording(series=[{"id": "gdpp", "source": "none"}]))


def test_a_limit_without_a_source_is_refused() -> None:
    with pytest.raises(LexiconError, match="source"):
        parse_rules(with_wording(series=[{"id": "gdp", "growth": [0, 1]}]))


@pytest.mark.parametrize(
    ("marked", "low", "high"),
    [
        ("<q ind=面积>12公顷</q>", 11.5, 12.5),
        ("<q ind=面积 bound=approx>100公顷</q>", 95, 105),
        ("<q ind=面积 bound=ge>12公顷</q>", 11.5, inf),
        ("<q ind=面积 bound=le>12公顷</q>", -inf, 12.5),
        ("<q ind=面积>1.2万公顷</q>", 11500, 12500),
        ("<q ind=面积>15亩</q>", 29 / 30, 31 / 30),
    ],
)
def test_spread(marked: str, low: float, high: float) -> None:
    (figure,), _ = read(marked)
    assert spread(figure, ConsistencySettings()) == pytest.approx((low, high))
