"""The place a figure is about, where it is not the report's own: 全国, 南疆, a named district or zone."""

from __future__ import annotations

from collections.abc import Mapping

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


def set_regions(text: str, facts: list[Fact], entities: Mapping[int, tuple[str, str]]) -> None:
    """Set place and named subject of each fact of a sentence.

    Parameters
    ----------
    text : str
        Width-folded document text.
    facts : list of Fact
        Facts of one sentence, with indicators; changed in place.
    entities : mapping of int to (str, str)
        Label and text of the document's named entities by where they start.
    """
    region, subject = "", None
    for fact in facts:
        own = _find_subject(text, fact, entities)
        if own is not None:
            region, subject = own
        elif fact.steps == 0:
            region, subject = "", None
        fact.region, fact.subject_start = region, subject


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


def _find_subject(
    text: str, fact: Fact, entities: Mapping[int, tuple[str, str]]
) -> tuple[str, int | None] | None:
    for phrase in (fact.frame.topic, fact.frame.subject):
        if phrase is None or phrase.start is None:
            continue
        entity = entities.get(phrase.start)
        if entity is not None and entity[0] in _PLACES:
            return entity[1], phrase.start
        for part in PARTS:
            if text.startswith(part, phrase.start):
                return part, None
        if entity is not None:
            return "", phrase.start
    return None
