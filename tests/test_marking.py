"""The marking helper: it must be able to say no."""

from __future__ import annotations

import pytest

from marking import find_differences, strip

RIGHT = "社会用电量<q v=65200000000 u=千瓦时 ind=社会用电量 kind=level>652亿千瓦时</q>。"


def test_marks_are_taken_off_and_placed() -> None:
    text, (mark,) = strip("新增<q v=1200 u=家 ind=企业>1200家</q>。")
    assert (text, text[mark.start : mark.end], mark.fields["ind"]) == ("新增1200家。", "1200家", "企业")


def test_an_example_read_right_has_no_differences() -> None:
    assert find_differences(RIGHT) == []


@pytest.mark.parametrize(
    ("marked", "difference"),
    [
        (RIGHT.replace("v=65200000000", "v=652"), "652亿千瓦时: v is 65200000000.0, not '652'"),
        (RIGHT.replace("kind=level", "kind=growth"), "652亿千瓦时: kind is 'level', not 'growth'"),
        (
            RIGHT.replace("ind=社会用电量", "ind=用电量|电量"),
            "652亿千瓦时: ind is '社会用电量', not '用电量|电量'",
        ),
        (RIGHT + "新增<q>若干</q>。", "若干: found []"),
        ("社会用电量652亿千瓦时。", "652亿千瓦时: should yield nothing, is level of 社会用电量"),
        ("社会用电量<spec>652亿千瓦时</spec>。", "652亿千瓦时: read as level, defines a thing"),
        ("社会用电量<q v=652 u=千瓦时>652亿</q>千瓦时。", "652亿: found ['652亿千瓦时']"),
    ],
)
def test_every_difference_is_told(marked: str, difference: str) -> None:
    assert find_differences(marked) == [difference]


@pytest.mark.parametrize("marked", ["增长<q v=5>5%。", "增长<q size=5>5%</q>。", "增长<q v = 5>5%</q>。"])
def test_a_mark_that_cannot_be_read_is_refused(marked: str) -> None:
    with pytest.raises(ValueError, match=r"mark|unknown"):
        strip(marked)
