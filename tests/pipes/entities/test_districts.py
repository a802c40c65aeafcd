import pytest

from docstruct.pipes.entities.logic import find_entities
from tests.pipes.entities.marked import mark, report, unmark

HOME = {
    "上海": "310000",
    "北京": "110000",
    "江苏": "320000",
    "广东": "440000",
    "全国": "000000",
    "青海": "630000",
    "甘肃": "620000",
}


def codes(text: str, home: str = "上海", year: int = 2024) -> list[tuple[str, str | None]]:
    found = find_entities(text, report(HOME[home], year))
    return [(text[f.start : f.end], f.tag.adcode) for f in found if f.tag.label == "DISTRICT"]


@pytest.mark.parametrize(
    "marked",
    [
        "支持〔浦东新区|DISTRICT〕和〔崇明|DISTRICT〕先行先试",
        "与〔江苏省|DISTRICT〕、〔安徽|DISTRICT〕签约",
        "在〔东京|DISTRICT〕设立联络点",
        "〔大石皮村|DISTRICT〕、〔双塘村|DISTRICT〕列入创建计划",
        "推进〔黄渡|DISTRICT〕、〔徐行|DISTRICT〕城中村改造",
        "〔广东省佛山市|DISTRICT〕客商来访",
        "把名额让给〔江苏|DISTRICT〕，专程来〔海南|DISTRICT〕",
        "支持〔沈阳|DISTRICT〕建设国际物流中心",
        "做强〔成都|DISTRICT〕极核",
        "吸引游客畅游〔辽宁|DISTRICT〕、爱上〔辽宁|DISTRICT〕",
        "治理黄河〔郑州|DISTRICT〕段",
        "采认〔台湾|DISTRICT〕地区职业资格",
        "从〔广州|DISTRICT〕到〔中山|DISTRICT〕只要半小时",
        "支持〔泉州|DISTRICT〕〔厦门|DISTRICT〕共建",
        "国家所需、〔新疆|DISTRICT〕所能",
        "给〔延庆区八达岭镇石峡村|DISTRICT〕回信",
        "〔徐行镇大裕村|DISTRICT〕的试点",
        "开通〔重庆|DISTRICT〕飞〔曼谷|DISTRICT〕航线",
        "〔延庆岔石村|DISTRICT〕竞相致富",
        "打造〔酒泉|DISTRICT〕、〔天水|DISTRICT〕区域中心城市",
        "〔马祖|DISTRICT〕、〔高雄|DISTRICT〕来客",
        "领导关心〔内蒙古|DISTRICT〕，对〔内蒙古|DISTRICT〕寄予厚望",
        "开通〔合肥|DISTRICT〕至欧洲、美洲航线",
        "支持〔乌鲁木齐|DISTRICT〕区域性国际物流中心建设",
        "新设3个国家级〔台湾|DISTRICT〕农民创业园",
        "密切与〔北京|DISTRICT〕各产业园区往来",
        "〔科右前旗|DISTRICT〕、〔察右中旗|DISTRICT〕脱贫",
        "〔海南|DISTRICT〕经济发展带来的机遇",
        "〔上饶|DISTRICT〕锂电、〔新余|DISTRICT〕硅钢加快发展",
        "完成〔四川|DISTRICT〕年度投资计划",
        "在〔内蒙古|DISTRICT〕设立分拨仓",
        "学习〔十八洞村|DISTRICT〕经验",
    ],
)
def test_places_are_found(marked: str) -> None:
    assert mark(unmark(marked)[0]) == marked


@pytest.mark.parametrize(
    "text",
    [
        "坚持和平发展道路",
        "朝阳产业方兴未艾",
        "向东城方向延伸",
        "登上南山看日出",
        "远眺，南山的红叶正好",
        "普洱茶、安溪茶畅销",
        "“多彩海南”等区域公用品牌",
        "天下大同的理想",
        "长江干流水质良好",
        "举办嘉定购物节",
        "建设美丽上海、法治上海",
        "讲好上海故事",
        "打通城中村微循环",
        "重现鱼米之乡风貌",
        "推进强县促镇行动",
        "巴黎奥运会上取得佳绩",
        "《我的阿勒泰》热播",
        "修订浦东新区综合改革条例",
        "资源节约、合作共赢",
        "完善市场体系和县域经济",
        "成立江苏数字资本投资平台公司",
        "哈密国家级综合能源与产业化示范区",
        "怀化东盟班列发运量破千",
        "吕梁红枣、兰州百合等特产",
        "完善上海行动计划",
        "腾格里沙漠、乌兰布和外送通道",
        "推进新疆国际医疗中心建设",
        "湘潭碱矿、贵州三叠纪化石群申遗",
        "运动员出征巴黎奥运",
        "纪录片青海篇热播",
        "建设美好安徽、创业安徽",
        "春晚喀什分会场惊艳全国",
        "参观遵义会议会址",
        "实施面向2035的上海知识产权强市战略纲要",
        "启动四川海外人才集聚计划",
        "举办阿拉善英雄会、呼和浩特演唱会",
        "论坛浦东分论坛闭幕",
        "庆祝澳门回归祖国25周年",
        "举办外企安徽行系列活动",
        "打响好客山东品牌",
    ],
)
def test_look_alikes_yield_nothing(text: str) -> None:
    assert mark(text) == text


def test_longer_name_wins_over_the_place_inside() -> None:
    assert codes("在青海南部推广", home="青海") == [("青海", "630000")]
    assert codes("治理苏州河、崇明岛") == []


@pytest.mark.parametrize(
    ("text", "home", "found"),
    [
        ("鼓楼区和玄武区", "江苏", [("鼓楼区", "320106"), ("玄武区", "320102")]),
        ("徐州要支持鼓楼区", "江苏", [("徐州", "320300"), ("鼓楼区", "320302")]),
        ("鼓楼区试点", "江苏", [("鼓楼区", None)]),
        ("朝阳区试点", "北京", [("朝阳区", "110105")]),
        ("浙江省杭州市余杭区", "上海", [("浙江省杭州市余杭区", "330110")]),
        ("海南对口支援", "青海", [("海南", "632500")]),
        ("海南自贸", "上海", [("海南", "460000")]),
    ],
)
def test_surroundings_decide_between_namesakes(
    text: str, home: str, found: list[tuple[str, str | None]]
) -> None:
    assert codes(text, home) == found


def test_neighbours_decide_where_the_report_does_not() -> None:
    assert ("朝阳", "211300") in codes("辽宁的锦州、阜新、朝阳三市联动", home="全国")


def test_unresolved_place_keeps_its_candidates() -> None:
    found = find_entities("在鼓楼区试点", report("000000"))
    assert found[0].tag.adcode is None
    assert {"320106", "350102", "410204"} <= set(found[0].tag.candidates)


@pytest.mark.parametrize(("year", "adcode"), [(2005, "420600"), (2015, "420600")])
def test_name_of_the_time_resolves(year: int, adcode: str) -> None:
    name = "襄樊市" if year < 2010 else "襄阳市"
    assert codes(f"在{name}召开", "全国", year) == [(name, adcode)]


def test_name_long_gone_yields_nothing() -> None:
    assert codes("宣化县的经验", "全国", 2024) == []


def test_short_county_name_counts_in_its_province_only() -> None:
    assert codes("支持高要发展", "广东") == []
    assert codes("支持徐闻发展", "广东") == [("徐闻", "440825")]
    assert codes("支持徐闻发展", "上海") == []


def test_line_takes_the_places_at_its_ends() -> None:
    found = find_entities("塔城至乌苏750千伏输变电工程开工", report("650000"))
    assert [f.tag.label for f in found if f.tag.label == "DISTRICT"] == []


def test_lines_side_by_side_take_the_places_at_their_ends() -> None:
    found = find_entities("建成南雄至信丰、龙川至寻乌高速公路", report("440000"))
    assert [f.tag.label for f in found if f.tag.label == "DISTRICT"] == []


def test_namesake_of_a_word_counts_between_a_mark_and_a_particle_in_its_own_province() -> None:
    assert codes("成效明显，白银在全省领先", home="甘肃") == [("白银", "620400")]
    assert codes("成效明显，白银在全省领先", home="上海") == []


def test_list_of_places_takes_the_noun_for_zones_behind_it() -> None:
    assert mark("建设嘉定、青浦、松江三个新城") == "建设〔嘉定|ZONE〕、〔青浦|ZONE〕、〔松江|ZONE〕三个新城"
    assert mark("嘉定、青浦2个省级产业园") == "〔嘉定|DISTRICT〕、〔青浦|DISTRICT〕2个省级产业园"
    assert mark("支持嘉定、青浦等建设生态新城") == "支持〔嘉定|DISTRICT〕、〔青浦|DISTRICT〕等建设生态新城"


def test_city_named_like_a_word_counts_between_verbs_in_its_own_province() -> None:
    assert codes("白银成为试点", home="甘肃") == [("白银", "620400")]
    assert codes("白银成为避险资产", home="上海") == []


def test_market_and_citizens_do_not_swallow_the_place() -> None:
    assert codes("上海市场活跃，朝阳区域协调") == [("上海", "310000")]


def test_functional_area_with_a_code_of_ours_is_a_zone() -> None:
    found = find_entities("支持雄安新区建设", report("000000"))
    assert [(f.tag.label, f.tag.adcode) for f in found] == [("ZONE", "13X001")]


def test_corps_is_a_district() -> None:
    found = find_entities("新疆生产建设兵团的同志", report("650000"))
    assert [(f.tag.label, f.tag.adcode) for f in found] == [("DISTRICT", "65X000")]
