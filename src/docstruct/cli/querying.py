"""Commands that read a base: compare, show, sql."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docstruct.cli.output import Format, Kb, Output, open_console, print_rows


def compare(
    indicator: Annotated[str, typer.Argument(help="Id, name, alias or wording, e.g. gdp or 地区生产总值.")],
    kb: Kb,
    kind: Annotated[str | None, typer.Option(help="level, growth, delta, share, gap, rank")] = None,
    status: Annotated[str | None, typer.Option(help="actual, estimate, target")] = None,
    period: Annotated[str | None, typer.Option(help="e.g. 2024, 2024-H1, 2021/2025")] = None,
    region: Annotated[str | None, typer.Option(help="Code or name of a place.")] = None,
    level: Annotated[str | None, typer.Option(help="nation, province, city, county")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw it instead, as .svg or .png.")] = None,
    output: Output = Format.table,
) -> None:
    """Print or draw one indicator by place, period and status, each figure with its words."""
    from docstruct.kb.compare import compare as find
    from docstruct.kb.compare import find_series
    from docstruct.kb.comparison import tabulate
    from docstruct.kb.connection import open_kb

    with open_kb(kb) as connection:
        rows = find(
            connection, indicator, kind=kind, status=status, period=period, region=region, level=level
        )
        name = find_series(connection, indicator).name
    if plot is not None:
        from docstruct.kb.plot import name_picture, plot_comparison

        plot_comparison(rows, plot, title=name_picture(name, rows))
        typer.echo(plot)
    elif output is Format.table:
        open_console().print(tabulate(rows))
    else:
        print_rows(rows, output)


def show(
    report: Annotated[str, typer.Argument(help="Id of a report, or a part of its title or file name.")],
    kb: Kb,
    html: Annotated[Path | None, typer.Option(help="Write one self-contained page instead.")] = None,
) -> None:
    """Print the outline of a report with its observations and entities in place."""
    from docstruct.kb.connection import open_kb
    from docstruct.kb.page import render_page
    from docstruct.kb.show import find_report, outline, read_report

    with open_kb(kb) as connection:
        view = read_report(connection, find_report(connection, report))
    if html is None:
        open_console().print(outline(view))
    else:
        html.write_text(render_page(view), "utf-8")
        typer.echo(html)


def sql(
    query: Annotated[str, typer.Argument(help="DuckDB SQL over the tables and views of the base.")],
    kb: Kb,
    output: Output = Format.table,
) -> None:
    """Query the tables and views of a knowledge base."""
    from docstruct.kb.query import sql as select

    print_rows(select(query, kb), output)
