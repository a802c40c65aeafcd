"""Names by their last word: …高铁, …新城, …集团, …实验室, …村."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from docstruct.pipes.entities.evidence import is_evident, is_proper, trim
from docstruct.pipes.entities.openings import spans_area
from docstruct.pipes.entities.patterns import (
    BRACKET,
    BRANCH_BODIES,
    BRANCHES,
    BUILT,
    CAPACITIES,
    CENTRES,
    COMMON,
    COMMON_HEADS,
    COMPLETED,
    CONGRESS,
    ENDS,
    FOUNDING,
    HEADS,
    KINDS_OF_GROUPS,
    NO_VILLAGE,
    OPEN_HEADS,
    OPENERS,
    OWN_TRADES,
    PHASES,
    PLACES,
    QUOTED_KINDS,
    REGIONS,
    RESEARCH,
    TRADES,
    UNKNOWNS,
    WINNING,
)
from docstruct.pipes.entities.tags import EntityTag, Found
from docstruct.pipes.entities.tokens import Token
from docstruct.pipes.entities.vocabulary import Kind
from docstruct.records import EntityLabel

_LONGEST = 32
_MINIMUM = 2
_DESIGNATION = 9
_PLAIN = 6
_LONGEST_WORKS = 10
_LONGEST_VILLAGE = 4
_VILLAGE = UNKNOWNS | {Kind.PLACE, Kind.GENERIC, Kind.WEAK_HEAD}
_SEEN_AHEAD = 6


def segments(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Ranges of tokens in which a name can stand: between verbs, particles, counts and marks.

    和 and 与 join within names of bodies (发展和改革委员会), a congress keeps its number (第七届人民代表大会), and works
    keep what they can do (哈密|400万吨/年|煤制油). Of two quotations side by side the second opens a new range.
    """
    start: int | None = None
    for index, token in enumerate(tokens):
        if token.kind in ENDS and not (start is not None and _joins_name(tokens, start, index)):
            if start is not None:
                yield start, index
            start = None
        elif start is None:
            start = index
        elif token.kind is Kind.QUOTE and tokens[index - 1].kind is Kind.QUOTE:
            yield start, index
            start = index
    if start is not None:
        yield start, len(tokens)


def _joins_name(tokens: Sequence[Token], start: int, index: int) -> bool:
    following = tokens[index + 1 : index + _SEEN_AHEAD]
    if tokens[index].kind is Kind.NUMBER and _tells_capacity(tokens, index):
        return True
    if CONGRESS.fullmatch(tokens[index].text) and following:
        return following[0].label == "ORG" and following[0].kind is Kind.HEAD
    if tokens[index].text not in ("和", "与") or tokens[index - 1].kind not in COMMON:
        return False
    local = any(token.kind in (Kind.PLACE, Kind.ADMIN) for token in tokens[start:index])
    for position, token in enumerate(following):
        if token.kind is Kind.HEAD:
            return position > 0 and (token.text in RESEARCH or (local and token.label in ("ORG", "ZONE")))
        if token.kind not in COMMON and token.text != "全国":
            return False
    return False


def _tells_capacity(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a count stands between a place or enterprise and the last word of works: 哈密|80|万吨|…项目."""
    first, last = index, index + 1
    while first and tokens[first - 1].kind is Kind.NUMBER:
        first -= 1
    while last < len(tokens) and tokens[last].kind is Kind.NUMBER:
        last += 1
    before, behind = tokens[max(first - 1, 0)], tokens[last : last + _SEEN_AHEAD]
    named = before.kind is Kind.PLACE or before.label == "COMPANY"
    measured = tokens[last - 1].text.endswith(CAPACITIES) or (
        bool(behind) and behind[0].text.startswith(CAPACITIES)
    )
    if not (named and measured) or before.end != tokens[first].start:
        return False
    end = next((at for at, token in enumerate(behind) if token.kind in ENDS), len(behind))
    return any(token.label == "PROJECT" and token.kind in HEADS for token in behind[:end])


def find_known(tokens: Sequence[Token]) -> Iterator[Found]:
    """Find the names that the lexicon lists; an enterprise in front of its product is none (华为鸿蒙等系统).

    What there may be one of in many places takes the place before it: 成都国家植物园.
    """
    for index, token in enumerate(tokens):
        if token.kind is Kind.KNOWN and token.label and not _makes_product(tokens[index : index + 3]):
            place = tokens[index - 1] if index and token.text.startswith("国家") else token
            joined = place.kind is Kind.PLACE and place.end == token.start
            start = place.start if joined else token.start
            yield Found(start, token.end, EntityTag(token.label, 0.9, "lexicon"))


def _makes_product(words: Sequence[Token]) -> bool:
    """Tell whether an enterprise and an unknown word make up a member of a list."""
    if len(words) < 3 or words[0].label != "COMPANY":
        return False
    _, product, mark = words
    return product.kind is Kind.UNKNOWN and product.start == words[0].end and mark.text in ("等", "、")


def find_names(tokens: Sequence[Token]) -> Iterator[Found]:
    """Find names that end in a head of the lexicon, villages and towns."""
    for start, end in segments(tokens):
        segment = tokens[start:end]
        if any(token.kind in HEADS for token in segment):
            before = tokens[start - 1] if start else None
            after = tokens[end] if end < len(tokens) else None
            yield from _names_in(segment, before, after)


def _names_in(segment: Sequence[Token], before: Token | None, after: Token | None) -> Iterator[Found]:
    name: list[Token] = []
    label: EntityLabel = "PROJECT"
    rest = 0
    for index, token in enumerate(segment):
        if token.kind not in HEADS or token.label is None:
            continue
        closes = after if index + 1 == len(segment) else segment[index + 1]
        if token.label == "DISTRICT":
            behind = segment[index + 2] if index + 2 < len(segment) else None
            yield from _village(segment[:index], token, closes, behind)
            continue
        between = segment[rest:index]
        step = _extend(label, between, token) if name else "new"
        if step == "join":
            name = [*name, *between, token]
            label = _joined_label(label, token)
            rest = index + 1
        elif step == "new":
            left = trim(between)
            if token.text == "人民政府":
                left = [word for word in left if word.kind is Kind.PLACE]
            opens = before if rest == 0 and (not left or left[0] is segment[0]) else None
            if _makes_name(left, token, closes) or _is_founded(left, token, opens, closes):
                yield from _emit(name, label, token)
                name, label, rest = [*left, token], token.label, index + 1
    following = next((token for token in segment[rest:]), after)
    yield from _emit(name, label, following)


def _emit(name: list[Token], label: EntityLabel, following: Token | None) -> Iterator[Found]:
    """The name with a bracket that belongs to it; a park or body that is being built is a PROJECT."""
    if not name:
        return
    attached = following is not None and following.start == name[-1].end
    if following is not None and attached and following.kind is Kind.UNKNOWN and following.text[0] == "型":
        return
    if following is not None and label in ("ZONE", "ORG") and following.text in BUILT:
        label = "PROJECT"
    # 徐州|苏皖鲁豫省际交界地区|区域中心城市: the place is to be the centre of the zone.
    if following is not None and following.text in CENTRES and len(name) > 2 and name[0].kind is Kind.PLACE:
        name = name[1:]
    confidence = 0.8 if name[-1].kind is Kind.HEAD else 0.65
    bracket = following if attached and following is not None and following.kind is Kind.PAREN else None
    if bracket and (bracket.label is not None or BRACKET.fullmatch(bracket.text)):
        name = [*name, bracket]
    if name[-1].end - name[0].start <= _LONGEST:
        yield Found(name[0].start, name[-1].end, EntityTag(label, confidence, "head"))


def _makes_name(left: list[Token], head: Token, after: Token | None) -> bool:
    """Tell whether the words in front of a head name one thing and not a kind of things."""
    if not left:
        return False
    if left[0].kind is Kind.ADMIN:
        return _makes_organ(left, head)
    if _is_open_phrase(left, head, after):
        return False
    evident = is_evident(left)
    last = max((i for i, token in enumerate(left) if is_proper((token,))), default=-1)
    if any(token.kind is Kind.MODIFIER for token in left[last + 1 :]):
        return False
    if head.label == "ORG" and head.kind is Kind.HEAD and left[0].text in ("国家", "中国"):
        return head.end - left[0].start >= _DESIGNATION
    if head.kind is Kind.TAIL:
        # 柳林公园|二期: a phase makes even a common noun one thing, where a name stands before it.
        noun = head.text[:2] in PHASES and left[-1].kind in HEADS and len(left) > 1
        numbered = head.text[:2] in PHASES and is_proper(left[-2:-1] if noun else left[-1:])
        return last == len(left) - 1 - noun and (evident or numbered) and head.text != "段"
    if head.text == "人民政府":
        return left[-1].kind is Kind.PLACE
    if head.text == "基地" and is_evident(left[:1]) and head.start - left[0].end >= 4:
        return True
    plain = last < len(left) - 1 and not any(t.kind in UNKNOWNS for t in left)
    if head.text in COMMON_HEADS and plain and left[0].label != "COMPANY":
        return False
    if head.kind is Kind.HEAD:
        return is_proper(left) and (evident or head.text not in COMMON_HEADS)
    if head.label == "COMPANY":
        return _makes_company(left, head, after)
    if head.text == "线":
        return evident or (left[-1].kind in UNKNOWNS and len(left[-1].text) == _MINIMUM)
    return evident or (head.text in OPEN_HEADS and is_proper(left))


def _is_open_phrase(left: list[Token], head: Token, after: Token | None) -> bool:
    """Tell a phrase that only looks like a name: 平潭建设国际旅游岛, 北京各园区, 国家…示范区, CTCC嘉定站, “一带一路”联合实验室."""
    runs_on = after is not None and after.kind is Kind.UNKNOWN and after.start == head.end
    if len(head.text) == 1 and runs_on:
        return True
    if len(left) > 1 and left[0].kind is Kind.PLACE and left[1].text in ("建设", "各"):
        return True
    if head.label == "ZONE" and left[0].text == "国家" and not is_evident(left):
        return True
    if head.label == "ZONE" and spans_area(left):
        return True
    # 中西部铁路 are all railways there.
    if head.label == "PROJECT" and len(left) == 1 and left[0].text in REGIONS:
        return True
    if left[-1].kind is Kind.QUOTE and head.text in QUOTED_KINDS:
        return True
    if head.text == "站" and any(token.kind is Kind.ALNUM or token.text.endswith("赛") for token in left):
        return True
    return head.text == "地区" and left[-1].kind is Kind.PLACE


def _makes_company(left: list[Token], head: Token, after: Token | None) -> bool:
    """国能集团航运公司, 蔚来能源, 甘肃农信, 君元生物.

    A new name with 科技 or 能源, which other words end in as well, only where it wins something (唯可行物流获评).
    """
    if head.text in ("公司", "银行") or left[-1].label == "COMPANY":
        return is_evident(left)
    if left[-1].kind is Kind.PLACE:
        return head.text in OWN_TRADES
    unknown = len(left) == 1 and left[0].kind is Kind.UNKNOWN and 2 <= len(left[0].text) <= 3
    return unknown and (head.text in TRADES or (after is not None and after.text in WINNING))


def _makes_organ(left: list[Token], head: Token) -> bool:
    """区中心医院, 省产业技术研究院, 省能源集团: the place of the report in front stands for its name."""
    if head.kind is Kind.TAIL:
        return any(token.kind is Kind.HEAD for token in left)
    if head.label in ("PROJECT", "COMPANY"):
        return head.kind is Kind.HEAD and len(left) > 1 and head.text not in COMMON_HEADS
    if head.label != "ORG":
        return False
    if len(left) == 1:
        named = head.text.endswith(("医院", "常委会", "委员会")) and len(head.text) >= 4
        return named or head.text in ("国资委", "发改委", "城运中心")
    return left[1].kind not in (Kind.PAREN, Kind.DASH, Kind.MODIFIER) and head.text not in COMMON_HEADS


def _is_founded(left: list[Token], head: Token, before: Token | None, after: Token | None) -> bool:
    """A body that is founded, or a building that is topped out, is one thing even with a plain name.

    组建民营经济发展服务局, 卫星超级工厂主体结构封顶; 交通集团营收增长: the province's own enterprises, by trade.
    """
    if before is None or head.text in COMMON_HEADS or any(t.kind is Kind.MODIFIER for t in left):
        return False
    if head.text == "集团" and len(left) == 1 and before.kind in OPENERS:
        return len(left[0].text) == _MINIMUM and left[0].text not in KINDS_OF_GROUPS
    if head.end - (left or [head])[0].start < _PLAIN:
        return False
    if head.label == "ORG" and before.text in FOUNDING:
        return True
    completed = after is not None and after.text in COMPLETED
    return before.kind in OPENERS and completed and head.label in ("PROJECT", "ORG")


def _village(
    left: Sequence[Token], head: Token, after: Token | None, behind: Token | None
) -> Iterator[Found]:
    """A village or town: a short proper name right before the head, with its upper divisions in front.

    大石皮村, 延庆区八达岭镇石峡村; not 城中村. A plain word makes a name where it wins something (灯塔村入选). A town right
    before a village is no mention of its own.
    """
    first = _own_name(left, head)
    own = left[first:]
    attached = after is not None and after.kind is Kind.UNKNOWN and after.start == head.end
    placed = any(token.kind in PLACES for token in left[max(first - 1, 0) : -1])
    if not own or (attached and not placed and (behind is None or behind.label != "DISTRICT")):
        return
    plain = len(left) == 1 and len(own[0].text) == _MINIMUM and after is not None and after.text in WINNING
    named = _is_village(own, head)
    if not (named or plain):
        return
    while first > 1 and left[first - 1].kind is Kind.HEAD and left[first - 1].label == "DISTRICT":
        upper = _own_name(left[: first - 1], left[first - 1])
        if not _is_village(left[upper : first - 1], left[first - 1]):
            break
        first = upper
    while first and left[first - 1].kind in PLACES:
        first -= 1
    yield Found(left[first].start, head.end, EntityTag("DISTRICT", 0.7 if named else 0.5, "head"))


def _own_name(left: Sequence[Token], head: Token) -> int:
    """Where the words that can name a village begin."""
    first = len(left)
    while (
        first and left[first - 1].kind in _VILLAGE and head.start - left[first - 1].start <= _LONGEST_VILLAGE
    ):
        first -= 1
    return first


def _is_village(own: Sequence[Token], head: Token) -> bool:
    return (
        bool(own)
        and all(token.kind in _VILLAGE and token.kind is not Kind.GENERIC for token in own)
        and own[0].kind is not Kind.WEAK_HEAD
        and head.start - own[0].start >= _MINIMUM
        and NO_VILLAGE.isdisjoint("".join(token.text for token in own))
    )


def _extend(label: EntityLabel, between: Sequence[Token], head: Token) -> Literal["join", "new", "skip"]:
    """Whether a further head lengthens the name (产业园一期), opens another (嘉宝智慧湾|…产业园), or does neither."""
    if not between:
        # 上海机场|航空货邮
        trade = head.label == "COMPANY" and head.kind is Kind.WEAK_HEAD and label != "COMPANY"
        return "skip" if trade else "join"
    if is_proper(between):
        if head.kind is Kind.TAIL and head.text.endswith("段"):
            return "join"
        if head.text in BRANCHES and len(between) == 1:
            return "join"
        return "new" if label in ("ZONE", "PROJECT") and head.label in ("PROJECT", "ZONE") else "join"
    if any(token.kind is Kind.MODIFIER for token in between):
        return "skip"
    if label == "PROJECT" and head.text.endswith(("工程", "项目")):
        # 景电灌区现代化改造项目
        return "join" if head.start - between[0].start <= _LONGEST_WORKS else "skip"
    plain = head.kind is Kind.HEAD and head.text not in COMMON_HEADS
    return "join" if plain else "skip"


def _joined_label(label: EntityLabel, head: Token) -> EntityLabel:
    if head.kind is Kind.TAIL:
        return label if head.text == "段" else "PROJECT"
    if head.text in BRANCHES:
        return "ORG" if head.text in BRANCH_BODIES else label
    return head.label or label
