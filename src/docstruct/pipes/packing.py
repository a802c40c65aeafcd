"""Texts with spans as a spaCy DocBin, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin, Span

_META = "docstruct"


@dataclass(frozen=True, slots=True)
class PackedSpan:
    """A span of a text: offsets in code points, half-open; ``group`` is the span group that it is in."""

    group: str
    key: str
    label: str
    start: int
    end: int
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackedDoc:
    """A text with its spans, and what else there is to say of it."""

    text: str
    meta: dict[str, Any]
    spans: list[PackedSpan]


def pack(docs: Iterable[PackedDoc]) -> bytes:
    """Pack texts as a DocBin of docs whose tokens are characters.

    ``doc.spans`` has one group for each ``group``, each span with its key as ``span.id_``; fields and meta stand in
    ``doc.user_data["docstruct"]`` as JSON, fields by key.

    Examples
    --------
    >>> span = PackedSpan("facts", "a1", "QUANTITY", 2, 6, {"kind": "growth"})
    >>> doc = next(unpack(pack([PackedDoc("增长5.2%。", {"report_id": "r"}, [span])])))
    >>> doc.spans[0].key, doc.text[doc.spans[0].start : doc.spans[0].end]
    ('a1', '5.2%')
    """
    nlp = spacy.blank("zh")
    packed = DocBin(store_user_data=True)
    for given in docs:
        # Not the tokenizer: it would fold white space, and offsets must hold.
        doc = Doc(nlp.vocab, words=list(given.text), spaces=[False] * len(given.text))
        for group in sorted({span.group for span in given.spans}):
            doc.spans[group] = [
                Span(doc, span.start, span.end, label=span.label, span_id=span.key)
                for span in given.spans
                if span.group == group
            ]
        fields = {span.key: span.fields for span in given.spans if span.fields}
        doc.user_data[_META] = json.dumps({"meta": given.meta, "fields": fields}, ensure_ascii=False)
        packed.add(doc)
    return packed.to_bytes()


def unpack(data: bytes) -> Iterator[PackedDoc]:
    """Unpack a DocBin; spans come in the order of the text."""
    nlp = spacy.blank("zh")
    for doc in DocBin(store_user_data=True).from_bytes(data).get_docs(nlp.vocab):
        known = json.loads(doc.user_data[_META])
        spans = [
            PackedSpan(
                group=name,
                key=span.id_,
                label=span.label_,
                start=span.start_char,
                end=span.end_char,
                fields=known["fields"].get(span.id_, {}),
            )
            for name, group in doc.spans.items()
            for span in group
        ]
        yield PackedDoc(doc.text, known["meta"], sorted(spans, key=lambda s: (s.start, s.end, s.label)))
