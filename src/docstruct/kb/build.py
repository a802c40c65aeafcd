"""The next release: which parts change, which are carried over."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from docstruct.kb.entities import agrees, merge_forms
from docstruct.kb.inputs import Intake
from docstruct.kb.manifest import Part
from docstruct.kb.partitions import ACROSS, WHOLE, name_partitions, split_rows
from docstruct.kb.parts import fit_schema, read_columns, read_part, write_part
from docstruct.kb.release import Release
from docstruct.kb.rows import ReferenceTables, Row, to_table
from docstruct.kb.schema import Table
from docstruct.kb.tables import BY_REPORT, SCHEMA_DIGEST, TABLES
from docstruct.lexicon.indicators import DERIVED_PREFIX
from docstruct.normalise.indicators import normalise_key
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
        self.gone: dict[str, pa.Table] = {}
        self._replace_reports()

    def _replace_reports(self) -> None:
        """Recut the partitions that lose or get rows, and keep the rows that go."""
        leaving = self.intake.leaving
        cuts = [
            (table, year, self._plan_cut(table, year))
            for year in self._touched_years()
            for table in BY_REPORT
        ]
        places = [(table.name, key) for table, _, affected in cuts for key in affected] + [("issues", ACROSS)]
        with ThreadPoolExecutor(_THREADS) as pool:
            loaded = dict(zip(places, pool.map(lambda place: self.load(*place), places), strict=True))
        gone = {table.name: [table.to_arrow().empty_table()] for table in BY_REPORT}
        for table, year, affected in cuts:
            empty = table.to_arrow().empty_table()
            former = pa.concat_tables([empty, *(loaded[table.name, key] for key in affected)])
            reports = _of_year(self.intake.years_after, year)
            gone[table.name].append(_of_reports(former, leaving))
            coming = _of_reports(self.new[table.name], reports)
            rows = pa.concat_tables([_of_reports(former, leaving, invert=True), coming])
            cut = split_rows(rows, table, year, len(reports))
            self.fresh |= {(table.name, key): cut.get(key, empty) for key in affected}
        self.fresh["issues", ACROSS] = _of_reports(loaded["issues", ACROSS], leaving, invert=True)
        self.gone = {name: pa.concat_tables(rows) for name, rows in gone.items()}

    def _touched_years(self) -> list[int]:
        """Return the years that a report leaves or comes to; all of them when the schema is lifted."""
        before, after = self.intake.years_before, self.intake.years_after
        coming = {extraction.report.report_id for extraction in self.intake.used}
        years = {before[report] for report in self.intake.leaving} | {after[report] for report in coming}
        return sorted(years | set(before.values()) if self._lift else years)

    def _plan_cut(self, table: Table, year: int) -> list[str]:
        """Return the partitions of a year that have to be written anew."""
        intake = self.intake
        before, after = _of_year(intake.years_before, year), _of_year(intake.years_after, year)
        old, new = len(before), len(after)
        moved = intake.leaving | {extraction.report.report_id for extraction in intake.used}
        if self._lift or name_partitions(table, year, old, "") != name_partitions(table, year, new, ""):
            # the number of reports crossed a limit, and the whole year is cut anew
            moved |= set(before)
        affected = {
            key for report in moved & set(before) for key in name_partitions(table, year, old, report)
        }
        affected |= {
            key for report in moved & set(after) for key in name_partitions(table, year, new, report)
        }
        if self._lift:
            affected |= {
                key for name, key in self._parts if name == table.name and key.split(".")[0] == str(year)
            }
        return sorted(affected)

    def replace_findings(self, rows: Sequence[Row]) -> None:
        """Put findings across reports in the place of the former ones."""
        self.fresh["issues", ACROSS] = to_table(rows, TABLES["issues"])

    def replace_registries(self, reference: ReferenceTables) -> None:
        """Set indicators and units, and merge anew the entities of which reports now say something else."""
        self.fresh["indicators", WHOLE] = self._complete_indicators(reference.indicators)
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
        source, target = f"{self.current.path}/{part.path}", f"{folder}/{part.path}"
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
        lost = _collect(self.gone["observations"].select(columns)) - used
        if registered - known or composed & lost:
            # a code may have lost its entry in the registry, or its last use
            for rows in self.scan("observations", columns):
                used |= _collect(rows)
        else:
            used |= composed
        rows = [*units, *_compose_units(used - known)]
        return to_table(rows, TABLES["units"])

    def _complete_indicators(self, indicators: Sequence[Mapping[str, object]]) -> pa.Table:
        """Add the series outside the registry that observations name, each under its derived id."""
        former = self.load("indicators", WHOLE)
        derived = pc.starts_with(former.column("indicator_id"), DERIVED_PREFIX)
        columns = ["indicator_id", "indicator_text"]
        used = _collect_derived(self.new["observations"].select(columns))
        gone = _collect_derived(self.gone["observations"].select(columns))
        kept = {str(row["indicator_id"]): str(row["name"]) for row in former.filter(derived).to_pylist()}
        if gone.keys() - used.keys() or any(used.get(key, name) != name for key, name in gone.items()):
            # a series may have lost its last use, or the wording that its name was taken from
            kept = {}
            for rows in self.scan("observations", columns):
                _fold_names(kept, _collect_derived(rows))
        _fold_names(kept, used)
        rows = [
            {
                "indicator_id": key,
                "name": name,
                "aliases": "",
                "dimension": None,
                "kind": None,
                "definition": "",
                "headline": False,
            }
            for key, name in sorted(kept.items())
        ]
        return to_table([*indicators, *rows], TABLES["indicators"])

    def _merge_entities(self) -> pa.Table:
        table, names = TABLES["entities"], [column.name for column in TABLES["entity_forms"].columns]
        former = self.load("entities", WHOLE)
        before, now = (
            {tuple(row.values()): row for row in rows.to_pylist()}
            for rows in (self.gone["entity_forms"], self.new["entity_forms"])
        )
        lost = {str(before[form]["entity_id"]) for form in before.keys() - now.keys()}
        added: dict[str, list[Row]] = {}
        for form in now.keys() - before.keys():
            added.setdefault(str(now[form]["entity_id"]), []).append(now[form])
        known = former.filter(
            pc.is_in(former.column("entity_id"), value_set=pa.array(sorted(added), pa.string()))
        )
        held = {row["entity_id"]: row for row in known.to_pylist()}
        # what was never named before, or is named as before, needs no look at other reports
        fresh = [form for name in added.keys() - held.keys() - lost for form in added[name]]
        changed = {
            name
            for name in added.keys() & held.keys()
            if not all(agrees(form, held[name]) for form in added[name])
        } | lost
        if changed:
            wanted = pa.array(sorted(changed), pa.string())
            for rows in self.scan("entity_forms", names):
                fresh += rows.filter(pc.is_in(rows.column("entity_id"), value_set=wanted)).to_pylist()
        merged = to_table(merge_forms(fresh), table)
        replaced = pc.is_in(former.column("entity_id"), value_set=pa.array(sorted(changed), pa.string()))
        return pa.concat_tables([former.filter(pc.invert(replaced)), merged])


def _of_reports(rows: pa.Table, reports: Iterable[str], *, invert: bool = False) -> pa.Table:
    mask = pc.is_in(rows.column("report_id"), value_set=pa.array(sorted(reports), pa.string()))
    return rows.filter(pc.invert(mask) if invert else mask)


def _of_year(years: Mapping[str, int], year: int) -> list[str]:
    return [report for report, of in years.items() if of == year]


def _collect(rows: pa.Table) -> set[str]:
    found = {value for column in rows.columns for value in pc.unique(column).to_pylist()}
    return {value for value in found if value is not None}


def _compose_units(codes: Iterable[str]) -> list[Row]:
    return [
        {"unit": code, "name": code, "dimension": _COMPOSED, "factor": 1.0, "std_unit": code}
        for code in sorted(codes)
    ]


def _collect_derived(rows: pa.Table) -> dict[str, str]:
    """Names of the series outside the registry that some observations give, by id."""
    derived = rows.filter(pc.fill_null(pc.starts_with(rows.column("indicator_id"), DERIVED_PREFIX), False))
    names: dict[str, str] = {}
    for row in derived.group_by(["indicator_id", "indicator_text"]).aggregate([]).to_pylist():
        _fold_names(names, {str(row["indicator_id"]): normalise_key(str(row["indicator_text"]))})
    return names


def _fold_names(names: dict[str, str], more: Mapping[str, str]) -> None:
    """Keep the first name of each series in code-point order, whatever the order of reports."""
    for key, name in more.items():
        names[key] = min(name, names.get(key, name))
