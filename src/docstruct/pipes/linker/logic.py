"""Giving every figure of a sentence its indicator: own words, shared words, or words carried on."""

from __future__ import annotations

import re

from docstruct.lexicon.predicates import load_predicates
from docstruct.pipes.frames import Fact, Frame, Phrase
from docstruct.pipes.indicators.patterns import EDGE, EVENT, FOOTNOTE, MEDALS, SHARE_NAME
from docstruct.pipes.linker.adjustments import (
    carry_list_qualifiers,
    mark_deltas,
    read_growth,
    share_head_behind,
)
from docstruct.pipes.linker.clauses import SECTOR, name_clause
from docstruct.pipes.linker.distribution import split_coordination

_ECONOMY = re.compile(
    r"(?<![字台岸口洋空色])经济(?!社会|带|圈|区|体|适用|困难)|季度(?:同比)?增长|全年增长|上半年增长"
)
_COUNTED_SHARE = re.compile(r"的?(?P<what>[^，。；、：“”]{2,14}?)(?:数量|数)?(?:占比|比例|比重|分别)")
_BARE_RATIO = 9
_REACHES = frozenset(("", "实现", "保持", "达到", "回升", "加快"))
_BY_QUARTER = re.compile(r"\s*(?:分季度看?|分月看?|从季度看|从走势看|逐季看|从时间看|其中)[，,：:]?")
_GLUE = re.compile(r"^[、和及与以，,\s]*(?:约|近|超过|超|达到|达|增长|下降|提高|新增|增加)?$")


def link(text: str, facts: list[Fact], lead: Phrase | None = None) -> Phrase | None:
    """Set ``indicator`` of each fact of a sentence, and return what the sentence was about in the end.

    Parameters
    ----------
    text : str
        Width-folded document text.
    facts : list of Fact
        Facts of one sentence in order; changed in place.
    lead : Phrase, optional
        What the sentence before was about, for a sentence that opens with a bare predicate.
    """
    chain = _Chain(text, lead)
    index = 0
    while index < len(facts):
        group = _group(text, facts, index)
        if len(group) > 1 and chain.distribute(facts, group):
            index = group[-1] + 1
            continue
        chain.follow(facts, index)
        index += 1
    mark_deltas(facts)
    carry_list_qualifiers(facts)
    share_head_behind(facts)
    read_growth(facts)
    return chain.subject


class _Chain:
    """The subjects of a sentence as they come: what a bare predicate (、增长5.2%) goes on about."""

    def __init__(self, text: str, lead: Phrase | None) -> None:
        self._text = text
        self._current: list[Phrase] = []
        self._recent: list[Phrase] = []
        self._topic: Phrase | None = None
        self._lead = lead

    @property
    def subject(self) -> Phrase | None:
        """What a bare predicate behind this would go on about."""
        return self._current[-1] if self._current else None

    def follow(self, facts: list[Fact], index: int) -> None:
        """Give one fact its own words, else those carried on."""
        fact = facts[index]
        frame = fact.frame
        own = self._own_phrase(fact)
        if frame.quantity.unit_text in MEDALS:
            own = _name_medal(self._text, frame)
        light = all(tag == "adverb" or word in _LIGHT for tag, word in frame.tails)
        if own is None and light and _is_doublet(self._text, facts, index):
            # 3批18项制度集成创新案例: both count the noun behind the second
            own = facts[index + 1].frame.post
        if own is not None:
            _assign(fact, own, 0, "behind" if own is frame.post else "before")
            if fact.kind not in ("rank", "spec") or not self._current or frame.pair_from:
                self._remember([frame.owned or own])
                self._topic = frame.topic or own
        elif (named := self._named_before(fact)) is not None:
            part = _read_share_name(fact, named)
            _assign(fact, part, 1, "clause")
            self._remember([part])
            self._topic = part
        elif (
            frame.verb
            and not frame.tails
            and (frame.joint in ("start", "clause") or self._does_other(facts, index))
            and not self._counts_same(facts, index)
        ):
            _assign(fact, _last_resort(self._text, fact), 3, "verb")
        elif self._current:
            _assign(fact, self._current[-1], 1, "carried")
        elif self._lead is not None and fact.kind == "growth" and self._resumes(frame):
            _assign(fact, self._lead, 2, "lead")
            self._remember([self._lead])
        elif (economy := self._economy(fact)) is not None:
            _assign(fact, economy, 2, "clause")
            self._remember([economy])
        else:
            _assign(fact, _last_resort(self._text, fact), 3, "fallback")
        if frame.topic is not None:
            self._topic = frame.topic

    def _resumes(self, frame: Frame) -> bool:
        """Whether a sentence opens by taking up the one before it: 分季度看，一季度增长5.1%."""
        return _BY_QUARTER.fullmatch(self._text, frame.sentence[0], frame.left[0]) is not None

    def _economy(self, fact: Fact) -> Phrase | None:
        """经济逐季向好，三季度增长4.6%、全年增长5.5%: a growth of nothing that is named is the economy's."""
        frame = fact.frame
        said = self._text[frame.sentence[0] : frame.quantity.start]
        bare = fact.kind == "growth" and fact.unit_text == "%" and frame.has_tail("up", "down")
        return Phrase("地区生产总值") if bare and frame.verb in _REACHES and _ECONOMY.search(said) else None

    def _does_other(self, facts: list[Fact], index: int) -> bool:
        """累计扩招413万人、培训8300多万人次: another deed in another unit is a series of its own."""
        if index == 0 or facts[index].frame.joint != "list":
            return False
        before, frame = facts[index - 1].frame, facts[index].frame
        return (
            before.verb != frame.verb
            and len(frame.verb) > 1
            and not any(word == "累计" for _, word in frame.leads)
            and not self._counts_same(facts, index)
        )

    def _counts_same(self, facts: list[Fact], index: int) -> bool:
        return (
            index > 0 and facts[index - 1].frame.quantity.unit_text == facts[index].frame.quantity.unit_text
        )

    def distribute(self, facts: list[Fact], group: list[int]) -> bool:
        """Share several values out over several series; False where the words give no such list."""
        first = facts[group[0]]
        count = len(group)
        own = self._own_phrase(first)
        series = self._filtered(facts, group)
        if series is not None:
            own = series[-1]
        elif own is not None:
            series = split_coordination(own, count, self._text)
        elif len(self._current) == count:
            series = self._current
        elif len(self._recent) >= count and (first.kind in ("growth", "share", "gap", "delta", "rank")):
            series = self._recent[-count:]
        elif self._current:
            series = split_coordination(self._current[-1], count, self._text)
        if series is None and first.frame.examples is not None and own is not None:
            series = _name_examples(first.frame.examples, own, count, self._text)
        if series is None:
            if not first.frame.distributes or own is None and not self._current:
                return False
            shared = own or self._current[-1]
            series = [shared] * count
            rule = "undistributed"
        else:
            rule = "distributed"
        for member, phrase in zip(group, series, strict=True):
            _assign(facts[member], phrase, 0 if own is not None else 1, rule)
            _share_predicate(first, facts[member])
            if (
                facts[member].kind == "growth"
                and phrase.text.endswith("率")
                and first.frame.tails[:1]
                and (first.frame.tails[0][0] == "reach")
            ):
                facts[member].kind, facts[member].basis = "level", None  # 失业率和价格涨幅分别为5.5%、2%
        _share_last_bound(facts, group)
        self._remember(series)
        self._topic = None
        return True

    def _filtered(self, facts: list[Fact], group: list[int]) -> list[Phrase] | None:
        """年收益超10万元、超30万元村集体占比分别达…: as many sizes in front as there are values make the series."""
        sizes = facts[max(0, group[0] - len(group)) : group[0]]
        if len(sizes) != len(group) or len({s.unit_text for s in sizes}) > 1:
            return None
        at = [s.frame.quantity for s in sizes]
        gaps = [self._text[a.right_bound : b.left_bound] for a, b in zip(at, at[1:], strict=False)]
        if any(gap not in ("、", "和") for gap in gaps) or facts[group[0]].frame.joint != "none":
            return None
        lead = self._text[sizes[0].frame.left[0] : at[0].left_bound].strip(EDGE)
        name = _COUNTED_SHARE.match(self._text, at[-1].right_bound, facts[group[0]].frame.quantity.start)
        if name is None:
            return None
        for size in sizes:
            size.kind = "spec"
        return [Phrase(f"{lead}{self._text[q.left_bound : q.right_bound]}{name['what']}") for q in at]

    def _remember(self, phrases: list[Phrase]) -> None:
        self._current = phrases
        for phrase in phrases:
            if phrase.text not in (p.text for p in self._recent[-1:]):
                self._recent.append(phrase)

    def _own_phrase(self, fact: Fact) -> Phrase | None:
        frame = fact.frame
        if frame.post is not None:
            if (
                frame.attributive
                and frame.subject is not None
                and frame.subject.text in load_predicates().bare_measures
            ):
                return frame.post.join(frame.subject)
            return frame.post
        subject = frame.subject
        if subject is None:
            return None
        if subject.text.endswith("之比") and len(subject.text) <= _BARE_RATIO and self._current:
            return Phrase(f"{self._current[-1].text}与{subject.text}")  # 研发经费支出…，与生产总值之比为2.4%
        if subject.text in load_predicates().bare_measures:
            owner = self._owner(frame)
            if owner is not None:
                return _own(owner, subject)
        return subject

    def _owner(self, frame: Frame) -> Phrase | None:
        """Whose 营收 it is: the subject of the clause before, else of the figure before."""
        named = name_clause(self._text, frame.context)
        if named is not None:
            return named
        return self._topic if frame.joint in ("list", "none", "clause", "close") else None

    def _named_before(self, fact: Fact) -> Phrase | None:
        """A subject that stands alone before its predicate: 城乡居民的平均消费水平，由…提高到…"""
        frame = fact.frame
        if not (frame.tails or frame.comparison or frame.pair_from) or frame.joint in (
            "list",
            "none",
            "open",
        ):
            return None
        return name_clause(self._text, frame.context, whole=True)


def _read_share_name(fact: Fact, named: Phrase) -> Phrase:
    """A clause that names part and whole (X在Y中的比重，) makes its percentage a share of Y."""
    m = SHARE_NAME.match(named.text)
    if m is None or fact.unit_text != "%":
        return named
    fact.kind, fact.base = "share", m["whole"]
    return Phrase(m["part"])


def _name_examples(examples: Phrase, head: Phrase, count: int, text: str) -> list[Phrase] | None:
    """电动载人汽车、锂电池、太阳能电池等“新三样”出口分别…: the examples are the series, the measure is shared."""
    items = split_coordination(examples, count, text)
    measure = max((m for m in load_predicates().measures if head.text.endswith(m)), key=len, default="")
    return [Phrase(item.text + measure) for item in items] if items is not None else None


def _own(owner: Phrase, measure: Phrase) -> Phrase:
    """Owner and measure in one, without saying a head twice (地铁运营里程 + 总里程)."""
    if measure.text == "税收" and "收入" in owner.text:
        return measure  # 一般公共预算收入…，税收占比达65%
    if measure.text in ("增速", "增幅", "占比", "比重", "份额"):
        return owner
    for size in range(min(len(owner.text), len(measure.text)) - 1, 1, -1):
        if owner.text.endswith(measure.text[:size]):
            return Phrase(owner.text + measure.text[size:])  # 研发经费投入, 投入强度
    if measure.text in ("规模", "总规模", "总量", "总数", "数量"):
        return owner.join(measure)  # 新能源并网装机, 总规模
    head = measure.text.removeprefix("总")
    for known in sorted(load_predicates().measures, key=len, reverse=True):
        if owner.text.endswith(known) and len(owner.text) > len(known) + 1:
            return owner if known == head else Phrase(owner.text[: -len(known)] + measure.text)
    return owner.join(measure)


def _name_medal(text: str, frame: Frame) -> Phrase:
    events = [m["event"] for m in EVENT.finditer(text, frame.sentence[0], frame.quantity.start)]
    return Phrase((events[-1] if events else "") + MEDALS[frame.quantity.unit_text])


#: Predicates that a figure shares with the next one of a doublet: 完成55.3万平方米、2.9万户旧改.
_LIGHT = frozenset(("完成", "实现", "安排", "惠及", "有", "取得", "覆盖", "接待", "引进"))


def _is_doublet(text: str, facts: list[Fact], index: int) -> bool:
    if index + 1 >= len(facts):
        return False
    following = facts[index + 1].frame
    between = text[facts[index].frame.quantity.right_bound : following.quantity.left_bound]
    return following.post is not None and following.subject is None and between in ("", "、")


def _assign(fact: Fact, phrase: Phrase, steps: int, rule: str) -> None:
    cleaned = FOOTNOTE.sub("", phrase.text).strip(EDGE + "的")
    if not cleaned.endswith(("高等", "同等", "均等")):
        cleaned = cleaned.removesuffix("等")
    fact.indicator = phrase if cleaned == phrase.text else Phrase(cleaned)
    fact.steps, fact.rule = steps, rule


def _share_predicate(first: Fact, member: Fact) -> None:
    """Later members of a distributed list carry the predicate of the first (增长8%和10%)."""
    if member is first:
        return
    if not [t for t, _ in member.frame.tails if t != "adverb"] and member.frame.comparison is None:
        member.kind, member.negative, member.basis = first.kind, first.negative, first.basis
        member.price_basis, member.base = first.price_basis, first.base
        member.status, member.period, member.commitment = first.status, first.period, first.commitment


def _share_last_bound(facts: list[Fact], group: list[int]) -> None:
    """左右, 以上, 以内 behind the last of a list cover the list (guidelines, section 4)."""
    last = facts[group[-1]]
    first = facts[group[0]]
    trailing = last.frame.quantity.right_bound > last.frame.quantity.end
    leading = first.frame.distributes and first.frame.quantity.left_bound < first.frame.quantity.start
    for member in group:
        fact = facts[member]
        if fact.bound == "eq" and trailing:
            fact.bound = last.bound
        elif fact.bound == "eq" and leading:
            fact.bound = first.bound  # 分别超过11万亿元、20万亿元


def _group(text: str, facts: list[Fact], index: int) -> list[int]:
    """Indices of the quantities that stand in one bare list: 8%和10%; 800亿斤、60亿斤、160亿斤."""
    group = [index]
    first = facts[index]
    if (
        first.frame.quantity.form == "rank"
        or (first.frame.pair_from and not first.frame.distributes)
        or first.kind == "spec"
    ):
        return group
    for following in range(index + 1, len(facts)):
        before, frame = facts[following - 1].frame, facts[following].frame
        gap = text[before.quantity.right_bound : frame.quantity.left_bound]
        if frame.quantity.form == "rank" or not gap or not _GLUE.match(gap) or frame.subject is not None:
            break
        if not first.frame.distributes and (
            frame.quantity.unit_text != first.frame.quantity.unit_text or re.search(r"[^、和及与]", gap)
        ):
            break
        if before.post is not None and first.frame.subject is None:
            break
        group.append(following)
    if len(group) > 1 and not first.frame.distributes:
        last = facts[group[-1]].frame
        if last.post is not None or (
            first.frame.subject is None and not first.frame.has_tail("up", "down", "reach_change", "gap")
        ):
            return [index]
    return group


def _last_resort(text: str, fact: Fact) -> Phrase:
    frame = fact.frame
    if frame.verb:
        return Phrase(frame.verb)
    start, end = frame.context
    clauses = [c.strip(EDGE) for c in re.split(r"[，,；;：:。\n]", text[start:end]) if c.strip(EDGE)]
    if clauses:
        m = SECTOR.match(clauses[-1])
        return Phrase(m.group() if m else clauses[-1][-20:])
    words = [word for tag, word in frame.tails if tag in ("stage", "up", "down")]
    return Phrase(words[-1] if words else text[frame.left[0] : frame.left[1]].strip(EDGE) or "未指明")
