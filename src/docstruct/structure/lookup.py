"""Finding the section that an offset stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from docstruct.records import Section


class SectionMap:
    """The deepest section of every offset.

    A section may end before its parent does, so the last section that began is not enough: after a paragraph
    with a heading of its own the words are the parent's again.

    Parameters
    ----------
    sections : sequence of Section
        In reading order, as in ``Report.sections``.
    """

    def __init__(self, sections: Sequence[Section]) -> None:
        self._edges: list[int] = []
        self._owners: list[Section | None] = []
        open_: list[Section] = []
        for section in sections:
            self._close(open_, section.char_start)
            open_.append(section)
            self._mark(section.char_start, section)
        if open_:
            self._close(open_, open_[0].char_end)

    def _close(self, open_: list[Section], until: int) -> None:
        while open_ and open_[-1].char_end <= until:
            end = open_.pop().char_end
            self._mark(end, open_[-1] if open_ else None)

    def _mark(self, at: int, owner: Section | None) -> None:
        if self._edges and self._edges[-1] == at:
            self._owners[-1] = owner
        else:
            self._edges.append(at)
            self._owners.append(owner)

    def find(self, at: int) -> Section | None:
        """Give the deepest section at an offset, None outside of the text."""
        place = bisect_right(self._edges, at) - 1
        return self._owners[place] if place >= 0 else None
