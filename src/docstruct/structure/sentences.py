"""Sentence boundaries: 。！？ and the end of a line close a sentence, quotes and brackets keep theirs together."""

from __future__ import annotations

from itertools import accumulate

from docstruct.settings import StructureSettings

_ENDS = "。！？!?"
_PAIRS = {
    "”": "“",
    "’": "‘",
    "》": "《",
    "〉": "〈",
    "）": "（",
    ")": "(",
    "】": "【",
    "』": "『",
    "」": "「",
}
_OPENERS = frozenset(_PAIRS.values())
_BRACKETS = "）)】"
#: After “…。” these show that the sentence goes on: “实干！”的要求.
_GOES_ON = "，、；：,;:）)》的地得之等和与及是为这那一"
_LONGEST_QUOTE = StructureSettings().longest_quote


def split(
    text: str, start: int = 0, end: int | None = None, *, longest_quote: int = _LONGEST_QUOTE
) -> list[tuple[int, int]]:
    """Find the sentences of ``text[start:end]``.

    A semicolon does not end a sentence. A full stop inside matched quotes or brackets does not either, unless
    a bracket holds several sentences. A pair reaches over one line and ``longest_quote`` characters
    at most, so an unbalanced quote cannot swallow the rest.

    Returns
    -------
    list of (int, int)
        Offsets into ``text``, half-open, white space at the rim left out, in order, without overlap.

    Examples
    --------
    >>> text = "坚持“稳字当头。稳中求进”；增长5.2%。完成7.0版方案"
    >>> [text[a:b] for a, b in split(text)]
    ['坚持“稳字当头。稳中求进”；增长5.2%。', '完成7.0版方案']
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    at = start
    while at < stop:
        line_end = text.find("\n", at, stop)
        if line_end < 0:
            line_end = stop
        _split_line(text, at, line_end, longest_quote, spans)
        at = line_end + 1
    return spans


def _split_line(text: str, start: int, end: int, longest: int, spans: list[tuple[int, int]]) -> None:
    line = text[start:end]
    if not any(mark in line for mark in _ENDS):
        _add(line, 0, len(line), start, spans)
        return
    held = _held(line, longest)
    begin = at = 0
    while at < len(line):
        if not _closes(line, at) or held[at]:
            at += 1
            continue
        at += 1
        while at < len(line) and (line[at] in _ENDS or line[at] in _PAIRS):
            at += 1
        _add(line, begin, at, start, spans)
        begin = at
    _add(line, begin, len(line), start, spans)


def _closes(line: str, at: int) -> bool:
    char = line[at]
    # an ASCII mark belongs to Chinese prose only after a wide character; "?id=3" is an address
    return char in _ENDS and (not char.isascii() or (at > 0 and not line[at - 1].isascii()))


def _add(line: str, begin: int, end: int, offset: int, spans: list[tuple[int, int]]) -> None:
    piece = line[begin:end]
    body = piece.strip()
    if body:
        first = begin + len(piece) - len(piece.lstrip())
        spans.append((offset + first, offset + first + len(body)))


def _held(line: str, longest: int) -> list[int]:
    """Say for every character in how many pairs that keep a sentence together it stands."""
    edges = [0] * (len(line) + 1)
    ends = [0, *accumulate(int(_closes(line, at)) for at in range(len(line)))]
    open_at: dict[str, list[int]] = {opener: [] for opener in _OPENERS}
    straight: int | None = None
    for at, char in enumerate(line):
        if char in _OPENERS:
            open_at[char].append(at)
        elif char in _PAIRS and open_at[_PAIRS[char]]:
            _hold(line, open_at[_PAIRS[char]].pop(), at, edges, ends, longest)
        elif char == '"':
            if straight is None:
                straight = at
            else:
                _hold(line, straight, at, edges, ends, longest)
                straight = None
    return list(accumulate(edges[:-1]))


def _hold(line: str, first: int, last: int, edges: list[int], ends: list[int], longest: int) -> None:
    if last - first > longest:
        return
    if line[last] in _BRACKETS:
        if ends[last - 1] - ends[first] > 0 and ends[last] - ends[first] > 1:
            return
    elif ends[last] - ends[last - 1] and _ends_after(line, last + 1):
        # “…要求。”会议认为: the quote closes with its sentence, so its last stop counts
        last -= 1
    edges[first] += 1
    edges[last] -= 1


def _ends_after(line: str, at: int) -> bool:
    return at >= len(line) or line[at] not in _GOES_ON
