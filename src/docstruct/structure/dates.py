"""Dates and period codes as reports write them, Arabic of any width or Chinese numerals."""

from __future__ import annotations

import re
from calendar import monthrange

from docstruct.numerals import fold_width, parse_chinese

_DIGIT = "[0-9〇零一二三四五六七八九○Ｏ]"
_SMALL = "[0-9一二三四五六七八九十]{1,3}"
_YEAR_TEXT = rf"(?:19|20|[一二][九〇零○Ｏ0]){_DIGIT}{{2}}"
_DATE = re.compile(rf"({_YEAR_TEXT})年({_SMALL})月({_SMALL})日")
_YEAR = re.compile(rf"({_YEAR_TEXT})(?=年)")


def fold(text: str) -> str:
    """Fold fullwidth digits and drop white space, for reading dates only."""
    return re.sub(r"\s+", "", fold_width(text))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(parse_chinese(text.replace("○", "〇").replace("Ｏ", "〇")))


def find_date(text: str) -> str | None:
    """Find the first full date, as ISO.

    Examples
    --------
    >>> find_date("——二〇二四年一月二十三日在…会议上"), find_date("２０２５年１月４日"), find_date("2025年13月4日")
    ('2024-01-23', '2025-01-04', None)
    """
    folded = fold(text)
    for found in _DATE.finditer(folded):
        year, month, day = (_number(part) for part in found.groups())
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def find_years(text: str) -> list[int]:
    """Find the years named in a text, in order: “2024年”, “二〇二四年”, “１９８４年”."""
    return [_number(found) for found in _YEAR.findall(fold(text))]


def period_bounds(period: str) -> tuple[str, str]:
    """Give first and last day of a period code.

    Examples
    --------
    >>> period_bounds("2024-H1"), period_bounds("2018/2022"), period_bounds("2024-01/2024-09")
    (('2024-01-01', '2024-06-30'), ('2018-01-01', '2022-12-31'), ('2024-01-01', '2024-09-30'))
    """
    first, _, last = period.partition("/")
    return _bounds(first)[0], _bounds(last or first)[1]


def _bounds(code: str) -> tuple[str, str]:
    year, _, part = code.partition("-")
    if not part:
        months = (1, 12)
    elif part[0] == "H":
        months = (6 * int(part[1]) - 5, 6 * int(part[1]))
    elif part[0] == "Q":
        months = (3 * int(part[1]) - 2, 3 * int(part[1]))
    else:
        months = (int(part), int(part))
    last_day = monthrange(int(year), months[1])[1]
    return f"{year}-{months[0]:02d}-01", f"{year}-{months[1]:02d}-{last_day:02d}"
