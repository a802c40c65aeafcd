"""Findings in words: which report, which words, what was expected, what to do."""

from __future__ import annotations

import re

from docstruct.normalise.consistency.figures import Figure, Titled
from docstruct.records import Finding, Severity

_SIDE = 36
_BREAK = re.compile(r"\s+")


def find(
    check: str, figure: Figure, report: Titled, *, seen: str, expected: str, action: str, severity: Severity
) -> Finding:
    """Make a finding about one figure.

    Parameters
    ----------
    seen : str
        What is wrong, in Chinese, without the place.
    expected : str
        What should hold.
    action : str
        What to do next.
    """
    message = f"《{report.title}》{point(figure)}：{seen}。应为：{expected}。原句：“{quote(figure)}”。处理：{action}。"
    return Finding(
        report_id=report.report_id, obs_id=figure.obs_id, check=check, message=message, severity=severity
    )


def point(figure: Figure) -> str:
    """Name a figure by its place in the text, its words, series and period."""
    return (
        f"第{figure.char_start}—{figure.char_end}字“{figure.quantity_text}”"
        f"（{figure.indicator_text or '指标未识别'}，{figure.ref_area_name}，{figure.time_period}）"
    )


def quote(figure: Figure) -> str:
    """Return the sentence around a figure, cut to what a message bears."""
    sentence = _BREAK.sub("", figure.evidence)
    quantity = _BREAK.sub("", figure.quantity_text)
    at = sentence.find(quantity)
    if at < 0:
        return sentence[: 2 * _SIDE]
    start, end = max(0, at - _SIDE), min(len(sentence), at + len(quantity) + _SIDE)
    return ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")


def number(value: float) -> str:
    """Write a number for a reader, with 万 and 亿, to four digits.

    Examples
    --------
    >>> number(15_800_000.0), number(103.2), number(4.32e12)
    ('1580万', '103.2', '4.32万亿')
    """
    for size, word in ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")):
        if abs(value) >= size:
            return _plain(value / size) + word
    return _plain(value)


def _plain(value: float) -> str:
    text = f"{value:.4g}"
    return f"{value:.0f}" if "e" in text else text


def between(low: float, high: float) -> str:
    """Write a range."""
    return f"{number(low)}至{number(high)}"
