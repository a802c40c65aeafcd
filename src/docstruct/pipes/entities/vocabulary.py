"""The words that decide where names begin and end, as one trie over gazetteer, names and common words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from hanlp_trie import TrieDict

from docstruct.errors import LexiconError
from docstruct.lexicon.regions import NATION, load_regions
from docstruct.records import EntityLabel

_LABELS: tuple[EntityLabel, ...] = ("DISTRICT", "ZONE", "PROJECT", "COMPANY", "ORG")
# Front words of organisations that mean the issuing place: 区中心医院, 自治区国资委.
_ADMIN = ("省", "市", "区", "县", "州", "自治区", "自治州")


class Kind(IntEnum):
    """What a token does beside a name. A HOMONYM is a place's short name that is also a common word."""

    BREAK = 0
    SEPARATOR = 1
    NUMBER = 2
    VERB = 3
    FUNCTION = 4
    INNER = 5
    MODIFIER = 6
    GENERIC = 7
    ADMIN = 8
    HEAD = 9
    WEAK_HEAD = 10
    TAIL = 11
    PLACE = 12
    KNOWN = 13
    FEATURE = 14
    ALNUM = 15
    QUOTE = 16
    PAREN = 17
    DASH = 18
    UNKNOWN = 19
    HOMONYM = 20


class Word(NamedTuple):
    """An entry of the vocabulary."""

    kind: Kind
    label: EntityLabel | None = None


class Vocabulary(NamedTuple):
    """The trie, and the nouns that explain the members of a list (behind 等)."""

    trie: Any
    list_heads: dict[str, EntityLabel]


@cache
def load_vocabulary() -> Vocabulary:
    """Load the vocabulary once a process.

    Where a word stands in several tables, the first of these counts: known names, features, heads and tails,
    common words, places. So 合作 is a verb and not the city in Gansu, whose full name 合作市 still counts.

    Raises
    ------
    LexiconError
        If a table has a section that is no label.
    """
    heads, names, words = (_read(f"{name}.toml") for name in ("heads", "names", "words"))
    entries: dict[str, Word] = {}

    def add(text: str, word: Word) -> None:
        for item in text.split():
            entries.setdefault(item, word)

    tails = heads.pop("tails")["words"]
    list_heads: dict[str, EntityLabel] = {}
    for section, items in heads.pop("lists").items():
        list_heads.update(dict.fromkeys(items.split(), _label(section)))
    add(names.pop("features")["names"], Word(Kind.FEATURE))
    look_alikes = frozenset(names.pop("look_alikes")["names"].split())
    for section, table in names.items():
        kind = Kind.PLACE if section == "DISTRICT" else Kind.KNOWN
        add(table["names"], Word(kind, _label(section)))
    add(tails, Word(Kind.TAIL, "PROJECT"))
    for section, table in heads.items():
        add(table["strong"], Word(Kind.HEAD, _label(section)))
        add(table.get("weak", ""), Word(Kind.WEAK_HEAD, _label(section)))
    add(" ".join(_ADMIN), Word(Kind.ADMIN))
    for name, kind in (
        ("modifiers", Kind.MODIFIER),
        ("function", Kind.FUNCTION),
        ("verbs", Kind.VERB),
        ("inner", Kind.INNER),
        ("generic", Kind.GENERIC),
    ):
        add(words[name], Word(kind))
    for name in _place_names():
        entries.setdefault(name, Word(Kind.HOMONYM if name in look_alikes else Kind.PLACE))
    return Vocabulary(TrieDict(entries), list_heads)


def _place_names() -> Iterable[str]:
    nation = load_regions().get(NATION)
    own = {nation.name, *nation.aliases} if nation else set()
    return (name for name in load_regions().names() if name not in own)


def _read(name: str) -> dict[str, Any]:
    with (files(__package__) / name).open("rb") as stream:
        return tomllib.load(stream)


def _label(section: str) -> EntityLabel:
    for label in _LABELS:
        if label == section:
            return label
    raise LexiconError(f"pipes/entities: {section} is no entity label; use one of {', '.join(_LABELS)}")
