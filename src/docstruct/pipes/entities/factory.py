"""The component ``docstruct_entities``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from docstruct.pipes.attributes import ensure_attributes, read_text
from docstruct.pipes.entities.logic import find_entities
from docstruct.pipes.entities.tags import Found


class EntityMatcher:
    """Finds named entities: ``doc.spans["entities"]``, labelled, each with ``span._.entity``."""

    def match(self, doc: Doc) -> list[Found]:
        """Entities of a document, in order; ``doc._.report``, where set, tells whose text it is."""
        return find_entities(read_text(doc), doc._.report)

    def set_annotations(self, doc: Doc, found: list[Found]) -> None:
        """Write entities to the document."""
        spans = []
        for item in found:
            span = doc.char_span(item.start, item.end, label=item.tag.label, alignment_mode="expand")
            if span is not None:
                span._.entity = item.tag
                spans.append(span)
        doc.spans["entities"] = spans

    def __call__(self, doc: Doc) -> Doc:
        """Annotate and return the document."""
        self.set_annotations(doc, self.match(doc))
        return doc


@Language.factory("docstruct_entities", assigns=["doc.spans", "span._.entity"])
def create_entities(nlp: Language, name: str) -> EntityMatcher:
    """Create the component; it takes no options."""
    ensure_attributes()
    return EntityMatcher()
