"""What a span of a named entity carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from docstruct.records import EntityLabel


@dataclass(frozen=True, slots=True)
class EntityTag:
    """Label of an entity span, how it was found, and the division it means.

    ``adcode`` is set for a DISTRICT (and a ZONE with a code of ours) that is resolved; when several divisions
    carry the name and nothing decides, it is None and ``candidates`` holds their codes. ``method`` names the rule:
    ``gazetteer``, ``head``, ``list``, ``quote``, ``lexicon``.
    """

    label: EntityLabel
    confidence: float
    method: str
    adcode: str | None = None
    candidates: tuple[str, ...] = ()


class Found(NamedTuple):
    """A stretch of text, half-open, with its tag."""

    start: int
    end: int
    tag: EntityTag
