"""What changed between two releases, and why."""

from __future__ import annotations

import pytest

from corrections.builders import about
from docstruct.kb.connection import resolve_release
from docstruct.kb.diff import count_changes, diff_releases
from docstruct.kb.releases import Store

from .builders import make_extraction, make_quarantined


@pytest.fixture
def compare_after(store, publish):
    """Publish one report, then something else; return what changed."""

    def call(*extractions, first=None, events=(), **options):
        before = publish(*(first or [make_extraction()]))
        for event in events:
            store.log.append(event)
        after = publish(*extractions, **options)
        found = diff_releases(resolve_release(before.path), resolve_release(after.path))
        return found.to_pylist()

    return call


def with_observation(extraction, number, **changes):
    seen = list(extraction.observations)
    seen[number] = seen[number].model_copy(update=changes)
    return extraction.model_copy(update={"observations": tuple(seen)})


def summarise(changes):
    return [(row["change"], row["why"], row["field"], row["before"], row["after"]) for row in changes]


def test_equal_releases_differ_in_nothing(store, publish):
    publish(make_extraction())
    assert diff_releases(store.current(), store.current()).num_rows == 0


def test_new_report_adds_its_observations(compare_after):
    found = compare_after(make_extraction(area="310115", place="乙区"))
    assert {(row["change"], row["why"], row["region"]) for row in found} == {("added", "new_report", "乙区")}
    assert [row["after"] for row in found] == ["5.2%", "5%", "3万人"]


def test_report_that_leaves_removes_its_observations(compare_after):
    first = make_extraction()
    found = compare_after(first=[first], quarantined=[make_quarantined(sha256=first.report.sha256)])
    assert {(row["change"], row["why"]) for row in found} == {("removed", "report_gone")}
    assert [row["before"] for row in found] == ["5.2%", "5%", "3万人"]


def test_figure_revised_in_a_new_version_is_one_observation_changed(compare_after):
    found = compare_after(make_extraction(growth="5.3"))
    assert [line for line in summarise(found) if line[2] in ("value", "quantity_text")] == [
        ("changed", "new_version", "quantity_text", "5.2%", "5.3%"),
        ("changed", "new_version", "value", "5.2", "5.3"),
    ]
    assert {row["change"] for row in found} == {"changed"}


def test_field_read_otherwise_by_a_new_program(compare_after):
    again = with_observation(make_extraction(), 1, bound="eq")
    found = compare_after(again, fingerprint="v2")
    assert summarise(found) == [("changed", "new_program", "bound", "approx", "eq")]


def test_span_cut_otherwise_by_a_new_program_is_the_same_observation(compare_after):
    extraction = make_extraction()
    jobs = extraction.observations[2]
    again = with_observation(
        extraction, 2, obs_id="other", quantity_text="万人", char_start=jobs.char_end - 2, value=10_000.0
    )
    found = compare_after(again, fingerprint="v2")
    assert ("changed", "new_program", "quantity_text", "3万人", "万人") in summarise(found)
    assert {row["change"] for row in found} == {"changed"}
    assert {(row["obs_id_before"], row["obs_id"]) for row in found} == {(jobs.obs_id, "other")}


def test_figure_no_longer_read_by_a_new_program_is_removed(compare_after):
    extraction = make_extraction()
    again = extraction.model_copy(update={"observations": extraction.observations[:2]})
    assert summarise(compare_after(again, fingerprint="v2")) == [
        ("removed", "new_program", None, "3万人", None)
    ]


def test_correction_of_a_field(compare_after):
    extraction = make_extraction()
    fix = about(extraction, extraction.observations[0], field="value", new=5.4)
    found = compare_after(events=[fix])
    assert ("changed", "correction", "value", "5.2", "5.4") in summarise(found)
    assert {row["why"] for row in found} == {"correction"}


def test_rejected_observation_is_removed_by_correction(compare_after):
    extraction = make_extraction()
    reject = about(extraction, extraction.observations[2], "reject")
    assert [(row["change"], row["why"]) for row in compare_after(events=[reject])] == [
        ("removed", "correction")
    ]


def test_offsets_alone_are_no_change(compare_after):
    extraction = make_extraction()
    moved = extraction.model_copy(
        update={"report": extraction.report.model_copy(update={"sha256": "f" * 64, "title": "工作报告"})}
    )
    assert compare_after(moved) == []


def test_counts_by_reason_and_field(store, publish):
    before = publish(make_extraction())
    after = publish(
        make_extraction(area="310115", place="乙区"),
        with_observation(make_extraction(), 0, bound="gt", commitment="确保"),
        fingerprint="v2",
    )
    counts = count_changes(diff_releases(resolve_release(before.path), resolve_release(after.path)))
    assert [tuple(row.values()) for row in counts.to_pylist()] == [
        ("added", "new_report", None, 3, 1),
        ("changed", "new_program", None, 1, 1),
        ("changed", "new_program", "bound", 1, 1),
        ("changed", "new_program", "commitment", 1, 1),
    ]


def test_bases_apart_compare_as_releases_do(tmp_path, publish, store):
    from .builders import make_reference

    publish(make_extraction())
    other = Store(tmp_path / "other")
    other.publish([make_extraction(target="6")], reference=make_reference(), fingerprint="v1")
    found = diff_releases(store.current(), other.current())
    assert ("changed", "new_version", "value", "5.0", "6.0") in summarise(found.to_pylist())
