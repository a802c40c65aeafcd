"""Which of several divisions of one name a report means: its own place decides, then the places beside the name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from docstruct.lexicon.regions.index import Region, RegionIndex

# A report may call a place by the name it lost, or was about to get.
_SLACK = 2
# Places further away than this many characters, or behind nearer ones, say nothing about a name.
_NEAR = 100
_NEIGHBOURS = 5


class PlaceName(NamedTuple):
    """A place name where it begins in the text, as written (江苏省南通市海门区)."""

    start: int
    text: str


class Resolver:
    """Decides between namesakes in one report.

    Parameters
    ----------
    regions : RegionIndex
        The divisions.
    ref_area : str or None
        Code of the place that the report is of.
    year : int or None
        The year of the report; the present when left out.

    Examples
    --------
    >>> from docstruct.lexicon.regions import load_regions
    >>> jiangsu = Resolver(load_regions(), "320000", 2024)
    >>> jiangsu.resolve(PlaceName(0, "海安")).adcode, jiangsu.resolve(PlaceName(0, "鼓楼区")) is None
    ('320685', True)
    >>> [region.adcode for region in jiangsu.list_candidates("鼓楼区")[:2]]
    ['320106', '320302']
    >>> jiangsu.resolve(PlaceName(4, "鼓楼区"), [PlaceName(0, "徐州")]).adcode
    '320302'
    """

    def __init__(self, regions: RegionIndex, ref_area: str | None, year: int | None) -> None:
        self._regions = regions
        self._year = year
        self._rings = regions.surroundings(ref_area)
        self._known: dict[str, tuple[Region, ...]] = {}
        self._plain: dict[str, Region | None] = {}

    def list_candidates(self, name: str) -> tuple[Region, ...]:
        """Divisions that carry the name in or near the report's year, those around the report's place first."""
        if name not in self._known:
            found = (
                region
                for region in self._regions.find(name, year=self._year)
                if region.level == "province" or region.distance(self._year) <= _SLACK
            )
            self._known[name] = tuple(sorted(found, key=self._distance))
        return self._known[name]

    def resolve(self, place: PlaceName, others: Sequence[PlaceName] = ()) -> Region | None:
        """The division that a name means, or None where nothing decides.

        Parameters
        ----------
        place : PlaceName
            The name.
        others : sequence of PlaceName
            Other places of the text; those nearby decide, the nearest first, where the report's place does not.
        """
        name = place.text
        region = self._resolve_at_home(name)
        if region is not None or not self.list_candidates(name):
            return region
        near = [other for other in others if other != place and abs(other.start - place.start) <= _NEAR]
        for other in sorted(near, key=lambda other: abs(other.start - place.start))[:_NEIGHBOURS]:
            neighbour = self._resolve_at_home(other.text)
            if neighbour is None or neighbour.level == "nation":
                continue
            region = self._resolve_within(name, self._regions.surroundings(neighbour.adcode)[:-1])
            if region is not None:
                return region
        return None

    def _resolve_at_home(self, name: str) -> Region | None:
        if name not in self._plain:
            self._plain[name] = self._resolve_within(name, self._rings)
        return self._plain[name]

    def _resolve_within(self, name: str, within: Sequence[str]) -> Region | None:
        return self._regions.resolve_first(name, within, year=self._year, slack=_SLACK)

    def _distance(self, region: Region) -> int:
        return next(
            (step for step, code in enumerate(self._rings) if self._regions.contains(code, region.adcode)),
            len(self._rings),
        )
