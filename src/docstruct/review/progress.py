"""How far the work is, and who did what."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

from docstruct.corrections.agreement import measure_agreement
from docstruct.corrections.events import Event
from docstruct.corrections.users import User
from docstruct.review.items import show_report
from docstruct.review.standing import Ledger

Json = dict[str, Any]


def count_progress(ledger: Ledger) -> Json:
    """Count rows by report and state, and decisions by person."""
    touched = list(ledger.list_touched())
    states = Counter(ledger.judge(row_id).state for row_id in touched)
    by_report: Counter[str] = Counter()
    for row_id in touched:
        standing = ledger.judge(row_id)
        if standing.state != "machine" and ledger.base.tables.get(row_id) == "observations":
            by_report[standing.row["report_id"]] += 1
    people: dict[str, Counter[str]] = {}
    for event in ledger.history:
        if event.event_id not in ledger.undone:
            people.setdefault(event.actor, Counter())[event.op] += 1
    documents = ledger.base.documents.values()
    return {
        "states": dict(states),
        "total": sum(len(document.rows["observations"]) for document in documents),
        "done": sum(by_report.values()),
        "reports": [
            show_report(document.report)
            | {
                "total": len(document.rows["observations"]),
                "done": by_report[document.report["report_id"]],
            }
            for document in documents
        ],
        "agreement": [pair.model_dump() for pair in measure_agreement(ledger.history)],
        "people": [
            {"name": name, "total": sum(ops.values()), **ops}
            for name, ops in sorted(people.items(), key=lambda entry: -sum(entry[1].values()))
        ],
    }


def list_feed(ledger: Ledger, reader: User, limit: int) -> list[Json]:
    """List decisions that a reader may see, the latest first; the events of one decision are one line."""
    seen = (
        event
        for event in ledger.history
        if event.actor == reader.name
        or not (event.target and ledger.is_hidden(event.target.report_id, reader))
    )
    decisions = [list(group) for _, group in groupby(seen, key=_decision)]
    return [_show(ledger, events) for events in decisions[: -limit - 1 : -1]]


def _decision(event: Event) -> tuple[str, str, str, str | None]:
    return event.actor, event.time, event.op, event.target.quote if event.target else None


def _show(ledger: Ledger, events: list[Event]) -> Json:
    first = events[0]
    row_id = ledger.rows_of.get(first.event_id)
    found = ledger.find(row_id) if row_id else None
    name = ""
    if found is not None:
        row = found[1]
        name = str(row.get("indicator_text") or row.get("text") or "")
    return {
        "event_ids": [event.event_id for event in events],
        "actor": first.actor,
        "time": first.time,
        "op": first.op,
        "table": first.table,
        "row_id": row_id,
        "name": name,
        "quote": first.target.quote if first.target else "",
        "changes": [[event.field, event.old, event.new] for event in events if event.field and event.field != "span"],
        "payload": first.payload if first.op == "rule" else None,
        "reason": first.reason,
        "undone": all(event.event_id in ledger.undone for event in events),
    }  # fmt: skip
