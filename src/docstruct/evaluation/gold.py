"""Gold: what a careful reader finds in passages of reports, as standoff rows of a JSON Lines file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from docstruct.errors import EvaluationError
from docstruct.records import Bound, EntityLabel, Kind, Record, Status

#: Kinds that are in the gold and never scored (guidelines 1.5 and 1.6).
UNSCORED = frozenset({"spec", "rank"})


class GoldFact(Record):
    """A figure as read by a person; ``start`` and ``end`` count the passage's characters without white space.

    ``indicators`` are acceptable wordings, best first. ``headline`` is the id of a headline series or empty.
    """

    type: Literal["fact"] = Field(alias="t")
    passage: str
    quantity: str = Field(alias="q")
    start: int = Field(alias="o")
    end: int = Field(alias="e")
    value: float
    value_high: float | None = Field(default=None, alias="high")
    unit: str
    bound: Bound
    indicators: tuple[str, ...] = Field(alias="ind", min_length=1)
    kind: Kind
    status: Status
    period: str
    region: str
    base: str
    headline: str = Field(alias="hid")

    @property
    def scored(self) -> bool:
        """Whether it counts for or against the product."""
        return self.kind not in UNSCORED


class GoldEntity(Record):
    """A named entity as read by a person; offsets as in :class:`GoldFact`."""

    type: Literal["ent"] = Field(alias="t")
    passage: str
    label: EntityLabel
    text: str = Field(alias="s")
    start: int = Field(alias="o")
    end: int = Field(alias="e")


class Passage(Record):
    """A stretch of a report that was read whole, with everything found in it.

    ``head`` and ``tail`` are its first and last 24 characters, ``chars`` its length, without white space: they
    find it in whatever text a reader makes of the file that ``doc`` names.
    """

    passage_id: str
    doc: str
    head: str
    tail: str
    chars: int
    facts: tuple[GoldFact, ...] = ()
    entities: tuple[GoldEntity, ...] = ()


def load_gold(path: Path) -> tuple[Passage, ...]:
    """Load a gold file, one JSON object a line.

    Parameters
    ----------
    path : Path
        Rows of type ``passage``, ``fact`` and ``ent``, as ``corpus/README.md`` describes them.

    Returns
    -------
    tuple of Passage
        In the order of the file.

    Raises
    ------
    EvaluationError
        There is no such file; a row is no gold row, or its passage does not stand before it.
    """
    if not path.is_file():
        raise EvaluationError(f"There is no gold at {path}. Name a file such as corpus/gold/samples.jsonl.")
    passages: dict[str, dict[str, object]] = {}
    facts: dict[str, list[GoldFact]] = {}
    entities: dict[str, list[GoldEntity]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            match row["t"]:
                case "passage":
                    passages[row["id"]] = {name: row[name] for name in ("doc", "head", "tail", "chars")}
                    facts[row["id"]], entities[row["id"]] = [], []
                case "fact":
                    facts[row["passage"]].append(GoldFact.model_validate(row))
                case "ent":
                    entities[row["passage"]].append(GoldEntity.model_validate(row))
                case other:
                    raise EvaluationError(f"{path}, line {number}: {other!r} is no type of gold row.")
        except (json.JSONDecodeError, KeyError, TypeError, ValidationError) as error:
            raise EvaluationError(
                f"{path}, line {number}: this is no gold row ({error}). corpus/README.md describes the fields; "
                "the passage of a fact stands before it."
            ) from error
    return tuple(
        Passage.model_validate(
            {**given, "passage_id": name, "facts": tuple(facts[name]), "entities": tuple(entities[name])}
        )
        for name, given in passages.items()
    )


def count_scored(passages: Iterable[Passage]) -> int:
    """Number of facts that count for or against the product."""
    return sum(fact.scored for passage in passages for fact in passage.facts)
