from __future__ import annotations

from typing import Any

import pytest

from docstruct.evaluation.scores import Ratio, Scores, evaluate, sum_up

from .builders import (
    make_entity,
    make_fact,
    make_mention,
    make_observation,
    make_passage,
    make_reading,
)

TEXT = "全市新设企业３家，新设学校５所，在嘉定新城新增床位７张。"


def score(**got: Any) -> Scores:
    """Figures of one fact whose observation differs from gold in the given columns."""
    passage = make_passage(TEXT, make_fact(TEXT, "３家"))
    return sum_up(evaluate([passage], [make_reading(TEXT, make_observation(TEXT, "３家", **got))]))


@pytest.mark.parametrize(
    ("got", "value_unit", "complete"),
    [
        ({}, 1, 1),
        ({"value": 1.0000001}, 1, 1),
        ({"value": 1.01}, 0, 0),
        ({"value": None}, 0, 0),
        ({"unit_text": "個"}, 0, 0),
        ({"indicator_text": "学校"}, 1, 0),
        ({"kind": "delta"}, 1, 0),
        ({"status": "target"}, 1, 0),
        ({"time_period": "2025"}, 1, 0),
        ({"bound": "gt"}, 1, 1),
    ],
)
def test_what_a_complete_fact_takes(got: dict[str, Any], value_unit: int, complete: int) -> None:
    scores = score(**got)
    assert (scores.facts["value+unit"].right, scores.facts["complete"].right) == (value_unit, complete)


@pytest.mark.parametrize(
    ("column", "value", "figure"),
    [
        ("kind", "delta", "kind"),
        ("status", "target", "status"),
        ("bound", "gt", "bound"),
        ("time_period", "2025", "period"),
    ],
)
def test_a_wrong_field_lowers_its_own_figure_alone(column: str, value: str, figure: str) -> None:
    fields = score(**{column: value}).fields
    assert [name for name, share in fields.items() if share < 1] == [figure]


@pytest.mark.parametrize(
    ("due", "given", "right", "false"),
    [("gdp", "gdp", 1, 0), ("gdp", "cpi", 0, 0), ("", "gdp", 0, 1), ("", "x_0", 0, 0), ("gdp", None, 0, 0)],
)
def test_headline_ids(due: str, given: str | None, right: int, false: int) -> None:
    passage = make_passage(TEXT, make_fact(TEXT, "３家", hid=due))
    reading = make_reading(TEXT, make_observation(TEXT, "３家", indicator_id=given))
    scores = sum_up(evaluate([passage], [reading]))
    assert (scores.headline_gold, scores.headline_right, scores.headline_false) == (bool(due), right, false)


def test_misses_cost_recall_and_extras_precision() -> None:
    passage = make_passage(TEXT, make_fact(TEXT, "３家"), make_fact(TEXT, "５所"))
    reading = make_reading(TEXT, make_observation(TEXT, "３家"), make_observation(TEXT, "７张"))
    quantity = sum_up(evaluate([passage], [reading])).facts["quantity"]
    assert (quantity.precision, quantity.recall) == (0.5, 0.5)


def test_a_passage_that_is_not_found_counts_as_missed_and_is_named() -> None:
    passage = make_passage(TEXT, make_fact(TEXT, "３家"))
    scores = sum_up(evaluate([passage], [make_reading("另一份报告")]))
    assert (scores.missing, scores.facts["quantity"].recall, scores.gold_facts) == (("p",), 0.0, 1)


def test_entities_by_label_and_span() -> None:
    passage = make_passage(TEXT, entities=(make_entity(TEXT, "嘉定新城", "ZONE"),))
    reading = make_reading(TEXT, mentions=(make_mention(TEXT, "嘉定新城", "DISTRICT"),))
    entities = sum_up(evaluate([passage], [reading])).entities
    assert {name: (r.right, r.gold, r.given) for name, r in entities.items() if r.gold or r.given} == {
        "DISTRICT": (0, 0, 1),
        "ZONE": (0, 1, 0),
        "all": (0, 1, 1),
        "span": (1, 1, 1),
    }


def test_phenomena_count_missed_facts_too() -> None:
    passage = make_passage(TEXT, make_fact(TEXT, "３家", bound="gt"), make_fact(TEXT, "５所", bound="gt"))
    scores = sum_up(evaluate([passage], [make_reading(TEXT, make_observation(TEXT, "３家"))]))
    bounded = next(row for row in scores.phenomena if row.name == "bounded")
    assert (bounded.facts, bounded.found, bounded.complete) == (2, 0.5, 0.5)


def test_ratio_of_nothing_is_zero() -> None:
    assert Ratio(0, 0, 0).f1 == 0
