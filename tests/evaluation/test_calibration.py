from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from docstruct.errors import EvaluationError
from docstruct.evaluation.calibration import Example, collect_examples, fit, rate, write_table
from docstruct.evaluation.reliability import list_trusts, measure_confident
from docstruct.evaluation.scores import evaluate
from docstruct.evaluation.sets import Collection, extract_reading
from docstruct.pipes.linker.confidence import load_calibration


def examples(case: str, right: int, wrong: int) -> list[Example]:
    return [Example({"rule": case}, n < right) for n in range(right + wrong)]


GOOD_AND_BAD = examples("before", 190, 2) + examples("guessed", 10, 20)


def test_a_case_that_errs_gets_less_confidence() -> None:
    weights = fit(GOOD_AND_BAD).weights["rule"]
    assert weights["guessed"] < 0 < weights["before"]


def test_a_case_seen_twice_moves_the_odds_little() -> None:
    rare = fit(GOOD_AND_BAD + examples("new", 0, 2)).weights["rule"]["new"]
    often = fit(GOOD_AND_BAD + examples("new", 0, 40)).weights["rule"]["new"]
    assert often < rare < 0


def test_without_discount_confidence_states_the_rate_of_the_gold() -> None:
    table = fit(GOOD_AND_BAD).model_copy(update={"discount": 1.0})
    stated = [trust.confidence for trust in rate(GOOD_AND_BAD, table)]
    right = [example.right for example in GOOD_AND_BAD]
    assert sum(stated) / len(stated) == pytest.approx(sum(right) / len(right), abs=0.005)


def test_the_discount_lowers_every_confidence() -> None:
    table = fit(GOOD_AND_BAD)
    plain = rate(GOOD_AND_BAD, table.model_copy(update={"discount": 1.0}))
    assert all(t.confidence < p.confidence for t, p in zip(rate(GOOD_AND_BAD, table), plain, strict=True))


def test_the_same_examples_give_the_same_table_in_any_order() -> None:
    assert fit(GOOD_AND_BAD) == fit(GOOD_AND_BAD[::-1])


@pytest.mark.parametrize("rows", [[], examples("before", 9, 0), examples("before", 0, 9)])
def test_nothing_to_tell_apart_is_refused(rows: list[Example]) -> None:
    with pytest.raises(EvaluationError, match="some of both"):
        fit(rows)


def test_the_written_table_reads_back(tmp_path: Path) -> None:
    table = fit(GOOD_AND_BAD)
    write_table(table, GOOD_AND_BAD, tmp_path / "table.toml")
    text = (tmp_path / "table.toml").read_text("utf-8")
    assert tomllib.loads(text) == table.model_dump()
    assert "222 scored observations of gold, 22 of them" in text


def test_the_committed_table_trusts_a_plain_fact_of_a_registered_series() -> None:
    plain = {
        "rule": "before",
        "name": "registered",
        "kind": "level",
        "time": "year",
        "list": "plain",
        "scope": "plain",
        "comparison": "none",
        "predicate": "none",
    }
    guessed = plain | {"rule": "guessed", "name": "generic"}
    trusts = rate([Example(plain, True), Example(guessed, True)], load_calibration())
    assert measure_confident(trusts)[0] == 0.5


def test_examples_are_the_scored_observations_of_a_report(root: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "gold").mkdir(parents=True)
    [report] = (root / "corpus" / "samples").glob("2024年国务院*.txt")
    (corpus / report.name).write_bytes(report.read_bytes())
    rows = (root / "corpus" / "gold" / "samples.jsonl").read_text("utf-8").splitlines()
    (corpus / "gold" / "g.jsonl").write_text(
        "\n".join(row for row in rows if "样例-国务院-2024" in row), "utf-8"
    )
    floors = corpus / "gold" / "floors.toml"
    floors.write_text(
        '[[set]]\nname = "one"\ngold = "gold/g.jsonl"\nreports = "."\nunseen = ["国务院"]\n', "utf-8"
    )
    collection = Collection(floors)
    trusts = list_trusts(evaluate(collection.load(collection.sets[0]), [extract_reading(report)]))
    examples = collect_examples(collection)
    assert examples["seen"] == []
    assert sorted(rate(examples["unseen"], load_calibration()), key=str) == sorted(trusts, key=str)
