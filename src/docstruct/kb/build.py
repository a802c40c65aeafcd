"""The next release: which parts change, which are carried over."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from docstruct.kb.across import (
    PLACE_COLUMNS,
    REPORT_COLUMNS,
    find_across,
    find_places,
    list_around,
    list_concerned,
)
from docstruct.kb.inputs import Intake
from docstruct.kb.manifest import Part
from docstruct.kb.partitions import (
    ACROSS,
    HEADLINE,
    WHOLE,
    name_partitions,
    split_rows,
)
from docstruct.kb.parts import check_size, fit_schema, read_columns, read_part, sort_rows, write_part
from docstruct.kb.registries import Changes, complete_indicators, complete_units, merge_entities
from docstruct.kb.release import Release
from docstruct.kb.rows import ReferenceTables, Row, to_table
from docstruct.kb.schema import Table
from docstruct.kb.tables import BY_REPORT, SCHEMA_DIGEST, TABLES
from docstruct.normalise.consistency import COMPARED_COLUMNS
from docstruct.settings import KbSettings, Settings


class Build:
    """A candidate release: partitions that change stand in memory, all others are parts of the current release.

    Parameters
    ----------
    current : Release, optional
        The release to go on from.
    intake : Intake
        Which reports come and which leave.
    reference : ReferenceTables
        The registries of the next release.
    rows : mapping of str to list of dict
        The rows of the reports that come, by table.
    folder : Path
        Where the release is put together.
    pool : ThreadPoolExecutor
        Parts are read, compressed and synced side by side; Arrow releases the interpreter lock meanwhile.
    """

    def __init__(
        self,
        current: Release | None,
        intake: Intake,
        reference: ReferenceTables,
        rows: Mapping[str, list[Row]],
        settings: KbSettings,
        *,
        folder: Path,
        pool: ThreadPoolExecutor,
    ) -> None:
        self.current = current
        self.intake = intake
        self.new = {table.name: to_table(rows.get(table.name, []), table) for table in BY_REPORT}
        self.fresh: dict[tuple[str, str], pa.Table] = {}
        self._settings = settings
        self._folder = folder
        self._pool = pool
        self._writing: dict[tuple[str, str], Future[Part]] = {}
        self._registries: dict[str, pa.Table] = {}
        self._parts = {(p.table, p.partition): p for p in current.manifest.parts} if current else {}
        self._reference = reference
        self._headline = {str(row["indicator_id"]) for row in reference.indicators if row["headline"]}
        self._lift = self._must_lift()
        self._leaving = _group_by_year(intake.before.find_years(intake.leaving))
        self._coming = _group_by_year(intake.after.find_years(one.report.report_id for one in intake.used))
        self.gone: dict[str, pa.Table] = {}
        self._replace_reports()
        # rows of reports are settled now; while they are written, registries and findings are worked out
        self._write_settled()
        settled = [part for table in BY_REPORT if table.name != "issues" for part in self.carried(table.name)]
        self._linking = pool.submit(self._link_all, settled)
        self._linked = {part.path for part in settled}

    def _replace_reports(self) -> None:
        """Recut the partitions that lose or get rows, and keep the rows that go."""
        cuts = [
            (table, year, self._plan_cut(table, year))
            for year in self._touched_years()
            for table in BY_REPORT
        ]
        places = [(table.name, key) for table, _, affected in cuts for key in affected] + [("issues", ACROSS)]
        parted = dict(zip(places, self._pool.map(lambda place: self._part(*place), places), strict=True))
        gone = {table.name: [table.to_arrow().empty_table()] for table in BY_REPORT}
        for table, year, affected in cuts:
            empty = table.to_arrow().empty_table()
            gone[table.name] += [parted[table.name, key][0] for key in affected]
            stays = {key: parted[table.name, key][1] for key in affected}
            coming = _of_reports(self.new[table.name], self._coming.get(year, ()))
            if self._recuts(table, year):
                coming, stays = pa.concat_tables([*stays.values(), coming]), {}
            cut = split_rows(coming, table, year, self.intake.after.count(year), self._headline)
            self.fresh |= {
                (table.name, key): pa.concat_tables([stays.get(key, empty), cut.get(key, empty)])
                for key in affected
            }
        self.fresh["issues", ACROSS] = parted["issues", ACROSS][1]
        self.gone = {name: pa.concat_tables(rows) for name, rows in gone.items()}

    def _part(self, name: str, partition: str) -> tuple[pa.Table, pa.Table]:
        """Return the rows of a partition that go, and those that stay."""
        rows = self.load(name, partition)
        leaves = pc.is_in(
            rows.column("report_id"), value_set=pa.array(sorted(self.intake.leaving), pa.string())
        )
        return rows.filter(leaves), rows.filter(pc.invert(leaves))

    def _must_lift(self) -> bool:
        """Tell whether every part has to be written anew.

        Parts of one table must share one schema, and headline series stand apart from the others.
        """
        if self.current is None:
            return False
        former = self.load("indicators", WHOLE)
        headline = set(former.filter(former.column("headline")).column("indicator_id").to_pylist())
        return self.current.manifest.schema_digest != SCHEMA_DIGEST or headline != self._headline

    def _touched_years(self) -> list[int]:
        """Return the years that a report leaves or comes to; all of them when the schema is lifted."""
        years = self._leaving.keys() | self._coming.keys()
        return sorted(years | self.intake.before.years if self._lift else years)

    def _plan_cut(self, table: Table, year: int) -> list[str]:
        """Return the partitions of a year that have to be written anew."""
        before, after = self.intake.before, self.intake.after
        old, new = before.count(year), after.count(year)
        leaving, coming = self._leaving.get(year, []), self._coming.get(year, [])
        if self._recuts(table, year):
            leaving, coming = before.list_year(year), after.list_year(year)
        affected = {key for report in leaving for key in name_partitions(table, year, old, report)}
        affected |= {key for report in coming for key in name_partitions(table, year, new, report)}
        if self._lift:
            affected |= {
                key
                for name, key in self._parts
                if name == table.name and key.split(".")[0] == str(year) and not key.endswith(ACROSS)
            }
        return sorted(affected)

    def _recuts(self, table: Table, year: int) -> bool:
        """Tell whether a whole year is cut anew: everything is, or its number of reports crossed a limit."""
        old, new = self.intake.before.count(year), self.intake.after.count(year)
        return self._lift or name_partitions(table, year, old, "") != name_partitions(table, year, new, "")

    def replace_findings(self, rows: Sequence[Row]) -> None:
        """Put findings across reports in the place of the former ones."""
        self.fresh["issues", ACROSS] = to_table(rows, TABLES["issues"])

    def complete(self) -> None:
        """Work out what follows from the reports: registries, the list of inputs, findings about two years running."""
        self._replace_registries()
        self._replace_inputs()
        self._write_settled()
        self._add_findings()

    def _replace_registries(self) -> None:
        """Set indicators and units, and merge anew the entities of which reports now say something else."""
        changes = Changes(self.new, self.gone, self.scan)
        former = {name: self.load(name, WHOLE) for name in ("indicators", "units", "entities")}
        reference = self._reference.tables
        self.fresh["indicators", WHOLE] = complete_indicators(
            reference["indicators"], former["indicators"], changes
        )
        self.fresh["units", WHOLE] = complete_units(reference["units"], former["units"], changes)
        self.fresh["regions", WHOLE] = reference["regions"]
        self.fresh["entities", WHOLE] = merge_entities(former["entities"], changes)

    def _replace_inputs(self) -> None:
        """Record what became of the documents offered, in the partitions of ``inputs`` that hold them."""
        cut = self.intake.ledger.replace(self.intake.changes, anew=self._lift)
        self.fresh |= {("inputs", partition): rows for partition, rows in cut.items()}

    def _add_findings(self) -> None:
        """Add to ``issues`` what headline figures of two years running say against each other.

        A report may bear on the findings about its year and about the next; only places that it touches, and those
        within them, are checked anew.
        """
        moved = pa.concat_tables(
            rows["observations"].select(["indicator_id", "ref_area", "ref_area_name"])
            for rows in (self.new, self.gone)
        )
        headline = pa.array(sorted(self._headline), pa.string())
        moved = moved.filter(pc.is_in(moved.column("indicator_id"), value_set=headline))
        changed = set(pc.unique(find_places(moved)).to_pylist())
        held = self.intake.before.years | self.intake.after.years
        touched = self._touched_years()
        years = sorted({*touched, *(year + 1 for year in touched)} & held)
        looked_at = sorted({*years, *(year - 1 for year in years)})
        places = {
            year: [find_places(rows) for rows in self._read_year("observations", year, PLACE_COLUMNS)]
            for year in looked_at
        }
        concerned = list_concerned((part for of_year in places.values() for part in of_year), changed)
        needed = pa.array(sorted(list_around(concerned)), pa.string())
        figures_of = {
            year: self._read_year(
                "observations", year, COMPARED_COLUMNS, [pc.is_in(part, value_set=needed) for part in of_year]
            )
            for year, of_year in places.items()
        }
        reports_of = {year: self._read_year("reports", year, REPORT_COLUMNS) for year in looked_at}
        limits = Settings().consistency
        for year in years:
            figures, reports = (
                pa.concat_tables([*of_year[year - 1], *of_year[year]]) for of_year in (figures_of, reports_of)
            )
            former = self.load("issues", f"{year}.{ACROSS}")
            again = figures.filter(
                pc.is_in(find_places(figures), value_set=pa.array(sorted(concerned), pa.string()))
            )
            stays = pc.is_in(former.column("obs_id"), value_set=again.column("obs_id"))
            kept = _of_reports(former.filter(pc.invert(stays)), self.intake.leaving, invert=True)
            found = find_across(figures, reports, year=year, concerned=concerned, settings=limits)
            self.fresh["issues", f"{year}.{ACROSS}"] = pa.concat_tables(
                [kept, to_table(found, TABLES["issues"])]
            )

    def _read_year(
        self, name: str, year: int, columns: Sequence[str], masks: Sequence[pa.ChunkedArray] | None = None
    ) -> list[pa.Table]:
        """Return columns of the reports of a year, or of their headline figures, by part, changed ones first.

        Parameters
        ----------
        masks : sequence of pyarrow.ChunkedArray, optional
            Which rows of each part; all of them where left out.
        """

        def fits(partition: str) -> bool:
            of_year = partition.split(".")[0] == str(year)
            return of_year and (name != "observations" or partition.endswith(HEADLINE))

        empty = TABLES[name].to_arrow().empty_table()
        fresh = [rows for (table, key), rows in self.fresh.items() if table == name and fits(key)]
        parts = [part for part in self.carried(name) if fits(part.partition)]
        fresh = [empty, *fresh]
        wanted = masks or [None] * (len(fresh) + len(parts))
        rows = [
            (rows if mask is None else rows.filter(mask)).select(columns)
            for rows, mask in zip(fresh, wanted, strict=False)
        ]
        if self.current is not None:
            # not in the pool, where they would wait for the parts that are being written
            rows += [
                read_columns(self.current.path, part, list(columns), mask)
                for part, mask in zip(parts, wanted[len(fresh) :], strict=True)
            ]
        return rows

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
        if partition != WHOLE:
            return fit_schema(read_part(self.current.path, part), TABLES[name])
        # registries are looked at more than once
        if name not in self._registries:
            self._registries[name] = fit_schema(read_part(self.current.path, part), TABLES[name])
        return self._registries[name]

    def stage(self) -> tuple[Part, ...]:
        """Write changed partitions and hard-link the others; return all parts, ordered by path."""
        carried = [part for name in TABLES for part in self.carried(name)]
        present = {name for (name, _), rows in self.fresh.items() if rows.num_rows}
        present |= {part.table for part in carried}
        # readers find every table in every release, so one without rows still has a part
        for table in TABLES.values():
            if table.name not in present:
                self.fresh[table.name, WHOLE] = table.to_arrow().empty_table()
        empty = {(name, WHOLE) for name in TABLES.keys() - present}
        self._write([place for place in self.fresh if place not in self._writing], also=empty)
        self._link_all([part for part in carried if part.path not in self._linked])
        self._linking.result()
        written = [task.result() for task in self._writing.values()]
        return tuple(sorted([*written, *carried], key=lambda part: part.path))

    def _write_settled(self) -> None:
        """Begin to write all but the findings across reports, which come last."""
        self._write(
            [place for place in self.fresh if place not in self._writing and not place[1].endswith(ACROSS)]
        )

    def _write(self, places: Iterable[tuple[str, str]], *, also: Collection[tuple[str, str]] = ()) -> None:
        """Begin to write partitions that have rows, and some that have none."""
        for name, partition in places:
            rows = self.fresh[name, partition]
            if rows.num_rows or (name, partition) in also:
                self._writing[name, partition] = self._pool.submit(
                    self._write_one, TABLES[name], partition, rows
                )

    def _write_one(self, table: Table, partition: str, rows: pa.Table) -> Part:
        old = self._parts.get((table.name, partition))
        if old is not None and partition == WHOLE and self._stays(table, rows):
            self._link(old)
            return old
        part = write_part(rows, table, partition, self._folder, settings=self._settings)
        if old is not None and old.sha256 == part.sha256:
            (self._folder / part.path).unlink()
            self._link(old)
        return part

    def _stays(self, table: Table, rows: pa.Table) -> bool:
        """Tell in a tenth of the time that writing takes whether a registry is as it was, which it mostly is."""
        return not self._lift and sort_rows(rows, table).equals(self.load(table.name, WHOLE))

    def _link_all(self, parts: Iterable[Part]) -> None:
        for part in parts:
            self._link(part)

    def _link(self, part: Part) -> None:
        if self.current is None:
            return
        check_size(self.current.path, part)
        source, target = f"{self.current.path}/{part.path}", f"{self._folder}/{part.path}"
        try:
            os.link(source, target)
        except OSError:
            # no hard links here (FAT, some network shares, object stores): a copy is as good, only slower
            shutil.copyfile(source, target)


def _of_reports(rows: pa.Table, reports: Iterable[str], *, invert: bool = False) -> pa.Table:
    mask = pc.is_in(rows.column("report_id"), value_set=pa.array(sorted(reports), pa.string()))
    return rows.filter(pc.invert(mask) if invert else mask)


def _group_by_year(years: Mapping[str, int]) -> dict[int, list[str]]:
    grouped: defaultdict[int, list[str]] = defaultdict(list)
    for report, year in years.items():
        grouped[year].append(report)
    return dict(grouped)
