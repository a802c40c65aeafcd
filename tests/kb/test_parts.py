"""Parts as files: what a reader of a few rows has to touch."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from docstruct.kb.manifest import Part
from docstruct.kb.partitions import HEADLINE
from docstruct.kb.parts import read_columns, write_part
from docstruct.kb.rows import build_rows, to_table
from docstruct.kb.tables import TABLES
from docstruct.settings import KbSettings
from kb.builders import make_extraction

OBSERVATIONS = TABLES["observations"]


def write(folder: Path, partition: str = "2025", **settings: int) -> tuple[Part, pa.Table]:
    rows = to_table(build_rows(make_extraction(), fingerprint="v1")["observations"], OBSERVATIONS)
    part = write_part(rows, OBSERVATIONS, partition, folder, settings=KbSettings(**settings))  # type: ignore[arg-type]
    return part, pq.read_table(folder / part.path)


@pytest.mark.parametrize("wanted", [[], [0], [1], [0, 2]])
def test_mask_chooses_rows_across_row_groups(tmp_path: Path, wanted: list[int]) -> None:
    part, rows = write(tmp_path, row_group_rows=2)
    mask = pa.chunked_array([[number in wanted for number in range(rows.num_rows)]])
    read = read_columns(tmp_path, part, ["obs_id", "value"], mask)
    assert read.to_pylist() == rows.select(["obs_id", "value"]).take(pa.array(wanted, pa.int64())).to_pylist()


def test_row_group_without_a_row_wanted_is_not_read(tmp_path: Path) -> None:
    part, rows = write(tmp_path, row_group_rows=2)
    path = tmp_path / part.path
    content = bytearray(path.read_bytes())
    first = next(
        column
        for column in pq.ParquetFile(path).metadata.row_group(0).to_dict()["columns"]
        if column["path_in_schema"] == "evidence"
    )
    content[first["data_page_offset"] + first["total_compressed_size"] - 2] ^= 1
    path.write_bytes(content)
    last = pa.chunked_array([[number == rows.num_rows - 1 for number in range(rows.num_rows)]])
    assert read_columns(tmp_path, part, ["evidence"], last).num_rows == 1


@pytest.mark.parametrize(("partition", "codec"), [("2025.other", "ZSTD"), (f"2025{HEADLINE}", "SNAPPY")])
def test_sentences_stand_plainly_and_headline_parts_unpack_fast(
    tmp_path: Path, partition: str, codec: str
) -> None:
    part, _ = write(tmp_path, partition)
    columns = pq.ParquetFile(tmp_path / part.path).metadata.row_group(0).to_dict()["columns"]
    evidence, kind = (
        next(column for column in columns if column["path_in_schema"] == name)
        for name in ("evidence", "kind")
    )
    assert (evidence["has_dictionary_page"], kind["has_dictionary_page"]) == (False, True)
    assert evidence["compression"] == codec
