"""Names made of a place and a word that ends no name elsewhere: 黄河流域甘肃段, 安庆港口型国家物流枢纽, 徐汇滨江."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docstruct.lexicon.regions import load_regions
from docstruct.pipes.entities.evidence import is_proper
from docstruct.pipes.entities.patterns import COMMON, ENDS, HEADS, HUBS, LONG_THINGS, RIVERSIDE
from docstruct.pipes.entities.tags import EntityTag, Found
from docstruct.pipes.entities.tokens import Token
from docstruct.pipes.entities.vocabulary import Kind

_REACH = 4
_SHORTEST = 4


def find_placed(tokens: Sequence[Token]) -> Iterator[Found]:
    """Find stretches of long things, hubs of the national plan, and riversides."""
    for at, token in enumerate(tokens):
        if token.text == "段" and at > 1:
            yield from _stretch(tokens, at)
        elif token.text == HUBS:
            yield from _hub(tokens, at)
        elif token.text == RIVERSIDE and at:
            yield from _riverside(tokens, at)


def _stretch(tokens: Sequence[Token], at: int) -> Iterator[Found]:
    """The stretch of a long thing that lies in a place.

    黄河流域甘肃段, 国家文化公园河南段, 引淮工程信阳段; without a last word of names 万里茶道河南段.
    """
    whole, place, end = tokens[at - 2 : at + 1]
    if place.kind is not Kind.PLACE or (whole.end, place.end) != (place.start, end.start):
        return
    if whole.label == "ZONE" and whole.kind in (Kind.KNOWN, Kind.HEAD):
        yield Found(whole.start, end.end, EntityTag("ZONE", 0.75, "head"))
    elif whole.label == "PROJECT" and at > 2 and is_proper(tokens[at - 3 : at - 2]):
        if tokens[at - 3].end == whole.start:
            yield Found(tokens[at - 3].start, end.end, EntityTag("PROJECT", 0.75, "head"))
    elif whole.text.endswith(LONG_THINGS):
        first = at - 2
        while first and tokens[first - 1].end == tokens[first].start and _is_plain(tokens[first - 1]):
            first -= 1
        if place.start - tokens[first].start >= _SHORTEST:
            yield Found(tokens[first].start, end.end, EntityTag("ZONE", 0.7, "head"))


def _is_plain(token: Token) -> bool:
    return token.kind in COMMON or token.kind in (Kind.FEATURE, Kind.UNKNOWN, Kind.KNOWN)


def _hub(tokens: Sequence[Token], at: int) -> Iterator[Found]:
    """A hub carries the name of its city, with its sort between: 安庆港口型国家物流枢纽, 海口国家物流枢纽集群."""
    for first in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token = tokens[first]
        if token.kind in ENDS or token.end != tokens[first + 1].start:
            return
        if token.kind is Kind.PLACE:
            between = tokens[first + 1 : at]
            if between and between[-1].text[-1] != "型":
                return
            last = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].text == "集群" else tokens[at]
            yield Found(token.start, last.end, EntityTag("ZONE", 0.75, "head"))
            return


def _riverside(tokens: Sequence[Token], at: int) -> Iterator[Found]:
    """The bank of an urban district, where no longer name goes on: 徐汇滨江、杨浦滨江, but 嘉兴滨江新区, 杭州滨江."""
    place, bank = tokens[at - 1 : at + 1]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    goes_on = (
        after is not None and after.start == bank.end and after.kind in (*HEADS, Kind.UNKNOWN, Kind.PLACE)
    )
    urban = any(region.level == "county" for region in load_regions().find(place.text))
    if place.kind is Kind.PLACE and urban and place.end == bank.start and not goes_on:
        yield Found(place.start, bank.end, EntityTag("ZONE", 0.7, "head"))
