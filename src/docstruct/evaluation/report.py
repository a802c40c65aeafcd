"""Figures as text for people and as JSON for programs, and what went wrong, with its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docstruct.evaluation.gold import load_gold
from docstruct.evaluation.matching import Place
from docstruct.evaluation.readings import Reading
from docstruct.evaluation.reliability import format_reliability, list_trusts, measure_confident
from docstruct.evaluation.scores import Judgement, PassageResult, Ratio, Scores, evaluate, sum_up

_BEFORE, _BEHIND = 36, 16
_COLUMNS = ("facts", "found", "value_unit", "indicator", "kind", "status", "period", "complete")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One difference between gold and product. ``sort`` is the field concerned, or ``missed`` or ``extra``."""

    sort: str
    passage_id: str
    quantity: str
    expected: str
    got: str
    context: str
    rule: str
    phenomena: tuple[str, ...] = ()

    def line(self) -> str:
        """The mistake on one line."""
        rule = f" by {self.rule}" if self.rule else ""
        return (
            f"{self.sort}: {self.quantity}: expected {self.expected or 'nothing'}, got {self.got or 'nothing'}{rule}"
            f" | {self.context} ({self.passage_id})"
        )


def find_mistakes(results: Iterable[PassageResult]) -> Iterator[Mistake]:
    """Every difference between gold and product, in the order of the passages."""
    for result in results:
        name = result.passage.passage_id
        for judgement in result.judgements:
            yield from _judgement_mistakes(judgement, name)
        for extra in result.extras:
            wrong = extra.observation
            what = f"{wrong.indicator_text} ({wrong.kind})"
            words = _quote(result.place, extra.start, extra.end)
            yield Mistake("extra", name, wrong.quantity_text, "", what, words, wrong.method)
        for sort, spans, other in (
            ("entity missed", result.entities - result.mentions, "gold"),
            ("entity extra", result.mentions - result.entities, "product"),
        ):
            for start, end, label in sorted(spans):
                words = result.place.folded[start:end] if result.place is not None else ""
                due, given = (label, "") if other == "gold" else ("", label)
                yield Mistake(sort, name, words, due, given, _quote(result.place, start, end), "")


def _judgement_mistakes(judgement: Judgement, name: str) -> Iterator[Mistake]:
    fact, got = judgement.fact, judgement.observation
    place = judgement.place
    context = _quote(place, fact.start, fact.end)

    def mistake(sort: str, expected: str, given: str, rule: str) -> Mistake:
        return Mistake(sort, name, fact.quantity, expected, given, context, rule, judgement.phenomena)

    if got is None:
        yield mistake("missed", fact.indicators[0], "", "")
        return
    amount = "" if got.value is None else f"{got.value:g} {got.unit_text}"
    fields = (
        (judgement.value_unit, "value+unit", f"{fact.value:g} {fact.unit}", amount),
        (judgement.relaxed, "indicator", " | ".join(fact.indicators), got.indicator_text),
        (judgement.kind, "kind", fact.kind, got.kind),
        (judgement.status, "status", fact.status, got.status),
        (judgement.bound, "bound", fact.bound, got.bound),
        (judgement.period, "period", fact.period, got.time_period),
        (judgement.headline, "headline", fact.headline, got.indicator_id or ""),
    )
    for right, sort, expected, given in fields:
        if not right:
            yield mistake(sort, expected, given, got.method)


def _quote(place: Place | None, start: int, end: int) -> str:
    if place is None:
        return ""
    text = place.folded
    return f"{text[max(0, start - _BEFORE) : start]}[{text[start:end]}]{text[end : end + _BEHIND]}"


def format_scores(scores: Scores, *, by_phenomenon: bool = False) -> str:
    """Figures as a text table."""
    lines = [f"{'':16}{'P':>7}{'R':>7}{'F1':>7}"]
    lines += [_ratio_line(name, ratio) for name, ratio in scores.facts.items()]
    lines.append("of found: " + ", ".join(f"{name} {share:.3f}" for name, share in scores.fields.items()))
    lines.append(
        f"headline ids: {scores.headline_right} of {scores.headline_gold} right, {scores.headline_false} false"
    )
    lines += [
        _ratio_line(name, ratio) + f"  (gold {ratio.gold})"
        for name, ratio in scores.entities.items()
        if ratio.gold or ratio.given
    ]
    lines.append(
        f"gold: {scores.gold_facts} facts and {scores.gold_entities} entities in {scores.passages} passages; "
        f"{scores.extra} extra facts; passages not found: {', '.join(scores.missing) or 'none'}"
    )
    if by_phenomenon:
        lines += ["", *_phenomenon_lines(scores)]
    return "\n".join(lines)


def _ratio_line(name: str, ratio: Ratio) -> str:
    return f"{name:16}{ratio.precision:7.3f}{ratio.recall:7.3f}{ratio.f1:7.3f}"


def _phenomenon_lines(scores: Scores) -> Iterator[str]:
    yield f"{'shares of gold facts':24}" + "".join(f"{name:>11}" for name in _COLUMNS)
    for row in scores.phenomena:
        cells = "".join(f"{getattr(row, name):11.3f}" for name in _COLUMNS[1:])
        # Chinese characters are two columns wide
        width = 24 - sum(ord(c) > 0x2E80 for c in row.name)
        yield f"{row.name:{width}}{row.facts:11d}{cells}"


def limit_mistakes(mistakes: Iterable[Mistake], limit: int) -> list[Mistake]:
    """At most ``limit`` mistakes of each sort, sorts together."""
    kept: Counter[str] = Counter()
    chosen = []
    for mistake in sorted(mistakes, key=lambda mistake: mistake.sort):
        kept[mistake.sort] += 1
        if kept[mistake.sort] <= limit:
            chosen.append(mistake)
    return chosen


def evaluate_readings(
    gold: Iterable[Path], readings: Sequence[Reading], *, by_phenomenon: bool = False, show: int = 0
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Report on each gold file, as text and as plain data.

    Parameters
    ----------
    gold : iterable of Path
        Gold files.
    readings : sequence of Reading
        What the product read, from files or from a release.
    by_phenomenon : bool
        Add the figures of each phenomenon to the text; the data always have them.
    show : int
        How many mistakes of each sort to add.
    """
    for path in gold:
        results = evaluate(load_gold(path), readings)
        scores, trusts = sum_up(results), list_trusts(results)
        mistakes = limit_mistakes(find_mistakes(results), show)
        text = "\n".join(
            (
                str(path),
                format_scores(scores, by_phenomenon=by_phenomenon),
                "",
                format_reliability(trusts),
                *(mistake.line() for mistake in mistakes),
            )
        )
        share, right = measure_confident(trusts)
        data = to_json(scores, mistakes)
        yield text, {"gold": str(path), **data, "confident": {"share": share, "right": right}}


def to_json(scores: Scores, mistakes: Sequence[Mistake] = ()) -> dict[str, Any]:
    """Figures, and mistakes where given, as plain data."""
    return {
        "passages": scores.passages,
        "missing": list(scores.missing),
        "gold_facts": scores.gold_facts,
        "gold_entities": scores.gold_entities,
        "extra": scores.extra,
        "facts": {name: _ratio_data(ratio) for name, ratio in scores.facts.items()},
        "fields": scores.fields,
        "headline": {
            "gold": scores.headline_gold,
            "right": scores.headline_right,
            "false": scores.headline_false,
        },
        "entities": {name: _ratio_data(ratio) for name, ratio in scores.entities.items()},
        "phenomena": {row.name: {name: getattr(row, name) for name in _COLUMNS} for row in scores.phenomena},
        "mistakes": [
            {
                name: getattr(mistake, name)
                for name in ("sort", "passage_id", "quantity", "expected", "got", "rule", "context")
            }
            for mistake in mistakes
        ],
    }


def _ratio_data(ratio: Ratio) -> dict[str, float]:
    return {"precision": ratio.precision, "recall": ratio.recall, "f1": ratio.f1}
