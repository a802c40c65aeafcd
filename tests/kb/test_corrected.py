"""Machine value and human value side by side, disputes and orphans, and what a release teaches."""

from __future__ import annotations

import json

import pytest

from corrections.builders import about, find_fact, find_name
from docstruct.corrections.events import Event
from docstruct.corrections.sampling import is_test
from docstruct.evaluation.gold import load_gold
from docstruct.kb import lessons
from docstruct.kb.connection import open_kb
from docstruct.kb.corrected import count_outcomes, list_disputes, list_orphans

from .builders import make_extraction

REPORT = make_extraction()
GROWTH = find_fact(REPORT, "5.2%")


@pytest.fixture
def released(store, publish):
    """Publish the report with events; return a connection."""

    def call(*events, report=REPORT):
        for event in events:
            store.log.append(event)
        publish(report)
        return open_kb(store.kb)

    return call


def test_machine_and_human_value_stand_side_by_side(released):
    connection = released(about(REPORT, GROWTH, field="value", new=5.3, reason="勘误"))
    query = "SELECT words, machine_value, human_value, actor, reason FROM corrected WHERE field = 'value'"
    assert connection.sql(query).fetchall() == [("5.2%", "5.2", "5.3", "王", "勘误")]


def test_rejected_fact_still_shows_its_words(released):
    connection = released(about(REPORT, GROWTH, "reject"))
    assert connection.sql("SELECT words, indicator, field, human_value FROM corrected").fetchall() == [
        ("5.2%", "生产总值", "exists", None)
    ]


def test_dispute_shows_each_voice_and_what_is_published(released):
    one = about(REPORT, GROWTH, field="kind", new="level")
    other = about(REPORT, GROWTH, actor="李", field="kind", new="share")
    rows = list_disputes(released(one, other)).to_pylist()
    told = {(row["actor"], row["asks_for"]) for row in rows if row["field"] == "kind"}
    assert ("李", "share") in told
    assert {row["published"] for row in rows if row["field"] == "kind"} == {"level"}


def test_orphans_show_their_words_and_the_reason(released, store):
    connection = released(
        about(REPORT, GROWTH, field="value", new=5.3),
        about(make_extraction("310115", "乙区"), GROWTH.model_copy(), field="value", new=5.3),
        report=make_extraction(growth="5.4"),
    )
    rows = list_orphans(connection, store.log.events()).to_pylist()
    assert [(row["words"], row["why"]) for row in rows] == [
        ("5.2%", "the words are not in the text"),
        ("5.2%", "the base has no such report"),
    ]
    assert count_outcomes(connection) == {"orphaned": 1}


def settle_paragraph(words: str) -> list[Event]:
    """Accept everything in the paragraph with these words."""
    text = REPORT.report.text
    start = text.rindex("\n", 0, text.index(words)) + 1
    end = text.find("\n", start)
    rows = [*REPORT.observations, *REPORT.mentions]
    return [
        about(REPORT, row, "accept")
        for row in rows
        if start <= row.char_start < (end if end > 0 else len(text))
    ]


def test_paragraph_that_people_settled_becomes_a_passage(released, store):
    released(*settle_paragraph("5.2%"))
    found = lessons.read_lessons(store.kb)
    (passage,) = found.train + found.test
    assert [passage.text[name.start : name.end] for name in passage.names] == ["甲区", "晨光机械"]
    assert bool(found.test) == is_test(REPORT.report.report_id)
    assert passage.source == REPORT.report.source_name


def test_paragraph_with_a_name_that_nobody_looked_at_teaches_nothing(released, store):
    released(about(REPORT, find_name(REPORT, "甲区"), "accept"))
    assert lessons.read_lessons(store.kb).train == lessons.read_lessons(store.kb).test == ()


def test_disputed_paragraph_teaches_nothing(released, store):
    name = find_name(REPORT, "晨光机械")
    released(*settle_paragraph("5.2%"), about(REPORT, name, actor="李", field="label", new="ORG"))
    found = lessons.read_lessons(store.kb)
    assert found.train == found.test == ()


def test_gold_of_the_test_side_reads_as_gold(released, store, tmp_path, monkeypatch):
    monkeypatch.setattr(lessons, "is_test", lambda report_id: True)
    released(*settle_paragraph("5.2%"))
    lessons.export_lessons(store.kb, tmp_path)
    (passage,) = load_gold(tmp_path / lessons.GOLD)
    (fact,) = passage.facts
    assert (fact.quantity, fact.value, fact.headline, fact.region) == ("5.2%", 5.2, "gdp", "")
    assert passage.head[fact.start : fact.end] == "5.2%"
    assert [entity.text for entity in passage.entities] == ["甲区", "晨光机械"]


def rule(wording: str, indicator_id: str = "gdp", **more: object) -> Event:
    return Event(
        actor="王",
        op="rule",
        payload={"wording": wording, "indicator_id": indicator_id, "scope": "all"} | more,
    )


def test_rules_for_all_reports_become_names_to_review():
    found = lessons.collect_aliases(
        [rule("经济盘子"), rule("经济盘子"), rule("大盘", scope="place", ref_area="310114")]
    )
    assert found == {"gdp": {"经济盘子": 2}}


def test_wording_that_rules_give_to_two_series_is_left_out():
    assert lessons.collect_aliases([rule("经济盘子"), rule("经济盘子", "retail_sales")]) == {}


def test_export_writes_every_file(released, store, tmp_path):
    released(*settle_paragraph("5.2%"), rule("经济盘子"))
    assert len(lessons.export_lessons(store.kb, tmp_path)) == 4
    rows = [
        json.loads(line)
        for name in ("train", "test")
        for line in (tmp_path / f"{name}.jsonl").read_text().splitlines()
    ]
    assert [set(row) for row in rows] == [{"passage_id", "source", "text", "names"}]
    assert "经济盘子" in (tmp_path / "aliases.toml").read_text()
