"""Splitting coordinated subjects: 城乡居民人均可支配收入, 一、二、三产增加值, 粮肉奶产量, A、B和C."""

from __future__ import annotations

import re

from docstruct.lexicon.predicates import load_predicates
from docstruct.pipes.frames import Phrase
from docstruct.pipes.indicators.patterns import CLOSERS, OPENERS

#: Words that stand for two or three members of a series, by how many are wanted.
_CONTRACTED = {
    "城乡居民": ("城镇居民", "农村居民"),
    "城乡常住居民": ("城镇常住居民", "农村常住居民"),
    "城乡低保": ("城市低保", "农村低保"),
    "城乡": ("城镇", "农村"),
    "进出口": ("进口", "出口"),
    "本外币存贷款": ("本外币存款", "本外币贷款"),
    "存贷款": ("存款", "贷款"),
    "中小学": ("中学", "小学"),
    "客货": ("客运", "货运"),
    "国内外": ("国内", "国外"),
    "境内外": ("境内", "境外"),
    "产销": ("产", "销"),
    "起数和死亡人数": ("起数", "死亡人数"),
}
_OWNERSHIP = re.compile(r"民营(?!企业$)|民间|外资(?!企业)|国有(?!企业$)|非公有制")
#: Short modifiers that share all that follows the last of them.
_MODIFIERS = frozenset(
    (
        "城镇",
        "农村",
        "城市",
        "乡村",
        "第一",
        "第二",
        "一产",
        "二产",
        "第一产业",
        "第二产业",
        "中央",
        "地方",
        "省级",
        "市级",
        "国家级",
        "区级",
        "县级",
        "工业",
        "农业",
        "公路",
        "铁路",
        "水路",
        "进口",
        "县",
        "市",
        "省",
    )
)
#: 三次产业增加值分别增长…: the three in order.
_THREE = re.compile(r"^(?:三次|三大|三个)产业(增加值|投资|产值|比重|占比|贷款)?$")
_INDUSTRY_COUNT = 3
_INDUSTRIES = re.compile(r"^(?:第)?一、(?:第)?二、?(?:和|、)?(?:第)?三(次?产业?)(.*)$")


def split_coordination(phrase: Phrase, count: int, text: str) -> list[Phrase] | None:
    """Split a subject into ``count`` series, each complete with the shared head or modifier.

    Parameters
    ----------
    phrase : Phrase
        The subject before 分别.
    count : int
        How many values follow.
    text : str
        Document text that the phrase's offsets point into.

    Returns
    -------
    list of Phrase or None
        None where the words do not give that many series.

    Examples
    --------
    >>> [p.text for p in split_coordination(Phrase("城乡居民人均可支配收入"), 2, "")]
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    >>> [p.text for p in split_coordination(Phrase("粮肉奶产量"), 3, "")]
    ['粮产量', '肉产量', '奶产量']
    """
    words = phrase.text.replace("存、贷款", "存款、贷款")
    if count == _INDUSTRY_COUNT and (three := _THREE.match(words)):
        return [Phrase(f"第{n}产业{three[1]}") for n in "一二三"]
    industries = _INDUSTRIES.match(words)
    if industries and count == 3:
        return [Phrase(f"第{n}产业{industries[2]}") for n in "一二三"]
    items = _split(words)
    if len(items) == count:
        return _complete(items, phrase)
    marked = list(_split(words, marks="、，,"))
    if len(marked) == count:
        return _complete(marked, phrase)  # 软件和信息技术服务业、租赁和商务服务业
    if len(items) > 1 and len(items) > count:
        tail = items[len(items) - count :]
        return _complete(tail, phrase)
    if len(items) < count:
        for pair, members in _CONTRACTED.items():
            if pair in words and len(members) == count and len(items) == 1:
                return [Phrase(words.replace(pair, member, 1)) for member in members]
        if len(items) == 1 and 2 <= count <= 4 and len(words) > count:
            head = words[count:]
            if re.match(r"(?:产量|总产|面积|单产|价格|总产量|产值)", head):
                return [Phrase(c + head) for c in words[:count]]
    return None


def _split(words: str, marks: str = "、，,和及与") -> list[str]:
    items, depth, begin = [], 0, 0
    for at, char in enumerate(words):
        if char in OPENERS:
            depth += 1
        elif char in CLOSERS:
            depth -= 1
        if depth == 1 and char == "“" and at and words[at - 1] == "”" and begin < at:
            items.append(words[begin:at])  # “乌—昌—石”“奎—独—乌”区域: quoted names side by side
            begin = at
        elif (
            depth == 0
            and char not in CLOSERS
            and (
                (char in "、，," and char in marks)
                or (
                    char in "和及与"
                    and char in marks
                    and 0 < at < len(words) - 1
                    and not _inside_word(words, at)
                )
            )
        ):
            items.append(words[begin:at])
            begin = at + 1
    items.append(words[begin:])
    return [i.lstrip("以其") if i.startswith(("以及", "其中")) else i for i in items if i]


def _inside_word(words: str, at: int) -> bool:
    return words[at - 1 : at + 1] in ("参与", "共和", "人和", "温和", "普及", "以及", "涉及") or words[
        at : at + 2
    ] in ("及时", "与会", "和美", "和谐", "和平")


def _complete(items: list[str], phrase: Phrase) -> list[Phrase]:
    """Give each item the head of the last or the modifier of the first, where it lacks one."""
    owner = _OWNERSHIP.match(items[0])
    if owner is not None and not any(_OWNERSHIP.match(i) for i in items[1:]):
        # 民营规上工业增加值、外贸进出口总额占比分别为…: whose share it is holds for all
        return [Phrase(items[0])] + [Phrase(owner.group() + i) for i in items[1:]]
    if items[0].startswith("对") and not any(i.startswith("对") for i in items[1:]):
        items = [items[0]] + [f"对{i}" for i in items[1:]]  # 对东盟、中东出口
    last = items[-1]
    if len(items) > 1 and all(i[0] == "“" for i in items) and "”" in last[:-1]:
        head = last[last.index("”") + 1 :]
        return [Phrase(i if i.endswith(head) else i + head) for i in items]
    if len(items) > 1 and all(i in _MODIFIERS for i in items[:-1]):
        width = len(items[-2])
        return [Phrase(i + last[width:]) for i in items[:-1]] + [Phrase(last)]
    if len(items) > 1 and len(items[-2]) >= 2 and len(last) > len(items[-2]) + 1:
        # 城镇居民、农村居民人均可支配收入: the last begins as the others end
        width = len(items[-2])
        if last[width - 1] == items[-2][-1] and last[width:] and not items[-2].endswith(last[-1]):
            return [Phrase(i + last[width:]) for i in items[:-1]] + [Phrase(last)]
    if len(items) > 1:
        # 能源集团、林草生态公司利润: the measure behind the last belongs to all
        measure = max(
            (m for m in load_predicates().measures if last.endswith(m) and len(m) < len(last)),
            key=len,
            default="",
        )
        named = any(i[-1] in "率额量数" for i in items[:-1]) or any(
            i.endswith(m) for i in items[:-1] for m in (*load_predicates().measures, *_HEADS) if len(m) > 1
        )
        if measure and (not named or measure == "余额") and min(map(len, items)) >= 2:
            at = next(
                (
                    i
                    for i in range(2, len(last) - 1)
                    for head in _HEAD_STARTS
                    if last.startswith(head, i) and not any(item.endswith(head) for item in items[:-1])
                ),
                0,
            )
            if at and last[at:] != measure:  # 厦门、福州机场旅客吞吐量
                return [Phrase(i + last[at:]) for i in items[:-1]] + [Phrase(last)]
            core = last.removesuffix(measure)
            kind = next((k for k in _CLASSES if core.endswith(k) and len(core) > len(k)), "")
            shared = measure if any(i.endswith(kind) for i in items[:-1]) else kind + measure
            return [Phrase(i + shared) for i in items[:-1]] + [Phrase(last)]
    shortest = min(len(i) for i in items[:-1]) if len(items) > 1 else 0
    if len(items) > 1 and all(len(i) <= 4 for i in items[:-1]) and len(last) > len(items[0]) + 1:
        head = _shared_head(items, last)
        if head:
            return [Phrase(i + head) for i in items[:-1]] + [Phrase(last)]
    first = items[0]
    # 生产安全事故起数、死亡人数: later items without a modifier of their own take the first one's
    if (
        len(items) > 1
        and shortest >= 4
        and all(len(i) <= 4 for i in items[1:])
        and len(first) > len(items[1]) + 1
    ):
        for own in (items[1], items[1][-2:]):
            head_at = first.rfind(own[-1])
            if head_at > 1 and len(items[1]) in (2, 3, 4):
                stem = first[: max(2, len(first) - _head_length(first))]
                return [Phrase(first)] + [Phrase(stem + i) for i in items[1:]]
    if phrase.start is not None and phrase.end is not None and all(i in phrase.text for i in items):
        out, at = [], phrase.start
        offset = 0
        for item in items:
            place = phrase.text.find(item, offset)
            offset = place + len(item)
            out.append(Phrase(item, at + place, at + place + len(item)))
        return out
    return [Phrase(i) for i in items]


#: Classes that the last member names for all: 能源、市政领域投资.
_CLASSES = ("领域", "行业", "部门", "方面", "环节", "地区", "板块")
#: Where a head that all members share begins: 居民医保和基本公共卫生服务经费人均财政补助标准.
_HEAD_STARTS = (
    "居民", "人均", "孤儿", "老人", "儿童", "学生", "职工", "家庭", "负面清单", "企业", "投资", "贷款", "存款", "机场",
)  # fmt: skip
#: Heads of series that longer members share: 二氧化硫、氮氧化物排放; 创建示范、评比表彰项目.
_TAILS = (
    "排放",
    "排放量",
    "保险参保率",
    "保险参保人数",
    "参保率",
    "项目",
    "平台",
    "企业",
    "机构",
    "中心",
    "基地",
    "案件",
)
_SHORT = 2
_HEADS = (
    "起数",
    "死亡人数",
    "人数",
    "数量",
    "总量",
    "产量",
    "面积",
    "额",
    "数",
    "量",
    "率",
    "人次",
    "收入",
    "里程",
)


def _head_length(word: str) -> int:
    return next((len(h) for h in _HEADS if word.endswith(h)), 2)


def _shared_head(items: list[str], last: str) -> str:
    width = len(items[-2])
    if width >= len(last):
        return ""
    at = next((i for i in range(2, len(last) - 1) if last.startswith(_HEAD_STARTS, i)), 0)
    tail = max((h for h in _TAILS if last.endswith(h) and len(last) - len(h) >= _SHORT), key=len, default="")
    if any(item.endswith(_TAILS) for item in items[:-1]):
        tail = ""  # 总部机构、开放创新中心 are whole
    head = last[at:] if at else last[width:] if width <= _SHORT else tail
    # 入园率和普惠率 keep their own heads; 城镇、农村居民人均可支配收入 share one
    if any(i[-1:] == last[-1:] and len(i) > 2 for i in items[:-1]):
        return ""
    return head if len(head) >= 2 else ""
