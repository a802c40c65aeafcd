"""Commands that take reports in: run, fetch."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from docstruct.cli.output import Kb


class Runner(StrEnum):
    """Where batches run."""

    local = "local"
    dask = "dask"
    ray = "ray"


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


def fetch(
    to: Annotated[Path, typer.Option(help="Folder that keeps the documents as they came.")],
    sources: Annotated[Path, typer.Option(help="List of sources.")] = Path("corpus/sources.toml"),
) -> None:
    """Download what is new or revised at the listed sources."""
    from docstruct.fetching import collect, load_catalogue
    from docstruct.settings import Settings

    for done in collect(load_catalogue(sources), to, Settings()):
        typer.echo(f"{done.source.name}: {done.outcome}" + (f" · {done.detail}" if done.detail else ""))
