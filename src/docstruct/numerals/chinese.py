"""Chinese numerals: 四千二百万, 三十一, 一点五, 百亿, 〇."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}


def parse_chinese(text: str) -> Decimal:
    """Read one Chinese numeral.

    Digit strings (二〇二四), positional numerals (六百零八), bare magnitudes
    (百亿 = 10,000,000,000) and a decimal after 点 are understood.

    Parameters
    ----------
    text : str
        Only numeral characters: 零〇一二两三四五六七八九十百千万亿点.

    Raises
    ------
    ValueError
        ``text`` is empty or holds another character.

    Examples
    --------
    >>> parse_chinese("四千二百万")
    Decimal('42000000')
    >>> parse_chinese("二〇二四")
    Decimal('2024')
    >>> parse_chinese("百亿")
    Decimal('10000000000')
    """
    whole, point, fraction = text.partition("点")
    if not whole or (point and not fraction) or any(c not in _DIGITS for c in fraction):
        raise ValueError(f"not a Chinese numeral: {text!r}")
    value = _read_digits(whole) if _is_digit_string(whole) else _read_positional(whole)
    if fraction:
        return Decimal(f"{value}.{''.join(str(_DIGITS[c]) for c in fraction)}")
    return Decimal(value)


def _is_digit_string(text: str) -> bool:
    return len(text) > 1 and all(c in _DIGITS for c in text)


def _read_digits(text: str) -> int:
    return int("".join(str(_DIGITS[c]) for c in text))


def _read_positional(text: str) -> int:
    total = section = 0
    digit: int | None = None
    unit_before = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
            if digit == 0:
                unit_before = 0
        elif char in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[char]
            unit_before, digit = _SMALL[char], None
        elif char in _LARGE:
            section += digit or 0
            # a bare magnitude (万亿, 亿) stands for one of it; 一万亿 multiplies what went before
            if section == 0 and total == 0:
                section = 1
            if _LARGE[char] > 10**4 and total:
                total = (total + section) * _LARGE[char]
            else:
                total += section * _LARGE[char]
            section, digit, unit_before = 0, None, _LARGE[char]
        else:
            raise ValueError(f"not a Chinese numeral: {text!r}")
    if digit is not None:
        # 一万二, 三百五: the last digit stands one place below the unit before it
        section += digit * (
            unit_before // 10 if unit_before > 10 and digit and not text.endswith("零") else 1
        )
    return total + section
