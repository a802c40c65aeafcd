"""Figures of one report by series, place and time, for the checks that compare several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docstruct.normalise.consistency.figures import holder_of, spread
from docstruct.records import Kind, Observation
from docstruct.settings import ConsistencySettings


class Occasion(NamedTuple):
    """What figures must have in common to be compared: place, period, and fact or plan."""

    place: str
    period: str
    planned: bool


class Group:
    """The figures of one place in one period, by series and kind."""

    def __init__(self) -> None:
        self._figures: dict[tuple[str, Kind], list[Observation]] = defaultdict(list)

    def add(self, figure: Observation) -> None:
        """Add a figure that has a series."""
        self._figures[figure.indicator_id or "", figure.kind].append(figure)

    def get(self, indicator_id: str, kind: Kind) -> list[Observation]:
        """Figures of a series, empty where there is none."""
        return self._figures.get((indicator_id, kind), [])

    def narrowest(
        self, indicator_id: str, kind: Kind, settings: ConsistencySettings, unit: str | None = None
    ) -> Observation | None:
        """The most exact figure of a series, in a unit where one is given."""
        found = [f for f in self.get(indicator_id, kind) if unit is None or f.std_unit == unit]

        def width(figure: Observation) -> float:
            low, high = spread(figure, settings)
            return high - low

        return min(found, key=width, default=None)


def group_figures(observations: Iterable[Observation]) -> Iterator[Group]:
    """Yield the groups of a report's comparable figures: registered series with a value."""
    groups: dict[Occasion, Group] = defaultdict(Group)
    for figure in observations:
        if (
            figure.indicator_id
            and figure.std_value is not None
            and figure.kind in ("level", "growth", "share")
        ):
            occasion = Occasion(holder_of(figure), figure.time_period, figure.status == "target")
            groups[occasion].add(figure)
    yield from groups.values()
