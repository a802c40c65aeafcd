"""Figures that may not fall: ``python -m docstruct.evaluation.floors`` checks them, ``--raise`` raises them.

A floor is a measured figure, cut to three decimals. It holds for exactly the gold and reports that are pinned
beside it; where those change, floors are measured anew with ``--allow-lower``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from docstruct.errors import EvaluationError
from docstruct.evaluation.readings import Reading
from docstruct.evaluation.reliability import list_trusts, measure_confident
from docstruct.evaluation.scores import PassageResult, Scores, evaluate, sum_up
from docstruct.evaluation.sets import Collection, Extractor, Figures, GoldSet, Part, Pinned, extract_reading

FLOORS = Path("corpus/gold/floors.toml")
_DECIMALS = 1000
#: What is asked of confidence; its floors rise no further, since a better calibration may trust fewer observations.
_ENOUGH = {"confident share": 0.75, "confident and right": 0.95}
_FIELDS = ("kind", "status", "bound", "period")

#: Figures of one set, by part.
Measured = dict[Part, Figures]


@dataclass(frozen=True, slots=True)
class Breach:
    """A figure below its floor, or a set whose pinned gold or reports have changed."""

    set_name: str
    what: str
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.set_name}, {self.what}: expected {self.expected}, got {self.got}"


def measure(collection: Collection, gold_set: GoldSet, extract: Extractor = extract_reading) -> Measured:
    """Figures of one set, by part.

    Parameters
    ----------
    extract : callable
        Gives the reading of a file.
    """
    passages = collection.load(gold_set)
    readings: list[Reading] = [extract(path) for path in collection.documents(gold_set, passages)]
    results = evaluate(passages, readings)
    return {
        part: _cut_figures([result for result in results if gold_set.holds(result.passage, part)])
        for part in gold_set.parts
    }


def _cut_figures(results: Sequence[PassageResult]) -> Figures:
    scores = sum_up(results)
    confident = measure_confident(list_trusts(results))
    figures = {name: ratio.f1 for name, ratio in scores.facts.items()}
    figures |= {name: scores.fields[name] for name in _FIELDS}
    figures |= {
        "headline ids": _rate_headlines(scores),
        "entities": scores.entities["all"].f1,
        "entity spans": scores.entities["span"].f1,
        "confident share": confident[0],
        "confident and right": confident[1],
    }
    return {name: math.floor(value * _DECIMALS + 1e-9) / _DECIMALS for name, value in figures.items()}


def _rate_headlines(scores: Scores) -> float:
    """Right headline ids, of those due and those given to other series."""
    total = scores.headline_gold + scores.headline_false
    return scores.headline_right / total if total else 1.0


def check_pinned(gold_set: GoldSet, pinned: Pinned) -> list[Breach]:
    """Whether gold and reports are those that the floors were measured on."""
    return [
        Breach(gold_set.name, name, str(getattr(gold_set.pinned, name)), str(value))
        for name, value in pinned.model_dump().items()
        if getattr(gold_set.pinned, name) != value
    ]


def find_breaches(gold_set: GoldSet, measured: Measured) -> list[Breach]:
    """Figures below their floors."""
    return [
        Breach(gold_set.name, f"{part}, {name}", f"at least {floor}", str(measured[part].get(name)))
        for part, figures in gold_set.floors.items()
        for name, floor in figures.items()
        if measured.get(part, {}).get(name, -1.0) < floor
    ]


def update(gold_set: GoldSet, measured: Measured, pinned: Pinned, *, allow_lower: bool = False) -> GoldSet:
    """The set with floors raised to what was measured.

    Raises
    ------
    EvaluationError
        A floor would fall, or gold or reports have changed, and ``allow_lower`` is not set.
    """
    breaches = find_breaches(gold_set, measured)
    if gold_set.floors:
        breaches += check_pinned(gold_set, pinned)
    if breaches and not allow_lower:
        raise EvaluationError(
            "No floor was changed. "
            + "; ".join(map(str, breaches))
            + ". Mend the rule that made a figure fall; if "
            "the loss is wanted, or the gold was corrected, repeat with --allow-lower."
        )
    floors = {
        part: {name: min(value, _ENOUGH.get(name, 1.0)) for name, value in figures.items()}
        for part, figures in measured.items()
    }
    return gold_set.model_copy(update={"floors": floors, "pinned": pinned})


def write(collection: Collection, sets: Sequence[GoldSet]) -> None:
    """Write the list of sets with their floors, keeping the comment at its head."""
    head = [line for line in collection.path.read_text("utf-8").splitlines() if line.startswith("#")]
    lines = [*head, *(line for gold_set in sets for line in _lines(gold_set))]
    collection.path.write_text("\n".join(lines) + "\n", "utf-8")


def _lines(gold_set: GoldSet) -> Iterator[str]:
    yield "\n[[set]]"
    yield f'name = "{gold_set.name}"'
    yield f'gold = "{gold_set.gold}"'
    yield f'reports = "{gold_set.reports}"'
    if gold_set.beside:
        yield "beside = true"
    if gold_set.unseen:
        yield "unseen = [" + ", ".join(f'"{name}"' for name in gold_set.unseen) + "]"
    yield from _table("pinned", gold_set.pinned.model_dump())
    for part, figures in gold_set.floors.items():
        yield from _table(f"floors.{part}", figures)


def _table(name: str, values: Mapping[str, object]) -> Iterator[str]:
    yield f"\n[set.{name}]"
    for key, value in values.items():
        yield f'"{key}" = ' + (f'"{value}"' if isinstance(value, str) else str(value))


def main(
    floors: Annotated[Path, typer.Option(help="The floors, beside the gold.")] = FLOORS,
    raise_: Annotated[bool, typer.Option("--raise", help="Raise floors to what is measured now.")] = False,
    allow_lower: Annotated[
        bool, typer.Option("--allow-lower", help="With --raise: let floors fall, and pin changed gold anew.")
    ] = False,
) -> None:
    """Measure every set that is here and hold it against its floors."""
    collection = Collection(floors)
    here = collection.present()
    measured = {gold_set.name: measure(collection, gold_set) for gold_set in here}
    for gold_set in here:
        for part, figures in measured[gold_set.name].items():
            values = ", ".join(f"{name} {value:.3f}" for name, value in figures.items())
            typer.echo(f"{gold_set.name}, {part}: {values}")
    absent = [gold_set.name for gold_set in collection.sets if gold_set not in here]
    if absent:
        typer.echo(f"not measured, for their reports are not here: {', '.join(absent)}", err=True)
    if raise_:
        updated = [
            update(s, measured[s.name], collection.pin(s), allow_lower=allow_lower) if s in here else s
            for s in collection.sets
        ]
        write(collection, updated)
        return
    breaches = [
        b for s in here for b in (*find_breaches(s, measured[s.name]), *check_pinned(s, collection.pin(s)))
    ]
    for breach in breaches:
        typer.echo(breach, err=True)
    if breaches:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
