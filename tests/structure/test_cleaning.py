from __future__ import annotations

import pytest

from docstruct.structure.cleaning import clean
from docstruct.structure.furniture import is_furniture


def cleaned(text: str) -> list[str]:
    return [line.text for line in clean(text, furniture="keep")]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("　　增长５．２％，\u200b好于预期。\u3000\r\n\r\n", ["增长５．２％，好于预期。"]),
        ("落实《\n预算法\n》、《\n信访条例\n》，成效明显。", ["落实《预算法》、《信访条例》，成效明显。"]),
        (
            "——改革深化。推动\n某项伙伴协定\n（ABC）生效。\n\n下一段。\n\n又一段。\n\n末段。",
            ["——改革深化。推动某项伙伴协定（ABC）生效。", "下一段。", "又一段。", "末段。"],
        ),
        ("政府工作报告——2025年1月8日在某市人代会上", ["政府工作报告", "——2025年1月8日在某市人代会上"]),
        ("一、2024 年工作回顾\n全年 增长 5 %。", ["一、2024年工作回顾", "全年增长5%。"]),
        ("省长 王某某\n正文。", ["省长 王某某", "正文。"]),
        ("政 府 工 作 报 告", ["政府工作报告"]),
        ("使用 Model Y 车型", ["使用Model Y车型"]),
        ("某市市长　李某 各位代表：\n报告如下。", ["某市市长 李某", "各位代表：", "报告如下。"]),
        (
            "──2024年7月25日在某区第七届人民代表大会\n\n常务委员会第二次会议上",
            ["──2024年7月25日在某区第七届人民代表大会常务委员会第二次会议上"],
        ),
        ("地区生产总值\t5.8%\t 5%以上\n下一行。", ["地区生产总值\t5.8%\t5%以上", "下一行。"]),
        ("地区生产总值  5.8%  5%以上", ["地区生产总值\t5.8%\t5%以上"]),
        ("一 、 2024年工作回顾", ["一、2024年工作回顾"]),
        ("一、\t2024年工作回顾", ["一、2024年工作回顾"]),
        ("下转2版 （上接第1版） 产业稳步升级。", ["下转2版 （上接第1版）", "产业稳步升级。"]),
    ],
)
def test_clean_settles_white_space_and_broken_lines(raw: str, expected: list[str]) -> None:
    assert cleaned(raw) == expected


def test_a_gap_deep_in_the_text_parts_no_title() -> None:
    lines = [f"第{n}段，全市经济稳中向好。" for n in range(8)]
    assert (
        cleaned("\n".join([*lines, "提交专项工作报告 12项，全部获得通过。"]))[-1]
        == "提交专项工作报告12项，全部获得通过。"
    )


def test_a_heading_run_into_its_paragraph_is_parted() -> None:
    body = "去年我们顶住多重压力，完成了年初定下的各项任务，经济实力和民生水平都有新的提升。"
    assert cleaned(f"一、2023年工作回顾 {body}") == ["一、2023年工作回顾", body]


def test_white_space_after_a_full_stop_is_a_lost_paragraph_break() -> None:
    text = "全市经济向好。就业稳定。物价平稳。民生改善。感谢大家！ 我们也看到不足。"
    assert cleaned(text)[-1] == "我们也看到不足。"


def test_blanks_after_every_full_stop_part_nothing() -> None:
    assert cleaned("经济向好。 就业稳定。 物价平稳。 民生改善。 收入增加。") == [
        "经济向好。就业稳定。物价平稳。民生改善。收入增加。"
    ]


def test_hard_wrapped_lines_are_joined_by_paragraph() -> None:
    first, second = "甲乙丙丁戊己庚辛壬癸" * 8 + "。", "子丑寅卯辰巳午未申酉" * 8 + "。"
    rows = [f"　　{first[:18]}"] + [first[at : at + 20] for at in range(18, 81, 20)]
    rows += [f"　　{second[:18]}"] + [second[at : at + 20] for at in range(18, 81, 20)]
    assert cleaned("\n".join(rows * 3)) == [first, second] * 3


def test_whole_paragraphs_are_not_joined() -> None:
    rows = [f"第{n}段，全市经济稳中向好，民生持续改善" for n in range(20)]
    assert len(cleaned("\n".join(rows))) == 20


def test_library_licence_at_the_end_is_no_part_of_the_text() -> None:
    assert cleaned("报告结束。\n本作品是中华人民共和国的\n法律\nPublic domain") == ["报告结束。"]


@pytest.mark.parametrize(
    "line",
    [
        "当前位置: 首页 >> 政务公开 >> 正文",
        "2024-07-29 点击数: 215",
        "分享到：",
        "da03******ae8b.png",
        "来源：某某日报",
        "（来源：某某日报）",
        "【字号：大 中 小】",
        "发布时间：2025-01-20 09:30 来源：某市政府办",
        "责任编辑：张三",
        "【打印】 【关闭】",
        "版权所有：某市人民政府",
        "（下转第七版）",
    ],
)
def test_page_furniture_is_recognised(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "来源于工业的税收增长5%。",
        "分享发展成果，群众获得感增强。",
        "点击量突破1亿次，文旅热度上升。",
        "各位代表：",
        "推行“扫一扫”挪车服务",
        "2024年7月25日",
        "打印机产量增长12%",
    ],
)
def test_words_of_a_report_are_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_furniture_can_be_dropped() -> None:
    assert [line.text for line in clean("正文。\n分享到：", furniture="drop")] == ["正文。"]
