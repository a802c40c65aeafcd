"""Cutting a text into the words of the vocabulary, with what lies between them."""

from __future__ import annotations

import re
from typing import NamedTuple

from docstruct.pipes.entities.vocabulary import Kind, Vocabulary
from docstruct.records import EntityLabel

_SCANNER = re.compile(
    r"(?P<line>(?:地铁|轨道交通)?[0-9０-９]{1,2}号线)"
    r"|(?P<grade>[1-5]A级?)"
    r"|(?P<ordinal>第[一二三四五六七八九十0-9]{1,3}[批届次轮个条期])"
    r"|(?P<count>[两三四五六七八九十]{1,2}[个条座市县])"
    # One look ahead a character would be slow; only these can begin a line, an ordinal or a count.
    r"|(?P<hanzi>(?:[^\W\d_A-Za-z地轨第两三四五六七八九十]+|(?!(?:地铁|轨道交通)[0-9]"
    r"|第[一二三四五六七八九十]{1,3}[批届次轮个条期]|[两三四五六七八九十]{1,2}[个条座市县])[地轨第两三四五六七八九十])+)"
    r"|(?P<separator>、)"
    r"|(?P<quote>[“\"「『][^“”\"「」『』，。；！？\n]{1,24}[”\"」』])"
    # Roads and lines carry digits in their names (14号线, S5, G15); counts and dates end a name.
    r"|(?P<alnum>[A-Za-z]+[A-Za-z0-9]*(?:[-—][A-Za-z0-9]+)*|[0-9０-９.]+(?=[万亿]?[吨千伏瓦][级/／瓦]))"
    r"|(?P<number>[0-9０-９][0-9０-９.．,％%]*[余多]?[万亿千百]*[余多]?)"
    r"|(?P<paren>[（(][^（）()，、。；\n]{1,12}[）)])"
    r"|(?P<dash>[—–－\-·•/／~～]+)"
    r"|(?P<space>[ \t\u3000]+)"
    r"|(?P<break>.|\n)",
)
_CLASSIFIER = re.compile(
    r"(?:年|个|家|条|项|座|所|处|只|户|名|批次?|件|种|类|篇|场|次|台|辆|艘|架|套|间|张|公里|千米|米|吨|亩|公顷|元|月|日|岁|倍|成|位"
    r"|人次?|口|天|小时|分钟|平方米|立方米|平方公里|亿|万|大|届|期|宗|支|门|株|头|对|组|版|幅)"
)
#: Characters behind the quotation that a known name begins with.
_LONGEST_END = 3
_FIXED = {
    "line": Kind.KNOWN,
    "ordinal": Kind.NUMBER,
    "grade": Kind.GENERIC,
    "count": Kind.NUMBER,
    "separator": Kind.SEPARATOR,
    "quote": Kind.QUOTE,
    "alnum": Kind.ALNUM,
    "number": Kind.NUMBER,
    "paren": Kind.PAREN,
    "dash": Kind.DASH,
    "break": Kind.BREAK,
}


class Token(NamedTuple):
    """A word in place; ``label`` is that of a head or a known name, DISTRICT of a bracket with a place in it."""

    start: int
    end: int
    kind: Kind
    text: str
    label: EntityLabel | None = None


def tokenize(text: str, vocabulary: Vocabulary) -> list[Token]:
    """Cut a text into words of the vocabulary (longest first), marks, numbers, and unknown stretches between.

    Examples
    --------
    >>> from docstruct.pipes.entities.vocabulary import load_vocabulary
    >>> [(t.text, t.kind.name) for t in tokenize("加快建设甬舟铁路", load_vocabulary())]
    [('加快建设', 'VERB'), ('甬舟', 'UNKNOWN'), ('铁路', 'HEAD')]
    """
    tokens: list[Token] = []
    parse = vocabulary.trie.parse_longest
    unknown = Kind.UNKNOWN
    number_end = -1
    resume = 0
    for match in _SCANNER.finditer(text):
        group = match.lastgroup or "break"
        start, end = match.span()
        if end <= resume or group == "space":
            continue
        start = max(start, resume)
        if group == "quote" and (known := _read_known(text, match, vocabulary)):
            tokens.append(known)
            resume = known.end
            continue
        if group != "hanzi":
            label: EntityLabel | None = "PROJECT" if group == "line" else None
            if (
                group == "paren"
                and (word := vocabulary.trie[match.group()[1:-1]])
                and word.kind is Kind.PLACE
            ):
                label = "DISTRICT"
            tokens.append(Token(start, end, _FIXED[group], match.group(), label))
            number_end = end if group == "number" else -1
            continue
        if number_end == start and (unit := _CLASSIFIER.match(text, start, end)):
            tokens.append(Token(start, unit.end(), Kind.NUMBER, unit.group()))
            start = unit.end()
        run = text[start:end]
        position = 0
        for begin, stop, word in parse(run):
            if begin > position:
                tokens.append(Token(start + position, start + begin, unknown, run[position:begin]))
            tokens.append(Token(start + begin, start + stop, word.kind, run[begin:stop], word.label))
            position = stop
        if position < len(run):
            tokens.append(Token(start + position, end, unknown, run[position:]))
    return tokens


def _read_known(text: str, quote: re.Match[str], vocabulary: Vocabulary) -> Token | None:
    """A known name that begins with a quotation: “三北”工程."""
    for end in range(quote.end() + _LONGEST_END, quote.end(), -1):
        word = vocabulary.trie[text[quote.start() : end]]
        if word is not None:
            return Token(quote.start(), end, word.kind, text[quote.start() : end], word.label)
    return None
