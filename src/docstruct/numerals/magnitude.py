"""The magnitude words that multiply a numeral: 千, 万, 亿 and their products."""

from __future__ import annotations

from decimal import Decimal

#: Longest first, so that an alternation of a regular expression tries 万亿 before 万.
MAGNITUDES: dict[str, Decimal] = {
    "百万亿": Decimal(10) ** 14,
    "十万亿": Decimal(10) ** 13,
    "万万亿": Decimal(10) ** 16,
    "万亿": Decimal(10) ** 12,
    "千亿": Decimal(10) ** 11,
    "百亿": Decimal(10) ** 10,
    "十亿": Decimal(10) ** 9,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "十万": Decimal(10) ** 5,
    "亿": Decimal(10) ** 8,
    "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3,
    "百": Decimal(10) ** 2,
}


def magnitude_factor(word: str | None) -> Decimal:
    """Factor of a magnitude word; an empty word is 1.

    Examples
    --------
    >>> int(magnitude_factor("千万"))
    10000000
    """
    return MAGNITUDES[word] if word else Decimal(1)
