"""What a figure without a subject of its own is about: chains, lead clauses, 其中, brackets, totals."""

from __future__ import annotations

import pytest

from marking import FIVE_YEARS, HALF_YEAR, PLAN, awaited, find_differences

CHAINS = [
    "全市地区生产总值完成<q v=2.8654e11 u=元 ind=地区生产总值 kind=level id=gdp>2865.4亿元</q>、可比增长<q v=5.6 u=% ind=地区生产总值 kind=growth id=gdp>5.6%</q>。",
    "社会消费品零售总额完成<q v=5.68e11 u=元 ind=社会消费品零售总额 kind=level>5680亿元</q>，增长<q v=4.6 u=% ind=社会消费品零售总额 kind=growth>4.6%</q>，占全国的<q v=3.1 u=% ind=社会消费品零售总额 kind=share base=全国>3.1%</q>。",
    "中欧班列开行<q v=2286 u=列 ind=中欧班列|中欧班列开行 kind=level>2286列</q>，增长<q v=7.7 u=% ind=中欧班列|中欧班列开行 kind=growth>7.7%</q>。",
    "离岛免税销售额<q v=4.703e10 u=元 ind=离岛免税销售额 kind=level>470.3亿元</q>，增长<q v=6.1 u=% ind=离岛免税销售额 kind=growth>6.1%</q>、占全省零售额的<q v=18.2 u=% ind=离岛免税销售额 kind=share base=全省零售额>18.2%</q>，居全国<q v=1 u=位 kind=rank>第一</q>。",
    "日均新设企业<q v=1904 u=户 ind=日均新设企业|新设企业 kind=level>1904户</q>，增长<q v=28.1 u=% ind=日均新设企业|新设企业 kind=growth>28.1%</q>；企业总数<q v=2.892e6 u=户 ind=企业总数|企业 kind=level>289.2万户</q>，占全部经营主体的<q v=85 u=% ind=企业总数|企业 kind=share base=全部经营主体>85%</q>。",
]

LEADS = [
    "规上物流业带动作用增强，完成营收<q v=4.126e10 u=元 ind=规上物流业营收 kind=level>412.6亿元</q>、增长<q v=9.8 u=% ind=规上物流业营收 kind=growth>9.8%</q>。",
    "集成电路产业加速集聚，实现产值<q v=6.8e10 u=元 ind=集成电路产业产值 kind=level>680亿元</q>，同比增长<q v=21.5 u=% ind=集成电路产业产值 kind=growth>21.5%</q>。",
    "工业领域更新设备<q v=336000 u=台套 ind=工业领域更新设备|更新设备|工业领域设备更新 kind=level>33.6万台套</q>。",
    "省重大项目完成投资<q v=7.3e11 u=元 ind=省重大项目投资|省重大项目完成投资 kind=level>7300亿元</q>，完成年度计划的<q v=113.9 u=% ind=省重大项目投资|省重大项目完成投资 kind=share base=年度计划>113.9%</q>。",
]

NARROWED = [
    "固定资产投资增长<q v=6.2 u=% ind=固定资产投资 id=fai kind=growth>6.2%</q>，其中工业投资增长<q v=11.8 u=% ind=工业投资 kind=growth>11.8%</q>、基础设施投资增长<q v=9.3 u=% ind=基础设施投资 kind=growth>9.3%</q>。",
    # 其中 ends with its clause
    "固定资产投资突破<q v=3e11 u=元 ind=固定资产投资 kind=level bound=gt>3000亿元</q>，其中制造业投资<q v=9.8e10 u=元 ind=制造业投资 kind=level>980亿元</q>；社会消费品零售总额增长<q v=5.3 u=% ind=社会消费品零售总额 kind=growth>5.3%</q>。",
    "国家专精特新“小巨人”企业达到<q v=2215 u=家 ind=国家专精特新“小巨人”企业 kind=level>2215家</q>，其中当年新增<q v=711 u=家 ind=国家专精特新“小巨人”企业 kind=delta>711家</q>。",
    "省级以上科技创新平台达到<q v=286 u=家 ind=省级以上科技创新平台 kind=level>286家</q>，其中国家级<q v=31 u=家 ind=国家级科技创新平台|国家级 kind=level>31家</q>。",
    "国家级智能制造示范工厂累计<q v=19 u=家 ind=国家级智能制造示范工厂 kind=level>19家</q>、优秀场景<q v=111 u=个 ind=优秀场景|国家级智能制造优秀场景 kind=level>111个</q>。",
    "一般公共预算收入<q v=4.12e10 u=元 ind=一般公共预算收入 id=budget_revenue>412亿元</q>，其中税收收入<q v=3.05e10 u=元 ind=税收收入 id=tax_revenue>305亿元</q>、增长<q v=3.4 u=% ind=税收收入 kind=growth>3.4%</q>。",
]

BRACKETED = [
    awaited(
        "behind a closing bracket the subject before it does not come back",
        "外贸进出口总额<q v=3.62e11 u=元 ind=外贸进出口总额 kind=level>3620亿元</q>（其中出口<q v=2.18e11 u=元 ind=出口 kind=level>2180亿元</q>、增长<q v=7.4 u=% ind=出口 kind=growth>7.4%</q>），增长<q v=5.1 u=% ind=外贸进出口总额 kind=growth>5.1%</q>。",
    ),
    "粮食总产<q v=7.62e10 u=斤 ind=粮食总产 kind=level>762亿斤</q>（增长<q v=0.8 u=% ind=粮食总产 kind=growth>0.8%</q>），生猪出栏<q v=2.3e7 u=头 ind=生猪出栏 kind=level>2300万头</q>。",
]

TOTALS = [
    "新增国家级绿色工厂<q v=11 u=个 ind=国家级绿色工厂 kind=delta>11个</q>、达到<q v=25 u=个 ind=国家级绿色工厂 kind=level>25个</q>。",
    "跨国公司地区总部新增<q v=65 u=家 ind=跨国公司地区总部 kind=delta>65家</q>、累计<q v=956 u=家 ind=跨国公司地区总部 kind=level>956家</q>。",
    "国家先进制造业集群增加<q v=4 u=个 ind=国家先进制造业集群 kind=delta>4个</q>，总数<q v=14 u=个 ind=国家先进制造业集群|国家先进制造业集群总数 kind=level>14个</q>。",
    "新增公园<q v=162 u=座 ind=公园 kind=delta>162座</q>，总数达到<q v=832 u=座 ind=公园|公园总数 kind=level>832座</q>。",
    "持牌金融机构新增<q v=47 u=家 ind=持牌金融机构 kind=delta>47家</q>，总量为<q v=1771 u=家 ind=持牌金融机构|持牌金融机构总量 kind=level>1771家</q>。",
    # nothing beside it: things won are a level
    "新增市级专精特新企业<q v=40 u=家 ind=市级专精特新企业 kind=level predicate=新增>40家</q>。",
]


@pytest.mark.parametrize("marked", CHAINS + LEADS + NARROWED + BRACKETED + TOTALS)
def test_subject(marked: str) -> None:
    assert find_differences(marked) == []


@pytest.mark.parametrize(
    "marked",
    [
        awaited(
            "在…中占 gives no base",
            "战略性新兴产业产值达<q v=7.222e10 u=元 ind=战略性新兴产业产值 kind=level period=2024-H1>722.2亿元</q>、可比增长<q v=4.1 u=% ind=战略性新兴产业产值 kind=growth price=real>4.1%</q>，在规上工业总产值中占<q v=34.8 u=% ind=战略性新兴产业产值 kind=share base=规上工业总产值>34.8%</q>。",
        ),
        "新建公共（专用）充电桩<q v=1959 u=个 ind=公共（专用）充电桩 kind=level>1959个</q>。",
        "老旧住宅加装电梯竣工<q v=45 u=台 ind=老旧住宅加装电梯|老旧住宅加装电梯竣工|加装电梯 kind=level>45台</q>。",
        "保障性租赁住房供应<q v=3513 u=套（间） ind=保障性租赁住房|保障性租赁住房供应 kind=level>3513套（间）</q>、筹建<q v=8773 u=套（间） ind=保障性租赁住房|保障性租赁住房筹建 kind=level>8773套（间）</q>。",
    ],
)
def test_subject_in_a_half_year_report(marked: str) -> None:
    assert find_differences(marked, HALF_YEAR) == []


@pytest.mark.parametrize(
    "marked",
    [
        "五年间外资研发中心增加<q v=105 u=家 ind=外资研发中心 kind=delta period=2018/2022>105家</q>，总数升至<q v=531 u=家 ind=外资研发中心|外资研发中心总数 kind=level period=2022>531家</q>。",
        "研发经费支出与生产总值之比达到<q v=4.2 u=% ind=研发经费支出与生产总值之比 kind=level bound=approx>4.2%</q>左右，每万人口拥有高价值发明专利约<q v=40 u=件 ind=每万人口高价值发明专利|每万人口拥有高价值发明专利 kind=level bound=approx>40件</q>。",
    ],
)
def test_subject_in_a_five_year_report(marked: str) -> None:
    assert find_differences(marked, FIVE_YEARS) == []


@pytest.mark.parametrize(
    "marked",
    [
        "安排重大项目<q v=2500 u=个 ind=重大项目 bound=ge>2500个</q>以上，其中<spec>亿元</spec>以上项目<q v=1500 u=个 ind=亿元以上项目 bound=ge>1500个</q>以上。",
        "赤字率安排<q v=3 u=% ind=赤字率 kind=level>3%</q>，赤字规模为<q v=4.06e12 u=元 ind=赤字规模|赤字 kind=level>4.06万亿元</q>，比去年年初预算多<q v=1.8e11 u=元 ind=赤字规模|赤字 kind=delta>1800亿元</q>。",
        "筹措保障性租赁住房<q v=70000 u=套（间） ind=保障性租赁住房|筹措保障性租赁住房>7万套（间）</q>，保障性住房建设筹措不低于<q v=10000 u=套 ind=保障性住房|保障性住房建设筹措 bound=ge>1万套</q>。",
        "新增绿地<q v=1000 u=公顷 ind=绿地 kind=level>1000公顷</q>、森林<q v=31000 u=亩 ind=森林 kind=level>3.1万亩</q>。",
    ],
)
def test_subject_of_targets(marked: str) -> None:
    assert find_differences(marked, PLAN) == []
