"""The component ``docstruct_indicators``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from docstruct.pipes.attributes import ensure_attributes, fold, read_text
from docstruct.pipes.frames import Frame
from docstruct.pipes.indicators.logic import build_frames
from docstruct.structure.sentences import split


class FrameBuilder:
    """Takes each sentence with quantities apart: ``doc._.frames`` holds one list of frames a sentence."""

    def match(self, doc: Doc) -> list[list[Frame]]:
        """Frames of each sentence that holds a quantity, in order."""
        text = fold(doc)
        sentences = doc._.report.sentences if doc._.report is not None else split(read_text(doc))
        quantities = doc._.quantities or []
        found: list[list[Frame]] = []
        at = 0
        for start, end in sentences:
            inside = []
            while at < len(quantities) and quantities[at].start < end:
                if quantities[at].start >= start:
                    inside.append(quantities[at])
                at += 1
            if inside:
                found.append(build_frames(text, (start, end), inside))
        return found

    def set_annotations(self, doc: Doc, frames: list[list[Frame]]) -> None:
        """Write frames to the document."""
        doc._.frames = frames

    def __call__(self, doc: Doc) -> Doc:
        """Annotate and return the document."""
        self.set_annotations(doc, self.match(doc))
        return doc


@Language.factory("docstruct_indicators", requires=["doc.spans"])
def create_indicators(nlp: Language, name: str) -> FrameBuilder:
    """Create the component; it takes no options."""
    ensure_attributes()
    return FrameBuilder()
