"""The component ``docstruct_linker``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from docstruct.pipes.attributes import ensure_attributes, fold
from docstruct.pipes.frames import Fact
from docstruct.pipes.linker.confidence import score
from docstruct.pipes.linker.logic import link
from docstruct.pipes.linker.places import drop_own_place, set_regions

#: A sentence goes on about what the one before it was about only where they stand together.
_FAR = 2


class Linker:
    """Gives every figure its indicator, place and confidence: ``doc.spans["facts"]``, ``span._.fact``."""

    def match(self, doc: Doc) -> list[Fact]:
        """All facts of the document, complete, in order."""
        text = fold(doc)
        entities = {s.start_char: (s.label_, s.text) for s in doc.spans.get("entities", ())}
        facts: list[Fact] = []
        national = doc._.report is not None and doc._.report.level == "nation"
        lead, end = None, 0
        for sentence in doc._.facts or []:
            start = sentence[0].frame.sentence[0]
            if "\n" in text[end:start] or start - end > _FAR:
                lead = None
            lead = link(text, sentence, lead)
            end = sentence[0].frame.sentence[1]
            if national:
                drop_own_place(sentence)
            set_regions(text, sentence, entities, national=national)
            for fact in sentence:
                fact.confidence = score(fact)
            facts.extend(sentence)
        return facts

    def set_annotations(self, doc: Doc, facts: list[Fact]) -> None:
        """Write facts to the document."""
        spans = []
        for fact in facts:
            quantity = fact.frame.quantity
            span = doc.char_span(quantity.start, quantity.end, label=fact.kind, alignment_mode="expand")
            if span is not None:
                span._.fact = fact
                spans.append(span)
        doc.spans["facts"] = spans

    def __call__(self, doc: Doc) -> Doc:
        """Annotate and return the document."""
        self.set_annotations(doc, self.match(doc))
        return doc


@Language.factory("docstruct_linker", assigns=["doc.spans"])
def create_linker(nlp: Language, name: str) -> Linker:
    """Create the component; it takes no options."""
    ensure_attributes()
    return Linker()
