"""Automatic numbers of Word paragraphs: “一、” and “（一）” that Word draws and no run of text holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

Element = Any

_VAL = qn("w:val")
_PLACE = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"


def _chinese(number: int) -> str:
    """Count as headings do: 九, 十, 十一, 二十; beyond 99 no heading goes."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _chinese,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
}


class Numbering:
    """Counters over one document; ask for the paragraphs in their order.

    Parameters
    ----------
    numbering, styles : element or None
        Roots of the numbering and styles parts.
    """

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstracts: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._styles: dict[str, Element] = {}
        self._counters: dict[str, list[int]] = {}
        self._restarted: set[str] = set()
        if numbering is not None:
            self._abstracts = {
                a.get(qn("w:abstractNumId")): a for a in numbering.findall(qn("w:abstractNum"))
            }
            self._nums = {n.get(qn("w:numId")): n for n in numbering.findall(qn("w:num"))}
        if styles is not None and self._nums:
            self._styles = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}

    @classmethod
    def of(cls, part: Any) -> Numbering:
        """Read the numbering of a document part; a document without any gets one that never labels."""
        roots = {
            relation.reltype: getattr(relation.target_part, "element", None)
            for relation in part.rels.values()
            if not relation.is_external
        }
        return cls(roots.get(RELATIONSHIP_TYPE.NUMBERING), roots.get(RELATIONSHIP_TYPE.STYLES))

    @classmethod
    def none(cls) -> Numbering:
        """Give one that never labels."""
        return cls(None, None)

    def label(self, paragraph: Element) -> str:
        """Give the number that Word draws before a paragraph, and count it.

        Returns
        -------
        str
            ``""`` for paragraphs without a number and for bullets. A label that ends in a letter or digit is
            followed by a blank, so that “1” does not run into “2025年”.
        """
        numbered = self._numbered(paragraph)
        if numbered is None:
            return ""
        num, level = numbered
        abstract = num.find(qn("w:abstractNumId")).get(_VAL)
        levels = self._levels(abstract)
        if level not in levels:
            return ""
        counters = self._count(num, abstract, level, levels)
        if _value(levels[level], "w:numFmt") in {"bullet", "none"}:
            return ""
        label = _PLACE.sub(
            lambda place: _format(levels.get(int(place[1]) - 1), counters[int(place[1]) - 1]),
            _value(levels[level], "w:lvlText"),
        )
        return label + " " if label[-1:].isalnum() and label.isascii() else label

    def _numbered(self, paragraph: Element) -> tuple[Element, int] | None:
        """Find the list and level of a paragraph: its own, else those of its style or the styles behind it."""
        if not self._nums:
            return None
        holder, seen = paragraph, set[str]()
        while holder is not None:
            properties = holder.find(qn("w:pPr"))
            own = None if properties is None else properties.find(qn("w:numPr"))
            if own is not None and (num_id := _value(own, "w:numId")):
                num = self._nums.get(num_id)  # “0” takes a number away
                return None if num is None else (num, int(_value(own, "w:ilvl") or 0))
            style = _value(properties, "w:pStyle") if holder is paragraph else _value(holder, "w:basedOn")
            holder = None if style in seen else self._styles.get(style)
            seen.add(style)
        return None

    def _levels(self, abstract: str) -> dict[int, Element]:
        element = self._abstracts.get(abstract)
        found = [] if element is None else element.findall(qn("w:lvl"))
        return {int(level.get(qn("w:ilvl"))): level for level in found}

    def _count(self, num: Element, abstract: str, level: int, levels: dict[int, Element]) -> list[int]:
        """Count one paragraph in; lists that share an abstract list go on counting unless they say restart."""
        starts = [int(_value(levels.get(i), "w:start") or 1) for i in range(9)]
        counters = self._counters.setdefault(abstract, [start - 1 for start in starts])
        num_id = num.get(qn("w:numId"))
        if num_id not in self._restarted:
            self._restarted.add(num_id)
            for override in num.findall(qn("w:lvlOverride")):
                if restart := _value(override, "w:startOverride"):
                    counters[int(override.get(qn("w:ilvl")))] = int(restart) - 1
        counters[level] += 1
        for upper in range(level):
            counters[upper] = max(counters[upper], starts[upper])
        counters[level + 1 :] = [start - 1 for start in starts[level + 1 :]]
        return counters


def _value(parent: Element | None, tag: str) -> str:
    child = None if parent is None else parent.find(qn(tag))
    return "" if child is None else child.get(_VAL) or ""


def _format(level: Element | None, number: int) -> str:
    return _FORMATS.get(_value(level, "w:numFmt"), str)(number)
