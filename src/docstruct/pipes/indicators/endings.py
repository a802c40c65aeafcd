"""Where the noun phrase behind a figure ends: at the verb that says what becomes of the things counted."""

from __future__ import annotations

import re

from docstruct.lexicon.predicates import load_predicates
from docstruct.pipes.indicators import patterns

#: Words of doing that head a noun phrase when they end it: 业态改革试点, 市级技改项目验收.
_FINAL_NOUNS = frozenset(
    (
        "提升",
        "升级",
        "创建",
        "互认",
        "整改",
        "推广",
        "认定",
        "培育",
        "扩容",
        "参与",
        "试点",
        "搬迁",
        "落实",
        "发布",
        "打造",
        "覆盖",
        "申报",
        "试行",
        "转型升级",
    )
)
#: Words of one character that end the phrase, unless the pattern before or behind makes them part of a noun:
#: 6项课题获国家奖, 120个项目由企业牵头, 14个村在山区 end; 收获, 理由, 在建 do not.
_SINGLE = {
    "向": re.compile(r"(?<![方面导流走意定动转趋一])向(?![上日])"),
    "获": re.compile(r"(?<![收抓捕查缴采荣])获(?![批评得奖])"),
    "由": re.compile(r"(?<![自理缘])由"),
    "占": re.compile(r"(?<![抢侵独强])占(?!用|据|道|领|补|位|有|比|地(?![区方]))"),
    "在": re.compile(
        r"(?<![存所实现正潜内自外好])在(?![建校册用线研产岗编职读途轨役内外即沪京粤津渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘桂琼川黔滇藏陕甘青宁港澳台]|新(?!址|区|城))"
    ),
    "是": re.compile(r"(?<![于但可还就正都只若总凡])是(?![否非])"),
    "达": re.compile(r"(?<![到发抵直雷通])达(?=[到成标\d])"),
}
#: What makes an ending part of a longer word: 平均, 首都, 制度型开放, 成果转化.
_GLUED = {"均": "平人户年日月亩", "都": "首成古大", "开放": "型外度", "转化": "果化"}
#: 1400万长沙人民奋勇争先: a population is named by its people; what they do is not.
_PEOPLE = re.compile(r"[^，。；、]{0,8}?(?:人民|儿女|各族群众|干部群众)(?=[^，。；、]{2})")
_SHORTEST_NOUN = 2
#: 开工建设544个产业、交通、公共服务等重大项目: examples before the noun that is counted.
_EXAMPLES = re.compile(
    r"[^，。；：、“”（）\d]{1,12}(?:、[^，。；：、“”（）\d]{1,12}){1,6}等(?=[^，。；：、不级次于距效\d]{2,14})"
)


def skip_list(text: str, start: int, end: int) -> int:
    """Start of the noun that examples stand before (产业、交通等重大项目 is 重大项目), else ``start``."""
    examples = _EXAMPLES.match(text, start, end)
    return examples.end() if examples is not None else start


def find_end(text: str, start: int, right: int, *, runs_into_next: bool) -> int:
    """End of the noun phrase that begins at ``start``.

    Parameters
    ----------
    text : str
        Width-folded document text.
    start, right : int
        Where the phrase begins, and the furthest it may reach.
    runs_into_next : bool
        Whether the next figure follows without a mark between, so that its predicate lies in the stretch.
    """
    people = _PEOPLE.match(text, start, right)
    if people is not None:
        return people.end()
    at = start
    while at < right:
        if text[at] in patterns.OPENERS:
            close = text.find(patterns.OPENERS[text[at]], at + 1, right)
            if close > 0:
                at = close + 1
                continue
        if at > start and _ends_at(text, start, at, right, runs_into_next=runs_into_next):
            return at
        at += 1
    return right


def _ends_at(text: str, start: int, at: int, right: int, *, runs_into_next: bool) -> bool:
    words = load_predicates()
    single = _SINGLE.get(text[at])
    if single is not None and at - start >= _SHORTEST_NOUN and single.match(text, at, right):
        return True
    kept = words.keep.beginning(text, at, right)
    cut = words.post_cut.beginning(text, at, right)
    if cut is not None and text[at - 1] not in _GLUED.get(text[at : cut[0]], ""):
        # a verb at the very end heads a noun phrase: 业态改革试点, 市级技改项目验收
        closes = cut[0] == right and not runs_into_next
        if closes and text[at : cut[0]] in _FINAL_NOUNS:
            return False
        if kept is None or (closes and kept[0] <= cut[0]):
            return True
    if not runs_into_next or kept is not None or at - start < _SHORTEST_NOUN:
        return False
    verb = words.post_shared.beginning(text, at, right)
    return (
        verb is not None
        and right - verb[0] >= _SHORTEST_NOUN
        and text[at - 1] not in "的、和及与"
        and not patterns.NOUN_TAIL.match(text, verb[0], right)
    )
