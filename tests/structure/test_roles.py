from __future__ import annotations

import pytest

from docstruct.records import Report


def role_at(report: Report, words: str) -> str:
    """Role of the deepest section that holds the words."""
    at = report.text.index(words)
    return [s for s in report.sections if s.char_start <= at < s.char_end][-1].role


@pytest.mark.parametrize(
    "paragraph",
    [
        "同时，我们也清醒看到，县域经济不强、创新能力偏弱的短板还很明显。",
        "在肯定成绩的同时，必须正视困难，外需走弱，投资乏力。",
        "各位代表，前进路上还面临不少挑战，财政收支矛盾突出。",
        "对照群众期盼，工作中还有一些差距，办事效率不高。",
        "我们深知，发展中仍然存在不少问题，民间投资不旺。",
    ],
)
def test_a_problems_paragraph_in_a_review_is_its_own_section(paragraph: str, parse_report) -> None:
    report = parse_report(review=paragraph)
    assert role_at(report, paragraph[-8:]) == "problems"
    assert role_at(report, "2025年工作安排") == "plan"


@pytest.mark.parametrize(
    "paragraph",
    [
        "面对多重困难挑战，全省上下顶压前行，粮食总产再创新高，外贸出口逆势增长。",
        "解决了一批群众关心的问题，办证难题得到破解，农村饮水实现达标。",
    ],
)
def test_problems_overcome_stay_review(paragraph: str, parse_report) -> None:
    assert role_at(parse_report(review=paragraph), paragraph[-8:]) == "review"


def test_a_plan_may_speak_of_challenges(parse_report) -> None:
    paragraph = "完成今年任务仍面临不少挑战，要把困难估计得更充分一些。"
    assert role_at(parse_report(plan=paragraph), paragraph[-8:]) == "plan"


def test_problems_end_where_the_review_goes_on(parse_report) -> None:
    review = "我们也清醒看到，发展不充分的问题仍然突出。\n一是产业不强。\n各位代表，过去一年的成绩鼓舞人心。"
    report = parse_report(review=review)
    assert role_at(report, "一是产业") == "problems"
    assert role_at(report, "成绩鼓舞") == "review"


def test_farewell_is_closing_and_what_precedes_it_is_plan(parse_report) -> None:
    report = parse_report(plan="各位代表！做好工作要靠实干。\n各位代表！\n让我们同心协力，再创佳绩！")
    assert role_at(report, "让我们") == "closing"
    assert role_at(report, "要靠实干") == "plan"


@pytest.mark.parametrize("heading", ["名词解释", "附件2 名词解释", "注释："])
def test_glossaries_are_appendix(heading: str, parse_report) -> None:
    report = parse_report(plan=f"让我们同心协力，再创佳绩！\n{heading}\n1.飞地经济：跨区域合作的一种模式。")
    assert role_at(report, "跨区域合作") == "appendix"
    assert role_at(report, "再创佳绩") == "closing"


def test_a_list_of_projects_in_an_attachment_is_plan(parse_report) -> None:
    report = parse_report(
        plan="让我们再创佳绩！\n附件1\n2025年十件民生实事\n一、新建公园。全省新建公园50个。"
    )
    assert role_at(report, "新建公园50个") == "plan"


def test_headings_without_cue_after_the_plan_are_plan(parse_report) -> None:
    report = parse_report(plan="三、锻造过硬作风\n坚持依法行政，公用经费压减5%。")
    assert role_at(report, "公用经费") == "plan"


def test_a_year_in_fullwidth_digits_shows_the_role(parse_text) -> None:
    body = "各级各部门聚力攻坚，产业升级、民生改善、城乡融合、生态保护等各方面工作都取得新的进展。" * 6
    text = f"１９８７年政府工作报告\n各位代表：\n一、关于经济形势\n１９８６年，{body}\n二、关于改革\n１９８７年，{body}"
    assert [s.role for s in parse_text(text).sections] == ["preamble", "review", "plan"]


def test_a_communique_has_no_plan(parse_text) -> None:
    body = "全年粮食产量增长1.2%，规模以上工业增加值增长6.1%，居民收入稳步提高。" * 6
    report = parse_text(
        f"苏州市2024年国民经济和社会发展统计公报\n苏州市统计局\n一、综合\n{body}\n二、规划建设\n{body}"
    )
    assert {s.role for s in report.sections} == {"preamble", "review"}
