from __future__ import annotations

from docstruct.structure import is_same_report

WORDS = "城乡产业民生生态教育科技就业医疗文化交通能源改革开放安全法治财政投资消费外贸农业"


def text_of(start: int) -> str:
    body = "".join(WORDS[(start + at * at) % len(WORDS)] for at in range(900))
    return f"2025年青海省政府工作报告\n各位代表：\n一、2024年工作回顾\n{body}。"


def test_another_layout_is_the_same_report(parse_text) -> None:
    text = text_of(1)
    spread = text.replace("业", "业\n", 3) + "\n分享到："
    assert is_same_report(parse_text(text), parse_text(spread))


def test_other_words_under_one_id_are_another_report(parse_text) -> None:
    one, other = parse_text(text_of(1)), parse_text(text_of(2))
    assert one.report_id == other.report_id
    assert not is_same_report(one, other)
