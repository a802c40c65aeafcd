"""Places that open a longer name, or share the noun behind a list: no districts by themselves.

The name of the whole may escape the other rules (成立上海国有资本投资平台公司); the place in it is no mention either way.
"""

from __future__ import annotations

from collections.abc import Sequence

from docstruct.pipes.entities.patterns import ACTIONS, CENTRES, ENDS, HEADS, LINES, PLACES, PLAIN_PLANS
from docstruct.pipes.entities.tokens import Token
from docstruct.pipes.entities.vocabulary import Kind

# Behind a place these say no more than the place: 北京地区, 台湾地区, 黄河临夏段.
_PARTS = frozenset(("段", "地区"))
# 国家所需、新疆所能, 开通合肥至欧洲、非洲航线
_PARTICLES = frozenset("所各又再就至")
_LIST_MARKS = frozenset("、和与及")
_REACH = 9
_FARTHEST = 16
_LONGEST_NOUN = 3
# 3个省级人工智能产业园 lie there, and are not called so.
_GRADES = frozenset(("省级", "市级", "国家级", "县级"))


def read_rest(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The words behind a token up to the next verb, particle, count or mark; no name has more than ``_FARTHEST``."""
    end, last = at + 1, min(len(tokens), at + 1 + _FARTHEST)
    while end < last and tokens[end].kind not in ENDS:
        end += 1
    return tokens[at + 1 : end]


def opens_name(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a place opens a longer name that ends in a noun for bodies, works or zones.

    江苏中亚中心, 哈密…示范区, but not 沈阳建设…中心, 北京各产业园区, 黄河临夏段; 塔城至乌苏750千伏输变电工程 names a line.
    """
    if _names_line(tokens, at):
        return True
    # 8个国家级台湾农民创业园 are several of a kind.
    counted = at - 2 if at and tokens[at - 1].text in _GRADES else at - 1
    if counted >= 0 and tokens[counted].kind is Kind.NUMBER and tokens[counted].text == "个":
        return False
    rest = read_rest(tokens, at)
    if (
        not rest
        or rest[0].text in ACTIONS
        or rest[0].text == "各"
        or rest[0].kind is Kind.INNER
        or spans_area(rest)
    ):
        return False
    if any(token.text in CENTRES for token in rest):
        return False
    head = rest[-1]
    if len(rest) > 1 and head.kind is Kind.INNER:
        head = rest[-2]
    if rest[0] is head and head.text in _PARTS:
        return False
    # 遵义国家物流枢纽, but 遵义重点园区.
    generic = any(token.kind is Kind.MODIFIER and token.text not in ("国家", "国际") for token in rest)
    return head.kind in HEADS and head.label not in (None, "DISTRICT") and not generic


def opens_plan(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a place opens the name of a plan: 四川海外智力集聚计划, but not 四川年度投资计划."""
    *name, plan = read_rest(tokens, at) or [tokens[at]]
    return plan.text == "计划" and len(name) > 1 and not any(token.text in PLAIN_PLANS for token in name)


def spans_area(words: Sequence[Token]) -> bool:
    """Tell whether words say how far something reaches: 南阳|省域副中心 is what a place is to be, and no name."""
    return any(
        word.kind is Kind.ADMIN and after.text.startswith("域")
        for word, after in zip(words, words[1:], strict=False)
    )


def _names_line(tokens: Sequence[Token], at: int) -> bool:
    """Between two ends of a line: A至B…工程."""
    before = tokens[at - 1].text if at else ""
    behind = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if not (before[-1:] in LINES or behind[:1] in LINES):
        return False
    for token in tokens[at + 1 : at + 1 + _REACH]:
        if token.kind in (Kind.BREAK, Kind.VERB):
            return False
        if token.kind in HEADS and token.label == "PROJECT" and token.text not in _PARTS:
            return True
    return False


def goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether an unknown word right behind a place in a list goes on with a longer name: 、沈阳|王家湾|…、."""
    place, tail = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if tail is None or tail.kind is not Kind.UNKNOWN or tail.start != place.end or tail.text[0] in _PARTICLES:
        return False
    # 重庆飞曼谷
    if len(tail.text) == 1 and at + 2 < len(tokens) and tokens[at + 2].kind in PLACES:
        return False
    return _is_listed(tokens, at)


def stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word is all that stands between a verb and what a verb does: 支持|东方|建设…."""
    before = tokens[at - 1] if at else None
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    opened = before is None or before.kind in (Kind.VERB, Kind.BREAK)
    return opened and behind is not None and (behind.kind is Kind.VERB or behind.text in ACTIONS)


def opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word is all that stands between a mark and a particle: ，白银|被…, but not ，南山|的植被."""
    before, behind = tokens[at - 1 : at], tokens[at + 1 : at + 2]
    opened = not before or before[0].kind is Kind.BREAK
    return opened and bool(behind) and behind[0].kind is Kind.FUNCTION and behind[0].text != "的"


def _is_listed(tokens: Sequence[Token], at: int) -> bool:
    if at and tokens[at - 1].kind is Kind.SEPARATOR:
        return True
    for token in tokens[at + 1 :]:
        if token.kind is Kind.SEPARATOR or token.text == "等":
            return True
        if token.kind in (Kind.BREAK, Kind.VERB):
            break
    return False


def shares_zone(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a place shares the noun for zones behind its list: 嘉定、青浦等五个新城, A、B等国家骨干冷链物流基地."""
    end = at + 1
    while end + 1 < len(tokens) and tokens[end].text in _LIST_MARKS and tokens[end + 1].kind in PLACES:
        end += 2
    first = end
    while end < len(tokens) and (tokens[end].text in ("等", "个") or tokens[end].kind is Kind.NUMBER):
        end += 1
    if end == first:
        return False
    noun = read_rest(tokens, end - 1)
    if not noun or noun[0].kind is Kind.INNER:
        return False
    plain = all(
        token.kind not in PLACES and token.text not in ACTIONS and token.text not in _GRADES for token in noun
    )
    return plain and len(noun) <= _LONGEST_NOUN and noun[-1].kind is Kind.HEAD and noun[-1].label == "ZONE"
