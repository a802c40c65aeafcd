"""Finding a division by name, place and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from docstruct.errors import LexiconError
from docstruct.lexicon.regions.history import Span, is_zone_code, load_spans, read_table
from docstruct.lexicon.regions.names import short_names
from docstruct.records import Record, RegionLevel

NATION = "000000"

_RANK: dict[RegionLevel, int] = {"nation": 0, "province": 1, "city": 2, "county": 3, "town": 4, "village": 5}
_MINIMUM = 2
# Codes of the corps and its divisions in places.csv.
_CORPS = "65X0"


class Region(Record):
    """A division under one name, in the years it carried it.

    ``valid_from`` and ``valid_to`` are the years of the change, so both neighbours hold in that year; ``None`` is
    before 1981, and still in use. ``successors`` are the codes that took over, its own one if only the name
    changed. ``aliases`` are short names.
    """

    adcode: str
    name: str
    level: RegionLevel
    parent_adcode: str | None
    valid_from: int | None
    valid_to: int | None
    successors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def standard(self) -> bool:
        """Whether the code stands in GB/T 2260 (雄安新区 and development zones carry other codes)."""
        return self.adcode.isdigit() and self.adcode != NATION and not is_zone_code(self.adcode)

    @property
    def is_zone(self) -> bool:
        """Whether it is a functional area and no administration (两江新区; not 新疆生产建设兵团 and its divisions)."""
        return not self.standard and self.adcode != NATION and not self.adcode.startswith(_CORPS)

    def in_use(self, year: int | None) -> bool:
        """Tell whether the name was in use in a year; None asks about the present."""
        if year is None:
            return self.valid_to is None
        return (self.valid_from or 0) <= year <= (self.valid_to or 9999)

    def distance(self, year: int | None) -> int:
        """Years between a year and the nearest year of use; 0 while in use."""
        if year is None:
            return 0 if self.valid_to is None else 9999 - self.valid_to
        return max(0, (self.valid_from or 0) - year, year - (self.valid_to or 9999))


class RegionIndex:
    """All divisions by name and by code.

    Parameters
    ----------
    regions : iterable of Region
        Every name of every division, with its years.

    Examples
    --------
    >>> regions = load_regions()
    >>> regions.resolve("鼓楼区") is None, regions.resolve("鼓楼区", within="320100").adcode
    (True, '320106')
    >>> [r.adcode for r in regions.current("420600")], regions.resolve("襄樊市", year=2008).valid_to
    (['420600'], 2010)
    """

    def __init__(self, regions: Iterable[Region]) -> None:
        self._by_code: dict[str, list[Region]] = defaultdict(list)
        self._by_name: dict[str, list[Region]] = defaultdict(list)
        for region in regions:
            self._by_code[region.adcode].append(region)
            for name in (region.name, *region.aliases):
                self._by_name[name].append(region)

    def __iter__(self) -> Iterator[Region]:
        return (region for regions in self._by_code.values() for region in regions)

    def names(self) -> Iterable[str]:
        """All full and short names."""
        return self._by_name.keys()

    def find(self, name: str, *, year: int | None = None, within: str | None = None) -> tuple[Region, ...]:
        """Candidates for a name, best first.

        Those in use in the year come before retired ones, full names before short ones, upper levels before
        lower ones.

        Parameters
        ----------
        name : str
            Full or short name, also with its upper divisions in front (江苏省南通市海门区).
        year : int, optional
            The year that is spoken about; the present when left out.
        within : str, optional
            Code of a division; only it and its parts are candidates.
        """
        found = [region for region in self._by_name.get(name, ()) if self._lies_within(region, within)]
        if not found:
            return self._find_composed(name, year, within)
        found.sort(key=lambda region: (*self._tier(region, name, year), _RANK[region.level], region.adcode))
        best: dict[str, Region] = {}
        for region in found:
            best.setdefault(region.adcode, region)
        return tuple(best.values())

    def resolve(self, name: str, *, year: int | None = None, within: str | None = None) -> Region | None:
        """The one division that a name means, or None when there are several.

        A province beats its namesakes (吉林 is the province), a division beats its own parts (喀什 is the
        prefecture, 长沙 the city); other namesakes leave the name unresolved (朝阳, 鼓楼区).
        """
        candidates = self.find(name, year=year, within=within)
        if not candidates:
            return None
        best = candidates[0]
        tier = self._tier(best, name, year)
        rivals = [region for region in candidates[1:] if self._tier(region, name, year) == tier]
        if best.level in ("nation", "province"):
            return best
        return best if all(self._lies_within(rival, best.adcode) for rival in rivals) else None

    def resolve_first(
        self, name: str, within: Iterable[str], *, year: int | None = None, slack: int | None = None
    ) -> Region | None:
        """The division that a name means in the first of several surroundings that knows just one.

        Parameters
        ----------
        name : str
            Full or short name.
        within : iterable of str
            Codes, nearest first: the place of a report, then wider ones (see :meth:`surroundings`).
        year : int, optional
            The year that is spoken about; the present when left out.
        slack : int, optional
            How many years ago or ahead a division may have carried the name; provinces always count.
        """
        for code in within:
            region = self.resolve(name, year=year, within=code)
            if region is None:
                continue
            if slack is None or region.level == "province" or region.distance(year) <= slack:
                return region
        return None

    def surroundings(self, adcode: str | None) -> tuple[str, ...]:
        """Codes of a division and of ever wider ones around it, up to the nation; only that for no known code."""
        if adcode is None or adcode == NATION or adcode not in self._by_code:
            return (NATION,)
        return (adcode, *(region.adcode for region in self.ancestors(adcode)))

    def get(self, adcode: str, *, year: int | None = None) -> Region | None:
        """The division under a code: as it was called in the year, else under the name nearest in time."""
        regions = self._by_code.get(adcode)
        if not regions:
            return None
        return min(regions, key=lambda region: (region.distance(year), -(region.valid_from or 0)))

    def ancestors(self, adcode: str, *, year: int | None = None) -> tuple[Region, ...]:
        """Upper divisions of a code, nearest first, up to the nation; empty for an unknown code."""
        chain: list[Region] = []
        region = self.get(adcode, year=year)
        while region is not None and region.parent_adcode is not None:
            region = self.get(region.parent_adcode, year=year)
            if region is not None:
                chain.append(region)
        return tuple(chain)

    def current(self, adcode: str) -> tuple[Region, ...]:
        """The divisions in use today that a code came to: itself, or its heirs through all changes."""
        found: dict[str, Region] = {}
        seen: set[str] = set()
        open_codes = [adcode]
        while open_codes:
            code = open_codes.pop(0)
            if code in seen:
                continue
            seen.add(code)
            region = self.get(code)
            if region is None:
                continue
            if region.valid_to is None:
                found[code] = region
            else:
                open_codes.extend(region.successors)
        return tuple(found.values())

    def contains(self, adcode: str, part: str) -> bool:
        """Tell whether a division is another one or lies within it."""
        region = self.get(part)
        return region is not None and self._lies_within(region, adcode)

    def _tier(self, region: Region, name: str, year: int | None) -> tuple[int, int]:
        return region.distance(year), int(region.name != name)

    def _lies_within(self, region: Region, within: str | None) -> bool:
        if within is None or within == NATION:
            return True
        code: str | None = region.adcode
        while code is not None and code != NATION:
            if code == within:
                return True
            parents = self._by_code.get(code)
            code = parents[-1].parent_adcode if parents else None
        return False

    def _find_composed(self, name: str, year: int | None, within: str | None) -> tuple[Region, ...]:
        """Candidates for 上海市嘉定区: the longest upper division in front, then the rest within it."""
        for cut in range(len(name) - _MINIMUM, _MINIMUM - 1, -1):
            if name[:cut] not in self._by_name:
                continue
            for head in self.find(name[:cut], year=year, within=within):
                found = self.find(name[cut:], year=year, within=head.adcode)
                below = tuple(region for region in found if region.adcode != head.adcode)
                if below:
                    return below
        return ()


@cache
def load_regions() -> RegionIndex:
    """Load all divisions once a process.

    Raises
    ------
    LexiconError
        If a place of ours names an unknown upper division or successor.
    """
    spans = load_spans()
    codes = {span.adcode for span in spans}
    regions = [_from_span(span, codes) for span in spans]
    regions.extend(_own_places(codes))
    known = {region.adcode for region in regions}
    for region in regions:
        for code in (region.parent_adcode, *region.successors):
            if code is not None and code not in known:
                raise LexiconError(
                    f"lexicon/regions: {region.adcode} {region.name} refers to unknown code {code}"
                )
    return RegionIndex(regions)


def _from_span(span: Span, codes: set[str]) -> Region:
    code = span.adcode
    level: RegionLevel = "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"
    upper = (f"{code[:4]}00", f"{code[:2]}0000")
    parent = next((up for up in upper if up in codes and up != code), NATION)
    return Region.model_construct(
        adcode=code,
        name=span.name,
        level=level,
        parent_adcode=parent,
        valid_from=span.valid_from,
        valid_to=span.valid_to,
        successors=span.successors,
        aliases=short_names(span.name),
    )


def _own_places(codes: set[str]) -> Iterator[Region]:
    for row in read_table("places.csv"):
        if row["adcode"] in codes:
            raise LexiconError(
                f"lexicon/regions/places.csv: {row['adcode']} {row['name']} is a code of the standard"
            )
        yield Region.model_validate(
            {
                **row,
                "parent_adcode": row["parent_adcode"] or None,
                "valid_from": row["valid_from"] or None,
                "valid_to": row["valid_to"] or None,
                "aliases": tuple(row["aliases"].split()),
            }
        )
