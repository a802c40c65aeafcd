"""Where a correction points: words and their surroundings, found again in a re-issue of the report.

Two texts of one report differ in white space, width, page furniture and inserted paragraphs, so an offset means
nothing beyond the text that it was taken from. An anchor is found by its exact words (NFKC, no white space) among
surroundings that are alike; what cannot be told apart with certainty is lost, and goes to the orphan queue.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache

from docstruct.records import Record
from docstruct.settings import AnchorSettings, Settings

#: characters that have no width and no meaning: zero-width spaces and joiners, byte order mark, soft hyphen
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


_FIGURE = re.compile(r"\d+(?:\.\d+)*")


class Anchor(Record):
    """A stretch of one text, with what it takes to find it in another.

    ``sha256`` is of the document's bytes, ``text_sha256`` of the canonical text that ``start`` and ``end`` (code
    points, half-open) count in. ``before`` and ``after`` are the characters around ``quote``. ``rival`` is how alike
    (0 to 2) the surroundings of the same words elsewhere in that text are: a match must be nearer than that.
    An anchor without a quote means the whole document.
    """

    report_id: str
    sha256: str
    text_sha256: str
    start: int
    end: int
    quote: str
    before: str
    after: str
    rival: float = 0.0


class Match(Record):
    """Where an anchor stands in a text; ``similarity`` of the surroundings is 2 for the text it was made in."""

    start: int
    end: int
    similarity: float = 2.0


class Lost(Record):
    """Why an anchor has no certain place in a text, and the places (start, end) that come near, best first."""

    reason: str
    candidates: tuple[tuple[int, int], ...] = ()


class FoldedText:
    """A text as anchors are compared in: NFKC, no white space, each character with its place in the original.

    Parameters
    ----------
    text : str
        Canonical text of a report.
    """

    def __init__(self, text: str) -> None:
        self.sha256 = digest_text(text)
        chars: list[str] = []
        self.places: list[int] = []
        for place, char in enumerate(text):
            folded = _fold_char(char)
            chars.append(folded)
            self.places.extend([place] * len(folded))
        self.text = "".join(chars)

    def find(self, quote: str) -> list[tuple[int, int]]:
        """Return where folded words stand, as offsets into the folded text; never across half a character."""
        found, at = [], self.text.find(quote) if quote else -1
        while at >= 0:
            end = at + len(quote)
            starts = at == 0 or self.places[at - 1] != self.places[at]
            if starts and (end == len(self.places) or self.places[end - 1] != self.places[end]):
                found.append((at, end))
            at = self.text.find(quote, at + 1)
        return found

    def unfold(self, start: int, end: int) -> tuple[int, int]:
        """Return offsets into the original."""
        return self.places[start], self.places[end - 1] + 1

    def compare(self, start: int, end: int, before: str, after: str) -> float:
        """Return how alike (0 to 2) the surroundings of a stretch are to folded ones."""
        left = self.text[max(0, start - len(before)) : start]
        right = self.text[end : end + len(after)]
        return _likeness(left, before) + _likeness(right[::-1], after[::-1])


def make_anchor(
    text: str, sha256: str, start: int, end: int, *, report_id: str, settings: AnchorSettings | None = None
) -> Anchor:
    """Anchor a stretch of a report.

    Parameters
    ----------
    text : str
        Canonical text of the report.
    sha256 : str
        Of the document's bytes.
    start, end : int
        Code points into ``text``, half-open; equal for an anchor of the whole document.
    report_id : str
        The report.

    Examples
    --------
    >>> text = "粮食总产量达到120亿斤，增长2%。"
    >>> anchor = make_anchor(text, "00", 7, 12, report_id="r")
    >>> anchor.quote, anchor.before
    ('120亿斤', '粮食总产量达到')
    """
    wide = (settings or Settings().corrections.anchor).context_chars
    anchor = Anchor(
        report_id=report_id,
        sha256=sha256,
        text_sha256=fold_text(text).sha256,
        start=start,
        end=end,
        quote=text[start:end],
        before=text[max(0, start - wide) : start],
        after=text[end : end + wide],
    )
    others = [score for score, place in _rank(anchor, fold_text(text)) if place != (start, end)]
    return anchor.model_copy(update={"rival": round(max(others, default=0.0), 4)})


def find_anchor(anchor: Anchor, text: str, *, settings: AnchorSettings | None = None) -> Match | Lost:
    """Find an anchor in a text of the report: the same one, a re-issue, or one that another reader made.

    In the text that it was made in, it stands at its offsets. Elsewhere the quote must stand between surroundings
    that are alike by ``settings.likeness`` of 2, and by ``settings.lead`` more than those of any other place, be
    it in this text or in the first one.

    Parameters
    ----------
    anchor : Anchor
        With a quote.
    text : str
        Canonical text.

    Returns
    -------
    Match or Lost

    Examples
    --------
    >>> anchor = make_anchor("粮食总产量达到120亿斤，增长2%。", "00", 7, 12, report_id="r")
    >>> text = "各位代表： 粮食总产量达到 １２０亿斤，增长2%。"
    >>> match = find_anchor(anchor, text)
    >>> text[match.start:match.end]
    '１２０亿斤'
    >>> find_anchor(anchor, "粮食总产量达到121亿斤，增长2%。").reason
    'the words are not in the text'
    """
    limits = settings or Settings().corrections.anchor
    folded = fold_text(text)
    if folded.sha256 == anchor.text_sha256 and text[anchor.start : anchor.end] == anchor.quote:
        return Match(start=anchor.start, end=anchor.end)
    ranked = _rank(anchor, folded)
    if not ranked:
        return Lost(reason="the words are not in the text")
    (best, place), *others = ranked
    places = tuple(other for _, other in ranked[: limits.candidates])
    if best < limits.likeness:
        return Lost(reason=f"the surroundings have changed (likeness {best:.2f} of 2)", candidates=places)
    rival = max([anchor.rival, *(score for score, _ in others)])
    repeated = bool(others) and others[0][0] >= max(limits.likeness / 2, anchor.rival + limits.lead)
    if repeated or best < rival + limits.lead:
        return Lost(reason=f"two places are alike ({best:.2f} and {rival:.2f} of 2)", candidates=places)
    return Match(start=place[0], end=place[1], similarity=round(best, 4))


def digest_text(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=32)
def fold_text(text: str) -> FoldedText:
    """Fold a text once; many anchors are looked for in one report."""
    return FoldedText(text)


def fold_words(words: str) -> str:
    """Return words as anchors compare them: NFKC, no white space.

    Examples
    --------
    >>> fold_words("５.２ ％")
    '5.2%'
    """
    return "".join(map(_fold_char, words))


def _rank(anchor: Anchor, folded: FoldedText) -> list[tuple[float, tuple[int, int]]]:
    before, after = fold_words(anchor.before), fold_words(anchor.after)
    ranked = [
        (folded.compare(start, end, before, after), folded.unfold(start, end))
        for start, end in folded.find(fold_words(anchor.quote))
    ]
    return sorted(ranked, key=lambda scored: (-scored[0], scored[1]))


def _likeness(one: str, other: str) -> float:
    """Return how alike two stretches are that begin at the far end and end at the words.

    A report says one sentence of two years, or plans what it reports, in the same words with other figures; so
    stretches whose figures all differ are half as alike as their characters are.
    """
    if one == other:
        return 1.0
    alike = SequenceMatcher(None, one, other, autojunk=False).ratio()
    mine, theirs = Counter(_list_figures(one)), Counter(_list_figures(other))
    most = max(mine.total(), theirs.total())
    shared = (mine & theirs).total() / most if most else 1.0
    return alike * (1 + shared) / 2


def _list_figures(side: str) -> list[str]:
    """Return the figures of a stretch; one at its far end may be cut off, and does not count."""
    return [found.group() for found in _FIGURE.finditer(side) if found.start() > 0]


@lru_cache(maxsize=65_536)
def _fold_char(char: str) -> str:
    if char in _INVISIBLE:
        return ""
    return "".join(unicodedata.normalize("NFKC", char).split())
