"""Heads, sizes and owners that a list of figures shares."""

from __future__ import annotations

import pytest

from marking import FIVE_YEARS, PLAN, find_differences

HEADS = [
    "保护<q v=3 u=个 ind=国家级湿地保护区>3个</q>国家级、<q v=5 u=个 ind=省级湿地保护区>5个</q>省级湿地保护区。",
    "推进<q v=9 u=个 ind=煤层气项目>9个</q>煤层气、<q v=4 u=个 ind=页岩气项目>4个</q>页岩气项目。",
    "东江<q v=38 u=公里 ind=东江岸线>38公里</q>、西江<q v=29 u=公里 ind=西江岸线>29公里</q>岸线贯通开放。",
    "安排<q v=10 u=类 ind=民生实事>10类</q><q v=36 u=件 ind=民生实事>36件</q>民生实事。",
    "海州、云州机场旅客吞吐量分别达到<q v=8.1e6 u=人次 ind=海州机场旅客吞吐量>810万人次</q>、<q v=6.3e6 u=人次 ind=云州机场旅客吞吐量>630万人次</q>。",
    "能源、市政领域投资分别为<q v=5e10 u=元 ind=能源领域投资>500亿元</q>、<q v=3.2e10 u=元 ind=市政领域投资>320亿元</q>。",
    "信息传输和软件业、租赁和商务服务业增加值分别增长<q v=9.1 u=% kind=growth ind=信息传输和软件业增加值>9.1%</q>、<q v=7.7 u=% kind=growth ind=租赁和商务服务业增加值>7.7%</q>。",
    "三次产业增加值分别增长<q v=3.6 u=% kind=growth id=primary_va>3.6%</q>、<q v=5.1 u=% kind=growth id=secondary_va>5.1%</q>、<q v=5.9 u=% kind=growth id=tertiary_va>5.9%</q>。",
    "本外币存、贷款余额分别为<q v=8.2e11 u=元 ind=本外币存款余额>8200亿元</q>和<q v=7.6e11 u=元 ind=贷款余额>7600亿元</q>。",
]

SIZES = [
    "年收益超<spec>15万元</spec>、超<spec>40万元</spec>合作社占比分别达<q v=51 u=% kind=share ind=年收益超15万元合作社>51%</q>、<q v=18 u=% kind=share ind=年收益超40万元合作社>18%</q>。",
    "形成<q v=7 u=个 ind=先进制造业集群>7个</q>营业收入超<spec>千亿元</spec>的先进制造业集群。",
    "建成首个年产<spec>百万吨</spec>级页岩油示范区。",
]

OWNERS = [
    "研发经费投入增长<q v=21 u=% kind=growth ind=研发经费投入>21%</q>、投入强度提升至<q v=1.5 u=% kind=level ind=研发经费投入强度 id=rd_intensity>1.5%</q>。",
    "新能源并网装机<q v=4.1e7 u=千瓦 ind=新能源并网装机>4100万千瓦</q>，总规模突破<q v=1e8 u=千瓦 bound=gt ind=新能源并网装机总规模>1亿千瓦</q>。",
    "R&D经费支出<q v=1.38e11 u=元 ind=R&D经费支出>1380亿元</q>，与生产总值之比为<q v=2.4 u=% ind=R&D经费支出与生产总值之比 id=rd_intensity>2.4%</q>。",
    "人均地区生产总值突破<q v=50000 u=元 ind=人均地区生产总值 id=gdp_per_capita bound=gt>5万</q>关口、达到<q v=52800 u=元 ind=人均地区生产总值 id=gdp_per_capita>5.28万元</q>。",
    "规上工业企业利润扭亏为盈，同比增长<q v=1.3 u=倍 kind=growth ind=规上工业企业利润>1.3倍</q>。",
    "一般公共预算收入<q v=4e10 u=元>400亿元</q>，税收占比达<q v=71 u=% kind=share ind=税收>71%</q>。",
]


@pytest.mark.parametrize("marked", HEADS + SIZES + OWNERS)
def test_shared(marked: str) -> None:
    assert find_differences(marked) == []


@pytest.mark.parametrize(
    "marked",
    [
        "我区有<q v=18 u=个 status=actual period=2024 ind=对外开放口岸>18个</q>对外开放口岸，要提升功能。",
        "财政补助标准由每人每年<q v=610 u=元 status=actual period=2024>610元</q>提高到<q v=640 u=元 status=target period=2025>640元</q>。",
        "对已经谋划的<q v=900 u=个 status=actual period=2024>900个</q>工业项目，要盯前期。",
        "国家已设立<q v=3e10 u=元 status=actual period=2024>300亿元</q>创业投资引导基金，要用好。",
        "建设“儿童友好计划”基地<q v=12 u=个 commitment=>12个</q>。",
    ],
)
def test_what_is_there_where_plans_are_laid(marked: str) -> None:
    assert find_differences(marked, PLAN) == []


@pytest.mark.parametrize(
    "marked",
    [
        "一般公共预算收入<q v=7.1e11 u=元 period=2022>7100亿元</q>，地方财力增强。",
        "为老楼加装电梯<q v=3800 u=台 period=2018/2022>3800台</q>。",
        "重大工程投资累计<q v=6.4e11 u=元 period=2018/2022>6400亿元</q>，其中产业项目<q v=24 u=个 period=2018/2022>24个</q>。",
        "进出口总额五年累计达到<q v=1.6e13 u=元 period=2018/2022>16万亿元</q>。",
        "与2018年相比，产量、销量分别增长<q v=5 u=% kind=growth period=2019/2022>5%</q>、<q v=8 u=% kind=growth period=2019/2022>8%</q>。",
        "跨国公司总部达到<q v=820 u=家 period=2022>820家</q>，比五年前增加<q v=230 u=家 kind=delta period=2018/2022>230家</q>。",
        "粮食产量连续4年稳定在<q v=1.3e11 u=斤 period=2019/2022>1300亿斤</q>以上。",
        "已设<q v=19 u=个 period=2022>19个</q>自由贸易试验区。",
    ],
)
def test_periods_of_five_years(marked: str) -> None:
    assert find_differences(marked, FIVE_YEARS) == []


@pytest.mark.parametrize(
    "marked",
    [
        "这是实力显著提升的五年。生产总值从<q v=1.9e12 u=元 period=2019>1.9万亿元</q>增加到<q v=2.8e12 u=元 period=2024>2.8万亿元</q>。",
        "“保交楼”“保交房”交付率分别达<q v=100 u=% id=presold_delivery_rate>100%</q>、<q v=97 u=% id=guaranteed_delivery_rate>97%</q>。",
        "新增电力装机<q v=8.2e6 u=千瓦 kind=delta>820万千瓦</q>、总装机<q v=9.6e7 u=千瓦 kind=level>9600万千瓦</q>。",
        "累计扩招<q v=4e5 u=人 ind=扩招>40万人</q>、培训<q v=9e5 u=人次 ind=培训>90万人次</q>。",
        "按一年计累计意向成交<q v=7e10 u=美元 ind=累计意向成交|意向成交>700亿美元</q>。",
        "M2预期增长<q v=8 u=% kind=growth>8%</q>。",
    ],
)
def test_series_of_their_own(marked: str) -> None:
    assert find_differences(marked) == []
