"""The next release in memory and in a staging folder: what changes, what is carried over."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from docstruct.kb import checks
from docstruct.kb.entities import merge_forms
from docstruct.kb.manifest import Manifest, Part
from docstruct.kb.parts import ACROSS, WHOLE, fit_schema, read_part, write_part
from docstruct.kb.rows import ReferenceTables, Row, to_table
from docstruct.kb.tables import SCHEMA_DIGEST, TABLES
from docstruct.settings import KbSettings

_BY_REPORT = tuple(table for table in TABLES.values() if table.by_report)
_COMPOSED = "composed"


class Build:
    """A candidate release: partitions that change stand in memory, all others are the parts of the parent.

    Parameters
    ----------
    parent : Path, optional
        Folder of the current release.
    manifest : Manifest, optional
        Its manifest.
    """

    def __init__(self, parent: Path | None, manifest: Manifest | None, settings: KbSettings) -> None:
        self._parent = parent
        self._manifest = manifest
        self._settings = settings
        self._fresh: dict[tuple[str, str], pa.Table] = {}
        if manifest is not None and manifest.schema_digest != SCHEMA_DIGEST:
            # parts of one table must share one schema, so an older one is lifted as a whole
            for part in manifest.parts:
                if part.table in TABLES:
                    self._fresh[part.table, part.partition] = self._load(part.table, part.partition)

    def replace_reports(
        self, leaving: set[str], years: set[str], rows: Mapping[str, Mapping[str, list[Row]]]
    ) -> None:
        """Take reports out of the partitions ``years`` and put new rows in.

        Parameters
        ----------
        leaving : set of str
            Reports whose old rows go.
        years : set of str
            Partitions where old rows stand or new ones come.
        rows : mapping
            New rows by partition and table.
        """
        for year in sorted(years):
            for table in _BY_REPORT:
                new = to_table(rows.get(year, {}).get(table.name, []), table)
                kept = _without(self._load(table.name, year), leaving)
                self._fresh[table.name, year] = pa.concat_tables([kept, new])
        self._fresh["issues", ACROSS] = _without(self._load("issues", ACROSS), leaving)

    def replace_findings(self, rows: Sequence[Row]) -> None:
        """Put findings across reports in the place of the former ones."""
        self._fresh["issues", ACROSS] = to_table(rows, TABLES["issues"])

    def replace_registries(self, reference: ReferenceTables) -> None:
        """Set indicators and units, and merge entities anew from what all reports say."""
        self._fresh["indicators", WHOLE] = to_table(reference.indicators, TABLES["indicators"])
        used = {code for name in ("unit", "std_unit") for code in self._distinct("observations", name)}
        units = [*reference.units, *_compose_units(used - {row["unit"] for row in reference.units})]
        self._fresh["units", WHOLE] = to_table(units, TABLES["units"])
        forms = [row for rows in self._scan("entity_forms", None) for row in rows.to_pylist()]
        self._fresh["entities", WHOLE] = to_table(merge_forms(forms), TABLES["entities"])

    def find_violations(self) -> Iterator[checks.Violation]:
        """Yield every breach of keys, nulls and vocabularies in the candidate."""
        whole = {name: self._fresh[name, WHOLE] for name in ("entities", "indicators", "units")}
        yield from checks.check_reference_tables(whole)
        for (name, partition), rows in self._fresh.items():
            table = TABLES[name]
            if not table.by_report:
                continue
            yield from checks.check_rows(rows, table)
            yield from checks.check_references(rows, table, self._targets(name, partition))
            yield from self._check_other_parts(name, partition)
        for name, rows in whole.items():
            yield from self._check_dangling(name, rows)

    def stage(self, folder: Path) -> tuple[Part, ...]:
        """Write changed partitions and hard-link the others into ``folder``; return all parts, ordered."""
        parts: list[Part] = []
        for (name, partition), rows in self._fresh.items():
            if rows.num_rows == 0 and partition != WHOLE:
                continue
            part = write_part(rows, TABLES[name], partition, folder, settings=self._settings)
            old = self._part(name, partition)
            if old is not None and old.sha256 == part.sha256:
                (folder / part.path).unlink()
                self._link(old, folder)
            parts.append(part)
        for part in self._carried():
            self._link(part, folder)
            parts.append(part)
        present = {part.table for part in parts}
        # readers find every table in every release, so one without rows still has a part
        empty = [table for name, table in TABLES.items() if name not in present]
        parts += [
            write_part(table.to_arrow().empty_table(), table, WHOLE, folder, settings=self._settings)
            for table in empty
        ]
        return tuple(sorted(parts, key=lambda part: part.path))

    def _part(self, name: str, partition: str) -> Part | None:
        return self._manifest.part_of(name, partition) if self._manifest else None

    def _carried(self) -> list[Part]:
        if self._manifest is None:
            return []
        return [
            part
            for part in self._manifest.parts
            if part.table in TABLES
            and (part.table, part.partition) not in self._fresh
            and not (TABLES[part.table].by_report and part.partition == WHOLE)
        ]

    def _load(self, name: str, partition: str) -> pa.Table:
        if (name, partition) in self._fresh:
            return self._fresh[name, partition]
        part = self._part(name, partition)
        if part is None or self._parent is None:
            return TABLES[name].to_arrow().empty_table()
        return fit_schema(read_part(self._parent, part), TABLES[name])

    def _link(self, part: Part, folder: Path) -> None:
        if self._parent is None:
            return
        source, target = self._parent / part.path, folder / part.path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except OSError:
            # no hard links here (FAT, some network shares, object stores): a copy is as good, only slower
            shutil.copyfile(source, target)

    def _scan(self, name: str, columns: list[str] | None) -> Iterator[pa.Table]:
        """Yield the rows of a table over all partitions, changed ones first."""
        for (table, _), rows in list(self._fresh.items()):
            if table == name:
                yield rows.select(columns) if columns else rows
        for part in self._carried():
            if part.table == name and self._parent is not None:
                yield pq.read_table(self._parent / part.path, columns=columns, partitioning=None)

    def _distinct(self, name: str, column: str) -> set[str]:
        found: set[str] = set()
        for rows in self._scan(name, [column]):
            found.update(value for value in pc.unique(rows.column(column)).to_pylist() if value is not None)
        return found

    def _targets(self, name: str, partition: str) -> dict[str, pa.Array]:
        """Where the references of a partition must be found: its own partition, or the registries."""
        targets = {}
        for _, other, column in TABLES[name].foreign_keys():
            if not TABLES[other].by_report:
                values = [self._fresh[other, WHOLE].column(column)]
            elif partition == ACROSS:
                values = [rows.column(column) for rows in self._scan(other, [column])]
            else:
                values = [self._fresh[other, partition].column(column)]
            chunks = [chunk for chunked in values for chunk in chunked.chunks]
            targets[f"{other}.{column}"] = pa.concat_arrays(chunks) if chunks else pa.array([], pa.string())
        return targets

    def _check_other_parts(self, name: str, partition: str) -> Iterator[checks.Violation]:
        """Yield keys of a changed partition that also stand in another part."""
        key = TABLES[name].primary_key
        if not key:
            return
        rows = self._fresh[name, partition]
        for (table, other), others in self._fresh.items():
            if table == name and other > partition:
                yield from _shared_keys(rows, others, name, key)
        for part in self._carried():
            if part.table == name and self._parent is not None:
                others = pq.read_table(self._parent / part.path, columns=list(key), partitioning=None)
                yield from _shared_keys(rows, others, name, key)

    def _check_dangling(self, name: str, rows: pa.Table) -> Iterator[checks.Violation]:
        """Yield references of carried parts to registry rows that are gone."""
        key = TABLES[name].primary_key[0]
        part = self._part(name, WHOLE)
        if part is None or self._parent is None:
            return
        before = set(read_part(self._parent, part).column(key).to_pylist())
        gone = before - set(rows.column(key).to_pylist())
        if not gone:
            return
        lost = pa.array(sorted(gone), pa.string())
        for table in _BY_REPORT:
            for column, other, _ in table.foreign_keys():
                for carried in self._carried() if other == name else ():
                    if carried.table != table.name:
                        continue
                    found = pq.read_table(
                        self._parent / carried.path, columns=["report_id", column], partitioning=None
                    )
                    bad = found.filter(pc.is_in(found.column(column), value_set=lost)).group_by(
                        found.column_names
                    )
                    for row in bad.aggregate([]).to_pylist():
                        yield checks.Violation(
                            table.name, column, row["report_id"], row[column], f"is no longer in {name}.{key}"
                        )


def _without(rows: pa.Table, reports: set[str]) -> pa.Table:
    leaving = pa.array(sorted(reports), pa.string())
    return rows.filter(pc.invert(pc.is_in(rows.column("report_id"), value_set=leaving)))


def _compose_units(codes: Iterable[str]) -> list[Row]:
    return [
        {"unit": code, "name": code, "dimension": _COMPOSED, "factor": 1.0, "std_unit": code}
        for code in sorted(codes)
    ]


def _shared_keys(
    rows: pa.Table, others: pa.Table, name: str, key: tuple[str, ...]
) -> Iterator[checks.Violation]:
    names = [*key, *(["report_id"] if "report_id" not in key else [])]
    shared = rows.select(names).join(others.select(list(key)), list(key), join_type="left semi")
    for row in shared.to_pylist():
        value = row[key[0]] if len(key) == 1 else tuple(row[column] for column in key)
        yield checks.Violation(
            name, "+".join(key), str(row["report_id"]), value, "also stands in a report of another year"
        )
