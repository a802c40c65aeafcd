"""The registry of series that reports give figures for. The data stand in ``indicators_*.toml`` beside this file."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from docstruct.errors import LexiconError
from docstruct.records import Kind, Record

THEMES = ("headline", "economy", "finance", "livelihood", "territory")

# Derived ids of texts outside the registry begin so; no registry id may (see normalise.indicators).
DERIVED_PREFIX = "x_"

_ID = re.compile(r"(?!x_)[a-z][a-z0-9_]*\Z")
_FOOTNOTE = re.compile(r"\[\d+\]|〔\d+〕")  # 增加值［7］: the marker of a glossary note
_NOISE = re.compile(r"[\s的“”‘’\"'「」『』《》〈〉()\[\]〔〕【】、,，。;；:：·•—–\-~〜/\u200b\u200d\ufeff]")


class Indicator(Record):
    """A series that is comparable across reports.

    ``dimension`` is that of the unit registry, ``"pure"`` for a number without unit (城乡居民收入比).
    ``kind`` is what reports usually give of the series. ``level_names`` name it only as a level in a unit of
    its dimension (粮食 in 斤, not in 亩), ``growth_names`` only as a growth (经济增长5%), ``national_names`` only in
    a report on the whole country (财政收入). ``patterns`` are regular expressions of folded names in that dimension.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    level_names: tuple[str, ...] = ()
    growth_names: tuple[str, ...] = ()
    national_names: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    dimension: str
    kind: Kind
    definition: str
    headline: bool = False


class IndicatorRegistry:
    """All series, by id and by name.

    Parameters
    ----------
    indicators : sequence of Indicator
        Ids must be unique, and so must be names and aliases after `fold_name`.

    Raises
    ------
    LexiconError
        An entry has a malformed or second id, no definition, or a name that stands already; names both entries.
    """

    def __init__(self, indicators: Sequence[Indicator]) -> None:
        self._by_id: dict[str, Indicator] = {}
        self._by_name: dict[str, Indicator] = {}
        self._by_level_name: dict[str, Indicator] = {}
        self._by_growth_name: dict[str, Indicator] = {}
        self._by_national_name: dict[str, Indicator] = {}
        self._patterns: list[tuple[re.Pattern[str], Indicator]] = []
        for indicator in indicators:
            if not _ID.match(indicator.id):
                raise LexiconError(
                    f"indicators: the id {indicator.id!r} is not snake_case, or begins with {DERIVED_PREFIX!r}"
                )
            if indicator.id in self._by_id:
                raise LexiconError(f"indicators: the id {indicator.id!r} stands twice")
            if not indicator.definition.strip():
                raise LexiconError(f"indicators: {indicator.id!r} has no definition")
            self._by_id[indicator.id] = indicator
            _enter(self._by_name, (indicator.name, *indicator.aliases), indicator)
            _enter(self._by_level_name, indicator.level_names, indicator)
            _enter(self._by_growth_name, indicator.growth_names, indicator)
            _enter(self._by_national_name, indicator.national_names, indicator)
            self._patterns += [(re.compile(pattern), indicator) for pattern in indicator.patterns]

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, indicator_id: str) -> Indicator | None:
        """Return the series of an id, or None."""
        return self._by_id.get(indicator_id)

    def lookup(self, text: str) -> Indicator | None:
        """Return the series that a text names whole, whatever its unit, or None.

        Examples
        --------
        >>> load_indicators().lookup("规模以上工业增加值").id
        'industrial_va'
        >>> load_indicators().lookup("粮食") is None
        True
        """
        return self._by_name.get(fold_name(text))

    def lookup_level(self, text: str, dimension: str | None) -> Indicator | None:
        """Return the series that a text names when it stands beside an amount of this dimension, or None."""
        found = self._by_level_name.get(fold_name(text))
        return found if found is not None and found.dimension == dimension else None

    def lookup_national(self, text: str) -> Indicator | None:
        """Return the series that a text names in a report on the whole country, or None."""
        return self._by_national_name.get(fold_name(text))

    def match(self, text: str) -> Indicator | None:
        """Return the series whose patterns a text matches whole, or None.

        Examples
        --------
        >>> load_indicators().match("18个国考断面水质优良率").id
        'surface_water_quality'
        """
        folded = fold_name(text)
        return next((found for pattern, found in self._patterns if pattern.fullmatch(folded)), None)

    def lookup_growth(self, text: str) -> Indicator | None:
        """Return the series that a text names when it is said to grow, or None."""
        return self._by_growth_name.get(fold_name(text))


@lru_cache(maxsize=65_536)
def fold_name(text: str) -> str:
    """Fold an indicator's wording to the form names are compared by.

    Width, case, white space, quotes, brackets, footnote markers and 的 go; wordings of one meaning
    (``indicators_wording.toml``) become one. Nothing that narrows the series goes.

    Examples
    --------
    >>> fold_name("规模以上工业企业的营业收入")
    '规上工业企业营收'
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    plain, before = _NOISE.sub("", _FOOTNOTE.sub("", plain)), ""
    pattern, same = _wording()
    while plain != before:  # 交易总金额: 总额 appears only when 金额 has gone
        plain, before = pattern.sub(lambda match: same[match.group()], plain), plain
    return plain


@cache
def load_indicators() -> IndicatorRegistry:
    """Read the registry that ships with docstruct.

    Raises
    ------
    LexiconError
        A data file cannot be parsed, or the entries contradict themselves.
    """
    indicators = [indicator for theme in THEMES for indicator in _read_theme(theme)]
    return IndicatorRegistry(add_names(indicators, _read_toml("reviewed")["addition"]))


def parse_entry(theme: str, entry: Mapping[str, Any]) -> Indicator:
    """Check one entry of a data file.

    Raises
    ------
    LexiconError
        A field is missing, unknown or of the wrong type; names the file and the entry.
    """
    try:
        return Indicator.model_validate(entry)
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(str(part) for part in fault["loc"])
        raise LexiconError(
            f"indicators_{theme}.toml: {entry.get('id', 'an entry without id')!r}: {field}: {fault['msg']}"
        ) from error


def _read_theme(theme: str) -> list[Indicator]:
    return [parse_entry(theme, entry) for entry in _read_toml(theme)["indicator"]]


def add_names(indicators: Sequence[Indicator], additions: Sequence[Mapping[str, Any]]) -> list[Indicator]:
    """Add names to series, such as those that ``docstruct corrections export`` proposes and a person reviewed.

    Raises
    ------
    LexiconError
        An addition is for a series that does not stand in the registry.
    """
    names: dict[str, tuple[str, ...]] = {}
    known = {indicator.id for indicator in indicators}
    for addition in additions:
        if addition.get("id") not in known:
            raise LexiconError(f"indicators_reviewed.toml: there is no series {addition.get('id')!r}")
        names[addition["id"]] = names.get(addition["id"], ()) + tuple(addition["aliases"])
    return [
        indicator.model_copy(update={"aliases": indicator.aliases + names.get(indicator.id, ())})
        for indicator in indicators
    ]


def _read_toml(theme: str) -> dict[str, Any]:
    with (files("docstruct.lexicon") / f"indicators_{theme}.toml").open("rb") as handle:
        return tomllib.load(handle)


@cache
def _wording() -> tuple[re.Pattern[str], dict[str, str]]:
    same = {variant: use for use, variants in _read_toml("wording")["same"].items() for variant in variants}
    longest_first = sorted(same, key=lambda variant: (-len(variant), variant))
    return re.compile("|".join(map(re.escape, longest_first))), same


def _enter(index: dict[str, Indicator], names: Sequence[str], indicator: Indicator) -> None:
    for name in names:
        folded = fold_name(name)
        if folded in index:
            raise LexiconError(f"indicators: {name!r} names {index[folded].id!r} and {indicator.id!r}")
        index[folded] = indicator
