"""Commands that hand annotations to other tools and take them back: export, import."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from docstruct.cli.output import Kb

app = typer.Typer(no_args_is_help=True, help="Annotations to other tools, and back as corrections.")


class Exchange(StrEnum):
    """Formats that go both ways."""

    label_studio = "label-studio"
    docbin = "docbin"
    jsonl = "jsonl"
    brat = "brat"
    web_annotation = "web-annotation"


@app.command("export")
def export_(
    kb: Kb,
    format_: Annotated[Exchange, typer.Option("--format", help="What the other tool reads.")],
    to: Annotated[Path, typer.Option(help="Folder for the files; made when missing.")],
    report: Annotated[list[str] | None, typer.Option(help="Id of a report; all when left out.")] = None,
) -> None:
    """Write figures and names of a release for another annotation tool."""
    from docstruct.exchange.formats import export_marks

    for path in export_marks(kb, format_, to, report or ()):
        typer.echo(path)


@app.command("import")
def import_(
    source: Annotated[Path, typer.Argument(help="The file or folder that came back.")],
    kb: Kb,
    format_: Annotated[Exchange, typer.Option("--format", help="What the other tool wrote.")],
    actor: Annotated[str, typer.Option(help="Who annotated, where the file does not say so.")],
) -> None:
    """Store what differs from the release as corrections; `docstruct publish` applies them."""
    from collections import Counter

    from docstruct.exchange.formats import import_marks

    found = import_marks(kb, format_, source, actor=actor)
    for problem in found.problems:
        typer.echo(problem, err=True)
    counts = Counter(event.op for event in found.events)
    typer.echo(", ".join(f"{counts[op]} {op}" for op in ("accept", "fix", "reject", "add")))
