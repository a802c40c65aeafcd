"""Views that every connection has, beside the tables."""

from __future__ import annotations

from docstruct.kb import cells
from docstruct.kb.corrected import CORRECTED
from docstruct.kb.hardness import HARDNESS_MACRO
from docstruct.kb.scorecard import select_scorecard

MACROS = (
    # the level of a place from its code: 000000, 310000, 320500, 310114; towns have nine digits and more
    """CREATE MACRO region_level(code) AS CASE
        WHEN code IS NULL THEN NULL
        WHEN length(code) > 6 THEN 'town'
        WHEN code = '000000' THEN 'nation'
        WHEN ends_with(code, '0000') THEN 'province'
        WHEN ends_with(code, '00') THEN 'city'
        ELSE 'county'
    END""",
    HARDNESS_MACRO,
    *cells.MACROS,
)

#: observations of headline series only: what is asked for most, in a tenth of the parts
HEADLINE_OBSERVATIONS = "observations_headline"

TRIPLES = """
    SELECT o.quantity_text AS quantity, o.unit_text AS unit, o.indicator_text AS indicator,
           o.ref_area_name AS region, o.time_period, o.kind, o.status, o.bound, o.value, o.value_high,
           o.indicator_id, o.ref_area, r.title AS report, o.evidence, o.report_id, o.obs_id
    FROM observations o JOIN reports r USING (report_id)
"""


def select_panel(source: str) -> str:
    """Return the query for the chosen observation of every cell.

    Parameters
    ----------
    source : str
        Relation with the columns of ``observations``.
    """
    return f"""
    SELECT c.ref_area, g.province, g.city, coalesce(g.name, c.ref_area_name) AS region,
           coalesce(g.level, region_level(c.ref_area)) AS level, year(c.period_end)::SMALLINT AS year, c.time_period,
           c.indicator_id, c.indicator, c.kind, c.basis, c.measure, c.base_text AS base, c.side, c.status,
           c.number AS value, coalesce(u.name, c.unit) AS unit_name, c.unit,
           CASE WHEN c.interval_bound IN ('le', 'lt') THEN NULL ELSE c.number END AS low,
           CASE WHEN c.interval_bound IN ('ge', 'gt') AND c.number_high IS NULL THEN NULL
                ELSE coalesce(c.number_high, c.number) END AS high,
           c.bound, c.commitment,
           CASE WHEN c.side = 'target' THEN hardness_of(c.bound, c.commitment, c.number_high) END AS hardness,
           c.indicator_text AS wording, c.quantity_text AS quantity, c.evidence AS sentence, c.report, c.report_year, c.report_id,
           c.review_status, c.cell_size AS answers, c.obs_id
    FROM ({cells.select_chosen(source)}) c
    LEFT JOIN regions g ON g.ref_area = c.ref_area
    LEFT JOIN units u ON u.unit = c.unit
    """


VIEWS = {
    "triples": TRIPLES,
    "cells": cells.select_cells("observations"),
    "panel": select_panel("observations"),
    "targets": "SELECT * FROM panel WHERE side = 'target'",
    "outcomes": "SELECT * FROM panel WHERE side = 'outcome'",
    "scorecard": select_scorecard("panel"),
    "corrected": CORRECTED,
}
