"""What each source of names adds, on the test split: ``python -m docstruct.training.ablation``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docstruct.pipes.entities.logic import find_entities, find_listed_names
from docstruct.pipes.entities.tagger import load_tagger
from docstruct.settings import Settings
from docstruct.training.card import show
from docstruct.training.corpora import load_corpus
from docstruct.training.measuring import ROWS, Finder, measure, read_reports
from docstruct.training.promotion import find_alone


def list_finders(model: str) -> dict[str, Finder]:
    """Finders by name: each adds a source to the one before; the last is the tagger without any."""
    tagger = load_tagger(model)
    finders: dict[str, Finder] = {
        "gazetteer": lambda report: find_listed_names(report.text, report),
        "+ patterns": lambda report: find_entities(report.text, report),
    }
    if tagger is not None:
        finders["+ tagger"] = lambda report: find_entities(report.text, report, tagger)
        finders["tagger alone"] = lambda report: find_alone(report, tagger)
    return finders


def run(
    corpus: Annotated[Path, typer.Option(help="Annotated passages.")] = Path("corpus/gold/entities"),
    reports: Annotated[Path, typer.Option(help="The reports they are from.")] = Path("../shared/reports"),
    model: Annotated[str, typer.Option(help="The tagger.")] = Settings().tagger.model,
) -> None:
    """Print a table: F1 (precision / recall) by label and source."""
    passages = load_corpus(corpus, reports).test
    read = read_reports(passages, reports)
    figures = {name: measure(passages, read, find) for name, find in list_finders(model).items()}
    typer.echo("| | gold | " + " | ".join(figures) + " |")
    typer.echo("|---" * (len(figures) + 2) + "|")
    for row in ROWS:
        cells = [show(found[row]) for found in figures.values()]
        typer.echo(f"| {row} | {next(iter(figures.values()))[row].gold} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    typer.run(run)
