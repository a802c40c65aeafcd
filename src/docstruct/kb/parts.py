"""Parquet parts: deterministic bytes, content-hashed names."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.manifest import Part
from docstruct.kb.partitions import HEADLINE
from docstruct.kb.schema import Table
from docstruct.settings import KbSettings


def sort_rows(rows: pa.Table, table: Table) -> pa.Table:
    """Return the rows in the order that the table declares, nulls last."""
    # in one piece first: Arrow looks up the piece of every row that it compares
    whole = rows.combine_chunks()
    order = pc.sort_indices(whole.select(table.order), [(name, "ascending") for name in table.order])
    return whole.take(order)


def write_part(rows: pa.Table, table: Table, partition: str, folder: Path, *, settings: KbSettings) -> Part:
    """Write sorted rows as one Parquet file under ``folder/<table>/`` and return its description.

    The bytes depend on rows and settings only: no clock, no host, no path goes in.
    """
    sink = pa.BufferOutputStream()
    headline = partition.endswith(HEADLINE)
    pq.write_table(
        sort_rows(rows, table),
        sink,
        row_group_size=settings.headline_group_rows if headline else settings.row_group_rows,
        compression=settings.headline_compression if headline else settings.compression,
        compression_level=None if headline else settings.compression_level,
        use_dictionary=[column.name for column in table.columns if not column.distinct],
        write_page_checksum=True,
    )
    content = sink.getvalue()
    sha256 = hashlib.sha256(content).hexdigest()
    path = Path(table.name) / f"{partition}-{sha256[:16]}.parquet"
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    write_durably(target, content)
    return Part(
        table=table.name,
        partition=partition,
        path=path.as_posix(),
        sha256=sha256,
        rows=rows.num_rows,
        size=content.size,
    )


def read_part(release: Path, part: Part) -> pa.Table:
    """Read a part.

    Raises
    ------
    KnowledgeBaseError
        The file is missing or damaged; names it.
    """
    return _read(release, part)


def read_columns(
    release: Path, part: Part, columns: list[str], mask: pa.ChunkedArray | None = None
) -> pa.Table:
    """Read some columns of a part.

    Parameters
    ----------
    mask : pyarrow.ChunkedArray, optional
        Truth values, one a row, of the rows wanted. Row groups without one are not read.

    Raises
    ------
    KnowledgeBaseError
        The file is missing or damaged; names it.
    """
    return _read(release, part, columns, mask)


def fit_schema(rows: pa.Table, table: Table) -> pa.Table:
    """Return rows of an older schema in today's: new columns are null, dropped columns go.

    Raises
    ------
    KnowledgeBaseError
        A column changed its type in a way that loses values.
    """
    schema = table.to_arrow()
    arrays = []
    for field in schema:
        if field.name not in rows.column_names:
            arrays.append(pa.nulls(rows.num_rows, field.type))
            continue
        try:
            arrays.append(rows.column(field.name).cast(field.type))
        except pa.ArrowInvalid as error:
            raise KnowledgeBaseError(
                f"{table.name}.{field.name} of the current release does not fit {field.type}. "
                "Publish all reports into a new base."
            ) from error
    return pa.Table.from_arrays(arrays, schema=schema)


def _read(
    release: Path, part: Part, columns: list[str] | None = None, mask: pa.ChunkedArray | None = None
) -> pa.Table:
    path = release / part.path
    try:
        file = pq.ParquetFile(path, page_checksum_verification=True)
        return file.read(columns=columns) if mask is None else _read_chosen(file, columns, mask)
    except (OSError, pa.ArrowException) as error:
        raise _report_damage(path, part, str(error)) from error


def _read_chosen(file: pq.ParquetFile, columns: list[str] | None, mask: pa.ChunkedArray) -> pa.Table:
    groups, masks, start = [], [mask.slice(0, 0)], 0
    for group in range(file.num_row_groups):
        own = mask.slice(start, file.metadata.row_group(group).num_rows)
        start += len(own)
        if pc.any(own).as_py():
            groups.append(group)
            masks.append(own)
    rows = file.read_row_groups(groups, columns=columns)
    return rows.filter(pa.chunked_array([chunk for own in masks for chunk in own.chunks], pa.bool_()))


def check_size(release: Path, part: Part) -> None:
    """Check without reading it that a part is there and as long as when it was published.

    Raises
    ------
    KnowledgeBaseError
        It is missing or cut short; names it.
    """
    # a release has hundreds of parts, and the operations of pathlib take five times as long as the system's
    path = f"{release}/{part.path}"
    try:
        size: int | None = os.stat(path).st_size
    except OSError:
        size = None
    if size != part.size:
        raise _report_damage(
            Path(path), part, "missing" if size is None else f"{size} bytes instead of {part.size}"
        )


def _report_damage(path: Path, part: Part, found: str) -> KnowledgeBaseError:
    return KnowledgeBaseError(
        f"The part {path} is damaged ({found}). Copy it back from a backup: its SHA-256 is {part.sha256}. Without one, "
        f"run the reports of {part.partition.split('.')[0]} into a new base, or go back: docstruct releases switch."
    )


def write_durably(path: Path, content: bytes | pa.Buffer) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the entries of a folder are on the disk (Windows syncs them itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
