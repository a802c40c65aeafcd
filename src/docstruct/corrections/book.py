"""The events of a log by what they concern: a report, every report with a wording, an entity wherever it is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from docstruct.corrections.events import Event
from docstruct.corrections.merge import drop_undone, rule_applies
from docstruct.corrections.votes import Level, Vote, count_votes
from docstruct.lexicon.indicators import DERIVED_PREFIX, fold_name, load_indicators
from docstruct.records import EntityLabel, Report


@dataclass(frozen=True, slots=True)
class Merger:
    """Two entities that are one: ``old`` goes, ``new`` stays under ``name`` and ``label``."""

    old: str
    new: str
    name: str
    label: EntityLabel
    event: Event
    disputed: bool = False


class Book:
    """The corrections that hold.

    Parameters
    ----------
    events : iterable of Event
        A whole log, or its beginning.
    owners : mapping of str to str, optional
        The report that the base has of a document, by SHA-256 of its bytes. An event stays with the bytes that it was
        made for, when a report is told apart better than it was then.
    """

    def __init__(self, events: Iterable[Event], owners: Mapping[str, str] | None = None) -> None:
        self._owners = owners or {}
        self._by_report: dict[str, list[Event]] = defaultdict(list)
        self._rules: list[Event] = []
        merges: dict[str, list[Event]] = defaultdict(list)
        for event in drop_undone(events):
            if event.op == "rule":
                self._rules.append(event)
            elif event.table == "entities":
                merges[str(event.old)].append(event)
            elif event.target is not None:
                self._by_report[self._owner(event)].append(event)
        self.mergers = _follow({old: _settle_merge(old, found) for old, found in merges.items()})

    def __bool__(self) -> bool:
        return bool(self._by_report or self._rules or self.mergers)

    def events_of(self, report: Report) -> list[Event]:
        """Return what was said of a report and of what stands in it."""
        return self._by_report.get(report.report_id, [])

    def rules_for(self, report: Report) -> dict[str, list[Event]]:
        """Return the rules with a report in their scope, by their folded wording."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self._rules:
            owner = self._owner(event) if event.target is not None else None
            if rule_applies(event.rule, owner, report) and find_fault(event) is None:
                found[fold_name(event.rule.wording)].append(event)
        return found

    def _owner(self, event: Event) -> str:
        if event.target is None:
            return ""
        return self._owners.get(event.target.sha256, event.target.report_id)


def find_fault(event: Event) -> str | None:
    """Return why an event cannot be applied by the vocabularies and registries of today, None if it can."""
    fault = event.find_fault()
    if fault:
        return fault
    named: object = event.new if event.field == "indicator_id" else None
    if event.op == "rule":
        named = event.rule.indicator_id
    elif event.op in ("add", "accept"):
        named = event.row.get("indicator_id")
    if named is None or str(named).startswith(DERIVED_PREFIX) or load_indicators().get(str(named)):
        return None
    return f"the registry has no series {named!r} any more"


def _settle_merge(old: str, events: list[Event]) -> Merger:
    levels = {"fix": Level.FACT, "adjudicate": Level.ADJUDICATED}
    tally = count_votes(
        Vote(levels[event.op], event.actor, event.new, event.event_id, event.seq or 0) for event in events
    )
    event = next(event for event in events if event.event_id == tally.cause.event_id)
    named = event.payload or {}
    return Merger(
        old=old,
        new=str(tally.value),
        name=str(named["name"]),
        label=cast(EntityLabel, named["label"]),
        event=event,
        disputed=tally.disputed,
    )


def _follow(mergers: Mapping[str, Merger]) -> dict[str, Merger]:
    """Lead every entity to the last one of its chain; a merge that would close a circle is left out."""
    kept: dict[str, Merger] = {}
    for merger in sorted(mergers.values(), key=lambda merger: merger.event.seq or 0):
        end = merger.new
        while end in kept:
            end = kept[end].new
        if end != merger.old:
            kept[merger.old] = merger
    final = {}
    for old, merger in kept.items():
        last = merger
        while last.new in kept:
            last = kept[last.new]
        final[old] = replace(merger, new=last.new, name=last.name, label=last.label)
    return final
