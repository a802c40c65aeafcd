"""One release as a DuckDB connection: tables and views by name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.manifest import MANIFEST, read_manifest
from docstruct.kb.partitions import HEADLINE
from docstruct.kb.parts import check_size
from docstruct.kb.release import Release
from docstruct.kb.releases import Store
from docstruct.kb.schema import Table
from docstruct.kb.tables import SCHEMA_DIGEST, TABLES
from docstruct.kb.views import HEADLINE_OBSERVATIONS, MACROS, VIEWS

_SQL_TYPES = {
    "string": "VARCHAR", "bool": "BOOLEAN", "date32[day]": "DATE", "int16": "SMALLINT", "int32": "INTEGER",
    "int64": "BIGINT", "double": "DOUBLE", "timestamp[us, tz=UTC]": "TIMESTAMPTZ",
}  # fmt: skip


def resolve_release(path: Path | str) -> Release:
    """Return the release that a path stands for: the current one of a base, or a release folder itself.

    Raises
    ------
    KnowledgeBaseError
        There is no base, or nothing has been published into it.
    """
    place = Path(path)
    if not place.is_symlink() and (place / MANIFEST).is_file():
        return Release(place.resolve(), read_manifest(place))
    release = Store(place).current()
    if release is None:
        raise KnowledgeBaseError(
            f"There is no knowledge base at {place}. Make one with: docstruct run REPORTS --kb {place}"
        )
    return release


def open_kb(path: Path | str) -> duckdb.DuckDBPyConnection:
    """Open one release for queries.

    The link is resolved once, here: every query of the connection reads the same release, even when a new one is
    published meanwhile. Tables are views over exactly the parts that the manifest lists.

    Parameters
    ----------
    path : Path or str
        A knowledge base, or the folder of one release.

    Returns
    -------
    duckdb.DuckDBPyConnection
        In-memory connection with one view for each table of the base, and the views of :mod:`docstruct.kb.views`.

    Raises
    ------
    KnowledgeBaseError
        There is no base, or a part that the manifest lists is missing or cut short.
    """
    release = resolve_release(path)
    connection = connect()
    for part in release.manifest.parts:
        check_size(release.path, part)
    for name, table in TABLES.items():
        view = _select_table(release, table, release.part_paths(name))
        connection.execute(f"CREATE VIEW {name} AS {view}")
    headline = [
        release.path / part.path
        for part in release.manifest.parts_of("observations")
        if part.partition.endswith(HEADLINE)
    ]
    few = _select_table(release, TABLES["observations"], headline)
    connection.execute(f"CREATE VIEW {HEADLINE_OBSERVATIONS} AS {few}")
    for statement in (*MACROS, *(f"CREATE VIEW {name} AS {body}" for name, body in VIEWS.items())):
        connection.execute(statement)
    return connection


def _select_table(release: Release, table: Table, paths: Sequence[Path]) -> str:
    """Return the query for parts of a table; what a release of an older schema lacks is null."""
    if paths and release.manifest.schema_digest == SCHEMA_DIGEST:
        return select_files(paths)
    held = pq.read_schema(paths[0]).names if paths else []
    columns = ", ".join(
        f'"{column.name}"'
        if column.name in held
        else f'CAST(NULL AS {_SQL_TYPES[str(column.type)]}) AS "{column.name}"'
        for column in table.columns
    )
    return f"SELECT {columns} {select_files(paths)}" if paths else f"SELECT {columns} WHERE false"


def connect() -> duckdb.DuckDBPyConnection:
    """Open an empty connection that fetches nothing from anywhere."""
    connection = duckdb.connect()
    # extensions would have to be fetched; parts never change, so their footers may be kept; output is ours alone
    for setting in (
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "parquet_metadata_cache = true",
        "enable_progress_bar = false",
    ):
        connection.execute(f"SET {setting}")
    return connection


def select_files(paths: Sequence[Path]) -> str:
    """Return the query that reads Parquet files."""
    files = ", ".join(quote(str(path)) for path in paths)
    return f"FROM read_parquet([{files}], hive_partitioning = false)"


def quote(text: str) -> str:
    """Return text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
