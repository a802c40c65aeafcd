"""A comparison as a table in the terminal: a row a place, a column a status and period."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from rich.table import Table
from rich.text import Text

from docstruct.kb.figures import excerpt, format_figure
from docstruct.kb.vocabularies import CHINESE

_AROUND = 14


def tabulate(comparison: pa.Table, *, title: str = "") -> Table:
    """Lay out the result of :func:`docstruct.kb.compare.compare`.

    Every cell gives bound, value and unit, and below it the words around the quantity. Figures of several kinds in
    one cell are told apart by their kind.

    Returns
    -------
    rich.table.Table
        Region × (period, status).
    """
    rows = comparison.to_pylist()
    heads = sorted({(row["time_period"], row["status"]) for row in rows})
    cells: dict[tuple[str, str], dict[tuple[str, str], list[dict[str, Any]]]] = {}
    for row in rows:
        place = (row["ref_area"] or "", row["region"])
        cells.setdefault(place, {}).setdefault((row["time_period"], row["status"]), []).append(row)
    kinds = {row["kind"] for row in rows}
    table = Table(title=title or None, show_lines=True)
    table.add_column("地区", no_wrap=True)
    for period, status in heads:
        table.add_column(f"{period} {CHINESE['status'][status]}", overflow="fold")
    for place in sorted(cells):
        table.add_row(
            place[1], *(_lay_out(cells[place].get(head, []), with_kind=len(kinds) > 1) for head in heads)
        )
    return table


def _lay_out(rows: list[dict[str, Any]], *, with_kind: bool) -> Text:
    text = Text()
    for number, row in enumerate(rows):
        if number:
            text.append("\n")
        text.append(format_figure(row | {"unit": row["unit_name"]}), style="bold")
        if with_kind:
            text.append(f" {CHINESE['kind'][row['kind']]}", style="cyan")
        text.append("\n" + excerpt(row["evidence"], row["quantity"], around=_AROUND), style="dim")
    return text
