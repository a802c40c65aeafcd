"""What makes a fact hard or easy, told from gold and the words around the figure, never from the product's rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from docstruct.evaluation.gold import GoldFact, Passage

_CLAUSE_END = re.compile(r"[，,；;：:。！？\n]")
_SENTENCE_END = re.compile(r"[。！？\n]")
_FIGURE = r"\d[\d.,]*[万亿千百]*"
#: 分别增长8%和10%: nothing but the list itself stands between the word and the figure.
_DISTRIBUTED = re.compile(r"分别[^。；]*$")
_PAIR_START = re.compile(r"(?:由|从)(?:(?:19|20)\d\d年)?[^，。；\d]{0,12}$")
_PAIR_TARGET = re.compile(
    r"^[^，。；\d]{0,8}?(?:增加到|增长到|提高到|提升到|上升到|下降到|降低到|减少到|扩大到|压减到|缩短到|增至|提高至|提升至|上升至|下降至|降至|升至|跃升|到|至)"
)
_PAIR_END = re.compile(
    rf"(?:由|从)[^，。；]*{_FIGURE}[^，。；\d]*(?:到|至|为)(?:(?:19|20)\d\d年)?[^，。；\d]{{0,4}}$"
)
_LIST_GLUE = re.compile(r"^(?:左右|以上|以内|以下)?[、和及与]")
_NARROWED = re.compile(r"其中[^。；]*$")
_CARRIED_HEAD = 2


@dataclass(frozen=True)
class Setting:
    """A gold fact with its passage as the product has it, without white space, width folded."""

    fact: GoldFact
    passage: Passage
    folded: str

    @cached_property
    def before(self) -> str:
        """The sentence up to the figure."""
        return _SENTENCE_END.split(self.folded[: self.fact.start])[-1]

    @cached_property
    def behind(self) -> str:
        """The sentence after the figure."""
        return _SENTENCE_END.split(self.folded[self.fact.end :], maxsplit=1)[0]

    @cached_property
    def clause(self) -> str:
        """The words between the last mark of punctuation but 、 and the next one, with the figure."""
        return (
            _CLAUSE_END.split(self.before)[-1]
            + self.fact.quantity
            + _CLAUSE_END.split(self.behind, maxsplit=1)[0]
        )

    @cached_property
    def neighbours(self) -> tuple[GoldFact | None, GoldFact | None]:
        """The gold facts before and after, where they stand in the same sentence."""
        facts = sorted(self.passage.facts, key=lambda fact: fact.start)
        at = facts.index(self.fact)
        return (
            facts[at - 1] if at and self.fact.start - facts[at - 1].end <= len(self.before) else None,
            facts[at + 1]
            if at + 1 < len(facts) and facts[at + 1].start - self.fact.end <= len(self.behind)
            else None,
        )


def _is_distributed(setting: Setting) -> bool:
    found = _DISTRIBUTED.search(setting.before)
    return found is not None and _CLAUSE_END.search(found.group()) is None


def _is_in_list(setting: Setting) -> bool:
    """Another fact is joined by 、 or 和 with nothing between."""
    before, following = setting.neighbours
    joined = (
        (setting.folded[before.end : setting.fact.start] if before is not None else ""),
        (setting.folded[setting.fact.end : following.start] if following is not None else ""),
    )
    return any(len(gap) <= 4 and _LIST_GLUE.match(gap) is not None for gap in joined)


def _is_pair_start(setting: Setting) -> bool:
    return _PAIR_START.search(setting.before) is not None and _PAIR_TARGET.match(setting.behind) is not None


def _is_pair_end(setting: Setting) -> bool:
    return _PAIR_END.search(setting.before) is not None


def _shares_noun(setting: Setting) -> bool:
    """3批18项制度创新成果: two counts in different units of the noun behind the second."""
    before, following = setting.neighbours
    if following is not None and _stand_together(setting, setting.fact, following):
        return True
    return before is not None and _stand_together(setting, before, setting.fact)


def _stand_together(setting: Setting, first: GoldFact, second: GoldFact) -> bool:
    gap = setting.folded[first.end : second.start]
    return (
        len(gap) <= 1 and first.unit != second.unit and bool(set(first.indicators) & set(second.indicators))
    )


def _is_carried(setting: Setting) -> bool:
    """No acceptable wording has its head or its front in the clause of the figure."""
    return not any(
        name[-_CARRIED_HEAD:] in setting.clause or name[:_CARRIED_HEAD] in setting.clause
        for name in setting.fact.indicators
    )


def _is_composed(setting: Setting) -> bool:
    """The best wording stands nowhere in the sentence as one stretch."""
    sentence = setting.before + setting.fact.quantity + setting.behind
    return setting.fact.indicators[0] not in sentence


def _stands_behind(setting: Setting) -> bool:
    behind = _CLAUSE_END.split(setting.behind, maxsplit=1)[0]
    return any(behind.startswith(name[:_CARRIED_HEAD]) for name in setting.fact.indicators)


#: Name of a phenomenon → how it is told. A fact may show several.
PHENOMENA: dict[str, Callable[[Setting], bool]] = {
    "level": lambda s: s.fact.kind == "level",
    "growth": lambda s: s.fact.kind == "growth",
    "delta": lambda s: s.fact.kind == "delta",
    "share": lambda s: s.fact.kind == "share",
    "gap": lambda s: s.fact.kind == "gap",
    "decline": lambda s: s.fact.value < 0,
    "distributed (分别)": _is_distributed,
    "list": _is_in_list,
    "from–to, start": _is_pair_start,
    "from–to, end": _is_pair_end,
    "shared post noun": _shares_noun,
    "其中": lambda s: _NARROWED.search(s.before) is not None,
    "carried subject": _is_carried,
    "composed indicator": _is_composed,
    "noun behind": _stands_behind,
    "several alternatives": lambda s: len(s.fact.indicators) > 1,
    "headline series": lambda s: bool(s.fact.headline),
    "bounded": lambda s: s.fact.bound != "eq",
    "range": lambda s: s.fact.value_high is not None,
    "Chinese numeral": lambda s: re.search(r"[0-9０-９]", s.fact.quantity) is None,
    "fullwidth digit": lambda s: re.search(r"[０-９]", s.fact.quantity) is not None,
    "no unit": lambda s: not s.fact.unit,
    "target": lambda s: s.fact.status == "target",
    "estimate": lambda s: s.fact.status == "estimate",
    "span of years": lambda s: "/" in s.fact.period,
    "half-year or shorter": lambda s: "-" in s.fact.period,
    "other region": lambda s: bool(s.fact.region),
    "in brackets": lambda s: s.before.count("(") > s.before.count(")"),
}


def find_phenomena(setting: Setting) -> tuple[str, ...]:
    """Names of the phenomena that a fact shows.

    Examples
    --------
    >>> fact = GoldFact(t="fact", passage="p", q="10%", o=14, e=17, value=10, unit="%", bound="eq",
    ...     ind=("农村居民人均可支配收入",), kind="growth", status="actual", period="2024", region="", base="",
    ...     hid="income_rural")
    >>> passage = Passage(passage_id="p", doc="", head="", tail="", chars=18, facts=(fact,))
    >>> find_phenomena(Setting(fact, passage, "城乡居民收入分别增长8%和10%。"))
    ('growth', 'distributed (分别)', 'composed indicator', 'headline series')
    """
    return tuple(name for name, shows in PHENOMENA.items() if shows(setting))
