from __future__ import annotations

import json
from pathlib import Path

import pytest

from docstruct.errors import EvaluationError
from docstruct.evaluation.floors import check_pinned, find_breaches, measure, update, write
from docstruct.evaluation.gold import Passage
from docstruct.evaluation.readings import Reading
from docstruct.evaluation.sets import Collection, GoldSet, Pinned

from .builders import make_fact, make_observation, make_passage, make_reading, squeeze

TEXT = "全市新设企业３家，新设学校５所，在嘉定新城新增床位７张。"
PINNED = Pinned(gold_sha256="a", reports_sha256="b", passages=1, facts=2, entities=3)
GOLD_SET = GoldSet(name="made-up", gold="g.jsonl", reports="r", pinned=PINNED, floors={"all": {"kind": 0.9}})


@pytest.mark.parametrize(("kind", "breaches"), [(0.9, 0), (0.95, 0), (0.899, 1)])
def test_a_figure_below_its_floor_is_a_breach(kind: float, breaches: int) -> None:
    assert len(find_breaches(GOLD_SET, {"all": {"kind": kind}})) == breaches


def test_a_figure_that_is_no_longer_measured_is_a_breach() -> None:
    assert len(find_breaches(GOLD_SET, {"all": {}})) == 1


def test_floors_rise() -> None:
    assert update(GOLD_SET, {"all": {"kind": 0.95}}, PINNED).floors == {"all": {"kind": 0.95}}


def test_a_floor_does_not_fall_by_itself() -> None:
    with pytest.raises(EvaluationError, match=r"all, kind: expected at least 0\.9, got 0\.8.*--allow-lower"):
        update(GOLD_SET, {"all": {"kind": 0.8}}, PINNED)


def test_a_floor_falls_where_that_is_wanted() -> None:
    lowered = update(GOLD_SET, {"all": {"kind": 0.8}}, PINNED, allow_lower=True)
    assert lowered.floors == {"all": {"kind": 0.8}}


def test_gold_does_not_change_under_the_floors() -> None:
    changed = PINNED.model_copy(update={"facts": 1})
    assert [str(breach) for breach in check_pinned(GOLD_SET, changed)] == [
        "made-up, facts: expected 2, got 1"
    ]
    with pytest.raises(EvaluationError, match="facts: expected 2, got 1"):
        update(GOLD_SET, {"all": {"kind": 0.95}}, changed)


def test_confidence_is_held_to_what_is_asked_of_it() -> None:
    measured = {"confident share": 0.99, "confident and right": 0.99, "kind": 0.99}
    floors = update(GOLD_SET, {"all": measured}, PINNED).floors["all"]
    assert floors == {"confident share": 0.75, "confident and right": 0.95, "kind": 0.99}


def make_collection(
    folder: Path, passages: tuple[Passage, ...] = (), unseen: tuple[str, ...] = ()
) -> Collection:
    """A checkout with one gold set of ``passages``, each in a report of its own."""
    gold = folder / "corpus" / "gold"
    reports = folder / "corpus" / "r"
    gold.mkdir(parents=True)
    reports.mkdir()
    lines = []
    for n, passage in enumerate(passages):
        row = passage.model_dump(include={"doc", "head", "tail", "chars"})
        lines.append(json.dumps({"t": "passage", "id": f"p{n}", **row}))
        lines += [json.dumps(fact.model_dump(by_alias=True) | {"passage": f"p{n}"}) for fact in passage.facts]
        (reports / passage.doc).write_text(TEXT, "utf-8")
    (gold / "g.jsonl").write_text("\n".join(lines), "utf-8")
    names = ", ".join(f'"{name}"' for name in unseen)
    (gold / "floors.toml").write_text(
        f'# kept\n[[set]]\nname = "made-up"\ngold = "gold/g.jsonl"\nreports = "r"\nunseen = [{names}]\n',
        "utf-8",
    )
    return Collection(gold / "floors.toml")


def test_parts_are_measured_apart(tmp_path: Path) -> None:
    texts = {"甲省": TEXT, "乙省": TEXT[::-1].replace("家３", "３家")}
    passages = tuple(make_passage(t, make_fact(t, "３家"), doc=f"{name}.txt") for name, t in texts.items())
    collection = make_collection(tmp_path, passages, unseen=("乙",))

    def extract(path: Path) -> Reading:
        text = texts[path.stem]
        kind = "level" if path.stem == "甲省" else "delta"
        return make_reading(text, make_observation(text, "３家", kind=kind))

    measured = measure(collection, collection.sets[0], extract)
    assert {part: figures["kind"] for part, figures in measured.items()} == {
        "all": 0.5,
        "seen": 1,
        "unseen": 0,
    }


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    collection = make_collection(tmp_path, unseen=("乙",))
    floors = {"all": {"value+unit": 0.987}, "seen": {"kind": 1.0}, "unseen": {"kind": 0.5}}
    gold_set = collection.sets[0].model_copy(update={"pinned": PINNED, "floors": floors})
    write(collection, [gold_set])
    assert Collection(collection.path).sets == (gold_set,)
    assert collection.path.read_text("utf-8").startswith("# kept\n")


def test_a_missing_report_is_named(tmp_path: Path) -> None:
    collection = make_collection(tmp_path, (make_passage(TEXT, doc="甲省.txt"),))
    [gold_set] = collection.sets
    (tmp_path / "corpus" / "r" / "甲省.txt").unlink()
    with pytest.raises(EvaluationError, match="lacks 甲省"):
        collection.pin(gold_set)


def test_a_report_is_found_under_another_suffix(tmp_path: Path) -> None:
    collection = make_collection(tmp_path, (make_passage(TEXT, doc="甲省.txt"),))
    report = tmp_path / "corpus" / "r" / "甲省.txt"
    report.rename(report.with_suffix(".docx"))
    [gold_set] = collection.sets
    assert collection.documents(gold_set, collection.load(gold_set)) == [report.with_suffix(".docx")]


def test_counts_are_pinned_with_the_digests(tmp_path: Path) -> None:
    collection = make_collection(tmp_path, (make_passage(TEXT, make_fact(TEXT, "３家")),))
    pinned = collection.pin(collection.sets[0])
    assert (pinned.passages, pinned.facts, pinned.entities) == (1, 1, 0)


def test_a_changed_report_changes_its_digest(tmp_path: Path) -> None:
    collection = make_collection(tmp_path, (make_passage(TEXT, doc="甲省.txt"),))
    before = collection.pin(collection.sets[0])
    (tmp_path / "corpus" / "r" / "甲省.txt").write_text(squeeze(TEXT) + "。", "utf-8")
    after = collection.pin(collection.sets[0])
    assert (before.reports_sha256 == after.reports_sha256, before.gold_sha256 == after.gold_sha256) == (
        False,
        True,
    )


@pytest.mark.parametrize("text", ["[[set]", "x = 1", "[[set]]\nname = 3"])
def test_a_bad_list_of_sets_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(EvaluationError, match="no list of gold sets"):
        Collection(path)
