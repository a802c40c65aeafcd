"""Figures whose indicator, or whose change, stands behind them."""

from __future__ import annotations

import pytest

from marking import PLAN, awaited, find_differences

COUNTED = [
    "<q v=14 u=家 ind=国家级绿色工厂|企业|入选国家级绿色工厂企业|入选国家级绿色工厂>14家</q>企业入选国家级绿色工厂。",
    "推出<q v=3 u=批 ind=制度集成创新案例>3批</q><q v=18 u=项 ind=制度集成创新案例>18项</q>制度集成创新案例。",
    "累计<q v=126000 u=人次 ind=志愿服务|参与志愿服务>12.6万人次</q>参与志愿服务。",
    "审结<q v=2300 u=件 ind=涉企案件>2300件</q>涉企案件，破获<q v=150 u=起 ind=电信诈骗案件>150起</q>电信诈骗案件。",
    "首批<q v=36 u=个 ind=城市更新项目>36个</q>城市更新项目开工。",
    "<q v=20.7e4 u=户 ind=群众|群众受益|受益群众>20.7万户</q>群众受益。",
]

PARTS = [
    awaited(
        "a predicate without a known verb stays in the indicator",
        "<q v=98 u=% kind=share ind=行政村|通5G的行政村|通5G行政村>98%</q>的行政村通5G。",
    ),
    "<q v=90 u=% kind=share bound=ge ind=政务服务事项|网上办理政务服务事项|网上办理的政务服务事项>九成</q>以上的政务服务事项实现网上办理。",
    "<q v=66.67 u=% kind=share ind=村卫生室|村卫生室纳入一体化管理|纳入一体化管理的村卫生室|纳入一体化管理村卫生室>三分之二</q>的村卫生室纳入一体化管理。",
]

CHANGES = [
    "跨境电商保持<q v=30 u=% kind=growth ind=跨境电商 bound=ge>30%</q>以上的增速。",
    "软件业收入实现<q v=15.2 u=% kind=growth ind=软件业收入>15.2%</q>的增长。",
    "主要污染物排放量实现<q v=-4 u=% kind=growth ind=主要污染物排放量>4%</q>的降幅。",
]

MONEY = [
    "<q v=517 u=个 ind=重大项目>517个</q>重大项目开工，总投资<q v=3.345e11 u=元 ind=重大项目总投资|总投资>3345亿元</q>。",
    "储备项目<q v=1200 u=个 ind=储备项目|项目>1200个</q>、总投资<q v=5.6e11 u=元 ind=储备项目总投资|项目总投资|总投资>5600亿元</q>。",
    awaited(
        "集中 before 开工 stays in the indicator",
        "总投资<q v=3.345e11 u=元 ind=重大项目总投资|总投资>3345亿元</q>的<q v=517 u=个 ind=重大项目>517个</q>重大项目集中开工。",
    ),
]

STAGES = [
    "老旧小区改造开工<q v=742 u=个 ind=老旧小区改造|老旧小区改造开工>742个</q>、完工<q v=548 u=个 ind=老旧小区改造|老旧小区改造完工>548个</q>。",
    "净增科技型中小企业<q v=853 u=家 kind=delta ind=科技型中小企业>853家</q>、高新技术企业<q v=97 u=家 kind=delta ind=高新技术企业>97家</q>。",
]


@pytest.mark.parametrize("marked", COUNTED + PARTS + CHANGES + MONEY + STAGES)
def test_behind(marked: str) -> None:
    assert find_differences(marked) == []


@pytest.mark.parametrize(
    "marked",
    [
        "推动<q v=1.36e6 u=亩 ind=高标准农田|高标准农田建设>136万亩</q>高标准农田建设。",
        "加快<q v=500 u=个 ind=省重大项目|省重大项目建设>500个</q>省重大项目建设。",
        awaited(
            "a growth named behind the figure with its series is read as a share",
            "保持<q v=6 u=% kind=growth bound=approx ind=消费|社会消费>6%</q>左右的消费增速。",
        ),
        "力争<q v=80 u=% kind=share bound=ge>80%</q>以上的街道建成养老服务综合体。",
    ],
)
def test_behind_in_a_plan(marked: str) -> None:
    assert find_differences(marked, PLAN) == []
