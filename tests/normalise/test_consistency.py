"""Each check within a report fires on one slip and stays silent on true figures that resemble it."""

from __future__ import annotations

from pathlib import Path

import pytest

from docstruct.extraction import extract, extract_file
from docstruct.normalise.consistency import check_report
from docstruct.records import Finding
from docstruct.settings import ConsistencySettings, Settings

from .consistency_examples import read

GDP = "ind=地区生产总值"
FIRST, SECOND, THIRD = (f"ind=第{number}产业增加值" for number in "一二三")


def check(marked: str) -> list[str]:
    return [finding.check for finding in check_report(*read(marked))]


def check_one(marked: str) -> Finding:
    (finding,) = check_report(*read(marked))
    return finding


SLIPS = {
    "share_over_whole": "民营企业进出口<q ind=民营企业进出口 kind=share base=全省进出口>155%</q>来自本地。",
    "rate_over_hundred": "农村生活污水<q ind=农村生活污水治理率>106%</q>得到治理。",
    "decline_over_hundred": "有害气体排放<q ind=有害气体排放量 kind=growth>-120%</q>。",
    "negative_level": "新建绿地<q ind=绿地>-40公顷</q>。",
    "unknown_unit": "登记渔船<q ind=渔船>12筲</q>。",
    "unresolved_region": "青溪县建成桥梁<q ind=桥梁 region=青溪县>12座</q>。",
    "implausible_growth": "全省经济增长<q ind=地区生产总值 kind=growth>52%</q>。",
    "implausible_level": "城镇调查失业率为<q ind=城镇调查失业率>48%</q>。",
    "target_sign": "今年能耗<q ind=单位地区生产总值能耗 kind=growth status=target period=2025>3%</q>。",
    "future_actual": "已建成码头<q ind=码头 period=2025>5座</q>。",
    "money_per_person": "灯会引来<q ind=游客 bound=approx>800人次</q>、带动消费<q ind=消费>6亿元</q>。",
    "implausible_ratio": f"总量<q {GDP}>5.2万亿元</q>，收入<q ind=一般公共预算收入>6200万亿元</q>。",
    "quotient": "城镇<q ind=城镇居民人均可支配收入>6.05万元</q>，农村<q ind=农村居民人均可支配收入>3.01万元</q>，"
    "两者之比<q ind=城乡居民收入比>2.6</q>。",
    "share_of_whole": "开放公园<q ind=公园>300座</q>，占<q ind=公园 kind=share base=全省公园>62%</q>。"
    "全省共有公园<q ind=公园>1000座</q>。",
    "parts_sum": f"总量<q {GDP}>5.2万亿元</q>，三次产业各<q {FIRST}>0.4万亿元</q>、"
    f"<q {SECOND}>1.2万亿元</q>、<q {THIRD}>2.1万亿元</q>。",
    "growth_outside_parts": f"增长<q {GDP} kind=growth>6.5%</q>，三次产业各<q {FIRST} kind=growth>3.1%</q>、"
    f"<q {SECOND} kind=growth>5.9%</q>、<q {THIRD} kind=growth>5.2%</q>。",
    "part_over_whole": "新设经营主体<q ind=经营主体>30万户</q>，其中企业<q ind=企业>41万户</q>。",
    "structure_sum": "三次产业结构为<q ind=三次产业结构>5.1%</q>:<q ind=三次产业结构>38.2%</q>:"
    "<q ind=三次产业结构>65.7%</q>。",
    "shares_sum": "民营、国有企业出口占<q ind=民营企业出口 kind=share base=全省>61%</q>和"
    "<q ind=国有企业出口 kind=share base=全省>52%</q>。",
    "increment_over_total": "新增瞪羚企业<q ind=瞪羚企业 kind=delta>900家</q>，总数达到<q ind=瞪羚企业>610家</q>。",
    "contradiction": "出口增长<q ind=出口总额 kind=growth>7.1%</q>。回顾全年，出口增长<q ind=出口总额 kind=growth>9.4%</q>。",
    "level_growth": f"总量从<q {GDP} period=2023>4.1万亿元</q>到<q {GDP}>6.3万亿元</q>，"
    f"增长<q {GDP} kind=growth>5.1%</q>。",
    "level_change": "比例从<q ind=空气优良天数比例 period=2023>81.2%</q>到<q ind=空气优良天数比例>84.9%</q>，"
    "提高<q ind=空气优良天数比例 kind=delta>7.9个百分点</q>。",
    "magnitude": f"总量<q {GDP} period=2023>4.1万亿元</q>，今年<q {GDP}>4.3亿元</q>。",
}

TRUE = {
    "completion of a plan": "造林完成<q ind=造林 kind=share base=年度计划>220%</q>。",
    "completion worded as a rate": "投资完成率<q ind=投资完成率>114%</q>。",
    "provisions above all bad loans": "拨备覆盖率<q ind=拨备覆盖率>210%</q>。",
    "a comparison": "规模相当于全国的<q ind=产量 kind=share base=外省>130%</q>。",
    "profits turned into losses": "企业利润下降<q ind=企业利润 kind=growth>-130%</q>。",
    "frost": "最低气温<q ind=最低气温>-31摄氏度</q>。",
    "an area that is no division": "核心区退租<q ind=退租 region=核心区>2000户</q>。",
    "a company that multiplied": "林业集团利润增长<q ind=林业集团利润 kind=growth>15倍</q>。",
    "a target of falling prices of energy": "能耗下降<q ind=单位地区生产总值能耗 kind=growth status=target>-3%</q>。",
    "an outcome against the aim": "去年能耗上升<q ind=单位地区生产总值能耗 kind=growth>1.2%</q>。",
    "a plan for the year ahead": "建成码头<q ind=码头 status=target period=2025>5座</q>。",
    "an ordinary festival": "灯会引来<q ind=游客>80万人次</q>、带动消费<q ind=消费>6亿元</q>。",
    "a festival beside the year": "灯会引来<q ind=游客>800人次</q>，全年旅游收入<q ind=旅游收入>6000亿元</q>。",
    "viewers at home": "直播引来观众<q ind=观众>9亿人次</q>、带动消费<q ind=消费>3亿元</q>。",
    "investment beside visitors": "接待<q ind=游客>800人次</q>、完成投资<q ind=旅游投资>6亿元</q>。",
    "rounded sums": f"总量<q {GDP}>5.2万亿元</q>，三次产业各<q {FIRST}>0.4万亿元</q>、"
    f"<q {SECOND}>2.0万亿元</q>、<q {THIRD}>2.7万亿元</q>。",
    "targets with floors": f"增长<q {GDP} kind=growth bound=approx>5.5%</q>，三次产业各<q {FIRST} kind=growth>3%</q>、"
    f"<q {SECOND} kind=growth bound=ge>5%</q>、<q {THIRD} kind=growth>5%</q>。",
    "output beside value added": f"实现<q {GDP}>1.3万亿元</q>，其中工业产值<q ind=工业产值>2.1万亿元</q>。",
    "a rate before a count": "每千人抽检<q ind=每千人抽检>6批次</q>，其中网络抽检<q ind=网络抽检>4万批次</q>。",
    "a ratio that is no list of shares": "产业结构按<q ind=产业结构>4</q>:<q ind=产业结构>3</q>:<q ind=产业结构>3</q>。",
    "overlapping industries": "高新技术产业占<q ind=高新技术产业产值 kind=share base=全省>61%</q>，"
    "战略性新兴产业占<q ind=战略性新兴产业产值 kind=share base=全省>52%</q>。",
    "a part of last year's start": "新增馆舍<q ind=博物馆 kind=delta>15家</q>，试点延时开放<q ind=博物馆>9家</q>。",
    "a limit and the figure": f"总量突破<q {GDP} bound=gt>4万亿元</q>，达到<q {GDP}>4.32万亿元</q>。",
    "one scope and another": "收入下降<q ind=一般公共预算收入 kind=growth>-2.4%</q>。"
    "同口径增长<q ind=一般公共预算收入 kind=growth>5.1%</q>。",
    "nominal and real": "收入增长<q ind=居民人均可支配收入 kind=growth>6.1%</q>，"
    "实际增长<q ind=居民人均可支配收入 kind=growth price=real>5.2%</q>。",
    "an aim and an aspiration": f"增长<q {GDP} kind=growth status=target>5%</q>。"
    f"力争<q {GDP} kind=growth status=target commitment=力争>6%</q>。",
    "stages of one project": "改造<q ind=老旧小区改造 predicate=开工>742个</q>、<q ind=老旧小区改造 predicate=完工>548个</q>。",
    "prices between real growth and levels": f"总量从<q {GDP} period=2023>4.1万亿元</q>到<q {GDP}>4.5万亿元</q>，"
    f"增长<q {GDP} kind=growth>6.1%</q>。",
    "a growing series": "专利从<q ind=每万人口高价值发明专利拥有量 period=2021>12件</q>到"
    "<q ind=每万人口高价值发明专利拥有量>50件</q>。",
    "half a year beside a year": f"上半年<q {GDP} period=2024-H1>0.5万亿元</q>，前年<q {GDP} period=2023>4.1万亿元</q>。",
    "an enterprise beside its place": "进出口<q ind=进出口总额 kind=growth>4%</q>，外省<q ind=进出口总额 kind=growth region=浙江省>9%</q>。",
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_found(name: str) -> None:
    assert check(SLIPS[name]) == [name]


@pytest.mark.parametrize("case", TRUE)
def test_true_figures_stay_silent(case: str) -> None:
    assert check(TRUE[case]) == []


def test_a_message_says_where_what_and_what_next() -> None:
    finding = check_one("开幕。灯会引来<q ind=游客>800人次</q>、带动消费<q ind=消费>6亿元</q>。")
    assert finding.obs_id == "gwr-2025-1"
    for words in (
        "《2025年政府工作报告》",
        "第17—20字“6亿元”",
        "“800人次”",
        "约75万元",
        "1至5万元",
        "原句：“灯会引来",
        "处理：",
    ):
        assert words in finding.message


def test_thresholds_are_settings() -> None:
    observations, report = read("灯会引来<q ind=游客>80万人次</q>、带动消费<q ind=消费>6亿元</q>。")
    assert not check_report(observations, report)
    strict = ConsistencySettings(visit_high=100.0)
    assert [f.check for f in check_report(observations, report, settings=strict)] == ["money_per_person"]


def test_the_order_of_observations_does_not_matter() -> None:
    observations, report = read(
        " ".join(SLIPS[name] for name in ("parts_sum", "money_per_person", "contradiction"))
    )
    assert set(check_report(observations[::-1], report)) == set(check_report(observations, report))


def test_figures_that_define_a_thing_are_not_checked() -> None:
    assert check("覆盖率<q ind=覆盖率 kind=spec>150%</q>以上的项目。") == []


def test_extraction_carries_findings() -> None:
    text = (
        "2025年江苏省政府工作报告\n——2025年1月8日在省人民代表大会会议上\n各位代表：\n"
        "现在，我代表省人民政府作政府工作报告，请予审议。\n一、2024年工作回顾\n"
        "我们举办湖上灯会，吸引游客近700人次、拉动旅游消费52亿元。村级组织更有活力，全省农村面貌焕然一新。\n"
        "各级干部深入基层，走访群众，解决难题。\n二、2025年工作安排\n地区生产总值增长5%左右。各项工作都要抓紧抓实。\n"
        "我们要团结一心，把各项任务落到实处，让人民群众过上更好的日子，谱写新的篇章。"
    )
    extraction = extract(text)
    found = {finding.obs_id for finding in extraction.findings if finding.check == "money_per_person"}
    assert [o.quantity_text for o in extraction.observations if o.obs_id in found] == ["52亿元"]


def test_the_festival_of_the_district_report(shared: Path) -> None:
    (path,) = (shared / "reports").glob("2024年上半年*嘉定区*")
    extraction = extract_file(path, Settings())
    found = {finding.obs_id for finding in extraction.findings if finding.check == "money_per_person"}
    assert [o.quantity_text for o in extraction.observations if o.obs_id in found] == ["79亿元"]
