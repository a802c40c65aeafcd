"""Our figures are those of the referee that lies beside the shared gold."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from docstruct.evaluation.readings import Reading
from docstruct.evaluation.scores import Ratio, Scores, evaluate, sum_up
from docstruct.evaluation.sets import Collection, GoldSet

from .test_gate import SETS


def write_tables(readings: Sequence[Reading], folder: Path) -> None:
    tables = {
        "documents": [{"report_id": r.report_id, "text": r.text} for r in readings],
        "observations": [o.model_dump() for r in readings for o in r.observations],
        "mentions": [m.model_dump() for r in readings for m in r.mentions],
    }
    for name, rows in tables.items():
        (folder / name).mkdir()
        pq.write_table(pa.Table.from_pylist(rows), folder / name / "part.parquet")


def say(scores: Scores) -> Iterator[str]:
    """The referee's lines from our figures."""

    def ratio(of: Ratio) -> str:
        return f"P {of.precision:.3f} R {of.recall:.3f} F1 {of.f1:.3f}"

    for name, of in scores.facts.items():
        yield f"{'complete fact' if name == 'complete' else name:15s} {ratio(of)}"
    fields = " ".join(f"{name} {scores.fields[name]:.3f}" for name in ("kind", "status", "bound", "period"))
    yield (
        f"of found: {fields} headline id {scores.headline_right}/{scores.headline_gold} "
        f"false {scores.headline_false}"
    )
    for label in ("DISTRICT", "PROJECT", "COMPANY"):
        yield f"{label:9s} {ratio(scores.entities[label])} (gold {scores.entities[label].gold})"
    f1 = {name: f"{of.f1:.3f}" for name, of in {**scores.facts, **scores.entities}.items()}
    yield (
        f"gold {scores.gold_facts} facts, {scores.gold_entities} entities; "
        f"missing passages {len(scores.missing)} | quantity {f1['quantity']} "
        f"triple strict {f1['triple strict']} relaxed {f1['triple relaxed']} complete {f1['complete']} "
        f"entities {f1['all']} (span {f1['span']})"
    )


@pytest.mark.parametrize("gold_set", SETS, ids=[gold_set.name for gold_set in SETS])
def test_figures_are_the_referees(
    gold_set: GoldSet,
    collection: Collection,
    shared: Path,
    tmp_path: Path,
    extract_once: Callable[[Path], Reading],
) -> None:
    passages = collection.load(gold_set)
    readings = [extract_once(path) for path in collection.documents(gold_set, passages)]
    write_tables(readings, tmp_path)
    gold = collection.folder(gold_set) / gold_set.gold
    done = subprocess.run(
        [sys.executable, shared / "score.py", gold, tmp_path], capture_output=True, text=True, check=True
    )
    assert list(say(sum_up(evaluate(passages, readings)))) == done.stdout.splitlines()
