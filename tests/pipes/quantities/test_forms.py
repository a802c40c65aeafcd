"""Which numerals measure something, how far each reaches and what it says (guidelines 1.1 and 1.2)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docstruct.numerals import fold_width
from docstruct.pipes.quantities.logic import Quantity, match
from marking import awaited


def read_one(text: str) -> Quantity:
    found = match(text)
    assert len(found) == 1, [q.text for q in found]
    return found[0]


def show(text: str) -> list[tuple[str, Decimal, str]]:
    return [(q.text, q.value, q.unit_text) for q in match(text)]


@pytest.mark.parametrize(
    ("text", "quantity", "value", "unit"),
    [
        ("完成产值418.6亿元", "418.6亿元", "41860000000", "元"),
        ("总量迈过3.2万亿元", "3.2万亿元", "3200000000000", "元"),
        ("同比上升6.3％", "6.3％", "6.3", "%"),
        ("居民５．８万户", "５．８万户", "58000", "户"),
        ("公交车1,860辆", "1,860辆", "1860", "辆"),
        ("回落2.4个百分点", "2.4个百分点", "2.4", "个百分点"),
        ("浓度28.7微克/立方米", "28.7微克/立方米", "28.7", "微克/立方米"),
        ("电价0.45元/千瓦时", "0.45元/千瓦时", "0.45", "元/千瓦时"),
        ("专利32.5件/万人", "32.5件/万人", "32.5", "件/万人"),
        ("浓度为每立方米31微克", "31微克", "31", "微克/立方米"),
        ("救助困难群众3.6万人（户）次", "3.6万人（户）次", "36000", "人（户）次"),
        ("筹措房源860套（间）", "860套（间）", "860", "套（间）"),
        ("新改建管网45条（段）", "45条（段）", "45", "条（段）"),
        ("装机120万千瓦", "120万千瓦", "1200000", "千瓦"),
        ("发电86.5亿千瓦时", "86.5亿千瓦时", "8650000000", "千瓦时"),
        ("粮田7.4万亩", "7.4万亩", "74000", "亩"),
        ("总产380亿斤", "380亿斤", "38000000000", "斤"),
        ("吞吐量512万标箱", "512万标箱", "5120000", "标箱"),
        ("利用外资36亿美元", "36亿美元", "3600000000", "美元"),
        ("每千人口床位6.4张", "6.4张", "6.4", "张"),
        ("近500人次", "500人次", "500", "人次"),
        ("三分之二的村", "三分之二", "66.67", "%"),
        ("占全省1/8", "1/8", "12.5", "%"),
        ("占比超过百分之五", "百分之五", "5", "%"),
        ("三成企业", "三成", "30", "%"),
        ("完成六成以上", "六成", "60", "%"),
        ("普及率过半", "过半", "50", "%"),
        ("压缩一半", "一半", "50", "%"),
        ("规模翻番", "翻番", "1", "倍"),
        ("产值翻一番", "翻一番", "1", "倍"),
        ("产值翻了两番", "翻了两番", "3", "倍"),
        awaited("实现 is taken in", "规模实现倍增", "倍增", "1", "倍"),
        ("增长一倍", "一倍", "1", "倍"),
        ("增长1.5倍", "1.5倍", "1.5", "倍"),
        ("实现两位数增长", "两位数", "10", "%"),
        ("突破万亿元大关", "万亿元", "1000000000000", "元"),
        ("开展活动上百场", "百场", "100", "场"),
        ("集聚千余家企业", "千余家", "1000", "家"),
        ("收入比降到2.04∶1", "2.04∶1", "2.04", ""),
        ("收入比缩小到2.1:1", "2.1:1", "2.1", ""),
        ("道路交通指数降至6.08", "6.08", "6.08", ""),
        ("平均受教育年限11.3年", "11.3年", "11.3", "年"),
        ("惠及14万余人", "14万余人", "140000", "人"),
        ("举办120余场", "120余场", "120", "场"),
        ("新增3万多个", "3万多个", "30000", "个"),
        ("减免2300多亿元", "2300多亿元", "230000000000", "元"),
        ("四千二百多万城镇劳动力", "四千二百多万", "42000000", ""),
    ],
)
def test_reach_value_and_unit(text: str, quantity: str, value: str, unit: str) -> None:
    found = read_one(text)
    assert (found.text, found.value, fold_width(found.unit_text)) == (
        quantity,
        Decimal(value),
        fold_width(unit),
    )


@pytest.mark.parametrize(
    ("text", "quantity", "low", "high", "unit"),
    [
        ("增长5%—6%", "5%—6%", "5", "6", "%"),
        ("增长5－6％", "5－6％", "5", "6", "%"),
        ("打造3至5个样板", "3至5个", "3", "5", "个"),
        ("打造3-5个样板", "3-5个", "3", "5", "个"),
        ("下降1.5到2个百分点", "1.5到2个百分点", "1.5", "2", "个百分点"),
        ("投资20亿元至30亿元", "20亿元至30亿元", "2000000000", "3000000000", "元"),
        ("种植6万—8万亩", "6万—8万亩", "60000", "80000", "亩"),
    ],
)
def test_a_range_is_one_quantity(text: str, quantity: str, low: str, high: str, unit: str) -> None:
    found = read_one(text)
    assert (found.text, found.value, found.high, found.unit_text) == (
        quantity,
        Decimal(low),
        Decimal(high),
        unit,
    )


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("新增40家", "eq"),
        ("约40家", "approx"),
        ("近40家", "approx"),
        ("将近40家", "approx"),
        ("接近40家", "approx"),
        ("大约40家", "approx"),
        ("40家左右", "approx"),
        ("40家上下", "approx"),
        ("基本达到40家", "approx"),
        ("40家以上", "ge"),
        ("40家及以上", "ge"),
        ("不低于40家", "ge"),
        ("不少于40家", "ge"),
        ("至少40家", "ge"),
        ("达到40家以上", "ge"),
        ("上百场", "ge"),
        ("上亿人", "ge"),
        ("超40家", "gt"),
        ("超过40家", "gt"),
        ("突破40家", "gt"),
        ("多于40家", "gt"),
        ("过40家", "gt"),
        ("40余家", "gt"),
        ("40多家", "gt"),
        ("迈上40亿元台阶", "gt"),
        ("跨上40亿元台阶", "gt"),
        ("跨过40亿元台阶", "gt"),
        ("40家以内", "le"),
        ("40家以下", "le"),
        ("不超过40家", "le"),
        ("不高于40家", "le"),
        ("控制在40家以内", "le"),
        ("控制在40家", "eq"),
        ("不足40家", "lt"),
        ("低于40家", "lt"),
        ("过半", "gt"),
        ("近半", "approx"),
        ("两位数增长", "ge"),
        ("占比近三成", "approx"),
        ("超六成", "gt"),
        ("三成以上", "ge"),
    ],
)
def test_bound(text: str, bound: str) -> None:
    assert read_one(text).bound == bound


@pytest.mark.parametrize(
    "text",
    ["签约40家", "预约40家", "附近40家", "节约40亿元", "经过40天", "通过40家", "最新40家", "合约40份"],
)
def test_a_word_that_only_ends_like_a_bound_bounds_nothing(text: str) -> None:
    assert {q.bound for q in match(text)} <= {"eq"}


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        (
            "面积分别为10.6万、3.8万、3.3万平方公里",
            [("10.6万", 106000, "平方公里"), ("3.8万", 38000, "平方公里"), ("3.3万平方公里", 33000, "平方公里")],
        ),
        ("分别高2.2个和3个百分点", [("2.2个", Decimal("2.2"), "个百分点"), ("3个百分点", 3, "个百分点")]),
        ("三次产业结构为6.1∶41.2∶52.7", [("6.1", Decimal("6.1"), "%"), ("41.2", Decimal("41.2"), "%"), ("52.7", Decimal("52.7"), "%")]),
        ("由2110公里增至3055公里", [("2110公里", 2110, "公里"), ("3055公里", 3055, "公里")]),
        ("9金5银6铜", [("9金", 9, "金"), ("5银", 5, "银"), ("6铜", 6, "铜")]),
        ("3批18项成果", [("3批", 3, "批"), ("18项", 18, "项")]),
    ],
)  # fmt: skip
def test_several_quantities(text: str, quantities: list[tuple[str, Decimal | int, str]]) -> None:
    assert show(text) == quantities


@pytest.mark.parametrize(
    "text",
    [
        "2024年7月25日",
        "上半年",
        "“十四五”时期",
        "五年来",
        "连续9年",
        "第七届",
        "第二批",
        "5G网络",
        "G15公路",
        "14号线",
        "GC203船",
        "7.0版方案",
        "PM2.5治理",
        "“1+X”配套",
        "“2+2+1”体系",
        "“415X”集群",
        "12345热线",
        "5A级景区",
        "500强企业",
        "“千万工程”",
        "千亿级产业集群",
        "万亿级城市",
        "三大攻坚行动",
        "一张图",
        "零的突破",
        "百年大计",
        "千家万户",
        "数亿人",
        "2025—2027年",
        "24日至26日",
        "3月上旬",
        "20世纪90年代",
    ],
)
def test_numerals_that_measure_nothing(text: str) -> None:
    assert show(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [("居全国第4位", 4), ("升至第8位", 8), ("跃居世界第3", 3), ("排名全球第二", 2), ("保持全国首位", 1)],
)
def test_a_rank_is_kept_apart(text: str, place: int) -> None:
    found = read_one(text)
    assert (found.form, found.value, found.unit_text) == ("rank", place, "位")
