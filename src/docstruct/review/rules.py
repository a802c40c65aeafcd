"""What a bulk rule would change, before it is made."""

from __future__ import annotations

from typing import Any

from docstruct.corrections.events import Rule, Scope
from docstruct.corrections.merge import rule_applies
from docstruct.review.base import Row
from docstruct.review.items import show_line
from docstruct.review.standing import Ledger

Json = dict[str, Any]


def preview_rule(
    ledger: Ledger, wording: str, indicator_id: str, scope: Scope, origin: Row, *, limit: int
) -> Json:
    """Return the rows whose series a rule changes, and how many rows it leaves as they are.

    Parameters
    ----------
    wording : str
        The indicator as reports word it; width and spaces don't count.
    scope : {"report", "place", "all"}
        The report of ``origin``, all reports of its place, or every report.
    origin : dict
        The row that the rule was thought of at.
    limit : int
        Lines to show; ``changes`` counts all.
    """
    base = ledger.base
    place = base.documents[origin["report_id"]].report["ref_area"]
    rule = Rule(
        wording=wording, indicator_id=indicator_id, scope=scope, ref_area=place if scope == "place" else None
    )
    changed: list[str] = []
    same = 0
    for row_id in ledger.list_wordings(wording):
        report = base.documents[base.rows[row_id]["report_id"]].record
        if not rule_applies(rule, origin["report_id"], report):
            continue
        if ledger.judge(row_id).row["indicator_id"] == indicator_id:
            same += 1
        else:
            changed.append(row_id)
    reports = {base.rows[row_id]["report_id"] for row_id in changed}
    return {
        "changes": len(changed),
        "same": same,
        "reports": len(reports),
        "indicator": base.indicators[indicator_id]["name"] if indicator_id in base.indicators else "",
        "rows": [
            show_line(ledger, row_id)
            | {
                "before": _name(ledger, base.rows[row_id]["indicator_id"]),
                "title": base.documents[base.rows[row_id]["report_id"]].report["title"],
                "evidence": base.rows[row_id]["evidence"],
            }
            for row_id in changed[:limit]
        ],
    }


def _name(ledger: Ledger, indicator_id: str | None) -> str:
    row = ledger.base.indicators.get(indicator_id or "")
    return str(row["name"]) if row else "（无）"
