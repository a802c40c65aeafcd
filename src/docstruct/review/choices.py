"""Searching what a field can hold: series, units, places, entities; by name, alias, id and pinyin initials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pypinyin import Style, lazy_pinyin

from docstruct.lexicon.regions import load_regions
from docstruct.review.base import Base
from docstruct.units import load_units


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. ``keys`` are what it is found by: folded names, then initials; ``weight`` breaks ties."""

    id: str
    name: str
    detail: str
    keys: tuple[str, ...]
    weight: int = 0


def spell_initials(name: str) -> str:
    """Return the pinyin initials of a name, letters and digits as they are.

    Examples
    --------
    >>> spell_initials("地区生产总值"), spell_initials("PM2.5浓度")
    ('dqsczz', 'pm2.5nd')
    """
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default")).lower()


def search(choices: Iterable[Choice], query: str, limit: int) -> list[Choice]:
    """Return the choices that a query means, best first: whole names, then beginnings, then parts.

    Parameters
    ----------
    query : str
        Some characters of a name or alias, an id, or pinyin initials.
    limit : int
        At most so many.
    """
    words = query.strip().lower().replace(" ", "")
    ranked: list[tuple[int, int, int, Choice]] = []
    for choice in choices:
        best = min((_match(key, words) for key in choice.keys), default=9)
        if best < 9:
            ranked.append((best, -choice.weight, len(choice.name), choice))
    ranked.sort(key=lambda entry: (*entry[:3], entry[3].id))
    return [entry[3] for entry in ranked[:limit]]


def _match(key: str, words: str) -> int:
    if key == words:
        return 0
    if key.startswith(words):
        return 1
    return 2 if words in key else 9


def list_indicators(base: Base, counts: dict[str, int]) -> list[Choice]:
    """Return every series of a release; those that reports use most come first among equals.

    Parameters
    ----------
    counts : dict of str to int
        How many observations a series has.
    """
    return [
        Choice(
            id=key,
            name=row["name"],
            detail="核心" if row["headline"] else ("" if counts.get(key) else "未见"),
            keys=_keys([row["name"], *filter(None, row["aliases"].split("|"))], key),
            weight=counts.get(key, 0) + (1_000_000 if row["headline"] else 0),
        )
        for key, row in base.indicators.items()
    ]


@cache
def list_units() -> tuple[Choice, ...]:
    """Return every unit; what is chosen is the unit as written."""
    return tuple(
        Choice(
            id=name, name=name, detail=unit.code if unit.code != name else "", keys=_keys([name], unit.code)
        )
        for unit in load_units()
        for name in unit.names
    )


@cache
def list_places() -> tuple[Choice, ...]:
    """Return every place under the name it has now, or had last, with the place around it."""
    regions = load_regions()
    found: dict[str, Choice] = {}
    for code in dict.fromkeys(region.adcode for region in regions):
        region = regions.get(code)
        if region is None:
            continue
        around = "".join(
            upper.name for upper in reversed(regions.ancestors(code)) if upper.adcode != "000000"
        )
        rank = {"nation": 4, "province": 3, "city": 2, "county": 1, "town": 0}[region.level]
        found[code] = Choice(
            id=code,
            name=region.name,
            detail=f"{around} {code}".strip(),
            keys=_keys([region.name, *region.aliases], code),
            weight=rank - (10 if region.valid_to is not None else 0),
        )
    return tuple(found.values())


def list_entities(base: Base, counts: dict[str, int], labels: dict[str, str]) -> list[Choice]:
    """Return every entity of a release, those named most often first among equals."""
    return [
        Choice(
            id=key,
            name=row["name"],
            detail=f"{labels[row['label']]} · {counts.get(key, 0)} 处",
            keys=_keys([row["name"], *filter(None, row["aliases"].split("|"))], key),
            weight=counts.get(key, 0),
        )
        for key, row in base.entities.items()
    ]


def _keys(names: Sequence[str], code: str) -> tuple[str, ...]:
    folded = [name.lower().replace(" ", "") for name in names]
    return tuple(dict.fromkeys([*folded, code.lower(), *map(spell_initials, names)]))
