"""The place a figure is about, where it is not the report's own: 全国, 南疆, a named district or zone."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span

from docstruct.pipes.frames import Fact, Phrase

_PLACES = frozenset(("DISTRICT", "ZONE"))
#: Parts of a city that reports set apart without naming a division.
PARTS = (
    "中心城区",
    "核心区",
    "主城区",
    "城区",
    "南疆",
    "北疆",
    "东疆",
    "郊区",
    "市域",
    "中西部",
    "东部地区",
    "西部地区",
    "中部地区",
)


def set_regions(text: str, facts: list[Fact], entities: Sequence[Span]) -> None:
    """Set ``region`` of each fact of a sentence whose subject opens with another place.

    Parameters
    ----------
    text : str
        Width-folded document text.
    facts : list of Fact
        Facts of one sentence, with indicators; changed in place.
    entities : sequence of Span
        Named entities of the document, in order.
    """
    region = ""
    for fact in facts:
        own = _own_region(text, fact, entities)
        if own is not None:
            region = own
        elif fact.steps == 0:
            region = ""
        fact.region = region


def drop_own_place(facts: list[Fact]) -> None:
    """In a national report 全国 in front of a series is the report's own place (guidelines 1.4)."""
    for fact in facts:
        phrase = fact.indicator
        if (
            phrase is not None
            and phrase.text.startswith("全国")
            and len(phrase.text) > 4
            and phrase.text[2] not in "人性重"
        ):
            start = None if phrase.start is None else phrase.start + 2
            fact.indicator = Phrase(phrase.text[2:], start, phrase.end)


def _own_region(text: str, fact: Fact, entities: Sequence[Span]) -> str | None:
    frame = fact.frame
    for phrase in (frame.topic, frame.subject):
        if phrase is None or phrase.start is None:
            continue
        for part in PARTS:
            if text.startswith(part, phrase.start):
                return part
        for entity in entities:
            if entity.start_char == phrase.start and entity.label_ in _PLACES:
                return entity.text
            if entity.start_char > phrase.start:
                break
    return None
