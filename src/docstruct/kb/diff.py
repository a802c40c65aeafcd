"""What changed between two releases, observation by observation, and why.

Parts that both releases hold are the same file and are not read. Two observations are the same one when they have the
same ``obs_id`` (the words of the figure and around it); failing that, when their spans overlap in the same text; failing
that, when a report came in a new version and the figure answers the same question there.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from docstruct.kb.connection import connect, select_files
from docstruct.kb.release import Release
from docstruct.kb.tables import OBSERVATIONS

#: where a figure stands, instead of what it says: moves with every edit of the text around it
_PLACE = {
    "obs_id", "report_id", "section_id", "char_start", "char_end", "indicator_start", "indicator_end",
    "correction_id",
}  # fmt: skip
FIELDS = tuple(column.name for column in OBSERVATIONS.columns if column.name not in _PLACE)

#: what makes two figures of two versions of a report answers to one question
_QUESTION = ("report_id", "asked", "kind", "basis", "status", "time_period", "ref_area", "unit")


def diff_releases(before: Release, after: Release) -> pa.Table:
    """Return what changed from one release to another, which need not be of one base.

    Parameters
    ----------
    before, after : Release
        From :func:`docstruct.kb.connection.resolve_release`.

    Returns
    -------
    pyarrow.Table
        One row an observation that was added or removed, and one row a field that changed: change (added, removed,
        changed), why, report_id, report (title), region, indicator_id, indicator, time_period, status, field (null
        unless changed), before, after (the field as text; for whole observations the quantity as written), evidence,
        obs_id, obs_id_before. ``why`` is one of :data:`docstruct.kb.vocabularies.WHY`. Ordered by report, place in the
        text and field.
    """
    with connect() as connection:
        shared = {part.path for part in before.manifest.parts} & {part.path for part in after.manifest.parts}
        for side, release in (("a", before), ("b", after)):
            _load(connection, side, release, shared)
        connection.execute(_PAIRS)
        # a release of an older schema may lack a column
        columns = [set(connection.table(side).columns) for side in ("a", "b")]
        fields = [
            f"""SELECT pair.*, {place} AS field_order, '{name}' AS field,
                       CAST(a."{name}" AS VARCHAR) AS before, CAST(b."{name}" AS VARCHAR) AS after
                FROM pairs pair JOIN a USING (a_id) JOIN b USING (b_id)
                WHERE a."{name}" IS DISTINCT FROM b."{name}" """
            for place, name in enumerate(FIELDS)
            if all(name in held for held in columns)
        ]
        corrected = before.manifest.log_head != after.manifest.log_head
        return connection.sql(
            _select_changes(" UNION ALL ".join(fields), corrected=corrected)
        ).to_arrow_table()


def count_changes(changes: pa.Table) -> pa.Table:
    """Return how many observations were added, removed and changed, by reason and, where changed, by field.

    Parameters
    ----------
    changes : pyarrow.Table
        From :func:`diff_releases`.

    Returns
    -------
    pyarrow.Table
        change, why, field (null for the sum over fields), observations, reports.
    """
    with connect() as connection:
        connection.register("changes", changes)
        return connection.sql(
            """SELECT change, why, field, count(DISTINCT coalesce(obs_id, obs_id_before)) AS observations,
                      count(DISTINCT report_id) AS reports
               FROM changes GROUP BY GROUPING SETS ((change, why), (change, why, field))
               HAVING grouping(field) = 1 OR field IS NOT NULL
               ORDER BY change, why, field IS NOT NULL, observations DESC, field"""
        ).to_arrow_table()


def _load(connection: duckdb.DuckDBPyConnection, side: str, release: Release, shared: set[str]) -> None:
    """Make tables of what may have changed: observations (``a``), their texts and reports."""

    def files(name: str, *, all_parts: bool = False) -> str:
        parts = [part for part in release.manifest.parts_of(name) if all_parts or part.path not in shared]
        if not parts:
            parts, empty = release.manifest.parts_of(name)[:1], " LIMIT 0"
        else:
            empty = ""
        return select_files([release.path / part.path for part in parts]) + empty

    connection.execute(
        f"""CREATE TABLE {side} AS
            SELECT *, obs_id AS {side}_id, coalesce(indicator_id, indicator_text) AS asked FROM ({files("observations")});
            CREATE TABLE {side}_documents AS SELECT report_id, sha256, md5(text) AS text FROM ({files("documents")});
            CREATE TABLE {side}_reports AS
            SELECT report_id, title, pipeline_version FROM ({files("reports", all_parts=True)})"""
    )


_QUESTION_OF = ", ".join(_QUESTION)
_SAME_QUESTION = " AND ".join(f"a.{name} IS NOT DISTINCT FROM b.{name}" for name in _QUESTION)

#: pairs (a_id, b_id) of one observation before and after, each step for what the steps before it left over
_PAIRS = f"""
CREATE TABLE pairs AS SELECT a_id, b_id FROM a JOIN b USING (obs_id);
CREATE TABLE moved AS
    SELECT report_id, a_documents.text <> b_documents.text AS rewritten
    FROM a_documents JOIN b_documents USING (report_id);
CREATE VIEW a_left AS SELECT * FROM a WHERE a_id NOT IN (SELECT a_id FROM pairs);
CREATE VIEW b_left AS SELECT * FROM b WHERE b_id NOT IN (SELECT b_id FROM pairs);
INSERT INTO pairs
    SELECT a_id, b_id FROM (
        SELECT a_id, b_id, a.char_start AS a_start, b.char_start AS b_start,
               least(a.char_end, b.char_end) - greatest(a.char_start, b.char_start) AS common
        FROM a_left a JOIN b_left b USING (report_id)
        WHERE a.char_start < b.char_end AND b.char_start < a.char_end
          AND report_id NOT IN (SELECT report_id FROM moved WHERE rewritten)
    )
    QUALIFY row_number() OVER (PARTITION BY a_id ORDER BY common DESC, b_start, b_id) = 1
        AND row_number() OVER (PARTITION BY b_id ORDER BY common DESC, a_start, a_id) = 1;
CREATE TABLE a_numbered AS
    SELECT *, row_number() OVER (question ORDER BY char_start, a_id) AS number, count(*) OVER (question) AS size
    FROM a_left WHERE report_id IN (SELECT report_id FROM moved WHERE rewritten)
    WINDOW question AS (PARTITION BY {_QUESTION_OF});
CREATE TABLE b_numbered AS
    SELECT *, row_number() OVER (question ORDER BY char_start, b_id) AS number, count(*) OVER (question) AS size
    FROM b_left WHERE report_id IN (SELECT report_id FROM moved WHERE rewritten)
    WINDOW question AS (PARTITION BY {_QUESTION_OF});
INSERT INTO pairs
    SELECT a_id, b_id FROM a_numbered a JOIN b_numbered b
    ON {_SAME_QUESTION} AND a.number = b.number AND a.size = b.size
"""


def _select_changes(fields: str, *, corrected: bool) -> str:
    """Return the query for all changes.

    Parameters
    ----------
    fields : str
        Query for the changed fields of pairs.
    corrected : bool
        Whether the two releases were made with different states of the correction log.
    """
    return f"""
    WITH changes AS (
        SELECT 'changed' AS change, * FROM ({fields})
        UNION ALL SELECT 'removed', a_id, NULL, 0, NULL, quantity_text, NULL FROM a_left
        UNION ALL SELECT 'added', NULL, b_id, 0, NULL, NULL, quantity_text FROM b_left
    ), placed AS (
        SELECT c.*, coalesce(b.report_id, a.report_id) AS report_id, coalesce(b.char_start, a.char_start) AS place,
               CASE WHEN b.b_id IS NULL THEN a.ref_area_name ELSE b.ref_area_name END AS region,
               CASE WHEN b.b_id IS NULL THEN a.indicator_id ELSE b.indicator_id END AS indicator_id,
               coalesce(b.indicator_text, a.indicator_text) AS indicator,
               coalesce(b.time_period, a.time_period) AS time_period, coalesce(b.status, a.status) AS status,
               coalesce(b.evidence, a.evidence) AS evidence,
               a.correction_id IS DISTINCT FROM b.correction_id
               AND (c.change = 'changed' OR coalesce(a.correction_id, b.correction_id) IS NOT NULL) AS by_person
        FROM changes c LEFT JOIN a USING (a_id) LEFT JOIN b USING (b_id)
    )
    SELECT p.change,
           CASE
               WHEN ra.report_id IS NULL THEN 'new_report'
               WHEN rb.report_id IS NULL THEN 'report_gone'
               WHEN by_person THEN 'correction'
               WHEN da.sha256 <> db.sha256 THEN 'new_version'
               WHEN ra.pipeline_version <> rb.pipeline_version THEN 'new_program'
               WHEN {corrected} THEN 'correction'
               ELSE 'other'
           END AS why,
           report_id, coalesce(rb.title, ra.title) AS report, region, indicator_id, indicator, time_period, status,
           field, before, after, evidence, b_id AS obs_id, a_id AS obs_id_before
    FROM placed p
    LEFT JOIN a_reports ra USING (report_id) LEFT JOIN b_reports rb USING (report_id)
    LEFT JOIN a_documents da USING (report_id) LEFT JOIN b_documents db USING (report_id)
    ORDER BY report_id, place, coalesce(b_id, a_id), field_order
    """
