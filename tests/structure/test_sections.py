from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docstruct.readers import read
from docstruct.records import Report
from docstruct.settings import ReaderSettings
from docstruct.structure import parse

from .conftest import make_document


def headings(report: Report) -> list[tuple[int, str]]:
    return [(s.level, s.heading) for s in report.sections]


def assert_tiles(report: Report) -> None:
    children: dict[str | None, list] = {}
    for section in report.sections:
        children.setdefault(section.parent_id, []).append(section)
    tops = children[None]
    assert tops[0].char_start == 0
    assert tops[-1].char_end == len(report.text)
    assert all(a.char_end == b.char_start for a, b in pairwise(tops))
    for section in report.sections:
        below = children.get(section.section_id, [])
        assert all(section.char_start <= c.char_start < c.char_end <= section.char_end for c in below)
        assert all(a.char_end <= b.char_start for a, b in pairwise(below))


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("（一）稳住经济。全省经济回升。", [(2, "（一）稳住经济")]),
        ("(一)稳住经济\n全省经济回升。\n1.抓项目\n开工50个。", [(2, "(一)稳住经济"), (3, "1.抓项目")]),
        ("——经济回升向好。全省生产总值增长5%，财政收入增长4%。", [(2, "经济回升向好")]),
        ("一是抓好粮食生产。全省粮食面积稳定，建成高标准农田30万亩。", []),
        ("第一，抓好粮食生产。全省粮食面积稳定。", []),
        ("一是聚力稳增长\n全省投资增长6%。", [(2, "一是聚力稳增长")]),
        ("1.2万户居民用上清洁取暖。", []),
        ("下列事项要抓紧：\n1.修好道路；\n2.改造管网；\n3.增绿添彩。", []),
        ("——地区生产总值增长5%左右；\n——居民收入同步增长。", []),
    ],
)
def test_headings_are_found(paragraph: str, expected: list[tuple[int, str]], parse_report) -> None:
    found = headings(parse_report(plan=paragraph))
    assert found[3:] == expected


def test_short_opening_sentences_are_headings_beside_each_other(parse_report) -> None:
    plan = (
        "产业升级步伐加快。新增技改项目120个，规上工业增加值增长6.5%，数字经济占比提高。\n"
        "城乡面貌持续改善。改造老旧小区88个，新建农村公路560公里，垃圾分类全面推行。"
    )
    assert headings(parse_report(plan=plan))[3:] == [(2, "产业升级步伐加快"), (2, "城乡面貌持续改善")]


def test_a_figure_makes_an_opening_sentence_a_fact_and_no_heading(parse_report) -> None:
    plan = "\n".join(
        f"{name}增长5.2%。" + "分行业看，装备制造保持领先，消费品工业稳中有升，原材料工业企稳。"
        for name in ("产值", "税收")
    )
    assert headings(parse_report(plan=plan))[3:] == []


def test_a_greeting_returns_to_the_top_level(parse_report) -> None:
    report = parse_report(plan="（一）抓产业\n发展产业。\n各位代表，任务已经明确。")
    at = report.text.index("任务已经")
    inside = [s.heading for s in report.sections if s.char_start <= at < s.char_end]
    assert inside == ["二、2025年工作安排"]


def test_contents_are_preamble(parse_text) -> None:
    body = "全市统筹推进产业升级、民生改善、城乡融合、生态保护和安全生产等各方面工作，" * 6 + "成效良好。"
    text = (
        "苏州市2024年国民经济和社会发展统计公报\n目 录\n一、综合 1\n二、农业 3\n"
        f"一、综合\n{body}\n二、农业\n{body}"
    )
    assert [s.role for s in parse_text(text).sections] == ["preamble", "review", "review"]


def test_section_ids_survive_a_change_elsewhere(parse_report) -> None:
    before = {s.heading: s.section_id for s in parse_report(plan="（一）抓产业\n甲。").sections}
    after = {
        s.heading: s.section_id for s in parse_report(review="补充一段。", plan="（一）抓产业\n甲。").sections
    }
    assert before == after


def test_equal_headings_get_different_ids(parse_report) -> None:
    report = parse_report(plan="（一）抓产业\n甲。\n（一）抓产业\n乙。")
    ids = [s.section_id for s in report.sections]
    assert len(ids) == len(set(ids))


def test_furniture_is_outside_of_every_sentence(parse_report) -> None:
    report = parse_report(plan="发展产业。\n2025-01-20 点击数: 881\n改善民生。")
    assert "点击数" in report.text
    assert not any("点击数" in report.text[a:b] for a, b in report.sentences)


LINES = st.sampled_from(
    [
        "一、2024年工作回顾",
        "（一）抓产业",
        "1.抓项目",
        "——稳住经济。全省经济向好，就业稳定。",
        "各位代表！",
        "分享到：",
        "我们也清醒看到，困难不少，问题仍然突出。",
        "今年主要预期目标是：增长5%。",
        "让我们团结在一起！",
        "名词解释",
        "普通一段。",
        "甲\t乙",
        "“未闭合的引号。还有一句。",
        "附件1",
        "二、2025年工作安排",
        "一是抓粮食",
        "短句领起。后面的话说得更长一些，凑够三十个字才算是一个段落，再加几个字。",
    ]
)


@given(st.lists(LINES, max_size=30))
@settings(max_examples=150, deadline=None)
def test_sections_tile_any_text(lines: list[str]) -> None:
    filler = "全省上下实干争先。" * 30
    report = parse(make_document("\n".join(["2025年青海省政府工作报告", "各位代表：", filler, *lines])))
    assert_tiles(report)
    assert all(a < b for a, b in report.sentences)
    assert all(a[1] <= b[0] for a, b in pairwise(report.sentences))


def test_real_reports_keep_every_word_and_tile(shared) -> None:
    paths = [p for p in sorted((shared / "reports").iterdir()) if p.suffix in (".txt", ".docx")]
    assert len(paths) > 20
    for path in paths:
        raw = read(path, ReaderSettings())
        report = parse(raw)
        assert_tiles(report)
        own = "".join(raw.text.split("本作品是中华人民共和国的")[0].replace("\u200b", "").split())
        kept = "".join(report.text.split())
        assert sum(c >= "一" for c in own) == sum(c >= "一" for c in kept), path.name


def test_real_reports_keep_their_identity_under_another_name(shared) -> None:
    for path in sorted((shared / "reports").iterdir()):
        if path.suffix not in (".txt", ".docx"):
            continue
        raw = read(path, ReaderSettings())
        renamed = raw.model_copy(update={"source_name": "x.docx"})
        assert parse(renamed).report_id == parse(raw).report_id, path.name


def test_real_reports_turn_from_review_to_problems_to_plan(shared) -> None:
    for path in sorted((shared / "reports").iterdir()):
        if path.suffix not in (".txt", ".docx"):
            continue
        report = parse(read(path, ReaderSettings()))
        roles = [s.role for s in report.sections]
        first = {role: roles.index(role) for role in ("review", "problems", "plan", "closing")}
        assert first["review"] < first["problems"] < first["plan"] < first["closing"], path.name
        assert "review" not in roles[first["plan"] :], path.name
