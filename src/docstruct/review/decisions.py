"""What the browser sends, checked, and the events that it becomes.

A decision may be several events (a fix of three fields is three); their ids follow from the decision's, so a retry
after a lost answer stores nothing twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count, takewhile
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from docstruct.corrections.anchors import Anchor, make_anchor
from docstruct.corrections.events import EXISTS, FIELDS, SPAN, Event, Scope, check_value
from docstruct.corrections.log import Log
from docstruct.errors import CorrectionError
from docstruct.lexicon.regions import load_regions
from docstruct.normalise.periods import bound_period
from docstruct.numerals import MAGNITUDES, fold_width
from docstruct.review.base import Base, Document, Row, TableName
from docstruct.review.standing import Standing

Words = Annotated[str, Field(max_length=500)]
Id = Annotated[str, Field(min_length=1, max_length=200)]
Offset = Annotated[int, Field(ge=0, le=100_000_000)]


class Message(BaseModel):
    """Base of what a browser sends: no unknown fields, no infinite numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Decision(Message):
    """What a person says of one row: it is right, it is wrong, or some of its fields are.

    ``fields`` and ``span`` (start and end in the text) go with ``fix``.
    """

    decision_id: uuid.UUID
    op: Literal["accept", "fix", "reject"]
    row_id: Id
    fields: dict[str, JsonValue] = Field(default_factory=dict, max_length=30)
    span: tuple[Offset, Offset] | None = None
    reason: Words = ""


class Addition(Message):
    """A fact or a name that was missed."""

    decision_id: uuid.UUID
    table: TableName
    report_id: Id
    span: tuple[Offset, Offset]
    fields: dict[str, JsonValue] = Field(max_length=30)
    reason: Words = ""


class Ruling(Message):
    """This wording always means that series, in a report, a place or everywhere."""

    decision_id: uuid.UUID
    wording: Annotated[str, Field(min_length=1, max_length=100)]
    indicator_id: Id
    scope: Scope
    row_id: Id
    reason: Words = ""


class Merging(Message):
    """Two entities are one: ``gone`` becomes ``stays``."""

    decision_id: uuid.UUID
    gone: Id
    stays: Id
    reason: Words = ""


class Retraction(Message):
    """Take back a whole decision: ``undoes`` is its id, which is that of its first event."""

    decision_id: uuid.UUID
    undoes: uuid.UUID


class Adjudication(Message):
    """The last word on one field of a disputed row."""

    decision_id: uuid.UUID
    row_id: Id
    field: Annotated[str, Field(max_length=50)]
    value: JsonValue
    reason: Words = ""


def name_event(decision_id: uuid.UUID, number: int) -> str:
    """Return the id of an event of a decision; the first one's is the decision's own."""
    return str(uuid.uuid5(decision_id, str(number)) if number else decision_id)


def anchor_row(document: Document, row: Mapping[str, Any]) -> Anchor:
    """Anchor a row in the text of its report."""
    return anchor_span(document, row["char_start"], row["char_end"])


def anchor_span(document: Document, start: int, end: int) -> Anchor:
    """Anchor a stretch of a report.

    Raises
    ------
    CorrectionError
        It is empty, or lies outside of the text or across two paragraphs.
    """
    if not 0 <= start < end <= len(document.text) or "\n" in document.text[start:end]:
        raise CorrectionError(
            f"{document.report['report_id']}: {start}–{end} is no stretch of one paragraph. Select some words anew."
        )
    return make_anchor(
        document.text, document.sha256, start, end, report_id=str(document.report["report_id"])
    )


def write_decision(
    decision: Decision, actor: str, standing: Standing, table: TableName, document: Document, base: Base
) -> list[Event]:
    """Return the events that a decision becomes.

    Parameters
    ----------
    standing : Standing
        The row as the person saw it, and as the machine gave it. A fix points at the machine's words, so that its
        retry points there, too, when the first try moved the span.

    Raises
    ------
    CorrectionError
        A field is unknown, a value does not fit, or there is nothing to fix.
    """
    row = standing.row
    anchor, shown = anchor_row(document, row), dict(row)
    # one time for all events of a decision: by it they are shown as one
    common: dict[str, Any] = {
        "actor": actor,
        "reason": decision.reason,
        "table": table,
        "time": datetime.now(UTC).isoformat(),
    }
    if decision.op != "fix":
        payload = {"values" if decision.op == "accept" else "row": shown}
        return [_make(decision.decision_id, 0, op=decision.op, target=anchor, payload=payload, **common)]
    changes: dict[str, tuple[JsonValue, JsonValue]] = {
        name: (row.get(name), read_field(table, name, value, base))
        for name, value in sorted(decision.fields.items())
    }
    if decision.span is not None:
        moved = anchor_span(document, *decision.span)
        changes[SPAN] = (anchor.model_dump(mode="json"), moved.model_dump(mode="json"))
    if not changes:
        raise CorrectionError(f"{decision.row_id}: nothing is changed. Accept the row if it is right.")
    common["target"] = anchor_row(document, standing.machine or row)
    return [
        _make(decision.decision_id, number, op="fix", field=name, old=old, new=new, payload={"row": shown}, **common)
        for number, (name, (old, new)) in enumerate(changes.items())
    ]  # fmt: skip


def write_addition(addition: Addition, actor: str, document: Document, base: Base) -> list[Event]:
    """Return the event that adds a missed fact or name."""
    row = {
        name: read_field(addition.table, name, value, base) for name, value in sorted(addition.fields.items())
    }
    anchor = anchor_span(document, *addition.span)
    return [
        _make(addition.decision_id, 0, op="add", actor=actor, reason=addition.reason, table=addition.table,
              target=anchor, payload={"row": row})
    ]  # fmt: skip


def write_ruling(ruling: Ruling, actor: str, row: Row, document: Document, base: Base) -> list[Event]:
    """Return the event of a bulk rule; the row that gave rise to it says which report and place are meant."""
    read_field("observations", "indicator_id", ruling.indicator_id, base)
    payload = {
        "wording": ruling.wording,
        "indicator_id": ruling.indicator_id,
        "scope": ruling.scope,
        "ref_area": document.report["ref_area"] if ruling.scope == "place" else None,
    }
    target = None if ruling.scope == "all" else anchor_row(document, row)
    return [
        _make(ruling.decision_id, 0, op="rule", actor=actor, reason=ruling.reason, target=target, payload=payload)
    ]  # fmt: skip


def write_merging(merging: Merging, actor: str, base: Base) -> list[Event]:
    """Return the event that merges two entities."""
    stays = base.entities.get(merging.stays)
    if stays is None or merging.gone not in base.entities or merging.gone == merging.stays:
        raise CorrectionError(f"{merging.gone} and {merging.stays} are not two entities of this release.")
    return [
        _make(merging.decision_id, 0, op="fix", actor=actor, reason=merging.reason, table="entities",
              field="entity_id", old=merging.gone, new=merging.stays,
              payload={"name": stays["name"], "label": stays["label"]})
    ]  # fmt: skip


def write_retraction(retraction: Retraction, actor: str, log: Log) -> list[Event]:
    """Return the events that take back those of a decision.

    Raises
    ------
    CorrectionError
        The log holds no such decision.
    """
    names = (name_event(retraction.undoes, number) for number in count())
    found = list(takewhile(lambda name: log.get(name) is not None, names))
    if not found:
        raise CorrectionError(f"There is no decision {retraction.undoes} to take back.")
    time = datetime.now(UTC).isoformat()
    return [
        _make(retraction.decision_id, number, op="undo", actor=actor, time=time, payload={"event_id": name})
        for number, name in enumerate(found)
    ]


def write_adjudication(
    adjudication: Adjudication, actor: str, row: Row, table: TableName, document: Document, base: Base
) -> list[Event]:
    """Return the event that settles a dispute over one field; a span is given as start and end."""
    name, value = adjudication.field, adjudication.value
    if name == SPAN:
        value = anchor_span(document, *_read_span(value)).model_dump(mode="json")
    elif name != EXISTS:
        value = read_field(table, name, value, base)
    return [
        _make(adjudication.decision_id, 0, op="adjudicate", actor=actor, reason=adjudication.reason, table=table,
              target=anchor_row(document, row), field=name, old=row.get(name), new=value,
              payload={"row": dict(row)})
    ]  # fmt: skip


def _read_span(value: JsonValue) -> tuple[int, int]:
    match value:
        case [int(start), int(end)]:
            return start, end
    raise CorrectionError(f"{value!r} is no span: give start and end.")


def read_field(table: TableName, name: str, value: JsonValue, base: Base) -> JsonValue:
    """Check a value for a field, and read numbers as people type them (1312.1亿, 5,200).

    Raises
    ------
    CorrectionError
        The field is unknown, or the value is none that it can hold.
    """
    if name not in FIELDS[table]:
        raise CorrectionError(f"{table} have no field {name!r} that a person sets.")
    if value == "":
        value = None
    if name in ("value", "value_high") and isinstance(value, str):
        return read_number(value)
    fault = check_value(table, name, value)
    if fault:
        raise CorrectionError(f"{fault}.")
    if name == "time_period" and bound_period(str(value)) is None:
        raise CorrectionError(f"{value!r} is no period: write 2024, 2024-H1, 2024-Q3, 2024-01 or 2021/2025.")
    if name == "indicator_id" and value is not None and str(value) not in base.indicators:
        raise CorrectionError(f"There is no series {value!r}. Choose one of the list.")
    if name == "ref_area" and value is not None and load_regions().get(str(value)) is None:
        raise CorrectionError(f"There is no place with the code {value!r}. Choose one of the list.")
    if name in ("entity_id", "subject_entity_id") and value is not None and str(value) not in base.entities:
        raise CorrectionError(f"There is no entity {value!r}. Choose one of the list.")
    return value


def read_number(text: str) -> float:
    """Read a number as people type it, magnitude words multiplied out.

    Raises
    ------
    CorrectionError
        It is no number.

    Examples
    --------
    >>> read_number("1312.1亿"), read_number("-5,200"), read_number("１．５")
    (131210000000.0, -5200.0, 1.5)
    """
    plain = fold_width(text).replace(",", "").replace(" ", "").replace("−", "-").replace("－", "-")
    word = next((word for word in MAGNITUDES if plain.endswith(word)), "")
    number = plain.removesuffix(word)
    digits = number.removeprefix("-")
    if (
        not digits.replace(".", "", 1).isascii()
        or not digits.replace(".", "", 1).isdigit()
        or len(digits) > 30
    ):
        raise CorrectionError(f"{text!r} is no number: write 5.2, -3.1, 1,200 or 1312.1亿.")
    return float(Decimal(number) * (MAGNITUDES[word] if word else 1))


def _make(decision_id: uuid.UUID, number: int, **content: object) -> Event:
    return Event.model_validate({"event_id": name_event(decision_id, number), **content})
