"""How an indicator is worded: the shortest noun phrase that stands alone (guidelines 1.4)."""

from __future__ import annotations

import pytest

from marking import FIVE_YEARS, HALF_YEAR, PLAN, find_differences

#: The report's own place and period, and the predicate, are dropped.
DROPPED = [
    "全省地区生产总值完成<q v=1.37e13 u=元 ind=地区生产总值 id=gdp>13.7万亿元</q>。",
    "全年一般公共预算收入达到<q v=7.6082e11 u=元 ind=一般公共预算收入 predicate=达到>7608.2亿元</q>。",
    "我市新增市级专精特新企业<q v=40 u=家 ind=市级专精特新企业 predicate=新增>40家</q>。",
    "2024年，全市新建公园<q v=120 u=座 ind=公园|新建公园>120座</q>。",
    "截至年底，累计建成5G基站<q v=86000 u=个 ind=5G基站>8.6万个</q>。",
    "举办大型演艺活动<q v=31 u=场 ind=大型演艺活动 predicate=举办>31场</q>。",
    "引进人才<q v=174000 u=人 ind=人才|引进人才>17.4万人</q>，新进站博士后<q v=304 u=名 ind=博士后|新进站博士后>304名</q>。",
    "入境游客<q v=1.11e6 u=人次 ind=入境游客 kind=level>111万人次</q>，增长<q v=1.16 u=倍 ind=入境游客 kind=growth>1.16倍</q>。",
    "<q v=31 u=个 ind=封关硬件项目>31个</q>封关硬件项目全部建成，<q v=33 u=个 ind=信息化项目>33个</q>信息化项目投用。",
    "<q v=208 u=项 ind=改革任务>208项</q>改革任务全部办结。",
    "<q v=13000 u=户 ind=小微企业|首次获得贷款小微企业|小微企业首次获得贷款>1.3万户</q>小微企业首次获得贷款。",
]

#: Modifiers that make a different series stay.
KEPT = [
    "规上工业增加值增长<q v=7.1 u=% ind=规上工业增加值 id=industrial_va>7.1%</q>，高技术制造业增加值增长<q v=10.2 u=% ind=高技术制造业增加值>10.2%</q>。",
    "城镇调查失业率<q v=5.1 u=% ind=城镇调查失业率 kind=level id=urban_unemployment>5.1%</q>。",
    "地方一般公共预算收入<q v=3.1e11 u=元 ind=地方一般公共预算收入 id=budget_revenue>3100亿元</q>。",
    "新能源汽车产量<q v=1.28e6 u=辆 ind=新能源汽车产量>128万辆</q>。",
    "居民人均可支配收入实际增长<q v=5.2 u=% ind=居民人均可支配收入 id=income_all price=real kind=growth>5.2%</q>。",
    "万人发明专利拥有量<q v=74.5 u=件 ind=万人发明专利拥有量>74.5件</q>。",
    "每千人食品抽检达到<q v=6.6 u=批次 ind=每千人食品抽检>6.6批次</q>。",
    "每千人口托位数<q v=4.5 u=个 ind=每千人口托位数>4.5个</q>。",
    "与“一带一路”共建国家货物贸易额增长<q v=41.5 u=% ind=与“一带一路”共建国家货物贸易额|“一带一路”共建国家货物贸易额>41.5%</q>。",
    "连通中亚、南亚的国际货运航线累计开通<q v=77 u=条 ind=连通中亚、南亚的国际货运航线|国际货运航线>77条</q>。",
]

#: A growth, share or gap carries what grows, not 增速 or 占比; names that are rates keep theirs.
RATES = [
    "固定资产投资增速达到<q v=13.8 u=% ind=固定资产投资 kind=growth id=fai>13.8%</q>。",
    "居民消费价格涨幅<q v=0.3 u=% ind=居民消费价格 kind=growth id=cpi>0.3%</q>。",
    "民间投资占比达到<q v=52.3 u=% ind=民间投资 kind=share>52.3%</q>。",
    "清洁能源装机比重<q v=83.6 u=% ind=清洁能源装机 kind=share>83.6%</q>。",
    "森林覆盖率<q v=24.3 u=% ind=森林覆盖率 kind=level id=forest_cover>24.3%</q>。",
    "全社会研发投入强度达到<q v=3.3 u=% ind=全社会研发投入强度 kind=level id=rd_intensity>3.3%</q>。",
    "常住人口城镇化率<q v=75.5 u=% ind=常住人口城镇化率 kind=level id=urbanization>75.5%</q>。",
    "空气优良天数比例<q v=82.5 u=% ind=空气优良天数比例 kind=level id=air_quality_days>82.5%</q>。",
    "农业科技进步贡献率<q v=64 u=% ind=农业科技进步贡献率 kind=level>64%</q>。",
    "PM2.5平均浓度<q v=32.3 u=微克/立方米 ind=PM2.5平均浓度|PM2.5浓度|PM2.5 id=pm25>32.3微克/立方米</q>。",
    "PM2.5浓度每立方米<q v=12 u=微克/立方米 ind=PM2.5浓度|PM2.5 id=pm25>12微克</q>。",
    "城乡居民收入比降到<q v=2.04 u= ind=城乡居民收入比 kind=level>2.04∶1</q>。",
    "高峰时段道路交通指数由<q v=6.32 u= ind=高峰时段道路交通指数 period=2023>6.32</q>降至<q v=6.08 u= ind=高峰时段道路交通指数 period=2024>6.08</q>。",
]

MEDALS = [
    "在全国残运会上，我省健儿摘得<q v=9 u=金>9金</q><q v=5 u=银>5银</q><q v=6 u=铜>6铜</q>。",
    "巴黎奥运会上夺得<q v=6 u=枚 ind=金牌|巴黎奥运会金牌>6枚</q>金牌。",
]


@pytest.mark.parametrize("marked", DROPPED + KEPT + RATES + MEDALS)
def test_wording(marked: str) -> None:
    assert find_differences(marked) == []


@pytest.mark.parametrize(
    "marked",
    [
        "建设高标准农田<q v=40000 u=亩 ind=高标准农田>4万亩</q>、乡村振兴示范村<q v=28 u=个 ind=乡村振兴示范村>28个</q>。",
        "<q v=34 u=项 ind=民生实事>34项</q>民生实事逐一落实。",
        "每年办好<q v=20 u=项 ind=重点民生实事>20项</q>重点民生实事。",
        "架空线入地和杆箱整治<q v=130 u=公里 ind=架空线入地和杆箱整治>130公里</q>。",
        "发放住房租赁补贴<q v=16000 u=户 ind=住房租赁补贴>1.6万户</q>。",
        "推进<q v=24 u=个 ind=乡村振兴示范村|乡村振兴示范村建设>24个</q>乡村振兴示范村建设。",
        "打造<q v=1 high=2 u=个 ind=全国知名的乡村旅游产品|全国知名乡村旅游产品|乡村旅游产品>1至2个</q>全国知名的乡村旅游产品。",
        "常住人口城镇化率提高到<q v=65 u=% ind=常住人口城镇化率 kind=level>65%</q>。",
    ],
)
def test_wording_of_targets(marked: str) -> None:
    assert find_differences(marked, PLAN) == []


@pytest.mark.parametrize(
    "marked",
    [
        "救助困难群众<q v=165000 u=人（户）次 ind=困难群众|救助困难群众>16.5万人（户）次</q>，发放救助金<q v=1.2e8 u=元 ind=救助金|发放救助金>1.2亿元</q>。",
        "水稻种植<q v=74000 u=亩 ind=水稻种植|水稻种植面积>7.4万亩</q>，蔬菜产量<q v=58000 u=吨 ind=蔬菜产量>5.8万吨</q>，农村公路提档升级<q v=20.8 u=公里 ind=农村公路提档升级|农村公路>20.8公里</q>。",
        "引进固投项目<q v=67 u=个 ind=固投项目|引进固投项目>67个</q>、投资规模合计<q v=3.15e10 u=元 ind=投资规模|固投项目投资规模|引进固投项目投资规模>315亿元</q>。",
        "“嘉定科创贷”等产品累计放贷近<q v=3e8 u=元 bound=approx>3亿元</q>。",
    ],
)
def test_wording_in_a_half_year_report(marked: str) -> None:
    assert find_differences(marked, HALF_YEAR) == []


@pytest.mark.parametrize(
    "marked",
    [
        "“一网通办”累计办件<q v=2.97e8 u=件 ind=“一网通办”办件|“一网通办”累计办件>2.97亿件</q>，网办率<q v=84 u=% ind=网办率|“一网通办”网办率>84%</q>。",
        "办理人大代表建议<q v=4983 u=件 ind=人大代表建议|办理人大代表建议>4983件</q>、政协提案<q v=4489 u=件 ind=政协提案|办理政协提案>4489件</q>。",
        "为老楼加装电梯<q v=4343 u=台 ind=老楼加装电梯|加装电梯|为老楼加装电梯>4343台</q>。",
    ],
)
def test_wording_in_a_five_year_report(marked: str) -> None:
    assert find_differences(marked, FIVE_YEARS) == []
