"""Figures about another place than the report's own, and figures that stay at home."""

from __future__ import annotations

import pytest

from marking import REVIEW, Context, awaited, find_differences

SHANGHAI = Context(year=2024, past="2023", plan="2024", ref_area="310000", place="上海市")
SHANGHAI_PLAN = Context("plan", year=2023, past="2018/2022", plan="2023", ref_area="310000", place="上海市")
SHANGHAI_FIVE_YEARS = Context(year=2023, past="2018/2022", plan="2023", ref_area="310000", place="上海市")
JIADING = Context(year=2024, past="2024-H1", plan="2024-H2", ref_area="310114", place="嘉定区")
XINJIANG = Context(ref_area="650000", place="新疆维吾尔自治区")
NATION = Context(ref_area="000000", place="全国")


@pytest.mark.parametrize(
    ("marked", "context"),
    [
        ("全国粮食产量<q v=1.39e12 u=斤 ind=粮食产量|全国粮食产量 region=全国>1.39万亿斤</q>，我省占<q v=5.5 u=% kind=share region=>5.5%</q>。", REVIEW),
        awaited("全国 before a series gives no region and goes on into 我省", "全国居民消费价格上涨<q v=0.2 u=% ind=居民消费价格 region=全国 kind=growth>0.2%</q>，我省下降<q v=-0.1 u=% ind=居民消费价格 region= kind=growth>0.1%</q>。", REVIEW),
        awaited("a second place without a series of its own is read as the series", "南疆固定资产投资增长<q v=12.6 u=% ind=固定资产投资|南疆固定资产投资 region=南疆 kind=growth>12.6%</q>，北疆增长<q v=8.9 u=% ind=固定资产投资|北疆固定资产投资 region=北疆 kind=growth>8.9%</q>。", XINJIANG),
        ("临港新片区固定资产投资增长<q v=10.3 u=% ind=固定资产投资|临港新片区固定资产投资 region=临港新片区>10.3%</q>，规上工业总产值增长<q v=22.5 u=% ind=规上工业总产值|临港新片区规上工业总产值 region=临港新片区>22.5%</q>。", SHANGHAI),
        ("中心城区改造零星二级旧里以下房屋<q v=123000 u=平方米 ind=零星二级旧里以下房屋|中心城区零星二级旧里以下房屋 region=中心城区>12.3万平方米</q>。", SHANGHAI),
        ("浦东引领区新增大企业开放创新中心<q v=25 u=家 ind=大企业开放创新中心|浦东引领区大企业开放创新中心 region=浦东引领区>25家</q>。", SHANGHAI_PLAN),
        awaited("the place ends at the next series of the same clause chain", "临港嘉定科技城引进企业<q v=55 u=家 region=临港嘉定科技城>55家</q>，实现税收<q v=3.454e7 u=元 ind=税收|临港嘉定科技城税收 region=临港嘉定科技城>3454万元</q>。", JIADING),
        ("苏州市、无锡市规上工业总产值分别突破<q v=4.6e12 u=元 ind=规上工业总产值|苏州市规上工业总产值 region=苏州市>4.6万亿元</q>、<q v=2.6e12 u=元 ind=规上工业总产值|无锡市规上工业总产值 region=无锡市>2.6万亿元</q>。", REVIEW),
        awaited("南疆地区 is read as the place", "南疆地区生产总值增长<q v=6.3 u=% ind=地区生产总值|南疆地区生产总值 region=南疆>6.3%</q>。", XINJIANG),
        ("洋浦港登记国际船舶<q v=48 u=艘 region=>48艘</q>。", Context(ref_area="460000", place="海南省")),
        ("浦东新区配套法规达到<q v=15 u=部 ind=配套法规|浦东新区配套法规 region=浦东新区>15部</q>。", SHANGHAI_FIVE_YEARS),
    ],
)  # fmt: skip
def test_another_place(marked: str, context: Context) -> None:
    assert find_differences(marked, context) == []


@pytest.mark.parametrize(
    "marked",
    [
        # the comparand of a gap and the whole of a share are not the place of the figure
        "城镇调查失业率<q v=4.5 u=% region=>4.5%</q>，比全国低<q v=-0.6 u=个百分点 kind=gap base=全国 region=>0.6个百分点</q>。",
        "进出口总额占全国的<q v=5.5 u=% kind=share base=全国 region=>5.5%</q>。",
        "地区生产总值增速高于全国<q v=1.7 u=个百分点 ind=地区生产总值 kind=gap base=全国 region=>1.7个百分点</q>。",
        "全省新建高标准农田<q v=2.98e6 u=亩 ind=高标准农田 region=>298万亩</q>。",
        "我市高新技术企业达到<q v=4500 u=家 ind=高新技术企业 region=>4500家</q>。",
        # the place ends with its clause
        "全国粮食产量<q v=1.39e12 u=斤 region=全国>1.39万亿斤</q>。全省粮食产量<q v=7.62e10 u=斤 region=>762亿斤</q>。",
    ],
)
def test_the_report_s_own_place(marked: str) -> None:
    assert find_differences(marked) == []


@pytest.mark.parametrize(
    "marked", ["全国城镇新增就业<q v=1.244e7 u=人 ind=城镇新增就业 id=new_urban_jobs region=>1244万人</q>。"]
)
def test_the_nation_is_the_own_place_of_a_national_report(marked: str) -> None:
    assert find_differences(marked, NATION) == []


@pytest.mark.parametrize(
    ("marked", "context"),
    [
        # examples and lists of names: no single one of them is the place
        ("改造提升静安寺等<q v=12 u=个 region=>12个</q>商圈。", SHANGHAI),
        ("无锡、南通、盐城<q v=3 u=个 region=>3个</q>国家级高新区通过验收。", REVIEW),
        ("苏州与宿迁共建园区新签约项目<q v=35 u=个 region=>35个</q>。", REVIEW),
        # a region wider than the report's place stands in the name of what was done
        ("推出长江经济带绿色发展<q v=84 u=项 region=>84项</q>举措。", REVIEW),
        # the zone itself is what is counted
        ("新建长三角绿色食品加工基地<q v=22 u=个 region=>22个</q>。", REVIEW),
    ],
)
def test_a_name_that_is_no_place_of_the_figure(marked: str, context: Context) -> None:
    assert find_differences(marked, context) == []


@pytest.mark.parametrize(
    ("marked", "context"),
    [
        # the zone at the head of a sentence governs it …
        (
            "临港新片区新一批支持政策落地，保税监管区扩围，引进重大项目<q v=100 u=个 region=临港新片区>100个</q>、"
            "规上工业总产值增长<q v=22.5 u=% region=临港新片区>22.5%</q>。",
            SHANGHAI,
        ),
        # … until the report's own scope comes back …
        (
            "临港新片区建设提速，全市固定资产投资增长<q v=4.8 u=% region=>4.8%</q>。",
            SHANGHAI,
        ),
        # … and its short form means it in the same paragraph
        (
            "改革优先在临港新片区试点。新片区规上工业总产值、固定资产投资分别增长<q v=40 u=% region=临港新片区>40%</q>"
            "和<q v=43 u=% region=临港新片区>43%</q>。",
            SHANGHAI,
        ),
    ],
)  # fmt: skip
def test_a_zone_at_the_head(marked: str, context: Context) -> None:
    assert find_differences(marked, context) == []
