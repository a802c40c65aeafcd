import pytest

from tests.pipes.entities.marked import mark, unmark


@pytest.mark.parametrize(
    "marked",
    [
        "推动〔法雷奥|PROJECT〕、〔聚升|PROJECT〕等一批重大项目开工",
        "〔捷氢|COMPANY〕、〔重塑|COMPANY〕、〔鲲华|COMPANY〕等企业加快发展",
        "〔赛可|COMPANY〕、〔蔚来|COMPANY〕参与试点",
        "〔泛氢能港|ZONE〕、〔元创湾|ZONE〕等重点园区",
        "建成〔本桓|PROJECT〕、〔凌绥|PROJECT〕2条高速公路",
        "〔石梅湾|ZONE〕入选国家级旅游度假区",
        "〔唯翼物流|COMPANY〕、〔金翎|COMPANY〕入选全国链主企业",
        "〔英思特|COMPANY〕在〔深交所|ORG〕上市",
        "开工〔兰合|PROJECT〕、〔平庆|PROJECT〕和〔汕梅铁路|PROJECT〕",
        "〔南宁|DISTRICT〕、〔北安抽水蓄能电站|PROJECT〕开工",
        "〔甘肃启润|COMPANY〕成为全省首个独角兽",
        "〔贵州轮胎|COMPANY〕入选“灯塔工厂”",
        "〔衡阳瑞维|COMPANY〕多层芯片下线",
        # what only enterprises do, and words that say what kind of thing follows
        "推动〔诺思德|COMPANY〕、〔华为|COMPANY〕等增资扩产",
        "支持〔恩华|COMPANY〕、〔通岭|COMPANY〕等市场化平台发展",
        "推进〔甬入沪|PROJECT〕等跨区域重大工程",
        "建成〔岭上|PROJECT〕、〔叶滩|PROJECT〕等大中型、标志性水利工程",
        # the last word of names explains a list as well
        "推进〔华为|PROJECT〕、〔腾讯|PROJECT〕等数据中心建设",
        "建设〔观澜|PROJECT〕、〔苏州|PROJECT〕等高铁",
        "〔京东|COMPANY〕、〔华为|COMPANY〕制氢耦合、〔腾讯|COMPANY〕参与".replace(
            "〔华为|COMPANY〕制", "〔华为|COMPANY〕制"
        ),
    ],
)
def test_list_gives_the_label(marked: str) -> None:
    assert mark(unmark(marked)[0]) == marked


@pytest.mark.parametrize(
    "text",
    [
        "发展生物医药、集成电路等产业",
        "完成水利、交通等重大项目",
        "开展“两重”“两新”等工作",
        "引进外资、民资等企业",
        "整治自建房、危化品、非煤矿山",
        "高端通用芯片实现量产",
    ],
)
def test_list_of_kinds_yields_nothing(text: str) -> None:
    assert mark(text) == text


def test_division_in_a_list_of_works_stays_a_district() -> None:
    assert mark("推进苏州、无锡等项目") == "推进〔苏州|DISTRICT〕、〔无锡|DISTRICT〕等项目"


def test_words_around_a_member_are_no_part_of_it() -> None:
    assert mark("整治钟粹宫周边等街区") == "整治〔钟粹宫|ZONE〕周边等街区"
