"""Agreement of two annotators, worked out by hand."""

from __future__ import annotations

import pytest

from docstruct.corrections.agreement import compute_kappa, measure_agreement
from docstruct.corrections.anchors import make_anchor
from docstruct.corrections.events import Event

from .builders import in_order, undo

TEXT = "甲1家，乙2家，丙3家，丁4家。"
SPANS = [(1, 3), (5, 7), (9, 11), (13, 15)]


def say(actor: str, number: int, op: str = "accept", kind: str = "level", **more: object) -> Event:
    row = {"indicator_text": "厂", "kind": kind, "status": "actual", "value": 1.0, "unit_text": "家"}
    target = make_anchor(TEXT, "aa", *SPANS[number], report_id="r")
    return Event(actor=actor, op=op, target=target, payload={"row": row}, **more)


def measure(*events: Event):
    (found,) = measure_agreement(in_order(events))
    return found


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
        ([("a", "a")] * 45 + [("a", "b")] * 15 + [("b", "a")] * 25 + [("b", "b")] * 15, 0.1304),
        ([("a", "a")] * 3, None),
        ([], None),
    ],
)
def test_kappa(pairs, kappa: float | None) -> None:
    assert compute_kappa(pairs) == (None if kappa is None else pytest.approx(kappa, abs=1e-4))


def test_fields_are_compared_over_what_both_judged() -> None:
    kinds = [("level", "level"), ("delta", "delta"), ("level", "delta")]
    events = [say(who, n, kind=pair[side]) for n, pair in enumerate(kinds) for side, who in enumerate("王李")]
    found = measure(*events, say("王", 3))
    assert (found.judged, found.kappa["kind"], found.kappa["status"]) == (3, pytest.approx(0.4), None)


def test_fix_changes_the_view_of_its_author() -> None:
    fix = say("李", 0, "fix", field="kind", new="delta")
    found = measure(
        say("王", 0),
        say("王", 1, kind="delta"),
        fix,
        say("李", 1, kind="delta"),
        say("李", 0, "fix", field="kind", new="level"),
    )
    assert found.kappa["kind"] == 1.0


def test_rejects_and_additions_count_for_the_spans() -> None:
    found = measure(say("王", 0), say("李", 0), say("王", 1), say("李", 1, "reject"), say("李", 2, "add"))
    # 王 holds 0 and 1, 李 holds 0 and 2
    assert found.span_f1 == pytest.approx(0.5)


def test_undone_judgements_do_not_count() -> None:
    gone = say("李", 1)
    assert measure(say("王", 0), say("李", 0), say("王", 1), gone, undo(gone)).judged == 1


def test_people_of_different_reports_are_not_compared() -> None:
    elsewhere = say("李", 0).model_copy(
        update={"target": make_anchor(TEXT, "bb", *SPANS[0], report_id="other")}
    )
    assert measure_agreement(in_order([say("王", 0), elsewhere])) == []
