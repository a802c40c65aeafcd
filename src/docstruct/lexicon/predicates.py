"""The words around a figure: predicates, manner, leading verbs. Data in ``predicates.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from docstruct.records import Record

TailTag = Literal["reach", "reach_change", "up", "down", "share", "stage", "adverb"]


class Affixes:
    """Words found at the edge of a phrase by longest match, each with a tag.

    Parameters
    ----------
    words : dict of str to str
        Word to tag.
    """

    __slots__ = ("_longest", "_words")

    def __init__(self, words: dict[str, str]) -> None:
        self._words = words
        self._longest = max(map(len, words), default=0)

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def ending(self, text: str, start: int, end: int) -> tuple[int, str] | None:
        """Longest word that ends at ``end``: its start and tag, or None."""
        for size in range(min(self._longest, end - start), 0, -1):
            tag = self._words.get(text[end - size : end])
            if tag is not None:
                return end - size, tag
        return None

    def beginning(self, text: str, start: int, end: int) -> tuple[int, str] | None:
        """Longest word that begins at ``start``: its end and tag, or None.

        Examples
        --------
        >>> load_predicates().verbs.beginning("新增高新技术企业", 0, 8)
        (2, 'verb')
        """
        for size in range(min(self._longest, end - start), 0, -1):
            tag = self._words.get(text[start : start + size])
            if tag is not None:
                return start + size, tag
        return None


class Predicates(Record):
    """All affix tables of one lexicon."""

    model_config = {"frozen": True, "arbitrary_types_allowed": True}

    tail: Affixes
    connectives: Affixes
    manner: Affixes
    verbs: Affixes
    keep: Affixes
    post_cut: Affixes
    post_shared: Affixes
    post_stop: frozenset[str]
    join_verbs: Affixes
    measures: frozenset[str]
    bare_measures: frozenset[str]


@cache
def load_predicates() -> Predicates:
    """Read the lexicon that ships with docstruct."""
    with (files("docstruct.lexicon") / "predicates.toml").open("rb") as handle:
        data = tomllib.load(handle)
    tail: dict[str, str] = {}
    tail.update(dict.fromkeys(data["tail_adverb"]["words"], "adverb"))
    for tag in ("stage", "up", "down", "share", "reach", "reach_change"):
        tail.update(dict.fromkeys(data["tail"][tag], tag))
    manner = set(data["lead"]["manner"]) - set(data["lead"]["manner_keep"])
    return Predicates(
        tail=Affixes(tail),
        connectives=Affixes(dict.fromkeys(data["lead"]["connective"], "connective")),
        manner=Affixes(dict.fromkeys(manner, "manner")),
        verbs=Affixes(dict.fromkeys(data["verbs"]["words"], "verb")),
        keep=Affixes(dict.fromkeys(data["verbs"]["keep"], "keep")),
        post_cut=Affixes(dict.fromkeys(data["post"]["cut"], "cut")),
        post_shared=Affixes(dict.fromkeys(data["post"]["shared"], "cut")),
        post_stop=frozenset(data["post"]["stop"]),
        join_verbs=Affixes(dict.fromkeys(data["join"]["verbs"], "join")),
        measures=frozenset(data["join"]["measures"]) | frozenset(data["join"]["bare"]),
        bare_measures=frozenset(data["join"]["bare"]),
    )
