"""Reports of a release as the machine gave them: published rows, with what people changed taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from docstruct.corrections.changes import revert
from docstruct.kb.ledger import Holdings, Ledger
from docstruct.kb.partitions import name_partitions
from docstruct.kb.parts import fit_schema, read_part
from docstruct.kb.release import Release
from docstruct.kb.rows import Row
from docstruct.kb.tables import TABLES
from docstruct.normalise.consistency import check_report
from docstruct.records import Correction, Entity, Extraction, Mention, Observation, Record, Report, Section

_NEEDED = ("documents", "reports", "sections", "observations", "mentions", "entity_forms", "corrections")
_STAMPS = ("ingested_at", "run_id", "pipeline_version")

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True, slots=True)
class Restored:
    """A report as the machine gave it.

    Parameters
    ----------
    extraction : Extraction
        Without sentences and planned period, which releases don't hold; nothing behind extraction reads them.
    stamps : dict
        The columns of ``reports`` that say when and by which version it was extracted.
    """

    extraction: Extraction
    stamps: Row


def restore(release: Release, reports: Collection[str]) -> list[Restored]:
    """Read reports of a release back as the machine gave them.

    Parameters
    ----------
    release : Release
        A published release.
    reports : collection of str
        Ids of reports; those that the release does not hold are left out.

    Returns
    -------
    list of Restored
        Ordered by id.

    Raises
    ------
    docstruct.errors.KnowledgeBaseError
        A part is missing or damaged.
    """
    held = Ledger(release).holdings
    years = held.find_years(reports)
    wanted = {report_id: years[report_id] for report_id in sorted(years)}
    rows = {name: _read_rows(release, name, wanted, held) for name in _NEEDED}
    return [
        _restore_one({name: by_report[report_id] for name, by_report in rows.items()}) for report_id in wanted
    ]


def _read_rows(
    release: Release, name: str, wanted: Mapping[str, int], held: Holdings
) -> defaultdict[str, list[Row]]:
    """Return rows of a table by report, reading only the parts that hold some."""
    table = TABLES[name]
    partitions = {
        key
        for report_id, year in wanted.items()
        for key in name_partitions(table, year, held.count(year), report_id)
    }
    ids = pa.array(sorted(wanted), pa.string())
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for part in release.manifest.parts_of(name):
        if part.partition in partitions:
            rows = fit_schema(read_part(release.path, part), table)
            for row in rows.filter(pc.is_in(rows.column("report_id"), value_set=ids)).to_pylist():
                found[row["report_id"]].append(row)
    return found


def _restore_one(rows: Mapping[str, list[Row]]) -> Restored:
    changes: defaultdict[str, list[Correction]] = defaultdict(list)
    for row in rows["corrections"]:
        changes[str(row["table_name"])].append(Correction.model_validate(_plain(row, Correction)))
    (published,) = rows["reports"]
    (told,) = _take_back([published], "report_id", changes["reports"])
    sections = sorted(
        (Section.model_validate(_plain(row, Section)) for row in rows["sections"]), key=lambda s: s.ordinal
    )
    report = Report.model_validate(
        _plain(rows["documents"][0] | told, Report)
        | {"plan_period": "", "sentences": (), "sections": tuple(sections)}
    )
    observations = _read(Observation, rows["observations"], "obs_id", changes["observations"])
    extraction = Extraction(
        report=report,
        observations=observations,
        mentions=_read(Mention, rows["mentions"], "mention_id", changes["mentions"]),
        entities=_read(Entity, rows["entity_forms"], "entity_id", changes["entity_forms"]),
        findings=check_report(observations, report),
    )
    return Restored(extraction, {name: published[name] for name in _STAMPS})


def _read(
    record: type[AnyRecord], rows: Iterable[Row], key: str, changes: Iterable[Correction]
) -> tuple[AnyRecord, ...]:
    return tuple(record.model_validate(_plain(row, record)) for row in _take_back(rows, key, changes))


def _take_back(rows: Iterable[Row], key: str, changes: Iterable[Correction]) -> list[Row]:
    return list(revert({str(row[key]): row for row in rows}, changes).values())


def _plain(row: Mapping[str, Any], record: type[Record]) -> dict[str, Any]:
    """Return the columns that a record has, dates and times as text."""
    named = ((name, row[name]) for name in record.model_fields if name in row)
    return {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in named}
