"""Checks of what reports say against itself, against their other years and against the place above.

Every check gives findings, rows of the ``issues`` table, and changes nothing. ``docs/checks.md`` lists them.
"""

from docstruct.normalise.consistency.checking import check_across, check_report
from docstruct.normalise.consistency.figures import (
    COMPARED_COLUMNS,
    ComparedFigure,
    ReportName,
    compared_indicators,
)

__all__ = [
    "COMPARED_COLUMNS",
    "ComparedFigure",
    "ReportName",
    "check_across",
    "check_report",
    "compared_indicators",
]
