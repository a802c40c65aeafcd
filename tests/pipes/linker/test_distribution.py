"""One list of series, one list of figures: 分别, 各, 均, and figures that go on in step."""

from __future__ import annotations

import pytest

from marking import FIVE_YEARS, HALF_YEAR, HALF_YEAR_PLAN, PLAN, awaited, find_differences

SERIES = [
    "现代物流业、文化旅游业增加值分别增长<q v=6.8 u=% ind=现代物流业增加值 kind=growth>6.8%</q>、<q v=9.1 u=% ind=文化旅游业增加值 kind=growth>9.1%</q>。",
    "海洋生产总值、南繁种业产值、休闲渔业产值分别增长<q v=10.4 u=% ind=海洋生产总值 kind=growth>10.4%</q>、<q v=47.75 u=% ind=南繁种业产值 kind=growth>47.75%</q>和<q v=19.2 u=% ind=休闲渔业产值 kind=growth>19.2%</q>。",
    "贷款、存款余额分别超过<q v=11e12 u=元 ind=贷款余额 kind=level bound=gt>11万亿元</q>、<q v=20e12 u=元 ind=存款余额 kind=level bound=gt>20万亿元</q>。",
    "电动载人汽车、太阳能电池出口分别增长<q v=43.9 u=% ind=电动载人汽车出口 kind=growth>43.9%</q>、<q v=0.9 u=% ind=太阳能电池出口 kind=growth>0.9%</q>。",
    "外资企业、民营企业出口占比分别为<q v=41.9 u=% ind=外资企业出口 kind=share>41.9%</q>、<q v=50.6 u=% ind=民营企业出口 kind=share>50.6%</q>。",
    "生产安全事故死亡人数、起数分别下降<q v=-10.5 u=% ind=生产安全事故死亡人数 kind=growth>10.5%</q>和<q v=-12.8 u=% ind=生产安全事故起数 kind=growth>12.8%</q>。",
    "粮食、蔬菜、水果产量分别为<q v=3.6e6 u=吨 ind=粮食产量 kind=level>360万吨</q>、<q v=5.2e6 u=吨 ind=蔬菜产量 kind=level>520万吨</q>和<q v=950000 u=吨 ind=水果产量 kind=level>95万吨</q>。",
    "数字经济、海洋经济增加值占地区生产总值比重分别达到<q v=12 u=% ind=数字经济增加值 kind=share base=地区生产总值>12%</q>、<q v=18 u=% ind=海洋经济增加值 kind=share base=地区生产总值>18%</q>。",
]

MODIFIERS = [
    awaited(
        "单产 and 总产 do not take 粮食 from the first of the list",
        "粮食面积、单产、总产分别增长<q v=0.5 u=% ind=粮食面积 kind=growth>0.5%</q>、<q v=1.2 u=% ind=粮食单产 kind=growth>1.2%</q>、<q v=1.7 u=% ind=粮食总产 kind=growth>1.7%</q>。",
    ),
    awaited(
        "普惠率 takes 毛入园 from the first of the list",
        "学前教育毛入园率、普惠率分别达到<q v=92 u=% ind=学前教育毛入园率 kind=level>92%</q>和<q v=88 u=% ind=学前教育普惠率|普惠率 kind=level>88%</q>。",
    ),
    "新建、续建项目分别为<q v=36 u=个 ind=新建项目>36个</q>、<q v=58 u=个 ind=续建项目>58个</q>。",
    "城乡居民人均可支配收入分别增长<q v=5.1 u=% ind=城镇居民人均可支配收入 kind=growth id=income_urban>5.1%</q>和<q v=6.7 u=% ind=农村居民人均可支配收入 kind=growth id=income_rural>6.7%</q>。",
    "农村居民、城镇居民人均可支配收入分别为<q v=32000 u=元 ind=农村居民人均可支配收入 kind=level>3.2万元</q>、<q v=66000 u=元 ind=城镇居民人均可支配收入 kind=level>6.6万元</q>。",
    "一、二、三产增加值分别增长<q v=3.2 u=% ind=一产增加值|第一产业增加值 kind=growth id=primary_va>3.2%</q>、<q v=6.5 u=% ind=二产增加值|第二产业增加值 kind=growth id=secondary_va>6.5%</q>、<q v=5.4 u=% ind=三产增加值|第三产业增加值 kind=growth id=tertiary_va>5.4%</q>。",
    "第一、二、三产业增加值分别完成<q v=8.2e10 u=元 ind=第一产业增加值 kind=level>820亿元</q>、<q v=5.3e11 u=元 ind=第二产业增加值 kind=level>5300亿元</q>、<q v=7.1e11 u=元 ind=第三产业增加值 kind=level>7100亿元</q>。",
    "市级、区级智能工厂分别新增<q v=15 u=家 ind=市级智能工厂 kind=level>15家</q>、<q v=20 u=家 ind=区级智能工厂 kind=level>20家</q>。",
    awaited(
        "国家级、省级绿色工厂 is split as 国家级色工厂",
        "国家级、省级绿色工厂分别达到<q v=45 u=家 ind=国家级绿色工厂 kind=level>45家</q>、<q v=120 u=家 ind=省级绿色工厂 kind=level>120家</q>。",
    ),
    "本外币存贷款余额分别增长<q v=8.8 u=% ind=本外币存款余额 kind=growth>8.8%</q>、<q v=9.6 u=% ind=本外币贷款余额 kind=growth>9.6%</q>。",
    "粮棉油总产分别达到<q v=8e6 u=吨 ind=粮总产|粮食总产 kind=level>800万吨</q>、<q v=42000 u=吨 ind=棉总产|棉花总产 kind=level>4.2万吨</q>、<q v=610000 u=吨 ind=油总产|油料总产 kind=level>61万吨</q>。",
]

IN_STEP = [
    "出口、进口分别完成<q v=1.26e11 u=元 ind=出口 kind=level>1260亿元</q>、<q v=4.8e10 u=元 ind=进口 kind=level>480亿元</q>，分别增长<q v=8.3 u=% ind=出口 kind=growth>8.3%</q>、<q v=2.6 u=% ind=进口 kind=growth>2.6%</q>。",
    awaited(
        "three products with one head are not split before 达到, nor the growths shared out",
        "粮食、蔬菜、水果产量分别达到<q v=3.6e6 u=吨 ind=粮食产量 kind=level>360万吨</q>、<q v=5.2e6 u=吨 ind=蔬菜产量 kind=level>520万吨</q>、<q v=950000 u=吨 ind=水果产量 kind=level>95万吨</q>，增长<q v=1.5 u=% ind=粮食产量 kind=growth>1.5%</q>、<q v=3.2 u=% ind=蔬菜产量 kind=growth>3.2%</q>、<q v=6 u=% ind=水果产量 kind=growth>6%</q>。",
    ),
    "接待境内外游客超过<q v=1.09e9 u=人次 ind=境内外游客|接待境内外游客 kind=level bound=gt>10.9亿人次</q>，旅游总收入突破<q v=1.3e12 u=元 ind=旅游总收入 kind=level bound=gt>1.3万亿元</q>，增幅分别为<q v=15.8 u=% ind=境内外游客|接待境内外游客 kind=growth>15.8%</q>、<q v=11.5 u=% ind=旅游总收入 kind=growth>11.5%</q>。",
]

ELIDED_UNITS = [
    "陆地、海域、滩涂面积分别为<q v=106000 u=平方公里 ind=陆地面积 kind=level>10.6万</q>、<q v=38000 u=平方公里 ind=海域面积 kind=level>3.8万</q>、<q v=33000 u=平方公里 ind=滩涂面积 kind=level>3.3万平方公里</q>。",
    "规上工业增加值、固定资产投资增速分别比全国高<q v=2.2 u=个百分点 ind=规上工业增加值 kind=gap base=全国>2.2个</q>和<q v=3 u=个百分点 ind=固定资产投资 kind=gap base=全国>3个百分点</q>。",
]

SHARED = [
    "高新区、综保区、经开区进出口均增长<q v=10 u=% ind=高新区进出口|综保区进出口|经开区进出口|高新区、综保区、经开区进出口 kind=growth bound=ge>10%</q>以上。",
    # one numeral for several series is one fact; any of the series will do
    "九年义务教育巩固率、高中阶段毛入学率均达到<q v=95 u=% ind=九年义务教育巩固率|高中阶段毛入学率|九年义务教育巩固率、高中阶段毛入学率 kind=level bound=ge>95%</q>以上。",
    "市考断面水质达标率和城市黑臭水体消除率都保持<q v=100 u=% ind=市考断面水质达标率|城市黑臭水体消除率|市考断面水质达标率和城市黑臭水体消除率 kind=level>100%</q>。",
]


@pytest.mark.parametrize("marked", SERIES + MODIFIERS + IN_STEP + ELIDED_UNITS + SHARED)
def test_each_figure_gets_its_series(marked: str) -> None:
    assert find_differences(marked) == []


@pytest.mark.parametrize(
    "marked",
    [
        "一、二、三产增加值分别增长<q v=3.6 u=% ind=一产增加值|第一产业增加值 bound=ge status=target>3.6%</q>以上、<q v=6.5 u=% ind=二产增加值|第二产业增加值 bound=approx status=target>6.5%</q>左右、<q v=5 u=% ind=三产增加值|第三产业增加值 bound=ge status=target>5%</q>以上。",
        "社会消费品零售总额、固定资产投资分别增长<q v=10 u=% ind=社会消费品零售总额 kind=growth bound=ge period=2025>10%</q>以上、<q v=8 u=% ind=固定资产投资 kind=growth bound=ge period=2025>8%</q>以上。",
        awaited(
            "a level and a growth in one list: 价格 is given to both",
            "城镇调查失业率和居民消费价格涨幅分别为<q v=5.5 u=% ind=城镇调查失业率 kind=level bound=approx>5.5%</q>左右、<q v=2 u=% ind=居民消费价格 kind=growth bound=approx>2%</q>左右。",
        ),
        "绿道、绿地分别新增<q v=200 u=公里 ind=绿道 kind=level>200公里</q>和<q v=1000 u=公顷 ind=绿地 kind=level>1000公顷</q>。",
        "交通、水利领域投资分别安排<q v=2.3e11 u=元 ind=交通领域投资 kind=level>2300亿元</q>、<q v=6e10 u=元 ind=水利领域投资 kind=level>600亿元</q>。",
        "社区托育托额、公办幼儿园托班托额分别新增<q v=7000 u=个 ind=社区托育托额 kind=level>7000个</q>、<q v=3000 u=个 ind=公办幼儿园托班托额 kind=level>3000个</q>。",
        # 左右 behind the last of a list covers the list (guidelines, section 4)
        "城乡居民人均可支配收入分别增长<q v=5 u=% ind=城镇居民人均可支配收入 bound=approx>5%</q>和<q v=7 u=% ind=农村居民人均可支配收入 bound=approx>7%</q>左右。",
    ],
)
def test_targets_are_shared_out_with_their_bounds(marked: str) -> None:
    assert find_differences(marked, PLAN) == []


@pytest.mark.parametrize(
    "marked",
    [
        "专精特新企业、高新技术企业分别由<q v=1665 u=家 ind=专精特新企业 kind=level period=2017>1665家</q>、<q v=7642 u=家 ind=高新技术企业 kind=level period=2017>7642家</q>增至<q v=4942 u=家 ind=专精特新企业 kind=level period=2022>4942家</q>、<q v=22000 u=家 ind=高新技术企业 kind=level period=2022>2.2万家</q>。",
    ],
)
def test_pairs_of_several_series(marked: str) -> None:
    assert find_differences(marked, FIVE_YEARS) == []


@pytest.mark.parametrize(
    "marked",
    [
        awaited(
            "stages before 的 are not shared out",
            "出让、开工、竣工、投产的产业项目分别有<q v=5 u=个 ind=出让产业项目|出让的产业项目>5个</q>、<q v=5 u=个 ind=开工产业项目|开工的产业项目>5个</q>、<q v=11 u=个 ind=竣工产业项目|竣工的产业项目>11个</q>、<q v=10 u=个 ind=投产产业项目|投产的产业项目>10个</q>。",
        ),
    ],
)
def test_stages_of_one_kind_of_project(marked: str) -> None:
    assert find_differences(marked, HALF_YEAR) == []


@pytest.mark.parametrize(
    "marked",
    [
        "重点产业项目要实现投产、竣工各<q v=30 u=个 ind=重点产业项目投产|重点产业项目竣工|重点产业项目|投产重点产业项目>30个</q>。",
        "公办幼儿园托班托额和社区托育托额分别新增<q v=300 u=个 ind=公办幼儿园托班托额 period=2024-H2>300个</q>、<q v=750 u=个 ind=社区托育托额 period=2024-H2>750个</q>。",
    ],
)
def test_targets_of_the_second_half(marked: str) -> None:
    assert find_differences(marked, HALF_YEAR_PLAN) == []
