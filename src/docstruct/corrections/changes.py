"""What corrections changed, cell by cell: the rows of the corrections table, and the way back to the machine's rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from docstruct.corrections.events import EXISTS, Event
from docstruct.records import Correction, EventOutcome

#: columns that say who looked at a row, not what it says
_STAMPS = frozenset({"review_status", "correction_id"})


def list_changes(
    table: str,
    machine: Mapping[str, Mapping[str, Any]],
    published: Mapping[str, Mapping[str, Any]],
    find_cause: Callable[[str, str], tuple[Event, EventOutcome]],
    report_id: str,
) -> list[Correction]:
    """List the cells that differ between what the machine gives and what is published.

    Parameters
    ----------
    table : str
        Name of the table.
    machine, published : mapping of str to mapping
        Rows by their key.
    find_cause : callable
        The event that a cell (key, field) is as it is by, and what became of it.
    report_id : str
        The report of the rows.
    """
    found: list[Correction] = []

    def add(row_id: str, field: str, before: str | None, after: str | None) -> None:
        event, outcome = find_cause(row_id, field)
        found.append(
            describe_event(
                event, outcome, report_id, table=table, row_id=row_id, field=field, values=(before, after)
            )
        )

    for row_id in sorted(machine.keys() | published.keys()):
        before, after = machine.get(row_id), published.get(row_id)
        if before is None or after is None:
            add(row_id, EXISTS, _write_row(before), _write_row(after))
            continue
        for field in before:
            if before[field] != after[field] and field not in _STAMPS:
                add(row_id, field, write_value(before[field]), write_value(after[field]))
    return found


def describe_event(
    event: Event,
    outcome: EventOutcome,
    report_id: str,
    *,
    table: str,
    row_id: str | None = None,
    field: str | None = None,
    values: tuple[str | None, str | None] = (None, None),
    note: str | None = None,
) -> Correction:
    """Return the row of the corrections table for an event and a cell."""
    return Correction(
        correction_id=event.event_id,
        report_id=report_id,
        table_name=table,
        row_id=row_id,
        field=field,
        machine_value=values[0],
        published_value=values[1],
        op=event.op,
        outcome=outcome,
        actor=event.actor,
        reason=event.reason,
        decided_at=event.time,
        note=note,
    )


def revert(rows: Mapping[str, Mapping[str, Any]], changes: Iterable[Correction]) -> dict[str, dict[str, Any]]:
    """Return the rows of one table as the machine gave them.

    Parameters
    ----------
    rows : mapping of str to mapping
        Published rows by their key.
    changes : iterable of Correction
        All of the report, for this table.

    Returns
    -------
    dict of str to dict
        Values that were changed are text, as the corrections table has them; a record reads them.
    """
    before = {key: dict(row) for key, row in rows.items()}
    for row in before.values():
        row |= {name: value for name, value in _UNSEEN.items() if name in row}
    for change in changes:
        if change.row_id is None or change.field is None:
            continue
        if change.field != EXISTS:
            if change.row_id in before and change.field in before[change.row_id]:
                before[change.row_id][change.field] = change.machine_value
        elif change.machine_value is not None and change.published_value is None:
            before[change.row_id] = json.loads(change.machine_value)
        elif change.published_value is not None and change.machine_value is None:
            del before[change.row_id]
    return before


_UNSEEN = {"review_status": "machine", "correction_id": None}


def write_value(value: object) -> str | None:
    """Return a cell as text.

    Examples
    --------
    >>> write_value(131210000000.0), write_value("growth"), write_value(None)
    ('131210000000.0', 'growth', None)
    """
    return None if value is None else str(value)


def _write_row(row: Mapping[str, Any] | None) -> str | None:
    return None if row is None else json.dumps(dict(row), ensure_ascii=False, sort_keys=True)
