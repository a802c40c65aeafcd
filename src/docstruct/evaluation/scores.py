"""From aligned facts and entities to figures: the referee's, by label, and by phenomenon."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import get_args

from docstruct.evaluation.gold import GoldFact, Passage, count_scored
from docstruct.evaluation.matching import (
    Candidate,
    Place,
    Span,
    Squeezed,
    align_facts,
    find_passage,
    fold_unit,
    match_indicator,
    place_entities,
)
from docstruct.evaluation.phenomena import Setting, find_phenomena
from docstruct.evaluation.readings import Reading
from docstruct.lexicon.indicators import load_indicators
from docstruct.records import EntityLabel, Observation

LABELS: tuple[str, ...] = get_args(EntityLabel)
#: Relative tolerance of a value.
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Judgement:
    """One scored gold fact and how far the observation that answers it is right; all False where there is none."""

    fact: GoldFact
    place: Place | None
    candidate: Candidate | None
    value_unit: bool = False
    strict: bool = False
    relaxed: bool = False
    kind: bool = False
    status: bool = False
    bound: bool = False
    period: bool = False
    headline: bool = False
    phenomena: tuple[str, ...] = ()

    @property
    def observation(self) -> Observation | None:
        """The answering observation."""
        return self.candidate.observation if self.candidate is not None else None

    @property
    def complete(self) -> bool:
        """Value, unit, indicator, kind, status and period are right."""
        return self.value_unit and self.relaxed and self.kind and self.status and self.period


@dataclass(frozen=True, slots=True)
class PassageResult:
    """All judgements of one passage; ``place`` is None where no text of the product holds it."""

    passage: Passage
    place: Place | None
    judgements: tuple[Judgement, ...]
    extras: tuple[Candidate, ...]
    entities: frozenset[Span]
    mentions: frozenset[Span]


def evaluate(passages: Iterable[Passage], readings: Sequence[Reading]) -> list[PassageResult]:
    """Hold readings against gold.

    Parameters
    ----------
    passages : iterable of Passage
        Gold, see :func:`docstruct.evaluation.gold.load_gold`.
    readings : sequence of Reading
        What the product read; a passage counts in the first text that holds it.
    """
    texts = [Squeezed(reading) for reading in readings]
    return [_evaluate_passage(passage, find_passage(passage, texts)) for passage in passages]


def _evaluate_passage(passage: Passage, place: Place | None) -> PassageResult:
    alignment = align_facts(passage, place)
    entities, mentions = place_entities(passage, place)
    judgements = tuple(_judge(fact, candidate, passage, place) for fact, candidate in alignment.pairs)
    return PassageResult(
        passage, place, judgements, alignment.extras, frozenset(entities), frozenset(mentions)
    )


def _judge(fact: GoldFact, candidate: Candidate | None, passage: Passage, place: Place | None) -> Judgement:
    phenomena = find_phenomena(Setting(fact, passage, place.folded)) if place is not None else ()
    if candidate is None:
        return Judgement(fact, place, None, phenomena=phenomena)
    got = candidate.observation
    strict, relaxed = match_indicator(fact, got.indicator_text)
    return Judgement(
        fact,
        place,
        candidate,
        value_unit=_has_value(got, fact) and fold_unit(got.unit_text) == fold_unit(fact.unit),
        strict=strict,
        relaxed=relaxed,
        kind=got.kind == fact.kind,
        status=got.status == fact.status,
        bound=got.bound == fact.bound,
        period=got.time_period == fact.period,
        headline=_has_headline(got, fact),
        phenomena=phenomena,
    )


def _has_value(got: Observation, fact: GoldFact) -> bool:
    return got.value is not None and abs(got.value - fact.value) <= _TOLERANCE * max(1, abs(fact.value))


def _has_headline(got: Observation, fact: GoldFact) -> bool:
    """The headline id that gold gives, or none where gold gives none."""
    if fact.headline:
        return got.indicator_id == fact.headline
    indicator = load_indicators().get(got.indicator_id or "")
    return indicator is None or not indicator.headline


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many are right, of those in gold and of those the product gives."""

    right: int
    gold: int
    given: int

    @property
    def precision(self) -> float:
        """Right of given; 0 where nothing is given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Right of gold; 0 where gold is empty."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


#: What may be asked of a judgement, in the order of reports.
FACT_FIGURES: dict[str, Callable[[Judgement], bool]] = {
    "quantity": lambda j: j.candidate is not None,
    "value+unit": lambda j: j.value_unit,
    "triple strict": lambda j: j.value_unit and j.strict,
    "triple relaxed": lambda j: j.value_unit and j.relaxed,
    "complete": lambda j: j.complete,
}
#: Fields, as shares of the facts found.
FIELD_FIGURES: dict[str, Callable[[Judgement], bool]] = {
    "indicator strict": lambda j: j.strict,
    "indicator relaxed": lambda j: j.relaxed,
    "kind": lambda j: j.kind,
    "status": lambda j: j.status,
    "bound": lambda j: j.bound,
    "period": lambda j: j.period,
}


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures over any number of passages.

    ``facts`` are precision, recall and F1 by :data:`FACT_FIGURES`; ``fields`` shares of the facts found;
    ``entities`` by label, with ``all`` (span and label) and ``span``. ``headline_right`` counts facts of headline
    series that got their id, ``headline_false`` facts of other series that got one.
    """

    passages: int
    missing: tuple[str, ...]
    gold_facts: int
    found: int
    extra: int
    gold_entities: int
    facts: dict[str, Ratio]
    fields: dict[str, float]
    headline_gold: int
    headline_right: int
    headline_false: int
    entities: dict[str, Ratio]
    phenomena: tuple[PhenomenonScores, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class PhenomenonScores:
    """Figures over the gold facts that show one phenomenon; shares are of these facts, missed ones included."""

    name: str
    facts: int
    found: float
    value_unit: float
    indicator: float
    kind: float
    status: float
    period: float
    complete: float


def sum_up(results: Sequence[PassageResult]) -> Scores:
    """Figures of some passages."""
    judgements = [judgement for result in results for judgement in result.judgements]
    extra = sum(len(result.extras) for result in results)
    found = [judgement for judgement in judgements if judgement.candidate is not None]
    headline = [judgement for judgement in found if judgement.fact.headline]
    given = len(found) + extra
    return Scores(
        passages=len(results),
        missing=tuple(result.passage.passage_id for result in results if result.place is None),
        gold_facts=count_scored(result.passage for result in results),
        found=len(found),
        extra=extra,
        gold_entities=sum(len(result.entities) for result in results),
        facts={
            name: Ratio(sum(map(ask, found)), len(judgements), given) for name, ask in FACT_FIGURES.items()
        },
        fields={name: _share(map(ask, found)) for name, ask in FIELD_FIGURES.items()},
        headline_gold=len(headline),
        headline_right=sum(judgement.headline for judgement in headline),
        headline_false=sum(not judgement.headline for judgement in found if not judgement.fact.headline),
        entities=_sum_entities(results),
        phenomena=tuple(_sum_phenomena(judgements)),
    )


def _sum_entities(results: Sequence[PassageResult]) -> dict[str, Ratio]:
    def compare(cut: Callable[[frozenset[Span]], set[tuple[object, ...]]]) -> Ratio:
        pairs = [(cut(result.entities), cut(result.mentions)) for result in results]
        return Ratio(
            sum(len(gold & given) for gold, given in pairs),
            sum(len(gold) for gold, _ in pairs),
            sum(len(given) for _, given in pairs),
        )

    by_label = {
        label: compare(lambda spans, label=label: {s for s in spans if s[2] == label})  # type: ignore[misc]
        for label in LABELS
    }
    return by_label | {
        "all": compare(lambda spans: set(spans)),
        "span": compare(lambda spans: {(start, end) for start, end, _ in spans}),
    }


def _sum_phenomena(judgements: Iterable[Judgement]) -> Iterator[PhenomenonScores]:
    groups: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        for name in judgement.phenomena:
            groups.setdefault(name, []).append(judgement)
    for name, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        yield PhenomenonScores(
            name=name,
            facts=len(group),
            found=_share(j.candidate is not None for j in group),
            value_unit=_share(j.value_unit for j in group),
            indicator=_share(j.relaxed for j in group),
            kind=_share(j.kind for j in group),
            status=_share(j.status for j in group),
            period=_share(j.period for j in group),
            complete=_share(j.complete for j in group),
        )


def _share(flags: Iterable[bool]) -> float:
    values = list(flags)
    return sum(values) / len(values) if values else 0.0
