"""The account of a corrected report: each cell that changed, by whose event; each event that changed none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docstruct.corrections.book import Merger
from docstruct.corrections.changes import describe_event, list_changes, write_value
from docstruct.corrections.derivation import SOURCES
from docstruct.corrections.events import EXISTS, SPAN, Event, Target
from docstruct.corrections.matching import Orphan
from docstruct.corrections.merge import Decision
from docstruct.records import Correction, EventOutcome, Extraction, Record

_KEYS = {"observations": "obs_id", "mentions": "mention_id", "entities": "entity_id"}

Cause = tuple[Event, EventOutcome]


class Account:
    """What happened between what the machine gave and what is published.

    Parameters
    ----------
    machine, published : Extraction
        Before and after.
    events : sequence of Event
        Those that were applied, rules among them.
    mergers : mapping of str to Merger
        Entities of this report that are another one.
    """

    def __init__(
        self,
        machine: Extraction,
        published: Extraction,
        events: Sequence[Event],
        mergers: Mapping[str, Merger],
    ) -> None:
        self._machine, self._published = machine, published
        self._events = {event.event_id: event for event in events}
        self._mergers = mergers
        self._report_id = machine.report.report_id
        self._before, self._after = (
            {table: _index(extraction, table) for table in _KEYS} for extraction in (machine, published)
        )

    def render(
        self,
        report: Decision,
        facts: Mapping[str, Decision],
        names: Mapping[str, Decision],
        *,
        orphans: Iterable[Orphan],
        idle: Iterable[tuple[Target, Decision]],
    ) -> tuple[Correction, ...]:
        """Return the rows of the corrections table.

        Parameters
        ----------
        report : Decision
            On the report itself.
        facts, names : mapping of str to Decision
            On observations and mentions, by id.
        orphans : iterable of Orphan
            Events without a place.
        idle : iterable of (str, Decision)
            On rows that neither machine nor people want.
        """
        rows = self._list_report(report)
        rows += self._list_rows("observations", facts)
        rows += self._list_rows("mentions", names)
        rows += self._list_entities(names)
        for table, decision in idle:
            rows += self._list_silent(table, None, decision, set())
        for orphan in orphans:
            event = orphan.event
            rows.append(
                describe_event(
                    event,
                    "orphaned",
                    self._report_id,
                    table=event.table,
                    field=event.field,
                    note=orphan.reason,
                )
            )
        return tuple(rows)

    def _list_report(self, decision: Decision) -> list[Correction]:
        columns = ("title", "report_type", "issuer", "ref_area", "ref_area_name", "level", "time_period",
                   "period_start", "period_end", "presented_on")  # fmt: skip
        before, after = (
            {self._report_id: {name: getattr(extraction.report, name) for name in columns}}
            for extraction in (self._machine, self._published)
        )
        rows = list_changes(
            "reports", before, after, self._causes({self._report_id: decision}), self._report_id
        )
        return rows + self._list_silent("reports", self._report_id, decision, _list_seen(rows), before, after)

    def _list_rows(self, table: Target, decisions: Mapping[str, Decision]) -> list[Correction]:
        before, after = self._before[table], self._after[table]
        rows = list_changes(table, before, after, self._causes(decisions), self._report_id)
        seen = _list_seen(rows)
        for row_id, decision in decisions.items():
            rows += self._list_silent(table, row_id, decision, seen, before, after)
        return rows

    def _list_entities(self, names: Mapping[str, Decision]) -> list[Correction]:
        before, after = self._before["entities"], self._after["entities"]
        stays = {merger.new: merger for merger in self._mergers.values()}
        said = [self._events[d.correction_id] for d in names.values() if d.correction_id in self._events]
        last = max(said, key=lambda event: event.seq or 0, default=None)

        def find_cause(row_id: str, field: str) -> Cause:
            merger = self._mergers.get(row_id) or stays.get(row_id)
            if merger is not None:
                return merger.event, "disputed" if merger.disputed else "applied"
            if last is None:
                raise LookupError(f"{self._report_id}: nobody changed the entity {row_id}")
            return last, "applied"

        return list_changes("entity_forms", before, after, find_cause, self._report_id)

    def _list_silent(
        self,
        table: Target,
        row_id: str | None,
        decision: Decision,
        seen: set[tuple[str, str | None]],
        before: Mapping[str, Mapping[str, Any]] | None = None,
        after: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> list[Correction]:
        """List the events about a row that changed no cell of it."""
        rows = []
        for event_id, outcome in decision.outcomes.items():
            if (event_id, row_id) in seen:
                continue
            event = self._events[event_id]
            values = tuple(
                write_value((index or {}).get(row_id or "", {}).get(event.field or ""))
                for index in (before, after)
            )
            rows.append(
                describe_event(
                    event,
                    outcome,
                    self._report_id,
                    table=table,
                    row_id=row_id,
                    field=event.field if event.field not in (EXISTS, SPAN) else None,
                    values=(values[0], values[1]),
                    note=_describe_wish(event) if outcome in ("disputed", "overruled") else None,
                )
            )
        return rows

    def _causes(self, decisions: Mapping[str, Decision]) -> Any:
        """Return a function that finds the event which a cell is as it is by."""

        def find_cause(row_id: str, field: str) -> Cause:
            decision = decisions.get(row_id)
            event_id = None
            if decision is not None:
                event_id = decision.causes.get(field) or self._find_source(decision, field)
            if field in ("entity_id", "subject_entity_id") and (
                decision is None or field not in decision.causes
            ):
                merger = self._find_merger(row_id, field)
                if merger is not None:
                    return merger.event, "disputed" if merger.disputed else "applied"
            if decision is None or event_id is None:
                raise LookupError(f"{self._report_id}: nobody changed {field} of {row_id}")
            return self._events[event_id], decision.outcomes.get(event_id, "applied")

        return find_cause

    def _find_source(self, decision: Decision, field: str) -> str | None:
        """Return the event that set what a column follows from; of several the last."""
        given = [decision.causes[name] for name in SOURCES.get(field, ()) if name in decision.causes]
        return max(
            given, key=lambda event_id: self._events[event_id].seq or 0, default=decision.correction_id
        )

    def _find_merger(self, row_id: str, field: str) -> Merger | None:
        table = "mentions" if field == "entity_id" else "observations"
        now = self._after[table].get(row_id, {}).get(field)
        return next((merger for merger in self._mergers.values() if merger.new == now), None)


def _index(extraction: Extraction, table: str) -> dict[str, dict[str, Any]]:
    rows: Sequence[Record] = getattr(extraction, table)
    return {getattr(row, _KEYS[table]): row.model_dump() for row in rows}


def _list_seen(rows: Iterable[Correction]) -> set[tuple[str, str | None]]:
    return {(row.correction_id, row.row_id) for row in rows}


def _describe_wish(event: Event) -> str | None:
    """Say what an event asks for that is not published."""
    if event.field in (EXISTS, SPAN) or event.op in ("accept", "reject", "add"):
        return event.op if event.field is None else f"{event.op} {event.field}"
    return write_value(event.rule.indicator_id if event.op == "rule" else event.new)
