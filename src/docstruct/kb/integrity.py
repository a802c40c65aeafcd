"""Whether a candidate release keeps its keys: what the reports bring, what carried parts still need."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from docstruct.kb import checks
from docstruct.kb.build import Build
from docstruct.kb.keys import KEYED, KeyIndex
from docstruct.kb.partitions import ACROSS, WHOLE
from docstruct.kb.tables import BY_REPORT, SCHEMA_DIGEST, TABLES

_REGISTRIES = ("entities", "indicators", "units", "regions")


def find_violations(build: Build, keys: KeyIndex) -> Iterator[checks.Violation]:
    """Yield every breach of keys, nulls, vocabularies and anchors in a candidate.

    Rows refer to rows of their own report and to the registries only, and reports come and leave as a whole. So new
    rows are checked against their report and the registries, and carried rows where a registry lost an entry.
    """
    for extraction in build.intake.used:
        yield from checks.check_anchors(extraction)
    registries = {name: build.fresh[name, WHOLE] for name in _REGISTRIES}
    yield from checks.check_reference_tables(
        {name: rows for name, rows in registries.items() if not _is_checked(build, name, rows)}
    )
    targets = {
        f"{name}.{column}": rows.column(column)
        for name, rows in {**build.new, **registries}.items()
        for column in TABLES[name].primary_key
    }
    for table in BY_REPORT:
        rows = build.new[table.name]
        yield from checks.check_rows(rows, table)
        yield from checks.check_references(rows, table, targets)
    yield from _check_carried_keys(build, keys)
    yield from _check_across(build)
    for name in _REGISTRIES:
        yield from _check_dangling(build, name, registries[name])


def _is_checked(build: Build, name: str, rows: pa.Table) -> bool:
    """Tell whether a registry is that of the current release, which was checked by today's schema."""
    current = build.current
    return (
        current is not None
        and current.manifest.schema_digest == SCHEMA_DIGEST
        and rows.equals(build.load(name, WHOLE))
    )


def _check_carried_keys(build: Build, keys: KeyIndex) -> Iterator[checks.Violation]:
    """Yield keys of new rows that also stand in a report that stays.

    A key of a leaving report may come again; tables keyed by report need no look, since a report leaves before it
    comes again.
    """
    if build.current is None:
        return
    added = {}
    for table, column in KEYED.items():
        new, gone = build.new[table].column(column), build.gone[table].column(column)
        added[table] = new.filter(pc.invert(pc.is_in(new, value_set=gone)))
    for table, key, report_id in keys.find_holders(added, build.current):
        rows = build.new[table]
        holder = rows.filter(pc.equal(rows.column(KEYED[table]), key)).column("report_id")[0].as_py()
        yield checks.Violation(table, KEYED[table], holder, key, f"also stands in the report {report_id}")


def _check_across(build: Build) -> Iterator[checks.Violation]:
    """Check findings across reports against all reports and observations."""
    rows, table = build.fresh["issues", ACROSS], TABLES["issues"]
    yield from checks.check_rows(rows, table)
    if not rows.num_rows:
        return
    targets = {
        f"{name}.{column}": pa.chunked_array(
            [chunk for found in build.scan(name, [column]) for chunk in found.column(column).chunks],
            pa.string(),
        )
        for _, name, column in table.foreign_keys()
    }
    yield from checks.check_references(rows, table, targets)


def _check_dangling(build: Build, name: str, rows: pa.Table) -> Iterator[checks.Violation]:
    """Yield references of carried rows to registry entries that are gone."""
    key = TABLES[name].primary_key[0]
    former = build.load(name, WHOLE).column(key)
    lost = former.filter(pc.invert(pc.is_in(former, value_set=rows.column(key))))
    if not len(lost) or build.current is None:
        return
    for table in BY_REPORT:
        for column in [column for column, other, _ in table.foreign_keys() if other == name]:
            for found in build.scan(table.name, ["report_id", column]):
                bad = found.filter(pc.is_in(found.column(column), value_set=lost))
                for report_id, value in dict.fromkeys(
                    zip(*(c.to_pylist() for c in bad.columns), strict=True)
                ):
                    yield checks.Violation(
                        table.name, column, report_id, value, f"is no longer in {name}.{key}"
                    )
