"""The component ``docstruct_quantities``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from docstruct.pipes.attributes import ensure_attributes, read_text
from docstruct.pipes.quantities.logic import Quantity, match


class QuantityMatcher:
    """Finds quantities: ``doc.spans["quantities"]``, each with ``span._.quantity``."""

    def match(self, doc: Doc) -> list[Quantity]:
        """Quantities of a document, in order."""
        return match(read_text(doc))

    def set_annotations(self, doc: Doc, quantities: list[Quantity]) -> None:
        """Write quantities to the document."""
        doc._.quantities = quantities
        spans = []
        for quantity in quantities:
            span = doc.char_span(quantity.start, quantity.end, label="QUANTITY", alignment_mode="expand")
            if span is not None:
                span._.quantity = quantity
                spans.append(span)
        doc.spans["quantities"] = spans

    def __call__(self, doc: Doc) -> Doc:
        """Annotate and return the document."""
        self.set_annotations(doc, self.match(doc))
        return doc


@Language.factory("docstruct_quantities", assigns=["doc.spans", "span._.quantity"])
def create_quantities(nlp: Language, name: str) -> QuantityMatcher:
    """Create the component; it takes no options."""
    ensure_attributes()
    return QuantityMatcher()
