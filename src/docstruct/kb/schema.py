"""How a table of the knowledge base is described: one source for every place that tells what a column means.

Parquet field metadata, ``datapackage.json``, ``croissant.json``, codebooks and the data dictionary page are all
made from the :class:`Table` objects of :mod:`docstruct.kb.tables`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: name, width-explicit type, what it means.

    Parameters
    ----------
    name, label : str
        The name in files, and the Chinese label that people see in spreadsheets and statistics packages.
    type : pyarrow.DataType
        Width-explicit Arrow type.
    meaning : str
        What a value says, in one or two sentences.
    required : bool
        Whether null is an error.
    unit : str, optional
        Unit of measure of the numbers in the column, where they all share one.
    vocabulary : dict of str to str, optional
        The only words allowed, each with its meaning.
    references : str, optional
        ``table.column`` that every value that is not null must be found in.
    distinct : bool
        Whether hardly a value comes twice in a part. Parquet then keeps no dictionary of them: it would hold the
        whole column, and every reader of a few rows would have to build it.
    """

    name: str
    label: str
    type: pa.DataType
    meaning: str
    required: bool = False
    unit: str | None = None
    vocabulary: dict[str, str] | None = None
    references: str | None = None
    distinct: bool = False

    def to_field(self) -> pa.Field:
        """Return the Arrow field, with the description in its metadata."""
        metadata = {"label": self.label, "description": self.meaning}
        if self.unit:
            metadata["unit"] = self.unit
        if self.vocabulary:
            metadata["vocabulary"] = json.dumps(self.vocabulary, ensure_ascii=False)
        if self.references:
            metadata["references"] = self.references
        return pa.field(self.name, self.type, nullable=not self.required, metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: its columns, keys and the order of its rows on disk.

    Parameters
    ----------
    primary_key : tuple of str
        Columns whose values together stand once only; empty where rows are plain findings.
    order : tuple of str
        Sort order of the rows in a part; it ends with enough columns to make the order total.
    by_report : bool
        Whether rows belong to one report and are cut into parts by the year of the report.
    reports_per_part : int
        A year with more reports is cut further; smaller for tables with much text, so that a changed report
        never costs the rewriting of a large file.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    order: tuple[str, ...]
    by_report: bool = True
    reports_per_part: int = 128

    def column(self, name: str) -> Column:
        """Return a column by name."""
        return next(column for column in self.columns if column.name == name)

    def to_arrow(self) -> pa.Schema:
        """Return the Arrow schema, with descriptions as metadata."""
        return self._schema

    @cached_property
    def _schema(self) -> pa.Schema:
        # asked for many times in one publication
        metadata = {
            "table": self.name,
            "description": self.meaning,
            "primary_key": ",".join(self.primary_key),
        }
        return pa.schema([column.to_field() for column in self.columns], metadata=metadata)

    def foreign_keys(self) -> list[tuple[str, str, str]]:
        """Return (column, table, column there) for each reference."""
        keys = []
        for column in self.columns:
            if column.references:
                table, _, target = column.references.partition(".")
                keys.append((column.name, table, target))
        return keys

    def describe(self) -> dict[str, object]:
        """Return the description as plain data, for golden files and pages."""
        return {
            "name": self.name,
            "meaning": self.meaning,
            "primary_key": list(self.primary_key),
            "order": list(self.order),
            "by_report": self.by_report,
            "reports_per_part": self.reports_per_part,
            "columns": [
                {
                    "name": column.name,
                    "label": column.label,
                    "type": str(column.type),
                    "meaning": column.meaning,
                    "required": column.required,
                    **({"unit": column.unit} if column.unit else {}),
                    **({"vocabulary": column.vocabulary} if column.vocabulary else {}),
                    **({"references": column.references} if column.references else {}),
                    **({"distinct": True} if column.distinct else {}),
                }
                for column in self.columns
            ],
        }


def digest_schema(tables: dict[str, Table]) -> str:
    """Return a short digest that changes whenever a name, type, key, order or meaning changes."""
    text = json.dumps([table.describe() for table in tables.values()], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
