"""How well names are found in annotated passages, by the referee's rules, whatever finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from docstruct.evaluation.gold import GoldEntity
from docstruct.evaluation.gold import Passage as GoldPassage
from docstruct.evaluation.matching import fold
from docstruct.evaluation.readings import Reading
from docstruct.evaluation.scores import LABELS, Ratio, evaluate, sum_up
from docstruct.pipes.entities.tags import Found
from docstruct.readers import read
from docstruct.records import Mention, Report
from docstruct.settings import Settings
from docstruct.structure import parse
from docstruct.training.corpora import Passage

#: Characters at either end of a passage that find it in the product's text.
_RIM = 24
#: What is counted: every label, all of them, and spans whatever their label.
ROWS = (*LABELS, "all", "span")

Finder = Callable[[Report], list[Found]]


def read_reports(passages: Iterable[Passage], folder: Path) -> list[Report]:
    """Parse the reports that passages are from, as the product reads them."""
    settings = Settings()
    names = sorted({passage.source for passage in passages})
    return [parse(read(folder / name, settings.reader)) for name in names]


def measure(passages: Sequence[Passage], reports: Sequence[Report], find: Finder) -> dict[str, Ratio]:
    """Figures of a finder of names.

    Parameters
    ----------
    passages : sequence of Passage
        With every name in them.
    reports : sequence of Report
        Those that the passages are from.
    find : callable
        Gives the names of a whole report, so that its place and year can decide.

    Returns
    -------
    dict
        :data:`ROWS` → right, in gold, given.
    """
    readings = [_read(report, find(report)) for report in reports]
    return sum_up(evaluate(map(_as_gold, passages), readings)).entities


def _read(report: Report, found: Iterable[Found]) -> Reading:
    mentions = [
        Mention(
            mention_id="",
            report_id=report.report_id,
            section_id=None,
            entity_id=None,
            label=item.tag.label,
            text=report.text[item.start : item.end],
            char_start=item.start,
            char_end=item.end,
            confidence=item.tag.confidence,
            method=item.tag.method,
        )
        for item in found
    ]
    return Reading(report.report_id, report.text, (), mentions)


def _as_gold(passage: Passage) -> GoldPassage:
    kept = [at for at, character in enumerate(passage.text) if not character.isspace()]
    place = {at: order for order, at in enumerate(kept)}
    text = "".join(passage.text[at] for at in kept)
    return GoldPassage(
        passage_id=passage.passage_id,
        doc=passage.source,
        head=fold(text[:_RIM]),
        tail=fold(text[-_RIM:]),
        chars=len(text),
        entities=tuple(
            GoldEntity.model_validate(
                {
                    "t": "ent",
                    "passage": passage.passage_id,
                    "label": name.label,
                    "s": passage.text[name.start : name.end],
                    "o": place[name.start],
                    "e": place[name.end - 1] + 1,
                }
            )
            for name in passage.names
        ),
    )
