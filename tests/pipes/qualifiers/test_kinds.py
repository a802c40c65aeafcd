"""Level, growth, delta, share, gap and rank: what kind of figure it is, of what, against what."""

from __future__ import annotations

import pytest

from marking import FIVE_YEARS, PLAN, awaited, find_differences

GROWTHS = [
    "规上工业总产值<q v=2.0688e11 u=元 kind=level>2068.8亿元</q>，同比上升<q v=2.4 u=% kind=growth basis=yoy>2.4%</q>。",
    "电信网络诈骗既遂案件数同比减少<q v=-12.7 u=% ind=电信网络诈骗既遂案件数 kind=growth>12.7%</q>。",
    "飞机保税维修货值增长<q v=5 u=倍 ind=飞机保税维修货值 kind=growth>5倍</q>。",
    "特许药械使用人次增长近<q v=80 u=% ind=特许药械使用人次 kind=growth bound=approx>八成</q>。",
    "林下经济面积<q v=1 u=倍 ind=林下经济面积 kind=growth>翻番</q>。",
    "低空经济产值增长<q v=1 u=倍 ind=低空经济产值 kind=growth>一倍</q>。",
    "跨境电商进出口保持<q v=10 u=% ind=跨境电商进出口 kind=growth bound=ge>两位数</q>增长。",
    "快递业务量增长超过<q v=20 u=% ind=快递业务量 kind=growth bound=gt>20%</q>。",
    "绿电交易量增长<q v=1.44 u=倍 ind=绿电交易量 kind=growth>1.44倍</q>。",
    "制造业贷款保持<q v=12 u=% ind=制造业贷款 kind=growth bound=ge>12%</q>以上增长。",
    "企业办税时间压缩<q v=-30 u=% ind=企业办税时间 kind=growth>三成</q>。",
]

DELTAS = [
    "空气优良天数比率<q v=82.5 u=% kind=level>82.5%</q>，同比上升<q v=4.6 u=个百分点 ind=空气优良天数比率 kind=delta>4.6个百分点</q>。",
    "规上工业增加值增速回落<q v=-1.2 u=个百分点 ind=规上工业增加值 kind=delta>1.2个百分点</q>。",
    "城镇职工医保参保人数增加<q v=420000 u=人 ind=城镇职工医保参保人数 kind=delta>42万人</q>。",
    "养老保险参保人数增加<q v=360000 u= ind=养老保险参保人数 kind=delta>36万</q>。",
    "耕地面积净增<q v=125000 u=亩 ind=耕地面积|耕地 kind=delta>12.5万亩</q>。",
    "低收入人口减少<q v=-120000 u=人 ind=低收入人口 kind=delta bound=gt>12万多人</q>。",
    "压减粗钢产能<q v=-2e6 u=吨 ind=粗钢产能 kind=delta>200万吨</q>。",
    "不良贷款率下降<q v=-0.08 u=个百分点 ind=不良贷款率 kind=delta>0.08个百分点</q>。",
    "四大主导产业增加值占比提高<q v=4 u=个百分点 ind=四大主导产业增加值|四大主导产业增加值占比 kind=delta>4个百分点</q>。",
]

SHARES = [
    "民营经济增加值占地区生产总值的<q v=61.3 u=% ind=民营经济增加值 kind=share base=地区生产总值>61.3%</q>。",
    "高新技术产业产值占规上工业的比重首次<q v=50 u=% ind=高新技术产业产值 kind=share base=规上工业 bound=gt>过半</q>，工业战略性新兴产业占比<q v=41.8 u=% ind=工业战略性新兴产业 kind=share base=>41.8%</q>。",
    "船舶海工出口占全国<q v=33.33 u=% ind=船舶海工出口 kind=share base=全国>三分之一</q>，实际使用外资占全国近<q v=16.67 u=% ind=实际使用外资 kind=share base=全国 bound=approx>六分之一</q>。",
    "城镇新增就业<q v=1.4302e6 u=人 kind=level id=new_urban_jobs>143.02万人</q>，占全国<q v=10 u=% ind=城镇新增就业 kind=share base=全国 bound=ge>十分之一</q>以上。",
    "新能源汽车产销量占全球的比重超过<q v=60 u=% ind=新能源汽车产销量 kind=share base=全球 bound=gt>六成</q>。",
    "工业战略性新兴产业产值在规上工业总产值中占<q v=43.9 u=% ind=工业战略性新兴产业产值 kind=share base=规上工业总产值>43.9%</q>。",
    "与“一带一路”共建国家进出口占全省的<q v=47.5 u=% ind=与“一带一路”共建国家进出口|“一带一路”共建国家进出口 kind=share base=全省>47.5%</q>。",
    awaited(
        "a ratio of three is read as levels, and only the first of the old ones as the base",
        "三次产业结构由<q v=6.4 u=% kind=share period=2023>6.4</q>∶<q v=41.9 u=% kind=share period=2023>41.9</q>∶<q v=51.7 u=% kind=share period=2023>51.7</q>调整为<q v=6.1 u=% kind=share period=2024>6.1</q>∶<q v=41.2 u=% kind=share period=2024>41.2</q>∶<q v=52.7 u=% kind=share period=2024>52.7</q>。",
    ),
    "重点工程完成投资<q v=3.6e10 u=元 kind=level>360亿元</q>，完成年计划的<q v=118.2 u=% kind=share base=年计划>118.2%</q>。",
    "三次产业结构为<q v=6.1 u=% kind=share>6.1</q>∶<q v=41.2 u=% kind=share>41.2</q>∶<q v=52.7 u=% kind=share>52.7</q>。",
]

GAPS = [
    "地区生产总值增长<q v=5.8 u=% kind=growth>5.8%</q>，高于全国<q v=0.8 u=个百分点 ind=地区生产总值 kind=gap base=全国>0.8个百分点</q>。",
    "城镇调查失业率<q v=4.5 u=% kind=level>4.5%</q>，比全国低<q v=-0.6 u=个百分点 ind=城镇调查失业率 kind=gap base=全国>0.6个百分点</q>。",
    "农村居民人均可支配收入增幅高于城镇居民<q v=3 u=个百分点 ind=农村居民人均可支配收入 kind=gap base=城镇居民 bound=approx>3个百分点</q>左右。",
    "近岸海域优良海水面积占比较国家考核目标高<q v=19.8 u=个百分点 ind=近岸海域优良海水面积|近岸海域优良海水面积占比 kind=gap base=国家考核目标>19.8个百分点</q>。",
    "引进总部企业<q v=26 u=家 kind=level>26家</q>、超计划<q v=6 u=家 ind=总部企业|引进总部企业 kind=gap base=计划>6家</q>。",
    "高技术产业投资增长<q v=9.7 u=% kind=growth>9.7%</q>，快于全部投资<q v=4.1 u=个百分点 ind=高技术产业投资 kind=gap base=全部投资>4.1个百分点</q>。",
]

RANKS = [
    "区域创新能力居全国<q v=4 kind=rank base=全国 u=位>第4位</q>。",
    "粮食总产跃居全国<q v=3 u=位 kind=rank>第三</q>。",
    "综合信用指数升至<q v=8 u=位 kind=rank>第8位</q>，提升<q v=3 u=位 kind=rank>3位</q>。",
    "进出口增速居全国<q v=1 u=位 kind=rank base=全国>首位</q>。",
]

LEVELS = [
    "高速公路通车里程由<q v=2480 u=公里 ind=高速公路通车里程 kind=level>2480公里</q>增至<q v=3160 u=公里 ind=高速公路通车里程 kind=level>3160公里</q>。",
    "骨干电网建设进度<q v=50 u=% ind=骨干电网建设进度 kind=level bound=gt>过半</q>。",
    "银行业金融机构不良贷款率不足<q v=0.8 u=% ind=银行业金融机构不良贷款率|不良贷款率 kind=level bound=lt>0.8%</q>。",
    "举办促消费活动<q v=120 u=场 ind=促消费活动 kind=level bound=gt>120余场</q>。",
    "老年助餐点<q v=8000 u=家 ind=老年助餐点 kind=level bound=gt>8000余家</q>，<q v=3.58e6 u= kind=level>358万</q>居家老年人享受上门服务。",
    "外贸总额突破<q v=1e12 u=元 ind=外贸总额 kind=level bound=gt>万亿元</q>大关。",
    "开展送戏下乡<q v=1200 u=场 ind=送戏下乡 kind=level>1200场</q>，惠及群众上<q v=1e6 u=人 ind=群众|惠及群众 kind=level bound=ge>百万人</q>。",
    "地区生产总值迈上<q v=3e12 u=元 ind=地区生产总值 bound=gt kind=level>3万亿元</q>台阶。",
    "本外币贷款新增<q v=2.36e12 u=元 ind=本外币贷款 kind=level predicate=新增>2.36万亿元</q>。",
]


@pytest.mark.parametrize("marked", GROWTHS + DELTAS + SHARES + GAPS + RANKS + LEVELS)
def test_kind(marked: str) -> None:
    assert find_differences(marked) == []


@pytest.mark.parametrize(
    "marked",
    [
        "单位生产总值能耗下降<q v=-3.1 u=% ind=单位生产总值能耗 kind=growth bound=ge id=energy_intensity>3.1%</q>以上。",
        "地区生产总值增长<q v=5 high=6 u=% ind=地区生产总值 kind=growth>5%—6%</q>。",
        "城镇调查失业率控制在<q v=5 u=% ind=城镇调查失业率 kind=level bound=le>5%</q>以内。",
        "居民消费价格涨幅控制在<q v=2 u=% ind=居民消费价格 kind=growth bound=eq>2%</q>。",
        "装配式建筑占新建建筑面积的<q v=80 u=% ind=装配式建筑|装配式建筑面积 kind=share base=新建建筑面积 bound=ge>八成</q>以上。",
        "低效建设用地减量<q v=13 u=平方公里 ind=低效建设用地减量|低效建设用地>13平方公里</q>。",
        "城乡居民基础养老金每月最低标准提高<q v=20 u=元 ind=城乡居民基础养老金每月最低标准 kind=delta>20元</q>。",
        "农产品加工业与农业总产值之比力争超过<q v=1 u= ind=农产品加工业与农业总产值之比 kind=level bound=gt>1∶1</q>。",
    ],
)
def test_kind_of_targets(marked: str) -> None:
    assert find_differences(marked, PLAN) == []


@pytest.mark.parametrize(
    "marked",
    [
        "五年新增养老床位<q v=26500 u=张 ind=养老床位 kind=delta>2.65万张</q>。",
        "工业战略性新兴产业产值在规上工业总产值中的比重，由2017年的<q v=30.8 u=% ind=工业战略性新兴产业产值 kind=share base=规上工业总产值 period=2017>30.8%</q>上升到<q v=42 u=% ind=工业战略性新兴产业产值 kind=share base=规上工业总产值 period=2022 bound=approx>42%</q>左右。",
        "口岸整体通关时间压缩<q v=-50 u=% ind=口岸整体通关时间 kind=growth bound=ge>一半</q>以上。",
        "口岸贸易总额占全球的份额升至<q v=3.6 u=% kind=share base=全球>3.6%</q>。",
        "五年累计设立市场主体<q v=2.251e6 u=户 kind=level>225.1万户</q>，较前一个五年多<q v=52.7 u=% kind=growth>52.7%</q>。",
    ],
)
def test_kind_in_a_five_year_report(marked: str) -> None:
    assert find_differences(marked, FIVE_YEARS) == []
