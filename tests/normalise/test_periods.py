"""Period codes to dates and frequency."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.normalise.periods import bound_period, find_frequency

years = st.integers(min_value=1949, max_value=2060)
parts = st.sampled_from(["", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4", *(f"-{m:02d}" for m in range(1, 13))])
points = st.builds("{}{}".format, years, parts)


@pytest.mark.parametrize(
    ("code", "first", "last", "frequency"),
    [
        ("2024", "2024-01-01", "2024-12-31", "A"),
        ("2024-H1", "2024-01-01", "2024-06-30", "S"),
        ("2024-H2", "2024-07-01", "2024-12-31", "S"),
        ("2024-Q1", "2024-01-01", "2024-03-31", "Q"),
        ("2024-Q3", "2024-07-01", "2024-09-30", "Q"),
        ("2024-Q4", "2024-10-01", "2024-12-31", "Q"),
        ("2024-02", "2024-02-01", "2024-02-29", "M"),
        ("2023-02", "2023-02-01", "2023-02-28", "M"),
        ("2021/2025", "2021-01-01", "2025-12-31", None),
        ("2024-01/2024-11", "2024-01-01", "2024-11-30", None),
    ],
)
def test_dates_and_frequency(code: str, first: str, last: str, frequency: str | None) -> None:
    assert (bound_period(code), find_frequency(code)) == ((first, last), frequency)


@pytest.mark.parametrize(
    "code", ["", "2024-13", "2024-00", "2024-H3", "2024-Q5", "24", "2024-1", "2021/", "去年"]
)
def test_what_is_no_period_has_no_dates(code: str) -> None:
    assert bound_period(code) is None


@pytest.mark.parametrize("code", ["", "2024-H3", "2024-Q5", "24", "2024-1", "去年", "2021/2025"])
def test_what_is_no_single_period_has_no_frequency(code: str) -> None:
    assert find_frequency(code) is None


@pytest.mark.xfail(strict=True, reason="2024-13 has no dates, but is called monthly")
@pytest.mark.parametrize("code", ["2024-13", "2024-00"])
def test_a_month_that_does_not_exist_has_no_frequency(code: str) -> None:
    assert find_frequency(code) is None


@given(points)
def test_a_period_begins_before_it_ends(code: str) -> None:
    dates = bound_period(code)
    assert dates is not None
    assert date.fromisoformat(dates[0]) < date.fromisoformat(dates[1])


@given(points, points)
def test_a_span_runs_from_the_first_day_of_one_to_the_last_of_the_other(one: str, other: str) -> None:
    first, last = bound_period(one), bound_period(other)
    assert first is not None
    assert last is not None
    assert bound_period(f"{one}/{other}") == (first[0], last[1])


@given(years)
def test_the_parts_of_a_year_fill_it(year: int) -> None:
    for codes in (["H1", "H2"], ["Q1", "Q2", "Q3", "Q4"], [f"{m:02d}" for m in range(1, 13)]):
        bounds = [bound_period(f"{year}-{code}") or ("", "") for code in codes]
        days = [(date.fromisoformat(a).toordinal(), date.fromisoformat(b).toordinal()) for a, b in bounds]
        assert all(end + 1 == start for (_, end), (start, _) in zip(days, days[1:], strict=False))
        assert (bounds[0][0], bounds[-1][1]) == bound_period(str(year))


@given(st.text(max_size=20))
def test_any_code_is_bounded_or_not(code: str) -> None:
    dates = bound_period(code)
    assert dates is None or dates[0] <= dates[1] or "/" in code
