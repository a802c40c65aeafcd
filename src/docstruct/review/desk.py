"""The desk: a release, the log beside it, and everything that pages ask of both."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docstruct.corrections.events import Event
from docstruct.corrections.log import Log, locate_log
from docstruct.kb.connection import resolve_release
from docstruct.kb.vocabularies import CHINESE
from docstruct.review import choices
from docstruct.review.base import KEYS, load_base
from docstruct.review.queue import Queue
from docstruct.review.ranking import rank_rows
from docstruct.review.standing import Ledger
from docstruct.settings import Settings

Json = dict[str, Any]


class Desk:
    """One release at hand, the log followed. Safe for the threads of a server.

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
        self.lock = threading.RLock()
        self._load()

    def refresh(self) -> None:
        """Take over a release that was published meanwhile, and events that came in."""
        with self.lock:
            if resolve_release(self.kb).release_id != self.base.release_id:
                self._load()
            self.ledger.follow()

    def store(self, events: Sequence[Event]) -> list[Event]:
        """Store the events of one decision, all or none; they are on disk when this returns."""
        stored = self.log.append_all(events)
        with self.lock:
            self.ledger.follow()
        return stored

    def _load(self) -> None:
        base = load_base(self.kb)
        self.base = base
        self.ledger = Ledger(base, self.log)
        self.ledger.follow()
        self.queue = Queue(
            self.ledger, {table: rank_rows(base, table, self.settings.review) for table in KEYS}
        )
        rows = base.rows.values()
        observed = Counter(str(row["indicator_id"]) for row in rows if row.get("indicator_id"))
        named = Counter(str(row["entity_id"]) for row in rows if row.get("entity_id"))
        self.choices = {
            "indicators": choices.list_indicators(base, observed),
            "units": list(choices.list_units()),
            "places": list(choices.list_places()),
            "entities": choices.list_entities(base, named, CHINESE["label"]),
        }
