"""How a run is cut into portions: what bears on one report stays together."""

from __future__ import annotations

from pathlib import Path

from docstruct.kb.partitions import name_partitions
from docstruct.kb.tables import TABLES
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
    portions = cut_portions(outcomes, known or {}, size)
    return ["".join(sorted(job.path.name for job in portion)) for portion in portions]


def cut_any(
    *documents: tuple[str, str | None, int | None], size: int, known: dict[str, str] | None = None
) -> set[str]:
    """Cut documents where the order of portions does not matter."""
    return set(cut(*documents, size=size, known=known))


def test_portions_have_the_size_asked_for() -> None:
    portions = cut(("a", "1", 2024), ("b", "2", 2024), ("c", "3", 2024), size=2)
    assert [len(portion) for portion in portions] == [2, 1]
    assert sorted("".join(portions)) == ["a", "b", "c"]


def test_reports_of_one_year_lie_side_by_side() -> None:
    assert cut(("a", "1", 2024), ("b", "2", 2023), ("c", "3", 2024), ("d", None, None), size=2) == [
        "bd",
        "ac",
    ]


def test_files_of_one_report_stay_together() -> None:
    assert cut_any(("a", "1", 2024), ("b", "2", 2024), ("c", "1", 2024), size=1) == {"b", "ac"}


def test_file_stays_with_the_report_that_it_was_before() -> None:
    # The bytes of c were report 1, and another version takes them for report 3.
    documents = ("a", "1", 2024), ("b", "2", 2024), ("c", "3", 2024)
    assert cut_any(*documents, size=1, known={"c": "1"}) == {"b", "ac"}


def test_file_that_is_no_report_any_more_stays_with_the_one_that_takes_its_place() -> None:
    documents = ("a", None, None), ("b", "2", 2024), ("c", "1", 2024)
    assert cut_any(*documents, size=1, known={"a": "1"}) == {"b", "ac"}


def test_documents_without_a_report_stand_for_themselves() -> None:
    assert cut_any(("a", None, None), ("b", None, None), size=1) == {"a", "b"}


def test_portion_touches_few_parts_of_a_large_year() -> None:
    table = TABLES["documents"]
    reports = [f"{code}-2024-gwr" for code in range(110000, 110512)]
    outcomes = [
        (
            Job(path=Path(report), sha256=report),
            Finished(source_name=report, report_id=report, year=2024, seconds=0),
        )
        for report in reports
    ]
    for portion in cut_portions(outcomes, {}, 64):
        touched = {part for job in portion for part in name_partitions(table, 2024, 512, str(job.sha256))}
        assert len(touched) <= 3  # of 8
