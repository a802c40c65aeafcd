"""Putting the pipeline together."""

from __future__ import annotations

import spacy
from spacy.language import Language

from docstruct.pipes.entities import factory as _entities  # noqa: F401  (registers the component)
from docstruct.pipes.indicators import factory as _indicators  # noqa: F401
from docstruct.pipes.linker import factory as _linker  # noqa: F401
from docstruct.pipes.qualifiers import factory as _qualifiers  # noqa: F401
from docstruct.pipes.quantities import factory as _quantities  # noqa: F401
from docstruct.settings import Settings

#: In the order they run; each reads what those before it wrote.
COMPONENTS = (
    "docstruct_quantities",
    "docstruct_indicators",
    "docstruct_qualifiers",
    "docstruct_entities",
    "docstruct_linker",
)


def build_pipeline(settings: Settings | None = None) -> Language:
    """Build the spaCy pipeline of docstruct: a blank ``zh`` with character tokens and the components.

    Returns
    -------
    spacy.language.Language
        ``nlp(text)`` works on bare text; set ``doc._.report`` before running the components for a whole report.
    """
    given = settings or Settings()
    options = {"docstruct_entities": {"tagger": given.tagger.model}}
    nlp = spacy.blank("zh")
    nlp.max_length = given.reader.max_chars
    for name in COMPONENTS:
        nlp.add_pipe(name, config=options.get(name, {}))
    return nlp
