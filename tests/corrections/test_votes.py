from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.corrections.votes import Level, Vote, count_votes


def said(*votes: tuple[Level, str, str]) -> list[Vote]:
    return [Vote(level, actor, value, f"e{n}", n) for n, (level, actor, value) in enumerate(votes, start=1)]


F, A = Level.FACT, Level.ADJUDICATED


@pytest.mark.parametrize(
    ("votes", "value", "disputed"),
    [
        ([(F, "王", "x")], "x", False),
        ([(F, "王", "x"), (F, "李", "x")], "x", False),
        ([(F, "王", "x"), (F, "李", "y")], "x", True),
        ([(F, "王", "x"), (F, "王", "y")], "y", False),
        ([(F, "王", "x"), (F, "王", "y"), (F, "李", "x")], "y", True),
        ([(F, "王", "x"), (F, "李", "y"), (F, "李", "x")], "x", False),
        ([(F, "王", "x"), (F, "李", "y"), (A, "赵", "y")], "y", False),
        ([(A, "赵", "y"), (F, "王", "x")], "y", False),
        ([(A, "赵", "y"), (A, "钱", "x")], "y", True),
        ([(F, "王", "x"), (F, "李", "y"), (F, "赵", "y")], "x", True),
    ],
)
def test_votes_give_a_value_or_a_dispute(votes, value: str, disputed: bool) -> None:
    tally = count_votes(said(*votes))
    assert (tally.value, tally.disputed) == (value, disputed)


LADDER = [Level.ALIAS, Level.PLACE, Level.DOCUMENT, Level.FACT, Level.ADJUDICATED]


@pytest.mark.parametrize(("low", "high"), list(zip(LADDER, LADDER[1:], strict=False)))
def test_higher_word_goes_first_whoever_spoke_last(low: Level, high: Level) -> None:
    for votes in ([(low, "王", "x"), (high, "李", "y")], [(high, "李", "y"), (low, "王", "x")]):
        tally = count_votes(said(*votes))
        assert (tally.value, tally.disputed) == ("y", False)


def test_cause_is_the_first_vote_for_the_value() -> None:
    assert count_votes(said((F, "王", "x"), (F, "李", "x"))).cause.actor == "王"


@given(
    st.lists(
        st.tuples(st.sampled_from(LADDER), st.sampled_from("王李赵"), st.sampled_from("xyz")), min_size=1
    )
)
def test_published_value_is_undisputed_or_was(votes) -> None:
    """Without dispute the value is that of every voice heard; with one it is one that somebody gave."""
    tally = count_votes(said(*votes))
    top = max(level for level, _, _ in votes)
    latest = {actor: value for level, actor, value in votes if level == top}
    assert tally.disputed == (len(set(latest.values())) > 1)
    if not tally.disputed:
        assert {tally.value} == set(latest.values())
    assert tally.value in {value for _, _, value in votes}
