"""What must hold before a release may be published: keys, nulls, vocabularies, anchors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from docstruct.kb.schema import Table
from docstruct.kb.tables import TABLES
from docstruct.records import Extraction


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of the schema: where, by which report, and what was expected."""

    table: str
    column: str
    report_id: str | None
    value: object
    message: str

    def __str__(self) -> str:
        where = f"report {self.report_id}, " if self.report_id else ""
        return f"{where}{self.table}.{self.column} = {self.value!r}: {self.message}"


def check_anchors(extraction: Extraction) -> list[Violation]:
    """Check that every span of a report holds the words that its row claims.

    Returns
    -------
    list of Violation
        Empty when all is well.
    """
    text, report_id = extraction.report.text, extraction.report.report_id
    claims: list[tuple[str, str, int, int, str]] = []
    for seen in extraction.observations:
        claims.append(("observations", "quantity_text", seen.char_start, seen.char_end, seen.quantity_text))
        if seen.indicator_start is not None and seen.indicator_end is not None:
            claims.append(
                (
                    "observations",
                    "indicator_text",
                    seen.indicator_start,
                    seen.indicator_end,
                    seen.indicator_text,
                )
            )
    claims += [("mentions", "text", m.char_start, m.char_end, m.text) for m in extraction.mentions]
    found = [
        Violation(table, column, report_id, words, f"the text at {start}:{end} is {text[start:end]!r}")
        for table, column, start, end, words in claims
        if text[start:end] != words
    ]
    strangers = {row.report_id for row in extraction.observations}
    strangers |= {row.report_id for row in extraction.mentions}
    strangers |= {row.report_id for row in extraction.findings}
    return found + [
        Violation(
            "reports", "report_id", report_id, other, "a row of this extraction belongs to another report"
        )
        for other in sorted(strangers - {report_id})
    ]


def check_rows(rows: pa.Table, table: Table) -> Iterator[Violation]:
    """Yield breaches that the rows of one part show by themselves: nulls, foreign words, repeated keys."""
    for column in table.columns:
        values = rows.column(column.name)
        if column.required and values.null_count:
            yield from _report_rows(rows, table, column.name, pc.is_null(values), "must not be null")
        if column.vocabulary:
            allowed = pa.array(sorted(column.vocabulary), type=column.type)
            foreign = pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, value_set=allowed)))
            expected = f"must be one of {', '.join(sorted(column.vocabulary))}"
            yield from _report_rows(rows, table, column.name, foreign, expected)
    if table.primary_key:
        yield from _check_repeats(rows, table)


def check_references(
    rows: pa.Table, table: Table, targets: Mapping[str, pa.ChunkedArray]
) -> Iterator[Violation]:
    """Yield values of referring columns that are not among their targets.

    Parameters
    ----------
    targets : mapping of str to pyarrow.ChunkedArray
        The values that exist, by ``table.column``.
    """
    for column in table.columns:
        if column.references is None:
            continue
        values = rows.column(column.name)
        known = pc.is_in(values, value_set=targets[column.references])
        missing = pc.and_(pc.is_valid(values), pc.invert(known))
        yield from _report_rows(rows, table, column.name, missing, f"is not in {column.references}")


def check_reference_tables(tables: Mapping[str, pa.Table]) -> Iterator[Violation]:
    """Yield breaches within the tables that do not belong to one report (indicators, units, entities)."""
    for name, rows in tables.items():
        yield from check_rows(rows, TABLES[name])
        own = {f"{name}.{column.name}": rows.column(column.name) for column in TABLES[name].columns}
        yield from check_references(rows, TABLES[name], own)


def _check_repeats(rows: pa.Table, table: Table) -> Iterator[Violation]:
    counts = rows.group_by(list(table.primary_key)).aggregate([([], "count_all")])
    repeated = counts.filter(pc.greater(counts.column("count_all"), 1))
    for row in repeated.to_pylist():
        key = tuple(row[name] for name in table.primary_key)
        holders = rows.filter(pc.equal(rows.column(table.primary_key[-1]), key[-1]))
        report_id = holders.column("report_id")[0].as_py() if "report_id" in rows.column_names else None
        yield Violation(
            table.name,
            "+".join(table.primary_key),
            report_id,
            key[0] if len(key) == 1 else key,
            f"stands {row['count_all']} times, must stand once",
        )


def _report_rows(
    rows: pa.Table, table: Table, column: str, mask: pa.Array, message: str
) -> Iterator[Violation]:
    bad = rows.filter(mask)
    reports = (
        bad.column("report_id").to_pylist() if "report_id" in rows.column_names else [None] * bad.num_rows
    )
    for report_id, value in dict.fromkeys(zip(reports, bad.column(column).to_pylist(), strict=True)):
        yield Violation(table.name, column, report_id, value, message)
