"""How every row stands now: what the release says, and what people have said since.

Events are read from the log as they come, whoever wrote them. A report is settled anew when an event about it comes
in, by the same functions that a publication uses; only reports with events cost anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from docstruct.corrections.events import Event
from docstruct.corrections.log import EMPTY, Log
from docstruct.corrections.matching import Group, Orphan, match, settle
from docstruct.corrections.merge import Decision, drop_undone, rule_applies
from docstruct.corrections.users import User
from docstruct.lexicon.indicators import fold_name
from docstruct.records import Report
from docstruct.review.base import KEYS, Base, Row, TableName

State = Literal["machine", "confirmed", "corrected", "added", "rejected", "disputed"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One row as it stands.

    ``row`` are the columns with corrections applied, ``machine`` those that the machine gave. ``disputes`` are the
    fields that people differ on, with who says what. ``actors`` are who has spoken.
    """

    row: Row
    machine: Mapping[str, Any] | None
    state: State
    actors: tuple[str, ...] = ()
    disputes: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)


class Ledger:
    """The log, followed; and what it says of each row of a base.

    Parameters
    ----------
    base : Base
        The release that people look at.
    log : Log
        The log beside it.
    doubled : frozenset of str
        Reports that two people read without seeing each other's work.
    """

    def __init__(self, base: Base, log: Log, *, doubled: frozenset[str] = frozenset()) -> None:
        self.base = base
        self.doubled = doubled
        self.history: list[Event] = []
        self.undone: set[str] = set()
        #: rows that events are about, by event
        self.rows_of: dict[str, str] = {}
        #: rows that only people gave, by id
        self.added: dict[str, tuple[TableName, Row]] = {}
        self.orphans: dict[str, list[Orphan]] = {}
        self._log = log
        self._head = EMPTY
        self._by_report: dict[str, list[Event]] = defaultdict(list)
        self._rules: list[Event] = []
        self._ruled: dict[str, list[Event]] = {}
        self._groups: dict[str, Group] = {}
        self._standings: dict[str, Standing] = {}
        self._wordings: dict[str, list[str]] = {}

    def follow(self) -> None:
        """Read the events that are new in the log, and settle the reports that they are about."""
        if self._log.head() == self._head:
            return
        events = self._log.events(since=self._head)
        reports: set[str] = set()
        ruling = False
        for event in events:
            reports |= self._take(event)
            ruling = ruling or event.op == "rule" or event.undoes in {rule.event_id for rule in self._rules}
            self._head = str(event.hash)
        if any(event.undoes is not None for event in events):
            holding = {event.event_id for event in drop_undone(self.history)}
            self.undone = {e.event_id for e in self.history if e.undoes is None and e.event_id not in holding}
        if ruling:
            reports |= self._apply_rules()
        for report_id in sorted(reports & self.base.documents.keys()):
            for table in KEYS:
                self._settle_report(report_id, table)

    def find(self, row_id: str) -> tuple[TableName, Row] | None:
        """Return the table and the row of an id, of the release or added since."""
        if row_id in self.base.rows:
            return self.base.tables[row_id], self.base.rows[row_id]
        return self.added.get(row_id)

    def judge(self, row_id: str, reader: User | None = None) -> Standing:
        """Return how a row stands, as far as a reader may see it.

        Parameters
        ----------
        reader : User, optional
            In a report that is read twice they see nobody's work but their own, until somebody adjudicated.
        """
        standing = self._standings.get(row_id)
        if standing is None:
            row = self.base.rows[row_id]
            return Standing(row, row, "machine")
        if reader is None or not self.is_hidden(standing.row["report_id"], reader):
            return standing
        group = self._groups[row_id]
        if any(event.op == "adjudicate" for event in group.events):
            return standing
        own = tuple(event for event in group.events if event.actor == reader.name)
        return self._settle(Group(group.row, own, group.table), row_id)

    def is_hidden(self, report_id: str, reader: User) -> bool:
        """Tell whether what others say of a report is hidden from a reader."""
        return report_id in self.doubled and not reader.adjudicator

    def is_touched(self, row_id: str) -> bool:
        """Tell whether anybody said anything of a row."""
        return row_id in self._standings

    def list_touched(self) -> Iterable[str]:
        """Return the ids of the rows that somebody said something of."""
        return self._standings.keys()

    def events_about(self, row_id: str) -> tuple[Event, ...]:
        """Return what was said of a row and holds, rules left out."""
        return self._groups[row_id].events if row_id in self._groups else ()

    def list_wordings(self, wording: str) -> list[str]:
        """Return the ids of observations whose indicator is worded so; width and spaces don't count."""
        if not self._wordings:
            for row_id, row in self.base.rows.items():
                if self.base.tables[row_id] == "observations" and row["kind"] != "spec":
                    self._wordings.setdefault(fold_name(row["indicator_text"]), []).append(row_id)
        return self._wordings.get(fold_name(wording), [])

    def _take(self, event: Event) -> set[str]:
        """File an event; return the reports that it is about."""
        self.history.append(event)
        if event.op == "rule":
            self._rules.append(event)
            return set()
        if event.undoes is not None:
            touched = {report for report, events in self._by_report.items() if _holds(events, event.undoes)}
        else:
            touched = {event.target.report_id} if event.target is not None else set()
        for report in touched:
            self._by_report[report].append(event)
        return touched

    def _apply_rules(self) -> set[str]:
        """Find anew which rows rules are about; return the reports concerned."""
        before = self._ruled
        self._ruled = defaultdict(list)
        for event in self._rules:
            if event.event_id in self.undone:
                continue
            origin = event.target.report_id if event.target is not None else None
            for row_id in self.list_wordings(event.rule.wording):
                report = self._record(self.base.rows[row_id]["report_id"])
                if rule_applies(event.rule, origin, report):
                    self._ruled[row_id].append(event)
        moved = before.keys() ^ self._ruled.keys() | self._ruled.keys()
        return {self.base.rows[row_id]["report_id"] for row_id in moved}

    def _settle_report(self, report_id: str, table: TableName) -> None:
        document = self.base.documents[report_id]
        for row_id in [key for key, group in self._groups.items() if _belongs(group, report_id, table)]:
            del self._groups[row_id], self._standings[row_id]
            self.added.pop(row_id, None)
        rows = document.rows[table]
        matched = match(document.text, rows, self._by_report[report_id], table=table)
        self.orphans[report_id] = list(matched.orphans)
        groups = list(matched.groups)
        spoken = {group.row[KEYS[table]] for group in groups if group.row is not None}
        groups += [
            Group(row, (), table)
            for row in rows
            if row[KEYS[table]] in self._ruled and row[KEYS[table]] not in spoken
        ]
        for group in groups:
            self._file(group)

    def _file(self, group: Group) -> None:
        key = KEYS["mentions" if group.table == "mentions" else "observations"]
        standing = self._settle(group, str(group.row[key]) if group.row is not None else "")
        if group.row is None and standing.state == "rejected":
            return  # what nobody wants and the machine does not give is no row
        row_id = str(standing.row[key])
        if group.row is None:
            table: TableName = "mentions" if group.table == "mentions" else "observations"
            self.added[row_id] = (table, standing.row)
        self._groups[row_id] = group
        self._standings[row_id] = standing
        self.rows_of |= {event.event_id: row_id for event in group.events}

    def _settle(self, group: Group, row_id: str) -> Standing:
        rules = self._ruled.get(row_id, ())
        if group.row is None and not group.events:
            return Standing(self.added[row_id][1], None, "rejected")
        report_id = group.row["report_id"] if group.row is not None else group.events[0].target.report_id  # type: ignore[union-attr]
        decision = settle(group, self._record(report_id), rules=rules)
        return Standing(
            row=decision.row,
            machine=group.row,
            state=_name_state(decision),
            actors=tuple(dict.fromkeys(event.actor for event in (*group.events, *rules))),
            disputes={
                name: [(vote.actor, vote.value) for vote in votes]
                for name, votes in decision.disputes.items()
            },
        )

    def _record(self, report_id: str) -> Report:
        return self.base.documents[report_id].record


def _holds(events: list[Event], event_id: str) -> bool:
    return any(event.event_id == event_id for event in events)


def _belongs(group: Group, report_id: str, table: TableName) -> bool:
    if group.table != table:
        return False
    if group.row is not None:
        return bool(group.row["report_id"] == report_id)
    target = group.events[0].target
    return target is not None and target.report_id == report_id


def _name_state(decision: Decision) -> State:
    if decision.disputes:
        return "disputed"
    return decision.review_status if decision.exists else "rejected"
