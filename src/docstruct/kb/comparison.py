"""A comparison as a table in the terminal: region × (period, target or outcome), or a list where that is too wide."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from rich.table import Table
from rich.text import Text

from docstruct.kb.figures import excerpt, format_figure
from docstruct.kb.vocabularies import CHINESE

Row = dict[str, Any]

#: with more columns than this, the words of a cell no longer fit beside those of its neighbours
_WIDEST = 4
_AROUND_IN_CELL = 14
_AROUND_IN_LINE = 26


def tabulate(comparison: pa.Table, *, title: str = "") -> Table:
    """Lay out the result of :func:`docstruct.kb.compare.compare`.

    Every figure stands with its bound, its unit and the words around it; figures of several kinds are told apart by
    their kind, and those that were not chosen for their cell carry the reason.

    Returns
    -------
    rich.table.Table
        A row a region and a column a period, targets and outcomes apart; with more than four columns, a row a
        figure.
    """
    rows = comparison.to_pylist()
    heads = sorted({_head(row) for row in rows})
    with_kind = len({row["kind"] for row in rows}) > 1
    if len(heads) > _WIDEST:
        return _list_figures(rows, with_kind=with_kind, title=title)
    cells: dict[tuple[str, str], dict[tuple[str, str], list[Row]]] = {}
    for row in rows:
        cells.setdefault(_place(row), {}).setdefault(_head(row), []).append(row)
    table = Table(title=title or None, show_lines=True)
    table.add_column("地区", no_wrap=True)
    for period, side in heads:
        table.add_column(f"{period} {CHINESE['side'][side]}", overflow="fold")
    for place in sorted(cells):
        table.add_row(
            place[1], *(_fill_cell(cells[place].get(head, []), with_kind=with_kind) for head in heads)
        )
    return table


def _list_figures(rows: list[Row], *, with_kind: bool, title: str) -> Table:
    table = Table(title=title or None, box=None, pad_edge=False)
    for name in ("地区", "时期", "状态", "数值", "原句"):
        table.add_column(name, no_wrap=name != "原句", overflow="fold")
    former = None
    for row in rows:
        place = _place(row)
        words = excerpt(row["evidence"], row["quantity"], around=_AROUND_IN_LINE)
        table.add_row(
            place[1] if place != former else "",
            row["time_period"],
            CHINESE["status"][row["status"]],
            _describe_figure(row, with_kind=with_kind, with_status=False),
            Text(words, style="dim"),
        )
        former = place
    return table


def _fill_cell(rows: list[Row], *, with_kind: bool) -> Text:
    text = Text()
    for number, row in enumerate(rows):
        text.append("\n" if number else "")
        text.append_text(_describe_figure(row, with_kind=with_kind, with_status=True))
        text.append("\n" + excerpt(row["evidence"], row["quantity"], around=_AROUND_IN_CELL), style="dim")
    return text


def _describe_figure(row: Row, *, with_kind: bool, with_status: bool) -> Text:
    another = row["reason"] is not None
    text = Text(format_figure(row | {"unit": row["unit_name"]}), style="" if another else "bold")
    if with_kind:
        text.append(f" {CHINESE['kind'][row['kind']]}", style="cyan")
    if with_status and row["status"] == "estimate":
        text.append(f" {CHINESE['status']['estimate']}", style="magenta")
    if another:
        text.append(f" 另有（{CHINESE['reason'][row['reason']]}）", style="yellow")
    return text


def _place(row: Row) -> tuple[str, str]:
    return (row["ref_area"] or "", row["region"])


def _head(row: Row) -> tuple[str, str]:
    return (row["time_period"], "target" if row["status"] == "target" else "outcome")
