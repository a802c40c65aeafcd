"""The component ``docstruct_entities``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from docstruct.pipes.attributes import ensure_attributes, read_text
from docstruct.pipes.entities.logic import find_entities
from docstruct.pipes.entities.tagger import Tagger, load_tagger
from docstruct.pipes.entities.tags import Found


class EntityMatcher:
    """Finds named entities: ``doc.spans["entities"]``, labelled, each with ``span._.entity``.

    Parameters
    ----------
    tagger : Tagger, optional
        Finds names that the rules don't know; without it the rules work alone.
    """

    def __init__(self, tagger: Tagger | None = None) -> None:
        self._tagger = tagger

    def match(self, doc: Doc) -> list[Found]:
        """Entities of a document, in order; ``doc._.report``, where set, tells whose text it is."""
        return find_entities(read_text(doc), doc._.report, self._tagger)

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


@Language.factory(
    "docstruct_entities", default_config={"tagger": "none"}, assigns=["doc.spans", "span._.entity"]
)
def create_entities(nlp: Language, name: str, tagger: str) -> EntityMatcher:
    """Create the component.

    Parameters
    ----------
    tagger : str
        As ``TaggerSettings.model``: ``"none"``, or ``"hanlp:<identifier or folder>"``.
    """
    ensure_attributes()
    return EntityMatcher(load_tagger(tagger))
