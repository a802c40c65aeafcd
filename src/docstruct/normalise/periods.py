"""Period codes to dates and frequency."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_POINT = re.compile(r"(\d{4})(?:-(H[12]|Q[1-4]|\d{2}))?")


def bound_period(code: str) -> tuple[str, str] | None:
    """First and last day of a period code as ISO dates, None where the code cannot be read.

    Examples
    --------
    >>> bound_period("2024-H1")
    ('2024-01-01', '2024-06-30')
    >>> bound_period("2021/2025")
    ('2021-01-01', '2025-12-31')
    """
    first, slash, last = code.partition("/")
    start, end = _bound_point(first), _bound_point(last if slash else first)
    if start is None or end is None:
        return None
    return start[0].isoformat(), end[1].isoformat()


def _bound_point(code: str) -> tuple[date, date] | None:
    m = _POINT.fullmatch(code)
    if m is None:
        return None
    year, part = int(m[1]), m[2]
    if part is None:
        return date(year, 1, 1), date(year, 12, 31)
    if part[0] == "H":
        return (
            (date(year, 1, 1), date(year, 6, 30)) if part == "H1" else (date(year, 7, 1), date(year, 12, 31))
        )
    if part[0] == "Q":
        first = int(part[1]) * 3 - 2
        return date(year, first, 1), date(year, first + 2, monthrange(year, first + 2)[1])
    month = int(part)
    if not 1 <= month <= 12:
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def find_frequency(code: str) -> str | None:
    """SDMX frequency of a period code (CL_FREQ): A annual, S half-yearly, Q quarterly, M monthly; None for a span of years or months.

    Examples
    --------
    >>> find_frequency("2024"), find_frequency("2024-01"), find_frequency("2021/2025")
    ('A', 'M', None)
    """
    if "/" in code or not _POINT.fullmatch(code):
        return None
    part = code[5:6]
    return {"": "A", "H": "S", "Q": "Q"}.get(part, "M")
