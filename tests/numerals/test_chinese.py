"""Chinese numerals, against a renderer that writes them by the rules of the schoolbook."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.numerals import MAGNITUDES, magnitude_factor, parse_chinese

DIGITS = "零一二三四五六七八九"


def render_section(number: int) -> str:
    """1 to 9999: 一千零五十, 三百零六; zeros in a row are said once."""
    out, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            out += ("零" if gap and out else "") + DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return out


def render(number: int) -> str:
    """0 to 10^16 - 1: 一万二千亿零五百万."""
    if number == 0:
        return "零"
    if number >= 10**8:
        head, rest, unit, full = render(number // 10**8), number % 10**8, "亿", 10**7
    elif number >= 10**4:
        head, rest, unit, full = render_section(number // 10**4), number % 10**4, "万", 10**3
    else:
        return render_section(number)
    if not rest:
        return head + unit
    return head + unit + ("零" if rest < full else "") + render(rest)


@pytest.mark.parametrize(
    ("number", "words"),
    [(10, "一十"), (1005, "一千零五"), (20_010, "二万零一十"), (120_000_500, "一亿二千万零五百")],
)
def test_the_renderer_writes_schoolbook_numerals(number: int, words: str) -> None:
    assert render(number) == words


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_rendered_integers_round_trip(number: int) -> None:
    assert parse_chinese(render(number)) == number


@given(st.integers(min_value=10, max_value=10**12))
def test_digit_strings_round_trip(number: int) -> None:
    assert parse_chinese("".join(DIGITS[int(c)] for c in str(number))) == number


@given(st.integers(min_value=0, max_value=9999), st.integers(min_value=0, max_value=9999))
def test_decimals_follow_the_point(whole: int, fraction: int) -> None:
    spoken = "".join(DIGITS[int(c)] for c in f"{fraction:04d}")
    assert parse_chinese(f"{render(whole)}点{spoken}") == Decimal(f"{whole}.{fraction:04d}")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("两千", 2000),
        ("一百二", 120),
        ("三万五", 35_000),
        ("一百零二", 102),
        ("百", 100),
        ("千亿", 10**11),
        ("万亿", 10**12),
        ("十万亿", 10**13),
        ("三万亿", 3 * 10**12),
        ("一九八四", 1984),
        ("二〇二五", 2025),
    ],
)
def test_spoken_forms(words: str, value: int) -> None:
    assert parse_chinese(words) == value


@pytest.mark.parametrize("words", ["", "点五", "五点", "三点十", "12", "几百", "百分之五", "三 千"])
def test_refuses_what_is_not_a_numeral(words: str) -> None:
    with pytest.raises(ValueError, match="not a Chinese numeral"):
        parse_chinese(words)


@given(st.text(alphabet="零〇一二两三四五六七八九十百千万亿点"))
def test_numeral_characters_give_a_number_or_a_refusal(words: str) -> None:
    try:
        value = parse_chinese(words)
    except ValueError as error:
        assert "not a Chinese numeral" in str(error)  # noqa: PT017 - the message is the behaviour
    else:
        assert value >= 0


WORDS = [
    pytest.param(
        word,
        marks=pytest.mark.xfail(
            word == "万万亿", strict=True, reason="万万亿 is 10^16 as a magnitude, 10^12 as a numeral"
        ),
    )
    for word in MAGNITUDES
]


@pytest.mark.parametrize("word", WORDS)
def test_a_magnitude_word_means_what_the_numeral_means(word: str) -> None:
    assert magnitude_factor(word) == parse_chinese(word)


def test_no_magnitude_word_multiplies_by_one() -> None:
    assert magnitude_factor("") == magnitude_factor(None) == 1


def test_longer_magnitudes_are_tried_first() -> None:
    words = list(MAGNITUDES)
    assert not [(a, b) for i, a in enumerate(words) for b in words[i + 1 :] if b.startswith(a)]
