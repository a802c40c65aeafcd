"""One series across places, periods and reports, each figure with its sentence."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.cells import select_cells
from docstruct.kb.choice import choose, select_places
from docstruct.kb.views import HEADLINE_OBSERVATIONS


@dataclass(frozen=True, slots=True)
class Series:
    """What a user asked for: a series by id, or a wording that has none."""

    indicator_id: str | None
    name: str
    headline: bool = False

    @property
    def condition(self) -> str:
        """SQL condition on ``observations`` with the parameter ``$series``."""
        return "indicator_id = $series" if self.indicator_id else "indicator_text = $series"

    @property
    def key(self) -> str:
        """The parameter of the condition."""
        return self.indicator_id or self.name

    @property
    def source(self) -> str:
        """The relation that holds its observations; the smallest one that does."""
        return HEADLINE_OBSERVATIONS if self.headline else "observations"


def find_series(connection: duckdb.DuckDBPyConnection, words: str) -> Series:
    """Return the series that an id, a name or an alias means; failing that, a wording that reports use.

    Raises
    ------
    KnowledgeBaseError
        Nothing of that name; lists the nearest.
    """
    rows = connection.execute(
        "SELECT indicator_id, name, aliases, headline FROM indicators ORDER BY headline DESC, indicator_id"
    ).fetchall()
    wanted = words.casefold()
    for column in (0, 1):
        for row in rows:
            if row[column].casefold() == wanted:
                return Series(row[0], row[1], row[3])
    for indicator_id, name, aliases, headline in rows:
        if wanted in aliases.casefold().split("|"):
            return Series(indicator_id, name, headline)
    wording = connection.execute(
        "SELECT 1 FROM observations WHERE indicator_text = ? LIMIT 1", [words]
    ).fetchall()
    if wording:
        return Series(None, words)
    names = {word: row[0] for row in rows for word in (row[0], row[1], *row[2].split("|")) if word}
    near = difflib.get_close_matches(words, names, n=5, cutoff=0.3)
    known = ", ".join(near) if near else ", ".join(row[0] for row in rows)
    raise KnowledgeBaseError(
        f"No indicator {words!r} in this base, by id, name, alias or wording. Near: {known}."
    )


def compare(
    connection: duckdb.DuckDBPyConnection,
    indicator: str,
    *,
    kind: str | None = None,
    status: str | None = None,
    period: str | None = None,
    region: str | None = None,
    level: str | None = None,
) -> pa.Table:
    """Return the observations of one series, ordered by place, period and status.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        From :func:`docstruct.kb.connection.open_kb`.
    indicator : str
        Id, name, alias or wording.
    kind, status, period : str, optional
        Keep figures of this kind, status or time period only.
    region : str, optional
        Code, name or beginning of a name of the place that the figure is about.
    level : str, optional
        ``nation``, ``province``, ``city``, ``county`` or ``town``.

    Returns
    -------
    pyarrow.Table
        ref_area, region, time_period, status, kind, basis, value, value_high, unit (values are in this standard
        unit), unit_name, bound, commitment, wording and quantity (as written), evidence (the sentence), chosen (whether it
        answers its cell; null where it answers none), reason (why another one was chosen), report, report_year,
        report_id, obs_id.

    Raises
    ------
    KnowledgeBaseError
        The indicator is not known.
    """
    series = find_series(connection, indicator)
    choice = choose(kind=kind, status=status, period=period, level=level)
    choice.add(series.condition, series=series.key)
    asked, values = choice.select(series.source), choice.values
    if region is not None:
        # two questions: each can pass over most of a part, which a condition with OR cannot
        asked = f"""{asked} AND ref_area IN ({select_places()})
            UNION ALL {asked} AND ref_area IS NULL AND starts_with(ref_area_name, $place)"""
        values["place"] = region
    statement = f"""
        WITH asked AS ({asked}),
             ranked AS ({select_cells("asked")})
        SELECT o.ref_area, o.ref_area_name AS region, o.time_period, o.status, o.kind, o.basis,
               coalesce(c.number, o.std_value, o.value) AS value, coalesce(c.number_high, o.value_high) AS value_high,
               coalesce(o.std_unit, o.unit, o.unit_text) AS unit, coalesce(u.name, o.unit_text) AS unit_name,
               o.bound, o.commitment, o.indicator_text AS wording, o.quantity_text AS quantity, o.evidence,
               c.cell_rank = 1 AS chosen, c.reason,
               r.title AS report, r.year AS report_year, o.report_id, o.obs_id
        FROM asked o JOIN reports r USING (report_id)
             LEFT JOIN ranked c ON c.obs_id = o.obs_id
             LEFT JOIN units u ON u.unit = coalesce(o.std_unit, o.unit)
        {"" if status is None else "WHERE o.status = $status"}
        ORDER BY o.ref_area NULLS LAST, o.ref_area_name, o.period_end, o.time_period, o.status, o.kind,
                 c.cell_rank, r.year, o.report_id, o.char_start, o.obs_id
    """
    if status is not None:
        values["status"] = status
    return connection.sql(statement, params=values).to_arrow_table()
