"""Where the noun phrase behind a figure ends."""

from __future__ import annotations

import pytest

from marking import find_differences

PREDICATES = [
    "<q v=32 u=家 ind=央企>32家</q>央企签署框架协议<q v=5.6e10 u=元 ind=框架协议>560亿元</q>。",
    "为<q v=42000 u=名 ind=农民工>4.2万名</q>农民工追回工资<q v=3.1e8 u=元 ind=工资>3.1亿元</q>。",
    "<q v=6 u=个 ind=旗县>6个</q>旗县隐性债务清零。",
    "<q v=9 u=个 ind=设区市>9个</q>设区市地区生产总值均有所增加。",
    "<q v=2200 u=名 ind=工作人员>2200名</q>工作人员在新址办公。",
    "<q v=31 u=项 ind=指标>31项</q>指标达到年度要求。",
    "推动<q v=26 u=个 ind=单位附属空间>26个</q>单位附属空间对外开放。",
    "<q v=18 u=条 ind=自贸试验区制度型开放措施>18条</q>自贸试验区制度型开放措施落地。",
    "建设<q v=4 u=家 ind=省级科技成果转化平台>4家</q>省级科技成果转化平台。",
]

PEOPLE = [
    "<q v=2.4e7 ind=平川人民>2400万</q>平川人民铆足干劲。",
    "我国有<q v=1.4e9 u=人 bound=gt ind=人口|人口大国>14亿多人</q>口。",
]

CIRCUMSTANCES = [
    "面对一季度生产总值下降<q v=-3.4 u=% kind=growth ind=生产总值 id=gdp>3.4%</q>的困难局面，我们全力应对。",
    "居民消费价格涨幅稳定在<q v=1.8 u=% kind=growth ind=居民消费价格 id=cpi>1.8%</q>左右的较低水平。",
    "一般性支出压减<q v=-8 u=% kind=growth ind=一般性支出>8%</q>的基础上又有压缩。",
]

EXAMPLES = [
    "开工建设<q v=420 u=个 ind=重大项目>420个</q>产业、交通、水利等重大项目、总投资<q v=6.1e11 u=元 ind=重大项目总投资|总投资>6100亿元</q>。",
    "提高养老金、护理补贴等<q v=4 u=项 ind=养老金、护理补贴等标准>4项</q>标准。",
    "新增<q v=12 u=家 ind=备案博物馆>12家</q>备案博物馆和<q v=21 u=家 ind=类博物馆>21家</q>类博物馆。",
]

PARTS = [
    "低空经济集聚全国<q v=25 u=% kind=share base=全国 ind=产业链企业 bound=ge>25%</q>以上产业链企业。",
    "赤字率拟按<q v=3.2 u=% kind=level ind=赤字率>3.2%</q>安排。",
    "省外高校毕业生<q v=41 u=% kind=share ind=省外高校毕业生>41%</q>来辽就业。",
]

RATES = [
    "<q v=13 u=个 ind=国考断面>13个</q>国考断面水质优良率<q v=100 u=% kind=level ind=国考断面水质优良率 id=surface_water_quality>100%</q>。",
    "<q v=17 u=个 ind=国、市考断面>17个</q>国、市考断面优Ⅲ类比例达<q v=100 u=% ind=国、市考断面优Ⅲ类比例 id=surface_water_quality>100%</q>。",
]


@pytest.mark.parametrize("marked", PREDICATES + PEOPLE + CIRCUMSTANCES + EXAMPLES + PARTS + RATES)
def test_ending(marked: str) -> None:
    assert find_differences(marked) == []
