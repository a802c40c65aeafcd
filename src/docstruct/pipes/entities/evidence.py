"""What makes words a name."""

from __future__ import annotations

from collections.abc import Sequence

from docstruct.pipes.entities.patterns import ACTIONS, REMAINS, ROAD, UNKNOWNS
from docstruct.pipes.entities.tokens import Token
from docstruct.pipes.entities.vocabulary import Kind

_MINIMUM = 2
_LEADING = frozenset({Kind.MODIFIER, Kind.INNER, Kind.TAIL, Kind.DASH, Kind.PAREN})


def is_evident(tokens: Sequence[Token]) -> bool:
    """Tell whether a place, a known name or a road stands among words; a quotation or unknown word is weaker."""
    return any(
        token.kind in (Kind.PLACE, Kind.KNOWN, Kind.FEATURE)
        or (token.kind is Kind.PAREN and token.label is not None)
        or (token.kind is Kind.ALNUM and ROAD.fullmatch(token.text) is not None)
        for token in tokens
    )


def is_proper(tokens: Sequence[Token]) -> bool:
    """Tell whether words can make a name: something evident, a quotation, or a word nobody knows.

    A single unknown character counts together with single characters beside it (兴港, 环上).
    """
    stretch, unknown = 0, False
    for token in tokens:
        if token.kind is Kind.QUOTE or is_evident((token,)):
            return True
        if token.kind in UNKNOWNS or len(token.text) == 1:
            stretch += len(token.text)
            unknown = unknown or token.kind in UNKNOWNS
            if unknown and stretch >= _MINIMUM:
                return True
        else:
            stretch, unknown = 0, False
    return False


def trim(tokens: Sequence[Token]) -> list[Token]:
    """Drop what stands in front of a name: modifiers (重大 …) and verbs up to the last (豫西转型发展提升南阳…)."""
    first = 0
    for index, token in enumerate(tokens):
        if token.text in ACTIONS and is_evident(tokens[index + 1 : index + 2]):
            first = index + 1
    while first < len(tokens) and (
        tokens[first].kind in _LEADING or tokens[first].text == "至" or tokens[first].text in REMAINS
    ):
        first += 1
    return list(tokens[first:])
