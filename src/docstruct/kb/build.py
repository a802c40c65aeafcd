"""The next release: which parts change, which are carried over."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from docstruct.kb.entities import merge_forms
from docstruct.kb.inputs import Intake
from docstruct.kb.manifest import Part
from docstruct.kb.partitions import ACROSS, WHOLE, name_partitions, split_rows
from docstruct.kb.parts import fit_schema, read_columns, read_part, write_part
from docstruct.kb.release import Release
from docstruct.kb.rows import ReferenceTables, Row, to_table
from docstruct.kb.schema import Table
from docstruct.kb.tables import BY_REPORT, SCHEMA_DIGEST, TABLES
from docstruct.settings import KbSettings

_COMPOSED = "composed"
#: parts are compressed and synced side by side; Arrow releases the interpreter lock meanwhile
_THREADS = 4


class Build:
    """A candidate release: partitions that change stand in memory, all others are parts of the current release.

    Parameters
    ----------
    current : Release, optional
        The release to go on from.
    intake : Intake
        Which reports come and which leave.
    rows : mapping of str to list of dict
        The rows of the reports that come, by table.
    """

    def __init__(
        self, current: Release | None, intake: Intake, rows: Mapping[str, list[Row]], settings: KbSettings
    ) -> None:
        self.current = current
        self.intake = intake
        self.new = {table.name: to_table(rows.get(table.name, []), table) for table in BY_REPORT}
        self.fresh: dict[tuple[str, str], pa.Table] = {}
        self._settings = settings
        self._parts = {(p.table, p.partition): p for p in current.manifest.parts} if current else {}
        # parts of one table must share one schema, so an older one is lifted as a whole
        self._lift = current is not None and current.manifest.schema_digest != SCHEMA_DIGEST
        self._gone: dict[str, pa.Table] = {}
        self._replace_reports()

    def _replace_reports(self) -> None:
        """Recut the partitions that lose or get rows, and keep the rows that go."""
        intake = self.intake
        before, after = Counter(intake.years_before.values()), Counter(intake.years_after.values())
        touched: dict[int, set[str]] = {}
        for report in (*intake.leaving, *(e.report.report_id for e in intake.used)):
            for years in (intake.years_before, intake.years_after):
                if report in years:
                    touched.setdefault(years[report], set()).add(report)
        if self._lift:
            touched |= {year: touched.get(year, set()) for year in before}
        gone = {table.name: [table.to_arrow().empty_table()] for table in BY_REPORT}
        for year in sorted(touched):
            reports = {name for name, of in intake.years_after.items() if of == year}
            for table in BY_REPORT:
                target = {name: name_partitions(table, year, after[year], name) for name in reports}
                old = {
                    name: name_partitions(table, year, before[year], name)
                    for name, of in intake.years_before.items()
                    if of == year
                }
                recut = {n: old[n] for n in old.keys() & target.keys()} != {
                    n: target[n] for n in old.keys() & target.keys()
                }
                moved = set(old) | set(target) if recut or self._lift else touched[year]
                affected = {key for names in (old, target) for n in moved for key in names.get(n, [])}
                if self._lift:
                    affected |= {
                        key
                        for name, key in self._parts
                        if name == table.name and key.split(".")[0] == str(year)
                    }
                loaded = pa.concat_tables([self.load(table.name, key) for key in sorted(affected)])
                gone[table.name].append(_of_reports(loaded, intake.leaving))
                new = self.new[table.name]
                rows = pa.concat_tables(
                    [_of_reports(loaded, intake.leaving, invert=True), _of_reports(new, reports)]
                )
                cut = split_rows(rows, table, target)
                for key in affected:
                    self.fresh[table.name, key] = cut.get(key, table.to_arrow().empty_table())
        across = self.load("issues", ACROSS)
        self.fresh["issues", ACROSS] = _of_reports(across, intake.leaving, invert=True)
        self._gone = {name: pa.concat_tables(rows) for name, rows in gone.items()}

    def replace_findings(self, rows: Sequence[Row]) -> None:
        """Put findings across reports in the place of the former ones."""
        self.fresh["issues", ACROSS] = to_table(rows, TABLES["issues"])

    def replace_registries(self, reference: ReferenceTables) -> None:
        """Set indicators and units, and merge anew the entities of which reports now say something else."""
        self.fresh["indicators", WHOLE] = to_table(reference.indicators, TABLES["indicators"])
        self.fresh["units", WHOLE] = self._complete_units(reference.units)
        self.fresh["entities", WHOLE] = self._merge_entities()

    def scan(self, name: str, columns: list[str]) -> Iterator[pa.Table]:
        """Yield some columns of a table over all partitions, changed ones first."""
        for (table, _), rows in self.fresh.items():
            if table == name:
                yield rows.select(columns)
        if self.current:
            for part in self.carried(name):
                yield read_columns(self.current.path, part, columns)

    def carried(self, name: str) -> list[Part]:
        """Return the parts of a table that stay as they are."""
        return [
            part
            for key, part in self._parts.items()
            if part.table == name
            and key not in self.fresh
            and not (TABLES[part.table].by_report and part.partition == WHOLE)
        ]

    def load(self, name: str, partition: str) -> pa.Table:
        """Return the rows of a partition of the current release; empty where there is none."""
        part = self._parts.get((name, partition))
        if part is None or self.current is None:
            return TABLES[name].to_arrow().empty_table()
        return fit_schema(read_part(self.current.path, part), TABLES[name])

    def stage(self, folder: Path) -> tuple[Part, ...]:
        """Write changed partitions and hard-link the others into ``folder``; return all parts, ordered by path."""
        for name in TABLES:
            (folder / name).mkdir()
        changed = [
            (TABLES[name], key, rows)
            for (name, key), rows in self.fresh.items()
            if rows.num_rows or key == WHOLE
        ]
        carried = [part for name in TABLES for part in self.carried(name)]
        present = {table.name for table, _, _ in changed} | {part.table for part in carried}
        # readers find every table in every release, so one without rows still has a part
        changed += [
            (table, WHOLE, table.to_arrow().empty_table())
            for table in TABLES.values()
            if table.name not in present
        ]
        with ThreadPoolExecutor(_THREADS) as pool:
            waiting = [pool.submit(self._write, table, key, rows, folder) for table, key, rows in changed]
            written = [task.result() for task in waiting]
        for part in carried:
            self._link(part, folder)
        return tuple(sorted([*written, *carried], key=lambda part: part.path))

    def _write(self, table: Table, partition: str, rows: pa.Table, folder: Path) -> Part:
        part = write_part(rows, table, partition, folder, settings=self._settings)
        old = self._parts.get((table.name, partition))
        if old is not None and old.sha256 == part.sha256:
            (folder / part.path).unlink()
            self._link(old, folder)
        return part

    def _link(self, part: Part, folder: Path) -> None:
        if self.current is None:
            return
        source, target = self.current.path / part.path, folder / part.path
        try:
            os.link(source, target)
        except OSError:
            # no hard links here (FAT, some network shares, object stores): a copy is as good, only slower
            shutil.copyfile(source, target)

    def _complete_units(self, units: Sequence[Mapping[str, object]]) -> pa.Table:
        """Add the composed units (``ug/m3``) that observations use to the registry."""
        known = {str(row["unit"]) for row in units}
        former = self.load("units", WHOLE)
        is_composed = pc.equal(former.column("dimension"), _COMPOSED)
        composed = set(former.filter(is_composed).column("unit").to_pylist())
        registered = set(former.column("unit").to_pylist()) - composed
        columns = ["unit", "std_unit"]
        used = _collect(self.new["observations"].select(columns))
        lost = _collect(self._gone["observations"].select(columns)) - used
        if registered - known or composed & lost:
            # a code may have lost its entry in the registry, or its last use
            for rows in self.scan("observations", columns):
                used |= _collect(rows)
        else:
            used |= composed
        rows = [*units, *_compose_units(used - known)]
        return to_table(rows, TABLES["units"])

    def _merge_entities(self) -> pa.Table:
        table = TABLES["entities"]
        former = self.load("entities", WHOLE)
        names = [column.name for column in TABLES["entity_forms"].columns]
        before, now = (
            set(_to_tuples(rows, names)) for rows in (self._gone["entity_forms"], self.new["entity_forms"])
        )
        place = names.index("entity_id")
        changed = pa.array(sorted({str(form[place]) for form in before ^ now}), pa.string())
        kept = former.filter(pc.invert(pc.is_in(former.column("entity_id"), value_set=changed)))
        forms: list[Row] = []
        if len(changed):
            for rows in self.scan("entity_forms", names):
                forms += rows.filter(pc.is_in(rows.column("entity_id"), value_set=changed)).to_pylist()
        return pa.concat_tables([kept, to_table(merge_forms(forms), table)])


def _of_reports(rows: pa.Table, reports: Iterable[str], *, invert: bool = False) -> pa.Table:
    mask = pc.is_in(rows.column("report_id"), value_set=pa.array(sorted(reports), pa.string()))
    return rows.filter(pc.invert(mask) if invert else mask)


def _collect(rows: pa.Table) -> set[str]:
    found = {value for column in rows.columns for value in pc.unique(column).to_pylist()}
    return {value for value in found if value is not None}


def _to_tuples(rows: pa.Table, names: list[str]) -> Iterator[tuple[str | None, ...]]:
    return zip(*(rows.column(name).to_pylist() for name in names), strict=True)


def _compose_units(codes: Iterable[str]) -> list[Row]:
    return [
        {"unit": code, "name": code, "dimension": _COMPOSED, "factor": 1.0, "std_unit": code}
        for code in sorted(codes)
    ]
