"""What corrections did to a release: machine and human value side by side, disputes, orphans."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from docstruct.corrections.events import Event
from docstruct.corrections.merge import drop_undone

#: machine value and human value of every corrected cell, with the words they are about
CORRECTED = """
    SELECT c.table_name, r.title AS report, c.field, c.machine_value, c.published_value AS human_value, c.outcome,
           c.op, c.actor, c.reason, c.decided_at, c.note,
           coalesce(o.indicator_text, gone ->> '$.indicator_text') AS indicator,
           coalesce(o.quantity_text, m.text, gone ->> '$.quantity_text', gone ->> '$.text') AS words,
           coalesce(o.evidence, gone ->> '$.evidence') AS sentence,
           c.report_id, c.row_id, c.correction_id
    FROM (SELECT *, CASE WHEN field = 'exists' THEN machine_value::JSON END AS gone FROM corrections) c
    JOIN reports r USING (report_id)
    LEFT JOIN observations o ON c.table_name = 'observations' AND o.obs_id = c.row_id
    LEFT JOIN mentions m ON c.table_name = 'mentions' AND m.mention_id = c.row_id
"""

_ORPHANS = pa.schema(
    [(name, pa.string()) for name in
     ("report_id", "table_name", "op", "field", "words", "before", "after", "asks_for", "why", "actor", "reason",
      "correction_id")]
)  # fmt: skip


def count_outcomes(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many corrections had which outcome; an event with several counts once for each."""
    found = connection.sql(
        "SELECT outcome, count(DISTINCT correction_id) FROM corrections GROUP BY outcome ORDER BY outcome"
    ).fetchall()
    return dict(found)


def list_disputes(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return what people differ on: one row a voice, with what it asks for and what is published meanwhile."""
    return connection.sql(
        """
        SELECT report, table_name, words, indicator, field, human_value AS published, note AS asks_for, actor, op,
               reason, decided_at, sentence, report_id, row_id, correction_id
        FROM corrected WHERE outcome = 'disputed'
        ORDER BY report_id, row_id, field, decided_at, correction_id
        """
    ).to_arrow_table()


def list_orphans(connection: duckdb.DuckDBPyConnection, events: Iterable[Event]) -> pa.Table:
    """Return the corrections that have no place, with their words and surroundings, and why they have none.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        From :func:`docstruct.kb.connection.open_kb`.
    events : iterable of Event
        The log of the base.
    """
    lost = connection.sql("SELECT correction_id, note FROM corrections WHERE outcome = 'orphaned'").fetchall()
    reasons: dict[str, str] = dict(lost)
    placed = {row[0] for row in connection.sql("SELECT DISTINCT correction_id FROM corrections").fetchall()}
    known = {row[0] for row in connection.sql("SELECT report_id FROM reports").fetchall()}
    files = {row[0] for row in connection.sql("SELECT sha256 FROM documents").fetchall()}
    rows = []
    for event in drop_undone(events):
        target = event.target
        if target is None or event.op == "rule":
            continue
        why = reasons.get(event.event_id)
        if (
            why is None
            and event.event_id not in placed
            and not (target.report_id in known or target.sha256 in files)
        ):
            why = "the base has no such report"
        if why is not None:
            rows.append(
                {
                    "report_id": target.report_id,
                    "table_name": event.table,
                    "op": event.op,
                    "field": event.field,
                    "words": target.quote,
                    "before": target.before,
                    "after": target.after,
                    "asks_for": None if event.new is None else str(event.new),
                    "why": why,
                    "actor": event.actor,
                    "reason": event.reason,
                    "correction_id": event.event_id,
                }
            )
    return pa.Table.from_pylist(rows, schema=_ORPHANS)
