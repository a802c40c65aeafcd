"""What came back against what went out: the difference as events of the correction log."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import JsonValue, ValidationError

from docstruct.corrections.anchors import Anchor, make_anchor
from docstruct.corrections.events import FIELDS, SPAN, Event
from docstruct.errors import ExchangeError
from docstruct.exchange.marks import Mark, MarkedText

_NAMESPACE = uuid.UUID("6f0a7c1e-54a5-5d3c-9a5c-2d1f5f0b8e11")


@dataclass
class Decisions:
    """Events for the log, and the marks that are no decision yet, each with what it lacks."""

    events: list[Event] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def decide(original: MarkedText, edited: MarkedText, *, actor: str, batch: str, confirm: bool) -> Decisions:
    """Compare a report as it went out with how it came back.

    A mark that is gone is rejected, one without an id that went out is added, one that differs is fixed field by
    field. Fields that an edited mark does not carry stay as they are.

    Parameters
    ----------
    original : MarkedText
        From the release that the file was made of.
    edited : MarkedText
        What another tool gave back.
    actor : str
        Who decided, unless the file says so.
    batch : str
        Stands for the file: the same file read twice gives the same events, which the log stores once.
    confirm : bool
        Whether a mark that came back unchanged was looked at, and is accepted.

    Raises
    ------
    ExchangeError
        The text that came back is another one, so that its offsets mean nothing.
    """
    if edited.text and edited.text != original.text:
        raise ExchangeError(
            f"{original.report_id}: the text that came back is not that of release {original.release_id}; its "
            "offsets mean nothing there. Export the report anew and annotate that."
        )
    maker = _Maker(original, edited.annotator or actor, batch)
    came = {mark.mark_id: mark for mark in edited.marks if mark.mark_id is not None}
    for mark in original.marks:
        if not any(start <= mark.start and mark.end <= end for start, end in edited.covered):
            continue
        back = came.get(mark.mark_id or "")
        if back is None or back.layer != mark.layer:
            maker.make("reject", mark, payload={"row": _row(mark)})
        else:
            maker.compare(mark, back, confirm=confirm)
    went = {mark.mark_id: mark.layer for mark in original.marks}
    for mark in edited.marks:
        if mark.mark_id is None or went.get(mark.mark_id) != mark.layer:
            maker.make("add", mark, payload={"row": _row(mark)})
    return maker.found


class _Maker:
    """Makes the events of one report by one person."""

    def __init__(self, original: MarkedText, actor: str, batch: str) -> None:
        self._original, self._actor, self._batch = original, actor, batch
        self.found = Decisions()

    def compare(self, mark: Mark, back: Mark, *, confirm: bool) -> None:
        changes = list(_list_changes(mark, back))
        for name, old, new in changes:
            self.make("fix", mark, field=name, old=old, new=new, payload={"row": _row(mark)})
        if (mark.start, mark.end) != (back.start, back.end):
            self.make(
                "fix",
                mark,
                field=SPAN,
                old=self._anchor(mark).model_dump(mode="json"),
                new=self._anchor(back).model_dump(mode="json"),
                payload={"row": _row(mark)},
            )
        elif not changes and confirm:
            self.make("accept", mark, payload={"values": _row(mark)})

    def make(self, op: str, mark: Mark, **content: Any) -> None:
        """Make an event; what the log would refuse becomes a problem that names the place."""
        text = self._original.text
        if not 0 <= mark.start < mark.end <= len(text):
            self._complain(mark, "it lies outside of the text")
            return
        key = [self._batch, self._actor, self._original.report_id, mark.mark_id, mark.start, mark.end, op]
        name = json.dumps([*key, content.get("field"), mark.label], ensure_ascii=False)
        try:
            event = Event.model_validate(
                {
                    "event_id": str(uuid.uuid5(_NAMESPACE, name)),
                    "actor": self._actor,
                    "op": op,
                    "table": mark.layer,
                    "target": self._anchor(mark).model_dump(mode="json"),
                    "reason": "",
                    **content,
                }
            )
        except ValidationError as error:
            self._complain(mark, str(error.errors()[0]["msg"]).removeprefix("Value error, "))
        else:
            self.found.events.append(event)

    def _anchor(self, mark: Mark) -> Anchor:
        original = self._original
        return make_anchor(original.text, original.sha256, mark.start, mark.end, report_id=original.report_id)

    def _complain(self, mark: Mark, problem: str) -> None:
        words = self._original.text[mark.start : mark.end]
        self.found.problems.append(
            f"{self._original.report_id} [{mark.start}:{mark.end}] {words!r} ({mark.label}): {problem}. Mend the mark "
            "in the other tool and import its export again."
        )


def _list_changes(mark: Mark, back: Mark) -> Iterator[tuple[str, JsonValue, JsonValue]]:
    if mark.label != back.label:
        yield "label", mark.label, back.label
    for name in FIELDS[mark.layer]:
        if name in back.fields and back.fields[name] != mark.fields.get(name):
            yield name, mark.fields.get(name), back.fields[name]


def _row(mark: Mark) -> dict[str, JsonValue]:
    row: dict[str, JsonValue] = {name: value for name, value in mark.fields.items() if value is not None}
    if mark.layer == "mentions":
        row["label"] = mark.label
    return row
