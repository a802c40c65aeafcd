"""Names of a place and a noun: stretches of long things, hubs, riversides."""

from __future__ import annotations

import pytest

from .marked import mark, unmark


@pytest.mark.parametrize(
    "marked",
    [
        "〔万里茶道山西段|ZONE〕申报遗产",
        "打造〔大运河文化旅游带河北段|ZONE〕",
        "〔襄阳生产服务型国家物流枢纽|ZONE〕列入名单",
        "增强〔烟台国家物流枢纽集群|ZONE〕功能",
        "〔阜阳|DISTRICT〕商贸服务型、〔蚌埠港口型国家物流枢纽|ZONE〕获批",
        "打造〔徐汇滨江|ZONE〕、〔杨浦滨江|ZONE〕等岸线",
    ],
)
def test_place_and_noun_make_a_name(marked: str) -> None:
    assert mark(unmark(marked)[0]) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "治理清江（〔恩施|DISTRICT〕段）",
        "列入国家物流枢纽建设名单",
        "沿江带〔安徽|DISTRICT〕段",
        "确保黄河干流〔山东|DISTRICT〕段水质达标",
        "国家物流枢纽达到3个",
        "支持〔杭州|DISTRICT〕滨江先行先试",
    ],
)
def test_place_or_noun_alone_makes_none(marked: str) -> None:
    assert mark(unmark(marked)[0]) == marked
