"""Records to rows: what one report adds to each table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import pyarrow as pa

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.schema import Table
from docstruct.kb.tables import TABLES
from docstruct.records import Extraction, Finding, Report

Row = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class ReferenceTables:
    """The registries that a release carries, as plain rows with the columns of their tables.

    Parameters
    ----------
    indicators : sequence of mapping
        Rows of the ``indicators`` table.
    units : sequence of mapping
        Rows of the ``units`` table. Composed units (``ug/m3``) need not be listed: a release adds those that its
        observations use.
    regions : sequence of mapping
        Rows of the ``regions`` table.
    """

    indicators: Sequence[Mapping[str, object]] = ()
    units: Sequence[Mapping[str, object]] = ()
    regions: Sequence[Mapping[str, object]] = ()

    @cached_property
    def tables(self) -> dict[str, pa.Table]:
        """The registries as Arrow tables by name, made once: a process publishes many times with the same ones."""
        named = {"indicators": self.indicators, "units": self.units, "regions": self.regions}
        return {name: to_table(rows, TABLES[name]) for name, rows in named.items()}


def digest_run(fingerprint: str, sha256: str) -> str:
    """Return the run id of a report: a digest of the pipeline version and of the bytes, never of the clock."""
    return hashlib.sha256(f"run\0{fingerprint}\0{sha256}".encode()).hexdigest()[:16]


def build_rows(
    extraction: Extraction, *, fingerprint: str, as_of: datetime | None = None
) -> dict[str, list[Row]]:
    """Return the rows that a report adds to each table, by table name.

    Parameters
    ----------
    fingerprint : str
        Identifies code, rules and models; it becomes ``reports.pipeline_version``.
    as_of : datetime, optional
        Becomes ``reports.ingested_at``. Left out, nothing of the wall clock enters a part.

    Raises
    ------
    KnowledgeBaseError
        A date in a record is not an ISO date.
    """
    report = extraction.report
    identity = {"report_id": report.report_id}
    roles: dict[str | None, str] = {section.section_id: section.role for section in report.sections}
    return {
        "documents": [_pick(report, "documents")],
        "reports": [_report_row(report, fingerprint=fingerprint, as_of=as_of)],
        "sections": [{**section.model_dump(), **identity} for section in report.sections],
        "observations": [
            _with_dates(o.model_dump() | {"role": roles.get(o.section_id)}, report)
            for o in extraction.observations
        ],
        "mentions": [mention.model_dump() for mention in extraction.mentions],
        "entity_forms": [{**entity.model_dump(), **identity} for entity in extraction.entities],
        "issues": build_issues(extraction.findings),
        "corrections": [
            change.model_dump() | {"decided_at": datetime.fromisoformat(change.decided_at)}
            for change in extraction.corrections
        ],
    }


def build_issues(findings: Iterable[Finding]) -> list[Row]:
    """Return the rows of findings, each once."""
    return [finding.model_dump() for finding in dict.fromkeys(findings)]


def to_table(rows: Sequence[Mapping[str, object]], table: Table) -> pa.Table:
    """Return rows as an Arrow table with the declared types.

    Raises
    ------
    KnowledgeBaseError
        A row lacks a column, has a foreign one, or holds a value of another type.
    """
    names = {column.name for column in table.columns}
    for row in rows:
        if row.keys() != names:
            wrong = sorted(row.keys() ^ names)
            raise KnowledgeBaseError(
                f"A row of {table.name} does not fit the schema: look at {', '.join(wrong)}."
            )
    arrays = []
    for column in table.columns:
        values = [row[column.name] for row in rows]
        try:
            arrays.append(pa.array(values, type=column.type))
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            raise KnowledgeBaseError(
                f"{table.name}.{column.name} must be {column.type}; a row holds something else ({error})."
            ) from error
    # the arrays are checked for nulls later, with the report named; Arrow only trusts the flag
    return pa.Table.from_arrays(arrays, schema=table.to_arrow())


def _pick(report: Report, table: str) -> Row:
    return {column.name: getattr(report, column.name) for column in TABLES[table].columns}


def _report_row(report: Report, *, fingerprint: str, as_of: datetime | None) -> Row:
    given = report.model_dump(exclude={"text", "sections", "sentences"})
    names = {column.name for column in TABLES["reports"].columns}
    row = {name: value for name, value in given.items() if name in names}
    row |= {
        "ingested_at": as_of,
        "run_id": digest_run(fingerprint, report.sha256),
        "pipeline_version": fingerprint,
    }
    row["presented_on"] = _to_date(report.presented_on, report)
    return _with_dates(row, report)


def _with_dates(row: Row, report: Report) -> Row:
    return row | {name: _to_date(row[name], report) for name in ("period_start", "period_end")}


def _to_date(value: object, report: Report) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise KnowledgeBaseError(
            f"{report.report_id} ({report.title}): {value!r} is not a date like 2024-12-31; mend the period."
        ) from error
