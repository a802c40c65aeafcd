"""Who may correct: named people, each with a token of which only the hash is kept."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from docstruct.errors import CorrectionError
from docstruct.records import Record

_SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
    name TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    adjudicator INTEGER NOT NULL
) STRICT
"""


class User(Record):
    """A person who corrects; an ``adjudicator`` also decides where two others differ."""

    name: str
    adjudicator: bool = False


def locate_users(kb: Path) -> Path:
    """Return where the users of a base are listed: beside its correction log."""
    return kb.with_name(f"{kb.name}.corrections") / "users.sqlite"


class Users:
    """The people who may correct one base.

    A token is 256 random bits, so its SHA-256 is as hard to turn back as the token is to guess, and needs no salt.

    Parameters
    ----------
    path : Path
        The SQLite file; it is made when the first person is added.

    Examples
    --------
    >>> import tempfile
    >>> users = Users(Path(tempfile.mkdtemp()) / "users.sqlite")
    >>> token = users.add("王")
    >>> users.authenticate(token), users.authenticate("猜")
    (User(name='王', adjudicator=False), None)
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)

    def add(self, name: str, *, adjudicator: bool = False) -> str:
        """Add a person; return the token, which is stored nowhere and cannot be shown again.

        Raises
        ------
        CorrectionError
            There is a person of that name.
        """
        plain = name.strip()
        if not plain or not plain.isprintable():
            raise CorrectionError(f"{name!r} is no name: give letters that can be printed.")
        if self.get(plain):
            raise CorrectionError(
                f"There is a user {plain} already. Remove it first to give out another token."
            )
        token = secrets.token_urlsafe(32)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._open() as connection:
            connection.execute("INSERT INTO users VALUES (?, ?, ?)", [plain, _digest(token), adjudicator])
        self.path.chmod(0o600)
        return token

    def remove(self, name: str) -> None:
        """Take a person off the list; their token ends at once, their corrections stay.

        Raises
        ------
        CorrectionError
            There is no such person.
        """
        if self.get(name) is None:
            raise CorrectionError(f"There is no user {name}. There are: {', '.join(self.names()) or 'none'}.")
        with self._open() as connection:
            connection.execute("DELETE FROM users WHERE name = ?", [name])

    def authenticate(self, token: str) -> User | None:
        """Return whose token it is, None for nobody's."""
        return self._find("token_hash", _digest(token))

    def get(self, name: str) -> User | None:
        """Return a person by name, None where there is none."""
        return self._find("name", name)

    def names(self) -> tuple[str, ...]:
        """Return the names of all, sorted."""
        if not self.path.exists():
            return ()
        with self._open() as connection:
            return tuple(name for (name,) in connection.execute("SELECT name FROM users ORDER BY name"))

    def _find(self, column: str, value: str) -> User | None:
        if not self.path.exists():
            return None
        with self._open() as connection:
            row = connection.execute(
                f"SELECT name, adjudicator FROM users WHERE {column} = ?", [value]
            ).fetchone()
        return User(name=row[0], adjudicator=bool(row[1])) if row else None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(_SCHEMA)
            yield connection


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
