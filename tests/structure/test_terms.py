from __future__ import annotations

import pytest

from docstruct.structure import section_periods

BODY = "各级各部门聚力攻坚，产业升级、民生改善、城乡融合、生态保护等各方面工作都取得新的进展。" * 6


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("一、2022年工作回顾", "2022"),
        ("一、过去五年工作回顾", "2018/2022"),
        ("一、“十三五”时期工作回顾", "2016/2020"),
        ("二、今后五年的奋斗目标", "2023/2027"),
        ("二、“十四五”时期主要目标", "2021/2025"),
        # the plan is only named: what is planned is this year's work
        ("二、科学编制“十五五”规划，完成今年重点任务", "2023"),
        ("二、2023年重点任务", "2023"),
    ],
)
def test_a_heading_names_its_period(heading: str, expected: str, parse_text) -> None:
    report = parse_text(f"2023年青海省政府工作报告\n各位代表：\n{heading}\n{BODY}")
    section = next(s for s in report.sections if s.heading == heading)
    assert section_periods(report)[section.section_id] == expected


def test_subsections_speak_of_the_period_above_them(parse_text) -> None:
    report = parse_text(
        f"2023年青海省政府工作报告\n各位代表：\n二、今后五年的奋斗目标\n（一）做强产业\n{BODY}"
    )
    assert list(section_periods(report).values()) == [None, "2023/2027", "2023/2027"]
