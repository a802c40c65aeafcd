from __future__ import annotations

from docstruct.evaluation.reliability import (
    Trust,
    format_reliability,
    list_trusts,
    measure_confident,
    tabulate,
)
from docstruct.evaluation.scores import evaluate

from .builders import make_fact, make_observation, make_passage, make_reading

TEXT = "全市新设企业３家，新设学校５所，在嘉定新城新增床位７张。"


def test_answers_and_extras_are_judged_and_misses_are_not() -> None:
    passage = make_passage(TEXT, make_fact(TEXT, "３家"), make_fact(TEXT, "５所"))
    reading = make_reading(
        TEXT,
        make_observation(TEXT, "３家", confidence=0.8),
        make_observation(TEXT, "７张", confidence=0.6),
    )
    assert list_trusts(evaluate([passage], [reading])) == [Trust(0.8, True), Trust(0.6, False)]


def test_an_observation_at_the_edge_belongs_to_the_upper_bin() -> None:
    bins = list(tabulate([Trust(0.9, True), Trust(0.899, False), Trust(1.0, True)]))
    assert [(b.low, b.observations, b.right) for b in bins] == [(0.8, 1, 0), (0.9, 1, 1), (0.95, 1, 1)]


def test_nine_tenths_is_confident() -> None:
    assert measure_confident([Trust(0.9, True), Trust(0.899, True)]) == (0.5, 1)


def test_nothing_confident_is_nothing_right() -> None:
    assert measure_confident([Trust(0.2, True)]) == (0, 0)


def test_the_table_ends_in_the_line_that_counts() -> None:
    table = format_reliability([Trust(0.95, True), Trust(0.95, False)])
    assert table.splitlines()[-1].startswith("at 0.9 or above: 1.000 of observations, 0.500")
