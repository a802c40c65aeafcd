"""What people decided, applied to what the machine extracted from one report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docstruct.corrections.account import Account
from docstruct.corrections.book import Book, Merger, find_fault
from docstruct.corrections.derivation import recompute_report
from docstruct.corrections.events import SPAN, Event, Target
from docstruct.corrections.matching import Group, Orphan, match, settle
from docstruct.corrections.merge import Decision, decide
from docstruct.corrections.naming import list_entities, merge_entities, relink
from docstruct.corrections.votes import Level, Vote
from docstruct.lexicon.indicators import fold_name
from docstruct.normalise.consistency import check_report
from docstruct.records import Entity, Extraction, Mention, Observation, Report
from docstruct.settings import Settings

#: columns of a report that its facts share, unless they say otherwise, and the field that a person sets
_SHARED = {"ref_area": "ref_area", "ref_area_name": "ref_area", "time_period": "time_period"}

Row = dict[str, Any]


def correct(extraction: Extraction, book: Book, *, settings: Settings | None = None) -> Extraction:
    """Apply the corrections that concern a report.

    Parameters
    ----------
    extraction : Extraction
        As the machine gave it.
    book : Book
        The corrections that hold.
    settings : Settings, optional
        Limits for anchors and for the consistency checks, which are made anew.

    Returns
    -------
    Extraction
        Rows as published, with who decided; ``corrections`` names every cell that changed and every event that
        changed none. The extraction itself where nothing concerns it.
    """
    limits = settings or Settings()
    report = extraction.report
    events, orphans = _sort_out(book.events_of(report), extraction, book)
    rules = [event for found in book.rules_for(report).values() for event in found]
    named = {entity.entity_id for entity in extraction.entities}
    mergers = {old: merger for old, merger in book.mergers.items() if old in named}
    if not (events or orphans or rules or mergers):
        return extraction

    decided = decide(
        report.model_dump(), (event for event in events if event.table == "reports"), table="reports"
    )
    corrected = recompute_report(report, {name: decided.row[name] for name in decided.changed})
    inherited = _inherit(report, corrected, decided, events)
    rows = _Rows(extraction.report, events, rules, limits)
    facts = rows.settle("observations", [o.model_dump() for o in extraction.observations], inherited)
    names = rows.settle("mentions", [m.model_dump() for m in extraction.mentions], {})
    orphans += rows.orphans
    if not (facts or names or orphans or mergers or decided.outcomes or rows.idle):
        return extraction

    observations = [
        Observation.model_validate(row) for row in _publish(extraction.observations, facts, "obs_id")
    ]
    mentions = [Mention.model_validate(row) for row in _publish(extraction.mentions, names, "mention_id")]
    mentions, entities = _name(mentions, names, extraction, {o.subject_entity_id for o in observations})
    mergers = {old: merger for old, merger in book.mergers.items() if old in {e.entity_id for e in entities}}
    published = extraction.model_copy(
        update={
            "report": corrected,
            "observations": tuple(_with_subjects(observations, entities, mergers)),
            "mentions": tuple(_merge_mention(mention, mergers) for mention in mentions),
            "entities": tuple(merge_entities(entities, mergers)),
        }
    )
    account = Account(extraction, published, [*events, *rules], mergers)
    corrections = account.render(decided, facts, names, orphans=orphans, idle=rows.idle)
    findings = check_report(published.observations, corrected, settings=limits.consistency)
    return published.model_copy(update={"corrections": corrections, "findings": findings})


class _Rows:
    """The rows of one report that somebody has a say in."""

    def __init__(
        self, report: Report, events: Sequence[Event], rules: Sequence[Event], settings: Settings
    ) -> None:
        self.orphans: list[Orphan] = []
        #: decisions about what the machine does not give and nobody wants
        self.idle: list[tuple[Target, Decision]] = []
        self._report, self._events, self._rules = report, events, rules
        self._wordings = {fold_name(event.rule.wording) for event in rules}
        self._settings = settings

    def settle(
        self, table: Target, rows: Sequence[Row], inherited: Mapping[str, Vote]
    ) -> dict[str, Decision]:
        """Decide on the rows of a table; return decisions by the id of the row."""
        key = "obs_id" if table == "observations" else "mention_id"
        found = match(
            self._report.text, rows, self._events, table=table, settings=self._settings.corrections.anchor
        )
        self.orphans += found.orphans
        rules = self._rules if table == "observations" else []
        taken = {str(row[key]) for row in rows}
        decisions: dict[str, Decision] = {}
        spoken = {str(group.row[key]) for group in found.groups if group.row is not None}
        untouched = [
            Group(row, (), table) for row in rows if row[key] not in spoken and self._concerns(row, inherited)
        ]
        for group in [*found.groups, *untouched]:
            shared = {
                name: vote
                for name, vote in inherited.items()
                if group.row is not None and group.row[name] == getattr(self._report, name)
            }
            decision = settle(group, self._report, rules=rules, inherited=shared, taken=taken)
            if group.row is None and not decision.exists:
                self.idle.append((table, decision))
            elif group.events or decision.outcomes or decision.changed:
                row_id = str(decision.row[key])
                taken.add(row_id)
                decisions[row_id] = decision
        return decisions

    def _concerns(self, row: Row, inherited: Mapping[str, Vote]) -> bool:
        wording = row.get("indicator_text")
        if wording and self._wordings and fold_name(wording) in self._wordings:
            return True
        return any(row[name] == getattr(self._report, name) for name in inherited)


def _sort_out(
    events: Iterable[Event], extraction: Extraction, book: Book
) -> tuple[list[Event], list[Orphan]]:
    """Part the events that can be applied from those that today's vocabularies and registries rule out."""
    known = {entity.entity_id for entity in extraction.entities}
    known |= {merger.new for merger in book.mergers.values()}
    sound, orphans = [], []
    for event in events:
        fault = find_fault(event)
        if event.field == "subject_entity_id" and event.new is not None and event.new not in known:
            fault = f"this report names no entity {event.new}"
        if fault is None:
            sound.append(event)
        else:
            orphans.append(Orphan(event, fault))
    return sound, orphans


def _inherit(
    report: Report, corrected: Report, decision: Decision, events: Iterable[Event]
) -> dict[str, Vote]:
    """Return what a correction of the report says of the facts that share its place and period."""
    by_id = {event.event_id: event for event in events}
    votes = {}
    for column, field in _SHARED.items():
        value = getattr(corrected, column)
        if field in decision.causes and value != getattr(report, column):
            event = by_id[decision.causes[field]]
            votes[column] = Vote(Level.DOCUMENT, event.actor, value, event.event_id, event.seq or 0)
    return votes


def _publish(rows: Iterable[Observation | Mention], decisions: Mapping[str, Decision], key: str) -> list[Row]:
    """Return rows as published: without those that are rejected, with those that are added."""
    published = []
    seen = set()
    for row in rows:
        seen.add(getattr(row, key))
        decision = decisions.get(getattr(row, key))
        if decision is None:
            published.append(row.model_dump())
        elif decision.exists:
            published.append(_stamp(decision))
    published += [_stamp(d) for row_id, d in decisions.items() if row_id not in seen and d.exists]
    return published


def _stamp(decision: Decision) -> Row:
    return decision.row | {
        "review_status": decision.review_status,
        "correction_id": decision.correction_id,
    }


def _name(
    mentions: Sequence[Mention],
    decisions: Mapping[str, Decision],
    extraction: Extraction,
    subjects: set[str | None],
) -> tuple[list[Mention], list[Entity]]:
    """Link the mentions that people changed, and list the entities that are then named."""
    machine = {mention.mention_id: mention for mention in extraction.mentions}
    if not decisions:
        return list(mentions), list(extraction.entities)
    moved = {
        row_id
        for row_id, decision in decisions.items()
        if row_id not in machine or decision.changed & {SPAN, "label"}
    }
    named = {row_id for row_id, decision in decisions.items() if "entity_id" in decision.causes}
    linked, found = relink(mentions, moved, named, extraction.report)
    about = {subject for subject in subjects if subject is not None}
    return linked, list_entities(extraction.entities, extraction.mentions, linked, found, about)


def _with_subjects(
    observations: Iterable[Observation], entities: Iterable[Entity], mergers: Mapping[str, Merger]
) -> Iterable[Observation]:
    known = {entity.entity_id for entity in entities}
    for row in observations:
        subject = row.subject_entity_id
        merger = mergers.get(subject or "")
        if merger is not None:
            stamps = {"correction_id": merger.event.event_id, "review_status": "corrected"}
            update = {"subject_entity_id": merger.new} | (stamps if row.review_status == "machine" else {})
            yield row.model_copy(update=update)
        elif subject is not None and subject not in known:
            # given with an added fact, and named nowhere in the report
            yield row.model_copy(update={"subject_entity_id": None})
        else:
            yield row


def _merge_mention(mention: Mention, mergers: Mapping[str, Merger]) -> Mention:
    merger = mergers.get(mention.entity_id or "")
    if merger is None:
        return mention
    update = {"entity_id": merger.new, "correction_id": merger.event.event_id, "review_status": "corrected"}
    return mention.model_copy(update=update)
