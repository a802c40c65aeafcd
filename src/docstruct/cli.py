"""The command line; every command is a thin call into a room, imported inside so that help is quick."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docstruct.errors import DocstructError

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import Console

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Chinese government work reports to a knowledge base whose every figure shows its sentence.",
)


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


class Report(StrEnum):
    """How an evaluation is printed."""

    table = "table"
    json = "json"


class Runner(StrEnum):
    """Where batches run."""

    local = "local"
    dask = "dask"
    ray = "ray"


Kb = Annotated[Path, typer.Option(help="The knowledge base.")]
Output = Annotated[Format, typer.Option("--format", help="How rows are printed.")]


@app.command()
def run(
    inputs: Annotated[list[Path], typer.Argument(help="Reports, and folders of reports.")],
    kb: Kb,
    workers: Annotated[int | None, typer.Option(min=1, help="Worker processes.")] = None,
    runner: Annotated[Runner | None, typer.Option(help="Where batches of reports run.")] = None,
) -> None:
    """Read reports and publish a release."""
    from pipelines.launch import run_reports

    summary = run_reports(inputs, kb, workers=workers, runner=runner)
    for line in summary.lines():
        typer.echo(line)


@app.command()
def compare(
    indicator: Annotated[str, typer.Argument(help="Id, name, alias or wording, e.g. gdp or 地区生产总值.")],
    kb: Kb,
    kind: Annotated[str | None, typer.Option(help="level, growth, delta, share, gap, rank")] = None,
    status: Annotated[str | None, typer.Option(help="actual, estimate, target")] = None,
    period: Annotated[str | None, typer.Option(help="e.g. 2024, 2024-H1, 2021/2025")] = None,
    region: Annotated[str | None, typer.Option(help="Code or name of a place.")] = None,
    level: Annotated[str | None, typer.Option(help="nation, province, city, county")] = None,
    output: Output = Format.table,
) -> None:
    """Print one indicator by place, period and status, each figure with its words."""
    from docstruct.kb.compare import compare as find
    from docstruct.kb.comparison import tabulate
    from docstruct.kb.connection import open_kb

    with open_kb(kb) as connection:
        rows = find(
            connection, indicator, kind=kind, status=status, period=period, region=region, level=level
        )
    if output is Format.table:
        _console().print(tabulate(rows))
    else:
        _print_rows(rows, output)


@app.command()
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
        _console().print(outline(view))
    else:
        html.write_text(render_page(view), "utf-8")
        typer.echo(html)


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="DuckDB SQL over the tables and views of the base.")],
    kb: Kb,
    output: Output = Format.table,
) -> None:
    """Query the tables and views of a knowledge base."""
    from docstruct.kb.query import sql as select

    _print_rows(select(query, kb), output)


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Option(help="Gold, e.g. corpus/gold/samples.jsonl.")],
    inputs: Annotated[list[Path] | None, typer.Argument(help="Reports, and folders of reports.")] = None,
    kb: Annotated[Path | None, typer.Option(help="Take a release instead of reports.")] = None,
    by_phenomenon: Annotated[
        bool, typer.Option("--by-phenomenon", help="Add figures by phenomenon.")
    ] = False,
    show: Annotated[int, typer.Option(min=0, help="Print so many mistakes of each sort.")] = 0,
    output: Annotated[Report, typer.Option("--format", help="How figures are printed.")] = Report.table,
) -> None:
    """Hold reports, or a release, against gold."""
    from docstruct.evaluation.readings import read_inputs, read_release
    from docstruct.evaluation.report import evaluate_readings

    if (kb is None) == (not inputs):
        raise typer.BadParameter("name either reports or --kb")
    readings, refused = (read_release(kb), []) if kb is not None else read_inputs(inputs or [])
    for error in refused:
        typer.echo(error, err=True)
    found = evaluate_readings(gold, readings, by_phenomenon=by_phenomenon, show=show)
    if output is Report.json:
        typer.echo(json.dumps([data for _, data in found], ensure_ascii=False, indent=1))
    else:
        typer.echo("\n\n".join(text for text, _ in found))


@app.command()
def fetch(
    to: Annotated[Path, typer.Option(help="Folder that keeps the documents as they came.")],
    sources: Annotated[Path, typer.Option(help="List of sources.")] = Path("corpus/sources.toml"),
) -> None:
    """Download what is new or revised at the listed sources."""
    from docstruct.fetching import collect, load_catalogue
    from docstruct.settings import Settings

    for done in collect(load_catalogue(sources), to, Settings()):
        typer.echo(f"{done.source.name}: {done.outcome}" + (f" · {done.detail}" if done.detail else ""))


def main() -> None:
    """Run the command line; an error that docstruct foresees is one line and exit code 2."""
    try:
        app()
    except DocstructError as error:
        typer.echo(f"docstruct: {error}", err=True)
        sys.exit(2)


def _print_rows(rows: pa.Table, output: Format) -> None:
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
        _console(unbounded=42 * len(rows.column_names)).print(table)


def _console(*, unbounded: int = 160) -> Console:
    """Return the terminal; a pipe or a file has no width of its own and takes what the content needs."""
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = unbounded
    return console
