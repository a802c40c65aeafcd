"""One row as the page shows it: its paragraph cut into marked stretches, its fields, what is known of it."""

from __future__ import annotations

import re
from typing import Any

from docstruct.corrections.events import FIELDS, SPAN
from docstruct.corrections.users import User
from docstruct.kb.figures import format_figure
from docstruct.review.base import KEYS, Base, Document, Row, TableName
from docstruct.review.markup import cut_segments
from docstruct.review.standing import Ledger, Standing
from docstruct.structure.sentences import split

Json = dict[str, Any]
Mark = tuple[int, int, str, str]

#: ids of other observations, the frame around a message, and the sentence that it quotes
_ID = re.compile(r"\b[0-9a-f]{20}\b")
_PLACE = re.compile(r"^《[^》]*》第\d+—\d+字“[^”]*”（[^）]*）：")
_SENTENCE = re.compile(r"原句：“.*?”。(?=处理：|$)")


def show_item(ledger: Ledger, row_id: str, reader: User | None = None) -> Json | None:
    """Return everything the page needs to show one row, None for an unknown id.

    Parameters
    ----------
    reader : User, optional
        Who looks; of a report that is read twice they see only their own work.
    """
    found = ledger.find(row_id)
    if found is None:
        return None
    table, _ = found
    standing = ledger.judge(row_id, reader)
    row, document = standing.row, ledger.base.documents[standing.row["report_id"]]
    start, end = document.find_paragraph(row["char_start"])
    marks = [*_mark_sentence(row, document, start, end), *_mark_others(ledger, row_id, document, start, end)]
    marks += _mark_row(row, row_id, table)
    return {
        "id": row_id,
        "table": table,
        "report": show_report(document.report),
        "section": list_headings(row, document),
        "role": _find_role(row, document),
        "paragraph": cut_segments(document.text, start, end, marks),
        "span": [row["char_start"], row["char_end"]],
        "text": document.text[row["char_start"] : row["char_end"]],
        "figure": format_figure(row | {"unit": row["unit_text"]}) if table == "observations" else "",
        "fields": {name: row.get(name) for name in FIELDS[table]},
        "names": _name_references(row, ledger.base),
        "findings": [
            show_finding(ledger, finding, reader) for finding in ledger.base.findings.get(row_id, ())
        ],
        "confidence": row["confidence"],
        "method": row["method"],
        **show_standing(standing, table, ledger.base),
    }


def show_line(ledger: Ledger, row_id: str, reader: User | None = None) -> Json:
    """Return one row as the queue lists it."""
    standing = ledger.judge(row_id, reader)
    row, facts = standing.row, "obs_id" in standing.row
    report = ledger.base.documents[row["report_id"]].report
    return {
        "id": row_id,
        "name": (row["indicator_text"] if facts else row["text"]) or "（未识别指标）",
        "figure": format_figure(row | {"unit": row["unit_text"]}) if facts else "",
        "label": row["kind"] if facts else row["label"],
        "status": row["status"] if facts else "",
        "period": row["time_period"] if facts else "",
        "place": report["ref_area_name"],
        "report_id": row["report_id"],
        "year": report["year"],
        "severity": next((f["severity"] for f in ledger.base.findings.get(row_id, ())), ""),
        "confidence": row["confidence"],
        "state": standing.state,
    }


def show_standing(standing: Standing, table: TableName, base: Base) -> Json:
    """Return what people said of a row."""
    machine = standing.machine or {}
    return {
        "state": standing.state,
        "actors": list(standing.actors),
        "machine": {
            name: machine.get(name)
            for name in FIELDS[table]
            if standing.machine is not None and machine.get(name) != standing.row.get(name)
        },
        "disputed": {
            name: [
                {"actor": actor, "value": value, "text": _name_value(name, value, standing.row, base)}
                for actor, value in votes
            ]
            for name, votes in standing.disputes.items()
        },
    }


def show_report(report: Row) -> Json:
    """Return a report as the page names it."""
    names = ("report_id", "title", "ref_area", "ref_area_name", "time_period", "year", "report_type")
    return {name: report[name] for name in names}


def show_reading(ledger: Ledger, document: Document, reader: User | None = None) -> Json:
    """Return a whole report, every fact and name marked in place."""
    marks: list[Mark] = []
    for table in KEYS:
        for row in document.rows[table]:
            row_id = row[KEYS[table]]
            state = ledger.judge(row_id, reader).state if ledger.is_touched(row_id) else "machine"
            kind = "fact" if table == "observations" else "name"
            marks.append((row["char_start"], row["char_end"], f"{kind} {state}", row_id))
    headings = {section["char_start"]: section for section in document.sections.values()}
    paragraphs = []
    for start, end in document.list_paragraphs():
        here = [mark for mark in marks if mark[0] < end and mark[1] > start]
        section = headings.get(start)
        paragraphs.append(
            {
                "level": section["level"] if section and end - start < 60 else 0,
                "segments": cut_segments(document.text, start, end, here),
            }
        )
    return {"report": show_report(document.report), "paragraphs": paragraphs}


def show_finding(ledger: Ledger, finding: Row, reader: User | None = None) -> Json:
    """Return a finding without what stands beside it anyway: title, place in the text, and sentence."""
    others = [word for word in _ID.findall(finding["message"]) if word in ledger.base.rows]
    return {
        "check": finding["check"],
        "severity": finding["severity"],
        "message": _SENTENCE.sub("", _PLACE.sub("", finding["message"])),
        "others": [
            show_line(ledger, row_id, reader)
            | {
                "title": ledger.base.documents[ledger.base.rows[row_id]["report_id"]].report["title"],
                "evidence": ledger.base.rows[row_id].get("evidence") or "",
            }
            for row_id in dict.fromkeys(others)
            if row_id != finding["obs_id"]
        ],
    }


def list_headings(row: Row, document: Document) -> list[str]:
    """Return the headings around a row, outermost first."""
    found: list[str] = []
    section = document.sections.get(row.get("section_id") or "")
    while section is not None:
        if section["heading"]:
            found.append(section["heading"])
        section = document.sections.get(section["parent_id"] or "")
    return found[::-1]


def _find_role(row: Row, document: Document) -> str | None:
    section = document.sections.get(row.get("section_id") or "")
    return section["role"] if section else None


def _mark_row(row: Row, row_id: str, table: TableName) -> list[Mark]:
    if table == "mentions":
        return [(row["char_start"], row["char_end"], "target name", row_id)]
    marks: list[Mark] = [(row["char_start"], row["char_end"], "target quantity", row_id)]
    if row["indicator_start"] is not None:
        marks.append((row["indicator_start"], row["indicator_end"], "target indicator", ""))
    return marks


def _mark_sentence(row: Row, document: Document, start: int, end: int) -> list[Mark]:
    here = (span for span in split(document.text, start, end) if span[0] <= row["char_start"] < span[1])
    return [(*span, "sentence", "") for span in here]


def _mark_others(ledger: Ledger, row_id: str, document: Document, start: int, end: int) -> list[Mark]:
    return [
        (other["char_start"], other["char_end"], "fact" if table == "observations" else "name", other[KEYS[table]])
        for table in KEYS
        for other in document.rows[table]
        if start <= other["char_start"] < end and other[KEYS[table]] != row_id
    ]  # fmt: skip


def _name_value(name: str, value: Any, row: Row, base: Base) -> str | None:
    """Return the words that a value stands for, None where it speaks for itself."""
    if name == SPAN:
        return base.documents[row["report_id"]].text[slice(*value)]
    found = (base.indicators if name == "indicator_id" else base.entities).get(str(value))
    return str(found["name"]) if found and name.endswith("_id") else None


def _name_references(row: Row, base: Base) -> Json:
    """Return the names of what ids in the row stand for."""
    found = {}
    for column, rows in (
        ("indicator_id", base.indicators),
        ("entity_id", base.entities),
        ("subject_entity_id", base.entities),
        ("unit", base.units),
    ):
        key = row.get(column)
        if key in rows:
            found[column] = rows[key]["name"]
    return found
