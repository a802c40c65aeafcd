"""Changes between two releases as tables in the terminal."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from rich import box
from rich.table import Table
from rich.text import Text

from docstruct.kb.figures import excerpt
from docstruct.kb.vocabularies import CHINESE

Row = dict[str, Any]

_STYLES = {"added": "green", "removed": "red", "changed": "yellow"}
_AROUND = 12


def tabulate_counts(counts: pa.Table) -> Table:
    """Lay out the result of :func:`docstruct.kb.diff.count_changes`."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, justify in (
        ("变化", "left"),
        ("原因", "left"),
        ("字段", "left"),
        ("观测数", "right"),
        ("报告数", "right"),
    ):
        table.add_column(name, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    for row in counts.to_pylist():
        whole = row["field"] is None
        table.add_row(
            Text(CHINESE["change"][row["change"]] if whole else "", style=_STYLES[row["change"]]),
            CHINESE["why"][row["why"]] if whole else "",
            row["field"] or "",
            str(row["observations"]),
            str(row["reports"]),
        )
    return table


def tabulate_changes(changes: pa.Table) -> Table:
    """Lay out the result of :func:`docstruct.kb.diff.diff_releases`, a row a change."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("变化", "原因", "报告", "指标", "时期", "字段"):
        table.add_column(name, no_wrap=True, overflow="ellipsis", max_width=16)
    for name in ("前", "后"):
        table.add_column(name, overflow="fold", max_width=24)
    former = None
    for row in changes.to_pylist():
        figure = row["obs_id"] or row["obs_id_before"]
        again = figure == former
        table.add_row(
            "" if again else Text(CHINESE["change"][row["change"]], style=_STYLES[row["change"]]),
            "" if again else CHINESE["why"][row["why"]],
            "" if again else row["report_id"],
            "" if again else row["indicator"],
            "" if again else row["time_period"],
            row["field"] or "",
            *(_show(row, side) for side in ("before", "after")),
        )
        former = figure
    return table


def _show(row: Row, side: str) -> str:
    value: str | None = row[side]
    if value is None:
        return "" if row["field"] is None else "–"
    if row["field"] is None:
        return excerpt(row["evidence"], value, around=_AROUND, after=row["indicator"])
    return value if len(value) <= 2 * _AROUND else value[: 2 * _AROUND - 1] + "…"
