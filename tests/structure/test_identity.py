from __future__ import annotations

import pytest

from docstruct.errors import NotAReport
from docstruct.structure.dates import find_date, period_bounds

FILLER = "各级各部门聚力攻坚，产业升级、民生改善、城乡融合、生态保护等各方面工作都取得新的进展。" * 6


def header(*lines: str) -> str:
    return "\n".join((*lines, "一、2024年工作回顾", FILLER, "二、2025年重点任务", FILLER))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("2025年新疆政府工作报告", "各位代表："), "gwr-650000-2025"),
        (
            ("政府工作报告", "——2025年1月8日在长沙市第十六届人民代表大会第五次会议上", "各位代表："),
            "gwr-430100-2025",
        ),
        (
            ("政府工作报告", "——二〇二五年一月八日在北京市朝阳区第十七届人民代表大会上", "各位代表："),
            "gwr-110105-2025",
        ),
        (
            ("政府工作报告", "——2025年3月5日在第十四届全国人民代表大会第三次会议上", "各位代表："),
            "gwr-000000-2025",
        ),
        (("各位代表：", "我代表上海市人民政府报告工作，请予审议。"), "gwr-310000-2025"),
        # some congresses meet in December on the plan of the coming year
        (
            ("政府工作报告", "——2024年12月26日在绍兴市第九届人民代表大会第四次会议上", "各位代表："),
            "gwr-330600-2025",
        ),
        (("长宁区2024年上半年预算执行情况的报告", "主任、各位副主任、各位委员："), "budget-310105-2024-H1"),
        (("关于南通市2023年财政决算的报告", "主任、各位副主任、各位委员："), "budget-320600-2023-final"),
        (("苏州市2024年国民经济和社会发展统计公报", "苏州市统计局"), "stat-320500-2024"),
        (
            (
                "关于2024年国民经济和社会发展计划执行情况与2025年计划草案的报告",
                "——2025年1月9日在杭州市第十四届人民代表大会第六次会议上",
                "各位代表：",
            ),
            "plan-330100-2025",
        ),
    ],
)
def test_report_id_names_type_place_and_year(lines: tuple[str, ...], expected: str, parse_text) -> None:
    assert parse_text(header(*lines)).report_id == expected


def test_title_outranks_the_file_name(parse_text) -> None:
    report = parse_text(header("2025年新疆政府工作报告", "各位代表："), "2019年甘肃省政府工作报告.docx")
    assert report.report_id == "gwr-650000-2025"


def test_file_name_helps_where_the_text_is_silent(parse_text) -> None:
    text = header("各位代表：", "我代表市人民政府报告工作，请予审议。")
    assert parse_text(text, "2025年嘉兴市政府工作报告.txt").report_id == "gwr-330400-2025"


def test_body_decides_where_title_and_opening_are_silent(parse_text) -> None:
    text = header("各位代表：", "我代表省人民政府报告工作，请予审议。")
    text += "我省粮食增产，全省电力充足，全省交通便捷。贵州好，贵州美，奋进贵州、多彩贵州。" * 3
    assert parse_text(text, "x.txt").report_id == parse_text(text, "2025年贵州省政府工作报告.txt").report_id
    assert parse_text(text, "x.txt").ref_area == "520000"


def test_a_county_level_city_is_told_by_its_body(parse_text) -> None:
    text = header("各位代表：", "我代表市人民政府报告工作，请予审议。")
    assert (
        parse_text(text + "我市产业升级，全市民生改善，全市生态向好，昆山市连年领先。" * 3).ref_area
        == "320583"
    )


def test_unknown_places_never_share_an_id(parse_text) -> None:
    one = parse_text(header("政府工作报告", "各位代表：") + "甲地增收。")
    two = parse_text(header("政府工作报告", "各位代表：") + "乙地增收。")
    assert one.ref_area is None
    assert one.report_id != two.report_id


def test_a_name_that_several_places_share_is_settled_by_the_body(parse_text) -> None:
    text = header("2025年鼓楼区政府工作报告", "各位代表：")
    assert parse_text(text).ref_area is None
    assert parse_text(text + "争当南京市高质量发展排头兵。").ref_area == "320106"


def test_layout_does_not_change_the_id(parse_text) -> None:
    text = header("2025年新疆政府工作报告", "各位代表：")
    spread = "\n\n".join(f"　　{line}" for line in text.split("\n"))
    assert parse_text(spread).report_id == parse_text(text).report_id


def test_presented_on_is_the_day_in_the_subtitle(parse_text) -> None:
    text = header(
        "政府工作报告", "（２０２５年１月１５日在广东省第十四届人民代表大会第三次会议上）", "各位代表："
    )
    assert parse_text(text).presented_on == "2025-01-15"


@pytest.mark.parametrize(
    ("title", "time_period", "plan_period"),
    [
        ("2025年青海省政府工作报告", "2024", "2025"),
        ("青海省2024年上半年预算执行情况的报告", "2024-H1", "2024-H2"),
        ("青海省2024年前三季度预算执行情况的报告", "2024-01/2024-09", "2024-Q4"),
        ("青海省2024年1—8月预算执行情况的报告", "2024-01/2024-08", "2024-09/2024-12"),
        ("青海省2024年1-6月预算执行情况的报告", "2024-H1", "2024-H2"),
        ("青海省2024年一季度预算执行情况的报告", "2024-Q1", "2024-04/2024-12"),
        ("青海省2024年国民经济和社会发展统计公报", "2024", "2025"),
    ],
)
def test_periods_follow_the_title(title: str, time_period: str, plan_period: str, parse_text) -> None:
    report = parse_text(header(title, "各位代表："))
    assert (report.time_period, report.plan_period) == (time_period, plan_period)


def test_a_changeover_report_looks_back_on_five_years(parse_text) -> None:
    text = (
        f"2023年青海省政府工作报告\n各位代表：\n一、过去五年工作回顾\n{FILLER}\n二、2023年重点任务\n{FILLER}"
    )
    report = parse_text(text)
    assert (report.time_period, report.period_start, report.period_end) == (
        "2018/2022",
        "2018-01-01",
        "2022-12-31",
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("各位代表：报告完毕。", "too_short"),
        ("各位代表：\n" + "某地\n" * 60_000, "too_many_lines"),
        ("红烧肉的做法\n" + "五花肉切块焯水，冰糖炒色，加生抽老抽小火慢炖。" * 20, "not_a_report"),
        (
            "某省省长作政府工作报告\n"
            + "15日，某省人民代表大会开幕，省长代表省人民政府向大会作政府工作报告。" * 20,
            "not_a_report",
        ),
        ("一图读懂政府工作报告\n" + "今年怎么干？今年目标有哪些？" * 30, "not_a_report"),
        ("某某股份有限公司2024年工作报告\n" + "公司营收稳步增长，员工队伍不断壮大。" * 20, "not_a_report"),
    ],
)
def test_other_texts_are_refused(text: str, code: str, parse_text) -> None:
    with pytest.raises(NotAReport) as refused:
        parse_text(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２０２５年１月４日", "2025-01-04"),
        ("二○二五年十二月三十一日", "2025-12-31"),
        ("2025 年 1 月 14 日", "2025-01-14"),
        ("2025年2月30日", None),
        ("2025年1月", None),
    ],
)
def test_find_date(text: str, expected: str | None) -> None:
    assert find_date(text) == expected


def test_period_bounds_know_leap_years() -> None:
    assert period_bounds("2024-02") == ("2024-02-01", "2024-02-29")
