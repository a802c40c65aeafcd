"""The desk: a release, the log beside it, and everything that pages ask of both."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from docstruct.corrections.events import Event
from docstruct.corrections.log import Log, locate_log
from docstruct.corrections.sampling import assign_readers, is_doubled
from docstruct.corrections.users import User, Users, locate_users
from docstruct.kb.connection import resolve_release
from docstruct.kb.vocabularies import CHINESE
from docstruct.review import choices
from docstruct.review.base import KEYS, Base, load_base
from docstruct.review.queue import Queue
from docstruct.review.ranking import rank_rows
from docstruct.review.standing import Ledger
from docstruct.settings import Settings

Json = dict[str, Any]


class Desk:
    """One release at hand, the log followed. Threads hold ``lock`` while they ask.

    Parameters
    ----------
    kb : Path
        The knowledge base.
    settings : Settings, optional
        Limits and weights.
    """

    def __init__(self, kb: Path, settings: Settings | None = None) -> None:
        self.kb = Path(kb)
        self.settings = settings or Settings()
        self.log = Log(locate_log(self.kb))
        self.users = Users(locate_users(self.kb))
        self.lock = threading.RLock()
        # pinyin of some ten thousand names takes seconds, and nobody searches in the first of them
        self._background = ThreadPoolExecutor(1, thread_name_prefix="choices")
        self._load()

    def refresh(self) -> None:
        """Take over a release that was published meanwhile, and events that came in."""
        if resolve_release(self.kb).release_id != self.base.release_id:
            self._load()
        self.ledger.follow()

    def store(self, events: Sequence[Event]) -> list[Event]:
        """Store the events of one decision, all or none; they are on disk when this returns."""
        stored = self.log.append_all(events)
        self.ledger.follow()
        return stored

    def draw_sample(self, reader: User) -> frozenset[str]:
        """Return the reports that a person is one of two readers of."""
        found = (self.users.get(name) for name in self.users.names())
        readers = [user.name for user in found if user is not None and not user.adjudicator]
        return frozenset(
            report
            for report in self.ledger.doubled
            if reader.name in assign_readers(report, readers, settings=self.settings.corrections)
        )

    def list_choices(self, of: str) -> Sequence[choices.Choice]:
        """Return what a field can hold: indicators, units, places, entities."""
        return self._choices[of].result()

    def _load(self) -> None:
        base = load_base(self.kb)
        self.base = base
        limits = self.settings.corrections
        doubled = frozenset(report for report in base.documents if is_doubled(report, settings=limits))
        self.ledger = Ledger(base, self.log, doubled=doubled)
        self.ledger.follow()
        self.queue = Queue(
            self.ledger, {table: rank_rows(base, table, self.settings.review) for table in KEYS}
        )
        makers: dict[str, Callable[[Base], Sequence[choices.Choice]]] = {
            "indicators": _list_indicators,
            "units": lambda _: choices.list_units(),
            "places": lambda _: choices.list_places(),
            "entities": _list_entities,
        }
        self._choices: dict[str, Future[Sequence[choices.Choice]]] = {
            of: self._background.submit(make, base) for of, make in makers.items()
        }


def _list_indicators(base: Base) -> list[choices.Choice]:
    return choices.list_indicators(base, _count(base, "indicator_id"))


def _list_entities(base: Base) -> list[choices.Choice]:
    return choices.list_entities(base, _count(base, "entity_id"), CHINESE["label"])


def _count(base: Base, column: str) -> Counter[str]:
    return Counter(str(row[column]) for row in base.rows.values() if row.get(column))
