"""What becomes of each document that is offered to a base: used, superseded, quarantined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from docstruct.kb.manifest import InputRecord
from docstruct.records import Extraction, Quarantined

#: which of several files of one report is used: the one that keeps most of the original
_PREFERENCE = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/html",
    "text/plain",
    "application/pdf",
)


@dataclass(frozen=True, slots=True)
class Intake:
    """The decision on a batch.

    Parameters
    ----------
    used : tuple of Extraction
        One for each report, ordered by ``report_id``.
    leaving : set of str
        Reports whose former rows go.
    years_before, years_after : dict of str to int
        Year of each report of the current and of the next release.
    inputs : tuple of InputRecord
        Every input of the next release.
    """

    used: tuple[Extraction, ...]
    leaving: set[str]
    years_before: dict[str, int]
    years_after: dict[str, int]
    inputs: tuple[InputRecord, ...]


def take_in(
    extractions: Iterable[Extraction],
    quarantined: Iterable[Quarantined],
    *,
    known: Iterable[InputRecord],
    fingerprint: str,
) -> Intake:
    """Decide which extraction each report is taken from, and what becomes of all inputs.

    Parameters
    ----------
    known : iterable of InputRecord
        Inputs of the current release.
    """
    inputs = {record.key: record for record in known}
    in_use = {record.report_id: record for record in inputs.values() if record.status == "published"}
    offered: dict[str, list[Extraction]] = {}
    for extraction in extractions:
        offered.setdefault(extraction.report.report_id, []).append(extraction)
    held = {record.sha256 for record in in_use.values()}
    used = tuple(_choose(offered[report_id], held) for report_id in sorted(offered))

    given = {extraction.report.sha256 for group in offered.values() for extraction in group}
    failed = tuple(quarantined)
    bad = {document.sha256 for document in failed if document.sha256}
    leaving = {
        report_id
        for report_id, record in in_use.items()
        if report_id is not None and (report_id in offered or record.sha256 in given | bad)
    }
    now = datetime.now(UTC).isoformat(timespec="seconds")
    chosen = {extraction.report.sha256 for extraction in used}
    for key, record in list(inputs.items()):
        if record.status == "published" and record.report_id in leaving:
            # replaced by another file of the same report: still known, so that the next run does not take it again
            inputs[key] = record.model_copy(update={"status": "superseded"})
    for group in offered.values():
        for extraction in group:
            report = extraction.report
            before = inputs.get(report.sha256)
            inputs[report.sha256] = InputRecord(
                sha256=report.sha256,
                source_name=report.source_name,
                source_uri=report.source_uri,
                status="published" if report.sha256 in chosen else "superseded",
                fingerprint=fingerprint,
                report_id=report.report_id,
                year=report.year,
                first_ingested_at=before.first_ingested_at if before else now,
            )
    for document in failed:
        key = document.sha256 or document.source_uri
        before = inputs.get(key)
        inputs[key] = InputRecord(
            **document.model_dump(),
            status="quarantined",
            fingerprint=fingerprint,
            first_ingested_at=before.first_ingested_at if before else now,
        )
    ordered = tuple(inputs[key] for key in sorted(inputs))
    return Intake(used, leaving, _list_years(in_use.values()), _list_years(ordered), ordered)


def _list_years(inputs: Iterable[InputRecord]) -> dict[str, int]:
    return {
        record.report_id: record.year
        for record in inputs
        if record.status == "published" and record.report_id is not None and record.year is not None
    }


def _choose(files: list[Extraction], in_use: set[str | None]) -> Extraction:
    def rank(extraction: Extraction) -> tuple[bool, int, str]:
        report = extraction.report
        place = _PREFERENCE.index(report.media_type) if report.media_type in _PREFERENCE else len(_PREFERENCE)
        return (report.sha256 not in in_use, place, report.sha256)

    return min(files, key=rank)
