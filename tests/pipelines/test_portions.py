"""How a run is cut into portions: what bears on one report stays together."""

from __future__ import annotations

from pathlib import Path

from docstruct.kb.manifest import InputRecord
from pipelines.portions import cut_portions
from pipelines.spool import Finished, Job


def cut(
    *documents: tuple[str, str | None, int | None], size: int, known: dict[str, str] | None = None
) -> list[str]:
    """Cut documents given by name, report and year; portions come back as the names in them."""
    outcomes = [
        (
            Job(path=Path(name), sha256=name),
            Finished(source_name=name, report_id=report, year=year, seconds=0),
        )
        for name, report, year in documents
    ]
    records = {
        name: InputRecord(
            sha256=name, source_name=name, source_uri=name, status="published", fingerprint="v0",
            report_id=report, year=2024, first_ingested_at="",
        )
        for name, report in (known or {}).items()
    }  # fmt: skip
    return ["".join(job.path.name for job in portion) for portion in cut_portions(outcomes, records, size)]


def test_portions_have_the_size_asked_for() -> None:
    assert cut(("a", "1", 2024), ("b", "2", 2024), ("c", "3", 2024), size=2) == ["ab", "c"]


def test_reports_of_one_year_lie_side_by_side() -> None:
    assert cut(("a", "1", 2024), ("b", "2", 2023), ("c", "3", 2024), ("d", None, None), size=2) == [
        "db",
        "ac",
    ]


def test_files_of_one_report_stay_together() -> None:
    assert cut(("a", "1", 2024), ("b", "2", 2024), ("c", "1", 2024), size=1) == ["ac", "b"]


def test_file_stays_with_the_report_that_it_was_before() -> None:
    # The bytes of c were report 1, and another version takes them for report 3.
    documents = ("a", "1", 2024), ("b", "2", 2024), ("c", "3", 2024)
    assert cut(*documents, size=1, known={"c": "1"}) == ["ac", "b"]


def test_file_that_is_no_report_any_more_stays_with_the_one_that_takes_its_place() -> None:
    assert cut(("a", None, None), ("b", "2", 2024), ("c", "1", 2024), size=1, known={"a": "1"}) == ["ac", "b"]


def test_documents_without_a_report_stand_for_themselves() -> None:
    assert cut(("a", None, None), ("b", None, None), size=1) == ["a", "b"]
