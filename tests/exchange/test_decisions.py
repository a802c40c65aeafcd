"""The difference between what went out and what came back is what a person decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from docstruct.corrections.log import Log, locate_log
from docstruct.errors import ExchangeError
from docstruct.exchange.decisions import Decisions, decide
from docstruct.exchange.formats import export_marks, import_marks
from docstruct.exchange.marks import QUANTITY, Mark
from docstruct.kb.releases import Store
from tests.kb.builders import make_extraction, make_reference

from .builders import MARKS, TEXT, fact, mark, marked


def decided(*marks: Mark, confirm: bool = False, **more: object) -> Decisions:
    back = marked(*marks).model_copy(update=more)
    return decide(marked(), back, actor="王", batch="b", confirm=confirm)


def ops(found: Decisions) -> list[tuple[str, str]]:
    return [(event.op, event.target.quote) for event in found.events if event.target]


def test_nothing_changed_is_no_decision() -> None:
    assert decided(*MARKS).events == []


def test_unchanged_marks_are_accepted_where_they_were_looked_at() -> None:
    assert {op for op, _ in ops(decided(*MARKS, confirm=True))} == {"accept"}


def test_missing_mark_is_rejected() -> None:
    assert ops(decided(*MARKS[:2], MARKS[3])) == [("reject", "𠮷祥工业园")]


def test_missing_mark_outside_of_what_was_covered_is_left_alone() -> None:
    assert ops(decided(*MARKS[1:], covered=((MARKS[1].start, len(TEXT)),))) == []


def test_changed_field_is_fixed_from_old_to_new() -> None:
    (event,) = decided(fact("120亿元", "f1", status="target"), *MARKS[1:]).events
    assert (event.op, event.field, event.old, event.new) == ("fix", "status", "actual", "target")


def test_changed_label_is_fixed() -> None:
    (event,) = decided(*MARKS[:2], mark("𠮷祥工业园", "PROJECT", "m1"), MARKS[3]).events
    assert (event.table, event.field, event.new) == ("mentions", "label", "PROJECT")


def test_moved_end_fixes_the_span() -> None:
    (event,) = decided(*MARKS[:2], mark("𠮷祥工业园新增", "ZONE", "m1"), MARKS[3]).events
    assert (event.field, event.span.quote) == ("span", "𠮷祥工业园新增")


@pytest.mark.parametrize("mark_id", [None, "made-elsewhere"])
def test_new_mark_is_added(mark_id: str | None) -> None:
    added = fact("35万吨", mark_id, indicator_text="粮食总产量", value=35e4, unit_text="吨")
    (event,) = decided(*MARKS, added).events
    assert (event.op, event.row["indicator_text"]) == ("add", "粮食总产量")


def test_new_fact_without_its_fields_is_named_and_not_stored() -> None:
    found = decided(*MARKS, mark("35万吨", QUANTITY, None))
    assert (found.events, "35万吨" in found.problems[0]) == ([], True)


def test_mark_outside_of_the_text_is_named() -> None:
    found = decided(*MARKS, Mark(mark_id=None, label="ORG", start=0, end=10_000))
    assert "outside" in found.problems[0]


def test_value_of_no_vocabulary_is_named() -> None:
    assert "kind" in decided(fact("120亿元", "f1", kind="总量"), *MARKS[1:]).problems[0]


def test_another_text_is_refused() -> None:
    with pytest.raises(ExchangeError, match="r1"):
        decide(marked(), marked(text=TEXT + "。"), actor="王", batch="b", confirm=False)


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    place = tmp_path / "kb"
    Store(place).publish([make_extraction()], reference=make_reference(), fingerprint="v1")
    return place


@pytest.mark.parametrize("name", ["docbin", "jsonl", "brat", "web-annotation"])
def test_release_goes_out_and_comes_back_unchanged(kb: Path, tmp_path: Path, name: str) -> None:
    written = export_marks(kb, name, tmp_path / "out")
    back = tmp_path / "out" if name in ("brat", "web-annotation") else written[0]
    assert import_marks(kb, name, back, actor="王").events == []


def test_same_file_twice_is_stored_once(kb: Path, tmp_path: Path) -> None:
    (path,) = export_marks(kb, "jsonl", tmp_path / "out")
    path.write_text(path.read_text("utf-8").replace('"kind": "growth"', '"kind": "share"'), "utf-8")
    first = import_marks(kb, "jsonl", path, actor="王")
    import_marks(kb, "jsonl", path, actor="王")
    assert Log(locate_log(kb)).events() == tuple(first.events)


def test_unknown_report_is_named(kb: Path, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="nowhere"):
        export_marks(kb, "jsonl", tmp_path / "out", ["nowhere"])


def test_release_that_is_gone_is_named(kb: Path, tmp_path: Path) -> None:
    (path,) = export_marks(kb, "jsonl", tmp_path / "out")
    release = Store(kb).current()
    assert release is not None
    path.write_text(path.read_text("utf-8").replace(release.release_id, "0000"), "utf-8")
    with pytest.raises(ExchangeError, match="0000"):
        import_marks(kb, "jsonl", path, actor="王")
