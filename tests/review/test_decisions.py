"""What people say becomes events, and shows at once."""

from __future__ import annotations

import uuid

import pytest

from docstruct.errors import CorrectionError
from docstruct.review.decisions import read_number


def test_accept_pins_what_was_shown(wang, log):
    row_id = wang.find("5.2%")
    wang.write("decisions", op="accept", row_id=row_id)
    (event,) = log.events()
    assert (event.op, event.actor, event.target.quote) == ("accept", "王", "5.2%")
    assert event.payload["values"]["indicator_id"] == "gdp"
    assert wang.item(row_id)["state"] == "confirmed"


def test_reject_is_a_tombstone(wang, log):
    row_id = wang.find("5.2%")
    answer = wang.write("decisions", op="reject", row_id=row_id, reason="名称的一部分")
    assert answer["item"]["state"] == "rejected"
    assert [(e.op, e.reason) for e in log.events()] == [("reject", "名称的一部分")]


FIXES = [
    ({"indicator_id": "new_urban_jobs"}, {"indicator_id": "new_urban_jobs"}),
    ({"indicator_text": "生产总值"}, None),
    ({"value": "5.3"}, {"value": 5.3}),
    ({"value": "1312.1亿", "unit_text": "元"}, {"value": 131210000000.0, "unit_text": "元"}),
    ({"kind": "level"}, {"kind": "level"}),
    ({"status": "estimate"}, {"status": "estimate"}),
    ({"time_period": "2024-H1"}, {"time_period": "2024-H1"}),
    ({"ref_area": "000000", "ref_area_name": "全国"}, {"ref_area": "000000", "ref_area_name": "全国"}),
    ({"bound": "ge"}, {"bound": "ge"}),
    ({"basis": "span"}, {"basis": "span"}),
    ({"predicate": "增长"}, {"predicate": "增长"}),
]


@pytest.mark.parametrize(("fields", "expected"), [case for case in FIXES if case[1]])
def test_fix_of_each_field_shows_at_once(wang, log, fields, expected):
    row_id = wang.find("5.2%")
    item = wang.write("decisions", op="fix", row_id=row_id, fields=fields)["item"]
    assert {name: item["fields"][name] for name in expected} == expected
    assert item["state"] == "corrected"
    assert {event.field for event in log.events()} == set(expected)


def test_fix_of_nothing_is_refused(wang, log):
    answer = wang.send("decisions", op="fix", row_id=wang.find("5.2%"))
    assert answer.status_code == 409
    assert log.count() == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "增速"},
        {"time_period": "去年"},
        {"indicator_id": "no_such"},
        {"ref_area": "999999"},
        {"value": "很多"},
        {"obs_id": "x"},
        {"evidence": "x"},
        {"subject_entity_id": "nobody"},
        {"value": None, "kind": ["level"]},
    ],
)
def test_value_that_does_not_fit_is_refused_and_nothing_stored(wang, log, fields):
    answer = wang.send("decisions", op="fix", row_id=wang.find("5.2%"), fields=fields)
    assert answer.status_code in (409, 422)
    assert log.count() == 0


def test_span_is_moved(wang, log):
    row_id = wang.find("5.2%")
    start, end = wang.item(row_id)["span"]
    item = wang.write("decisions", op="fix", row_id=row_id, span=[start - 2, end])["item"]
    assert item["text"] == "增长5.2%"
    assert [event.field for event in log.events()] == ["span"]


@pytest.mark.parametrize("span", [[5, 5], [0, 10_000_000], [30, 20]])
def test_span_outside_of_a_paragraph_is_refused(wang, log, span):
    assert wang.send("decisions", op="fix", row_id=wang.find("5.2%"), span=span).status_code == 409


def test_missed_fact_is_added(wang, log):
    item = wang.item(wang.find("5.2%"))
    start = next(s[2] for s in item["paragraph"] if "公司" in s[0] or "新厂" in s[0] or "晨光" in s[0])
    fields = {"indicator_text": "新厂", "kind": "level", "value": 1, "unit_text": "座", "status": "actual"}
    added = wang.write(
        "additions", table="observations", report_id="310114-2025-gwr", span=[start, start + 2], fields=fields
    )
    assert added["item"]["state"] == "added"
    assert added["item"]["fields"]["indicator_text"] == "新厂"
    assert [line["name"] for line in wang.get("queue", state="added")["rows"]] == ["新厂"]
    assert [event.op for event in log.events()] == ["add"]


def test_rule_says_beforehand_what_it_changes(wang, log):
    row_id = wang.find("5.2%")
    asked = {"wording": "生产总值", "indicator_id": "parks", "row_id": row_id}
    assert wang.get("preview", **asked, scope="report")["changes"] == 2
    assert wang.get("preview", **asked, scope="all")["changes"] == 4
    assert wang.get("preview", **(asked | {"indicator_id": "gdp"}), scope="all")["changes"] == 0
    assert log.count() == 0


def test_rule_shows_on_every_row_in_its_scope(wang):
    row_id = wang.find("5.2%")
    wang.write("rules", wording="生产总值", indicator_id="parks", scope="all", row_id=row_id)
    assert wang.item(wang.find("4.8%", "310115-2025-gwr"))["fields"]["indicator_id"] == "parks"


def test_two_names_become_one(wang, log):
    choices = wang.get("choices", of="entities", q="")
    gone, stays = (choice["id"] for choice in choices if choice["id"].startswith("company"))
    wang.write("mergings", gone=gone, stays=stays)
    (event,) = log.events()
    assert (event.table, event.field, event.old, event.new) == ("entities", "entity_id", gone, stays)


def test_name_is_relabelled(wang):
    line = wang.get("queue", table="mentions", label="COMPANY")["rows"][0]
    item = wang.write("decisions", op="fix", row_id=line["id"], fields={"label": "ORG"})["item"]
    assert (item["fields"]["label"], item["state"]) == ("ORG", "corrected")


def test_undo_takes_back_every_event_of_a_decision(wang, log):
    row_id, decision = wang.find("5.2%"), str(uuid.uuid4())
    fields = {"status": "estimate", "bound": "ge"}
    wang.write("decisions", decision_id=decision, op="fix", row_id=row_id, fields=fields)
    item = wang.write("retractions", undoes=decision)["item"]
    assert (item["state"], item["fields"]["status"], item["fields"]["bound"]) == ("machine", "actual", "eq")
    assert [event.op for event in log.events()] == ["fix", "fix", "undo", "undo"]


def test_undo_of_another_person_is_refused(wang, enter):
    decision = str(uuid.uuid4())
    wang.write("decisions", decision_id=decision, op="accept", row_id=wang.find("5.2%"))
    assert enter("李").send("retractions", undoes=decision).status_code == 409


@pytest.mark.parametrize(
    "said",
    [
        {"op": "accept"},
        {"op": "reject"},
        {"op": "fix", "fields": {"status": "estimate"}},
        {"op": "fix", "span": True},
    ],
)
def test_retry_stores_nothing_twice(wang, log, said):
    row_id = wang.find("5.2%")
    if "span" in said:
        start, end = wang.item(row_id)["span"]
        said = said | {"span": [start - 2, end]}
    body = {"decision_id": str(uuid.uuid4()), "row_id": row_id, **said}
    first, second = wang.write("decisions", **body), wang.write("decisions", **body)
    assert first["event_ids"] == second["event_ids"]
    assert log.count() == 1


def test_two_people_who_differ_are_in_dispute_until_a_third_decides(wang, enter, log):
    row_id = wang.find("5.2%")
    wang.write("decisions", op="fix", row_id=row_id, fields={"status": "estimate"})
    item = enter("李").write("decisions", op="fix", row_id=row_id, fields={"status": "target"})["item"]
    assert item["state"] == "disputed"
    assert [(v["actor"], v["value"]) for v in item["disputed"]["status"]] == [
        ("王", "estimate"),
        ("李", "target"),
    ]
    assert wang.send("adjudications", row_id=row_id, field="status", value="target").status_code == 403
    item = enter("赵").write("adjudications", row_id=row_id, field="status", value="target")["item"]
    assert (item["state"], item["fields"]["status"]) == ("corrected", "target")


def test_row_that_is_not_there_is_404(wang):
    assert wang.send("decisions", op="accept", row_id="nowhere").status_code == 404


@pytest.mark.parametrize("text", ["", "1.2.3", "NaN", "inf", "1e400", "五", "--5", "1" * 40, "²"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(CorrectionError):
        read_number(text)
