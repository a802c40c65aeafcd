"""One value a cell: which observation answers a question that several answer.

A cell is series × kind × basis × measure × whole × place × period × unit, once for targets and once for outcomes.
``measure`` keeps a stock (达到1016家) apart from what came new (新增60家); headline series have one measure only.

Of several observations of a cell, the one that comes first by these rules is chosen; the others stay visible in the
view ``cells`` with the reason:

1. what a person confirmed, corrected or added, before the machine's, before what is disputed;
2. the place's own report, before another place's;
3. an outcome given as a figure, before one given as a limit (突破4万亿元);
4. an outcome reported as having happened, before an estimate;
5. an exact outcome, before 左右;
6. a target from the report that plans the period, before a look back at it; else the later report, which revises;
7. 统计公报 before 政府工作报告 before 计划执行情况 before 预算 before others;
8. a section that looks back (outcomes) or plans (targets), before others;
9. the higher confidence, then the earlier place in the text.

Observations about an entity (an enterprise, a port) instead of a place, and figures that define a thing
(``kind = 'spec'``), answer no cell.
"""

from __future__ import annotations

CELL_COLUMNS = (
    "indicator_id", "kind", "basis", "measure", "base_text", "ref_area", "time_period", "side", "unit",
)  # fmt: skip

_GRADES = "dimension, by_person, by_status, by_place, by_limit, by_form, by_plan, by_type, by_role"
#: what decides, in this order; rules 1 to 9 above
_ORDER = (
    "by_person", "by_place", "by_limit", "by_status", "by_form", "by_plan", "report_year", "by_type", "by_role",
    "confidence", "report_id", "char_start", "obs_id",
)  # fmt: skip
_FALLING = ("report_year", "confidence")

MACROS = (
    # 达到, 提高到, 稳定在, 为 and no verb at all give the stock; 新增, 开工, 竣工 each a measure of its own
    """CREATE MACRO measure_of(predicate, kind, headline) AS CASE
        WHEN headline OR kind <> 'level' OR predicate IS NULL THEN NULL
        WHEN regexp_full_match(predicate, '.*(到|至|在|为|达|有|是|过|破|占|约|达成|完成|实现|保持|维持|稳定|接近|总计|合计|累计)') THEN NULL
        WHEN regexp_matches(predicate, '^(新|净增|增加|增设)') THEN '新增'
        ELSE predicate
    END""",
    # 下降3.1%以上 is written with its bound on the magnitude; on the number line it is at most -3.1
    """CREATE MACRO signed_bound(bound, number) AS CASE
        WHEN number >= 0 THEN bound
        WHEN bound IN ('ge', 'le') THEN CASE bound WHEN 'ge' THEN 'le' ELSE 'ge' END
        WHEN bound IN ('gt', 'lt') THEN CASE bound WHEN 'gt' THEN 'lt' ELSE 'gt' END
        ELSE bound
    END""",
    """CREATE MACRO agrees(number, high, bound, other, other_high) AS CASE
        WHEN bound IN ('ge', 'gt') THEN coalesce(other_high, other) >= number
        WHEN bound IN ('le', 'lt') THEN other <= coalesce(high, number)
        WHEN high IS NOT NULL THEN coalesce(other_high, other) >= number AND other <= high
        ELSE false
    END""",
)


def select_cells(source: str) -> str:
    """Return the query that ranks the observations of every cell.

    Parameters
    ----------
    source : str
        Relation with the columns of ``observations``; ``reports`` and ``indicators`` must exist.

    Returns
    -------
    str
        A SELECT with one row an observation that answers a cell: the columns of the cell, ``cell_rank`` (1 is the
        chosen one), ``cell_size``, ``reason`` (why another one was chosen), ``number`` and ``number_high`` in ``unit``,
        ``interval_bound`` (bound on the number line), and the observation's own columns.
    """
    partition = ", ".join(CELL_COLUMNS)
    order = ", ".join(f"{name} DESC" if name in _FALLING else name for name in _ORDER)
    return f"""
    {_grade(source)}, ranked AS (
        SELECT *, row_number() OVER cell AS cell_rank, count(*) OVER (PARTITION BY {partition}) AS cell_size,
               -- the winner by its id: carried along as a window value it takes five times as long
               first_value(obs_id) OVER cell AS chosen_obs_id
        FROM graded
        WINDOW cell AS (PARTITION BY {partition} ORDER BY {order})
    ), best AS (SELECT * FROM ranked WHERE cell_rank = 1)
    SELECT ranked.* EXCLUDE ({_GRADES}),
           best.report_id AS chosen_report_id, best.number AS chosen_number,
           CASE
               WHEN ranked.cell_rank = 1 THEN NULL
               WHEN ranked.number = best.number AND ranked.number_high IS NOT DISTINCT FROM best.number_high
                    THEN 'repeated'
               WHEN abs(ranked.number - best.number) <= {rounding("ranked.number", "best.number")} THEN 'rounded'
               WHEN agrees(ranked.number, ranked.number_high, ranked.interval_bound, best.number, best.number_high)
                 OR agrees(best.number, best.number_high, best.interval_bound, ranked.number, ranked.number_high)
                    THEN 'within_limit'
               WHEN ranked.by_person > best.by_person THEN 'overruled'
               WHEN ranked.by_status > best.by_status THEN 'estimate'
               WHEN ranked.report_year <> best.report_year AND ranked.side = 'target' THEN 'reset'
               WHEN ranked.report_year < best.report_year
                AND abs(ranked.number - best.number) <= 0.1 * abs(best.number) THEN 'revised'
               WHEN ranked.by_place > best.by_place THEN 'other_place'
               WHEN ranked.kind IN ('growth', 'share')
                 OR ranked.kind = 'level' AND (ranked.headline OR ranked.dimension = 'ratio') THEN 'contradicts'
               ELSE 'other_scope'
           END AS reason
    FROM ranked JOIN best ON best.obs_id = ranked.chosen_obs_id
    """


def select_chosen(source: str) -> str:
    """Return the query for the chosen observation of every cell: the rows of :func:`select_cells` with rank 1.

    Columns that set the others against it are left out; an aggregate takes a fifth of the time of a rank.

    Parameters
    ----------
    source : str
        As for :func:`select_cells`.
    """
    partition = ", ".join(CELL_COLUMNS)
    order = ", ".join(f"-{name}" if name in _FALLING else name for name in _ORDER)
    return f"""
    {_grade(source)}, best AS (
        SELECT arg_min(obs_id, row({order})) AS obs_id, count(*) AS cell_size FROM graded GROUP BY {partition}
    )
    SELECT graded.* EXCLUDE ({_GRADES}), best.cell_size FROM graded JOIN best USING (obs_id)
    """


def _grade(source: str) -> str:
    return f"""
    WITH answers AS (
        SELECT o.indicator_id, i.name AS indicator, i.headline, i.dimension, o.kind, o.basis,
               measure_of(o.predicate, o.kind, i.headline) AS measure, o.base_text, o.ref_area, o.ref_area_name,
               o.time_period, o.freq, o.period_start, o.period_end,
               CASE o.status WHEN 'target' THEN 'target' ELSE 'outcome' END AS side,
               coalesce(o.std_unit, o.unit, o.unit_text) AS unit,
               coalesce(o.std_value, o.value) AS number,
               CASE WHEN o.std_value IS NULL OR o.value = 0 THEN o.value_high
                    ELSE o.value_high * (o.std_value / o.value) END AS number_high,
               o.status, o.bound, o.commitment, o.price_basis, o.predicate, o.indicator_text, o.quantity_text, o.evidence, o.confidence,
               o.review_status, o.report_id, r.title AS report, r.year AS report_year, r.report_type,
               r.ref_area AS report_area, o.role, o.char_start, o.obs_id
        FROM {source} o
        JOIN indicators i USING (indicator_id)
        JOIN reports r USING (report_id)
        WHERE o.ref_area IS NOT NULL AND o.value IS NOT NULL AND o.kind <> 'spec' AND o.subject_entity_id IS NULL
    ), graded AS (
        SELECT *,
               CASE review_status WHEN 'machine' THEN 1 WHEN 'disputed' THEN 2 ELSE 0 END AS by_person,
               CASE status WHEN 'estimate' THEN 1 ELSE 0 END AS by_status,
               CASE WHEN report_area IS NOT DISTINCT FROM ref_area THEN 0 ELSE 1 END AS by_place,
               CASE WHEN side = 'outcome' AND bound NOT IN ('eq', 'approx') THEN 1 ELSE 0 END AS by_limit,
               CASE WHEN side = 'outcome' AND (bound = 'approx' OR number_high IS NOT NULL) THEN 1 ELSE 0 END AS by_form,
               CASE WHEN side = 'target' AND report_year = year(period_start) THEN 0 ELSE 1 END AS by_plan,
               CASE report_type WHEN 'statistical_communique' THEN 0 WHEN 'government_work_report' THEN 1
                    WHEN 'plan_execution' THEN 2 WHEN 'budget' THEN 3 ELSE 4 END AS by_type,
               CASE WHEN role = CASE side WHEN 'target' THEN 'plan' ELSE 'review' END THEN 0 ELSE 1 END AS by_role,
               signed_bound(bound, number) AS interval_bound
        FROM answers
    )"""


def rounding(one: str, other: str) -> str:
    """Return SQL for how far two figures may lie apart when one rounds the other (1312.1亿 and 1312亿).

    Half a per cent of large figures; rates (5.0% and 5.1%) are never taken as rounded.
    """
    return f"CASE WHEN least(abs({one}), abs({other})) >= 1000 THEN 0.005 * abs({other}) ELSE 0 END"
