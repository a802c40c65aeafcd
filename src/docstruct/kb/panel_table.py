"""Panels and scorecards in the terminal: a table a series, each figure with the words around it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pyarrow as pa
from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from docstruct.kb.figures import excerpt, format_figure, format_number
from docstruct.kb.vocabularies import CHINESE

Row = dict[str, Any]

_AROUND = 10
_RESULT_STYLES = {"met": "green", "close": "yellow", "missed": "red"}


def tabulate_panel(panel: pa.Table) -> Group:
    """Lay out a long panel, from :func:`docstruct.kb.panel.build_panel`: one line a cell."""
    tables = []
    for series, rows in groupby(panel.to_pylist(), key=_name_series):
        table = _start(series, left=("地区", "时期", ""), right=("数值",), rest=("约束", "承诺"))
        former = None
        for row in rows:
            side = (
                CHINESE["status"]["estimate"] if row["status"] == "estimate" else CHINESE["side"][row["side"]]
            )
            figure = format_figure(row | {"unit": row["unit_name"], "value_high": _range_end(row)})
            table.add_row(
                "" if row["region"] == former else row["region"],
                row["time_period"],
                side,
                figure,
                CHINESE["hardness"].get(row["hardness"] or "", ""),
                row["commitment"] or "",
                Text(
                    excerpt(row["sentence"], row["quantity"], around=_AROUND, after=row["wording"]),
                    style="dim",
                ),
            )
            former = row["region"]
        tables.append(table)
    return Group(*tables)


def tabulate_scorecard(scorecard: pa.Table) -> Group:
    """Lay out a scorecard, from :func:`docstruct.kb.panel.build_scorecard`: one line a target."""
    tables = []
    for series, found in groupby(scorecard.to_pylist(), key=_name_series):
        rows = list(found)
        above = ("上级目标", "加码") if any(row["parent_target"] is not None for row in rows) else ()
        table = _start(
            series, left=("地区", "时期"), right=("目标", "结果", "差额"), rest=("完成",), more_right=above
        )
        former = None
        for row in rows:
            estimate = f"{CHINESE['status']['estimate']} " if row["outcome_status"] == "estimate" else ""
            result = row["result"] or ""
            table.add_row(
                "" if row["region"] == former else row["region"],
                row["time_period"],
                _figure(row, "target"),
                estimate + _figure(row, "outcome"),
                _sign(row["gap"]),
                Text(CHINESE["result"].get(result, ""), style=_RESULT_STYLES.get(result, "")),
                *((_figure(row, "parent_target", "parent_bound"), _sign(row["step_up"])) if above else ()),
                _quote_both(row),
            )
            former = row["region"]
        tables.append(table)
    return Group(*tables)


def _start(
    title: str,
    *,
    left: tuple[str, ...],
    right: tuple[str, ...],
    rest: tuple[str, ...],
    more_right: tuple[str, ...] = (),
) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in (*left, *right, *rest, *more_right):
        table.add_column(name, justify="right" if name in right + more_right else "left", no_wrap=True)
    table.add_column("原句", overflow="fold", min_width=24)
    return table


def _name_series(row: Row) -> str:
    """Name what the figures of a table share, so that they compare."""
    basis = row["basis"] if row["basis"] not in (None, "yoy") else ""
    words = [CHINESE["basis"].get(basis, "") + CHINESE["kind"][row["kind"]], row["measure"], row["base"]]
    return " · ".join([row["indicator"], *filter(None, words)])


def _figure(row: Row, value: str, bound: str = "") -> str:
    if row[value] is None:
        return ""
    shown = {"value": row[value], "value_high": None, "bound": row[bound or f"{value}_bound"]}
    if value == "target":
        ends = {"low": row["target_low"], "high": row["target_high"], "value": row["target"]}
        shown["value_high"] = _range_end(ends)
    return format_figure(shown | {"unit": row["unit_name"]})


def _range_end(row: Row) -> float | None:
    """The upper end of a range, which a limit (以上) has not."""
    is_range = row["low"] is not None and row["high"] is not None and row["high"] != row["value"]
    return row["high"] if is_range else None


def _sign(number: float | None) -> str:
    return "" if number is None else ("+" if number > 0 else "") + format_number(number + 0.0)


def _quote_both(row: Row) -> Text:
    lines = [
        f"{CHINESE['side'][side]}：{_quote(row, side)}"
        for side in ("target", "outcome")
        if row[f"{side}_sentence"]
    ]
    return Text("\n".join(lines), style="dim")


def _quote(row: Row, side: str) -> str:
    sentence, quantity, wording = (row[f"{side}_{name}"] for name in ("sentence", "quantity", "wording"))
    return excerpt(sentence, quantity, around=_AROUND, after=wording)
