"""Commands about the releases of a base: diff, releases list, pin, unpin, switch, verify, gc."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from docstruct.cli.output import Format, Kb, Output, open_console, print_rows
from docstruct.settings import Settings

_SHOWN = 40
_DEFAULTS = Settings().kb

releases = typer.Typer(
    no_args_is_help=True, help="List, pin, compare, check and remove the releases of a base."
)

ReleaseId = Annotated[str, typer.Argument(metavar="RELEASE", help="Id of a release, or its beginning.")]


def diff(
    before: Annotated[str, typer.Argument(help="A base, the folder of a release, or with --kb an id.")],
    after: Annotated[str, typer.Argument(help="The same, for what came later.")],
    kb: Annotated[Path | None, typer.Option(help="The base whose release ids are given.")] = None,
    field: Annotated[list[str] | None, typer.Option(help="Only changes of this field; repeatable.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help=f"Print so many changes; a table has {_SHOWN}.")
    ] = None,
    output: Output = Format.table,
) -> None:
    """Print what changed between two releases by observation and field, and why."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from docstruct.kb.diff import FIELDS, count_changes, diff_releases
    from docstruct.kb.diff_table import tabulate_changes, tabulate_counts
    from docstruct.kb.history import find_release
    from docstruct.kb.releases import Store

    unknown = sorted(set(field or ()) - set(FIELDS))
    if unknown:
        raise typer.BadParameter(f"no field {', '.join(unknown)}; there are {', '.join(FIELDS)}")
    store = Store(kb) if kb else None
    changes = diff_releases(find_release(before, store), find_release(after, store))
    if field:
        changes = changes.filter(pc.is_in(changes.column("field"), value_set=pa.array(field)))
    counts = count_changes(changes)
    shown = changes.slice(0, _SHOWN if limit is None and output is Format.table else limit)
    if output is Format.json:
        found = {"summary": counts.to_pylist(), "changes": shown.to_pylist()}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    elif output is Format.csv:
        print_rows(shown, output)
    elif not changes.num_rows:
        typer.echo("no observation differs")
    else:
        console = open_console()
        console.print(tabulate_counts(counts))
        console.print(tabulate_changes(shown))
        if shown.num_rows < changes.num_rows:
            console.print(f"{changes.num_rows - shown.num_rows} more; --limit N or --format csv shows them")


@releases.command("list")
def list_(kb: Kb, output: Output = Format.table) -> None:
    """Print the releases of a base, newest first."""
    import pyarrow as pa

    from docstruct.kb.history import list_releases
    from docstruct.kb.releases import Store

    rows = [
        {
            "release": kept.release.release_id,
            "current": "*" if kept.current else "",
            "created_at": kept.created_at.strftime("%Y-%m-%d %H:%M:%S"),
            "reports": kept.reports,
            "observations": kept.observations,
            "mb": round(kept.size / 1e6, 1),
            "parent": kept.release.manifest.parent,
            "pin": kept.note if kept.note is None else kept.note or "pinned",
        }
        for kept in list_releases(Store(kb))
    ]
    print_rows(pa.Table.from_pylist(rows), output)


@releases.command()
def pin(
    release: ReleaseId, kb: Kb, note: Annotated[str, typer.Option(help="What it is kept for.")] = ""
) -> None:
    """Keep a release for good, e.g. the one that a paper uses."""
    from docstruct.kb.history import pin_release
    from docstruct.kb.releases import Store

    typer.echo(f"{pin_release(Store(kb), release, note)} stays until it is unpinned")


@releases.command()
def unpin(release: ReleaseId, kb: Kb) -> None:
    """Let garbage collection remove a release again."""
    from docstruct.kb.history import unpin_release
    from docstruct.kb.releases import Store

    typer.echo(f"{unpin_release(Store(kb), release)} is no longer pinned")


@releases.command()
def switch(release: ReleaseId, kb: Kb) -> None:
    """Make another release the current one, e.g. the one before a mistake."""
    from docstruct.kb.history import switch_release
    from docstruct.kb.releases import Store

    typer.echo(f"{switch_release(Store(kb), release)} is current")


@releases.command()
def verify(
    kb: Kb, release: Annotated[str | None, typer.Argument(help="Only this one; otherwise all.")] = None
) -> None:
    """Check the files of releases against the checksums of their manifests; exit code 1 where one is damaged."""
    from docstruct.kb.history import find_release, list_ids, verify_base, verify_release
    from docstruct.kb.releases import Store

    store = Store(kb)
    found = list(verify_release(find_release(release, store)) if release else verify_base(store))
    for damage in found:
        typer.echo(damage)
    if found:
        raise typer.Exit(1)
    typer.echo(f"{1 if release else len(list_ids(store))} releases as published")


@releases.command()
def gc(
    kb: Kb,
    keep: Annotated[int, typer.Option(min=1, help="So many of the newest stay.")] = _DEFAULTS.keep_releases,
    days: Annotated[float, typer.Option(min=0, help="Younger ones stay.")] = _DEFAULTS.keep_days,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell which would go.")] = False,
) -> None:
    """Remove old releases; never the current one, nor a pinned one."""
    from docstruct.kb.history import collect_garbage
    from docstruct.kb.releases import Store

    gone = collect_garbage(Store(kb), keep=keep, days=days, dry_run=dry_run)
    for release_id in gone:
        typer.echo(f"{release_id} {'would go' if dry_run else 'removed'}")
    if not gone:
        typer.echo("nothing to remove")


releases.command("diff")(diff)
