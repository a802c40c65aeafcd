"""One row: fields merge, people differ, rules give way, undo restores."""

from __future__ import annotations

import pytest

from docstruct.corrections.anchors import make_anchor
from docstruct.corrections.events import Event
from docstruct.corrections.merge import decide, drop_undone

from .builders import in_order, undo

TEXT = "全市新增高新技术企业40家，进出口总额增长5%。"
ROW = {
    "obs_id": "o",
    "char_start": 10,
    "char_end": 13,
    "indicator_id": "x_0123456789ab",
    "indicator_text": "高新技术企业",
    "kind": "level",
    "status": "actual",
    "value": 40.0,
    "unit_text": "家",
}


def event(op: str = "fix", actor: str = "王", **more: object) -> Event:
    return Event(actor=actor, op=op, target=make_anchor(TEXT, "aa", 10, 13, report_id="r"), **more)


def fix(field: str, new: object, actor: str = "王") -> Event:
    return event("fix", actor, field=field, old=ROW.get(field), new=new)


def rule(
    indicator_id: str = "hightech_firms", actor: str = "王", wording: str = "高新技术企业", **scope: str
) -> Event:
    payload = {"wording": wording, "indicator_id": indicator_id, "scope": "all"} | scope
    return Event(actor=actor, op="rule", payload=payload)


def merge(*events: Event, row: dict | None = ROW):
    return decide(row, in_order(events))


def test_row_that_nobody_spoke_of_is_the_machines() -> None:
    decision = merge()
    assert (decision.row, decision.review_status, decision.correction_id) == (ROW, "machine", None)


def test_accept_confirms() -> None:
    accept = event("accept", payload={"row": ROW})
    decision = merge(accept)
    assert (decision.review_status, decision.correction_id, decision.changed) == (
        "confirmed",
        accept.event_id,
        frozenset(),
    )


def test_accept_pins_what_was_shown_against_a_model_that_says_otherwise() -> None:
    decision = merge(event("accept", payload={"row": ROW}), row=ROW | {"kind": "delta"})
    assert (decision.row["kind"], decision.review_status) == ("level", "corrected")


def test_different_fields_of_two_people_merge() -> None:
    decision = merge(fix("kind", "delta"), fix("status", "target", "李"))
    assert (decision.row["kind"], decision.row["status"], decision.disputes) == ("delta", "target", {})


def test_equal_values_of_two_people_agree() -> None:
    first = fix("kind", "delta")
    decision = merge(first, fix("kind", "delta", "李"))
    assert (decision.review_status, decision.correction_id) == ("corrected", first.event_id)


def test_different_values_are_a_dispute_and_the_undisputed_one_stays() -> None:
    decision = merge(fix("kind", "delta"), fix("kind", "share", "李"))
    assert (decision.row["kind"], decision.review_status) == ("delta", "disputed")
    assert [(vote.actor, vote.value) for vote in decision.disputes["kind"]] == [
        ("王", "delta"),
        ("李", "share"),
    ]


def test_fix_against_a_colleagues_accept_is_a_dispute_over_the_machines_value() -> None:
    decision = merge(event("accept", payload={"row": ROW}), fix("kind", "share", "李"))
    assert (decision.row["kind"], decision.review_status) == ("level", "disputed")


def test_fix_against_a_colleagues_reject_loses_neither() -> None:
    decision = merge(fix("kind", "delta"), event("reject", "李"))
    assert (decision.exists, decision.review_status, set(decision.disputes)) == (True, "disputed", {"exists"})


def test_person_may_change_their_mind() -> None:
    assert merge(fix("kind", "delta"), event("reject")).exists is False
    assert merge(event("reject"), fix("kind", "delta")).exists is True


def test_adjudication_ends_a_dispute() -> None:
    judge = event("adjudicate", "赵", field="kind", new="share")
    decision = merge(fix("kind", "delta"), fix("kind", "share", "李"), judge)
    assert (decision.row["kind"], decision.review_status, decision.correction_id) == (
        "share",
        "corrected",
        judge.event_id,
    )


def test_undo_leaves_the_colleagues_word() -> None:
    mine = fix("kind", "delta")
    decision = merge(mine, fix("kind", "share", "李"), undo(mine))
    assert (decision.row["kind"], decision.review_status) == ("share", "corrected")


def test_undo_of_an_undo_brings_the_event_back() -> None:
    mine = fix("kind", "delta")
    first = undo(mine)
    assert drop_undone(in_order([mine, first, undo(first)])) == in_order([mine])


def test_reject_is_a_tombstone() -> None:
    reject = event("reject")
    decision = merge(reject)
    assert (decision.exists, decision.causes) == (False, {"exists": reject.event_id})


def test_fact_that_a_later_model_misses_comes_back_as_it_was_shown() -> None:
    shown = event("fix", field="kind", old="level", new="delta", payload={"row": ROW})
    decision = merge(shown, row=None)
    assert (decision.exists, decision.row["value"], decision.row["kind"]) == (True, 40.0, "delta")


def test_added_fact_is_added() -> None:
    assert merge(event("add", payload={"row": ROW}), row=None).review_status == "added"


def test_rule_names_the_series_of_its_wording() -> None:
    alias = rule()
    decision = merge(alias)
    assert (decision.row["indicator_id"], decision.correction_id) == ("hightech_firms", alias.event_id)


@pytest.mark.parametrize("wording", ["高新技术", "高新技术企业产值"])
def test_rule_leaves_other_wordings_alone(wording: str) -> None:
    assert merge(rule(wording=wording)).review_status == "machine"


def test_rule_leaves_figures_that_define_alone() -> None:
    assert merge(rule(), row=ROW | {"kind": "spec"}).row["indicator_id"] == ROW["indicator_id"]


def test_rule_reads_the_wording_as_corrected() -> None:
    decision = merge(rule(wording="高企"), fix("indicator_text", "高企", "李"))
    assert decision.row["indicator_id"] == "hightech_firms"


def test_accepting_a_series_outside_the_registry_says_nothing_against_a_rule() -> None:
    decision = merge(event("accept", payload={"row": ROW}), rule(actor="李"))
    assert (decision.row["indicator_id"], decision.disputes) == ("hightech_firms", {})


def test_fact_goes_before_document_before_place_before_all() -> None:
    rules = [
        rule("a_all"),
        rule("b_place", "李", scope="place", ref_area="310000"),
        event(
            "rule", "赵", payload={"wording": "高新技术企业", "indicator_id": "c_report", "scope": "report"}
        ),
    ]
    won = [merge(*rules[:count]).row["indicator_id"] for count in (1, 2, 3)]
    assert won == ["a_all", "b_place", "c_report"]
    assert merge(*rules, fix("indicator_id", "d_fact", "钱")).row["indicator_id"] == "d_fact"


def test_two_rules_of_one_scope_that_differ_are_a_dispute() -> None:
    decision = merge(rule("a_one"), rule("b_other", "李"))
    assert (decision.row["indicator_id"], decision.review_status) == ("a_one", "disputed")


def test_events_say_what_became_of_them() -> None:
    mine, theirs, same = fix("kind", "delta"), fix("status", "target", "李"), fix("kind", "delta", "赵")
    judge = event("adjudicate", "钱", field="status", new="estimate")
    outcomes = merge(mine, theirs, same, judge).outcomes
    assert [outcomes[one.event_id] for one in (mine, theirs, same, judge)] == [
        "applied",
        "overruled",
        "agreed",
        "applied",
    ]
