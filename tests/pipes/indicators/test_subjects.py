"""What is left of a clause as the series: without recipients, places, causes and measures."""

from __future__ import annotations

import pytest

from marking import PLAN, find_differences

SUBJECTS = [
    "向困难群众发放价格补贴<q v=1.2e8 u=元 ind=价格补贴>1.2亿元</q>。",
    "绩效管理试点使成本下降<q v=-9 u=% kind=growth ind=成本>9%</q>。",
    "城南新城新建中小学<q v=11 u=所 ind=中小学>11所</q>。",
    "东湾港完成集装箱吞吐<q v=2.1e7 u=标准箱 ind=东湾港集装箱吞吐>2100万标准箱</q>。",
    "全市生产总值越过<q v=3e12 u=元 bound=gt ind=生产总值 id=gdp>3万亿元</q>关口。",
    "重点实验室突破关键技术<q v=42 u=项 ind=关键技术>42项</q>。",
    "固定资产投资去年增长<q v=4.2 u=% kind=growth ind=固定资产投资 id=fai>4.2%</q>。",
    "食品抽检量超每千人<q v=6.2 u=批次 ind=食品抽检量>6.2批次</q>。",
    "全市外卡POS机新增<q v=2.3e4 u=台 ind=外卡POS机>2.3万台</q>。",
    "12345热线解决诉求<q v=3.1e6 u=件 ind=诉求|热线解决诉求>310万件</q>、办结率<q v=98.2 u=% ind=办结率>98.2%</q>。",
    "新（翻）建市民球场<q v=8 u=片 ind=市民球场>8片</q>。",
]

STEPS = [
    "经济总量连跨两个台阶，由<q v=3.9e12 u=元 ind=经济总量 period=2023 id=gdp>3.9万亿元</q>增加到<q v=5.8e12 u=元 ind=经济总量 period=2024 id=gdp>5.8万亿元</q>。",
    "经济运行逐季向好，一季度增长<q v=4.6 u=% kind=growth ind=地区生产总值 id=gdp period=2024-Q1>4.6%</q>、全年增长<q v=5.5 u=% kind=growth ind=地区生产总值 id=gdp period=2024>5.5%</q>。",
    "地区生产总值突破<q v=6e12 u=元 bound=gt ind=地区生产总值>6万亿元</q>。分季度看，一季度增长<q v=5.1 u=% kind=growth ind=地区生产总值 id=gdp period=2024-Q1>5.1%</q>。",
]

COMPARANDS = [
    "进出口总额五年累计完成<q v=1.86e12 u=元 ind=进出口总额>1.86万亿元</q>、比上个五年增长<q v=28 u=% kind=growth ind=进出口总额 id=trade_total>28%</q>。",
    "累计意向成交<q v=7e10 u=美元 ind=意向成交>700亿美元</q>，比首届增长<q v=23 u=% kind=growth ind=意向成交>23%</q>。",
    "实际使用外资<q v=1.7e9 u=美元 ind=实际使用外资>17亿美元</q>、约合<q v=1.2e10 u=元人民币|元 ind=实际使用外资 id=fdi>120亿元人民币</q>。",
]


@pytest.mark.parametrize("marked", SUBJECTS + STEPS + COMPARANDS)
def test_subject(marked: str) -> None:
    assert find_differences(marked) == []


@pytest.mark.parametrize(
    "marked",
    [
        "集团购买力要按上年实际数额核减<q v=-20 u=% kind=growth status=target ind=集团购买力>20%</q>。",
        "今年的行政经费预算，从中央到地方，一律削减<q v=-10 u=% kind=growth status=target ind=行政经费预算>10%</q>。",
    ],
)
def test_subject_of_a_plan(marked: str) -> None:
    assert find_differences(marked, PLAN) == []
