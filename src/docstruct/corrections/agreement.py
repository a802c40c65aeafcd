"""How far two annotators agree on what both have judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pydantic import JsonValue

from docstruct.corrections.events import SPAN, Event, Target
from docstruct.corrections.merge import drop_undone
from docstruct.records import Record

#: fields whose agreement is measured, by table
COMPARED: dict[Target, tuple[str, ...]] = {"observations": ("status", "kind"), "mentions": ("label",)}

_Place = tuple[Target, str, str, int, int]


class Agreement(Record):
    """Agreement of two people on one table.

    ``judged`` counts the rows that both judged. ``kappa`` has Cohen's κ by field over the rows that both hold to
    exist, None where all are of one category and chance alone would agree. ``span_f1`` is the F1 of the spans that
    one holds to exist against those of the other, rows that only one added in a shared report included.
    """

    table: Target
    first: str
    second: str
    judged: int
    kappa: dict[str, float | None]
    span_f1: float | None


@dataclass(slots=True)
class _View:
    """What one person says of one row."""

    exists: bool = True
    added: bool = False
    span: tuple[int, int] = (0, 0)
    fields: dict[str, JsonValue] = field(default_factory=dict)


def measure_agreement(events: Iterable[Event]) -> list[Agreement]:
    """Measure the agreement of every two people who worked on one report.

    Parameters
    ----------
    events : iterable of Event
        A log. Adjudications are left out: they are made with both opinions in view.

    Returns
    -------
    list of Agreement
        By table, then by name.
    """
    views: dict[str, dict[_Place, _View]] = defaultdict(dict)
    for event in drop_undone(events):
        if (
            event.table in COMPARED
            and event.target is not None
            and event.op in ("accept", "fix", "reject", "add")
        ):
            target = event.target
            place = (event.table, target.report_id, target.text_sha256, target.start, target.end)
            _note(views[event.actor].setdefault(place, _View(span=(target.start, target.end))), event)
    found = []
    for table in COMPARED:
        for first, second in combinations(sorted(views), 2):
            pair = _compare(table, first, second, views[first], views[second])
            if pair is not None:
                found.append(pair)
    return found


def compute_kappa(pairs: Sequence[tuple[object, object]]) -> float | None:
    """Return Cohen's κ of paired judgements, None where chance alone would agree (or there are none).

    κ = (p_o - p_e) / (1 - p_e), with p_o the share of equal pairs and p_e the share expected of two people who judge
    independently with these frequencies (Cohen, 1960).

    Examples
    --------
    >>> pairs = [("actual", "actual")] * 20 + [("actual", "target")] * 5 + [("target", "actual")] * 10
    >>> round(compute_kappa(pairs + [("target", "target")] * 15), 2)
    0.4
    """
    if not pairs:
        return None
    observed = sum(one == other for one, other in pairs) / len(pairs)
    left, right = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    expected = sum(left[word] * right[word] for word in left) / len(pairs) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _note(view: _View, event: Event) -> None:
    compared = COMPARED[event.table]
    shown = {name: value for name, value in event.row.items() if name in compared}
    if event.op == "fix":
        view.fields = shown | view.fields
        if event.field in compared:
            view.fields[event.field] = event.new
        elif event.field == SPAN:
            view.span = (event.span.start, event.span.end)
    else:
        view.fields |= shown
    view.exists = event.op != "reject"
    view.added = view.added or event.op == "add"


def _compare(
    table: Target, first: str, second: str, one: dict[_Place, _View], other: dict[_Place, _View]
) -> Agreement | None:
    both = [place for place in one.keys() & other.keys() if place[0] == table]
    shared = {place[1:3] for place in one if place[0] == table} & {
        place[1:3] for place in other if place[0] == table
    }
    if not shared:
        return None
    held = [place for place in both if one[place].exists and other[place].exists]
    spans = [
        {
            (*place[1:3], *view.span)
            for place, view in views.items()
            if place[0] == table and view.exists and (place in both or (view.added and place[1:3] in shared))
        }
        for views in (one, other)
    ]
    total = len(spans[0]) + len(spans[1])
    return Agreement(
        table=table,
        first=first,
        second=second,
        judged=len(both),
        kappa={
            name: compute_kappa(
                [
                    (one[place].fields[name], other[place].fields[name])
                    for place in held
                    if name in one[place].fields and name in other[place].fields
                ]
            )
            for name in COMPARED[table]
        },
        span_f1=2 * len(spans[0] & spans[1]) / total if total else None,
    )
