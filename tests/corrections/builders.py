"""Events about the made-up reports of ``kb.builders``."""

from __future__ import annotations

from collections.abc import Iterable

from docstruct.corrections.anchors import make_anchor
from docstruct.corrections.book import Book
from docstruct.corrections.events import Event
from docstruct.records import Extraction, Mention, Observation, Report

BY = {"observations": "observations", "mentions": "mentions"}


def find_fact(extraction: Extraction, words: str, nth: int = 0) -> Observation:
    """The fact with these words."""
    return [row for row in extraction.observations if row.quantity_text == words][nth]


def find_name(extraction: Extraction, words: str) -> Mention:
    """The name with these words."""
    return next(row for row in extraction.mentions if row.text == words)


def anchor(report: Report, start: int, end: int):
    return make_anchor(report.text, report.sha256, start, end, report_id=report.report_id)


def about(
    extraction: Extraction, row: Observation | Mention, op: str = "fix", actor: str = "王", **more: object
) -> Event:
    """An event about a row."""
    table = "observations" if isinstance(row, Observation) else "mentions"
    target = anchor(extraction.report, row.char_start, row.char_end)
    if op in ("fix", "accept", "reject"):
        more.setdefault("payload", {"row": row.model_dump()})
    return Event(actor=actor, op=op, table=table, target=target, **more)


def add_fact(extraction: Extraction, words: str, actor: str = "王", **fields: object) -> Event:
    """An event that adds a fact."""
    start = extraction.report.text.index(words)
    row = {
        "indicator_text": "",
        "kind": "level",
        "status": "actual",
        "value": 1.0,
        "unit_text": "家",
    } | fields
    target = anchor(extraction.report, start, start + len(words))
    return Event(actor=actor, op="add", target=target, payload={"row": row})


def undo(event: Event) -> Event:
    return Event(actor=event.actor, op="undo", payload={"event_id": event.event_id})


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events with the numbers that a log would give them."""
    return [event.model_copy(update={"seq": number}) for number, event in enumerate(events, start=1)]


def book(*events: Event) -> Book:
    return Book(in_order(events))
