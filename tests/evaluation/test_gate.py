"""No figure falls below its floor; where one must, the floors are lowered on purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from docstruct.evaluation.floors import check_pinned, find_breaches, measure
from docstruct.evaluation.readings import Reading
from docstruct.evaluation.sets import Collection, GoldSet

FLOORS = Path(__file__).resolve().parents[2] / "corpus" / "gold" / "floors.toml"
SETS = Collection(FLOORS).sets


@pytest.fixture(params=SETS, ids=[gold_set.name for gold_set in SETS])
def gold_set(request: pytest.FixtureRequest) -> GoldSet:
    found: GoldSet = request.param
    if found.beside:
        request.getfixturevalue("shared")
    return found


def test_gold_and_reports_are_those_of_the_floors(gold_set: GoldSet, collection: Collection) -> None:
    assert check_pinned(gold_set, collection.pin(gold_set)) == []


def test_every_part_has_floors(gold_set: GoldSet) -> None:
    assert set(gold_set.floors) == set(gold_set.parts)


def test_no_figure_is_below_its_floor(
    gold_set: GoldSet, collection: Collection, extract_once: Callable[[Path], Reading]
) -> None:
    breaches = find_breaches(gold_set, measure(collection, gold_set, extract_once))
    assert [str(breach) for breach in breaches] == []
