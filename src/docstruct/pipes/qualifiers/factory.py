"""The component ``docstruct_qualifiers``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from docstruct.pipes.attributes import ensure_attributes, fold
from docstruct.pipes.frames import Fact
from docstruct.pipes.qualifiers.logic import qualify
from docstruct.pipes.qualifiers.sections import UNKNOWN_YEAR, SectionSettings


class Qualifier:
    """Decides kind, basis, bound, status and period: ``doc._.facts`` holds one list of facts a sentence."""

    def match(self, doc: Doc) -> list[list[Fact]]:
        """Facts of each sentence, their indicators still open."""
        text = fold(doc)
        settings = SectionSettings(doc._.report, text)
        found = [qualify(text, frames, settings.find(frames[0].sentence[0])) for frames in doc._.frames or []]
        for fact in (fact for facts in found for fact in facts):
            if fact.period.startswith((str(UNKNOWN_YEAR), str(UNKNOWN_YEAR + 1))):
                fact.period = ""
        return found

    def set_annotations(self, doc: Doc, facts: list[list[Fact]]) -> None:
        """Write facts to the document."""
        doc._.facts = facts

    def __call__(self, doc: Doc) -> Doc:
        """Annotate and return the document."""
        self.set_annotations(doc, self.match(doc))
        return doc


@Language.factory("docstruct_qualifiers")
def create_qualifiers(nlp: Language, name: str) -> Qualifier:
    """Create the component; it takes no options."""
    ensure_attributes()
    return Qualifier()
