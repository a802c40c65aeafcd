"""The data dictionary: every table and view with its columns, as a page."""

from __future__ import annotations

from docstruct.kb.schema import Column, Table
from docstruct.kb.tables import TABLES
from docstruct.kb.view_tables import VIEW_TABLES

_HEAD = """# Data dictionary

Made by `docstruct dictionary > docs/dictionary.md` from the same descriptions as the metadata of the Parquet files, `datapackage.json` and `croissant.json`; never edited by hand.

Offsets count code points of `documents.text` from 0, the end excluded.
"""
_VIEWS = """
# Views

In connections of `docstruct.open_kb`, and in `docstruct sql`. `targets` and `outcomes` are halves of `panel`; `cells` shows every answer to a cell with the reason why another was chosen.
"""


def write_dictionary() -> str:
    """Return the page as Markdown."""
    sections = [_HEAD, *(_describe(table) for table in TABLES.values()), _VIEWS]
    return "\n".join([*sections, *(_describe(table) for table in VIEW_TABLES.values())])


def _describe(table: Table) -> str:
    keys = f" Key: {', '.join(f'`{name}`' for name in table.primary_key)}." if table.primary_key else ""
    lines = [
        f"## {table.name}",
        f"{table.meaning}{keys}",
        "",
        "| column | label | type | meaning |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{column.name}` | {column.label} | {_name_type(column)} | {_tell_meaning(column)} |"
        for column in table.columns
    ]
    vocabularies = [_list_words(column) for column in table.columns if column.vocabulary]
    return "\n".join([*lines, "", *vocabularies])


def _name_type(column: Column) -> str:
    return str(column.type) + ("" if column.required else ", null")


def _tell_meaning(column: Column) -> str:
    meaning = column.meaning.replace("|", "\\|")
    if column.unit:
        meaning += f" Unit: {column.unit}."
    if column.references:
        meaning += f" Refers to `{column.references}`."
    return meaning


def _list_words(column: Column) -> str:
    words = column.vocabulary or {}
    return f"- `{column.name}`: " + "; ".join(f"`{word}` {meaning}" for word, meaning in words.items())
