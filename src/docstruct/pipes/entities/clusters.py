"""Cities named by one character each, run together: 郑汴许, 呼包鄂乌, 合滁."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from docstruct.lexicon.regions import load_regions
from docstruct.pipes.entities.patterns import UNKNOWNS
from docstruct.pipes.entities.tags import EntityTag, Found
from docstruct.pipes.entities.tokens import Token
from docstruct.records import Report

#: What cities that grow together do, right behind their characters.
_TOGETHER = re.compile(r"同城化|一体化|协同发展|融合发展|一体发展")
_FEWEST, _MOST = 2, 5
#: From here on the characters are a name wherever they stand: 呼包鄂乌既要挑大梁.
_OWN_NAME = 3
#: Characters of cities that their names of today do not begin with, by the first four digits of the code.
_SHORT = {
    "汴": "4102", "宛": "4113", "蓉": "5101", "甬": "3302", "穗": "4401", "邕": "4501", "榕": "3501", "筑": "5201",
    "潭": "4303", "锡": "3202", "莞": "4419", "浔": "3604",
}  # fmt: skip


def find_clusters(text: str, tokens: Sequence[Token], report: Report | None) -> Iterator[Found]:
    """Find the clusters of cities of the report's province.

    They show where cities grow together (推进郑汴许协同发展, 合淮合六合滁同城化); three characters and more are then a name in
    the whole text, two in a list with others (支持郑开、郑新、郑焦等重点产业带).
    """
    home = report.ref_area if report else None
    initials = _list_initials(home[:2]) if home else frozenset[str]()
    if not initials:
        return
    free = {
        at
        for token in tokens
        if token.kind in UNKNOWNS or token.end - token.start == 1
        for at in _span(token)
    }
    spans = set(_grown_together(text, initials, free))
    names = {text[start:end] for start, end in spans}
    for name in names:
        if len(name) >= _OWN_NAME:
            spans |= {
                match.span()
                for match in re.finditer(re.escape(name), text)
                if free.issuperset(range(*match.span()))
            }
    cities = f"[{''.join(sorted(initials))}]{{{_FEWEST},{_MOST}}}"
    for match in re.finditer(f"(?:{cities}、)+{cities}(?=等)", text):
        members = match.group().split("、")
        if not names.isdisjoint(members):
            start = match.start()
            for member in members:
                spans.add((start, start + len(member)))
                start += len(member) + 1
    for start, end in sorted(spans):
        yield Found(start, end, EntityTag("ZONE", 0.7, "cluster"))


def _grown_together(text: str, initials: frozenset[str], free: set[int]) -> Iterator[tuple[int, int]]:
    for match in _TOGETHER.finditer(text):
        start = end = match.start()
        while start and start - 1 in free and text[start - 1] in initials:
            start -= 1
        # 合淮|合六|合滁: one city with each of some
        while end - start >= 2 * _FEWEST and text[end - 2] == text[end - 4]:
            yield end - 2, end
            end -= 2
        if _FEWEST <= end - start <= _MOST and len(set(text[start:end])) == end - start:
            yield start, end


def _span(token: Token) -> range:
    return range(token.start, token.end)


@cache
def _list_initials(province: str) -> frozenset[str]:
    """Characters that stand for the cities of a province: those that their names begin with, and a few others."""
    cities = (
        region
        for region in load_regions()
        if region.level == "city"
        and region.adcode[:2] == province
        and region.valid_to is None
        and region.standard
    )
    names = {region.name[0] for region in cities if region.name not in ("县", "市辖区")}
    return frozenset(names | {short for short, code in _SHORT.items() if code[:2] == province})
