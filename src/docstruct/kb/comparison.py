"""A comparison as a table in the terminal: a row a place and period, target beside outcome, each with its words."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from rich import box
from rich.table import Table
from rich.text import Text

from docstruct.kb.figures import excerpt, format_figure
from docstruct.kb.vocabularies import CHINESE

Row = dict[str, Any]

_AROUND = 12
#: other answers that say nothing new are counted instead of shown
_SAME = {"repeated", "rounded"}


def tabulate(comparison: pa.Table, *, title: str = "") -> Table:
    """Lay out the result of :func:`docstruct.kb.compare.compare`.

    Every figure stands with its bound, its unit and the words around it. Below the figure that was chosen for a cell
    stand the others, each with the reason; those that only repeat it are counted.

    Returns
    -------
    rich.table.Table
        A row a place, period and, where there are several, kind; columns of targets and outcomes, where there are
        any.
    """
    rows = comparison.to_pylist()
    sides = [side for side in ("target", "outcome") if any(_side(row) == side for row in rows)]
    with_kind = len({_kind(row) for row in rows}) > 1
    table = Table(title=title or None, box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("地区", no_wrap=True)
    table.add_column("时期", no_wrap=True)
    if with_kind:
        table.add_column("类别", no_wrap=True)
    for side in sides:
        table.add_column(CHINESE["side"][side], justify="right", no_wrap=True)
    table.add_column("原句", overflow="fold")
    lines: dict[tuple[str, str, str, str], dict[str, list[Row]]] = {}
    for row in rows:
        key = (row["ref_area"] or "", row["region"], row["time_period"], _kind(row))
        lines.setdefault(key, {}).setdefault(_side(row), []).append(row)
    former = None
    for (area, region, period, kind), found in lines.items():
        table.add_row(
            "" if (area, region) == former else region,
            period,
            *([kind] if with_kind else []),
            *(_show_figures(found.get(side, [])) for side in sides),
            _quote(found, sides),
        )
        former = (area, region)
    return table


def _show_figures(rows: list[Row]) -> Text:
    lines = []
    for row in _shown(rows):
        another = row["reason"] is not None
        text = Text()
        if row["status"] == "estimate":
            text.append(f"{CHINESE['status']['estimate']} ", style="magenta")
        if another:
            text.append(f"{CHINESE['reason'][row['reason']]} ", style="yellow")
        text.append(format_figure(row | {"unit": row["unit_name"]}), style="yellow" if another else "bold")
        lines.append(text)
    return Text("\n").join(lines)


def _quote(found: dict[str, list[Row]], sides: list[str]) -> Text:
    """Quote every figure, those of one side in the order of their column."""
    lines = []
    for side in sides:
        rows = _shown(found.get(side, []))
        again = len(found.get(side, [])) - len(rows)
        for number, row in enumerate(rows):
            words = excerpt(row["evidence"], row["quantity"], around=_AROUND, after=row["wording"])
            head = f"{CHINESE['side'][side]}：" if len(found) > 1 else ""
            lines.append(f"{head}{words}" + (f"（另{again}处相同）" if again and not number else ""))
    return Text("\n".join(lines), style="dim")


def _shown(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["reason"] not in _SAME]


def _kind(row: Row) -> str:
    basis = row["basis"] if row["basis"] not in (None, "yoy") else ""
    return CHINESE["basis"].get(basis, "") + CHINESE["kind"][row["kind"]]


def _side(row: Row) -> str:
    return "target" if row["status"] == "target" else "outcome"
