"""Actual, estimate or target, of which period, on which basis, promised how firmly."""

from __future__ import annotations

import pytest

from marking import FIVE_YEARS, HALF_YEAR, HALF_YEAR_PLAN, PLAN, REVIEW, Context, awaited, find_differences

NEW_TERM_PLAN = Context(role="plan", year=2023, past="2018/2022", plan="2023")
LAST_OF_PLAN = Context(year=2026, past="2025", plan="2026")
#: One report, one section of it on the five years before.
LOOKING_BACK = Context(year=2023, past="2022", plan="2023", heading="一、过去五年工作回顾")
PROBLEMS = Context(role="problems")
NEXT_PLAN = Context(role="plan", year=2026, past="2025", plan="2026")


@pytest.mark.parametrize(
    "marked",
    [
        "预计地区生产总值增长<q v=5.5 u=% status=estimate bound=approx period=2024>5.5%</q>左右。",
        # 预计 governs its own clause only (guidelines, section 4)
        "预计规上工业增加值增长<q v=7 u=% status=estimate>7%</q>；一般公共预算收入增长<q v=3.2 u=% status=actual>3.2%</q>。",
        "固定资产投资预计增长<q v=7 u=% status=estimate>7%</q>，其中基础设施投资增长<q v=12.3 u=% status=actual>12.3%</q>。",
        "研发投入强度预计提升到<q v=1.4 u=% status=estimate>1.4%</q>。",
        "外贸进出口有望突破<q v=1e12 u=元 status=estimate bound=gt>1万亿元</q>。",
    ],
)
def test_estimates(marked: str) -> None:
    assert find_differences(marked, REVIEW) == []


@pytest.mark.parametrize(
    ("marked", "context"),
    [
        ("初步核算，上半年地区生产总值<q v=1.3121e11 u=元 status=estimate period=2024-H1>1312.1亿元</q>、增长<q v=5.2 u=% status=estimate period=2024-H1>5.2%</q>。规上工业总产值<q v=2.0688e11 u=元 status=actual period=2024-H1>2068.8亿元</q>。", HALF_YEAR),
        ("全年排定区重大工程正式项目<q v=46 u=个 ind=区重大工程正式项目|重大工程正式项目 status=target period=2024>46个</q>。", HALF_YEAR),
        ("一季度地区生产总值增长<q v=4.8 u=% period=2024-Q1>4.8%</q>，二季度增长<q v=5.6 u=% period=2024-Q2>5.6%</q>。", HALF_YEAR),
        awaited("1—5月 is not read as a period", "1—5月，规上工业利润增长<q v=3.9 u=% period=2024-01/2024-05 ind=规上工业利润>3.9%</q>。", HALF_YEAR),
        ("储备智造空间<q v=3e6 u=方 status=target period=2024-H2>300万方</q>。", HALF_YEAR_PLAN),
        ("全年产学研合作项目不少于<q v=30 u=项 status=target period=2024 bound=ge>30项</q>。", HALF_YEAR_PLAN),
        ("力争高新技术企业认定超过<q v=900 u=家 status=target period=2024-H2 commitment=力争 bound=gt>900家</q>。", HALF_YEAR_PLAN),
    ],
)  # fmt: skip
def test_half_years_and_quarters(marked: str, context: Context) -> None:
    assert find_differences(marked, context) == []


@pytest.mark.parametrize(
    "marked",
    [
        "地区生产总值增长<q v=6 u=% status=target period=2025 bound=ge>6%</q>以上。",
        # a floor and an aspiration: two facts of one indicator
        "地区生产总值增长<q v=7 u=% ind=地区生产总值 kind=growth status=target bound=ge>7%</q>以上、力争达到<q v=8 u=% ind=地区生产总值 kind=growth status=target commitment=力争达到|力争>8%</q>。",
        "确保粮食播种面积不少于<q v=8.2e7 u=亩 ind=粮食播种面积 status=target commitment=确保|不少于 bound=ge>8200万亩</q>。",
        "高新技术企业力争超过<q v=61000 u=家 status=target commitment=力争 bound=gt>6.1万家</q>。",
        "今年计划新建充电桩<q v=10000 u=个 ind=充电桩 status=target period=2025>1万个</q>。",
        "到2027年，数字经济核心产业增加值占地区生产总值的<q v=18 u=% status=target period=2027 kind=share>18%</q>。",
        # what is told of the past inside the plan stays told
        "城镇新增就业不少于<q v=1.2e7 u=人 status=target period=2025>1200万人</q>，而去年实际完成<q v=1.244e7 u=人 status=actual period=2024>1244万人</q>。",
        "未来三年新增公办学位<q v=300000 u=个 ind=公办学位 period=2025/2027 status=target>30万个</q>。",
        "到“十四五”末，污水集中收集率达到<q v=75 u=% period=2025 status=target>75%</q>。",
        "三年内培育瞪羚企业<q v=300 u=家 ind=瞪羚企业 status=target>300家</q>。",
        awaited(
            "再建 without an object does not go on about the series before",
            "目前已建成光伏电站<q v=46 u=座 ind=光伏电站 status=actual>46座</q>，年内再建<q v=12 u=座 ind=光伏电站 status=target>12座</q>。",
        ),
    ],
)
def test_targets(marked: str) -> None:
    assert find_differences(marked, PLAN) == []


@pytest.mark.parametrize(
    ("marked", "context"),
    [
        ("到2027年，研发经费支出与生产总值之比达到<q v=4.5 u=% status=target period=2027 bound=ge>4.5%</q>以上，跨国公司地区总部增加到<q v=1200 u=家 status=target period=2027 kind=level>1200家</q>。", NEW_TERM_PLAN),
        ("今后五年，三大先导产业规模实现<q v=1 u=倍 kind=growth status=target period=2023/2027>倍增</q>。", NEW_TERM_PLAN),
        ("今年城镇调查失业率控制在<q v=5 u=% status=target period=2023 bound=le>5%</q>以内。", NEW_TERM_PLAN),
        ("到2030年，常住人口城镇化率达到<q v=72 u=% status=target period=2030>72%</q>。", NEXT_PLAN),
        ("“十五五”时期，地区生产总值年均增长<q v=5 u=% status=target period=2026/2030 basis=cagr bound=approx>5%</q>左右。", NEXT_PLAN),
        ("“十五五”末，森林覆盖率达到<q v=25 u=% status=target period=2030>25%</q>。", NEXT_PLAN),
    ],
)  # fmt: skip
def test_end_states(marked: str, context: Context) -> None:
    assert find_differences(marked, context) == []


@pytest.mark.parametrize(
    ("marked", "context"),
    [
        # a flow over the span takes the span, a state reached at its end the last year
        ("外贸进出口总额五年合计<q v=1.86e13 u=元 period=2018/2022>18.6万亿元</q>。", FIVE_YEARS),
        ("五年减税降费累计超过<q v=8e11 u=元 period=2018/2022 bound=gt>8000亿元</q>。", FIVE_YEARS),
        ("居民人均可支配收入由2017年的<q v=59000 u=元 period=2017 kind=level>5.9万元</q>提高至<q v=79000 u=元 period=2022 kind=level>7.9万元</q>。", FIVE_YEARS),
        ("全市公园由<q v=243 u=座 period=2017>243座</q>增加到<q v=670 u=座 period=2022>670座</q>。", FIVE_YEARS),
        ("消费价格年均上涨<q v=1.9 u=% period=2018/2022 basis=cagr kind=growth>1.9%</q>。", FIVE_YEARS),
        ("单位生产总值能耗五年累计降低<q v=-20 u=% period=2018/2022 basis=span kind=growth>20%</q>。", FIVE_YEARS),
        ("托育机构增至<q v=1277 u=个 period=2022 kind=level>1277个</q>。", FIVE_YEARS),
        ("全市生产总值越过<q v=4e12 u=元 period=2022 bound=gt>4万亿元</q>关口。", FIVE_YEARS),
        ("“十四五”以来，累计新建高速公路<q v=860 u=公里 ind=高速公路 period=2021/2024>860公里</q>。", REVIEW),
        ("“十四五”期间，地区生产总值年均增长<q v=5.9 u=% period=2021/2025 basis=cagr>5.9%</q>。", LAST_OF_PLAN),
        awaited("五年来 before a growth gives the period, not the basis span", "五年来，地区生产总值增长<q v=32.6 u=% period=2021/2025 basis=span>32.6%</q>。", LAST_OF_PLAN),
        ("地区生产总值比2020年增长<q v=24.8 u=% period=2021/2024 basis=span kind=growth>24.8%</q>。", REVIEW),
        ("新能源汽车产量由2020年的<q v=32000 u=辆 period=2020>3.2万辆</q>增加到<q v=286000 u=辆 period=2024>28.6万辆</q>。", REVIEW),
        # in a report on one year the base of a pair is the year before
        ("轨道交通运营里程由<q v=188 u=公里 period=2023>188公里</q>延伸至<q v=236 u=公里 period=2024>236公里</q>。", REVIEW),
        ("建成高速公路<q v=860 u=公里 period=2018/2022 kind=level>860公里</q>。", LOOKING_BACK),
        ("高速公路通车里程达到<q v=6200 u=公里 period=2022>6200公里</q>。", LOOKING_BACK),
        ("近三年全社会用电量年均增长<q v=6.4 u=% period=2022/2024 basis=cagr>6.4%</q>。", REVIEW),
        ("旅游收入三年增长<q v=86 u=% period=2022/2024 basis=span>86%</q>。", REVIEW),
    ],
)  # fmt: skip
def test_spans_and_their_ends(marked: str, context: Context) -> None:
    assert find_differences(marked, context) == []


@pytest.mark.parametrize(
    "marked",
    [
        "第五次经济普查后，2023年地区生产总值调增<q v=2.702e11 u=元 period=2023 kind=delta>2702亿元</q>，达到<q v=1.309e13 u=元 period=2023 kind=level>13.09万亿元</q>。",
        "2023年粮食产量<q v=7.59e10 u=斤 period=2023>759亿斤</q>，2024年增至<q v=7.62e10 u=斤 period=2024 kind=level>762亿斤</q>。",
        "截至2024年11月底，经营主体<q v=1.4632e7 u=户 ind=经营主体>1463.2万户</q>。",
        "2024年末，本外币存款余额<q v=2.6e13 u=元 ind=本外币存款余额 period=2024>26万亿元</q>。",
        "1979年到1984年，农业总产值年均增长<q v=7.9 u=% period=1979/1984 basis=cagr ind=农业总产值>7.9%</q>。",
        "2021年以来，累计新增停车泊位<q v=180000 u=个 period=2021/2024 ind=停车泊位>18万个</q>。",
        "2024年10月，新登记企业<q v=12000 u=户 period=2024-10>1.2万户</q>。",
        awaited(
            "上年 in a review is read as the year reviewed",
            "城镇调查失业率由上年的<q v=5.3 u=% period=2023 kind=level>5.3%</q>降至<q v=5 u=% period=2024 kind=level>5%</q>。",
        ),
        "三季度，进出口增长<q v=9.1 u=% period=2024-Q3>9.1%</q>。",
        "前三季度，外贸进出口增长<q v=7.2 u=% period=2024-01/2024-09>7.2%</q>，全年增长<q v=8.1 u=% period=2024>8.1%</q>。",
    ],
)
def test_years_named_in_the_sentence(marked: str) -> None:
    assert find_differences(marked, REVIEW) == []


@pytest.mark.parametrize(
    ("marked", "context"),
    [
        ("规上工业增加值同比增长<q v=2.4 u=% basis=yoy>2.4%</q>。", REVIEW),
        ("规上工业增加值可比增长<q v=4.1 u=% basis=yoy price=real>4.1%</q>。", REVIEW),
        ("地区生产总值按不变价格计算增长<q v=5.2 u=% basis=yoy price=real>5.2%</q>。", REVIEW),
        ("商品房销售面积环比增长<q v=12 u=% basis=pop>12%</q>。", REVIEW),
        ("居民人均可支配收入名义增长<q v=6.1 u=% basis=yoy price=nominal>6.1%</q>，实际增长<q v=5.3 u=% basis=yoy price=real>5.3%</q>。", REVIEW),
        ("贷款余额比上年增长<q v=9.6 u=% basis=yoy>9.6%</q>。", REVIEW),
        # no word at all in a yearly report
        ("固定资产投资增长<q v=6.2 u=% basis=yoy price=>6.2%</q>。", REVIEW),
        ("一些行业还没有走出低谷，房地产开发投资下降<q v=-8.4 u=% basis=yoy status=actual period=2024>8.4%</q>。", PROBLEMS),
        ("高新技术企业五年增长<q v=1.9 u=倍 basis=span period=2018/2022>1.9倍</q>。", FIVE_YEARS),
    ],
)  # fmt: skip
def test_basis(marked: str, context: Context) -> None:
    assert find_differences(marked, context) == []


@pytest.mark.parametrize(
    ("marked", "context"),
    [
        ("全省粮食种植面积<q v=7.5e6 u=亩 unit=mu std=500000 stdunit=ha>750万亩</q>。", REVIEW),
        ("粮食总产<q v=7.62e10 u=斤 unit=jin std=38100000 stdunit=t>762亿斤</q>。", REVIEW),
        ("光伏装机<q v=9.46e7 u=千瓦 unit=kW std=94600000 stdunit=kW>9460万千瓦</q>，储能规模<q v=300 u=兆瓦 unit=MW std=300000 stdunit=kW>300兆瓦</q>。", REVIEW),
        ("实际使用外资<q v=1.905e10 u=美元 unit=USD std=19050000000 stdunit=USD>190.5亿美元</q>。", REVIEW),
        ("发电成本降到<q v=0.26 u=元/千瓦时 unit=CNY/kWh std=0.26>0.26元/千瓦时</q>。", REVIEW),
        ("高价值发明专利拥有量<q v=32.5 u=件/万人 unit=件/万人>32.5件/万人</q>。", REVIEW),
        ("城市建成区面积<q v=1250 u=平方公里 unit=km2 std=1250000000 stdunit=m2>1250平方公里</q>。", REVIEW),
        ("失业率下降<q v=-0.2 u=个百分点 unit=pp>0.2个百分点</q>。", REVIEW),
        ("全年国内生产总值超过<q v=126e12 u=元 unit=CNY bound=gt id=gdp>１２６万亿元</q>，增长<q v=5.2 u=% unit=%>５．２％</q>。", REVIEW),
    ],
)  # fmt: skip
def test_units(marked: str, context: Context) -> None:
    assert find_differences(marked, context) == []
