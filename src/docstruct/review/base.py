"""One release in memory, in the shape that the desk asks for: rows by id and by place in the text.

Rows are as the machine gave them: what people said since is in the log, and what was published of it is undone here.

A release never changes, so it is read once; 30,000 observations take about a second and 150 MB.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from docstruct.kb.connection import open_kb, resolve_release
from docstruct.kb.restoring import restore
from docstruct.records import Record, Report, Section

Row = dict[str, Any]
TableName = Literal["observations", "mentions"]

#: the column that names a row of each table
KEYS: dict[TableName, str] = {"observations": "obs_id", "mentions": "mention_id"}


@dataclass(frozen=True, slots=True)
class Document:
    """A report with its text, its paragraphs and its rows in the order of the text.

    ``breaks`` are the offsets (code points) at which paragraphs begin. ``record`` is the report as far as
    corrections ask for it.
    """

    report: Row
    record: Report
    text: str
    sha256: str
    breaks: list[int]
    sections: dict[str, Row]
    rows: dict[TableName, list[Row]]

    def find_paragraph(self, place: int) -> tuple[int, int]:
        """Return start and end of the paragraph around an offset, without its line end."""
        number = bisect_right(self.breaks, place) - 1
        start = self.breaks[number]
        end = self.breaks[number + 1] if number + 1 < len(self.breaks) else len(self.text)
        return start, start + len(self.text[start:end].rstrip("\r\n"))

    def list_paragraphs(self) -> list[tuple[int, int]]:
        """Return start and end of every paragraph that is not empty."""
        found = (self.find_paragraph(start) for start in self.breaks)
        return [(start, end) for start, end in found if end > start]


@dataclass(frozen=True, slots=True)
class Base:
    """All rows of one release.

    ``rows`` holds observations and mentions by id; ``tables`` tells which of both an id is. ``findings`` are the
    issues of an observation, worst first.
    """

    release_id: str
    documents: dict[str, Document]
    rows: dict[str, Row]
    tables: dict[str, TableName]
    findings: dict[str, list[Row]]
    indicators: dict[str, Row]
    units: dict[str, Row]
    entities: dict[str, Row]

    @property
    def headline(self) -> set[str]:
        """Ids of the headline series."""
        return {key for key, row in self.indicators.items() if row["headline"]}


_SEVERITIES = ("error", "warning", "info")


def load_base(kb: Path) -> Base:
    """Read the current release of a base.

    Raises
    ------
    KnowledgeBaseError
        There is no base, or nothing has been published into it.
    """
    release = resolve_release(kb)
    with open_kb(release.path) as connection:
        tables: dict[TableName, list[Row]] = {
            table: _read(connection, table, "report_id, char_start, char_end") for table in KEYS
        }
        corrected = {row["report_id"] for row in _read(connection, "corrections", "report_id")}
        for restored in restore(release, corrected):
            found = restored.extraction
            machine: dict[TableName, Sequence[Record]] = {
                "observations": found.observations,
                "mentions": found.mentions,
            }
            for table, records in machine.items():
                others = [row for row in tables[table] if row["report_id"] != found.report.report_id]
                tables[table] = others + [record.model_dump() for record in records]
        issues = _read(connection, "issues", '"check", message')
        return Base(
            release_id=release.release_id,
            documents=_join_documents(connection, tables),
            rows={row[KEYS[table]]: row for table, rows in tables.items() for row in rows},
            tables={row[KEYS[table]]: table for table, rows in tables.items() for row in rows},
            findings=_group_findings(issues),
            indicators=_index(_read(connection, "indicators", "indicator_id"), "indicator_id"),
            units=_index(_read(connection, "units", "unit"), "unit"),
            entities=_index(_read(connection, "entities", "entity_id"), "entity_id"),
        )


def _read(connection: duckdb.DuckDBPyConnection, table: str, order: str) -> list[Row]:
    # dates as text: they travel as JSON
    columns = connection.sql(f"DESCRIBE {table}").fetchall()
    chosen = ", ".join(
        f'"{name}"::VARCHAR AS "{name}"' if kind == "DATE" else f'"{name}"' for name, kind, *_ in columns
    )
    rows: list[Row] = (
        connection.sql(f"SELECT {chosen} FROM {table} ORDER BY {order}").to_arrow_table().to_pylist()
    )
    return rows


def _join_documents(
    connection: duckdb.DuckDBPyConnection, tables: dict[TableName, list[Row]]
) -> dict[str, Document]:
    texts = _index(_read(connection, "documents", "report_id"), "report_id")
    sections = _group(_read(connection, "sections", "char_start, level"))
    grouped = {table: _group(rows) for table, rows in tables.items()}
    return {
        report["report_id"]: Document(
            report=report,
            record=_make_record(report, texts[report["report_id"]]["text"], sections[report["report_id"]]),
            text=(text := texts[report["report_id"]]["text"]),
            sha256=texts[report["report_id"]]["sha256"],
            breaks=[0, *(place + 1 for place, char in enumerate(text) if char == "\n")],
            sections=_index(sections[report["report_id"]], "section_id"),
            rows={table: rows[report["report_id"]] for table, rows in grouped.items()},
        )
        for report in _read(connection, "reports", "year DESC, ref_area, report_id")
    }


def _make_record(report: Row, text: str, sections: list[Row]) -> Report:
    # what was valid when it was published is not checked again
    parts = tuple(
        Section.model_construct(**{name: section[name] for name in Section.model_fields})
        for section in sections
    )
    return Report.model_construct(**report, text=text, sections=parts)


def _group_findings(issues: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for issue in sorted(issues, key=lambda issue: _SEVERITIES.index(issue["severity"])):
        if issue["obs_id"] is not None:
            found[issue["obs_id"]].append(issue)
    return dict(found)


def _index(rows: list[Row], key: str) -> dict[str, Row]:
    return {row[key]: row for row in rows}


def _group(rows: list[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["report_id"]].append(row)
    return found
