import pytest

from tests.pipes.entities.marked import mark, unmark


@pytest.mark.parametrize(
    "marked",
    [
        # lines, roads, ports, works
        "加快建设〔甬舟铁路|PROJECT〕、〔宁淮城际铁路|PROJECT〕",
        "〔14号线西延伸|PROJECT〕开工，〔地铁9号线|PROJECT〕运营",
        "〔S5公路|PROJECT〕全线贯通",
        "〔盐洛高速公路宿城至泗洪段|PROJECT〕建成通车",
        "〔安亭至花桥输电工程|PROJECT〕投入运行",
        "推进〔北横通道西段|PROJECT〕施工",
        "〔徐闻港|PROJECT〕扩能",
        "〔景电灌区现代化改造项目|PROJECT〕启动",
        "〔联影二期|PROJECT〕竣工",
        "〔桃苑公园二期|PROJECT〕和6个口袋公园",
        "〔区中医医院迁建|PROJECT〕完成",
        # zones
        "推动〔嘉定新城|ZONE〕发力",
        "〔“丝路电商”合作先行区|ZONE〕揭牌",
        "融入〔虹桥国际开放枢纽|ZONE〕",
        "守护〔大熊猫国家公园|ZONE〕",
        "〔奎屯—独山子经济开发区|ZONE〕扩区",
        "建设〔崇明世界级生态岛|ZONE〕",
        "申建〔中国（甘肃）自由贸易试验区|ZONE〕",
        "〔黄河国家文化公园甘肃段|ZONE〕",
        "“药谷”之外还有〔“杏谷”|ZONE〕".replace("“药谷”", "〔“药谷”|ZONE〕"),
        # bodies
        "〔嘉定区发展和改革委员会|ORG〕印发方案",
        "〔区中心医院|ORG〕启用",
        "组建〔营商环境建设局|ORG〕",
        "〔温州（嘉定）先进材料研究院|ORG〕落地",
        "〔上海市嘉定区第七届人民代表大会|ORG〕",
        "〔丝路基金|ORG〕、〔国家绿色发展基金|ORG〕参股",
        "依托〔崂山|ORG〕、〔泰山实验室|ORG〕攻关",
        # enterprises
        "〔上海唯星信息技术有限公司|COMPANY〕落户",
        "〔蔚来能源|COMPANY〕入选试点",
        "〔省能源集团|COMPANY〕成立",
        "〔君元生物|COMPANY〕新药上市",
        "〔新疆农信|COMPANY〕改制",
        "〔国能集团航运公司|COMPANY〕落户",
        "运营好〔四川能源发展集团|COMPANY〕",
        "创建〔成都国家植物园|PROJECT〕",
        "〔上海机场|PROJECT〕航空货邮增长",
        # what works can do, and where a stretch of them lies
        "〔哈密400万吨/年煤制油|PROJECT〕启动",
        "〔湛江80万吨乙烯项目|PROJECT〕投产",
        "推进〔“三北”工程|PROJECT〕攻坚战",
        "〔黄河流域甘肃段|ZONE〕水质改善",
        "推进〔国家文化公园河南段|ZONE〕建设",
        "〔引涟工程信阳段|PROJECT〕通水",
    ],
)
def test_names_are_found(marked: str) -> None:
    assert mark(unmark(marked)[0]) == marked


@pytest.mark.parametrize(
    "text",
    [
        "推进重大工程建设",
        "实施老旧小区改造工程",
        "新增5G基站项目",
        "完善高新技术企业培育机制",
        "市级专精特新企业40家",
        "建设国家数据要素综合试验区",
        "实施“千万工程”",
        "拓展“一网通办”平台",
        "新建口袋公园20座",
        "开工5个改造项目",
        "三级医院和社区卫生服务中心",
        "市委、市政府坚强领导",
        "党中央、国务院决策部署",
        "进博会溢出效应",
        "创建国家5A级景区",
        "骨干企业和产业集群",
        "投早、投小、投硬科技",
        "采用华为鸿蒙等系统",
    ],
)
def test_kinds_policies_and_slogans_yield_nothing(text: str) -> None:
    assert mark(text) == text


def test_park_that_is_topped_out_is_a_project() -> None:
    assert mark("星原科技园结构封顶") == "〔星原科技园|PROJECT〕结构封顶"
    assert mark("支持星原科技园发展") == "支持〔星原科技园|ZONE〕发展"


def test_park_and_the_works_in_it_are_two_names() -> None:
    assert mark("嘉定新城远香大剧院封顶") == "〔嘉定新城|ZONE〕〔远香大剧院|PROJECT〕封顶"


def test_part_of_the_country_lends_no_name_to_works() -> None:
    assert mark("承接京津冀项目200个") == "承接〔京津冀|ZONE〕项目200个"


def test_place_is_to_be_the_centre_of_a_zone() -> None:
    assert mark("加快徐州苏皖鲁豫交界地区区域中心城市建设") == (
        "加快〔徐州|DISTRICT〕〔苏皖鲁豫交界地区|ZONE〕区域中心城市建设"
    )
    assert mark("支持南阳省域副中心建设") == "支持〔南阳|DISTRICT〕省域副中心建设"
