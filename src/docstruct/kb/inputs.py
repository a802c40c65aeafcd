"""What becomes of each document that is offered to a base: used, superseded, quarantined."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from docstruct.kb.ledger import Holdings, InputRecord, Ledger
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
    ledger : Ledger
        Inputs of the current release.
    after : Holdings
        The reports of the next release.
    changes : dict of str to InputRecord
        The inputs of the next release that are new or recorded anew, by key.
    """

    used: tuple[Extraction, ...]
    leaving: set[str]
    ledger: Ledger
    after: Holdings
    changes: Mapping[str, InputRecord]

    @property
    def before(self) -> Holdings:
        """The reports of the current release."""
        return self.ledger.holdings


def take_in(
    extractions: Iterable[Extraction],
    quarantined: Iterable[Quarantined],
    *,
    ledger: Ledger,
    fingerprint: str,
) -> Intake:
    """Decide which extraction each report is taken from, and what becomes of the documents offered.

    Parameters
    ----------
    ledger : Ledger
        Inputs of the current release.
    """
    before = ledger.holdings
    offered: dict[str, list[Extraction]] = {}
    for extraction in extractions:
        offered.setdefault(extraction.report.report_id, []).append(extraction)
    given = {extraction.report.sha256 for group in offered.values() for extraction in group}
    failed = tuple(quarantined)
    bad = {document.sha256 for document in failed if document.sha256}
    holders = before.find_holders(given | bad)
    used = tuple(_choose(offered[report_id], holders.keys()) for report_id in sorted(offered))
    leaving = {*before.find_years(offered), *holders.values()}
    # replaced by another file of the same report: still known, so that the next run does not take it again
    changes = {
        key: record.model_copy(update={"status": "superseded"})
        for key, record in ledger.find(before.list_files(leaving)).items()
    }
    chosen = {extraction.report.sha256 for extraction in used}
    for group in offered.values():
        for extraction in group:
            report = extraction.report
            changes[report.sha256] = InputRecord(
                sha256=report.sha256,
                source_name=report.source_name,
                source_uri=report.source_uri,
                status="published" if report.sha256 in chosen else "superseded",
                fingerprint=fingerprint,
                report_id=report.report_id,
                year=report.year,
            )
    for document in failed:
        record = InputRecord(**document.model_dump(), status="quarantined", fingerprint=fingerprint)
        changes[record.key] = record
    coming = [record for record in changes.values() if record.status == "published"]
    return Intake(used, leaving, ledger, before.change(leaving, coming), changes)


def _choose(files: list[Extraction], in_use: Collection[str]) -> Extraction:
    def rank(extraction: Extraction) -> tuple[bool, int, str]:
        report = extraction.report
        place = _PREFERENCE.index(report.media_type) if report.media_type in _PREFERENCE else len(_PREFERENCE)
        return (report.sha256 not in in_use, place, report.sha256)

    return min(files, key=rank)
