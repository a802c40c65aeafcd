"""The custom attributes by which the pipes of docstruct speak to each other on a spaCy Doc."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from docstruct.numerals import fold_width

_DOC = ("report", "folded", "quantities", "frames", "facts")
_SPAN = ("quantity", "fact", "entity")


def ensure_attributes() -> None:
    """Register the attributes once; later calls change nothing.

    ``doc._.folded`` is the text with fullwidth digits folded, set by :func:`fold` on first use.

    ``doc._.report`` is the :class:`~docstruct.records.Report` the text came from (None for bare text);
    ``doc._.quantities``, ``doc._.frames`` and ``doc._.facts`` are lists in reading order;
    ``span._.quantity``, ``span._.fact`` and ``span._.entity`` are set on the spans of ``doc.spans``.
    """
    for name in _DOC:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    for name in _SPAN:
        if not Span.has_extension(name):
            Span.set_extension(name, default=None)


def read_text(doc: Doc) -> str:
    """Text of a document; ``doc.text`` puts it together from half a million tokens anew at every call."""
    return str(doc._.report.text) if doc._.report is not None else doc.text


def fold(doc: Doc) -> str:
    """Width-folded text of a document, kept in ``doc._.folded``."""
    if doc._.folded is None:
        doc._.folded = fold_width(read_text(doc))
    return str(doc._.folded)
