"""Findings between reports of two years running, kept up to date by every publication."""

from __future__ import annotations

import pytest

from docstruct.kb.releases import Store

from .builders import make_extraction, make_reference, read_table


def looking_back(growth, *, area="310114", place="甲区"):
    """A report of 2025 that also states the growth of 2023."""
    extraction = make_extraction(area, place, 2025)
    again = extraction.observations[0].model_copy(
        update={
            "obs_id": f"again-{area}",
            "time_period": "2023",
            "period_start": "2023-01-01",
            "period_end": "2023-12-31",
            "value": growth,
            "std_value": growth,
        }
    )
    return extraction.model_copy(update={"observations": (*extraction.observations, again)})


def found(store):
    return sorted(
        (row["report_id"], row["obs_id"], row["check"])
        for row in read_table(store, "issues")
        if row["check"] in ("contradiction_across", "revision")
    )


CLASH = ("310114-2025-gwr", "again-310114", "contradiction_across")


def test_outcome_that_the_next_report_states_otherwise_is_found(store, publish):
    publish(make_extraction(year=2024, growth="5.2"))
    publish(looking_back(8.8))
    assert found(store) == [CLASH]


def test_earlier_report_that_comes_later_is_compared_as_well(store, publish):
    publish(looking_back(8.8))
    publish(make_extraction(year=2024, growth="5.2"))
    assert found(store) == [CLASH]


def test_finding_goes_when_its_report_is_mended(store, publish):
    publish(make_extraction(year=2024, growth="5.2"), looking_back(8.8))
    publish(looking_back(5.2))
    assert found(store) == []


def test_finding_goes_when_the_other_report_is_mended(store, publish):
    publish(make_extraction(year=2024, growth="5.2"), looking_back(8.8))
    publish(make_extraction(year=2024, growth="8.8"))
    assert found(store) == []


def test_finding_about_another_place_stays(store, publish):
    publish(make_extraction(year=2024, growth="5.2"), looking_back(8.8))
    publish(make_extraction("310115", "乙区", 2025))
    assert found(store) == [CLASH]


@pytest.mark.parametrize("together", [True, False])
def test_order_of_publication_makes_no_difference(tmp_path, together):
    reports = [
        make_extraction(year=2024, growth="5.2"),
        looking_back(8.8),
        make_extraction("310115", "乙区", 2024, growth="4.1"),
        looking_back(9.9, area="310115", place="乙区"),
    ]
    store = Store(tmp_path / "kb")
    for batch in [reports] if together else [[report] for report in reversed(reports)]:
        store.publish(batch, reference=make_reference(), fingerprint="v1")
    assert found(store) == [CLASH, ("310115-2025-gwr", "again-310115", "contradiction_across")]
