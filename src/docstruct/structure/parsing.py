"""A reader's document becomes a report."""

from __future__ import annotations

from itertools import accumulate

from docstruct.errors import NotAReport
from docstruct.lexicon.regions import load_regions
from docstruct.records import RawDocument, Report
from docstruct.settings import Settings
from docstruct.structure.cleaning import Line, clean
from docstruct.structure.identity import identify
from docstruct.structure.outline import build, find_body
from docstruct.structure.sections import assign, flatten
from docstruct.structure.sentences import split


def parse(raw: RawDocument) -> Report:
    """Parse a document: canonical text, identity, section tree, sentences.

    Parameters
    ----------
    raw : RawDocument
        What a reader gave.

    Returns
    -------
    Report
        Offsets count code points of ``Report.text``. Sections are in reading order and tile the text: every
        character lies in exactly one deepest section. ``Section.ordinal`` is the place in reading order.

    Raises
    ------
    NotAReport
        The text is empty, or neither title, opening nor body shows a report of a government.
    """
    settings = Settings().structure
    found = raw.text.count("\n")
    if found > settings.max_lines:
        found = sum(1 for line in raw.text.split("\n") if line.strip())
    if found > settings.max_lines:
        raise NotAReport(
            raw.source_name,
            f"{found} lines of text",
            "Check that the file holds one report and not a table or a collection.",
            "too_many_lines",
        )
    lines = clean(raw.text, furniture=settings.page_furniture)
    words = sum(len(line.text) for line in lines if not line.furniture)
    if words < settings.min_chars:
        raise NotAReport(
            raw.source_name,
            f"only {words} characters of text",
            "Check that the file holds the whole report and not a cover page or a link to it.",
            "too_short" if words else "empty",
        )
    body = find_body(lines)
    identity = identify(lines, body, raw.source_name, load_regions())
    if identity is None:
        raise NotAReport(
            raw.source_name,
            f"no title, opening or headings of a government report; it begins with “{_first_words(lines)}”",
            "Remove the file, or give it a title line that ends in 报告 or 公报 and names place and year.",
        )
    text = "\n".join(line.text for line in lines)
    starts = [0, *accumulate(len(line.text) + 1 for line in lines)][:-1]
    tops = assign(lines, body, build(lines, body), identity)
    spans: list[tuple[int, int]] = []
    for line, start in zip(lines, starts, strict=True):
        if not line.furniture:
            spans.extend(split(text, start, start + len(line.text), longest_quote=settings.longest_quote))
    return Report(
        **vars(identity),
        text=text,
        sections=flatten(tops, starts, len(text), identity.report_id),
        sentences=tuple(spans),
        source_name=raw.source_name,
        source_uri=raw.source_uri,
        sha256=raw.sha256,
        media_type=raw.media_type,
    )


def _first_words(lines: tuple[Line, ...]) -> str:
    return next((line.text[:30] for line in lines if not line.furniture), "")
