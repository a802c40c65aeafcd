"""Corrections of a whole report: rows, names, place and period, and the account of what changed."""

from __future__ import annotations

import json

import pytest

from docstruct.corrections.applying import correct
from docstruct.corrections.changes import revert
from docstruct.corrections.events import Event
from docstruct.records import Extraction, Observation
from kb.builders import make_extraction

from .builders import about, add_fact, anchor, book, find_fact, find_name, undo

REPORT = make_extraction()
GROWTH = find_fact(REPORT, "5.2%")


def published(extraction: Extraction, obs_id: str) -> Observation:
    return next(row for row in extraction.observations if row.obs_id == obs_id)


def test_report_that_nobody_spoke_of_is_left_as_it_is() -> None:
    other = make_extraction("310115", "乙区")
    assert correct(REPORT, book(about(other, other.observations[0], "reject"))) is REPORT


def test_value_brings_its_standard_value() -> None:
    jobs = find_fact(REPORT, "3万人")
    row = published(correct(REPORT, book(about(REPORT, jobs, field="value", new=40_000.0))), jobs.obs_id)
    assert (row.value, row.std_value, row.review_status) == (40_000.0, 40_000.0, "corrected")


def test_period_brings_its_dates() -> None:
    row = published(
        correct(REPORT, book(about(REPORT, GROWTH, field="time_period", new="2024-H1"))), GROWTH.obs_id
    )
    assert (row.freq, row.period_start, row.period_end) == ("S", "2024-01-01", "2024-06-30")


def test_kind_other_than_growth_has_no_basis() -> None:
    row = published(correct(REPORT, book(about(REPORT, GROWTH, field="kind", new="level"))), GROWTH.obs_id)
    assert row.basis is None


def test_place_brings_its_name() -> None:
    row = published(
        correct(REPORT, book(about(REPORT, GROWTH, field="ref_area", new="000000"))), GROWTH.obs_id
    )
    assert row.ref_area_name == "全国"


def test_wording_stands_in_its_sentence() -> None:
    event = about(REPORT, GROWTH, field="indicator_text", new="甲区生产总值")
    row = published(correct(REPORT, book(event)), GROWTH.obs_id)
    assert REPORT.report.text[row.indicator_start : row.indicator_end] == "甲区生产总值"


def test_rejected_fact_is_gone_and_kept_in_the_account() -> None:
    reject = about(REPORT, GROWTH, "reject", reason="不是指标")
    after = correct(REPORT, book(reject))
    assert GROWTH.obs_id not in {row.obs_id for row in after.observations}
    entry = next(row for row in after.corrections if row.row_id == GROWTH.obs_id)
    assert (entry.correction_id, entry.field, entry.published_value, entry.reason) == (
        reject.event_id,
        "exists",
        None,
        "不是指标",
    )
    assert json.loads(entry.machine_value or "")["quantity_text"] == "5.2%"


def test_added_fact_has_its_words_and_the_id_a_machine_would_give() -> None:
    add = add_fact(REPORT, "新厂", indicator_text="新厂", value=1.0, unit_text="家")
    row = next(row for row in correct(REPORT, book(add)).observations if row.review_status == "added")
    assert (row.quantity_text, row.correction_id, row.method) == ("新厂", add.event_id, "person")
    assert row.evidence == "晨光机械新厂投产。"
    assert row.section_id == GROWTH.section_id
    again = correct(REPORT, book(add, about(REPORT, GROWTH, "reject")))
    assert row.obs_id in {one.obs_id for one in again.observations}


def test_addition_where_the_machine_has_a_fact_corrects_that_fact() -> None:
    add = add_fact(REPORT, "增长5.2%", indicator_text="生产总值", kind="growth", value=5.2, unit_text="%")
    after = correct(REPORT, book(add))
    assert len(after.observations) == len(REPORT.observations)
    assert published(after, GROWTH.obs_id).quantity_text == "增长5.2%"


def test_span_of_a_fact_moves_with_its_words() -> None:
    start = GROWTH.char_start - 2
    event = about(
        REPORT, GROWTH, field="span", new=anchor(REPORT.report, start, GROWTH.char_end).model_dump()
    )
    row = published(correct(REPORT, book(event)), GROWTH.obs_id)
    assert row.quantity_text == REPORT.report.text[start : GROWTH.char_end]


def test_every_changed_cell_names_its_event() -> None:
    events = [
        about(REPORT, GROWTH, field="time_period", new="2023"),
        about(REPORT, GROWTH, "fix", "李", field="bound", new="ge"),
    ]
    after = correct(REPORT, book(*events))
    row = published(after, GROWTH.obs_id)
    differs = {
        name
        for name, value in row.model_dump().items()
        if value != getattr(GROWTH, name) and name not in ("review_status", "correction_id")
    }
    cells = {
        (entry.field, entry.correction_id) for entry in after.corrections if entry.row_id == GROWTH.obs_id
    }
    assert {field for field, _ in cells} == differs == {"time_period", "period_start", "period_end", "bound"}
    assert ("bound", events[1].event_id) in cells
    assert ("period_end", events[0].event_id) in cells


def test_findings_are_made_anew() -> None:
    wrong = about(REPORT, GROWTH, field="value", new=520.0)
    assert (
        correct(REPORT, book(wrong)).findings
        != correct(REPORT, book(about(REPORT, GROWTH, "accept"))).findings
    )


def test_report_moves_the_facts_that_share_its_period_and_place() -> None:
    whole = anchor(REPORT.report, 0, 0)
    event = Event(
        actor="王", op="fix", table="reports", target=whole, field="ref_area", old="310114", new="310115"
    )
    after = correct(REPORT, book(event))
    assert {row.ref_area for row in after.observations} == {"310115"}
    assert (after.report.ref_area, after.report.ref_area_name) == ("310115", "浦东新区")


def test_word_on_a_fact_goes_before_that_on_its_report() -> None:
    whole = anchor(REPORT.report, 0, 0)
    event = Event(
        actor="王", op="fix", table="reports", target=whole, field="ref_area", old="310114", new="310115"
    )
    mine = about(REPORT, GROWTH, "fix", "李", field="ref_area", new="000000")
    assert published(correct(REPORT, book(event, mine)), GROWTH.obs_id).ref_area == "000000"


def test_series_that_the_registry_has_lost_is_an_orphan() -> None:
    event = about(REPORT, GROWTH, field="indicator_id", new="no_such_series")
    after = correct(REPORT, book(event))
    assert [(row.outcome, row.note) for row in after.corrections] == [
        ("orphaned", "the registry has no series 'no_such_series' any more")
    ]


@pytest.mark.parametrize("scope", [{"scope": "all"}, {"scope": "place", "ref_area": "310114"}])
def test_rule_reaches_reports_in_its_scope(scope: dict[str, str]) -> None:
    rule = Event(actor="王", op="rule", payload={"wording": "城镇就业", "indicator_id": "gdp"} | scope)
    changed = [row.review_status for row in correct(REPORT, book(rule)).observations]
    assert changed.count("corrected") == 1
    elsewhere = make_extraction("310115", "乙区")
    assert (correct(elsewhere, book(rule)) is elsewhere) == (scope["scope"] == "place")


# names


def test_relabelled_name_means_another_entity() -> None:
    firm = find_name(REPORT, "晨光机械")
    after = correct(REPORT, book(about(REPORT, firm, field="label", new="PROJECT")))
    row = find_name(after, "晨光机械")
    assert (row.label, row.review_status) == ("PROJECT", "corrected")
    assert row.entity_id != firm.entity_id
    assert {e.entity_id for e in after.entities} == {"adcode:310114", row.entity_id}


def test_extended_name_keeps_its_row() -> None:
    firm = find_name(REPORT, "晨光机械")
    wide = anchor(REPORT.report, firm.char_start, firm.char_end + 2)
    row = find_name(
        correct(REPORT, book(about(REPORT, firm, field="span", new=wide.model_dump()))), "晨光机械新厂"
    )
    assert row.mention_id == firm.mention_id


def test_added_name_is_linked() -> None:
    start = REPORT.report.text.index("新厂")
    event = Event(actor="王", op="add", table="mentions", target=anchor(REPORT.report, start, start + 2),
                  payload={"row": {"label": "PROJECT"}})  # fmt: skip
    after = correct(REPORT, book(event))
    row = find_name(after, "新厂")
    assert row.review_status == "added"
    assert row.entity_id in {entity.entity_id for entity in after.entities}


def merger(old: str, new: str, actor: str = "王") -> Event:
    return Event(actor=actor, op="fix", table="entities", field="entity_id", old=old, new=new,
                 payload={"name": "晨光集团", "label": "COMPANY"})  # fmt: skip


def test_merged_entities_share_id_and_names() -> None:
    event = merger("company:晨光机械", "company:晨光集团")
    after = correct(REPORT, book(event))
    entity = next(e for e in after.entities if e.entity_id == "company:晨光集团")
    assert (entity.name, entity.aliases) == ("晨光集团", "晨光机械")
    row = find_name(after, "晨光机械")
    assert (row.entity_id, row.correction_id) == ("company:晨光集团", event.event_id)


def test_merges_are_followed_and_never_go_in_a_circle() -> None:
    old, middle, new = "company:晨光机械", "company:晨光", "company:晨光集团"
    after = correct(REPORT, book(merger(old, middle), merger(middle, new), merger(new, old, "李")))
    assert find_name(after, "晨光机械").entity_id == new


# the way back

EVENTS = [
    about(REPORT, GROWTH, field="time_period", new="2023"),
    about(REPORT, GROWTH, "accept", "李"),
    about(REPORT, find_fact(REPORT, "3万人"), "reject"),
    add_fact(REPORT, "新厂", indicator_text="新厂"),
    about(REPORT, find_name(REPORT, "晨光机械"), field="label", new="PROJECT"),
    about(REPORT, find_name(REPORT, "甲区"), "reject"),
    merger("company:晨光机械", "company:晨光集团"),
]


@pytest.mark.parametrize("count", range(1, len(EVENTS) + 1))
def test_machine_rows_can_be_had_back_from_the_account(count: int) -> None:
    after = correct(REPORT, book(*EVENTS[:count]))
    for table, key in (("observations", "obs_id"), ("mentions", "mention_id"), ("entities", "entity_id")):
        name = "entity_forms" if table == "entities" else table
        rows = {getattr(row, key): row.model_dump() for row in getattr(after, table)}
        back = revert(rows, [entry for entry in after.corrections if entry.table_name == name])
        model = type(getattr(REPORT, table)[0])
        assert {k: model.model_validate(row) for k, row in back.items()} == {
            getattr(row, key): row for row in getattr(REPORT, table)
        }


def test_undone_events_leave_no_trace() -> None:
    assert correct(REPORT, book(*EVENTS, *(undo(event) for event in EVENTS))) is REPORT
