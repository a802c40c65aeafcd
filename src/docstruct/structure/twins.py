"""Telling one report in two formats from two reports that claim the same identity."""

from __future__ import annotations

import re

from docstruct.records import Report

_HAN = re.compile(r"[^\u4e00-\u9fff]+")
_SHINGLE = 12
_ENOUGH = 0.8


def is_same_report(one: Report, other: Report) -> bool:
    """Tell whether two reports are one text, layout, furniture and small corrections aside.

    ``report_id`` says what a report claims to be. Where two documents give one id, this tells a second format
    (keep one) from a clash (keep neither without a person): at least 80 % of the runs of twelve Chinese
    characters of the shorter text stand in the longer one.
    """
    runs, others = _runs(one.text), _runs(other.text)
    if not runs or not others:
        return one.text == other.text
    return len(runs & others) >= _ENOUGH * min(len(runs), len(others))


def _runs(text: str) -> set[str]:
    han = _HAN.sub("", text)
    return {han[at : at + _SHINGLE] for at in range(len(han) - _SHINGLE + 1)}
