"""A first guess at a fact that a person points at: its number and unit are read, the rest comes from its neighbour."""

from __future__ import annotations

import re
from typing import Any

from docstruct.numerals import MAGNITUDES
from docstruct.review.base import Document, Row
from docstruct.review.decisions import read_number
from docstruct.review.standing import Ledger

Json = dict[str, Any]

_FIGURE = re.compile(
    r"[-−－]?[0-9０-９]{1,15}(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]{1,9})?(?:"
    + "|".join(MAGNITUDES)
    + r")?"
)
_HANZI = "零〇一二两三四五六七八九十百千万亿"
#: what a fact takes over from the one before it in the same paragraph
_INHERITED = ("kind", "status", "time_period", "ref_area", "ref_area_name", "basis", "price_basis")


def suggest_fact(ledger: Ledger, document: Document, start: int, end: int) -> Json:
    """Return the fields of a missed fact as far as they can be guessed; a person checks every one.

    Parameters
    ----------
    document : Document
        The report.
    start, end : int
        The words of the quantity.
    """
    text = document.text[start:end]
    value, unit = split_figure(text)
    nearest = _find_nearest(document, start)
    report = document.report
    fields: Json = {
        "indicator_text": "",
        "indicator_id": None,
        "value": value,
        "unit_text": unit,
        "bound": "eq",
        "kind": "level",
        "status": "actual",
        "time_period": report["time_period"],
        "ref_area": report["ref_area"],
        "ref_area_name": report["ref_area_name"],
    }
    if nearest is not None:
        fields |= {name: nearest[name] for name in _INHERITED}
    return {"text": text, "fields": fields}


def split_figure(text: str) -> tuple[float | None, str]:
    """Return number and unit of a quantity as written; None where the number can't be read.

    Examples
    --------
    >>> split_figure("12.5亿元"), split_figure("40家"), split_figure("三成")
    ((1250000000.0, '元'), (40.0, '家'), (None, '成'))
    """
    match = _FIGURE.match(text)
    if match is None:
        return None, text.lstrip(_HANZI)
    return read_number(match.group()), text[match.end() :].strip("余多")


def _find_nearest(document: Document, place: int) -> Row | None:
    """Return the fact before a place in its paragraph, else the first one behind it."""
    start, end = document.find_paragraph(place)
    here = [row for row in document.rows["observations"] if start <= row["char_start"] < end]
    before = [row for row in here if row["char_start"] < place]
    return before[-1] if before else (here[0] if here else None)
