"""The queue: rows in the order of their worth, filtered; a few milliseconds over 30,000 rows."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from docstruct.corrections.users import User
from docstruct.review.base import KEYS, Row, TableName
from docstruct.review.decisions import Message
from docstruct.review.items import show_line
from docstruct.review.standing import Ledger

Json = dict[str, Any]
Filter = Annotated[str, Field(max_length=200)]


class QueueQuery(Message):
    """Which rows are asked for.

    ``state`` is ``open`` (nobody, or for a blind reader not yet the reader, has spoken), ``mine``, ``all`` or a
    review state. ``after`` is the id of the last row that the page has. ``order`` is by worth or by text. ``blind``
    asks for the sample that two people read without seeing each other's work.
    """

    table: TableName = "observations"
    state: Literal["open", "mine", "all", "confirmed", "corrected", "added", "rejected", "disputed"] = "open"
    order: Literal["worth", "text"] = "worth"
    report: Filter = ""
    place: Filter = ""
    indicator: Filter = ""
    label: Filter = ""
    kind: Filter = ""
    status: Filter = ""
    find: Filter = ""
    after: Filter = ""
    blind: bool = False


class Queue:
    """Both orders of both tables, made once a release.

    Parameters
    ----------
    ledger : Ledger
        How the rows stand.
    ranked : dict of str to list of str
        Ids by worth, for each table.
    """

    def __init__(self, ledger: Ledger, ranked: dict[TableName, list[str]]) -> None:
        self._ledger = ledger
        self._orders: dict[tuple[TableName, str], list[str]] = {}
        for table in KEYS:
            self._orders[table, "worth"] = ranked[table]
            self._orders[table, "text"] = [
                row[KEYS[table]]
                for document in ledger.base.documents.values()
                for row in document.rows[table]
            ]
        self._ranks = {
            order: {row_id: number for number, row_id in enumerate(ids)}
            for order, ids in self._orders.items()
        }

    def list_rows(self, query: QueueQuery, reader: User, limit: int, *, sample: frozenset[str]) -> Json:
        """Return the next rows that fit, and how many fit in all.

        Parameters
        ----------
        reader : User
            Who asks; ``mine`` is theirs.
        limit : int
            At most so many lines.
        sample : frozenset of str
            The reports that the reader is one of two readers of. Others that are read twice are not theirs to open.
        """
        ledger, order = self._ledger, (query.table, query.order)
        ranks = self._ranks[order]
        after = ranks.get(query.after, -1)
        added = [row_id for row_id, (table, _) in ledger.added.items() if table == query.table]
        taken = ledger.doubled - sample if query.state == "open" and not reader.adjudicator else frozenset()
        fitting = [
            row_id
            for row_id in (*self._orders[order], *added)
            if self._fits(row_id, query, reader, sample if query.blind else None, taken)
        ]
        rest = [row_id for row_id in fitting if ranks.get(row_id, len(ranks)) > after]
        lines = [show_line(ledger, row_id, reader) for row_id in rest[:limit]]
        return {"total": len(fitting), "rows": lines, "more": len(rest) > limit}

    def _fits(
        self,
        row_id: str,
        query: QueueQuery,
        reader: User,
        sample: frozenset[str] | None,
        taken: frozenset[str],
    ) -> bool:
        ledger = self._ledger
        if ledger.is_touched(row_id):
            standing = ledger.judge(row_id, reader)
            row, state, actors = standing.row, standing.state, standing.actors
        else:
            row, state, actors = ledger.base.rows[row_id], "machine", ()
        if row["report_id"] in taken or (sample is not None and row["report_id"] not in sample):
            return False
        if query.state == "open":
            if state != "machine":
                return False
        elif query.state == "mine":
            if reader.name not in actors:
                return False
        elif query.state != "all" and state != query.state:
            return False
        report = ledger.base.documents[row["report_id"]].report
        return _fits_columns(row, query) and (
            not query.place or query.place in (row.get("ref_area"), report["ref_area"])
        )


def _fits_columns(row: Row, query: QueueQuery) -> bool:
    return (
        (not query.report or row["report_id"] == query.report)
        and (not query.label or row.get("label") == query.label)
        and (not query.kind or row.get("kind") == query.kind)
        and (not query.status or row.get("status") == query.status)
        and (not query.indicator or row.get("indicator_id") == query.indicator)
        and (not query.find or query.find in (row.get("evidence") or row.get("text") or ""))
    )
