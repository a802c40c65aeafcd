"""Commands that make models: train."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def train(
    corpus: Annotated[Path, typer.Option(help="Annotated passages.")] = Path("corpus/gold/entities"),
    reports: Annotated[Path, typer.Option(help="The reports they are from.")] = Path("../shared/reports"),
    further: Annotated[
        list[Path] | None, typer.Option(help="More passages to train on, from: docstruct corrections export.")
    ] = None,
    to: Annotated[Path, typer.Option(help="Folder of the model in use.")] = Path("models/entities"),
) -> None:
    """Train the entity tagger; it replaces the one in use unless it is worse on the test split."""
    from docstruct.settings import Settings
    from docstruct.training.card import show
    from docstruct.training.corpora import load_corpus, load_passages
    from docstruct.training.measuring import ROWS
    from docstruct.training.promotion import train as train_tagger

    passages = load_corpus(corpus, reports)
    for file in further or []:
        passages = passages.extend(load_passages(file))
    outcome = train_tagger(passages, reports, to, Settings().training, note=typer.echo)
    typer.echo(f"{'':8} {'gold':>5}  {'alone':23} {'with rules':23} replaced, with rules")
    for row in ROWS:
        trained, replaced = outcome.trained, outcome.replaced
        before = show(replaced.together[row]) if replaced is not None else "none"
        gold = trained.together[row].gold
        typer.echo(
            f"{row:8} {gold:5}  {show(trained.alone[row]):23} {show(trained.together[row]):23} {before}"
        )
    typer.echo(f"{to}: written after {outcome.seconds:.0f} s")
