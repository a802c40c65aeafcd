"""Commands around corrections: publish, corrections, users."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docstruct.cli.output import Format, Kb, Output, print_rows

if TYPE_CHECKING:
    from docstruct.corrections.users import Users

app = typer.Typer(
    no_args_is_help=True, help="What people corrected: the log, what it changes, what it teaches."
)
people = typer.Typer(no_args_is_help=True, help="Who may correct.")


def publish(kb: Kb) -> None:
    """Publish the corrections made since the current release, without extracting anything anew."""
    from docstruct.kb.connection import open_kb, resolve_release
    from docstruct.kb.corrected import count_outcomes
    from docstruct.kb.releases import Store
    from docstruct.reference import reference_tables

    release = resolve_release(kb)
    done = Store(kb).publish((), reference=reference_tables(), fingerprint=release.manifest.fingerprint)
    with open_kb(kb) as connection:
        counts = count_outcomes(connection)
    news = f"{done.parts_written} parts written" if done.changed else "unchanged: no new corrections"
    typer.echo(f"release {done.release_id} ({news})")
    typer.echo(", ".join(f"{count} {outcome}" for outcome, count in counts.items()) or "no corrections")


@app.command()
def verify(kb: Kb) -> None:
    """Recompute the chain of the log, and check that the current release was made with it."""
    from docstruct.corrections.log import EMPTY
    from docstruct.kb.releases import Store

    store = Store(kb)
    release = store.current()
    made_with = release.manifest.log_head if release else EMPTY
    count = store.log.verify(made_with)
    typer.echo(f"{count} events, chain valid, head {store.log.head()[:12] or 'empty'}")
    typer.echo(f"the current release was made with {made_with[:12] or 'an empty log'}")


@app.command()
def log(
    kb: Kb,
    report: Annotated[str | None, typer.Option(help="Only events about this report.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only events by this person.")] = None,
    output: Output = Format.table,
) -> None:
    """List the events, oldest first."""
    import pyarrow as pa

    from docstruct.corrections.log import Log, locate_log

    events = [
        event
        for event in Log(locate_log(kb)).events()
        if actor in (None, event.actor) and report in (None, event.target.report_id if event.target else None)
    ]
    if output is Format.json:
        typer.echo(
            json.dumps([event.model_dump(mode="json") for event in events], ensure_ascii=False, indent=1)
        )
        return
    columns = {
        "seq": [event.seq for event in events],
        "time": [event.time for event in events],
        "actor": [event.actor for event in events],
        "op": [event.op for event in events],
        "table": [event.table for event in events],
        "quote": [event.target.quote if event.target else None for event in events],
        "field": [event.field for event in events],
        "old": [_shorten(event.old) for event in events],
        "new": [_shorten(event.new if event.op != "rule" else event.payload) for event in events],
        "reason": [event.reason for event in events],
        "report_id": [event.target.report_id if event.target else None for event in events],
        "event_id": [event.event_id for event in events],
    }
    print_rows(pa.table(columns), output)


@app.command()
def orphans(kb: Kb, output: Output = Format.table) -> None:
    """List the corrections that have no certain place in the current release, and why."""
    from docstruct.kb.connection import open_kb
    from docstruct.kb.corrected import list_orphans
    from docstruct.kb.releases import Store

    with open_kb(kb) as connection:
        print_rows(list_orphans(connection, Store(kb).log.events()), output)


@app.command()
def disputes(kb: Kb, output: Output = Format.table) -> None:
    """List what people differ on in the current release, and who says what."""
    from docstruct.kb.connection import open_kb
    from docstruct.kb.corrected import list_disputes

    with open_kb(kb) as connection:
        print_rows(list_disputes(connection), output)


@app.command()
def agreement(kb: Kb, output: Output = Format.table) -> None:
    """Measure how far annotators agree on what several of them judged."""
    import pyarrow as pa

    from docstruct.corrections.agreement import measure_agreement
    from docstruct.corrections.log import Log, locate_log

    found = measure_agreement(Log(locate_log(kb)).events())
    measures = [
        (pair, name, value)
        for pair in found
        for name, value in [
            *((f"kappa of {k}", v) for k, v in pair.kappa.items()),
            ("F1 of spans", pair.span_f1),
        ]
    ]
    columns = {
        "table": [pair.table for pair, _, _ in measures],
        "first": [pair.first for pair, _, _ in measures],
        "second": [pair.second for pair, _, _ in measures],
        "judged_by_both": [pair.judged for pair, _, _ in measures],
        "measure": [name for _, name, _ in measures],
        "value": [None if value is None else round(value, 3) for _, _, value in measures],
    }
    print_rows(pa.table(columns), output)


@app.command()
def export(
    kb: Kb,
    to: Annotated[
        Path, typer.Option(help="Folder for aliases.toml, train.jsonl, test.jsonl and gold.jsonl.")
    ],
) -> None:
    """Write what corrections teach: names of series to review for the lexicon, annotated passages to train and test on."""
    from docstruct.kb.lessons import export_lessons

    for line in export_lessons(kb, to):
        typer.echo(line)


@people.command("add")
def add_user(
    name: Annotated[str, typer.Argument(help="The name that corrections are signed with.")],
    kb: Kb,
    adjudicator: Annotated[
        bool, typer.Option("--adjudicator", help="May decide where others differ.")
    ] = False,
) -> None:
    """Add a person and print the token that they log in with; it is shown this once."""
    typer.echo(_users(kb).add(name, adjudicator=adjudicator))


@people.command("remove")
def remove_user(name: Annotated[str, typer.Argument(help="Whose token ends.")], kb: Kb) -> None:
    """End a person's token; their corrections stay."""
    _users(kb).remove(name)


@people.command("list")
def list_users(kb: Kb) -> None:
    """List who may correct."""
    users = _users(kb)
    for name in users.names():
        user = users.get(name)
        typer.echo(f"{name}\tadjudicator" if user and user.adjudicator else name)


def _users(kb: Path) -> Users:
    from docstruct.corrections.users import Users, locate_users

    return Users(locate_users(kb))


def _shorten(value: object) -> str | None:
    """Return a value on one line; a span by its words."""
    if isinstance(value, dict):
        return str(value.get("quote") or json.dumps(value, ensure_ascii=False))
    return None if value is None else str(value)
