"""Which row an event is about when the rows are others than they were."""

from __future__ import annotations

import pytest

from docstruct.corrections.anchors import make_anchor
from docstruct.corrections.events import Event
from docstruct.corrections.matching import match
from docstruct.corrections.merge import decide

from .builders import in_order

TEXT = "全市新增高新技术企业40家企业，进出口总额增长5%，建成口袋公园12座。"
COMPLETE = {
    "indicator_text": "高新技术企业",
    "kind": "level",
    "status": "actual",
    "value": 40.0,
    "unit_text": "家",
}


def row(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"char_start": start, "char_end": start + len(words)}


def at(words: str, text: str = TEXT):
    start = text.index(words)
    return make_anchor(text, "aa", start, start + len(words), report_id="r")


def say(words: str, op: str = "accept", actor: str = "王", **more: object) -> Event:
    more.setdefault("payload", {"row": COMPLETE})
    return Event(actor=actor, op=op, target=at(words), **more)


def found(rows: list[str], *events: Event, text: str = TEXT):
    matched = match(text, [row(words) for words in rows], in_order(events))
    groups = [
        (
            group.row and TEXT[group.row["char_start"] : group.row["char_end"]],
            [event.op for event in group.events],
        )
        for group in matched.groups
    ]
    return groups, [orphan.reason for orphan in matched.orphans]


def test_row_at_the_place_is_meant() -> None:
    assert found(["40家", "5%"], say("40家"), say("40家", "reject")) == ([("40家", ["accept", "reject"])], [])


def test_row_that_overlaps_alone_is_meant() -> None:
    assert found(["40家企业"], say("40家", "reject")) == ([("40家企业", ["reject"])], [])


def test_two_rows_where_one_was_leave_an_orphan() -> None:
    assert found(["40", "家企业"], say("40家")) == ([], ["2 rows stand where one did"])


def test_row_that_is_missed_stands_by_what_was_said() -> None:
    assert found([], say("40家")) == ([(None, ["accept"])], [])


def test_fix_of_a_row_that_is_missed_and_was_not_shown_is_an_orphan() -> None:
    event = say("40家", "fix", field="kind", new="delta", payload=None)
    assert found([], event) == ([], ["nothing is extracted there any more"])


def test_reject_of_a_row_that_is_missed_holds() -> None:
    assert found([], say("40家", "reject", payload=None)) == ([(None, ["reject"])], [])


def test_events_on_both_readings_of_one_fact_meet() -> None:
    assert found(["40家企业"], say("40家企业"), say("40家", actor="李")) == (
        [("40家企业", ["accept", "accept"])],
        [],
    )


def test_reject_of_other_bounds_leaves_a_fact_that_someone_spoke_for() -> None:
    groups, orphans = found(["40家企业"], say("40家企业"), say("家企业", "reject", actor="李"))
    assert (groups, orphans) == ([("40家企业", ["accept"]), (None, ["reject"])], [])


def test_moved_span_joins_old_and_new_place() -> None:
    wide = at("40家企业").model_dump()
    moved = say("40家", "fix", field="span", new=wide)
    for rows in (["40家"], ["40家企业"]):
        assert found(rows, moved, say("40家企业", actor="李")) == ([(rows[0], ["fix", "accept"])], [])


def test_words_that_are_gone_leave_an_orphan() -> None:
    groups, orphans = found([], say("40家"), text=TEXT.replace("40家", "41家"))
    assert (groups, orphans) == ([], ["the words are not in the text"])


@pytest.mark.parametrize(
    "text", [TEXT.replace("，", " ， "), "附：\n" + TEXT, TEXT.replace("40家", "４０家")]
)
def test_events_come_back_with_their_place_in_the_present_text(text: str) -> None:
    (group,) = match(text, [], in_order([say("40家")])).groups
    target = group.events[0].target
    assert text[target.start : target.end] in ("40家", "４０家")


def test_row_that_reaches_into_a_second_fact_is_one_facts_only() -> None:
    groups, orphans = found(["40家企业，进出口"], say("40家"), say("进出口", actor="李"))
    assert (sorted(len(events) for _, events in groups), orphans) == ([1, 1], [])
    assert [words for words, _ in groups] == ["40家企业，进出口", None]


def test_missed_row_comes_back_in_its_present_place() -> None:
    shown = {"row": COMPLETE | {"char_start": 10, "char_end": 13}}
    event = say("40家", "fix", field="kind", new="delta", payload=shown)
    text = "各位代表：\n" + TEXT
    (group,) = match(text, [], in_order([event])).groups
    row = decide(group.row, group.events).row
    assert text[row["char_start"] : row["char_end"]] == "40家"
