"""Names in quotation marks: “北虹之云”按期建设, “上虹桥·城市更新区”, “杏谷”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docstruct.pipes.entities.evidence import is_evident, is_proper
from docstruct.pipes.entities.patterns import POLICIES, VALLEY, WORKS
from docstruct.pipes.entities.tags import EntityTag, Found
from docstruct.pipes.entities.tokens import Token, tokenize
from docstruct.pipes.entities.vocabulary import Kind, Vocabulary
from docstruct.records import EntityLabel

_SHORTEST = 7


def find_quoted(text: str, tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Found]:
    """Find quotations that name a thing that is built, or that end in the head of a name."""
    for token in tokens:
        if token.kind is Kind.QUOTE and (label := _label(text, token, vocabulary)):
            yield Found(token.start, token.end, EntityTag(label, 0.6, "quote"))


def _label(text: str, quote: Token, vocabulary: Vocabulary) -> EntityLabel | None:
    if WORKS.match(text, quote.end):
        return "PROJECT"
    if VALLEY.fullmatch(quote.text):
        return "ZONE"
    if len(quote.text) < _SHORTEST:
        return None
    inner = tokenize(quote.text[1:-1], vocabulary)
    head, left = inner[-1], inner[:-1]
    if head.text in POLICIES or any(token.kind in (Kind.VERB, Kind.FUNCTION) for token in inner):
        return None
    named = is_proper(left) if head.kind is Kind.HEAD else head.kind is Kind.WEAK_HEAD and is_evident(left)
    return head.label if named and head.label != "DISTRICT" else None
