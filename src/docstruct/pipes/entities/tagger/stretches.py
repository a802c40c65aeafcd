"""Cutting a text into what a tagger takes at a time, and the way back to the text's offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from docstruct.numerals import fold_width

#: Longer ones are cut, at a comma where there is one; taggers learn from and work on clauses.
LONGEST = 400
_CLAUSE = re.compile(r"[^。！？；\n]+[。！？；]?")
_CUTS = "，、,"


class Stretch(NamedTuple):
    """Characters of a clause without white space, width folded, and the offset of each in the text."""

    characters: tuple[str, ...]
    offsets: tuple[int, ...]

    def locate(self, first: int, last: int) -> tuple[int, int]:
        """Half-open offsets in the text of the characters from ``first`` up to, not including, ``last``."""
        return self.offsets[first], self.offsets[last - 1] + 1


def cut(text: str) -> Iterator[Stretch]:
    """Cut a text into clauses; what is white space only yields nothing.

    Examples
    --------
    >>> [("".join(stretch.characters), stretch.offsets[0]) for stretch in cut("推进 １４号线；联影二期竣工。")]
    [('推进14号线；', 0), ('联影二期竣工。', 8)]
    """
    for clause in _CLAUSE.finditer(text):
        kept = [at for at in range(*clause.span()) if not text[at].isspace()]
        while kept:
            size = _size(text, kept)
            offsets, kept = kept[:size], kept[size:]
            folded = fold_width("".join(text[at] for at in offsets))
            yield Stretch(tuple(folded), tuple(offsets))


def _size(text: str, kept: list[int]) -> int:
    if len(kept) <= LONGEST:
        return len(kept)
    return next((n for n in range(LONGEST, 0, -1) if text[kept[n - 1]] in _CUTS), LONGEST)
