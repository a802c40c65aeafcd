"""The registries as rows."""

from __future__ import annotations

from docstruct.reference import reference_tables


def test_reference_rows_have_unique_keys() -> None:
    tables = reference_tables()
    indicators = [row["indicator_id"] for row in tables.indicators]
    units = [row["unit"] for row in tables.units]
    assert len(set(indicators)) == len(indicators)
    assert len(set(units)) == len(units)


def test_reference_holds_the_headline_indicators() -> None:
    headlines = {row["indicator_id"] for row in reference_tables().indicators if row["headline"]}
    assert {"gdp", "cpi", "urban_unemployment", "new_urban_jobs", "budget_revenue", "pm25"} <= headlines


def test_every_unit_of_reference_converts_into_one_of_them() -> None:
    rows = reference_tables().units
    assert {row["std_unit"] for row in rows} <= {row["unit"] for row in rows}
