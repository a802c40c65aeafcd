"""spaCy Doc to records: the one bridge between the pipes and everything behind them."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from docstruct.pipes.frames import Fact, Phrase
from docstruct.records import Mention, Observation, Report
from docstruct.structure import Anchors, SectionMap


@dataclass(frozen=True, slots=True)
class Found:
    """An observation with what normalisation needs: its place as written, and where its named subject begins.

    ``region`` is empty for the report's own place.
    """

    observation: Observation
    region: str
    subject_start: int | None


def assemble_observations(doc: Doc, report: Report) -> tuple[Found, ...]:
    """Observations of an annotated document; canonical columns (units, ids, dates) are still open."""
    anchors, sections = Anchors(report.report_id, report.text), SectionMap(report.sections)
    facts: list[Fact] = [span._.fact for span in doc.spans.get("facts", ())]
    return tuple(Found(_observe(f, report, anchors, sections), f.region, f.subject_start) for f in facts)


def _find_section(sections: SectionMap, at: int) -> str | None:
    section = sections.find(at)
    return section.section_id if section is not None else None


def _observe(fact: Fact, report: Report, anchors: Anchors, sections: SectionMap) -> Observation:
    frame, quantity = fact.frame, fact.frame.quantity
    sign = -1 if fact.negative else 1
    indicator = fact.indicator
    start, end = frame.sentence
    return Observation(
        obs_id=anchors.make(quantity.start, quantity.end, "observation"),
        report_id=report.report_id,
        section_id=_find_section(sections, quantity.start),
        ref_area=report.ref_area,
        ref_area_name=report.ref_area_name,
        indicator_id=None,
        indicator_text=_word_indicator(indicator, report.text),
        predicate=_predicate(fact),
        kind=fact.kind,
        basis=fact.basis,
        price_basis=fact.price_basis,
        base_text=fact.base,
        quantity_text=quantity.text,
        value=float(sign * quantity.value),
        value_high=float(sign * quantity.high) if quantity.high is not None else None,
        unit_text=fact.unit_text,
        unit=None,
        std_value=None,
        std_unit=None,
        bound=fact.bound,
        status=fact.status,
        commitment=fact.commitment,
        time_period=fact.period,
        freq=None,
        period_start=None,
        period_end=None,
        subject_entity_id=None,
        char_start=quantity.start,
        char_end=quantity.end,
        indicator_start=indicator.start if indicator is not None else None,
        indicator_end=indicator.end if indicator is not None else None,
        evidence=report.text[start:end].strip(),
        confidence=fact.confidence,
        method=f"rules:{fact.rule}",
    )


def _word_indicator(indicator: Phrase | None, text: str) -> str:
    """The report's own characters where the phrase is one span (the pipes work on width-folded text)."""
    if indicator is None:
        return ""
    if indicator.start is None or indicator.end is None:
        return indicator.text
    return text[indicator.start : indicator.end]


def _predicate(fact: Fact) -> str | None:
    words = [word for tag, word in fact.frame.tails if tag not in ("adverb", "share", "gap")]
    return (words[0] if words else fact.frame.verb) or None


def assemble_mentions(doc: Doc, report: Report) -> tuple[Mention, ...]:
    """Entity mentions of an annotated document; ``entity_id`` still open."""
    anchors, sections = Anchors(report.report_id, report.text), SectionMap(report.sections)
    mentions = []
    for span in doc.spans.get("entities", ()):
        tag = span._.entity
        mentions.append(
            Mention(
                mention_id=anchors.make(span.start_char, span.end_char, span.label_),
                report_id=report.report_id,
                section_id=_find_section(sections, span.start_char),
                entity_id=None,
                label=span.label_,
                text=span.text,
                char_start=span.start_char,
                char_end=span.end_char,
                confidence=tag.confidence,
                method=tag.method,
            )
        )
    return tuple(mentions)
