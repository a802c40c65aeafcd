"""One value a cell: each rule of the precedence against the one below it."""

from __future__ import annotations

import pytest

from docstruct.kb.connection import open_kb
from docstruct.kb.query import sql

from .builders import make_extraction


def observed(extraction, number=0, **change):
    """Another observation like one of the extraction's, at another place of the text."""
    like = extraction.observations[number]
    return like.model_copy(update={"obs_id": f"more-{sorted(change.items())}"} | change)


def with_more(extraction, *more):
    return extraction.model_copy(update={"observations": (*extraction.observations, *more)})


def with_only(extraction, *observations):
    return extraction.model_copy(update={"observations": observations, "findings": ()})


def outcome_cells(store):
    rows = open_kb(store.kb).sql(
        """SELECT number, cell_rank, reason, report_id FROM cells
           WHERE indicator_id = 'gdp' AND side = 'outcome' AND time_period = '2024' ORDER BY cell_rank"""
    )
    return rows.fetchall()


def chosen(store):
    return outcome_cells(store)[0][0]


def figures(value, **change):
    return {"value": value, "std_value": value} | change


@pytest.mark.parametrize(
    ("change", "expected", "reason"),
    [
        (figures(5.4, review_status="confirmed"), 5.4, "overruled"),
        (figures(5.4, review_status="disputed"), 5.2, "overruled"),
        (figures(5.4, status="estimate"), 5.2, "estimate"),
        (figures(5.0, bound="gt"), 5.2, "within_limit"),
        (figures(5.4, bound="gt"), 5.2, "contradicts"),
        (figures(5.4, bound="approx"), 5.2, "contradicts"),
        (figures(5.2), 5.2, "repeated"),
        (figures(5.4, confidence=0.5), 5.2, "contradicts"),
        (figures(5.4, confidence=0.95), 5.4, "contradicts"),
    ],
)
def test_rules_within_a_report(store, publish, change, expected, reason):
    extraction = make_extraction(growth="5.2")
    publish(with_more(extraction, observed(extraction, **change)))
    first, second = outcome_cells(store)
    assert (first[0], second[2]) == (expected, reason)


def test_limit_gives_way_to_an_estimate(store, publish):
    extraction = make_extraction(growth="5.2")
    limit = extraction.observations[0].model_copy(update={"bound": "gt"})
    estimate = observed(extraction, **figures(5.6, status="estimate"))
    publish(with_only(extraction, limit, estimate))
    assert chosen(store) == 5.6


def test_section_that_looks_back_goes_before_one_that_plans(store, publish):
    extraction = make_extraction(growth="5.2")
    plan = extraction.report.sections[1].section_id
    early = observed(extraction, section_id=plan, **figures(5.4))
    publish(extraction.model_copy(update={"observations": (early, *extraction.observations)}))
    assert chosen(store) == 5.2


def of_year(extraction, year, **change):
    """The first outcome of a report, moved to another period."""
    first = extraction.observations[0].model_copy(
        update={
            "time_period": str(year),
            "period_start": f"{year}-01-01",
            "period_end": f"{year}-12-31",
        }
        | change
    )
    return extraction.model_copy(update={"observations": (first, *extraction.observations[1:])})


def test_later_report_revises_an_outcome(store, publish):
    publish(make_extraction(year=2025, growth="5.2"), of_year(make_extraction(year=2026, growth="5.1"), 2024))
    rows = outcome_cells(store)
    assert [row[0] for row in rows] == [5.1, 5.2]
    assert rows[1][2] == "revised"


def test_far_later_figure_contradicts(store, publish):
    publish(make_extraction(year=2025, growth="5.2"), of_year(make_extraction(year=2026, growth="9.4"), 2024))
    assert outcome_cells(store)[1][2] == "contradicts"


def test_own_report_goes_before_another_places(store, publish):
    other = make_extraction("320500", "丁市", year=2026, growth="5.3")
    foreign = of_year(other, 2024, ref_area="310114", ref_area_name="甲区")
    publish(make_extraction("310114", "甲区", year=2025, growth="5.2"), foreign)
    rows = outcome_cells(store)
    assert rows[0][0] == 5.2
    assert rows[1][2] == "other_place"


def test_communique_goes_before_the_work_report(store, publish):
    communique = make_extraction(year=2025, growth="5.0")
    report = communique.report.model_copy(
        update={"report_type": "statistical_communique", "report_id": "stat"}
    )
    moved = communique.model_copy(
        update={
            "report": report.model_copy(
                update={
                    "sha256": "1" * 64,
                    "sections": tuple(
                        section.model_copy(update={"section_id": f"stat-{section.ordinal}"})
                        for section in report.sections
                    ),
                }
            ),
            "observations": tuple(
                o.model_copy(
                    update={
                        "report_id": "stat",
                        "obs_id": f"stat-{n}",
                        "section_id": "stat-1",
                    }
                )
                for n, o in enumerate(communique.observations)
            ),
            "mentions": (),
            "findings": (),
        }
    )
    publish(make_extraction(year=2025, growth="5.2"), moved)
    assert chosen(store) == 5.0


def test_target_comes_from_the_report_that_plans_its_year(store, publish):
    recalled = of_year(make_extraction(year=2026), 2025, status="target", **figures(6.0))
    publish(make_extraction(year=2025, target="5"), recalled)
    rows = sql(
        "SELECT value FROM targets WHERE indicator_id = 'gdp' AND time_period = '2025'", store.kb
    ).to_pylist()
    assert rows == [{"value": 5.0}]


def test_what_comes_new_is_another_cell_than_the_stock(store, publish):
    extraction = make_extraction()
    stock = extraction.observations[2].model_copy(update={"predicate": "达到", "indicator_id": "parks"})
    new = stock.model_copy(update={"obs_id": "new", "predicate": "新增", "value": 7.0, "std_value": 7.0})
    publish(with_more(extraction, stock.model_copy(update={"obs_id": "stock"}), new))
    rows = sql("SELECT measure FROM panel WHERE indicator_id = 'parks' ORDER BY ALL", store.kb).to_pylist()
    assert rows == [{"measure": "新增"}, {"measure": None}]


@pytest.mark.parametrize(
    "change", [{"kind": "spec"}, {"subject_entity_id": "company:晨光机械"}, {"ref_area": None}]
)
def test_figures_that_answer_no_question_about_a_place_stay_out(store, publish, change):
    extraction = make_extraction(growth="5.2")
    publish(with_more(extraction, observed(extraction, **figures(9.9, **change))))
    assert len(outcome_cells(store)) == 1


@pytest.mark.parametrize(
    ("bound", "value", "low", "high"),
    [
        ("eq", 5.0, 5.0, 5.0),
        ("approx", 5.0, 5.0, 5.0),
        ("ge", 5.0, 5.0, None),
        ("le", 5.0, None, 5.0),
        # 下降3.1%以上: at most -3.1
        ("ge", -3.1, None, -3.1),
    ],
)
def test_interval_follows_from_the_bound(store, publish, bound, value, low, high):
    extraction = make_extraction()
    changed = extraction.observations[0].model_copy(update=figures(value, bound=bound))
    publish(with_only(extraction, changed))
    row = sql("SELECT low, high FROM outcomes", store.kb).to_pylist()[0]
    assert (row["low"], row["high"]) == (low, high)


def test_range_keeps_both_ends(store, publish):
    extraction = make_extraction()
    changed = extraction.observations[1].model_copy(update=figures(5.0, value_high=5.5, bound="eq"))
    publish(with_only(extraction, changed))
    row = sql("SELECT value, low, high, hardness FROM targets", store.kb).to_pylist()[0]
    assert row == {"value": 5.0, "low": 5.0, "high": 5.5, "hardness": "soft"}


@pytest.mark.parametrize(
    ("bound", "commitment", "hardness"),
    [
        ("approx", None, "soft"),
        ("ge", None, "hard"),
        ("eq", None, "plain"),
        ("eq", "力争", "soft"),
        ("ge", "力争", "hard"),
        ("eq", "确保", "hard"),
        ("approx", "确保", "hard"),
        ("approx", "预期", "soft"),
    ],
)
def test_hardness_of_a_target(store, publish, bound, commitment, hardness):
    extraction = make_extraction()
    target = extraction.observations[1].model_copy(update={"bound": bound, "commitment": commitment})
    publish(with_only(extraction, target))
    assert sql("SELECT hardness FROM targets", store.kb).to_pylist() == [{"hardness": hardness}]


def test_counts_under_one_name_need_not_agree(store, publish):
    extraction = make_extraction()
    parks = {"indicator_id": "parks", "kind": "level", "basis": None, "status": "actual"}
    some = [
        observed(extraction, **figures(number, obs_id=f"parks{number}"), **parks) for number in (5.0, 9.0)
    ]
    publish(with_more(extraction, *some))
    reasons = sql("SELECT reason FROM cells WHERE indicator_id = 'parks' ORDER BY cell_rank", store.kb)
    assert reasons.column("reason").to_pylist() == [None, "other_scope"]
