"""Panels for analysis: place × period × series, target and outcome, each figure with its sentence."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.choice import Choice, choose, select_places
from docstruct.kb.compare import Series, find_series
from docstruct.kb.schema import Column
from docstruct.kb.scorecard import select_scorecard
from docstruct.kb.view_tables import PANEL, SCORECARD
from docstruct.kb.views import HEADLINE_OBSERVATIONS, select_panel
from docstruct.kb.vocabularies import CHINESE

#: what a wide panel gives of each series, and how its column ends; Stata allows 32 characters
_WIDE = (
    ("value", ""),
    ("low", "_low"),
    ("high", "_high"),
    ("bound", "_bound"),
    ("commitment", "_word"),
    ("hardness", "_hard"),
    ("sentence", "_text"),
    ("report_id", "_rep"),
    ("review_status", "_rev"),
)
_KIND_CODES = {"level": "l", "growth": "g", "delta": "d", "share": "s", "gap": "x", "rank": "r"}
_BASIS_CODES = {"pop": "p", "cagr": "c", "span": "n"}
_SIDE_CODES = {"target": "t", "outcome": "o"}
_WIDE_KEYS = ("ref_area", "province", "city", "region", "level", "year", "time_period")


def build_panel(
    connection: duckdb.DuckDBPyConnection,
    indicators: Sequence[str],
    *,
    kind: str | None = None,
    status: str | None = None,
    period: str | None = None,
    region: str | None = None,
    level: str | None = None,
) -> pa.Table:
    """Return the long panel of some series: one row a cell.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        From :func:`docstruct.kb.connection.open_kb`.
    indicators : sequence of str
        Ids, names or aliases.
    kind, status, period : str, optional
        Keep figures of this kind, status (``outcome`` is actual or estimate) or time period only.
    region : str, optional
        Code, name or beginning of a name; a code or name of a province takes all places in it.
    level : str, optional
        ``nation``, ``province``, ``city``, ``county`` or ``town``.

    Returns
    -------
    pyarrow.Table
        The columns of :data:`docstruct.kb.view_tables.PANEL`, with labels in the field metadata.

    Raises
    ------
    KnowledgeBaseError
        An indicator is not known, or has no id.
    """
    chosen = [_find_registered(connection, words) for words in indicators]
    choice = choose(kind=kind, status=status, period=period, level=level)
    if region is not None:
        choice.add(f"ref_area IN ({select_places(within=True)})", place=region)
    statement, values = f"SELECT * FROM ({_select_panel_of(chosen, choice)})", choice.values
    if status in ("actual", "estimate"):
        statement += " WHERE status = $status"
        values["status"] = status
    order = "indicator_id, ref_area, year, time_period, side, kind, basis, measure, base, unit"
    rows = connection.sql(f"{statement} ORDER BY {order}", params=values).to_arrow_table()
    return _describe(rows, PANEL.columns)


def build_scorecard(
    connection: duckdb.DuckDBPyConnection,
    indicators: Sequence[str],
    *,
    region: str | None = None,
    level: str | None = None,
    year: int | None = None,
) -> pa.Table:
    """Return targets with what became of them, and with the target of the place above.

    Parameters
    ----------
    indicators : sequence of str
        Ids, names or aliases; empty for all headline series.
    region, level : str, optional
        As for :func:`build_panel`.
    year : int, optional
        The year aimed at.

    Returns
    -------
    pyarrow.Table
        The columns of :data:`docstruct.kb.view_tables.SCORECARD`.

    Raises
    ------
    KnowledgeBaseError
        An indicator is not known, or has no id.
    """
    wanted = indicators or [
        row[0] for row in connection.execute("SELECT indicator_id FROM indicators WHERE headline").fetchall()
    ]
    chosen = [_find_registered(connection, words) for words in wanted]
    statement = (
        f"WITH asked AS ({_select_panel_of(chosen)}) SELECT * FROM ({select_scorecard('asked')}) WHERE true"
    )
    values: list[object] = []
    if region is not None:
        statement += " AND (ref_area = ? OR province = ? OR city = ? OR starts_with(region, ?))"
        values += [region] * 4
    if level is not None:
        statement += " AND level = ?"
        values.append(level)
    if year is not None:
        statement += " AND year = ?"
        values.append(year)
    rows = connection.sql(
        f"{statement} ORDER BY indicator_id, ref_area, year, time_period, kind", params=values
    )
    return _describe(rows.to_arrow_table(), SCORECARD.columns)


def widen_panel(panel: pa.Table) -> pa.Table:
    """Return a panel with one row a place and period, and the series side by side.

    Columns are named ``<indicator>_<kind>_<side>`` and an ending: ``gdp_g_t`` is the target of GDP growth,
    ``gdp_g_t_low`` the lower end of what its wording allows, ``gdp_g_o`` the outcome. Kinds are l(evel), g(rowth),
    d(elta), s(hare), gap (x) and r(ank); a growth that is not over the year before has its basis behind the kind
    (``gc`` yearly average, ``gn`` whole span, ``gp`` over the period before). Names longer than Stata's 32 characters
    are cut in the indicator. Where one series has several measures, wholes or units, the first in order of the panel
    stands; take the long panel for those.

    Parameters
    ----------
    panel : pyarrow.Table
        From :func:`build_panel`.
    """
    rows = panel.to_pylist()
    columns: dict[str, Column] = {}
    wide: dict[tuple[object, ...], dict[str, object]] = {}
    for row in rows:
        key = tuple(row[name] for name in _WIDE_KEYS)
        cell = wide.setdefault(key, dict(zip(_WIDE_KEYS, key, strict=True)))
        for source, ending in _WIDE:
            if row["side"] == "outcome" and source in ("commitment", "hardness"):
                continue
            name = _name_column(row, ending)
            if name not in columns:
                columns[name] = _wide_column(name, row, PANEL.column(source))
            cell.setdefault(name, row[source])
    kept = [PANEL.column(name) for name in _WIDE_KEYS] + [columns[name] for name in sorted(columns)]
    ordered = sorted(wide.values(), key=lambda cell: (str(cell["ref_area"]), str(cell["time_period"])))
    arrays = [pa.array([cell.get(column.name) for cell in ordered], type=column.type) for column in kept]
    return pa.Table.from_arrays(arrays, schema=pa.schema([column.to_field() for column in kept]))


def _find_registered(connection: duckdb.DuckDBPyConnection, words: str) -> Series:
    series = find_series(connection, words)
    if series.indicator_id is None:
        raise KnowledgeBaseError(
            f"{words!r} is a wording without a series; compare shows it, a panel needs an id."
        )
    return series


def _select_panel_of(series: Sequence[Series], choice: Choice | None = None) -> str:
    source = HEADLINE_OBSERVATIONS if all(one.headline for one in series) else "observations"
    ids = ", ".join(f"'{one.indicator_id}'" for one in series)
    asked = choice or Choice()
    asked.add(f"indicator_id IN ({ids})")
    return select_panel(f"({asked.select(source)})")


def _describe(rows: pa.Table, columns: Sequence[Column]) -> pa.Table:
    schema = pa.schema([column.to_field().with_nullable(True) for column in columns])
    return rows.select(schema.names).cast(schema)


def _name_column(row: dict[str, object], ending: str) -> str:
    kind = _KIND_CODES[str(row["kind"])] + _BASIS_CODES.get(str(row["basis"]), "")
    tail = f"_{kind}_{_SIDE_CODES[str(row['side'])]}"
    longest = 32 - len(tail) - max(len(end) for _, end in _WIDE)
    return f"{str(row['indicator_id'])[:longest]}{tail}{ending}"


def _wide_column(name: str, row: dict[str, object], source: Column) -> Column:
    kind, side = CHINESE["kind"][str(row["kind"])], CHINESE["side"][str(row["side"])]
    basis = CHINESE["basis"].get(str(row["basis"]), "")
    unit = f"，{row['unit_name']}" if source.name in ("value", "low", "high") else ""
    label = f"{row['indicator']} {basis}{kind} {side} {source.label}{unit}"
    return Column(
        name=name,
        label=label,
        type=source.type,
        meaning=f"{row['indicator']}: {source.meaning}",
        unit=str(row["unit"]) if unit else None,
        vocabulary=source.vocabulary,
    )
