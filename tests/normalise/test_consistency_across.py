"""Checks between reports: years of one place, and a place against wider ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from docstruct.normalise.consistency import (
    COMPARED_COLUMNS,
    ComparedFigure,
    ReportName,
    check_across,
    compared_indicators,
)
from docstruct.records import Finding, Observation, Report

from .consistency_examples import read

GDP = "ind=地区生产总值"
Read = tuple[tuple[Observation, ...], Report]
SHANGHAI: dict[str, Any] = {"ref_area": "310000", "ref_area_name": "上海市"}
NATION: dict[str, Any] = {"ref_area": "000000", "ref_area_name": "全国", "report_id": "nation"}
DISTRICT: dict[str, Any] = {"ref_area": "310114", "ref_area_name": "嘉定区", "report_id": "district"}


def check(*reports: Read) -> tuple[Finding, ...]:
    return check_across(
        [o for observations, _ in reports for o in observations], [report for _, report in reports]
    )


def names(findings: Iterable[Finding]) -> list[str]:
    return [finding.check for finding in findings]


LAST_YEAR = read(f"总量达到<q {GDP} period=2023>4.1万亿元</q>。", year=2024)


def test_growth_that_the_former_report_contradicts_is_found() -> None:
    this_year = read(f"总量达到<q {GDP}>6.3万亿元</q>、增长<q {GDP} kind=growth>5.1%</q>。")
    (finding,) = check(LAST_YEAR, this_year)
    assert (finding.check, finding.report_id, finding.obs_id) == ("level_growth", "gwr-2025", "gwr-2025-1")
    assert "《2024年政府工作报告》" in finding.message and "《2025年政府工作报告》" in finding.message


@pytest.mark.parametrize("level", ["4.2万亿元", "4.5万亿元"])
def test_prices_and_revisions_may_stand_between_growth_and_levels(level: str) -> None:
    this_year = read(f"总量达到<q {GDP}>{level}</q>、增长<q {GDP} kind=growth>5.1%</q>。")
    assert check(LAST_YEAR, this_year) == ()


def test_investment_is_counted_anew_every_year() -> None:
    last_year = read("投资<q ind=固定资产投资 period=2023>9000亿元</q>。", year=2024)
    this_year = read("投资<q ind=固定资产投资>7000亿元</q>、增长<q ind=固定资产投资 kind=growth>4.1%</q>。")
    assert check(last_year, this_year) == ()


def test_a_change_in_points_that_the_former_report_contradicts_is_found() -> None:
    last_year = read("比例<q ind=空气优良天数比例 period=2023>81.2%</q>。", year=2024)
    this_year = read(
        "比例<q ind=空气优良天数比例>84.9%</q>、提高<q ind=空气优良天数比例 kind=delta>7.9个百分点</q>。"
    )
    assert names(check(last_year, this_year)) == ["level_change"]


TURNOVER = "ind=金融市场交易总额"
MARKETS = [
    read(f"成交<q {TURNOVER} period={year - 1}>{value}万亿元</q>。", year=year, **SHANGHAI)
    for year, value in ((2020, "1934.3"), (2021, "2274.8"), (2022, "2511.1"))
]


def test_a_huge_figure_that_its_other_years_confirm_is_true() -> None:
    assert check(*MARKETS) == ()


def test_of_several_years_the_odd_one_out_is_named() -> None:
    slip = read(f"成交<q {TURNOVER} period=2022>2900亿元</q>。", year=2023, **SHANGHAI)
    (finding,) = check(*MARKETS, slip)
    assert (finding.check, finding.report_id) == ("magnitude", "gwr-2023")


def test_of_two_years_the_later_statement_is_named() -> None:
    (finding,) = check(LAST_YEAR, read(f"总量达到<q {GDP}>4.3亿元</q>。"))
    assert (finding.check, finding.report_id) == ("magnitude", "gwr-2025")


def test_a_stated_multiplication_is_no_slip() -> None:
    last_year = read("存款<q ind=存款余额 period=2023>90亿元</q>。", year=2024)
    this_year = read("存款<q ind=存款余额>810亿元</q>、增长<q ind=存款余额 kind=growth>800%</q>。")
    assert check(last_year, this_year) == ()


def test_an_outcome_restated_a_little_is_a_revision() -> None:
    (finding,) = check(LAST_YEAR, read(f"上年总量<q {GDP} period=2023>4.2万亿元</q>。"))
    assert (finding.check, finding.severity, finding.report_id) == ("revision", "info", "gwr-2025")


def test_an_outcome_restated_beyond_revision_is_a_contradiction() -> None:
    (finding,) = check(LAST_YEAR, read(f"上年总量<q {GDP} period=2023>5.9万亿元</q>。"))
    assert (finding.check, finding.severity) == ("contradiction_across", "warning")


def test_an_estimate_gives_way_to_the_outcome() -> None:
    estimated = read(f"预计增长<q {GDP} kind=growth status=estimate>5.9%</q>。", year=2024, report_id="early")
    assert names(check(estimated, read(f"增长<q {GDP} kind=growth>4.2%</q>。"))) == ["revision"]


def test_targets_of_two_reports_may_differ() -> None:
    five_years = read(f"到2025年<q {GDP} status=target period=2025>9万亿元</q>。", year=2021)
    assert check(five_years, read(f"今年<q {GDP} status=target period=2025>8万亿元</q>。")) == ()


def test_other_places_do_not_contradict_each_other() -> None:
    assert (
        check(LAST_YEAR, read(f"总量<q {GDP} period=2023>9.9万亿元</q>。", report_id="other", **SHANGHAI))
        == ()
    )


def test_a_district_larger_than_its_city_is_found() -> None:
    city = read(f"总量<q {GDP}>5.4万亿元</q>。", **SHANGHAI)
    (finding,) = check(city, read(f"总量<q {GDP}>31万亿元</q>。", **DISTRICT))
    assert (finding.check, finding.report_id) == ("part_over_parent", "district")


def test_an_average_of_a_district_may_be_above_that_of_its_city() -> None:
    city = read("人均<q ind=居民人均可支配收入>8.8万元</q>。", **SHANGHAI)
    assert check(city, read("人均<q ind=居民人均可支配收入>9.6万元</q>。", **DISTRICT)) == ()


@pytest.mark.parametrize(("gap", "expected"), [("0.7", []), ("1.9", ["gap_from_parent"])])
def test_a_gap_must_be_that_of_the_two_figures(gap: str, expected: list[str]) -> None:
    nation = read(f"增长<q {GDP} kind=growth>5%</q>。", **NATION)
    place = read(
        f"增长<q {GDP} kind=growth>5.7%</q>，高于全国<q {GDP} kind=gap base=全国>{gap}个百分点</q>。"
    )
    assert names(check(nation, place)) == expected


def test_rows_of_a_base_are_checked_like_records() -> None:
    this_year = read(f"总量达到<q {GDP}>6.3万亿元</q>、增长<q {GDP} kind=growth>5.1%</q>。")
    observations = [*LAST_YEAR[0], *this_year[0]]
    rows = [ComparedFigure(**{name: getattr(o, name) for name in COMPARED_COLUMNS}) for o in observations]
    reports = [
        ReportName(report_id=r.report_id, title=r.title, year=r.year) for _, r in (LAST_YEAR, this_year)
    ]
    assert check_across(rows, reports) == check(LAST_YEAR, this_year)


def test_the_order_of_reports_does_not_matter() -> None:
    reports = [*MARKETS, read(f"成交<q {TURNOVER} period=2022>2900亿元</q>。", year=2023, **SHANGHAI)]
    assert check(*reports[::-1]) == check(*reports)


def test_counts_are_not_compared_between_reports() -> None:
    assert "parks" not in compared_indicators()
    last_year = read("公园<q ind=公园 period=2023>40座</q>。", year=2024)
    assert check(last_year, read("上年公园<q ind=公园 period=2023>900座</q>。")) == ()
