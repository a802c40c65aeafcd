from __future__ import annotations

import json
from typing import Any

import pytest

from docstruct.evaluation.report import find_mistakes, format_scores, limit_mistakes, to_json
from docstruct.evaluation.scores import PassageResult, evaluate, sum_up

from .builders import (
    make_entity,
    make_fact,
    make_mention,
    make_observation,
    make_passage,
    make_reading,
)

TEXT = "全市新设企业３家，新设学校５所，在嘉定新城新增床位７张。"


def results(**got: Any) -> list[PassageResult]:
    passage = make_passage(TEXT, make_fact(TEXT, "３家"))
    return evaluate([passage], [make_reading(TEXT, make_observation(TEXT, "３家", **got))])


@pytest.mark.parametrize(
    ("got", "sort", "expected", "given"),
    [
        ({"value": 4.0}, "value+unit", "1 家", "4 家"),
        ({"value": None}, "value+unit", "1 家", ""),
        ({"indicator_text": "学校"}, "indicator", "企业", "学校"),
        ({"kind": "delta"}, "kind", "level", "delta"),
        ({"status": "target"}, "status", "actual", "target"),
        ({"bound": "gt"}, "bound", "eq", "gt"),
        ({"time_period": "2025"}, "period", "2024", "2025"),
        ({"indicator_id": "gdp"}, "headline", "", "gdp"),
    ],
)
def test_a_mistake_tells_what_was_expected(got: dict[str, Any], sort: str, expected: str, given: str) -> None:
    [mistake] = find_mistakes(results(**got))
    assert (mistake.sort, mistake.expected, mistake.got) == (sort, expected, given)


def test_a_mistake_quotes_the_words_around_the_figure() -> None:
    [mistake] = find_mistakes(results(kind="delta"))
    assert "新设企业[3家],新设学校" in mistake.line()
    assert "rules:before" in mistake.line()


def test_misses_extras_and_entities_are_mistakes() -> None:
    passage = make_passage(TEXT, make_fact(TEXT, "３家"), entities=(make_entity(TEXT, "嘉定新城", "ZONE"),))
    mention = make_mention(TEXT, "嘉定", "DISTRICT")
    reading = make_reading(TEXT, make_observation(TEXT, "７张"), mentions=(mention,))
    found = [(m.sort, m.quantity) for m in find_mistakes(evaluate([passage], [reading]))]
    assert found == [
        ("missed", "３家"),
        ("extra", "７张"),
        ("entity missed", "嘉定新城"),
        ("entity extra", "嘉定"),
    ]


def test_no_more_mistakes_of_a_sort_are_shown_than_asked_for() -> None:
    mistakes = [*find_mistakes(results(kind="delta", status="target"))] * 3
    assert [m.sort for m in limit_mistakes(mistakes, 2)] == ["kind", "kind", "status", "status"]


def test_the_table_names_passages_that_were_not_found() -> None:
    passage = make_passage(TEXT, make_fact(TEXT, "３家"))
    table = format_scores(sum_up(evaluate([passage], [])))
    assert "passages not found: p" in table


def test_phenomena_are_shown_on_request() -> None:
    scores = sum_up(results())
    assert "level" not in format_scores(scores)
    assert "level" in format_scores(scores, by_phenomenon=True)


def test_json_holds_figures_and_mistakes() -> None:
    found = results(kind="delta")
    data = json.loads(json.dumps(to_json(sum_up(found), [*find_mistakes(found)])))
    assert data["facts"]["quantity"]["f1"] == 1
    assert data["facts"]["complete"]["f1"] == 0
    assert data["phenomena"]["level"]["facts"] == 1
    assert [mistake["sort"] for mistake in data["mistakes"]] == ["kind"]
