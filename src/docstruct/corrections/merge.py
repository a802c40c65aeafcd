"""One row and the events about it: what is published, by whose word, and where people differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import JsonValue

from docstruct.corrections.events import EXISTS, FIELDS, SPAN, Event, Rule, Target
from docstruct.corrections.votes import Level, Tally, Vote, count_votes
from docstruct.lexicon.indicators import DERIVED_PREFIX, fold_name
from docstruct.records import EventOutcome, Report, ReviewStatus

_SCOPES = {"all": Level.ALIAS, "place": Level.PLACE, "report": Level.DOCUMENT}
#: ids that follow from label and name; who accepts a row says nothing of them
_DERIVED_IDS = ("entity_id", "subject_entity_id")


@dataclass(frozen=True, slots=True)
class Decision:
    """What is published of one row.

    Parameters
    ----------
    row : dict
        The fields as decided; of a row that the machine did not give, what people gave of it.
    exists : bool
        Whether there is such a row.
    review_status : str
        As in the tables.
    correction_id : str or None
        The last event that the row is as it is by.
    changed : frozenset of str
        Fields that differ from the machine's, ``span`` among them.
    causes : dict of str to str
        The event that each changed field has its value by.
    disputes : dict of str to tuple of Vote
        Fields that people differ on, with what each says.
    outcomes : dict of str to str
        What became of each event.
    """

    row: dict[str, Any]
    exists: bool
    review_status: ReviewStatus
    correction_id: str | None
    changed: frozenset[str] = frozenset()
    causes: Mapping[str, str] = field(default_factory=dict)
    disputes: Mapping[str, tuple[Vote, ...]] = field(default_factory=dict)
    outcomes: Mapping[str, EventOutcome] = field(default_factory=dict)


def decide(
    row: Mapping[str, Any] | None,
    events: Iterable[Event],
    *,
    table: Target = "observations",
    inherited: Mapping[str, Vote] | None = None,
) -> Decision:
    """Merge what the machine and people say of one row.

    Parameters
    ----------
    row : mapping or None
        As the machine gave it; None where it gave none.
    events : iterable of Event
        About this row, their places in the present text (see :func:`docstruct.corrections.matching.match`). Rules
        count where their wording is that of the row; whether the report is in their scope is the caller's to say.
    table : str
        Which table the row is of.
    inherited : mapping of str to Vote, optional
        What a correction of the whole report says of fields of this row.

    Returns
    -------
    Decision
        Columns that follow from others are still the machine's; see :func:`docstruct.corrections.derivation.recompute`.

    Examples
    --------
    >>> from docstruct.corrections.anchors import make_anchor
    >>> anchor = make_anchor("全市新增企业40家。", "00", 6, 9, report_id="r")
    >>> fix = Event(actor="王", op="fix", target=anchor, field="kind", old="level", new="delta")
    >>> decision = decide({"kind": "level", "status": "actual"}, [fix])
    >>> decision.row["kind"], decision.review_status, decision.correction_id == fix.event_id
    ('delta', 'corrected', True)
    """
    active = drop_undone(events)
    ballots: dict[str, list[Vote]] = defaultdict(list)
    for name, vote in (inherited or {}).items():
        ballots[name].append(vote)
    for event in active:
        for name, vote in _cast(event, table):
            ballots[name].append(vote)
    tallies = {name: count_votes(votes) for name, votes in ballots.items()}
    decided = _set_fields(row, active, tallies)
    aliases = [_vote_alias(event) for event in active if event.op == "rule" and _names(event.rule, decided)]
    if aliases:
        by_level = sorted([*ballots["indicator_id"], *aliases], key=lambda vote: vote.seq)
        tallies["indicator_id"] = count_votes(by_level)
        decided = _set_fields(row, active, tallies)
    return _conclude(row, decided, active, tallies)


def drop_undone(events: Iterable[Event]) -> list[Event]:
    """Return the events that still hold, without those that take others back, in the order of the log."""
    undone: set[str] = set()
    active: list[Event] = []
    for event in sorted(events, key=lambda event: event.seq or 0, reverse=True):
        # an undo comes after what it takes back, and may be taken back itself
        if event.event_id in undone:
            continue
        if event.undoes is not None:
            undone.add(event.undoes)
        else:
            active.append(event)
    return active[::-1]


def rule_applies(rule: Rule, target_report: str | None, report: Report) -> bool:
    """Tell whether a report is in the scope of a rule.

    Parameters
    ----------
    rule : Rule
        The payload of the event.
    target_report : str or None
        The report that the event points into, for the scope ``report``.
    report : Report
        The report in question.
    """
    if rule.scope == "report":
        return target_report == report.report_id
    return rule.scope == "all" or rule.ref_area == report.ref_area


def _cast(event: Event, table: Target) -> Iterator[tuple[str, Vote]]:
    """Yield what an event says, field by field."""

    def vote(value: JsonValue, level: Level = Level.FACT) -> Vote:
        return Vote(level, event.actor, value, event.event_id, event.seq or 0)

    match event.op:
        case "fix" | "adjudicate":
            level = Level.FACT if event.op == "fix" else Level.ADJUDICATED
            value = _read_span(event.new) if event.field == SPAN else event.new
            yield str(event.field), vote(value, level)
            if event.field != EXISTS and table != "reports":
                # who mends a fact says that there is one: a colleague's reject is then a dispute, not the last word
                yield EXISTS, vote(True)
        case "accept" | "add":
            yield EXISTS, vote(True)
            if event.target is not None:
                yield SPAN, vote([event.target.start, event.target.end])
            for name, value in event.row.items():
                if name in FIELDS[table] and not (event.op == "accept" and _is_derived(name, value)):
                    yield name, vote(value)
        case "reject":
            yield EXISTS, vote(False)


def _is_derived(name: str, value: JsonValue) -> bool:
    """Tell what follows from the wording: that a series is in no registry yet says nothing against a rule for it."""
    if name == "indicator_id":
        return value is None or str(value).startswith(DERIVED_PREFIX)
    return name in _DERIVED_IDS


def _read_span(value: JsonValue) -> JsonValue:
    return [value["start"], value["end"]] if isinstance(value, dict) else value


def _vote_alias(event: Event) -> Vote:
    rule = event.rule
    return Vote(_SCOPES[rule.scope], event.actor, rule.indicator_id, event.event_id, event.seq or 0)


def _names(rule: Rule, row: Mapping[str, Any]) -> bool:
    """Tell whether a row words its indicator as a rule says; figures that define a thing measure nothing."""
    wording = row.get("indicator_text")
    return bool(wording) and row.get("kind") != "spec" and fold_name(str(wording)) == fold_name(rule.wording)


def _set_fields(
    row: Mapping[str, Any] | None, events: Sequence[Event], tallies: Mapping[str, Tally]
) -> dict[str, Any]:
    decided = _recall(events) if row is None else dict(row)
    for name, tally in tallies.items():
        if name == SPAN and isinstance(tally.value, list):
            decided["char_start"], decided["char_end"] = tally.value
        elif name != EXISTS:
            decided[name] = tally.value
    return decided


def _recall(events: Sequence[Event]) -> dict[str, Any]:
    """Return a row that the machine does not give as it was shown to the first who spoke of it, in its present place."""
    for event in events:
        if event.row and event.target is not None:
            return event.row | {"char_start": event.target.start, "char_end": event.target.end}
    return {}


def _conclude(
    row: Mapping[str, Any] | None,
    decided: dict[str, Any],
    events: Sequence[Event],
    tallies: Mapping[str, Tally],
) -> Decision:
    exists = bool(tallies[EXISTS].value) if EXISTS in tallies else row is not None
    changed = {name for name, tally in tallies.items() if name != EXISTS and _differs(row, name, tally)}
    if exists != (row is not None):
        changed.add(EXISTS)
    causes = {name: tallies[name].cause for name in changed}
    disputes = {name: tally.heard for name, tally in tallies.items() if tally.disputed}
    voices = [vote for votes in disputes.values() for vote in votes] or list(causes.values())
    if not voices:
        # nothing is changed: who agreed last
        people = {event.event_id for event in events if event.op != "rule"}
        voices = [vote for tally in tallies.values() for vote in tally.heard if vote.event_id in people]
    last = max(voices, key=lambda vote: vote.seq, default=None)
    return Decision(
        row=decided,
        exists=exists,
        review_status=_find_status(row, events, changed, disputed=bool(disputes), spoken=last is not None),
        correction_id=last.event_id if last else None,
        changed=frozenset(changed),
        causes={name: vote.event_id for name, vote in causes.items()},
        disputes=disputes,
        outcomes={
            event.event_id: _find_outcome(event, tallies, causes, row_gone=not exists)
            for event in events
            if event.op != "rule"
            or any(v.event_id == event.event_id for t in tallies.values() for v in t.heard)
        },
    )


def _differs(row: Mapping[str, Any] | None, name: str, tally: Tally) -> bool:
    if row is None:
        return True
    machine = [row["char_start"], row["char_end"]] if name == SPAN else row.get(name)
    return bool(machine != tally.value)


def _find_status(
    row: Mapping[str, Any] | None, events: Sequence[Event], changed: set[str], *, disputed: bool, spoken: bool
) -> ReviewStatus:
    if disputed:
        return "disputed"
    if row is None:
        added = any(event.op == "add" for event in events)
        return "added" if added else "confirmed" if all(e.op == "accept" for e in events) else "corrected"
    if changed:
        return "corrected"
    return "confirmed" if spoken else "machine"


def _find_outcome(
    event: Event, tallies: Mapping[str, Tally], causes: Mapping[str, Vote], *, row_gone: bool
) -> EventOutcome:
    said = {
        name for name, tally in tallies.items() for vote in tally.heard if vote.event_id == event.event_id
    }
    if any(tallies[name].disputed for name in said):
        return "disputed"
    if row_gone and EXISTS not in said:
        return "overruled"
    if any(cause.event_id == event.event_id for cause in causes.values()):
        return "applied"
    main = "indicator_id" if event.op == "rule" else event.field or EXISTS
    return "agreed" if main in said else "overruled"
