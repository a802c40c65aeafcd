"""What the sections of a report say about time: role, and a span of years that a section looks back on."""

from __future__ import annotations

import re
from bisect import bisect_right

from docstruct.pipes.qualifiers.logic import Setting
from docstruct.pipes.qualifiers.timing import Calendar
from docstruct.records import Report

_SPAN_HEADING = re.compile(
    r"(?:过去|近|这|五|三)[一二两三四五六七八九十]?年|“?十[一二三四]五”?(?:时期|以来)|本届政府"
)


#: Bare text may name no year at all; periods that count from this one are left empty.
UNKNOWN_YEAR = 1000


class SectionSettings:
    """The setting of every offset of a report."""

    def __init__(self, starts: list[int], settings: list[Setting]) -> None:
        self._starts, self._settings = starts, settings

    @classmethod
    def of(cls, report: Report | None, text: str) -> SectionSettings:
        """Settings of a report; bare text is a review of the year it names first, else of an unknown year."""
        if report is None:
            years = [int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?=年)", text)]
            year = years[0] if years else UNKNOWN_YEAR
            return cls([0], [Setting("review", Calendar(year + 1, str(year), str(year + 1)))])
        calendar = Calendar.of(report)
        events: dict[int, Setting] = {}
        spans: dict[str, str] = {}
        for section in report.sections:
            span = spans.get(section.parent_id or "", "")
            if section.role == "review" and _SPAN_HEADING.search(section.heading):
                moment = calendar.read(_SPAN_HEADING.search(section.heading).group())  # type: ignore[union-attr]
                span = moment.code if moment is not None and moment.span else span
            spans[section.section_id] = span
            events[section.char_start] = Setting(section.role, calendar, span)
        starts = sorted(events)
        return cls(starts, [events[s] for s in starts])

    def find(self, at: int) -> Setting:
        """Setting of one offset."""
        return self._settings[max(0, bisect_right(self._starts, at) - 1)]
