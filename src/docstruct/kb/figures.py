"""Figures as people read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_SIGNS = {"eq": "", "approx": "≈", "ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
_DIGITS = set("0123456789.．０１２３４５６７８９")
_MAGNITUDES = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))


def format_number(value: float) -> str:
    """Return a number with Chinese magnitudes, at most six significant digits.

    Examples
    --------
    >>> format_number(131210000000.0), format_number(5.2), format_number(-12.7)
    ('1312.1亿', '5.2', '-12.7')
    """
    for size, word in _MAGNITUDES:
        if abs(value) >= size:
            return f"{value / size:.6g}{word}"
    return f"{value:.6g}"


def format_figure(row: Mapping[str, Any]) -> str:
    """Return bound, value or range, and unit of an observation.

    Parameters
    ----------
    row : mapping
        With value, value_high, unit, bound.

    Examples
    --------
    >>> format_figure({"value": 5.0, "value_high": None, "unit": "%", "bound": "approx"})
    '≈5%'
    >>> format_figure({"value": 5.0, "value_high": 6.0, "unit": "%", "bound": "eq"})
    '5–6%'
    """
    if row["value"] is None:
        return "–"
    number = format_number(row["value"])
    if row["value_high"] is not None:
        number += f"–{format_number(row['value_high'])}"
    return f"{_SIGNS[row['bound']]}{number}{row['unit'] or ''}"


def excerpt(sentence: str, quantity: str, *, around: int, after: str = "") -> str:
    """Return the words around a quantity in its sentence on one line, cut with an ellipsis.

    Parameters
    ----------
    after : str
        What is measured, as worded: of several places with the quantity, the first behind it is meant.

    Examples
    --------
    >>> excerpt("全区上下共同努力，生产总值增长5.2%，财政收入稳步提高。", "5.2%", around=6)
    '…生产总值增长5.2%，财政收入稳…'
    >>> excerpt("失业率4.5%，物价上涨5%。", "5%", around=4)
    '…物价上涨5%。'
    >>> excerpt("生产总值增长5%，失业率在5%以内。", "5%", around=4, after="失业率")
    '…失业率在5%以内。'
    >>> excerpt("全年完成4.72万亿元，增长5%。", "5%", around=8)
    '…4.72万亿元，增长5%。'
    """
    # 5% does not stand in 4.5%
    places = [found.start() for found in re.finditer(rf"(?<![\d.．]){re.escape(quantity)}", sentence)]
    named = sentence.find(after)
    place = next((at for at in places if at >= named), places[0] if places else 0)
    start, end = max(place - around, 0), min(place + len(quantity) + around, len(sentence))
    # a number is quoted whole or not at all
    while start > 0 and {sentence[start - 1], sentence[start]} <= _DIGITS:
        start -= 1
    while end < len(sentence) and {sentence[end - 1], sentence[end]} <= _DIGITS:
        end += 1
    words = ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")
    return " ".join(words.split())
