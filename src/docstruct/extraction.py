"""The whole way of one report: read, parse, run the pipes, assemble, normalise."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

import docstruct
from docstruct.assemble import assemble_mentions, assemble_observations
from docstruct.kb.rows import ReferenceTables
from docstruct.lexicon.indicators import load_indicators
from docstruct.lexicon.regions import load_regions
from docstruct.normalise.consistency import check_report
from docstruct.normalise.entities import link_entities
from docstruct.normalise.observations import normalise_observation
from docstruct.pipes.attributes import ensure_attributes
from docstruct.pipes.entities.tagger import digest_model
from docstruct.pipes.pipeline import build_pipeline
from docstruct.readers import read
from docstruct.records import Extraction, RawDocument, Report
from docstruct.settings import Settings
from docstruct.structure import parse
from docstruct.units import load_units


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


_ELSEWHERE = frozenset({"cli", "corrections", "evaluation", "fetching", "review", "training"})


def fingerprint(settings: Settings) -> str:
    """Version of everything that decides what comes out: code, lexica, model, limits, thresholds of the checks.

    Two runs with one fingerprint give the same records for the same bytes. Rooms that only show or judge what came
    out have no part in it, so that a change there extracts nothing anew.
    """
    digest = hashlib.sha256()
    for file in sorted(_walk(files("docstruct")), key=str):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    digest.update(digest_model(settings.tagger.model).encode())
    for group in (settings.reader, settings.structure, settings.consistency):
        digest.update(group.model_dump_json().encode())
    return f"{docstruct.__version__}+{digest.hexdigest()[:12]}"


def _walk(folder: Traversable) -> list[Traversable]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            if not entry.name.startswith((".", "__")) and entry.name not in _ELSEWHERE:
                found += _walk(entry)
        elif entry.name.endswith((".py", ".toml", ".csv")):
            found.append(entry)
    return found


def reference_tables() -> ReferenceTables:
    """Rows of the tables of indicators, units and places, from the registries."""
    indicators = [
        {
            "indicator_id": entry.id,
            "name": entry.name,
            "aliases": "|".join(entry.aliases),
            "dimension": entry.dimension,
            "kind": entry.kind,
            "definition": entry.definition,
            "headline": entry.headline,
        }
        for entry in load_indicators()
    ]
    units = [
        {
            "unit": u.code,
            "name": u.name,
            "dimension": u.dimension,
            "factor": float(u.factor),
            "std_unit": u.std_unit,
        }
        for u in load_units()
    ]
    return ReferenceTables(indicators=indicators, units=units, regions=_list_regions())


def _list_regions() -> list[dict[str, object]]:
    index = load_regions()
    rows: list[dict[str, object]] = []
    for adcode in sorted({region.adcode for region in index}):
        region = index.get(adcode)
        if region is None:
            continue
        around = {above.level: above.name for above in (*index.ancestors(adcode), region)}
        rows.append(
            {
                "ref_area": adcode,
                "name": region.name,
                "level": region.level,
                "parent_area": region.parent_adcode,
                "province": around.get("province"),
                "city": around.get("city"),
                "valid_from": region.valid_from,
                "valid_to": region.valid_to,
            }
        )
    return rows
