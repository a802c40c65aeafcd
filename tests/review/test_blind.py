"""Two people read one report and do not see each other's work; a third decides where they differ."""

from __future__ import annotations

import pytest

from docstruct.settings import CorrectionSettings, Settings


@pytest.fixture
def settings() -> Settings:
    return Settings(corrections=CorrectionSettings(double_share=1.0))


@pytest.fixture
def li(enter):
    return enter("李")


@pytest.fixture
def zhao(enter):
    return enter("赵")


@pytest.fixture
def row_id(wang):
    return wang.find("5.2%")


def test_what_one_reader_says_stays_hidden_from_the_other(wang, li, row_id):
    wang.write("decisions", op="fix", row_id=row_id, fields={"status": "target"}, reason="看错了")
    item = li.item(row_id)
    assert (item["state"], item["fields"]["status"], item["actors"]) == ("machine", "actual", [])
    assert row_id in [line["id"] for line in li.get("queue")["rows"]]
    assert li.get("feed") == []


def test_reader_sees_their_own_work(wang, li, row_id):
    li.write("decisions", op="accept", row_id=row_id)
    wang.write("decisions", op="fix", row_id=row_id, fields={"status": "target"})
    item = wang.item(row_id)
    assert (item["state"], item["fields"]["status"]) == ("corrected", "target")
    assert [entry["op"] for entry in wang.get("feed")] == ["fix"]


def test_answer_to_a_write_tells_nothing_of_the_other(wang, li, row_id):
    wang.write("decisions", op="reject", row_id=row_id)
    assert li.write("decisions", op="accept", row_id=row_id)["item"]["state"] == "confirmed"


def test_page_of_the_report_hides_it_too(wang, li, row_id):
    wang.write("decisions", op="reject", row_id=row_id)
    shown = li.get("reading", report_id="310114-2025-gwr")
    classes = [part[1] for paragraph in shown["paragraphs"] for part in paragraph["segments"]]
    assert not any("rejected" in names for names in classes)


def test_blind_queue_holds_what_the_reader_has_not_judged(wang, li, row_id):
    before = wang.get("queue", blind="true")["total"]
    li.write("decisions", op="accept", row_id=row_id)
    assert wang.get("queue", blind="true")["total"] == before
    wang.write("decisions", op="accept", row_id=row_id)
    assert wang.get("queue", blind="true")["total"] == before - 1


def test_adjudicator_sees_both_and_decides(wang, li, zhao, row_id):
    wang.write("decisions", op="fix", row_id=row_id, fields={"status": "target"})
    li.write("decisions", op="fix", row_id=row_id, fields={"status": "estimate"})
    assert [line["id"] for line in zhao.get("queue", state="disputed")["rows"]] == [row_id]
    assert wang.get("queue", state="disputed")["rows"] == []
    zhao.write("adjudications", row_id=row_id, field="status", value="estimate")
    assert [p.item(row_id)["fields"]["status"] for p in (wang, li, zhao)] == ["estimate"] * 3


def test_agreement_is_measured(wang, li, zhao):
    for line in wang.get("queue")["rows"]:
        wang.write("decisions", op="accept", row_id=line["id"])
        li.write("decisions", op="accept", row_id=line["id"])
    (pair,) = zhao.get("progress")["agreement"]
    assert (pair["judged"], pair["span_f1"], pair["kappa"]["status"]) == (6, 1.0, 1.0)


def test_dispute_over_a_span_is_settled_by_its_words(wang, li, zhao, row_id):
    start, end = wang.item(row_id)["span"]
    wang.write("decisions", op="fix", row_id=row_id, span=[start - 2, end])
    li.write("decisions", op="fix", row_id=row_id, span=[start - 4, end])
    votes = zhao.item(row_id)["disputed"]["span"]
    assert [vote["text"] for vote in votes] == ["增长5.2%", "总值增长5.2%"]
    item = zhao.write("adjudications", row_id=row_id, field="span", value=votes[0]["value"])["item"]
    assert item["text"] == "增长5.2%"
    assert item["disputed"] == {}
