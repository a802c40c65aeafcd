"""The whole way of one report: read, parse, run the pipes, assemble, normalise."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from docstruct.assemble import assemble_mentions, assemble_observations
from docstruct.normalise.consistency import check_report
from docstruct.normalise.entities import link_entities
from docstruct.normalise.observations import normalise_observation
from docstruct.pipes.attributes import ensure_attributes
from docstruct.pipes.pipeline import build_pipeline
from docstruct.readers import read
from docstruct.records import Extraction, RawDocument, Report
from docstruct.settings import Settings
from docstruct.structure import parse


@lru_cache(maxsize=2)
def load(settings: Settings | None = None) -> Language:
    """Load the spaCy pipeline, once a process.

    Parameters
    ----------
    settings : Settings, optional
        Read from the environment when left out.

    Returns
    -------
    spacy.language.Language

    Examples
    --------
    >>> doc = load()("全市新增高新技术企业120余家，增长5.2%。")
    >>> [(span.text, span._.fact.indicator.text, span._.fact.kind) for span in doc.spans["facts"]]
    [('120余家', '高新技术企业', 'level'), ('5.2%', '高新技术企业', 'growth')]
    """
    return build_pipeline(settings)


def extract(text: str, *, source_name: str = "", settings: Settings | None = None) -> Extraction:
    """Extract the records of a report given as text.

    Parameters
    ----------
    text : str
        A whole report, one paragraph a line.
    source_name : str
        File name; it may tell place and year where the text does not.

    Returns
    -------
    Extraction

    Raises
    ------
    docstruct.errors.NotAReport
        The text is no government report.
    """
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    raw = RawDocument(
        text=text, source_name=source_name, source_uri="", sha256=digest, media_type="text/plain"
    )
    return extract_report(parse(raw), settings or Settings())


def extract_file(path: Path, settings: Settings) -> Extraction:
    """Extract the records of one file.

    Raises
    ------
    docstruct.errors.QuarantineError
        The file cannot be read, or is no report.
    """
    return extract_report(parse(read(path, settings.reader)), settings)


def extract_report(report: Report, settings: Settings) -> Extraction:
    """Extract the records of a parsed report."""
    doc = annotate(report, load(settings))
    mentions, entities = link_entities(assemble_mentions(doc, report), report)
    own = {entity.entity_id for entity in entities if entity.adcode and entity.adcode == report.ref_area}
    named = {m.char_start: m.entity_id for m in mentions if m.entity_id not in own}
    observations = tuple(
        normalise_observation(
            found.observation,
            report,
            region=found.region,
            subject=None if found.subject_start is None else named.get(found.subject_start),
        )
        for found in assemble_observations(doc, report)
    )
    return Extraction(
        report=report,
        observations=observations,
        mentions=mentions,
        entities=entities,
        findings=check_report(observations, report, settings=settings.consistency),
    )


def annotate(report: Report, nlp: Language) -> Doc:
    """Run the pipes over a report's text with its sections and periods at hand."""
    ensure_attributes()
    # The tokenizer for Chinese aligns characters with the text in time that grows with the square of its length.
    doc = Doc(nlp.vocab, words=list(report.text), spaces=[False] * len(report.text))
    doc._.report = report
    return nlp(doc)
