from __future__ import annotations

from docstruct.structure import SectionMap


def test_after_a_paragraph_of_its_own_the_words_are_the_parents_again(parse_report) -> None:
    report = parse_report(plan="——稳住经济。全省经济向好，就业形势平稳。\n各项任务已经分解。")
    sections = SectionMap(report.sections)
    inner, outer = (sections.find(report.text.index(words)) for words in ("就业形势", "各项任务"))
    assert inner is not None and inner.heading == "稳住经济"
    assert outer is not None and outer.heading == "二、2025年工作安排"


def test_every_offset_has_the_last_section_that_holds_it(parse_report) -> None:
    report = parse_report(
        review="我们也清醒看到，发展不充分的问题仍然突出。\n各位代表，成绩鼓舞人心。",
        plan="（一）抓产业\n甲。",
    )
    sections = SectionMap(report.sections)
    for at in range(len(report.text)):
        holding = [s for s in report.sections if s.char_start <= at < s.char_end]
        assert sections.find(at) == holding[-1]
    assert sections.find(len(report.text)) is None
