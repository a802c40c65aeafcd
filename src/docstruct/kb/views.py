"""Views that every connection has, beside the tables."""

from __future__ import annotations

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
)

VIEWS = {
    "triples": """
        SELECT o.quantity_text AS quantity, o.unit_text AS unit, o.indicator_text AS indicator,
               o.ref_area_name AS region, o.time_period, o.kind, o.status, o.bound, o.value, o.value_high,
               o.indicator_id, o.ref_area, r.title AS report, o.evidence, o.report_id, o.obs_id
        FROM observations o JOIN reports r USING (report_id)
    """,
}
