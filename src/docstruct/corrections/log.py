"""The correction log: SQLite, append-only, every event chained to the one before by its hash.

An event that was acknowledged is on disk (WAL, ``synchronous=FULL``). Triggers refuse updates and deletions;
what gets around them breaks the chain, and :meth:`Log.verify` names the place.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from docstruct.corrections.anchors import Anchor
from docstruct.corrections.events import Event
from docstruct.errors import CorrectionError
from docstruct.settings import Settings

if sys.platform == "win32":
    fcntl = None
else:
    import fcntl

#: what a log without events has for a head
EMPTY = ""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    report_id TEXT,
    sha256 TEXT,
    body TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX IF NOT EXISTS events_by_report ON events (report_id);
CREATE INDEX IF NOT EXISTS events_by_document ON events (sha256);
CREATE TRIGGER IF NOT EXISTS events_stay BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the correction log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS events_last BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the correction log is append-only'); END;
"""
_COLUMNS = "seq, event_id, body, prev_hash, hash"


def locate_log(kb: Path) -> Path:
    """Return where the correction log of a base lies: beside it, because readers glob inside."""
    return kb.with_name(f"{kb.name}.corrections") / "log.sqlite"


class Log:
    """The log of one base. Each thread and process has a connection of its own, kept open.

    Parameters
    ----------
    path : Path
        The SQLite file; it is made at the first append, and a log without a file has no events.
    lock_seconds : float, optional
        Longest wait for another writer.

    Examples
    --------
    >>> import tempfile
    >>> from docstruct.corrections.anchors import make_anchor
    >>> log = Log(Path(tempfile.mkdtemp()) / "log.sqlite")
    >>> anchor = make_anchor("全市新增企业40家。", "00", 6, 9, report_id="r")
    >>> event = log.append(Event(actor="王", op="accept", target=anchor))
    >>> event.seq, log.head() == event.hash
    (1, True)
    """

    def __init__(self, path: Path, *, lock_seconds: float | None = None) -> None:
        self.path = Path(path)
        self._wait = Settings().corrections.lock_seconds if lock_seconds is None else lock_seconds
        self._local = threading.local()

    def append(self, event: Event) -> Event:
        """Store one event; return it with its stamps.

        An event that is stored already is returned as it is stored, so a client that got no answer sends it again.

        Raises
        ------
        CorrectionError
            The id stands for another decision, or an undo is not for an event of the same actor; nothing is stored.
        """
        return self.append_all([event])[0]

    def append_all(self, events: Sequence[Event]) -> list[Event]:
        """Store several events, all of them or none; return them with their stamps."""
        with self._write() as connection:
            return [_insert(connection, event) for event in events]

    def head(self) -> str:
        """Return the hash of the last event; it stands for the whole log up to there."""
        if not self.path.exists():
            return EMPTY
        row = self._connect().execute("SELECT hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
        return str(row[0]) if row else EMPTY

    def events(self, *, since: str = EMPTY, until: str | None = None) -> tuple[Event, ...]:
        """Return events in order.

        Parameters
        ----------
        since : str
            Head that is already known: only events after it.
        until : str, optional
            Head to stop at.

        Raises
        ------
        CorrectionError
            The log does not hold such a head.
        """
        first, last = self._find_seq(since), None if until is None else self._find_seq(until)
        if last is None:
            return self._select("seq > ?", first)
        return self._select("seq > ? AND seq <= ?", first, last)

    def get(self, event_id: str) -> Event | None:
        """Return an event by its id, or None."""
        found = self._select("event_id = ?", event_id)
        return found[0] if found else None

    def for_report(self, report_id: str, sha256: str = "") -> tuple[Event, ...]:
        """Return the events that point into a report, or into a document with these bytes, in order."""
        return self._select("report_id = ? OR sha256 = nullif(?, '')", report_id, sha256)

    def count(self) -> int:
        """Return how many events there are."""
        if not self.path.exists():
            return 0
        return int(self._connect().execute("SELECT count(*) FROM events").fetchone()[0])

    def verify(self, head: str | None = None) -> int:
        """Recompute the chain; return how many events it holds.

        Parameters
        ----------
        head : str, optional
            A head that some release names: the chain must pass through it.

        Raises
        ------
        CorrectionError
            A link is broken, the first one is named; or the chain does not pass through ``head``.
        """
        before, seq, heads = EMPTY, 0, {EMPTY}
        for number, event_id, body, prev_hash, stored in self._rows("1"):
            seq += 1
            where = f"{self.path}: event {number} ({event_id})"
            if number != seq:
                raise CorrectionError(f"{where} follows event {seq - 1}: what stood between is gone. {_MEND}")
            if prev_hash != before:
                raise CorrectionError(f"{where} is not chained to the event before it. {_MEND}")
            if stored != _chain(before, body) or json.loads(body)["event_id"] != event_id:
                raise CorrectionError(f"{where} does not have the content that it was stored with. {_MEND}")
            before = stored
            heads.add(stored)
        if head is not None and head not in heads:
            raise CorrectionError(
                f"{self.path}: a release was made with the head {head[:12]}…, which this log does not hold: its end "
                f"was cut off, or it is the log of another base. {_MEND}"
            )
        return seq

    def close(self) -> None:
        """Close the connection of this thread."""
        connection = getattr(self._local, "connection", None)
        if connection is not None and self._local.pid == os.getpid():
            connection.close()
            self._local.queue.close()
        self._local = threading.local()

    def _find_seq(self, head: str) -> int:
        if head == EMPTY:
            return 0
        row = None
        if self.path.exists():
            row = self._connect().execute("SELECT seq FROM events WHERE hash = ?", [head]).fetchone()
        if row is None:
            raise CorrectionError(f"{self.path} has no head {head[:12]}…: it is not the log of that release.")
        return int(row[0])

    def _select(self, condition: str, *values: object) -> tuple[Event, ...]:
        return tuple(_stamp(*row) for row in self._rows(condition, *values))

    def _rows(self, condition: str, *values: object) -> Iterator[tuple[int, str, str, str, str]]:
        if not self.path.exists():
            return iter(())
        query = f"SELECT {_COLUMNS} FROM events WHERE {condition} ORDER BY seq"
        return iter(self._connect().execute(query, values).fetchall())

    def _connect(self) -> sqlite3.Connection:
        """Return this thread's connection; a connection must not cross a fork."""
        if getattr(self._local, "pid", None) != os.getpid():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=self._wait, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(_SCHEMA)
            self._local.connection, self._local.pid = connection, os.getpid()
            self._local.queue = self.path.with_suffix(".lock").open("ab")
        found: sqlite3.Connection = self._local.connection
        return found

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        connection = self._connect()
        with _queue(self._local.queue):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


@contextmanager
def _queue(file: IO[bytes]) -> Iterator[None]:
    """Let writers in one after the other, in the order they came.

    SQLite waits for its own lock in growing pauses: of 16 writers, one in a hundred waited for more than a second,
    and for a tenth of one in a queue. Where there is no ``flock`` (Windows), its own waiting has to do.
    """
    if fcntl is None:
        yield
        return
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


_MEND = "Put back a copy of the log that verifies; releases keep the corrections that they were made with."


def _insert(connection: sqlite3.Connection, event: Event) -> Event:
    stored = connection.execute(
        f"SELECT {_COLUMNS} FROM events WHERE event_id = ?", [event.event_id]
    ).fetchone()
    if stored:
        found = _stamp(*stored)
        if found.intent != event.intent:
            raise CorrectionError(
                f"The event {event.event_id} is stored already with another content. Give every decision an id of "
                "its own."
            )
        return found
    if event.undoes is not None:
        _check_undo(connection, event)
    last = connection.execute("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone() or (
        0,
        EMPTY,
    )
    body = json.dumps(event.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    row = (int(last[0]) + 1, event.event_id, body, str(last[1]), _chain(str(last[1]), body))
    target = event.target
    connection.execute(
        "INSERT INTO events (seq, event_id, body, prev_hash, hash, report_id, sha256) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*row, target and target.report_id, target and target.sha256),
    )
    return _stamp(*row)


def _check_undo(connection: sqlite3.Connection, event: Event) -> None:
    row = connection.execute(f"SELECT {_COLUMNS} FROM events WHERE event_id = ?", [event.undoes]).fetchone()
    if row is None:
        raise CorrectionError(f"There is no event {event.undoes} to take back.")
    actor = _stamp(*row).actor
    if actor != event.actor:
        raise CorrectionError(
            f"The event {event.undoes} is by {actor}, and only they take it back. Say what you think is right "
            "instead; where two people differ, a third one decides."
        )


def _chain(before: str, body: str) -> str:
    return hashlib.sha256(f"{before}\n{body}".encode()).hexdigest()


def _stamp(seq: int, event_id: str, body: str, prev_hash: str, stored: str) -> Event:
    """Read an event back; what was valid when it was stored stays so when the vocabulary moves on."""
    content = json.loads(body)
    target = content.pop("target")
    anchor = Anchor.model_construct(**target) if target else None
    return Event.model_construct(**content, target=anchor, seq=seq, prev_hash=prev_hash, hash=stored)


def sort_events(events: Iterable[Event]) -> list[Event]:
    """Return events in the order of the log."""
    return sorted(events, key=lambda event: event.seq or 0)
