"""Lines of a raw text: one kind of line break, no control characters, everything else as found."""

from __future__ import annotations

import re

_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def settle(text: str) -> str:
    """Give a text one kind of line break and no control characters; tabs part the cells of a row and stay.

    Examples
    --------
    >>> settle("一、回顾\\r\\n增长５％\\x00\\x0c二、打算")
    '一、回顾\\n增长５％\\n二、打算'
    """
    return _CONTROL.sub("", _BREAK.sub("\n", text))


def longest(text: str) -> int:
    """Give the length of the longest line, in characters."""
    return max(map(len, text.split("\n")))
