"""Commands about the releases of a base: diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from docstruct.cli.output import Format, Output, open_console, print_rows


def diff(
    before: Annotated[str, typer.Argument(help="A base, the folder of a release, or with --kb an id.")],
    after: Annotated[str, typer.Argument(help="The same, for what came later.")],
    kb: Annotated[Path | None, typer.Option(help="The base whose release ids are given.")] = None,
    field: Annotated[list[str] | None, typer.Option(help="Only changes of this field; repeatable.")] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="Print so many changes; a table has 40.")] = None,
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
    shown = changes.slice(0, 40 if limit is None and output is Format.table else limit)
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
