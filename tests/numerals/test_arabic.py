"""Arabic numerals of either width."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.numerals import fold_width, parse_arabic

FULLWIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1312.1", "1312.1"),
        ("1,220", "1220"),
        ("12，345，678.5", "12345678.5"),
        ("１２．５", "12.5"),
    ],
)
def test_reads_one_numeral(text: str, value: str) -> None:
    assert parse_arabic(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "1.", ".5", "1,22", "1.2.3", "12万", "-3", "１２ ", "1,2345", "一"])
def test_refuses_what_is_not_one_numeral(text: str) -> None:
    with pytest.raises(ValueError, match="not an Arabic numeral"):
        parse_arabic(text)


@given(st.decimals(min_value=0, max_value=10**15, allow_nan=False, allow_infinity=False, places=3))
def test_width_does_not_change_a_value(value: Decimal) -> None:
    assert parse_arabic(f"{value}".translate(FULLWIDTH)) == parse_arabic(f"{value}") == value


@given(st.integers(min_value=0, max_value=10**15))
def test_separators_do_not_change_a_value(value: int) -> None:
    assert parse_arabic(f"{value:,}") == value


@given(st.text())
def test_folding_keeps_offsets_and_settles(text: str) -> None:
    folded = fold_width(text)
    assert len(folded) == len(text)
    assert fold_width(folded) == folded
