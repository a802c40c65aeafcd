"""Which report holds which primary key: an index that makes the check of a new release cheap.

It stands beside the releases (``<kb>.releases/.keys.db``) and can be deleted at any time: when it does not belong to
the current release, it is built anew from the parts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.parts import read_columns
from docstruct.kb.release import Release
from docstruct.kb.tables import BY_REPORT

#: tables whose rows have an identifier of their own, and its column; all others are keyed by the report
KEYED: dict[str, str] = {
    table.name: table.primary_key[0]
    for table in BY_REPORT
    if table.primary_key and table.primary_key[0] != "report_id"
}
#: SQLite took at most 999 parameters for long
_AT_ONCE = 900


class KeyIndex:
    """The keys of one release.

    Parameters
    ----------
    path : Path
        The SQLite file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def find_holders(self, keys: Mapping[str, pa.Array], release: Release) -> Iterator[tuple[str, str, str]]:
        """Yield (table, key, report_id) for those of some keys that a release holds.

        Parameters
        ----------
        keys : mapping of str to pyarrow.Array
            Keys by table.

        Raises
        ------
        KnowledgeBaseError
            The index cannot be read or written.
        """
        with closing(self._open()) as connection:
            try:
                self._fit(connection, release)
            except sqlite3.Error as error:
                raise self._report(error) from error
            for table, wanted in keys.items():
                some = wanted.to_pylist()
                for start in range(0, len(some), _AT_ONCE):
                    asked = some[start : start + _AT_ONCE]
                    found = connection.execute(
                        f"SELECT key, report_id FROM {table} JOIN reports USING (report) "
                        f"WHERE key IN ({', '.join('?' * len(asked))})",
                        asked,
                    ).fetchall()
                    for key, report_id in found:
                        yield table, key, report_id

    def replace(
        self, before: str | None, after: str, gone: Mapping[str, pa.Table], new: Mapping[str, pa.Table]
    ) -> None:
        """Follow a publication.

        Parameters
        ----------
        before, after : str
            The release that the publication started from, if any, and the one that it made.
        gone, new : mapping of str to pyarrow.Table
            Rows that left and rows that came, by table, with their key and ``report_id``.
        """
        with closing(self._open()) as connection, connection:
            if self._release(connection) != before:
                return
            for table, column in KEYED.items():
                # a report that comes again keeps most of its keys
                left, added = (
                    _lacking(gone[table], new[table], column),
                    _lacking(new[table], gone[table], column),
                )
                connection.executemany(
                    f"DELETE FROM {table} WHERE key = ?", ((key,) for key in left.column(column).to_pylist())
                )
                _insert(connection, table, added.column(column), added.column("report_id"))
            connection.execute("INSERT OR REPLACE INTO release VALUES (0, ?)", [after])

    def _fit(self, connection: sqlite3.Connection, release: Release) -> None:
        if self._release(connection) == release.release_id:
            return
        with connection:
            for table, column in KEYED.items():
                connection.execute(f"DELETE FROM {table}")
                parts = release.manifest.parts_of(table)
                rows = pa.concat_tables(
                    read_columns(release.path, part, [column, "report_id"]) for part in parts
                )
                # in order: a tree that grows at its end is built ten times as fast
                rows = rows.sort_by(column)
                _insert(connection, table, rows.column(column), rows.column("report_id"))
            connection.execute("INSERT OR REPLACE INTO release VALUES (0, ?)", [release.release_id])

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path)
        # synchronous off: the index can be built anew, so a crash may cost it, but not time on every publication
        tables = [
            f"CREATE TABLE IF NOT EXISTS {table} (key TEXT PRIMARY KEY, report INTEGER) WITHOUT ROWID"
            for table in KEYED
        ]
        script = [
            "PRAGMA synchronous = OFF",
            "CREATE TABLE IF NOT EXISTS release (one INTEGER PRIMARY KEY, release_id TEXT)",
            "CREATE TABLE IF NOT EXISTS reports (report INTEGER PRIMARY KEY, report_id TEXT UNIQUE)",
            *tables,
        ]
        try:
            connection.executescript(";".join(script))
        except sqlite3.Error as error:
            connection.close()
            raise self._report(error) from error
        return connection

    def _report(self, error: sqlite3.Error) -> KnowledgeBaseError:
        return KnowledgeBaseError(
            f"{self._path}, the index of keys, cannot be written: {error}. Make space, or delete the file: "
            "the next publication builds it anew."
        )

    @staticmethod
    def _release(connection: sqlite3.Connection) -> str | None:
        row = connection.execute("SELECT release_id FROM release").fetchone()
        return row[0] if row else None


def _lacking(rows: pa.Table, others: pa.Table, column: str) -> pa.Table:
    """Return the rows of which others have no row with the same key in the same report."""
    own, known = (
        pc.binary_join_element_wise(some.column(column), some.column("report_id"), "\0")
        for some in (rows, others)
    )
    return rows.filter(pc.invert(pc.is_in(own, value_set=known)))


def _insert(
    connection: sqlite3.Connection, table: str, keys: pa.ChunkedArray, reports: pa.ChunkedArray
) -> None:
    names = reports.to_pylist()
    connection.executemany(
        "INSERT OR IGNORE INTO reports (report_id) VALUES (?)", ((name,) for name in set(names))
    )
    numbers = {
        name: connection.execute("SELECT report FROM reports WHERE report_id = ?", [name]).fetchone()[0]
        for name in set(names)
    }
    rows = zip(keys.to_pylist(), (numbers[name] for name in names), strict=True)
    connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)
