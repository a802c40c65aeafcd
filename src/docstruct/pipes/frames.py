"""What the pipes hand to each other about one quantity."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from docstruct.pipes.quantities.logic import Quantity
from docstruct.records import Basis, Bound, Kind, PriceBasis, Status

#: How a quantity hangs on the one before it in its sentence.
Joint = Literal["start", "none", "list", "clause", "open", "close"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: one span of the text, or several joined ones (``start`` then is None)."""

    text: str
    start: int | None = None
    end: int | None = None

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Phrase:
        """Phrase of one span of ``text``."""
        return cls(text[start:end], start, end)

    def join(self, other: Phrase) -> Phrase:
        """This phrase followed by ``other``, composed."""
        return Phrase(self.text + other.text)


@dataclass(slots=True)
class Frame:
    """A quantity and the words around it, taken apart.

    ``left`` is the stretch of text that belongs to the quantity on its left; ``tails`` are (tag, word) pairs of
    the predicate from right to left; ``leads`` of the front from left to right. ``owned`` is what the things counted
    have and the sentence goes on about (13个设区市地区生产总值有所增加).
    """

    quantity: Quantity
    sentence: tuple[int, int]
    left: tuple[int, int]
    joint: Joint = "start"
    tails: list[tuple[str, str]] = field(default_factory=list)
    leads: list[tuple[str, str]] = field(default_factory=list)
    subject: Phrase | None = None
    topic: Phrase | None = None
    verb: str = ""
    post: Phrase | None = None
    comparison: Literal["share", "gap", "plan"] | None = None
    base: Phrase | None = None
    reference_time: str = ""
    distributes: bool = False
    narrowed: bool = False
    pair_from: bool = False
    attributive: bool = False
    context: tuple[int, int] = (0, 0)
    defines: bool = False
    examples: Phrase | None = None
    owned: Phrase | None = None

    def has_tail(self, *tags: str) -> bool:
        """Whether the predicate holds a word of one of these tags."""
        return any(tag in tags for tag, _ in self.tails)

    def tail_word(self, *tags: str) -> str:
        """Outermost predicate word of one of these tags, or an empty string."""
        return next((word for tag, word in self.tails if tag in tags), "")


@dataclass(slots=True)
class Fact:
    """A quantity with all that makes it comparable, before normalisation.

    ``subject_start`` is where the named entity begins that the figure is about (包钢集团利润).
    ``period`` is a code of ``observations.time_period``; ``region`` is as written, empty for the report's own place.
    """

    frame: Frame
    kind: Kind = "level"
    status: Status = "actual"
    period: str = ""
    basis: Basis | None = None
    price_basis: PriceBasis | None = None
    region: str = ""
    subject_start: int | None = None
    negative: bool = False
    bound: Bound = "eq"
    commitment: str | None = None
    indicator: Phrase | None = None
    base: str | None = None
    unit_text: str = ""
    steps: int = 0
    rule: str = ""
    confidence: float = 0.0
