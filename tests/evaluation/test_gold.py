from __future__ import annotations

import json
from pathlib import Path

import pytest

from docstruct.errors import EvaluationError
from docstruct.evaluation.gold import count_scored, load_gold

PASSAGE = {"t": "passage", "id": "p1", "doc": "r.txt", "head": "甲", "tail": "乙", "chars": 9}
FACT = {
    "t": "fact",
    "passage": "p1",
    "q": "3家",
    "o": 0,
    "e": 2,
    "value": 3,
    "unit": "家",
    "bound": "eq",
    "ind": ["企业"],
    "kind": "level",
    "status": "actual",
    "period": "2024",
    "region": "",
    "base": "",
    "hid": "",
}
ENTITY = {"t": "ent", "passage": "p1", "label": "ZONE", "s": "新城", "o": 3, "e": 5}


def write(folder: Path, *rows: object) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def test_facts_and_entities_stand_with_their_passage(tmp_path: Path) -> None:
    second = {**PASSAGE, "id": "p2"}
    gold = load_gold(write(tmp_path, PASSAGE, FACT, second, ENTITY, {**FACT, "passage": "p2", "o": 1}))
    assert [(p.passage_id, len(p.facts), len(p.entities)) for p in gold] == [("p1", 1, 1), ("p2", 1, 0)]


@pytest.mark.parametrize("kind", ["spec", "rank"])
def test_specs_and_ranks_are_not_scored(tmp_path: Path, kind: str) -> None:
    gold = load_gold(write(tmp_path, PASSAGE, FACT, {**FACT, "kind": kind}))
    assert count_scored(gold) == 1


@pytest.mark.parametrize(
    "row",
    [
        {**FACT, "kind": "guess"},
        {**FACT, "passage": "p9"},
        {**FACT, "ind": []},
        {**FACT, "colour": "red"},
        {"t": "note"},
        ["t"],
    ],
    ids=["vocabulary", "passage", "no wording", "field", "type", "no object"],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, row: object) -> None:
    with pytest.raises(EvaluationError, match="line 2"):
        load_gold(write(tmp_path, PASSAGE, row))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no gold at"):
        load_gold(tmp_path / "none.jsonl")
