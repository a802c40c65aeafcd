"""Figures that cannot both be right: two answers to one cell, within a report or in two reports of one year."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from docstruct.kb import cells
from docstruct.kb.figures import format_number
from docstruct.kb.rows import Row
from docstruct.kb.vocabularies import CHINESE

CHECK = "contradiction"


def find_contradictions(tables: Mapping[str, pa.Table]) -> list[tuple[Row, str]]:
    """Find observations that contradict the one chosen for their cell.

    Parameters
    ----------
    tables : mapping of str to pyarrow.Table
        observations, reports, sections and indicators.

    Returns
    -------
    list of (dict, str)
        Rows of ``issues``, each with the report that the chosen observation stands in.
    """
    with duckdb.connect() as connection:
        for name, rows in tables.items():
            connection.register(name, rows)
        for macro in cells.MACROS:
            connection.execute(macro)
        found = connection.sql(
            f"SELECT * FROM ({cells.select_cells('observations')}) WHERE reason = 'contradicts' ORDER BY obs_id"
        ).to_arrow_table()
    return [(_describe(row), row["chosen_report_id"]) for row in found.to_pylist()]


def _describe(row: Row) -> Row:
    number, chosen = (format_number(float(str(row[name]))) for name in ("number", "chosen_number"))
    kind = CHINESE["kind"][str(row["kind"])]
    return {
        "report_id": row["report_id"],
        "obs_id": row["obs_id"],
        "check": CHECK,
        "message": (
            f"{row['ref_area_name']} {row['time_period']} {row['indicator']} {kind}: {number} {row['unit']} here, "
            f"{chosen} in {row['chosen_obs_id']} of {row['chosen_report_id']}; one of them is another series or wrong."
        ),
        "severity": "warning",
    }
