"""Which row of a report an event is about, in the text and with the rows that there are now.

An event points at words. Their place is found first; the fact at exactly that place is meant, or the only one that
overlaps it (a model may cut a quantity otherwise), or none, and then what people said is all there is. What is not
certain is an orphan: it changes nothing, and waits for a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docstruct.corrections.anchors import Anchor, Lost, find_anchor
from docstruct.corrections.derivation import complete_row, is_complete, recompute
from docstruct.corrections.events import SPAN, Event, Target
from docstruct.corrections.merge import Decision, decide, drop_undone
from docstruct.corrections.votes import Vote
from docstruct.records import Report
from docstruct.settings import AnchorSettings

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """A row and what was said of it; ``row`` is None where the machine gives none.

    The anchors of ``events`` stand in the present text.
    """

    row: Mapping[str, Any] | None
    events: tuple[Event, ...]
    table: Target = "observations"


@dataclass(frozen=True, slots=True)
class Orphan:
    """An event without a certain place: why, and the places (start, end) that come near."""

    event: Event
    reason: str
    candidates: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """What :func:`match` found: groups in the order of the text, orphans in the order of the log."""

    groups: tuple[Group, ...]
    orphans: tuple[Orphan, ...]


@dataclass(slots=True, eq=False)
class _Cluster:
    """Places that events say are one fact's."""

    spans: set[Span] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)

    def overlap(self, span: Span) -> int:
        """Return how many characters a span shares with the places at most."""
        return max(0, *(min(span[1], end) - max(span[0], start) for start, end in self.spans))

    def add(self, events: Sequence[Event]) -> None:
        """Take events in, in the order of the log."""
        self.events = sorted([*self.events, *events], key=lambda event: event.seq or 0)


def match(
    text: str,
    rows: Sequence[Mapping[str, Any]],
    events: Iterable[Event],
    *,
    table: Target = "observations",
    settings: AnchorSettings | None = None,
) -> Matched:
    """Sort the events about the facts, or names, of one report by row.

    Parameters
    ----------
    text : str
        Canonical text of the report.
    rows : sequence of mapping
        As the machine gave them, with ``char_start`` and ``char_end``.
    events : iterable of Event
        Of this report; those about other tables, rules and merges of entities are passed over.
    table : str
        ``observations`` or ``mentions``.

    Examples
    --------
    >>> from docstruct.corrections.anchors import make_anchor
    >>> event = Event(actor="王", op="reject", target=make_anchor("新增企业40家。", "00", 4, 7, report_id="r"))
    >>> found = match("全市新增企业40家。", [{"char_start": 6, "char_end": 9}], [event])
    >>> found.groups[0].row, found.groups[0].events[0].target.start
    ({'char_start': 6, 'char_end': 9}, 6)
    """
    orphans: list[Orphan] = []
    placed: list[Event] = []
    for event in drop_undone(events):
        if event.table != table or event.target is None or event.op == "rule":
            continue
        found = _place(event, text, settings)
        if isinstance(found, Lost):
            orphans.append(Orphan(event, found.reason, found.candidates))
        else:
            placed.append(found)
    clusters = _cluster(placed)
    by_span: dict[Span, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_span[row["char_start"], row["char_end"]].append(row)
    exact = [cluster for cluster in clusters if any(span in by_span for span in cluster.spans)]
    owners = {span: cluster for cluster in exact for span in cluster.spans if span in by_span}
    free = [span for span in by_span if span not in owners]
    meant = [(cluster, [span for span in cluster.spans if span in by_span]) for cluster in exact]
    others = [cluster for cluster in clusters if cluster not in exact]
    nearest = {span: max(others, key=lambda one: one.overlap(span)) for span in free if others}
    for cluster in others:
        near = [span for span in free if nearest[span] is cluster and cluster.overlap(span)]
        rivals = [owner for span, owner in owners.items() if cluster.overlap(span)]
        if not near and len(rivals) == 1 and not _only_rejects(cluster.events):
            # another reading of a fact that others spoke of; a reject of other bounds is none of it
            rivals[0].add(cluster.events)
        else:
            meant.append((cluster, near))
    groups = []
    for cluster, spans in meant:
        found_rows = [row for span in sorted(spans) for row in by_span[span]]
        if len(found_rows) > 1:
            places = tuple((row["char_start"], row["char_end"]) for row in found_rows)
            reason = f"{len(found_rows)} rows stand where one did"
            orphans += [Orphan(event, reason, places) for event in cluster.events]
        elif found_rows or _can_stand(cluster.events, table):
            groups.append(Group(found_rows[0] if found_rows else None, tuple(cluster.events), table))
        else:
            orphans += [Orphan(event, "nothing is extracted there any more") for event in cluster.events]
    return Matched(
        tuple(sorted(groups, key=_start)), tuple(sorted(orphans, key=lambda orphan: orphan.event.seq or 0))
    )


def settle(
    group: Group,
    report: Report,
    *,
    rules: Iterable[Event] = (),
    inherited: Mapping[str, Vote] | None = None,
    taken: Iterable[str] = (),
) -> Decision:
    """Decide on a row and derive the columns that follow.

    Parameters
    ----------
    group : Group
        A row, and what was said of it.
    report : Report
        Where it stands.
    rules : iterable of Event
        Rules with this report in their scope.
    inherited : mapping of str to Vote, optional
        What a correction of the whole report says.
    taken : iterable of str
        Ids of rows, which an added one must not take.
    """
    decision = decide(group.row, [*group.events, *rules], table=group.table, inherited=inherited)
    if group.row is not None:
        row = recompute(decision.row, decision.changed, report, table=group.table)
    elif decision.exists:
        span = (decision.row["char_start"], decision.row["char_end"])
        row = complete_row(decision.row, span, report, table=group.table, taken=set(taken))
    else:
        row = decision.row
    return Decision(
        row,
        decision.exists,
        decision.review_status,
        decision.correction_id,
        decision.changed,
        decision.causes,
        decision.disputes,
        decision.outcomes,
    )


def _place(event: Event, text: str, settings: AnchorSettings | None) -> Event | Lost:
    """Return the event with its anchors in the present text."""
    if event.target is None:
        return event
    target = _move(event.target, text, settings)
    if isinstance(target, Lost):
        return target
    update: dict[str, Any] = {"target": target}
    if event.field == SPAN:
        span = _move(event.span, text, settings)
        if isinstance(span, Lost):
            return span
        update["new"] = {"start": span.start, "end": span.end}
    return event.model_copy(update=update)


def _move(anchor: Anchor, text: str, settings: AnchorSettings | None) -> Anchor | Lost:
    found = find_anchor(anchor, text, settings=settings)
    if isinstance(found, Lost):
        return found
    return anchor.model_copy(
        update={"start": found.start, "end": found.end, "quote": text[found.start : found.end]}
    )


def _cluster(events: Sequence[Event]) -> list[_Cluster]:
    """Join events that are about one place, or about two that an event says are one fact's."""
    owner: dict[Span, _Cluster] = {}
    clusters: list[_Cluster] = []
    for event in events:
        spans = _list_spans(event)
        own = _Cluster()
        clusters.append(own)
        for span in spans:
            other = owner.get(span)
            if other is not None and other is not own:
                own.spans |= other.spans
                own.add(other.events)
                clusters.remove(other)
                owner |= dict.fromkeys(other.spans, own)
            own.spans.add(span)
            owner[span] = own
        own.add([event])
    return clusters


def _list_spans(event: Event) -> list[Span]:
    spans = [(event.target.start, event.target.end)] if event.target is not None else []
    if event.field == SPAN and isinstance(event.new, dict):
        spans.append((int(str(event.new["start"])), int(str(event.new["end"]))))
    return spans


def _can_stand(events: Sequence[Event], table: Target) -> bool:
    """Tell whether people gave enough for a row, or said that there is none."""
    return _only_rejects(events) or any(is_complete(event.row, table) for event in events)


def _only_rejects(events: Sequence[Event]) -> bool:
    return all(event.op == "reject" for event in events)


def _start(group: Group) -> tuple[int, int]:
    spans = [(event.target.start, event.target.end) for event in group.events if event.target is not None]
    return min(spans)
