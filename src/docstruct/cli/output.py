"""What the commands share: where the base is, and how rows reach the terminal, a pipe or a file."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import Console


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


Kb = Annotated[Path, typer.Option(help="The knowledge base.")]
Output = Annotated[Format, typer.Option("--format", help="How rows are printed.")]


def print_rows(rows: pa.Table, output: Format) -> None:
    """Print rows as a table, csv or json."""
    if output is Format.csv:
        import pyarrow.csv

        pyarrow.csv.write_csv(rows, sys.stdout.buffer)
    elif output is Format.json:
        typer.echo(json.dumps(rows.to_pylist(), ensure_ascii=False, indent=1, default=str))
    else:
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for name in rows.column_names:
            # Long text is cut here; csv and json have it whole.
            table.add_column(name, no_wrap=True, overflow="ellipsis", max_width=40)
        for row in rows.to_pylist():
            table.add_row(*(Text("" if cell is None else str(cell)) for cell in row.values()))
        open_console(unbounded=42 * len(rows.column_names)).print(table)


def open_console(*, unbounded: int = 120) -> Console:
    """Return the terminal; a pipe or a file has no width of its own and takes what the content needs."""
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = unbounded
    return console
