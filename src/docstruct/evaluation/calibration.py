"""Fitting the table behind ``Observation.confidence`` on gold: ``python -m docstruct.evaluation.calibration``.

Logistic regression with a quadratic penalty over the cases that :func:`docstruct.pipes.linker.confidence.describe`
names, on passages that may be read (parts ``all`` and ``seen``). The same gold and rules give the same table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from docstruct.errors import EvaluationError
from docstruct.evaluation.readings import Reading
from docstruct.evaluation.reliability import Trust, format_reliability
from docstruct.evaluation.scores import evaluate
from docstruct.evaluation.sets import Collection, Part
from docstruct.extraction import annotate, extract_report, load
from docstruct.pipes.frames import Fact
from docstruct.pipes.linker import confidence
from docstruct.pipes.linker.confidence import Calibration, describe
from docstruct.readers import read
from docstruct.settings import Settings
from docstruct.structure import parse

#: Penalty on squared weights: a case seen a few times moves the odds little.
_PENALTY = 1.0
#: Odds of an error on passages that no rule was written with, against the gold at hand. Not fitted, since the gold at
#: hand cannot tell it once rules have been mended with it: when the samples were first scored, their odds were 3.4
#: times those of the shared passages that the rules had been written with (docs/evaluation.md).
_DISCOUNT = 3.0
_STEPS = 50
_TABLE = Path(confidence.__file__).with_suffix(".toml")

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A scored observation: what its fact shows, and whether it is complete and right."""

    shows: Mapping[str, str]
    right: bool


def collect_examples(collection: Collection) -> dict[Part, list[Example]]:
    """Scored observations of every set that is here, by part; sets without unread passages count as seen."""
    examples: dict[Part, list[Example]] = {"seen": [], "unseen": []}
    settings = Settings()
    for gold_set in collection.present():
        passages = collection.load(gold_set)
        for path in collection.documents(gold_set, passages):
            report = parse(read(path, settings.reader))
            reading = Reading.of(extract_report(report, settings))
            doc = annotate(report, load(settings))
            found: list[Fact] = [span._.fact for span in doc.spans.get("facts", ())]
            facts = {fact.frame.quantity.start: fact for fact in found}
            here = [passage for passage in passages if Path(passage.doc).stem == path.stem]
            for result in evaluate(here, [reading]):
                part: Part = "seen" if gold_set.is_seen(result.passage) else "unseen"
                judged = [(j.observation, j.complete) for j in result.judgements if j.observation is not None]
                judged += [(extra.observation, False) for extra in result.extras]
                examples[part] += [Example(describe(facts[o.char_start]), right) for o, right in judged]
    return examples


def fit(examples: Sequence[Example]) -> Calibration:
    """Fit the table; weights are rounded to two decimals.

    Raises
    ------
    EvaluationError
        All examples are right, or all wrong: there is nothing to tell apart.
    """
    if len({example.right for example in examples}) < 2:
        raise EvaluationError(
            f"{len(examples)} examples are all right or all wrong: a calibration needs some of both. "
            "Add gold that is read with mistakes."
        )
    cases = sorted({case for example in examples for case in example.shows.items()})
    column = {case: n for n, case in enumerate(cases, start=1)}
    design = np.zeros((len(examples), len(cases) + 1))
    design[:, 0] = 1
    for row, example in enumerate(examples):
        design[row, [column[case] for case in example.shows.items()]] = 1
    weights = _climb(design, np.array([float(example.right) for example in examples]))
    table: dict[str, dict[str, float]] = {}
    for (group, case), n in column.items():
        table.setdefault(group, {})[case] = round(float(weights[n]), 2)
    return Calibration(discount=_DISCOUNT, bias=round(float(weights[0]), 2), weights=table)


def _climb(design: Vector, right: Vector) -> Vector:
    """Newton's method; the bias bears no penalty worth naming."""
    penalty = np.eye(design.shape[1]) * _PENALTY
    penalty[0, 0] = 1e-6
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (right - chance) - penalty @ weights
        curvature = (design.T * (chance * (1 - chance))) @ design + penalty
        weights = weights + np.linalg.solve(curvature, gradient)
    return weights


def rate(examples: Sequence[Example], table: Calibration) -> list[Trust]:
    """The confidence that a table gives each example."""
    return [Trust(confidence.weigh(example.shows, table), example.right) for example in examples]


def write_table(table: Calibration, examples: Sequence[Example], path: Path = _TABLE) -> None:
    """Write the table as TOML with its source."""
    path.write_text("\n".join(_lines(table, examples)) + "\n", "utf-8")


def _lines(table: Calibration, examples: Sequence[Example]) -> Iterator[str]:
    wrong = sum(not example.right for example in examples)
    yield "# Made by: python -m docstruct.evaluation.calibration --write"
    yield f"# Fitted on {len(examples)} scored observations of gold, {wrong} of them not complete and right."
    yield "# Log-odds that an observation is complete and right; behind each case, how many showed it and erred."
    yield f"discount = {table.discount}"
    yield f"bias = {table.bias}"
    for group, cases in table.weights.items():
        yield f"\n[weights.{group}]"
        for case, weight in cases.items():
            shown = [example.right for example in examples if example.shows.get(group) == case]
            yield f'"{case}" = {weight}  # {len(shown)}, {len(shown) - sum(shown)} wrong'


def main(
    floors: Annotated[Path, typer.Option(help="The list of gold sets.")] = Path("corpus/gold/floors.toml"),
    write: Annotated[bool, typer.Option("--write", help="Replace confidence.toml.")] = False,
) -> None:
    """Fit the calibration and print how it keeps its word; unread passages are counted, never fitted."""
    examples = collect_examples(Collection(floors))
    table = fit(examples["seen"])
    for part, rows in examples.items():
        if rows:
            typer.echo(f"{part} ({len(rows)} observations)\n{format_reliability(rate(rows, table))}\n")
    if write:
        write_table(table, examples["seen"])
        typer.echo(f"written: {_TABLE}")


if __name__ == "__main__":
    typer.run(main)
