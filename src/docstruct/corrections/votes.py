"""What becomes of one field on which several people, rules and the machine have a say. Never who wrote last.

The higher level wins: adjudicated, fact, document, alias rule (that of a place before one for all), and the machine
where nobody says anything. On one level equal values agree, and different values of two people are a dispute: the
value that was last undisputed stays. A person has one voice on a level; what they say later replaces it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from pydantic import JsonValue


class Level(IntEnum):
    """Whose word goes before whose, lowest first."""

    ALIAS = 1
    PLACE = 2
    DOCUMENT = 3
    FACT = 4
    ADJUDICATED = 5


@dataclass(frozen=True, slots=True)
class Vote:
    """What one event says of one field."""

    level: Level
    actor: str
    value: JsonValue
    event_id: str
    seq: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What is published of a field.

    Parameters
    ----------
    value : JSON value
        The value that holds.
    cause : Vote
        The first of the votes that it holds by.
    heard : tuple of Vote
        The votes of the highest level, in the order of the log; lower ones are overruled.
    disputed : bool
        Whether they differ; ``value`` is then the one from before.
    """

    value: JsonValue
    cause: Vote
    heard: tuple[Vote, ...]
    disputed: bool


def count_votes(votes: Iterable[Vote]) -> Tally:
    """Count the votes on one field.

    Parameters
    ----------
    votes : iterable of Vote
        At least one, in the order of the log.

    Examples
    --------
    >>> said = [Vote(Level.FACT, "王", "growth", "e1", 1), Vote(Level.FACT, "李", "delta", "e2", 2)]
    >>> tally = count_votes(said)
    >>> tally.value, tally.disputed
    ('growth', True)
    >>> count_votes([*said, Vote(Level.ADJUDICATED, "赵", "delta", "e3", 3)]).value
    'delta'
    """
    latest: dict[tuple[Level, str], Vote] = {}
    agreed: Vote | None = None
    heard: list[Vote] = []
    for vote in votes:
        # taken out first, so that the order of the dictionary stays that of the log
        latest.pop((vote.level, vote.actor), None)
        latest[vote.level, vote.actor] = vote
        top = max(level for level, _ in latest)
        heard = [one for (level, _), one in latest.items() if level == top]
        if all(one.value == heard[0].value for one in heard):
            agreed = heard[0]
    if agreed is None:
        raise ValueError("a field without votes is the machine's")
    disputed = any(one.value != heard[0].value for one in heard)
    return Tally(agreed.value, agreed, tuple(heard), disputed)
