"""How every row stands now: what the release says, and what people have said since.

Events are read from the log as they come, whoever wrote them, and routed to the row that they point at; only rows
that have events cost anything.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Literal

from docstruct.corrections.anchors import Match, find_anchor
from docstruct.corrections.events import EXISTS, SPAN, Event
from docstruct.corrections.log import EMPTY, Log
from docstruct.review.base import KEYS, Base, Row, TableName

State = Literal["machine", "confirmed", "corrected", "added", "rejected", "disputed"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One row as it stands.

    ``row`` are the columns with corrections applied, ``machine`` those of the release. ``votes`` are what people
    said of each field: (actor, value, event id). ``actors`` are who has spoken.
    """

    row: Row
    machine: Row | None
    state: State
    actors: tuple[str, ...] = ()
    votes: dict[str, list[tuple[str, Any, str]]] = field(default_factory=dict)
    disputed: tuple[str, ...] = ()


class Ledger:
    """The log, followed; and what it says of each row of a base.

    Parameters
    ----------
    base : Base
        The release that people look at.
    log : Log
        The log beside it.
    """

    def __init__(self, base: Base, log: Log) -> None:
        self.base = base
        self.events: dict[str, list[Event]] = defaultdict(list)
        self.undone: set[str] = set()
        self.history: list[Event] = []
        self.places: dict[str, str] = {}
        self.added: dict[str, tuple[TableName, Row]] = {}
        self._log = log
        self._head = EMPTY
        self._cache: dict[tuple[str, str | None], Standing] = {}

    def follow(self) -> None:
        """Read the events that are new in the log."""
        head = self._log.head()
        if head == self._head:
            return
        for event in self._log.events(since=self._head):
            self._take(event)
        self._head = head

    def find(self, row_id: str) -> tuple[TableName, Row] | None:
        """Return the table and the row of an id, of the release or added since."""
        if row_id in self.base.rows:
            return self.base.tables[row_id], self.base.rows[row_id]
        return self.added.get(row_id)

    def judge(self, row_id: str, viewer: str | None = None) -> Standing:
        """Return how a row stands.

        Parameters
        ----------
        viewer : str, optional
            Only what this person said counts: what a blind reader may see.
        """
        key = (row_id, viewer)
        if key not in self._cache:
            events = [event for event in self.events.get(row_id, ()) if event.event_id not in self.undone]
            if viewer is not None:
                events = [event for event in events if event.actor == viewer]
            self._cache[key] = self._settle(row_id, events)
        return self._cache[key]

    def is_touched(self, row_id: str) -> bool:
        """Tell whether anybody said anything of a row."""
        return row_id in self.events

    def _take(self, event: Event) -> None:
        self.history.append(event)
        touched = self.places.get(event.undoes) if event.undoes is not None else self._locate(event)
        if event.undoes is not None:
            self.undone.add(event.undoes)
        if touched is None:
            return
        self.places[event.event_id] = touched
        if event.undoes is None:
            self.events[touched].append(event)
        for key in [key for key in self._cache if key[0] == touched]:
            del self._cache[key]

    def _locate(self, event: Event) -> str | None:
        if event.target is None or event.op == "rule" or event.table not in KEYS:
            return None
        table: TableName = "mentions" if event.table == "mentions" else "observations"
        document = self.base.documents.get(event.target.report_id)
        if document is None:
            return None
        found = find_anchor(event.target, document.text)
        if not isinstance(found, Match):
            return None
        place = (table, event.target.report_id, found.start, found.end)
        row_id = self.base.spans.get(place)
        if row_id is None and event.op == "add":
            row_id = f"added-{event.event_id}"
            self.base.spans[place] = row_id
            self.added[row_id] = (table, _complete(event, row_id, place, document.text))
        return row_id

    def _settle(self, row_id: str, events: list[Event]) -> Standing:
        machine = self.base.rows.get(row_id)
        found = self.find(row_id)
        row = dict(found[1]) if found else {}
        votes: dict[str, dict[str, tuple[str, Any, str]]] = defaultdict(dict)
        settled: dict[str, Any] = {}
        for event in events:
            if event.op == "adjudicate" and event.field:
                settled[event.field] = event.new
            for name, value in _said(event).items():
                votes[name][event.actor] = (event.actor, value, event.event_id)
        disputed = []
        for name, said in votes.items():
            values = [value for _, value, _ in said.values()]
            if name in settled:
                continue
            if any(value != values[0] for value in values):
                disputed.append(name)
            elif name not in (EXISTS, SPAN):
                row[name] = values[0]
        row |= {name: value for name, value in settled.items() if name not in (EXISTS, SPAN)}
        return Standing(
            row=row,
            machine=machine,
            state=_name_state(events, votes, disputed, machine),
            actors=tuple(dict.fromkeys(event.actor for event in events)),
            votes={name: list(said.values()) for name, said in votes.items()},
            disputed=tuple(disputed),
        )


def _said(event: Event) -> dict[str, Any]:
    if event.op in ("accept", "add"):
        return {EXISTS: True}
    if event.op == "reject":
        return {EXISTS: False}
    return {str(event.field): event.new, EXISTS: True} if event.op == "fix" else {}


def _name_state(events: list[Event], votes: Any, disputed: list[str], machine: Row | None) -> State:
    if disputed:
        return "disputed"
    if any(not value for _, value, _ in votes.get(EXISTS, {}).values()):
        return "rejected"
    if machine is None:
        return "added" if events else "rejected"
    if any(event.op in ("fix", "adjudicate") for event in events):
        return "corrected"
    return "confirmed" if events else "machine"


def _complete(event: Event, row_id: str, place: tuple[TableName, str, int, int], text: str) -> Row:
    table, report_id, start, end = place
    return {
        **dict.fromkeys(("indicator_start", "indicator_end", "value_high", "predicate")),
        **event.row,
        KEYS[table]: row_id,
        "report_id": report_id,
        "char_start": start,
        "char_end": end,
        "quantity_text" if table == "observations" else "text": text[start:end],
        "confidence": 1.0,
        "method": "person",
        "evidence": "",
    }
