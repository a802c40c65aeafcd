"""What a release knows of the documents that were offered to it: the table ``inputs``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from docstruct.kb.partitions import count_input_buckets, name_input_partition
from docstruct.kb.parts import fit_schema, read_columns, read_part
from docstruct.kb.release import Release
from docstruct.kb.rows import to_table
from docstruct.kb.tables import TABLES
from docstruct.records import Record

InputStatus = Literal["published", "superseded", "quarantined"]

_INPUTS = TABLES["inputs"]


class InputRecord(Record):
    """A document that was offered, and what became of it: a row of ``inputs``.

    ``published``: the report stands in the release. ``superseded``: another file of the same report is used.
    ``quarantined``: ``code``, ``reason`` and ``action`` say why and what to do. ``year`` is that of the report.
    """

    sha256: str | None = None
    source_name: str
    source_uri: str
    status: InputStatus
    fingerprint: str
    report_id: str | None = None
    year: int | None = None
    code: str | None = None
    reason: str | None = None
    action: str | None = None

    @property
    def key(self) -> str:
        """What tells inputs apart: the bytes, or the address where they could not be read."""
        return self.sha256 or self.source_uri


class Holdings:
    """The reports that a release holds: id, year, and the bytes that each was taken from.

    Parameters
    ----------
    rows : pyarrow.Table
        Columns report_id, year, sha256; one row a report.
    """

    COLUMNS = ("report_id", "year", "sha256")

    def __init__(self, rows: pa.Table) -> None:
        self._rows = rows

    @cached_property
    def _counts(self) -> dict[int, int]:
        counted = self._rows.group_by("year").aggregate([([], "count_all")])
        return dict(
            zip(counted.column("year").to_pylist(), counted.column("count_all").to_pylist(), strict=True)
        )

    @property
    def years(self) -> set[int]:
        """Years that have a report."""
        return set(self._counts)

    def count(self, year: int) -> int:
        """Return the number of reports of a year."""
        return self._counts.get(year, 0)

    def list_year(self, year: int) -> list[str]:
        """Return the reports of a year."""
        return _list(self._rows.filter(pc.equal(self._rows.column("year"), year)).column("report_id"))

    def find_years(self, reports: Iterable[str]) -> dict[str, int]:
        """Return the year of each of some reports; those that the release does not hold are left out."""
        rows = self._filter("report_id", reports)
        return dict(zip(_list(rows.column("report_id")), rows.column("year").to_pylist(), strict=True))

    def find_holders(self, digests: Iterable[str]) -> dict[str, str]:
        """Return the report that was taken from each of some files, given by SHA-256."""
        rows = self._filter("sha256", digests)
        return dict(zip(_list(rows.column("sha256")), _list(rows.column("report_id")), strict=True))

    def list_files(self, reports: Iterable[str]) -> list[str]:
        """Return the SHA-256 of the files that some reports were taken from."""
        return _list(self._filter("report_id", reports).column("sha256"))

    def owners(self) -> dict[str, str]:
        """Return the report of every file in use, by SHA-256."""
        columns = (_list(self._rows.column(name)) for name in ("sha256", "report_id"))
        return dict(zip(*columns, strict=True))

    def change(self, leaving: Collection[str], coming: Iterable[InputRecord]) -> Holdings:
        """Return what is held when some reports have left and those of some records have come."""
        new = pa.Table.from_pylist(
            [record.model_dump(include=set(self.COLUMNS)) for record in coming], schema=self._rows.schema
        )
        return Holdings(pa.concat_tables([self._filter("report_id", leaving, invert=True), new]))

    def _filter(self, column: str, wanted: Iterable[str], *, invert: bool = False) -> pa.Table:
        mask = pc.is_in(self._rows.column(column), value_set=pa.array(sorted(wanted), pa.string()))
        return self._rows.filter(pc.invert(mask) if invert else mask)


class Ledger:
    """All inputs of a release; reads no more of them than it is asked for.

    Parameters
    ----------
    release : Release, optional
        None for a base without a release.
    """

    def __init__(self, release: Release | None) -> None:
        self._release = release
        self._parts = release.manifest.parts_of(_INPUTS.name) if release else []
        self._loaded: dict[str, pa.Table] = {}

    @cached_property
    def _old(self) -> dict[str, InputRecord]:
        """Inputs of a release from before the table."""
        given = self._release.manifest.inputs if self._release else ()
        known = InputRecord.model_fields
        records = [InputRecord(**{name: row[name] for name in known if name in row}) for row in given]
        return {record.key: record for record in records}

    @property
    def count(self) -> int:
        """Number of inputs."""
        return sum(part.rows for part in self._parts) or len(self._old)

    @cached_property
    def holdings(self) -> Holdings:
        """The reports in use."""
        columns = [*Holdings.COLUMNS, "status"]
        empty = _INPUTS.to_arrow().empty_table().select(columns)
        rows = [_to_rows(self._old.values()).select(columns)] if self._old else []
        if self._release:
            rows += [read_columns(self._release.path, part, columns) for part in self._parts]
        found = pa.concat_tables([empty, *rows])
        published = found.filter(pc.equal(found.column("status"), "published"))
        return Holdings(published.select(list(Holdings.COLUMNS)).combine_chunks())

    def find(self, keys: Iterable[str]) -> dict[str, InputRecord]:
        """Return the records of some inputs by key."""
        wanted = set(keys)
        return {key: self._old[key] for key in wanted & self._old.keys()} | {
            record.key: record
            for partition, own in self._place(wanted).items()
            for record in _to_records(_take(self._load(partition), own))
        }

    def read(self) -> dict[str, InputRecord]:
        """Return the records of all inputs by key."""
        read = (record for part in self._parts for record in _to_records(self._load(part.partition)))
        return self._old | {record.key: record for record in read}

    def replace(self, changes: Mapping[str, InputRecord], *, anew: bool) -> dict[str, pa.Table]:
        """Return the partitions of ``inputs`` that differ when some inputs are recorded; those without rows go.

        Parameters
        ----------
        changes : mapping of str to InputRecord
            By key.
        anew : bool
            Whether all partitions have to be cut anew.
        """
        cut = {
            partition: pa.concat_tables(
                [_take(self._load(partition), keys, invert=True), _to_rows(changes[key] for key in keys)]
            )
            for partition, keys in self._place(changes).items()
        }
        grown = sum(rows.num_rows - self._load(partition).num_rows for partition, rows in cut.items())
        buckets = count_input_buckets(self.count + grown)
        if not anew and buckets == count_input_buckets(self.count):
            return cut
        empty = _INPUTS.to_arrow().empty_table()
        return {part.partition: empty for part in self._parts} | cut_inputs(
            {**self.read(), **changes}.values()
        )

    def _place(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """Group keys by the partition that they stand in, or would."""
        buckets = count_input_buckets(self.count)
        placed: defaultdict[str, list[str]] = defaultdict(list)
        for key in sorted(keys):
            placed[name_input_partition(key, buckets)].append(key)
        return dict(placed)

    def _load(self, partition: str) -> pa.Table:
        if partition not in self._loaded:
            self._loaded[partition] = pa.concat_tables(
                [_INPUTS.to_arrow().empty_table()]
                + [
                    fit_schema(read_part(self._release.path, part), _INPUTS)
                    for part in self._parts
                    if self._release and part.partition == partition
                ]
            )
        return self._loaded[partition]


def cut_inputs(records: Collection[InputRecord]) -> dict[str, pa.Table]:
    """Return all inputs of a release as rows of ``inputs``, by partition."""
    buckets = count_input_buckets(len(records))
    cut: defaultdict[str, list[InputRecord]] = defaultdict(list)
    for record in records:
        cut[name_input_partition(record.key, buckets)].append(record)
    return {partition: _to_rows(own) for partition, own in cut.items()}


def _take(rows: pa.Table, keys: Collection[str], *, invert: bool = False) -> pa.Table:
    mask = pc.is_in(rows.column("input_key"), value_set=pa.array(sorted(keys), pa.string()))
    return rows.filter(pc.invert(mask) if invert else mask)


def _to_records(rows: pa.Table) -> list[InputRecord]:
    return [InputRecord.model_validate(row) for row in rows.drop_columns(["input_key"]).to_pylist()]


def _to_rows(records: Iterable[InputRecord]) -> pa.Table:
    return to_table([{"input_key": record.key, **record.model_dump()} for record in records], _INPUTS)


def _list(values: pa.ChunkedArray) -> list[str]:
    return [str(value) for value in values.to_pylist()]
