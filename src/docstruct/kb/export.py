"""Panels as files for R, Stata, Excel and the rest, each with a codebook beside it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.vocabularies import CHINESE

#: Stata's limits: bytes of a text variable that every version reads, characters of a variable label
_STATA_TEXT = 2045
_STATA_LABEL = 80
_WIDEST_COLUMN = 60


def export_panel(panel: pa.Table, path: Path, format_: str) -> list[Path]:
    """Write a panel and its codebook.

    Parameters
    ----------
    panel : pyarrow.Table
        Long or wide, with labels in the field metadata.
    path : Path
        Where to; the codebook goes beside it as ``<name>.codebook.csv``.
    format_ : {"parquet", "csv", "xlsx", "dta"}
        csv has a byte order mark, so that Excel reads the Chinese; dta has variable and value labels.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    KnowledgeBaseError
        The format is not one of these, or the folder is missing.
    """
    writers: Mapping[str, Callable[[pa.Table, Path], None]] = {
        "parquet": lambda table, target: pq.write_table(table, target, compression="zstd"),
        "csv": _write_csv,
        "xlsx": _write_xlsx,
        "dta": _write_dta,
    }
    if format_ not in writers:
        raise KnowledgeBaseError(f"No format {format_!r}; there are {', '.join(writers)}.")
    if not path.parent.is_dir():
        raise KnowledgeBaseError(f"There is no folder {path.parent}; make it first.")
    writers[format_](panel, path)
    codebook = path.with_name(f"{path.stem}.codebook.csv")
    _write_csv(describe_columns(panel), codebook)
    return [path, codebook]


def describe_columns(panel: pa.Table) -> pa.Table:
    """Return the codebook: variable, label, type, unit, values, meaning.

    Parameters
    ----------
    panel : pyarrow.Table
        With labels in the field metadata.
    """
    rows = []
    for field in panel.schema:
        about = _read_metadata(field)
        values = "; ".join(
            f"{word} {CHINESE.get(_vocabulary_of(field.name), {}).get(word, '')}".strip() + f" ({meaning})"
            for word, meaning in _read_vocabulary(field).items()
        )
        rows.append(
            {
                "variable": field.name,
                "label": about.get("label", ""),
                "type": str(field.type),
                "unit": about.get("unit", ""),
                "values": values,
                "meaning": about.get("description", ""),
            }
        )
    return pa.Table.from_pylist(rows)


def _write_csv(table: pa.Table, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(table.column_names)
        writer.writerows(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _write_xlsx(table: pa.Table, path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, content in (("panel", table), ("codebook", describe_columns(table))):
        sheet = book.create_sheet(name)
        labels = [_read_metadata(field).get("label", "") for field in content.schema]
        heads = [content.column_names] if name == "codebook" else [content.column_names, labels]
        for head in heads:
            sheet.append(head)
            for cell in sheet[sheet.max_row]:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="DCE6F1")
        for row in zip(*(column.to_pylist() for column in content.columns), strict=True):
            sheet.append(row)
        sheet.freeze_panes = sheet.cell(len(heads) + 1, 1)
        for number, column in enumerate(content.columns, start=1):
            texts = [*(head[number - 1] for head in heads), *map(str, column.to_pylist()[:200])]
            # a Chinese character is two columns wide
            width = max(sum(2 if ord(char) > 0x2E80 else 1 for char in text) for text in texts) + 2
            sheet.column_dimensions[get_column_letter(number)].width = min(width, _WIDEST_COLUMN)
        for line in sheet.iter_rows(min_row=len(heads) + 1):
            for cell in line:
                cell.alignment = Alignment(vertical="top")
    book.save(path)


def _write_dta(table: pa.Table, path: Path) -> None:
    import pandas as pd

    columns: dict[str, object] = {}
    value_labels: dict[str, dict[float, str]] = {}
    for field in table.schema:
        values = table.column(field.name).to_pylist()
        words = list(_read_vocabulary(field))
        if words:
            chinese = CHINESE.get(_vocabulary_of(field.name), {})
            value_labels[field.name] = {
                number: chinese.get(word, word) for number, word in enumerate(words, 1)
            }
            codes = [None if value is None else words.index(value) + 1 for value in values]
            columns[field.name] = pd.array(codes, dtype="Float64").to_numpy(
                dtype="float64", na_value=float("nan")
            )
        elif pa.types.is_string(field.type):
            columns[field.name] = [_cut("" if value is None else value, _STATA_TEXT) for value in values]
        elif pa.types.is_integer(field.type) and None not in values:
            columns[field.name] = pd.array(values, dtype="int32")
        else:
            columns[field.name] = pd.array(values, dtype="Float64").to_numpy(
                dtype="float64", na_value=float("nan")
            )
    labels = {field.name: _read_metadata(field).get("label", "")[:_STATA_LABEL] for field in table.schema}
    pd.DataFrame(columns).to_stata(
        path, write_index=False, version=118, variable_labels=labels, value_labels=value_labels
    )


def _cut(text: str, size: int) -> str:
    content = text.encode()
    return text if len(content) <= size else content[: size - 3].decode(errors="ignore") + "…"


def _read_metadata(field: pa.Field) -> dict[str, str]:
    return {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}


def _read_vocabulary(field: pa.Field) -> dict[str, str]:
    words: dict[str, str] = json.loads(_read_metadata(field).get("vocabulary", "{}"))
    return words


def _vocabulary_of(name: str) -> str:
    """Return the vocabulary that a column takes its words from; wide columns end in it (gdp_g_t_bound)."""
    endings = {"_bound": "bound", "_hard": "hardness", "_rev": "review_status"}
    for ending, vocabulary in endings.items():
        if name.endswith(ending):
            return vocabulary
    return {"outcome_status": "status"}.get(name, name)
