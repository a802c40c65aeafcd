"""Targets joined with what became of them."""

from __future__ import annotations

from docstruct.settings import Settings

#: series where less is better, so that a target is a ceiling
CEILINGS = ("cpi", "urban_unemployment", "pm25", "energy_intensity")


def select_scorecard(panel: str) -> str:
    """Return the query that joins each target with its outcome and with the target of the place above.

    ``result`` is ``met`` when the outcome lies on the right side of the target (not below it; for ceilings such as
    prices and unemployment not above it; within the range of a range), or misses a 左右 by no more than
    ``about_points``; ``close`` when it misses by no more than ``close_points`` (figures in %) or ``close_share`` of
    the target (others); ``missed`` otherwise; null while there is no outcome. ``step_up`` is the target less that of
    the place above (层层加码), for the same series and period, where both are rates.

    Parameters
    ----------
    panel : str
        Relation with the columns of the view ``panel``.
    """
    settings = Settings().kb
    ceilings = ", ".join(f"'{name}'" for name in CEILINGS)
    same = ["kind", "basis", "measure", "base", "time_period", "unit"]
    on_outcome = " AND ".join(f"t.{name} IS NOT DISTINCT FROM o.{name}" for name in same)
    on_parent = " AND ".join(f"t.{name} IS NOT DISTINCT FROM p.{name}" for name in same)
    return f"""
    WITH joined AS (
        SELECT t.ref_area, t.province, t.city, t.region, t.level, t.year, t.time_period, t.indicator_id, t.indicator,
               t.kind, t.basis, t.measure, t.base, t.unit, t.unit_name,
               t.value AS target, t.low AS target_low, t.high AS target_high, t.bound AS target_bound, t.commitment,
               t.hardness, o.value AS outcome, o.bound AS outcome_bound, o.status AS outcome_status,
               round(o.value - t.value, 9) AS gap,
               p.ref_area AS parent_area, p.value AS parent_target, p.bound AS parent_bound,
               CASE WHEN t.unit IN ('%', 'pp') THEN round(t.value - p.value, 9) END AS step_up,
               t.wording AS target_wording, t.quantity AS target_quantity, t.sentence AS target_sentence, t.report_id AS target_report, t.obs_id AS target_obs_id,
               o.wording AS outcome_wording, o.quantity AS outcome_quantity, o.sentence AS outcome_sentence, o.report_id AS outcome_report, o.obs_id AS outcome_obs_id,
               p.obs_id AS parent_obs_id,
               -- how far the outcome falls short of the target, in the unit; 0 or less when it does not
               CASE WHEN t.low IS NULL OR t.indicator_id IN ({ceilings}) AND t.bound NOT IN ('ge', 'gt')
                    THEN o.value - coalesce(t.high, t.value)
                    WHEN t.high IS NULL OR t.high = t.low THEN t.low - o.value
                    ELSE greatest(t.low - o.value, o.value - t.high) END AS shortfall
        FROM {panel} t
        LEFT JOIN {panel} o ON o.side = 'outcome' AND o.indicator_id = t.indicator_id AND o.ref_area = t.ref_area
             AND {on_outcome}
        LEFT JOIN regions g ON g.ref_area = t.ref_area
        LEFT JOIN {panel} p ON p.side = 'target' AND p.indicator_id = t.indicator_id AND p.ref_area = g.parent_area
             AND {on_parent}
        WHERE t.side = 'target' AND t.kind <> 'rank'
    )
    SELECT * EXCLUDE (shortfall),
           CASE
               WHEN shortfall IS NULL THEN NULL
               WHEN shortfall <= CASE WHEN target_bound = 'approx' AND unit IN ('%', 'pp')
                                      THEN {settings.about_points} ELSE 0 END + 1e-9 THEN 'met'
               WHEN shortfall <= CASE WHEN unit IN ('%', 'pp') THEN {settings.close_points}
                                      ELSE {settings.close_share} * abs(target) END + 1e-9 THEN 'close'
               ELSE 'missed'
           END AS result
    FROM joined
    """
