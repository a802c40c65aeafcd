"""Figures that define or filter a thing (guidelines 1.5, ``spec``) next to figures that measure it."""

from __future__ import annotations

import pytest

from marking import PLAN, awaited, find_differences


@pytest.mark.parametrize(
    "marked",
    [
        "支持投资<spec>2000万元</spec>以上的技改项目<q v=320 u=个>320个</q>。",
        "新开工投资<spec>10亿元</spec>以上的重大产业项目<q v=58 u=个>58个</q>。",
        "<spec>500千伏</spec>骨干电网建设进度<q v=50 u=% bound=gt kind=level>过半</q>。",
        "连云港<spec>30万吨级</spec>航道启动改扩建。",
        "围绕“<spec>15分钟</spec>就业服务圈”建成社区服务站<q v=13 u=个 ind=社区服务站|“15分钟就业服务圈”社区服务站>13个</q>。",
        "外国人<spec>240小时</spec>过境免签落地。",
        "单机容量<spec>18兆瓦</spec>的海上风电机组下线。",
        awaited(
            "a threshold crossed several times is read as a level",
            "地区生产总值跨过三个<spec>万亿元</spec>大关。",
        ),
        awaited(
            "方面 behind a counted 个 is read as a thing counted", "围绕<spec>6个</spec>方面工作持续发力。"
        ),
        "省会与周边城市形成<spec>1小时</spec>通勤圈。",
    ],
)
def test_definition(marked: str) -> None:
    assert find_differences(marked) == []


@pytest.mark.parametrize(
    "marked",
    [
        "<spec>65岁</spec>及以上老人规范健康管理服务率<q v=65 u=% bound=ge kind=level>65%</q>以上。",
        "年收益超<spec>30万元</spec>、超<spec>10万元</spec>的村集体占比分别达到<q v=20 u=% kind=share>20%</q>、<q v=55 u=% kind=share>55%</q>。",
        "完善“<spec>15分钟</spec>社区生活圈”，新建口袋公园<q v=60 u=座 ind=口袋公园|新建口袋公园>60座</q>。",
        "第二轮土地承包到期后再延长<spec>30年</spec>。",
        "让<q v=30 u=座>30座</q>城市公园做到<spec>24小时</spec>开放。",
        "连云港<spec>20万吨级</spec>集装箱码头建设提速。",
    ],
)
def test_definition_in_a_plan(marked: str) -> None:
    assert find_differences(marked, PLAN) == []
