"""Arabic numerals as Chinese reports print them: half and full width, with and without separators."""

from __future__ import annotations

import re
from decimal import Decimal

_WIDTH = str.maketrans("０１２３４５６７８９％．／＋－（）：∶﹪", "0123456789%./+-()::%")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?")


def fold_width(text: str) -> str:
    """Replace fullwidth digits and number punctuation by their ASCII forms, one character for one.

    Offsets into the result are offsets into ``text``.

    Examples
    --------
    >>> fold_width("增长１２．５％")
    '增长12.5%'
    """
    return text.translate(_WIDTH)


def parse_arabic(text: str) -> Decimal:
    """Read one Arabic numeral.

    Parameters
    ----------
    text : str
        Digits, optionally with a decimal point and thousands separators; any width.

    Raises
    ------
    ValueError
        ``text`` is not one numeral.

    Examples
    --------
    >>> parse_arabic("１，２２０．５")
    Decimal('1220.5')
    """
    folded = fold_width(text)
    if not _NUMBER.fullmatch(folded):
        raise ValueError(f"not an Arabic numeral: {text!r}")
    return Decimal(folded.replace(",", "").replace("，", ""))
