"""Releases follow the correction log: a release is a function of run and head."""

from __future__ import annotations

import pytest

from corrections.builders import about, add_fact, find_fact, find_name, undo
from docstruct.corrections.events import Event
from docstruct.errors import CorrectionError
from docstruct.kb.releases import Store
from docstruct.normalise.consistency import check_report

from .builders import make_extraction, make_reference, read_table


def checked(extraction):
    """With the findings of the real checks, which corrections make anew."""
    findings = check_report(extraction.observations, extraction.report)
    return extraction.model_copy(update={"findings": findings})


FIRST, SECOND = checked(make_extraction()), checked(make_extraction("310115", "乙区", growth="6"))
GROWTH = find_fact(FIRST, "5.2%")


def parts(store: Store) -> list[str]:
    return sorted(f"{part.path} {part.sha256}" for part in store.current().manifest.parts)


def rule(wording: str = "城镇就业", indicator_id: str = "gdp") -> Event:
    payload = {"wording": wording, "indicator_id": indicator_id, "scope": "all"}
    return Event(actor="王", op="rule", payload=payload)


def merge(old: str, new: str) -> Event:
    payload = {"name": "晨光集团", "label": "COMPANY"}
    return Event(actor="王", op="fix", table="entities", field="entity_id", old=old, new=new, payload=payload)


FIX = about(FIRST, GROWTH, field="value", new=5.3, reason="勘误")
EVENTS = [
    FIX,
    about(FIRST, GROWTH, field="time_period", new="2023", actor="李"),
    about(SECOND, find_fact(SECOND, "5%"), "reject"),
    add_fact(FIRST, "新厂", indicator_text="新厂"),
    about(SECOND, find_name(SECOND, "晨光机械"), field="label", new="PROJECT"),
    rule(),
    merge("company:晨光机械", "company:晨光集团"),
]


def test_head_that_concerns_no_report_makes_a_release_without_new_parts(store, publish):
    publish(FIRST)
    store.log.append(about(SECOND, SECOND.observations[0], "accept"))
    result = publish()
    assert (result.changed, result.parts_written) == (True, 0)
    assert store.current().manifest.log_head == store.log.head()


def test_moved_head_changes_only_the_reports_concerned(store, publish):
    publish(FIRST, SECOND)
    event = store.log.append(FIX)
    publish()
    rows = {row["obs_id"]: row for row in read_table(store, "observations")}
    assert (rows[GROWTH.obs_id]["value"], rows[GROWTH.obs_id]["correction_id"]) == (5.3, event.event_id)
    assert [row["review_status"] for row in rows.values()].count("machine") == 5


def test_release_holds_machine_and_human_value(store, publish):
    store.log.append(FIX)
    publish(FIRST)
    cells = {row["field"]: row for row in read_table(store, "corrections")}
    assert (cells["value"]["machine_value"], cells["value"]["published_value"]) == ("5.2", "5.3")
    assert (cells["value"]["actor"], cells["value"]["reason"]) == ("王", "勘误")


def test_publishing_again_changes_nothing(store, publish):
    publish(FIRST)
    store.log.append(FIX)
    publish()
    assert not publish().changed


@pytest.mark.parametrize("count", range(1, len(EVENTS) + 1))
def test_order_of_run_and_corrections_does_not_matter(tmp_path, count):
    """Same bytes, version and head: the same parts, whether the log moved before the run or after it, or in steps."""
    bases = [Store(tmp_path / name) for name in ("before", "after", "steps")]
    for base in bases:
        run = {"reference": make_reference(), "fingerprint": "v1"}
        if base.kb.name != "before":
            base.publish([FIRST, SECOND], **run)
        for event in EVENTS[:count]:
            base.log.append(event)
            if base.kb.name == "steps":
                base.publish([], **run)
        base.publish([FIRST, SECOND] if base.kb.name == "before" else [], **run)
    assert parts(bases[0]) == parts(bases[1]) == parts(bases[2])
    assert len({base.current().release_id for base in bases}) == 1


def test_undone_corrections_leave_the_parts_of_the_machine(store, publish):
    publish(FIRST, SECOND)
    machine = parts(store)
    for event in EVENTS:
        store.log.append(event)
    publish()
    assert parts(store) != machine
    for event in EVENTS:
        store.log.append(undo(event))
    publish()
    assert parts(store) == machine


def test_correction_survives_another_version_of_the_pipeline(store, publish):
    store.log.append(FIX)
    publish(FIRST)
    rows = [row.model_copy(update={"value": 52.0}) if row == GROWTH else row for row in FIRST.observations]
    publish(FIRST.model_copy(update={"observations": tuple(rows)}), fingerprint="v2")
    assert 5.3 in {row["value"] for row in read_table(store, "observations")}
    assert "52.0" in {row["machine_value"] for row in read_table(store, "corrections")}


def test_correction_survives_a_version_that_misses_the_fact(store, publish):
    store.log.append(FIX)
    publish(FIRST.model_copy(update={"observations": FIRST.observations[1:]}))
    row = next(row for row in read_table(store, "observations") if row["quantity_text"] == "5.2%")
    assert (row["value"], row["obs_id"], row["review_status"]) == (5.3, GROWTH.obs_id, "corrected")


def test_correction_of_words_that_a_new_issue_drops_is_an_orphan(store, publish):
    store.log.append(FIX)
    publish(make_extraction(growth="5.4"))
    (row,) = read_table(store, "corrections")
    assert (row["outcome"], row["row_id"]) == ("orphaned", None)


def test_moved_head_leaves_word_of_who_extracted_the_report(store, publish):
    publish(FIRST)
    before = read_table(store, "reports")
    store.log.append(FIX)
    publish(fingerprint="v2")
    assert read_table(store, "reports") == before
    assert not store.known_inputs("v2")


def test_log_that_the_release_was_not_made_with_is_refused(store, publish, tmp_path):
    store.log.append(FIX)
    publish(FIRST)
    store.log.close()
    store.log.path.unlink()
    with pytest.raises(CorrectionError, match="no head"):
        publish(SECOND)
