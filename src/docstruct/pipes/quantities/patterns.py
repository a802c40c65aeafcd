"""The numeral and unit grammar of guidelines section 1 as regular expressions over width-folded text.

All patterns are linear: no nested repetition over the same characters.
"""

from __future__ import annotations

import re
from functools import cache

from docstruct.numerals import MAGNITUDES
from docstruct.units import load_units

#: Words between number and unit that loosen it: 14万余人, 300多亿元.
LOOSENERS = "余多几来"

_CN = "零〇一二两三四五六七八九十百千万亿"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_RANGE = r"(?:—{1,2}|–|－|-|~|～|至|到)"

#: What may not stand before an Arabic numeral: letters and signs make it an identifier (GC203, PM2.5, “1+X”).
_NOT_AFTER = r"(?<![A-Za-z\d.+#@_/×·第])(?<!\d,)"
_NOT_AFTER_MINUS = r"(?<![A-Za-z\d]-)"

#: Names with digits: 14号线, 7.0版, 500强, 5A级, 12345热线, 千亿级, 第…届; and dates.
IDENTIFIER_TAIL = re.compile(
    r"(?:类(?:新药|创新药|疫苗|器械|口岸)|号(?!召)|版|强(?!度)|级(?!台阶|地震)|届|热线|次会议|次全会|型|系(?!列)|[+×]|·\d|周年|年代|世纪|开头|线城市|"
    r"后(?:青年|大学生)|G(?!W|b)|D(?![A-Z])|A(?:级|$)|K(?![mMW])|X|年(?!限)|月|日(?!均)|时许|点(?:半|钟|整)|:\d)"
)

#: A four-digit figure of a year without 年: 2025—2027年, 2024/2025榨季.
YEAR = re.compile(r"(?:19|20)\d\d$")


#: Characters behind a counter that make it the head of another word: 300股指, 2.0方案, 12345市民.
_WORD_BEHIND = {
    "个": "人性体", "家": "庭园", "人": "才民大工", "台": "阶", "方": "案面向式阵便法", "市": "民场级", "条": "件",
    "项": "目", "头": "部号绪", "层": "级面次", "面": "积向上对", "点": "位对", "分": "别之比布类", "站": "点",
    "位": "置于居", "名": "录单列优词", "度": "假", "集": "群装中聚", "股": "指份权东", "园": "区", "店": "铺",
    "院": "士校所", "校": "园企", "县": "域级", "区": "域级", "省": "级份", "国": "家际内有债企", "村": "民庄级",
    "镇": "区", "门": "类槛诊", "种": "植业子源粮", "对": "接口外标全", "组": "织建团", "起": "步草飞",
    "例": "外如", "单": "位项体独", "案": "件例", "节": "约能点", "步": "行道伐入", "根": "本据", "道": "路",
    "部": "门分署委队级", "本": "科土级地市省", "所": "有属得", "间": "接断", "口": "岸袋径碑", "支": "持撑出付线部",
    "批": "发准", "类": "别", "库": "存", "期": "间", "周": "年", "包": "容括", "层次": "", "格": "局", "代": "表",
    "段": "落", "件": "套均", "片": "区", "幕": "墙", "维": "护修", "盘": "活", "档": "案", "床": "位", "卷": "烟",
    "船": "舶", "厂": "房商", "款": "项", "次": "产",
}  # fmt: skip


def _spelled(name: str) -> str:
    behind = _WORD_BEHIND.get(name, "")
    if name == "个":
        return r"个(?![性体]|人(?!口))"  # 11个人口小县
    return re.escape(name) + (f"(?![{behind}])" if behind else "")


@cache
def unit_alternation() -> str:
    """Alternation of all unit spellings, longest first, rates (元/吨, 件/万人) included."""
    names = [n for n in load_units().names() if n != "年"]
    plain = "|".join(_spelled(n) for n in sorted({*names, "年"}, key=lambda n: (-len(n), n)))
    below = "|".join(
        re.escape(n)
        for n in sorted(
            {
                *names,
                "万人",
                "亿人",
                "万元",
                "年",
                "月",
                "季",
                "学期",
                "亿元",
                "平米",
                "千人",
                "百人",
                "百户",
            },
            key=lambda n: (-len(n), n),
        )
    )
    return rf"(?:{plain})(?:/(?:{below}))?"


@cache
def arabic() -> re.Pattern[str]:
    """Arabic quantity: number, range, magnitude, looseners, unit (groups of those names)."""
    mags = "|".join(MAGNITUDES)
    units = unit_alternation()
    # 千瓦, 千米, 千伏 are units, not 千 times something: units that begin with a magnitude go first
    return re.compile(
        rf"{_NOT_AFTER}{_NOT_AFTER_MINUS}(?P<low>{_NUMBER})(?:(?P<lowmag>万亿|亿|万)?(?P<lowunit>{units})?{_RANGE}(?P<high>{_NUMBER}))?"
        rf"(?P<loose1>[{LOOSENERS}])?(?:(?P<kunit>(?:千瓦时|千瓦小时|千瓦|千米|千克|千伏安|千伏|千升)(?:/(?:年|天|日|小时))?)"
        rf"|(?P<mag>{mags})?(?P<loose2>[{LOOSENERS}])?(?P<mag2>亿(?=[元吨斤千立人]))?(?P<unit>{units})?)"
    )


@cache
def chinese() -> re.Pattern[str]:
    """Chinese-numeral quantity with a unit, or a bare magnitude behind 超, 破, 过, 达, 上."""
    units = unit_alternation()
    return re.compile(
        rf"(?<![第每几若{_CN}\d点])(?<!(?<![总人户件])数)(?P<num>[{_CN}]*?[{_CN}](?:点[一二三四五六七八九零]+)?)"
        rf"(?P<loose1>[{LOOSENERS}])?(?P<mag>万亿|千万|百万|亿|万|千)?(?P<loose2>[{LOOSENERS}])?(?P<unit>{units})"
    )


#: 四千二百多万城镇劳动力: a Chinese numeral of 万 or 亿 that counts the noun behind it.
CHINESE_UNITLESS = re.compile(
    rf"(?<![第每数几若{_CN}\d点])(?P<num>[一二三四五六七八九两][{_CN}]*?)(?P<loose>[{LOOSENERS}])?(?P<mag>[万亿])(?![{_CN}{LOOSENERS}元])"
)

#: 超百万, 破亿, 突破千万: a magnitude without a unit still is a figure.
BARE_MAGNITUDE = re.compile(r"(?<=[超破过达])(?P<num>[百千万十]?[万亿])(?![^，。；、！）])")

#: 惠及上千万家庭, 近百万群众: a magnitude that counts people without a classifier.
MAGNITUDE_OF_PEOPLE = re.compile(
    r"(?<=[上近超逾])(?P<num>[百千]万|亿)(?=农村人口|农民|农牧民|家庭|群众|职工|居民|学生|游客|百姓|干部|观众|消费者|用户|老人)"
)

RATIO = re.compile(
    rf"{_NOT_AFTER}(\d+(?:\.\d+)?)\s?[:：∶]\s?(\d+(?:\.\d+)?)(?:[:：∶](\d+(?:\.\d+)?))?(?![\d:])"
)

ARABIC_FRACTION = re.compile(rf"{_NOT_AFTER}(\d{{1,2}})/(\d{{1,2}})(?![\d/])(?!节|年)")

# No figure: 三千七百二十一亿八千六百五十四万三千二百一十点五六 has 27 characters. Left in, it would cost time that grows
# with the square of its length, and a value beyond any number of the tables.
ENDLESS = re.compile(r"[\d.,零〇一二两俩三四五六七八九十百千万亿点]{40,}")

CHINESE_FRACTION = re.compile(
    r"(?<![百千万\d])(?P<below>[二三四五六七八九十]{1,12})分之(?P<above>[一二三四五六七八九十]{1,12})(?P<loose>[强弱多])?"
)

CHINESE_PERCENT = re.compile(
    r"百分之(?P<num>[零一二两三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)(?P<loose>[多余])?"
)

TENTHS = re.compile(
    r"(?<![\d第零一二三四五六七八九十])(?P<num>[一二两三四五六七八九]|\d(?:\.\d)?)成(?P<loose>[多半])?(?![立为员功果长效熟本年就都人交型品分色套份])"
)

HALF = re.compile(
    r"(?P<prefix>过|超|近)半(?:数)?(?![年天月日小径导壁岛殖])|(?<![一大])半数|(?<![另每第])一半(?![以]?年)"
)

DOUBLING = re.compile(
    r"翻了?(?P<num>[一两二三四])?番|(?<=[现入模量值润额数税产])倍增(?!计划|行动|工程|器|目标|效应)|翻倍"
)

CHINESE_TIMES = re.compile(
    r"(?<![成数几百千第\d.])(?P<num>[一两二三四五六七八九十]+)(?P<loose>[多余])?倍(?P<loose2>多)?(?![增数率])"
)

TWO_DIGITS = re.compile(r"两位数(?=以上|的?增|，|。|；|、)|(?<=增长|增速|保持|实现)两位数")

RANK = re.compile(
    r"(?P<front>前)(?P<n1>\d+|[一二三四五六七八九十]+)(?P<u1>位|名|强(?!度))?(?!个|年|月|期|季|批|次|届|期|三季|沿|[\u4e00-\u9fff]{0,2}个月|%|亿|万)"
    r"|第(?P<n2>\d+|[一二三四五六七八九十]+)(?P<u2>位|名)?(?![\d一二三四五六七八九十]|届|次|批|期|季度|产业|轮|方|步|代|条|章|号|款|类|三方|阶段|年|部|个|大|产|课堂|时间|书记|责任|动力|资源|要务|机场|医院|人民|师|一批|二批|种|项|所|座|家|支|张|台|只|艘|辆|本|篇|场|天|[\u4e00-\u9fff]次)"
    r"|(?P<top>首位|榜首|第一方阵)"
)

#: Words that make 第4 a rank and not an ordinal: 居全国第4位, 由第10位升至第7位, 连续三年保持全国第一.
RANK_CONTEXT = re.compile(
    r"(?:居|列|名|排|升|跃|进|位|至|到|保持|稳定在|全国|全球|世界|全市|全省|全区|中西部|西部|东部|中部|城市|同类|行业|继续|首次|均|增速|总量)[^，。；！？第首前]{0,12}$"
)

SUFFIX_BOUND = re.compile(
    r"(?P<ge>及以上|以上|或以上)|(?P<approx>左右|上下)|(?P<le>及以下|以内|以下|之内|内(?!部|外|蒙|地|销|陆|河|贸|容|需))"
)

PREFIX_BOUND = re.compile(
    r"(?:(?P<le>不超过|未超过|不高于|不多于|控制在|最高|至多|最多|压减至|不超)|(?P<ge>不低于|不少于|不小于|至少|不低|达到或超过|最低)|"
    r"(?P<gt>突破性?|超过了?|超额|超出|超|逾|多于|跨过|跨上|跨入|迈上|迈过|迈入|站上|登上|跃上|跨越|闯过|冲破|破|(?<![通经])过|首超|大于|高于)|"
    r"(?P<lt>不足|少于|未达|不到|低于|小于)|(?P<approx>将近|接近|大约|约为|大致|大概|基本达到|(?<![签预合节契履条公制特邀])约|(?<![附最邻临新靠亲])近|接近于)|(?P<some>(?<![以之加路网线算会])上))"
    r"(?:了|到|新的|约|第|这一)?$"
)
