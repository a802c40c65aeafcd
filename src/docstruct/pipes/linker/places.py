"""The place a figure is about, where it is not the report's own, and the named thing that is its subject."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from docstruct.lexicon.indicators import load_indicators
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
#: Regions and basins that reach over several provinces: in the report of one, they stand in names of its own doings
#: (推出长江经济带高质量发展84项政策措施), and a figure beside them is that of its own stretch.
_WIDE = re.compile(
    r"(?:长三角|长江|黄河|淮河|珠江|京津冀|中西部|西部|东部|中部|东北|“?一带一路”?)(?:地区|区域|流域|经济带|一体化)?"
)
#: What follows a name that is one of several: examples, a list, the end of a road.
_ONE_OF_MANY = re.compile(r"等|[、和与及到至/]|以及")
#: A name at the head of a sentence that goes on about it (临港新片区…落地重大产业项目100个) has one of these heads;
#: heritage and scenic areas are named for an event that the figures behind have nothing to do with.
_GOVERNING = re.compile(
    r"(?:新片区|新区|高新区|经开区|开发区|合作区|先行区|合作产业园|科创园|经济圈|都市圈|城市群|枢纽|数据中心集群)$"
)
#: Scopes that end what a name at the head of the sentence governs: …集群建设取得成效，全省智能算力达…
_SCOPE = re.compile(r"(?:^|[，,；;：:])(?:全[省市区县州盟旗]|我[省市区县州]|[全我]国)")
_CLAUSE = re.compile(r"[，,；;：:]")
_HEAD = re.compile(
    r"\s*(?:[一二三四五六七八九十]+是|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[，、])?\s*"
)
#: Short forms of a zone that the same paragraph has named in full.
_SHORT = re.compile(r"(?:新片区|先行区|合作区|经开区|高新区|综保区)(?!域)")
_NATION = ("全国", "我国")

#: Place as written and where the named subject begins.
_Owner = tuple[str, int | None]


def set_regions(
    text: str, facts: list[Fact], entities: Mapping[int, tuple[str, str]], *, national: bool
) -> None:
    """Set place and named subject of each fact of a sentence.

    In order: the name that the figure's own words begin with; the place that the same series has earlier in the
    sentence, or that the list has which the figure is in; the zone or company at the head of the sentence.

    Parameters
    ----------
    text : str
        Width-folded document text.
    facts : list of Fact
        Facts of one sentence, with indicators; changed in place.
    entities : mapping of int to (str, str)
        Label and text of the document's named entities by where they start.
    national : bool
        Whether the report is the nation's: 全国 is its own place then.
    """
    owner: _Owner = ("", None)
    of_series: dict[str, _Owner] = {}
    for fact in facts:
        own = _find_owner(text, fact, entities, national=national)
        words = fact.indicator.text if fact.indicator is not None else ""
        if own is not None:
            owner = own
        elif _has_scope(fact):
            owner = ("", None)
        elif words in of_series:
            owner = of_series[words]
        elif fact.steps == 0 and not (fact.rule == "distributed" and fact.frame.joint in ("list", "none")):
            owner = _find_topic(text, fact, entities) or ("", None)
        fact.region, fact.subject_start = owner
        of_series[words] = owner


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


def _find_owner(
    text: str, fact: Fact, entities: Mapping[int, tuple[str, str]], *, national: bool
) -> _Owner | None:
    frame = fact.frame
    distributed = fact.rule == "distributed"
    if distributed and (item := _find_item(fact, entities)) is not None:
        return item
    for phrase in (frame.topic, frame.subject):
        if phrase is None or phrase.start is None:
            continue
        start = phrase.start
        entity = entities.get(start)
        if entity is None:
            if not national and (nation := _read_nation(phrase.text)) is not None:
                return nation, None
            if (zone := _complete(text, start, entities)) is not None:
                return zone
        elif not _stands_alone(text, start, entities, fact):
            # A list of names belongs to no single one; in a list of series each item has been asked already.
            return None if distributed and _WIDE.fullmatch(entity[1]) is None else ("", None)
        elif entity[0] in _PLACES:
            if phrase is frame.subject and frame.post is None and len(entity[1]) >= len(phrase.text):
                return "", start  # the zone itself is what is counted
            return ("", None) if not national and _WIDE.fullmatch(entity[1]) else (entity[1], start)
        else:
            return "", start
        for part in PARTS:
            if text.startswith(part, start):
                return part, None
    return None


def _find_item(fact: Fact, entities: Mapping[int, tuple[str, str]]) -> _Owner | None:
    """The name that one item of a list begins with: 厦门、福州机场旅客吞吐量分别达…"""
    first, last = fact.frame.sentence
    words = fact.indicator.text if fact.indicator is not None else ""
    for start, (label, name) in entities.items():
        if first <= start < min(last, fact.frame.quantity.start) and words.startswith(name) and words != name:
            return (name if label in _PLACES else ""), start
    return None


def _stands_alone(text: str, start: int, entities: Mapping[int, tuple[str, str]], fact: Fact) -> bool:
    """Whether a name is the only one of its kind before the figure, and no part of a longer name."""
    end = start + len(entities[start][1])
    if end > fact.frame.quantity.start or end in entities:
        return False
    return _ONE_OF_MANY.match(text, end) is None and not text.startswith("籍", end)


def _read_nation(words: str) -> str | None:
    """全国 before a registered series; elsewhere it is part of a name (全国重点实验室)."""
    for nation in _NATION:
        if words.startswith(nation) and words.removeprefix(nation) in _registered():
            return "全国"
    return None


@cache
def _registered() -> frozenset[str]:
    return frozenset(word for entry in load_indicators() for word in (entry.name, *entry.aliases))


def _complete(text: str, start: int, entities: Mapping[int, tuple[str, str]]) -> _Owner | None:
    """The zone that a short form means: 新片区 after 临港新片区 in the same paragraph."""
    short = _SHORT.match(text, start)
    if short is None:
        return None
    paragraph = text.rfind("\n", 0, start) + 1
    for place in sorted((p for p in entities if paragraph <= p < start), reverse=True):
        label, name = entities[place]
        if label == "ZONE" and name.endswith(short.group()):
            return name, None
    return None


def _has_scope(fact: Fact) -> bool:
    return any(tag == "scope" for tag, _ in fact.frame.leads)


def _find_topic(text: str, fact: Fact, entities: Mapping[int, tuple[str, str]]) -> _Owner | None:
    """The zone that a sentence begins with, or the company that it says must do something."""
    first, _ = fact.frame.sentence
    head = _HEAD.match(text, first)
    start = head.end() if head else first
    label, name = entities.get(start, ("", ""))
    end = start + len(name)
    between = text[end : fact.frame.quantity.start]
    if label == "COMPANY":
        return ("", start) if between.startswith("要") and not _SCOPE.search(between) else None
    if (
        label != "ZONE"
        or not _GOVERNING.search(name)
        or _ONE_OF_MANY.match(text, end)
        or _SCOPE.search(between)
    ):
        return None
    places = (m.end() + end for m in _CLAUSE.finditer(between))
    if any(entities.get(place, ("", ""))[0] in _PLACES for place in places):
        return None
    return name, start
