"""Commands that make panels and pages: panel, scorecard, dictionary."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docstruct.cli.output import Kb, open_console

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import Group


class FileFormat(StrEnum):
    """What a panel is written as."""

    parquet = "parquet"
    csv = "csv"
    xlsx = "xlsx"
    dta = "dta"


Indicators = Annotated[list[str], typer.Argument(metavar="INDICATOR...", help="Ids, names or aliases.")]
Region = Annotated[str | None, typer.Option(help="Code or name of a place; of a province, all places in it.")]
Level = Annotated[str | None, typer.Option(help="nation, province, city, county, town")]
As = Annotated[FileFormat | None, typer.Option("--format", help="Write a file instead of printing.")]
To = Annotated[Path | None, typer.Option(help="The file; by default named after command and format.")]


def panel(
    indicators: Indicators,
    kb: Kb,
    wide: Annotated[
        bool, typer.Option("--wide/--long", help="A row a place and period, or a row a figure.")
    ] = False,
    kind: Annotated[str | None, typer.Option(help="level, growth, delta, share, gap, rank")] = None,
    status: Annotated[str | None, typer.Option(help="target, outcome, actual, estimate")] = None,
    period: Annotated[str | None, typer.Option(help="e.g. 2024, 2024-H1, 2021/2025")] = None,
    region: Region = None,
    level: Level = None,
    output: As = None,
    to: To = None,
) -> None:
    """Make a panel place × period: the figure chosen for each cell, with its sentence; a codebook beside it."""
    from docstruct.kb.connection import open_kb
    from docstruct.kb.panel import build_panel, widen_panel
    from docstruct.kb.panel_table import tabulate_panel

    with open_kb(kb) as connection:
        rows = build_panel(
            connection, indicators, kind=kind, status=status, period=period, region=region, level=level
        )
    if wide and output is None and to is None:
        raise typer.BadParameter("a wide panel goes to a file: give --format or --to")
    _deliver(widen_panel(rows) if wide else rows, tabulate_panel, "panel", output, to)


def scorecard(
    kb: Kb,
    indicators: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[INDICATOR...]", help="Ids, names or aliases; otherwise all headline series."
        ),
    ] = None,
    region: Region = None,
    level: Level = None,
    year: Annotated[int | None, typer.Option(help="The year aimed at.")] = None,
    output: As = None,
    to: To = None,
) -> None:
    """Hold targets against what became of them, and against the targets of the place above."""
    from docstruct.kb.connection import open_kb
    from docstruct.kb.panel import build_scorecard
    from docstruct.kb.panel_table import tabulate_scorecard

    with open_kb(kb) as connection:
        rows = build_scorecard(connection, indicators or (), region=region, level=level, year=year)
    _deliver(rows, tabulate_scorecard, "scorecard", output, to)


def dictionary() -> None:
    """Print what every table and column means, as Markdown."""
    from docstruct.kb.dictionary import write_dictionary

    typer.echo(write_dictionary())


def _deliver(
    rows: pa.Table,
    tabulate: Callable[[pa.Table], Group],
    name: str,
    output: FileFormat | None,
    to: Path | None,
) -> None:
    """Print rows, or write them to a file with its codebook."""
    from docstruct.kb.export import export_panel

    if output is None and to is None:
        open_console().print(tabulate(rows))
        return
    format_ = output or (to.suffix[1:] if to else "")
    for path in export_panel(rows, to or Path(f"{name}.{format_}"), str(format_)):
        typer.echo(path)
