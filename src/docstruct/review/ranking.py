"""What is worth a person's minute: findings of the checks first, then doubt, of headline series before others."""

from __future__ import annotations

from docstruct.review.base import KEYS, Base, Row, TableName
from docstruct.settings import ReviewSettings

_SEVERITY = {"error": 3, "warning": 2, "info": 1}


def rank_rows(base: Base, table: TableName, settings: ReviewSettings) -> list[str]:
    """Return the ids of a table's rows, the most worthwhile first.

    Findings order by severity; among equals, doubt (1 - confidence) counts, weighted by what the series is worth.
    Rows that are worth the same stand in the order of the text, so that the reader stays in one place.

    Parameters
    ----------
    base : Base
        The release.
    table : {"observations", "mentions"}
        Which rows.
    settings : ReviewSettings
        Weights.
    """
    headline = base.headline

    def worth(row: Row) -> tuple[int, float]:
        findings = base.findings.get(row[KEYS[table]], ())
        severity = max((_SEVERITY[finding["severity"]] for finding in findings), default=0)
        return severity, round((1 - row["confidence"]) * _weigh(row, headline, settings), 3)

    rows = [row for document in base.documents.values() for row in document.rows[table]]
    return [row[KEYS[table]] for row in sorted(rows, key=worth, reverse=True)]


def _weigh(row: Row, headline: set[str], settings: ReviewSettings) -> float:
    if row.get("indicator_id") in headline:
        return settings.headline_weight
    return settings.spec_weight if row.get("kind") == "spec" else 1.0
