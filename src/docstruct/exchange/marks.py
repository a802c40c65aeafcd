"""What every format carries: the text of a report and the marks in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import duckdb
from pydantic import JsonValue

from docstruct.corrections.events import FIELDS
from docstruct.errors import ExchangeError
from docstruct.records import Record

Layer = Literal["observations", "mentions"]

#: label of a figure; every other label is that of a name
QUANTITY = "QUANTITY"
_LAYERS: tuple[Layer, ...] = ("observations", "mentions")
_KEYS = {"observations": "obs_id", "mentions": "mention_id"}


class Mark(Record):
    """A stretch of a text with what is said of it.

    ``mark_id`` is the ``obs_id`` or ``mention_id`` of the release; a mark that another tool
    added has none, or one of that tool.
    ``start`` and ``end`` are code points into the text, half-open. ``fields`` are columns that a person may set
    (:data:`docstruct.corrections.events.FIELDS`), a name's label excepted: that is ``label``.
    """

    mark_id: str | None
    label: str
    start: int
    end: int
    fields: dict[str, JsonValue] = {}

    @property
    def layer(self) -> Layer:
        """The table that the mark is a row of."""
        return "observations" if self.label == QUANTITY else "mentions"


class MarkedText(Record):
    """A report, or the paragraphs of one that somebody worked on, with its marks.

    ``covered`` are the stretches that ``marks`` are complete for. ``text`` is empty where a format does not carry it.
    ``annotator`` is who made the marks, where the format says so.
    """

    release_id: str
    report_id: str
    title: str
    sha256: str
    text: str
    covered: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    annotator: str | None = None


def read_marked(
    connection: duckdb.DuckDBPyConnection, release_id: str, report_ids: Sequence[str] = ()
) -> list[MarkedText]:
    """Read reports of a release with their figures and names as marks.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        From :func:`docstruct.kb.connection.open_kb`.
    release_id : str
        The release that it is open on.
    report_ids : sequence of str
        All reports when empty.

    Raises
    ------
    ExchangeError
        A report is not in the release.
    """
    chosen = "WHERE report_id IN (SELECT unnest($1))" if report_ids else "WHERE len($1) = 0"
    reports = _select(
        connection,
        f"SELECT report_id, title, sha256, text FROM reports JOIN documents USING (report_id) {chosen} ORDER BY 1",
        report_ids,
    )
    missing = set(report_ids) - {row["report_id"] for row in reports}
    if missing:
        raise ExchangeError(
            f"Release {release_id} has no report {', '.join(sorted(missing))}. `docstruct sql 'select report_id, "
            "title from reports'` lists what there is."
        )
    marks: dict[str, list[Mark]] = {row["report_id"]: [] for row in reports}
    for layer in _LAYERS:
        columns = ", ".join((_KEYS[layer], "report_id", "char_start", "char_end", *FIELDS[layer]))
        for row in _select(
            connection,
            f"SELECT {columns} FROM {layer} {chosen} ORDER BY char_start, {_KEYS[layer]}",
            report_ids,
        ):
            marks[row["report_id"]].append(_mark(row, layer))
    return [
        MarkedText(
            release_id=release_id,
            covered=((0, len(row["text"])),),
            marks=tuple(sorted(marks[row["report_id"]], key=lambda mark: (mark.start, mark.end, mark.label))),
            **row,
        )
        for row in reports
    ]


def _mark(row: dict[str, Any], layer: Layer) -> Mark:
    label = QUANTITY if layer == "observations" else row["label"]
    fields = {name: row[name] for name in FIELDS[layer] if name != "label" and row[name] is not None}
    return Mark(
        mark_id=row[_KEYS[layer]], label=label, start=row["char_start"], end=row["char_end"], fields=fields
    )


def _select(
    connection: duckdb.DuckDBPyConnection, query: str, report_ids: Sequence[str]
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = connection.sql(query, params=[list(report_ids)]).to_arrow_table().to_pylist()
    return rows
