"""Which words are places, and which division each means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docstruct.lexicon.regions import PlaceName, Region, RegionIndex, Resolver
from docstruct.pipes.entities.openings import (
    goes_on,
    opens_clause,
    opens_name,
    opens_plan,
    shares_zone,
    stands_alone,
)
from docstruct.pipes.entities.patterns import (
    BRAND,
    COMMON_PLACES,
    CULTURE,
    EVENT,
    LAW,
    LEADING_ENDS,
    LENGTHENING,
    LINKS,
    ORDINAL,
    OVERLAP,
    PLACES,
    SLOGANS,
)
from docstruct.pipes.entities.tags import EntityTag, Found
from docstruct.pipes.entities.tokens import Token
from docstruct.pipes.entities.vocabulary import Kind
from docstruct.records import EntityLabel, Report

_LONGEST_EVENT = 16
_SHORT_NAME = 4
_LEVELS = ("nation", "province", "city", "county", "town", "village")
_STRETCH = re.compile(r"[（(]([\u4e00-\u9fff]{2,8})段[）)]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")


class Place(NamedTuple):
    """A place name at a token, with the divisions it may mean and the tokens beside it."""

    at: int
    start: int
    end: int
    name: str
    regions: tuple[Region, ...]
    before: Token | None
    after: Token | None
    #: Whether the token before the one before is a place.
    is_behind_place: bool = False

    @property
    def is_full(self) -> bool:
        """Whether the name is the full one of some division."""
        return any(region.name == self.name for region in self.regions)

    @property
    def is_glued(self) -> bool:
        """Whether an unknown word stands right before it: 新|梅江|公园, but 重庆|飞|曼谷."""
        before = self.before
        return (
            before is not None
            and before.kind is Kind.UNKNOWN
            and before.end == self.start
            and before.text[-1] not in LEADING_ENDS
            and not (len(before.text) == 1 and self.is_behind_place)
        )

    @property
    def tail(self) -> Token | None:
        """The token right behind the name."""
        return self.after if self.after is not None and self.after.start == self.end else None

    @property
    def is_lengthened(self) -> bool:
        """Whether another name begins with it: 海南岛, 苏州河."""
        tail = self.tail
        unknown = tail is not None and (tail.kind is Kind.UNKNOWN or len(tail.text) == 1)
        return tail is not None and unknown and tail.text[0] in LENGTHENING


class Districts:
    """Find and resolve the places of one report.

    Parameters
    ----------
    regions : RegionIndex
        The divisions.
    report : Report or None
        Whose text it is: its place and year decide between namesakes.
    """

    def __init__(self, regions: RegionIndex, report: Report | None) -> None:
        self._regions = regions
        home, year = (report.ref_area, report.year) if report else (None, None)
        self._rings = regions.surroundings(home)
        self._resolver = Resolver(regions, home, year)

    def find(self, text: str, tokens: Sequence[Token]) -> Iterator[Found]:
        """Find the places among the tokens; those nothing speaks for yield nothing."""
        places = [place for place in self._places(text, tokens) if self._accept(text, tokens, place)]
        groups = _chain(places)
        names = [PlaceName(group[0].start, text[group[0].start : group[-1].end]) for group in groups]
        for group, name in zip(groups, names, strict=True):
            region = self._resolver.resolve(name, names)
            last = group[-1]
            candidates = () if region else tuple(region.adcode for region in last.regions)
            confidence = 0.95 if last.is_full else 0.9 if region else 0.7
            adcode = region.adcode if region else None
            zone = (region is not None and region.is_zone) or shares_zone(tokens, last.at)
            label: EntityLabel = "ZONE" if zone else "DISTRICT"
            tag = EntityTag(label, confidence, "gazetteer", adcode, candidates)
            yield Found(group[0].start, last.end, tag)

    def _places(self, text: str, tokens: Sequence[Token]) -> Iterator[Place]:
        for index, token in enumerate(tokens):
            stretch = _STRETCH.fullmatch(token.text) if token.kind is Kind.PAREN else None
            if stretch is not None:
                # 敖江（福州段）
                within = self._resolver.list_candidates(stretch[1])
                start, end = token.start + 1, token.start + 1 + len(stretch[1])
                if within:
                    yield Place(index, start, end, stretch[1], within, None, None)
            if token.kind not in PLACES:
                continue
            name, end = token.text, token.end
            if text[end : end + 1] and text[end] in OVERLAP.get(name[-1], ""):
                if name[-1] in "区县":
                    continue
                name, end = name[:-1], end - 1
            regions = self._resolver.list_candidates(name)
            # Cities abroad carry the label in the vocabulary and have no code.
            if regions or token.label == "DISTRICT":
                before = tokens[index - 1] if index else None
                after = tokens[index + 1] if index + 1 < len(tokens) else None
                behind_place = index > 1 and tokens[index - 2].kind in PLACES
                yield Place(index, token.start, end, name, regions, before, after, behind_place)

    def _accept(self, text: str, tokens: Sequence[Token], place: Place) -> bool:
        if place.name in COMMON_PLACES or _is_claimed(text, place):
            return False
        if opens_name(tokens, place.at):
            return False
        if place.is_full:
            return not (place.is_glued and len(place.name) < _SHORT_NAME)
        if opens_plan(tokens, place.at):
            return False
        if not place.regions:
            return not (place.is_lengthened or place.is_glued)
        if not place.regions[0].standard:
            return True
        level = min(_LEVELS.index(region.level) for region in place.regions)
        if level <= _LEVELS.index("province"):
            # 中船天津 is an enterprise, 海南岛 an island; 新疆海鲜 is still 新疆.
            unnamed = place.is_glued and place.before is not None and len(place.before.text) > 1
            island = place.is_lengthened and place.tail is not None and len(place.tail.text) == 1
            return not (unnamed or island or goes_on(tokens, place.at))
        if place.is_glued or place.is_lengthened:
            return False
        if tokens[place.at].kind is Kind.HOMONYM:
            city = level == _LEVELS.index("city")
            alone = opens_clause(tokens, place.at) or (city and stands_alone(tokens, place.at))
            return self._is_backed(tokens, place) or (alone and self._is_near(place))
        if goes_on(tokens, place.at):
            return self._is_below(place)
        if level == _LEVELS.index("city"):
            return True
        # 红山文化 is no culture of the district 红山.
        cultural = place.tail is not None and CULTURE.match(place.tail.text)
        return not cultural and (self._is_near(place) or self._is_backed(tokens, place))

    def _is_near(self, place: Place) -> bool:
        """A county's short name counts in reports of its own province."""
        provinces = self._rings[-2:-1]
        return any(
            self._regions.contains(code, region.adcode) for code in provinces for region in place.regions
        )

    def _is_below(self, place: Place) -> bool:
        """Its upper division stands right before it."""
        before = place.before
        if before is None or before.kind not in PLACES or before.end != place.start:
            return False
        return any(
            self._regions.contains(upper.adcode, region.adcode)
            for upper in self._resolver.list_candidates(before.text)
            for region in place.regions
        )

    def _is_backed(self, tokens: Sequence[Token], place: Place) -> bool:
        """Its upper division stands right before it, or other places stand beside it in a list."""
        if place.before is not None and place.before.kind in PLACES and place.before.end == place.start:
            return self._is_below(place)
        for step in (-1, 1):
            mark, other = place.at + step, place.at + 2 * step
            if 0 <= other < len(tokens) and tokens[mark].text in LINKS:
                kind = tokens[other].kind
                if kind is Kind.PLACE or (kind is Kind.HOMONYM and self._is_near(place)):
                    return True
        return False


def is_borrowed(text: str, found: Found) -> bool:
    """Tell whether a place stands in the name of an event, a work, a law or a culture.

    嘉定购物节, 《我的阿勒泰》, 海南热带雨林国家公园条例, 北疆文化. A numbered event is none of the place's name
    (嘉定区第十九届…大赛).
    """
    if found.tag.label not in ("DISTRICT", "ZONE") and found.tag.method != "lexicon":
        return False
    work = text.rfind("《", max(0, found.start - _LONGEST_EVENT), found.start)
    if work >= 0 and text.find("》", work, found.start) < 0:
        return True
    event = EVENT.match(text, found.end)
    if event and not ORDINAL.match(text, found.end):
        return event.end() - found.end < _LONGEST_EVENT
    if found.tag.label == "ZONE" and CULTURE.match(text, found.end):
        return True
    return LAW.match(text, found.end) is not None


def _is_claimed(text: str, place: Place) -> bool:
    """The name belongs to a slogan, a brand or a dated title: 美丽江苏, 天津工匠, 2023上海…."""
    if _YEAR.search(text[max(0, place.start - 5) : place.start]):
        return True
    before, tail = place.before, place.tail
    if place.name in SLOGANS and tail is not None and tail.kind in PLACES:
        return True
    if place.is_full:
        return False
    slogan = before is not None and before.end == place.start and before.text in SLOGANS
    return slogan or BRAND.match(text, place.end) is not None


def _chain(places: Sequence[Place]) -> list[list[Place]]:
    """Join directly attached places, upper before lower: 江苏省南通市海门区."""
    groups: list[list[Place]] = []
    for place in places:
        last = groups[-1][-1] if groups else None
        if last is not None and last.end == place.start and _is_upper(last, place):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _is_upper(place: Place, part: Place) -> bool:
    return any(
        _LEVELS.index(up.level) < _LEVELS.index(low.level)
        and (low.parent_adcode == up.adcode or low.adcode[:2] == up.adcode[:2])
        for up in place.regions
        for low in part.regions
    )
