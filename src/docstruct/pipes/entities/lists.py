"""Names that only their list gives away: 捷氢、重塑等企业, 法雷奥等项目."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from docstruct.pipes.entities.evidence import is_proper, trim
from docstruct.pipes.entities.patterns import (
    ATTRIBUTIVE,
    AWARDS,
    CONJUNCTIONS,
    EXPANDING,
    MADE,
    POLICIES,
    SHARED_HEADS,
    SHARED_WORKS,
    TITLES,
    TRAILING,
    UNKNOWNS,
)
from docstruct.pipes.entities.tags import EntityTag, Found
from docstruct.pipes.entities.tokens import Token
from docstruct.pipes.entities.vocabulary import Kind
from docstruct.records import EntityLabel

_REACH = 7
_WORDS_OF_NOUN = 2
_LONGEST = 24
_SHORT = 4
_PLAIN = 6
_PARALLEL = 8
_LONGEST_POLICY = 4
_MINIMUM = 2
_SKIPPED = frozenset(
    {Kind.NUMBER, Kind.MODIFIER, Kind.GENERIC, Kind.INNER, Kind.ADMIN, Kind.HEAD, Kind.WEAK_HEAD, Kind.TAIL}
)
_ATTRIBUTES = frozenset({Kind.NUMBER, Kind.MODIFIER})
_BARE = UNKNOWNS | {Kind.PLACE, Kind.FEATURE, Kind.GENERIC}
_WORDS = frozenset({Kind.VERB, Kind.INNER, Kind.GENERIC})
_OUTSIDE = frozenset({Kind.BREAK, Kind.VERB, Kind.FUNCTION, Kind.NUMBER})


def find_listed(tokens: Sequence[Token], list_heads: Mapping[str, EntityLabel]) -> Iterator[Found]:
    """Find members of lists, and what a title is awarded to.

    A noun explains a list: behind 等 (法雷奥等项目), behind a count (本桓、凌绥2条高速公路), or directly (黄渡、马陆城中村).
    """
    for index, token in enumerate(tokens):
        if token.text == "等":
            yield from _explained(tokens, index, index, list_heads, shortest=1)
        elif token.kind is Kind.NUMBER and _closes_list(tokens, index):
            yield from _explained(tokens, index, index - 1, list_heads, shortest=2)
        elif token.text == "城中村":
            yield from _urban_villages(tokens, index)
        elif token.text in SHARED_HEADS and token.label is not None:
            yield from _sharing(tokens, index, token.label, _BARE)
        elif token.text in SHARED_WORKS and token.kind is Kind.HEAD and token.label is not None:
            yield from _sharing(tokens, index, token.label, UNKNOWNS)
        elif token.text in AWARDS:
            yield from _awarded(tokens, index)
        elif token.text in MADE:
            yield from _maker(tokens, index)
        elif token.text == "上市" and _is_exchange(tokens[max(0, index - 2) : index]):
            yield from _members(list(_items(tokens, index - 2)), "COMPANY")
    # Last: what explains a list counts more than what stands in it.
    for index, token in enumerate(tokens):
        if token.kind is Kind.KNOWN and token.label == "COMPANY":
            yield from _beside(tokens, index)


def _is_exchange(words: Sequence[Token]) -> bool:
    return len(words) == 2 and words[0].text == "在" and words[1].label == "ORG"


def _explained(
    tokens: Sequence[Token], end: int, mark: int, list_heads: Mapping[str, EntityLabel], *, shortest: int
) -> Iterator[Found]:
    noun = _explaining_noun(tokens, mark, list_heads)
    if noun is None:
        return
    items = list(_items(tokens, end))
    if len(items) >= shortest:
        yield from _members(items, noun.label, works=noun.is_works)


def _closes_list(tokens: Sequence[Token], index: int) -> bool:
    return (
        index > 0 and tokens[index - 1].kind not in _OUTSIDE and tokens[index - 1].kind is not Kind.SEPARATOR
    )


class _Noun(NamedTuple):
    """What explains a list: its label, and whether it names one sort of works (水库, not 项目)."""

    label: EntityLabel
    is_works: bool = False


def _explaining_noun(
    tokens: Sequence[Token], index: int, list_heads: Mapping[str, EntityLabel]
) -> _Noun | None:
    """The first noun behind a mark that explains a list: 等重点产业项目, 等5家企业, 等一批跨区域、标志性工程.

    What can only be done to enterprises tells as much as a noun (等增资扩产), and so does the last word of names (等数据中心).
    """
    window = tokens[index + 1 : index + 1 + _REACH]
    if window and window[0].text in EXPANDING:
        return _Noun("COMPANY")
    for position, token in enumerate(window):
        direct = all(word.kind in _ATTRIBUTES for word in window[:position])
        works = direct and token.kind is Kind.HEAD and token.label == "PROJECT"
        # 市场化平台 is two words, and a noun of lists.
        for size in range(_WORDS_OF_NOUN, 0, -1):
            noun = "".join(word.text for word in window[position : position + size])
            if noun in list_heads:
                return _Noun(list_heads[noun], works)
        if works:
            return _Noun("PROJECT", works)
        following = window[position + 1].text if position + 1 < len(window) else ""
        unknown = token.kind is Kind.UNKNOWN and token.text[-1] in ATTRIBUTIVE
        joined = position > 0 and (token.text == "的" or token.kind is Kind.SEPARATOR)
        if token.kind not in _SKIPPED and not (
            unknown or joined or (token.kind is Kind.VERB and following in list_heads)
        ):
            return None
    return None


def _items(tokens: Sequence[Token], index: int) -> Iterator[list[Token]]:
    """Members from right to left; the first member begins behind the verb that opens the list."""
    item: list[Token] = []
    for position in range(index - 1, -1, -1):
        token = tokens[position]
        if token.kind is Kind.SEPARATOR or token.text in CONJUNCTIONS:
            if not item:
                return
            yield item[::-1]
            item = []
        elif token.kind in _OUTSIDE and not _stands_alone(tokens, position):
            break
        else:
            item.append(token)
    if item:
        yield item[::-1]


def _stands_alone(tokens: Sequence[Token], position: int) -> bool:
    """A verb between two marks is a name (捷氢、重塑、鲲华), one behind an enterprise part of one (华星制氢耦合)."""
    if tokens[position].kind is not Kind.VERB or not 0 < position < len(tokens) - 1:
        return False
    if tokens[position - 1].kind is Kind.SEPARATOR and tokens[position + 1].kind is Kind.SEPARATOR:
        return True
    first = position
    while first and tokens[first - 1].kind not in _OUTSIDE | {Kind.SEPARATOR}:
        first -= 1
    listed = first > 0 and tokens[first - 1].kind is Kind.SEPARATOR
    return listed and (tokens[first].kind, tokens[first].label) == (Kind.KNOWN, "COMPANY")


def _members(items: list[list[Token]], label: EntityLabel, *, works: bool = False) -> Iterator[Found]:
    """Members with a proper name; beside these also plain names with a strong head, and (among more) bare words.

    Plain names alone count when all are long (…材料综合研究设施、…微制造实验设施).
    """
    trimmed = [_member(item) for item in items]
    named = [is_proper(item) or (len(item) > 1 and item[0].kind in UNKNOWNS) for item in trimmed]
    parallel = len(trimmed) > 1 and all(_is_plain_name(item, _PARALLEL) for item in trimmed)
    places = any(len(item) == 1 and item[0].kind is Kind.PLACE for item in trimmed)
    for item, proper in zip(trimmed, named, strict=True):
        if len(item) == 1 and not (works or _stands_for_member(item[0], label, beside_places=places)):
            continue
        bare = len(item) == 1 and item[0].kind in _WORDS and 2 * sum(named) > len(named)
        plain = bare or ((any(named) or parallel) and _is_plain_name(item, _PLAIN))
        if (proper or plain) and item[-1].end - item[0].start <= _LONGEST:
            own = "ZONE" if item[-1].label == "ZONE" and item[-1].text.endswith("区") else label
            yield Found(item[0].start, item[-1].end, EntityTag(own, 0.75 if proper else 0.6, "list"))


def _member(item: list[Token]) -> list[Token]:
    """Without modifiers in front, without a park in front of the thing in it, without 周边 behind."""
    while len(item) > 1 and item[-1].text in TRAILING:
        item = item[:-1]
    zones = [i for i, token in enumerate(item) if token.kind is Kind.HEAD and token.label == "ZONE"]
    if zones and zones[-1] > 0:
        inside = item[zones[-1] + 1 :]
        if is_proper(item[: zones[-1]]) and is_proper(inside) and inside[-1].kind is Kind.UNKNOWN:
            item = inside
    return trim(item) or item


def _is_plain_name(item: list[Token], shortest: int) -> bool:
    long_enough = item[-1].end - item[0].start >= shortest
    return item[-1].kind in (Kind.HEAD, Kind.TAIL) and long_enough and item[0].kind is not Kind.MODIFIER


def _stands_for_member(token: Token, label: EntityLabel, *, beside_places: bool) -> bool:
    """A division or a river in a list of works stays what it is, and a quoted policy is none (“两重”, “…行动”)."""
    if token.kind is Kind.QUOTE:
        return len(token.text) > _LONGEST_POLICY and token.text[-3:-1] not in POLICIES
    division = token.kind in (Kind.PLACE, Kind.FEATURE) or (token.kind is Kind.HOMONYM and beside_places)
    return label == "DISTRICT" or not division


def _urban_villages(tokens: Sequence[Token], index: int) -> Iterator[Found]:
    while index and tokens[index - 1].kind is Kind.NUMBER:
        index -= 1
    items = [item for item in _items(tokens, index) if _is_short(item) and item[0].kind is not Kind.KNOWN]
    yield from _members(items, "DISTRICT")


def _is_short(item: list[Token]) -> bool:
    return item[-1].end - item[0].start <= _SHORT


def _beside(tokens: Sequence[Token], index: int) -> Iterator[Found]:
    """A bare unknown word beside a known enterprise is one too: 赛可、蔚来."""
    for step in (-1, 1):
        mark, other, outer = index + step, index + 2 * step, index + 3 * step
        if not 0 <= other < len(tokens) or tokens[mark].kind is not Kind.SEPARATOR:
            continue
        token = tokens[other]
        bounded = not 0 <= outer < len(tokens) or tokens[outer].kind in _OUTSIDE | {Kind.SEPARATOR}
        if token.kind is Kind.UNKNOWN and _MINIMUM <= len(token.text) <= _SHORT and bounded:
            yield Found(token.start, token.end, EntityTag("COMPANY", 0.6, "list"))


def _sharing(
    tokens: Sequence[Token], index: int, label: EntityLabel, kinds: Collection[Kind]
) -> Iterator[Found]:
    """Conjuncts that share a head: 崂山、泰山实验室 are two laboratories."""
    own, *others = list(_items(tokens, index)) or [[]]
    # 危化品、非煤矿山 are no two mines
    if not is_proper(own):
        return
    for item in others:
        if _is_short(item) and is_proper(item) and all(token.kind in kinds for token in item):
            yield Found(item[0].start, item[-1].end, EntityTag(label, 0.7, "list"))


def _awarded(tokens: Sequence[Token], index: int) -> Iterator[Found]:
    """What a title is awarded to is of the title's kind: 石梅湾入选国家级旅游度假区."""
    label: EntityLabel | None = None
    for token in tokens[index + 1 : index + 1 + _REACH]:
        if token.kind in (Kind.BREAK, Kind.SEPARATOR) or label is not None:
            break
        label = TITLES.get(token.text)
    if label is None:
        return
    for item in _items(tokens, index - 1 if tokens[index - 1].text == "成功" else index):
        divisions = all(token.kind is Kind.PLACE for token in item)
        if not divisions and is_proper(item) and item[-1].end - item[0].start <= _LONGEST:
            yield Found(item[0].start, item[-1].end, EntityTag(label, 0.65, "award"))


def _maker(tokens: Sequence[Token], index: int) -> Iterator[Found]:
    """A place and a word that nobody knows, before what is made, are who makes it: 益阳信维|多层陶瓷电容器量产."""
    first = index
    while first and tokens[first - 1].kind not in _OUTSIDE | {Kind.SEPARATOR}:
        first -= 1
    place, name, *product = tokens[first:index] if index - first > _MINIMUM else [None, None]
    if place is None or name is None or not product or place.end != name.start:
        return
    if place.kind is Kind.PLACE and name.kind is Kind.UNKNOWN and len(name.text) == _MINIMUM:
        yield Found(place.start, name.end, EntityTag("COMPANY", 0.6, "list"))
