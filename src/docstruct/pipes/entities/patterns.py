"""The cues that the entity rules look for, with the words that forced them."""

from __future__ import annotations

import re

from docstruct.pipes.entities.vocabulary import Kind
from docstruct.records import EntityLabel


def words(text: str) -> frozenset[str]:
    """Split a row of words."""
    return frozenset(text.split())


# -- kinds of tokens -------------------------------------------------------------------------------------------
#: A name ends on either side of these.
ENDS = frozenset({Kind.BREAK, Kind.SEPARATOR, Kind.NUMBER, Kind.VERB, Kind.FUNCTION})
HEADS = frozenset({Kind.HEAD, Kind.WEAK_HEAD, Kind.TAIL})
PLACES = frozenset({Kind.PLACE, Kind.HOMONYM})
UNKNOWNS = frozenset({Kind.UNKNOWN, Kind.HOMONYM})
COMMON = frozenset({Kind.GENERIC, Kind.INNER})
OPENERS = frozenset({Kind.BREAK, Kind.SEPARATOR})

# -- heads of names --------------------------------------------------------------------------------------------
#: Parts of the country, too large for works to be named after them alone.
REGIONS = words(
    "长三角 长江三角洲 珠三角 珠江三角洲 京津冀 环渤海 粤港澳 粤港澳大湾区 大湾区 长江经济带 黄河流域 长江流域 珠江流域 淮河流域 海河流域 太湖流域 "
    "松花江流域 辽河流域 成渝地区 东北地区 东部地区 中部地区 西部地区 中西部地区 东中西部 沿海地区 西北地区 西南地区 中西部 东中部"
)
#: So common that they name a kind of thing unless the proper word stands right before them.
COMMON_HEADS = words(
    "项目 工程 平台 园区 基地 中心 地区 区域 学校 公司 港 站 线 城 园 集群 产业集群 片区 公园"
)
#: Weak heads for which an unknown word before them is enough: 北横通道, 周家桥闸.
OPEN_HEADS = words(
    "闸 口岸 新通道 通道 跨海通道 大通道 城际 城际线 露天矿 油田 文化环 贯通道 公路 旅游公路 超级工厂 渠 输油管道 输气管道"
)
#: Parts of a body or park that share its name: 张江高新区嘉定园, 怀柔实验室新疆基地.
BRANCHES = words("园 基地 院区 校区 分校 分院 分中心 分园 片区")
BRANCH_BODIES = words("院区 校区 分校 分院 分中心")
RESEARCH = words("实验室 重点实验室 全国重点实验室 研究院 研究中心 职业技术大学")
#: Behind a quotation these are kinds of things: “平安”医院, “一带一路”联合实验室.
QUOTED_KINDS = words("商会 医院 学校 法院 景区 机场 公园 图书馆 联合实验室")
#: What a verb leaves in front of a name: 运营好|四川能源发展集团.
REMAINS = frozenset("好了过")
#: Before 集团 these tell a kind of group; other trades are enterprises of the province: 交通集团.
KINDS_OF_GROUPS = words("企业 产业 大型 教育 医疗 国有 跨国 行业 专业 农业 骨干 龙头 城市")
#: Behind a place these name an enterprise, behind anything else too: 甘肃农信.
OWN_TRADES = words("农信 建工 建投 交建 交投 城投 旅投 能化 磷化 钨业 铜业")
#: Behind a word that nobody knows these name an enterprise: 君元生物, but not 投硬|科技.
TRADES = OWN_TRADES | words("生物 药业 制药 证券 重工 半导体 微电子 储能 体育 锂业 铝业 钢铁 股份 电气")
PHASES = ("一期", "二期", "三期", "四期", "五期")
#: Roads and laboratories carry letters and digits in their names: S5, G0711, Auto-Chip.
ROAD = re.compile(r"[A-Z]{1,2}\d{1,4}|\d+|[A-Za-z]{2,}(?:[-—][A-Za-z0-9]+)+")
#: What works are counted in that keep the count in their name: 哈密400万吨/年煤制油.
CAPACITIES = ("吨", "千瓦", "兆瓦", "立方米")
CONGRESS = re.compile(r"第[一二三四五六七八九十0-9]+届")
BRACKET = re.compile(r"[（(].{0,10}(?:校区|段|期|侧|型)[）)]")

# -- words around names ----------------------------------------------------------------------------------------
#: Verbal nouns behind which a place opens the name anew: 豫西转型发展提升南阳….
ACTIONS = words("建设 提升 改造 发展 整治 修缮 提速 修复 治理 扩建 改扩建 更新")
FOUNDING = words("设立 成立 组建")
#: What happens to works; a park or body that this happens to is a PROJECT: 清陶科技园竣工.
BUILT = words("竣工 封顶 主体 结构 主楼 主体结构 试运营 试运行 竣工交付 启动试运营 主体工程 落成")
COMPLETED = BUILT | words("通车 开园 揭牌 挂牌 启用 投用 投产 建成 正式启用 正式开园")
WINNING = words("入选 获评 列入 荣获 上榜 跻身 被评为 当选 获批 上市 纳入")
#: Characters that no village or town has in its name: 强县促镇, 万企兴万村, 千亿元镇.
NO_VILLAGE = frozenset("县城村镇乡市万千亿百元强促带兴美富各之")

# -- names of a place and a noun -------------------------------------------------------------------------------
#: What has stretches in many places: 万里茶道|河南段, 文化旅游带|甘肃段; of a river (长江干流江苏段) the place alone is named.
LONG_THINGS = ("带", "茶道", "古道", "长城", "水系")
#: Named in the national plan by city and sort.
HUBS = "国家物流枢纽"
RIVERSIDE = "滨江"

# -- lists -----------------------------------------------------------------------------------------------------
CONJUNCTIONS = words("和 与 及")
SHARED_HEADS = words("实验室 国家实验室 重点实验室 省实验室")
#: Works of one sort that are named together: 安家庄、新柏、毛家川煤矿. A place among them stays a place.
SHARED_WORKS = words(
    "铁路 高铁 高速 高速公路 城际铁路 煤矿 水库 电站 水电站 抽水蓄能 抽水蓄能电站 隧道 大桥 水厂 电厂 风电场 船闸 泵站"
)
#: Ends of unknown words that say what kind of thing follows: 跨区域, 标志性, 大中型.
ATTRIBUTIVE = frozenset("性型级域类")
#: What only enterprises do, right behind a list.
EXPANDING = words("增资 增资扩产 扩产 增资扩股")
#: What becomes of products.
MADE = words("量产 下线")
AWARDS = words("入选 获评 成功创建 晋升 列入 跻身 进入 上榜 成为")
#: Titles and what carries them: 石梅湾入选国家级旅游度假区.
TITLES: dict[str, EntityLabel] = {
    **dict.fromkeys(("景区", "旅游景区", "旅游度假区", "度假区", "世界遗产", "工业遗产", "地质公园"), "ZONE"),
    **dict.fromkeys(
        ("企业", "链主企业", "示范企业", "百强企业", "独角兽", "独角兽企业", "“灯塔工厂”", "灯塔工厂"),
        "COMPANY",
    ),
}
#: Words behind a member that are no part of its name: 钟鼓楼周边等街区.
TRAILING = words("周边 沿线 首发地块 地块 首发 一带")

# -- quotations ------------------------------------------------------------------------------------------------
#: Policies and platforms in quotation marks: “…工程”, “…行动”.
POLICIES = words("项目 工程 平台 行动 计划 战略 模式")
VALLEY = re.compile(r"[“\"][\u4e00-\u9fff]{1,5}谷[”\"]")
WORKS = re.compile(
    r"主楼|主体|项目(?:竣工|开工|按期|投产|封顶)|结构|封顶|地块|竣工|开工|按期建设|启动改造|建成"
)

# -- places ----------------------------------------------------------------------------------------------------
#: A character that makes another name of a short name: 海南岛, 苏州河, 南京路, 哈密瓜.
LENGTHENING = frozenset(
    "江河湖海山岛湾溪沟峡关桥口寺洲岭峰泉潭塔门路街道港苑庄堡坡店园里湿瓜酒菜茶剧戏派台洞村镇乡篇学"
)
#: Full names that are more often common words: 城区, 南区; 和县 in 和县域.
COMMON_PLACES = words(
    "城区 郊区 矿区 新区 西区 东区 北区 南区 中区 市中区 新市区 特区 和县 万县 新县 成县 义县"
)
#: Ends of unknown words that act like prepositions: 端上成都餐桌, 专程来海南, 绿电进江苏.
LEADING_ENDS = frozenset("上到至来进入往赴给让把")
#: 上海市场 is 上海 and 市场, 山东省会 is 山东 and 省会, 朝阳区域 is no district.
OVERLAP = {"市": "场值价内", "省": "会际", "区": "域间位块", "县": "域级"}
#: Slogans that claim a place: 美丽江苏, 平安天津, 书香京城.
SLOGANS = words(
    "老家 好客 多彩 七彩 清新 诗画 如意 灵秀 锦绣 水韵 大美 美丽 平安 法治 健康 数字 信用 智慧 幸福 文明 品质 书香 清廉 诚信 活力 创新 绿色 人文 智能 效能 爱心 温暖 质量 文化 开放 "
    "美好 创业 志愿 和谐 生态 富裕 富强 善治 宜居 投资 游 歌游 食在 乐购 爱购 好品 清洁 安全 韧性 海洋 网络 体育 双拥 无废 新"
)
EVENT = re.compile(
    r"[^\W在的和与、]{0,9}?(?:购物节|电商节|旅游节|文化节|电影节|艺术节|音乐节|美食节|生活节|采摘节|嘉年华|博览会|博会|交易会|"
    r"展销会|洽谈会|论坛|峰会|奥运会|残奥会|亚运会|大运会|冬奥会|奥运|全运会|运动会|青奥会|锦标赛|公开赛|大师赛|马拉松|大奖赛|"
    r"邀请赛|联赛|大赛|杯|大会|推介活动)"
    r"|(?:中欧|中亚|国际|东盟|中老|中越|国际铁路){0,2}班列|(?:行动计划|行动纲要|纲要)"
    r"|[^\W在的和与、]{1,8}(?:节|周|季)(?=[^\u4e00-\u9fff]|等|和|期间)"
    r"|[^\W在的和与、]{0,4}?(?:演唱会|英雄会|分论坛)|行(?:系列)?活动|回归祖国(?=\d)|.{0,2}?(?:共识|倡议|宣言|精神)|会议(?:会址|旧址)|工作(?:会议|座谈会)|分会场"
)
ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+[届次]")
LAW = re.compile(r"[\u4e00-\u9fff]{0,16}?(?:条例|若干规定|基本法|安全法|战略纲要)")
CULTURE = re.compile(r"文化(?![旅体创和产事中馆宫带遗])")
BRAND = re.compile(
    r"站(?![点区台长房])|(?:技能|劳动)?(?:工匠|标兵|好人|味道|故事|礼物|"
    r"智造|制造|购物|号|杯|队)(?![\u4e00-\u9fff])"
)
#: What a place is, or is to be, and no name of its own.
CENTRES = words("区域性 全国性 国际性 中心城市 区域中心城市 区域性中心城市 国家中心城市 副中心城市 节点城市")
#: Words of plans that are of a year or a sector, and not called by the place before them.
PLAIN_PLANS = words("年度 投资 建设 工作 行动 发展")
#: Between the ends of a line: 塔城至乌苏….
LINES = frozenset("至—－-")
#: Marks and words that put places side by side.
LINKS = words("、 至 到 — 和 与 － -")

# -- the tagger ------------------------------------------------------------------------------------------------
#: Countries side by side are partners and no place: 中韩, 中国与冰岛.
PARTNERS = re.compile(
    r"中(?:国[与和].{1,6}|[日韩朝蒙俄哈吉塔巴印尼泰老缅越柬菲马新澳美加墨智秘英法德意瑞冰欧非阿]{1,2})"
)
