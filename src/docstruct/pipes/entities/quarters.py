"""Quarters of the country by words that mean them only in some places: 东部率先发展, 中西部."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docstruct.pipes.entities.tags import EntityTag, Found

_QUARTER = re.compile(
    # What only these two are said to do; 东北全面振兴 is as often the name of a strategy.
    r"东北(?=等老工业基地)|东部(?=率先发展)"
    # Works there belong to none of them (中西部铁路); 东中西部 is the whole country.
    r"|(?<![东中西])(?:中西部|中东部|东中部)(?!地区|铁路|公路)"
    # What 长三角 is called with its class; 长三角区域性 and 区域发展 are other words.
    r"|长三角区域(?![性内外]|发展|协同|一体)"
    # The borderland of two provinces, in 湘赣边区域 too.
    r"|湘赣边(?!界|境)"
)


def find_quarters(text: str) -> Iterator[Found]:
    """Find the quarters of the country that a text sets side by side; what one is the first in the west of is no name.

    Examples
    --------
    >>> [found[:2] for found in find_quarters("推动东部率先发展，承接中东部产业转移，东北风较大")]
    [(2, 4), (11, 14)]
    """
    for match in _QUARTER.finditer(text):
        yield Found(match.start(), match.end(), EntityTag("ZONE", 0.8, "lexicon"))
