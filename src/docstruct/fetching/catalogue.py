"""The list of sources: where which report is published."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import HttpUrl, TypeAdapter, ValidationError

from docstruct.errors import SourceError
from docstruct.records import Record, ReportType


class Source(Record):
    """One published report.

    Parameters
    ----------
    url : HttpUrl
        Address of the report itself, not of a page that lists it.
    place : str
        Place that reports, e.g. ``上海市``.
    year : int
        Year in whose session it was presented.
    report_type : ReportType
        ``government_work_report`` unless given.
    """

    url: HttpUrl
    place: str
    year: int
    report_type: ReportType = "government_work_report"

    @property
    def name(self) -> str:
        """What the report is called in messages and file names.

        Examples
        --------
        >>> Source(url="https://www.example.org/a.html", place="上海市", year=2023).name
        '2023年上海市政府工作报告'
        """
        return f"{self.year}年{self.place}{_TYPES[self.report_type]}"


_TYPES: dict[ReportType, str] = {
    "government_work_report": "政府工作报告",
    "plan_execution": "计划执行情况报告",
    "budget": "预算报告",
    "statistical_communique": "统计公报",
    "other": "报告",
}


def load_catalogue(path: Path) -> tuple[Source, ...]:
    """Read a list of sources: TOML with one ``[[source]]`` a report.

    Raises
    ------
    SourceError
        The file is missing or wrong; names the entry.
    """
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("source", [])
        sources = TypeAdapter(tuple[Source, ...]).validate_python(entries)
    except OSError as error:
        raise SourceError(f"{path}: the list of sources cannot be read ({error.strerror}).") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path}: not valid TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = " → ".join(str(part) for part in first["loc"])
        raise SourceError(
            f"{path}: source {place}: {first['msg']}. An entry has url, place, year and perhaps report_type."
        ) from error
    seen: set[str] = set()
    for source in sources:
        if str(source.url) in seen:
            raise SourceError(f"{path}: {source.url} is listed twice.")
        seen.add(str(source.url))
    return sources
