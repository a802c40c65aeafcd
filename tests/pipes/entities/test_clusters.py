"""Cities named by one character each."""

from __future__ import annotations

import pytest

from .marked import mark, report, unmark

HENAN, SICHUAN, ANHUI, SHANGHAI = (report(code) for code in ("410000", "510000", "340000", "310000"))


@pytest.mark.parametrize(
    ("marked", "home"),
    [
        ("加快〔郑洛|ZONE〕协同发展", HENAN),
        ("〔郑汴|ZONE〕同城化提速，支持〔郑汴|ZONE〕、〔郑许|ZONE〕等产业带", HENAN),
        ("推动〔合淮|ZONE〕〔合六|ZONE〕同城化和〔芜马宣|ZONE〕一体化", ANHUI),
        ("深化〔绵德广|ZONE〕一体化，〔绵德广|ZONE〕要带头", SICHUAN),
    ],
)
def test_cities_that_grow_together_are_a_zone(marked: str, home: object) -> None:
    assert mark(unmark(marked)[0], home) == marked  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("推进内外贸一体化", SICHUAN),
        ("城乡融合发展", HENAN),
        ("郑汴两地往来频繁", HENAN),
        ("郑汴同城化", SHANGHAI),
        ("南南合作与协同发展", SICHUAN),
    ],
)
def test_without_cities_of_the_province_or_what_joins_them_there_is_none(text: str, home: object) -> None:
    assert mark(text, home) == text  # type: ignore[arg-type]
