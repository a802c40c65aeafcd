"""Commands that measure: evaluate."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Report(StrEnum):
    """How an evaluation is printed."""

    table = "table"
    json = "json"


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
