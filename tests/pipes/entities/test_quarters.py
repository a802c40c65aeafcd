"""Quarters of the country."""

from __future__ import annotations

import pytest

from .marked import mark, unmark


@pytest.mark.parametrize(
    "marked",
    [
        "推进西部大开发、〔东部|ZONE〕率先发展",
        "向〔中西部|ZONE〕转移产能",
        "承接〔中东部|ZONE〕企业",
        "完善〔长三角区域|ZONE〕应急联动",
        "深化〔湘赣边|ZONE〕区域合作",
        "实施〔中西部地区|ZONE〕教育帮扶",
    ],
)
def test_quarter_is_found(marked: str) -> None:
    assert mark(unmark(marked)[0]) == marked


@pytest.mark.parametrize(
    "text", ["东北方向道路开通", "推进东北全面振兴", "东部城区改造", "新建中西部铁路", "位次居中部第3位"]
)
def test_direction_is_none(text: str) -> None:
    assert mark(text) == text


def test_class_of_another_word_stays_outside() -> None:
    assert mark("举办长三角区域性展会") == "举办〔长三角|ZONE〕区域性展会"
