"""What a person decided: one event of the correction log.

An event says who, when and why, what it is about (an anchor, never a row number) and what it asks for. Events are
only ever added; to take one back is an event, too.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, Field, JsonValue, TypeAdapter, ValidationError, model_validator

from docstruct.corrections.anchors import Anchor
from docstruct.records import EntityLabel, Mention, Observation, Record, Report

Op = Literal["accept", "fix", "reject", "add", "rule", "adjudicate", "undo"]
Target = Literal["observations", "mentions", "entities", "reports"]
Scope = Literal["report", "place", "all"]

#: where the row stands, as a field: an :class:`Anchor` as JSON
SPAN = "span"
#: whether there is a row at all, as a field: what accept and add (true) and reject (false) say
EXISTS = "exists"

#: columns that a person may set; all others follow from them
FIELDS: dict[Target, tuple[str, ...]] = {
    "observations": (
        "indicator_id", "indicator_text", "predicate", "kind", "basis", "price_basis", "base_text", "value",
        "value_high", "unit_text", "unit", "bound", "status", "commitment", "time_period", "ref_area",
        "ref_area_name", "subject_entity_id",
    ),
    "mentions": ("label", "entity_id"),
    "entities": ("entity_id",),
    "reports": ("title", "report_type", "issuer", "ref_area", "time_period", "presented_on"),
}  # fmt: skip

_MODELS: dict[Target, type[Record]] = {"observations": Observation, "mentions": Mention, "reports": Report}


def _check_uuid(value: str) -> str:
    return str(uuid.UUID(value))


def _check_time(value: str) -> str:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a time needs its zone, as in 2025-03-01T08:30:00+00:00")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Rule(Record):
    """The payload of a rule: this wording always means that series.

    ``scope`` is the report that the event points into, the reports of one place (``ref_area``), or all.
    """

    wording: str = Field(min_length=1)
    indicator_id: str = Field(min_length=1)
    scope: Scope
    ref_area: str | None = None

    @model_validator(mode="after")
    def _has_place(self) -> Self:
        if (self.scope == "place") != (self.ref_area is not None):
            raise ValueError("ref_area goes with the scope 'place', and with no other")
        return self


class Event(Record):
    """One event. ``event_id`` is made by the client, so that a retry is the same event.

    ``table`` and ``target`` say what it is about; rules of scope ``all`` and merges of entities have no target, and
    undo needs none. ``field`` goes from ``old`` (what the person saw) to ``new``. ``run_id`` is the machine run
    whose output was looked at. What ``payload`` holds depends on ``op``:

    ========== =================================================================================================
    accept     ``values``: the fields as they were shown; they are pinned, and survive a model that says otherwise
    fix        ``row``: the row as it was shown, so that it can be restored when a later model misses it;
               for ``field="entity_id"`` of ``entities``, ``name`` and ``label`` of the entity that stays
    add        ``row``: the fields of the missed fact or name
    rule       a :class:`Rule`
    undo       ``event_id`` of the event that is taken back, by the same actor
    ========== =================================================================================================

    ``seq``, ``prev_hash`` and ``hash`` are set by the log.
    """

    event_id: Annotated[str, AfterValidator(_check_uuid)] = Field(default_factory=lambda: str(uuid.uuid4()))
    time: Annotated[str, AfterValidator(_check_time)] = Field(default_factory=_now)
    actor: str = Field(min_length=1)
    reason: str = ""
    op: Op
    table: Target = "observations"
    target: Anchor | None = None
    field: str | None = None
    old: JsonValue = None
    new: JsonValue = None
    run_id: str | None = None
    payload: dict[str, JsonValue] | None = None
    seq: int | None = None
    prev_hash: str | None = None
    hash: str | None = None

    @property
    def content(self) -> dict[str, Any]:
        """What was decided, as JSON values: everything but the stamps of the log."""
        return self.model_dump(mode="json", exclude={"seq", "prev_hash", "hash"})

    @property
    def intent(self) -> tuple[object, ...]:
        """What makes two sendings of one event the same decision; clock, run and what was shown may differ."""
        given = self.payload if self.op in ("add", "rule", "undo") else None
        return (
            self.actor,
            self.op,
            self.table,
            self.field,
            self.new,
            self.target and self.target.quote,
            given,
        )

    @property
    def undoes(self) -> str | None:
        """The event that an undo takes back."""
        return str((self.payload or {})["event_id"]) if self.op == "undo" else None

    @property
    def rule(self) -> Rule:
        """The payload of a rule."""
        return Rule.model_validate(self.payload)

    @property
    def span(self) -> Anchor:
        """The stretch that an event sets as ``span``."""
        return Anchor.model_validate(self.new)

    @property
    def row(self) -> dict[str, JsonValue]:
        """The fields that came with the event: of the row as shown, or of the fact that was added."""
        payload = self.payload or {}
        given = payload.get("row") or payload.get("values")
        return dict(given) if isinstance(given, dict) else {}

    def find_fault(self) -> str | None:
        """Return what is wrong with the event, None if nothing is.

        What was right when it was stored may be wrong by the vocabularies of today.
        """
        return _CHECKS[self.op](self)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        problem = self.find_fault()
        if problem:
            raise ValueError(problem)
        return self


def check_value(table: Target, field: str, value: JsonValue) -> str | None:
    """Return what is wrong with a value for a field, None if nothing is.

    Examples
    --------
    >>> check_value("observations", "kind", "growth")
    >>> check_value("observations", "kind", "增速")
    "observations.kind = '增速': Input should be 'level', 'growth', 'delta', 'share', 'gap', 'rank' or 'spec'"
    """
    if field not in _adapters(table):
        return f"{table} have no field {field!r} that a person sets; there are {', '.join(_adapters(table))}"
    try:
        _adapters(table)[field].validate_python(value)
    except ValidationError as error:
        return f"{table}.{field} = {value!r}: {error.errors()[0]['msg']}"
    return None


@cache
def _adapters(table: Target) -> dict[str, TypeAdapter[Any]]:
    kinds: dict[str, Any] = dict.fromkeys(FIELDS[table], str)
    if table in _MODELS:
        columns = _MODELS[table].model_fields
        kinds = {field: columns[field].annotation for field in FIELDS[table]}
    if table in ("observations", "mentions"):
        kinds |= {SPAN: Anchor, EXISTS: bool}
    return {field: TypeAdapter(kind) for field, kind in kinds.items()}


def _check_fields(event: Event, fields: dict[str, JsonValue]) -> str | None:
    known = {name: value for name, value in fields.items() if name in FIELDS[event.table]}
    return next(filter(None, (check_value(event.table, *item) for item in known.items())), None)


def _check_look(event: Event) -> str | None:
    if event.target is None or not event.target.quote or event.table not in ("observations", "mentions"):
        return f"{event.op} is about a fact or a name: it needs a target with a quote"
    return _check_fields(event, event.row)


def _check_set(event: Event) -> str | None:
    if event.field is None:
        return f"{event.op} needs a field"
    if event.table == "entities":
        if not isinstance(event.old, str) or not isinstance(event.new, str) or event.old == event.new:
            return "to merge two entities, old is the id that goes and new the id that stays"
        payload = event.payload or {}
        if not payload.get("name") or payload.get("label") not in get_args(EntityLabel):
            return "to merge two entities, payload holds the name and the label of the one that stays"
    elif event.target is None:
        return f"{event.op} needs a target"
    elif event.table != "reports" and not event.target.quote:
        return "a fact or a name is pointed at by its words: the target needs a quote"
    if event.op == "fix" and event.field == EXISTS:
        return "use accept, reject or add to say whether there is a fact"
    return check_value(event.table, event.field, event.new)


def _check_add(event: Event) -> str | None:
    needed = {
        "observations": {"indicator_text", "kind", "value", "unit_text", "status"},
        "mentions": {"label"},
    }
    missing = needed.get(event.table, set()) - event.row.keys()
    if missing:
        return f"an added row needs {', '.join(sorted(missing))} in payload.row"
    return _check_look(event)


def _check_rule(event: Event) -> str | None:
    try:
        rule = event.rule
    except ValidationError as error:
        return f"payload of a rule: {error.errors()[0]['msg']}"
    if rule.scope == "report" and event.target is None:
        return "a rule for one report needs a target in it"
    return None


def _check_undo(event: Event) -> str | None:
    given = (event.payload or {}).get("event_id")
    return None if isinstance(given, str) else "undo needs payload.event_id, the event that is taken back"


_CHECKS = {
    "accept": _check_look,
    "reject": _check_look,
    "fix": _check_set,
    "adjudicate": _check_set,
    "add": _check_add,
    "rule": _check_rule,
    "undo": _check_undo,
}
