"""What the product read, as the referee needs it: texts, observations and mentions, from files or a release."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from docstruct.errors import QuarantineError
from docstruct.extraction import extract_file
from docstruct.kb.connection import resolve_release
from docstruct.readers.discovery import discover
from docstruct.records import Extraction, Mention, Observation
from docstruct.settings import Settings


@dataclass(frozen=True, slots=True)
class Reading:
    """One report as the product read it; offsets of the rows count in ``text``."""

    report_id: str
    text: str
    observations: Sequence[Observation]
    mentions: Sequence[Mention]

    @classmethod
    def of(cls, extraction: Extraction) -> Reading:
        """The reading of one extracted report."""
        report = extraction.report
        return cls(report.report_id, report.text, extraction.observations, extraction.mentions)


def read_inputs(
    inputs: Sequence[Path], settings: Settings | None = None
) -> tuple[list[Reading], list[QuarantineError]]:
    """Extract files and folders.

    Returns
    -------
    tuple of (list of Reading, list of QuarantineError)
        What could be read, and why the rest could not.
    """
    readings: list[Reading] = []
    refused: list[QuarantineError] = []
    for path in discover(inputs):
        try:
            readings.append(Reading.of(extract_file(path, settings or Settings())))
        except QuarantineError as error:
            refused.append(error)
    return readings, refused


def read_release(path: Path | str) -> list[Reading]:
    """Read every report of a release, corrections and all, without the views around it.

    Parameters
    ----------
    path : Path or str
        A knowledge base, or the folder of one release.

    Raises
    ------
    docstruct.errors.KnowledgeBaseError
        There is no base, or nothing has been published into it.
    """
    release = resolve_release(path)
    rows = {name: _rows(release.part_paths(name)) for name in ("documents", "observations", "mentions")}
    observations: dict[str, list[Observation]] = defaultdict(list)
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for row in rows["observations"]:
        observations[row["report_id"]].append(Observation.model_validate(_plain(row, Observation)))
    for row in rows["mentions"]:
        mentions[row["report_id"]].append(Mention.model_validate(_plain(row, Mention)))
    return [
        Reading(row["report_id"], row["text"], observations[row["report_id"]], mentions[row["report_id"]])
        for row in rows["documents"]
    ]


def _rows(parts: Iterable[Path]) -> list[dict[str, Any]]:
    return [row for part in sorted(parts) for row in pq.ParquetFile(part).read().to_pylist()]


def _plain(row: Mapping[str, Any], record: type[Observation] | type[Mention]) -> dict[str, Any]:
    """Columns that the record has, dates as text."""
    named = ((name, row[name]) for name in record.model_fields if name in row)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in named}
