"""The one order of trust among all that find names.

1. A rule's name that encloses what the tagger found: 嘉昆太协同创新核心圈 over 嘉昆太.
2. What the tagger is sure of (``SURE``).
3. The rules: the longest name; of one stretch first a quotation, then the noun of a list, then the head of the name,
   then the gazetteer.

Of one stretch the tagger gives the label, but where gazetteer or lexicon know the very name, they do: they bring a
code. Which words are divisions the rules alone decide; the tagger's DISTRICT counts for nothing. What is no entity by
the place it stands in (in the name of a law or an event) is none, whoever found it. What the tagger finds must be more
than a word that everybody uses (口岸), cut no word (北虹桥区|域) and hold no comma.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from docstruct.pipes.entities.districts import is_borrowed
from docstruct.pipes.entities.evidence import is_proper
from docstruct.pipes.entities.patterns import OPENERS, PARTNERS, PHASES, REGIONS
from docstruct.pipes.entities.tagger import Tagged
from docstruct.pipes.entities.tags import EntityTag, Found
from docstruct.pipes.entities.tokens import Token
from docstruct.pipes.entities.vocabulary import Kind

#: Below it, the names that a tagger adds are outweighed by the errors; see docs/entities.md for how it was chosen.
SURE = 0.85
_SHORTEST = 2
_JOINING = frozenset("及和与")
_LONGEST_END = 4
_KNOWN = frozenset(("gazetteer", "lexicon"))


def combine(
    text: str, tokens: Sequence[Token], rules: Sequence[Found], tagged: Iterable[Tagged]
) -> list[Found]:
    """Put what the tagger found among the names that the rules found.

    Parameters
    ----------
    text : str
        What both worked on.
    tokens : sequence of Token
        Its words.
    rules : sequence of Found
        Without overlaps, in order.
    tagged : iterable of Tagged
        In any order.

    Returns
    -------
    list of Found
        Without overlaps, in order.

    Examples
    --------
    >>> rules = [Found(0, 2, EntityTag("COMPANY", 0.9, "lexicon")), Found(7, 9, EntityTag("DISTRICT", 0.9, "gazetteer"))]
    >>> tagged = [Tagged(0, 6, "COMPANY", 0.97), Tagged(7, 9, "DISTRICT", 0.99)]
    >>> found = combine("国能航运公司在上海", [], rules, tagged)
    >>> [(item.start, item.end, item.tag.method) for item in found]
    [(0, 6, 'tagger'), (7, 9, 'gazetteer')]
    """
    words = _Words(tokens)
    standing = {at: rule for rule in rules for at in range(rule.start, rule.end)}
    taken: set[int] = set()
    kept: list[Found] = []
    for item in sorted(tagged, key=lambda item: (-item.confidence, item.start)):
        # 沪苏湖铁路上海段及
        end = item.end - (text[item.end - 1] in _JOINING)
        # A hospital that is being built in parts is works: 湘雅医院新院区二期.
        label = "PROJECT" if text[item.start : end].endswith(PHASES) else item.label
        start = words.find_end_of_line(item.start) if label == "PROJECT" else item.start
        found = Found(start, end, EntityTag(label, round(item.confidence, 3), "tagger"))
        stretch = range(start, end)
        if not _counts(text, found) or not taken.isdisjoint(stretch) or not words.make_name(*found[:2]):
            continue
        chosen = _weigh(found, {standing[at] for at in stretch if at in standing})
        if chosen is not None:
            kept.append(chosen)
            taken.update(stretch)
    left = [rule for rule in rules if taken.isdisjoint(range(rule.start, rule.end))]
    return sorted((*kept, *left), key=lambda item: item.start)


def _counts(text: str, found: Found) -> bool:
    return (
        found.tag.confidence >= SURE
        and found.tag.label != "DISTRICT"
        and found.end - found.start >= _SHORTEST
        and not PARTNERS.fullmatch(text, found.start, found.end)
        and not is_borrowed(text, found)
    )


class _Words:
    """The words of a text, by what they allow a name to be."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._starts = [token.start for token in tokens]

    def find_end_of_line(self, start: int) -> int:
        """Where works begin that lead from one end to another, of which the tagger found the second: 胜利至|张北….

        The first end must be all that stands between a mark and 至, which may be found with the second.
        """
        at = bisect_left(self._starts, start)
        at += at < len(self._tokens) and self._tokens[at].text == "至"
        link, first, mark = (self._tokens[at - step] if at >= step else None for step in (1, 2, 3))
        if link is None or first is None or link.text != "至" or first.end != link.start:
            return start
        short = _SHORTEST <= len(first.text) <= _LONGEST_END and first.kind is not Kind.NUMBER
        bounded = start in (link.start, link.end) and (mark is None or mark.kind in OPENERS)
        return first.start if short and bounded else start

    def make_name(self, start: int, end: int) -> bool:
        """Tell whether a stretch can be a name: it cuts no known word, holds no comma, is no common word."""
        first = bisect_right(self._starts, start) - 1
        words = self._tokens[max(first, 0) : bisect_left(self._starts, end)]
        cut = any(
            word.kind is not Kind.UNKNOWN and (word.start < start < word.end or word.start < end < word.end)
            for word in words
        )
        common = len(words) == 1 and not is_proper(words)
        # 中西部铁路 are all railways there.
        common = common or (len(words) == 2 and words[0].text in REGIONS and words[1].label == "PROJECT")
        return not cut and not common and not any(word.kind in OPENERS for word in words)


def _weigh(found: Found, rules: Iterable[Found]) -> Found | None:
    """What stands where the tagger found a name, beside the names of the rules there; None leaves it to them."""
    for rule in rules:
        if (rule.start, rule.end) == (found.start, found.end):
            return rule if rule.tag.method in _KNOWN or rule.tag.label == "DISTRICT" else found
        if rule.start <= found.start and found.end <= rule.end:
            return None
    return found
