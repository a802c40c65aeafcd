"""A batch of reports under the corrections of a log: its own, and those of the base that new events concern."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from docstruct.corrections.applying import correct
from docstruct.corrections.book import Book
from docstruct.corrections.events import Event
from docstruct.corrections.log import EMPTY, Log
from docstruct.kb.inputs import Intake
from docstruct.kb.parts import read_columns
from docstruct.kb.release import Release
from docstruct.kb.restoring import restore
from docstruct.kb.rows import Row
from docstruct.lexicon.indicators import fold_name


@dataclass(frozen=True, slots=True)
class Revision:
    """A batch as it is published.

    Parameters
    ----------
    intake : Intake
        With corrections applied; reports of the base that new events concern are among those used.
    log_head : str
        The head of the log that was applied.
    stamps : dict of str to dict
        Of the reports that were not extracted now: when and by which version they were, as columns of ``reports``.
    """

    intake: Intake
    log_head: str
    stamps: Mapping[str, Row] = field(default_factory=dict)


def revise(intake: Intake, current: Release | None, log: Log) -> Revision:
    """Apply a log to a batch, and to what the current release holds as far as events since then concern it.

    Parameters
    ----------
    intake : Intake
        Reports as the machine gave them.
    current : Release, optional
        The release to go on from.
    log : Log
        The correction log of the base.

    Raises
    ------
    docstruct.errors.CorrectionError
        The log does not hold the head that the current release was made with: it is another one, or its end is lost.
    """
    before, head = current.manifest.log_head if current else EMPTY, log.head()
    if head == before == EMPTY:
        return Revision(intake, EMPTY)
    news = log.events(since=before, until=head)
    events = log.events(until=head)
    owners = intake.after.owners()
    book = Book(events, owners)
    used = {extraction.report.report_id: correct(extraction, book) for extraction in intake.used}
    concerned = set() if current is None else _find_concerned(news, events, owners, current)
    staying = intake.after.find_years(concerned).keys() - used.keys() - intake.leaving
    restored = [] if current is None else restore(current, staying)
    used |= {one.extraction.report.report_id: correct(one.extraction, book) for one in restored}
    revised = replace(
        intake,
        used=tuple(used[report_id] for report_id in sorted(used)),
        leaving=intake.leaving | staying,
    )
    return Revision(revised, head, {one.extraction.report.report_id: one.stamps for one in restored})


def _find_concerned(
    news: Iterable[Event], events: Iterable[Event], owners: Mapping[str, str], current: Release
) -> set[str]:
    """Return the reports of a release that events may change, those that are taken back now among them."""
    by_id = {event.event_id: event for event in events}
    concerned: set[str] = set()
    wordings: set[str] = set()
    entities: set[str] = set()
    for event in news:
        meant = event
        while meant.undoes is not None:
            meant = by_id[meant.undoes]
        if meant.table == "entities":
            entities |= {str(meant.old), str(meant.new)}
        elif meant.op == "rule":
            wordings.add(fold_name(meant.rule.wording))
        elif meant.target is not None:
            concerned.add(owners.get(meant.target.sha256, meant.target.report_id))
    if wordings:
        concerned |= _scan(current, "observations", "indicator_text", wordings, fold=True)
    if entities:
        concerned |= _scan(current, "entity_forms", "entity_id", entities, fold=False)
    if wordings or entities:
        # what was renamed may have had the wording, or been the entity, before
        for part in current.manifest.parts_of("corrections"):
            concerned |= set(read_columns(current.path, part, ["report_id"]).column("report_id").to_pylist())
    return concerned


def _scan(release: Release, table: str, column: str, wanted: set[str], *, fold: bool) -> set[str]:
    """Return the reports with one of some values in a column."""
    found: set[str] = set()
    for part in release.manifest.parts_of(table):
        rows = read_columns(release.path, part, ["report_id", column])
        values = pc.unique(rows.column(column)).to_pylist()
        hits = [value for value in values if value and (fold_name(value) if fold else value) in wanted]
        mask = pc.is_in(rows.column(column), value_set=pa.array(hits, rows.column(column).type))
        found |= set(rows.filter(mask).column("report_id").to_pylist())
    return found
