"""Whether confidence keeps its word: of observations at 0.9, how many are complete and right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docstruct.evaluation.scores import PassageResult

#: An observation at or above this may be used without a second look.
CONFIDENT = 0.9
_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Trust:
    """One scored observation: its confidence, and whether it is complete and right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Observations whose confidence lies between two edges; the upper edge belongs to the last bin only."""

    low: float
    high: float
    observations: int
    stated: float
    right: float


def list_trusts(results: Iterable[PassageResult]) -> list[Trust]:
    """Every observation that gold judges: answers by completeness, extras as wrong."""
    trusts = []
    for result in results:
        trusts += [
            Trust(judgement.observation.confidence, judgement.complete)
            for judgement in result.judgements
            if judgement.observation is not None
        ]
        trusts += [Trust(extra.observation.confidence, False) for extra in result.extras]
    return trusts


def tabulate(trusts: Sequence[Trust]) -> Iterator[Bin]:
    """Reliability by confidence; empty bins are left out."""
    for low, high in zip(_EDGES, _EDGES[1:], strict=False):
        inside = [t for t in trusts if low <= t.confidence < high or t.confidence == high == _EDGES[-1]]
        if inside:
            stated = sum(t.confidence for t in inside) / len(inside)
            yield Bin(low, high, len(inside), stated, sum(t.right for t in inside) / len(inside))


def measure_confident(trusts: Sequence[Trust]) -> tuple[float, float]:
    """Share of observations at :data:`CONFIDENT` or above, and how many of these are complete and right.

    Examples
    --------
    >>> measure_confident([Trust(0.95, True), Trust(0.92, False), Trust(0.4, False), Trust(0.91, True)])
    (0.75, 0.6666666666666666)
    """
    confident = [t.right for t in trusts if t.confidence >= CONFIDENT]
    return (
        len(confident) / len(trusts) if trusts else 0.0,
        sum(confident) / len(confident) if confident else 0.0,
    )


def format_reliability(trusts: Sequence[Trust]) -> str:
    """Reliability as a text table with the line that counts below it."""
    lines = [f"{'confidence':14}{'observations':>14}{'stated':>9}{'right':>9}"]
    lines += [
        f"{f'{b.low:.2f} to {b.high:.2f}':14}{b.observations:14d}{b.stated:9.3f}{b.right:9.3f}"
        for b in tabulate(trusts)
    ]
    share, right = measure_confident(trusts)
    lines.append(
        f"at {CONFIDENT} or above: {share:.3f} of observations, {right:.3f} of them complete and right"
    )
    return "\n".join(lines)
