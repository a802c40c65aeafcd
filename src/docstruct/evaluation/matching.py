"""Where a passage stands in the product's text, and which row answers which line of the gold.

Every rule of this module is that of the referee (``score.py`` beside the shared gold): its figures and ours are
the same by construction, and a test holds them against each other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from docstruct.evaluation.gold import UNSCORED, GoldFact, Passage
from docstruct.evaluation.readings import Reading
from docstruct.records import Observation

_WIDTH = str.maketrans("％．，：；（）０１２３４５６７８９", "%.,:;()0123456789")
_INVISIBLE = frozenset("\u200b\u200d\ufeff")
_INDICATOR_NOISE = re.compile(r"[的\s“”‘’\"、，,（）()]")
#: Small counts in Chinese numerals (三家企业) are optional: never scored either way.
_OPTIONAL = re.compile(r"[一二两三四五六七八九十几]")
#: How much of a passage's own length its end may have moved by furniture that the product keeps.
_SLACK = 400
#: Start, end and label of an entity within a passage.
Span = tuple[int, int, str]
#: Wordings at least this alike are one series in other words.
_ALIKE = 0.75


def fold(text: str) -> str:
    """Fold fullwidth digits and marks to ASCII, one character for one.

    Examples
    --------
    >>> fold("增长５．２％")
    '增长5.2%'
    """
    return text.translate(_WIDTH)


@dataclass(frozen=True)
class Squeezed:
    """A reading's text without white space: ``folded[i]`` is the character at ``offsets[i]`` of the text."""

    reading: Reading

    @cached_property
    def offsets(self) -> list[int]:
        """Offsets of the characters that are kept."""
        return [i for i, c in enumerate(self.reading.text) if not c.isspace() and c not in _INVISIBLE]

    @cached_property
    def folded(self) -> str:
        """The kept characters, width folded."""
        text = fold(self.reading.text)
        return "".join(text[i] for i in self.offsets)

    def locate(self, offset: int) -> int:
        """Squeezed offset of an offset of the text; of the next kept character where it is none itself."""
        return bisect_left(self.offsets, offset)


@dataclass(frozen=True, slots=True)
class Place:
    """A passage found in a text, as a half-open stretch of squeezed offsets."""

    squeezed: Squeezed
    start: int
    end: int

    @property
    def folded(self) -> str:
        """The passage as the product has it, without white space, width folded."""
        return self.squeezed.folded[self.start : self.end]

    def locate(self, char_start: int, char_end: int) -> tuple[int, int] | None:
        """Offsets within the passage of a row that begins in it, else None."""
        start = self.squeezed.locate(char_start)
        if not self.start <= start < self.end:
            return None
        return start - self.start, self.squeezed.locate(char_end) - self.start


def find_passage(passage: Passage, texts: Sequence[Squeezed]) -> Place | None:
    """Find a passage by its first and last characters; None where no text holds it."""
    head, tail = fold(passage.head), fold(passage.tail)
    for text in texts:
        start = text.folded.find(head)
        if start >= 0 and tail in text.folded[start : start + passage.chars + _SLACK]:
            return Place(text, start, start + passage.chars)
    return None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An observation in place within a passage."""

    start: int
    end: int
    observation: Observation


@dataclass(frozen=True, slots=True)
class FactAlignment:
    """Which observation answers each scored gold fact (None: missed), and which answer none."""

    pairs: tuple[tuple[GoldFact, Candidate | None], ...]
    extras: tuple[Candidate, ...]


def align_facts(passage: Passage, place: Place | None) -> FactAlignment:
    """Pair gold facts with observations that overlap them; the one with the nearest indicator goes first.

    A fact takes several observations only where gold lists several wordings for it (one numeral, several
    series). Observations on figures of kind ``spec`` and ``rank`` count neither way.
    """
    candidates = [] if place is None else _candidates(place)
    used: set[int] = set()
    pairs: list[tuple[GoldFact, Candidate | None]] = []
    for fact in passage.facts:
        here = [
            n
            for n, candidate in enumerate(candidates)
            if candidate.start < fact.end and fact.start < candidate.end and n not in used
        ]
        if not fact.scored:
            used.update(here)
            continue
        here.sort(key=lambda n: -max(match_indicator(fact, candidates[n].observation.indicator_text)))
        used.update(here if len(fact.indicators) > 1 else here[:1])
        pairs.append((fact, candidates[here[0]] if here else None))
    extras = (c for n, c in enumerate(candidates) if n not in used)
    return FactAlignment(tuple(pairs), tuple(c for c in extras if _counts(c.observation)))


def _candidates(place: Place) -> list[Candidate]:
    found = []
    for observation in place.squeezed.reading.observations:
        within = place.locate(observation.char_start, observation.char_end)
        if within is not None:
            found.append(Candidate(*within, observation))
    return found


def _counts(observation: Observation) -> bool:
    return observation.kind not in UNSCORED and _OPTIONAL.match(observation.quantity_text) is None


def match_indicator(fact: GoldFact, wording: str) -> tuple[bool, bool]:
    """Whether a wording is one that gold lists, and whether it is at least close to one.

    Quotes, 的 and punctuation make no difference; 规模以上 is 规上. Close is alike by three quarters, or one
    within the other and at least half as long.
    """
    got = _fold_indicator(wording)
    if not got:
        return False, False
    listed = [_fold_indicator(name) for name in fact.indicators]
    strict = got in listed
    return strict, strict or any(_is_close(name, got) for name in listed)


def _is_close(name: str, got: str) -> bool:
    if SequenceMatcher(None, name, got).ratio() >= _ALIKE:
        return True
    shorter, longer = sorted((name, got), key=len)
    return shorter in longer and 2 * len(shorter) >= len(longer)


def _fold_indicator(text: str) -> str:
    cleaned = _INDICATOR_NOISE.sub("", text)
    return cleaned.replace("规模以上", "规上").replace("国内生产总值", "生产总值")


def fold_unit(text: str) -> str:
    """Fold a unit's width and old characters."""
    return fold(text).replace("個", "个").strip()


def place_entities(passage: Passage, place: Place | None) -> tuple[set[Span], set[Span]]:
    """Spans with labels of a passage, in gold and in the product."""
    gold = {(entity.start, entity.end, str(entity.label)) for entity in passage.entities}
    if place is None:
        return gold, set()
    found = (
        (place.locate(mention.char_start, mention.char_end), str(mention.label))
        for mention in place.squeezed.reading.mentions
    )
    return gold, {(*within, label) for within, label in found if within is not None}
