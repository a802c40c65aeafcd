from __future__ import annotations

import pytest

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.connection import open_kb
from docstruct.kb.panel import build_scorecard

from .builders import make_extraction


def score(store, indicator="gdp", **options):
    return build_scorecard(open_kb(store.kb), [indicator], **options).to_pylist()


def publish_pair(publish, target, outcome, **change):
    """A target for 2025 in one report, its outcome in the next one."""
    plan = make_extraction(year=2025, target=target)
    wished = plan.observations[1].model_copy(update=change)
    publish(
        plan.model_copy(update={"observations": (wished,), "findings": ()}),
        make_extraction(year=2026, growth=outcome),
    )


@pytest.mark.parametrize(
    ("bound", "target", "outcome", "result"),
    [
        ("approx", "5", "5.1", "met"),
        ("approx", "5", "4.8", "met"),
        ("approx", "5", "4.7", "close"),
        ("approx", "5", "4.4", "missed"),
        ("ge", "5", "5.0", "met"),
        ("ge", "5", "4.9", "close"),
        ("ge", "5", "4.2", "missed"),
        ("le", "5", "4.2", "met"),
        ("le", "5", "5.3", "close"),
        ("eq", "5", "6.2", "met"),
    ],
)
def test_result_follows_the_wording(store, publish, bound, target, outcome, result):
    publish_pair(publish, target, outcome, bound=bound)
    row = next(row for row in score(store) if row["year"] == 2025)
    assert row["result"] == result
    assert row["gap"] == pytest.approx(float(outcome) - float(target))


def test_range_is_met_inside_only(store, publish):
    publish_pair(publish, "5", "6.2", bound="eq", value_high=5.5)
    assert next(row for row in score(store) if row["year"] == 2025)["result"] == "missed"


def test_target_without_outcome_is_open(store, publish):
    publish(make_extraction(year=2025))
    row = score(store)[0]
    assert (row["outcome"], row["gap"], row["result"]) == (None, None, None)


def test_outcome_stands_with_its_own_sentence_and_report(store, publish):
    publish_pair(publish, "5", "5.1")
    row = next(row for row in score(store) if row["year"] == 2025)
    assert (row["target_report"], row["outcome_report"]) == ("310114-2025-gwr", "310114-2026-gwr")
    assert "5.1%" in row["outcome_sentence"]


def test_ceiling_is_met_from_below(store, publish, monkeypatch):
    monkeypatch.setattr("docstruct.kb.scorecard.CEILINGS", ("gdp",))
    publish_pair(publish, "5", "3.0", bound="approx")
    assert next(row for row in score(store) if row["year"] == 2025)["result"] == "met"


def test_step_up_is_against_the_place_above(store, publish):
    above = make_extraction("310000", "某市", target="5")
    publish(make_extraction("310114", "甲区", target="5.5"), above)
    rows = {row["ref_area"]: row for row in score(store)}
    assert rows["310114"]["parent_area"] == "310000"
    assert rows["310114"]["step_up"] == 0.5
    assert rows["310000"]["step_up"] is None


def test_step_up_of_counts_is_left_out(store, publish):
    publish(make_extraction("310114", "甲区", jobs="3"), make_extraction("310000", "某市", jobs="50"))
    row = next(row for row in score(store, "new_urban_jobs") if row["ref_area"] == "310114")
    assert (row["parent_target"], row["step_up"]) == (500_000.0, None)


def test_filters(store, publish):
    publish(make_extraction("310114", "甲区"), make_extraction("310000", "某市"), make_extraction(year=2024))
    assert {row["ref_area"] for row in score(store, level="province")} == {"310000"}
    assert {row["year"] for row in score(store, year=2024)} == {2024}
    assert {row["ref_area"] for row in score(store, region="某市")} == {"310000", "310114"}


def test_unknown_indicator_is_an_error(store, publish):
    publish(make_extraction())
    with pytest.raises(KnowledgeBaseError, match="gdp"):
        score(store, "gdpp")
