"""What the sections of a report say about time: their role and the period they speak of."""

from __future__ import annotations

import re

from docstruct.pipes.qualifiers.periods import Setting
from docstruct.pipes.qualifiers.timing import Calendar
from docstruct.records import Report
from docstruct.structure import SectionMap, section_periods

#: Bare text may name no year at all; periods that count from this one are left empty.
UNKNOWN_YEAR = 1000


class SectionSettings:
    """The setting of every offset of a report; bare text is a review of the year that it names first."""

    def __init__(self, report: Report | None, text: str) -> None:
        if report is None:
            years = [int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?=年)", text)]
            year = years[0] if years else UNKNOWN_YEAR
            self._default = Setting("review", Calendar(year + 1, str(year), str(year + 1)))
            self._map, self._settings = None, {}
            return
        calendar, periods = Calendar.of(report), section_periods(report)
        self._default = Setting("review", calendar)
        self._map = SectionMap(report.sections)
        self._settings = {
            s.section_id: Setting(s.role, calendar, periods[s.section_id] or "") for s in report.sections
        }

    def find(self, at: int) -> Setting:
        """Setting of one offset."""
        section = self._map.find(at) if self._map is not None else None
        return self._settings[section.section_id] if section is not None else self._default
