"""Gold and readings of made-up text, built from the words of the figures."""

from __future__ import annotations

from typing import Any

from docstruct.evaluation.gold import GoldEntity, GoldFact, Passage
from docstruct.evaluation.matching import Place, Squeezed, find_passage
from docstruct.evaluation.readings import Reading
from docstruct.records import Mention, Observation

WINDOW = 24


def squeeze(text: str) -> str:
    return "".join(text.split())


def make_fact(text: str, quantity: str, **fields: Any) -> GoldFact:
    """A gold fact on the first occurrence of ``quantity`` in a passage."""
    start = squeeze(text).index(quantity)
    row = {
        "t": "fact",
        "passage": "p",
        "q": quantity,
        "o": start,
        "e": start + len(quantity),
        "value": 1.0,
        "unit": "家",
        "bound": "eq",
        "ind": ("企业",),
        "kind": "level",
        "status": "actual",
        "period": "2024",
        "region": "",
        "base": "",
        "hid": "",
    }
    return GoldFact.model_validate(row | fields)


def make_entity(text: str, words: str, label: str) -> GoldEntity:
    start = squeeze(text).index(words)
    return GoldEntity.model_validate(
        {"t": "ent", "passage": "p", "label": label, "s": words, "o": start, "e": start + len(words)}
    )


def make_passage(
    text: str, *facts: GoldFact, entities: tuple[GoldEntity, ...] = (), doc: str = "r.txt"
) -> Passage:
    squeezed = squeeze(text)
    return Passage(
        passage_id="p",
        doc=doc,
        head=squeezed[:WINDOW],
        tail=squeezed[-WINDOW:],
        chars=len(squeezed),
        facts=facts,
        entities=entities,
    )


def make_observation(text: str, quantity: str, **fields: Any) -> Observation:
    """An observation on the first occurrence of ``quantity``; equal to what :func:`make_fact` expects."""
    start = text.index(quantity)
    row: dict[str, Any] = dict.fromkeys(Observation.model_fields)
    row |= {
        "obs_id": f"o{start}",
        "report_id": "r",
        "ref_area_name": "",
        "indicator_text": "企业",
        "kind": "level",
        "quantity_text": quantity,
        "value": 1.0,
        "unit_text": "家",
        "bound": "eq",
        "status": "actual",
        "time_period": "2024",
        "char_start": start,
        "char_end": start + len(quantity),
        "evidence": text,
        "confidence": 0.95,
        "method": "rules:before",
        "review_status": "machine",
    }
    return Observation.model_validate(row | fields)


def make_mention(text: str, words: str, label: str) -> Mention:
    start = text.index(words)
    return Mention.model_validate(
        {
            "mention_id": f"m{start}",
            "report_id": "r",
            "section_id": None,
            "entity_id": None,
            "label": label,
            "text": words,
            "char_start": start,
            "char_end": start + len(words),
            "confidence": 0.9,
            "method": "rules",
        }
    )


def make_reading(text: str, *observations: Observation, mentions: tuple[Mention, ...] = ()) -> Reading:
    return Reading("r", text, observations, mentions)


def place(passage: Passage, reading: Reading) -> Place:
    found = find_passage(passage, [Squeezed(reading)])
    assert found is not None
    return found
