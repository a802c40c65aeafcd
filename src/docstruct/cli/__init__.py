"""The command line; every command is a thin call into a room, imported inside so that help is quick."""

from __future__ import annotations

import sys

import typer

from docstruct.cli import (
    correcting,
    evaluating,
    exchanging,
    exporting,
    history,
    querying,
    reviewing,
    running,
    training,
)
from docstruct.errors import DocstructError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Chinese government work reports to a knowledge base whose every figure shows its sentence.",
)
for command in (
    running.run,
    querying.compare,
    exporting.panel,
    exporting.scorecard,
    exporting.dictionary,
    querying.show,
    querying.sql,
    history.diff,
    correcting.publish,
    evaluating.evaluate,
    training.train,
    running.fetch,
    reviewing.review,
):
    app.command()(command)
app.add_typer(correcting.app, name="corrections")
app.add_typer(correcting.people, name="users")
app.add_typer(exchanging.app, name="exchange")
app.add_typer(history.releases, name="releases")


def main() -> None:
    """Run the command line; an error that docstruct foresees is one line and exit code 2."""
    try:
        app()
    except DocstructError as error:
        typer.echo("\n".join([f"docstruct: {error}", *getattr(error, "__notes__", ())]), err=True)
        sys.exit(2)
