from __future__ import annotations

import pytest

from docstruct.corrections.sampling import assign_readers, is_doubled, is_test
from docstruct.settings import CorrectionSettings

KEYS = [f"r{number}" for number in range(2000)]
TEAM = ["王", "李", "赵"]


@pytest.mark.parametrize("draw", [is_test, is_doubled])
def test_shares_are_those_asked_for(draw) -> None:
    settings = CorrectionSettings(test_share=0.3, double_share=0.3)
    assert 0.26 < sum(draw(key, settings=settings) for key in KEYS) / len(KEYS) < 0.34


def test_draws_are_independent() -> None:
    both = sum(is_test(key) and is_doubled(key) for key in KEYS) / len(KEYS)
    assert 0.02 < both < 0.06


def test_doubled_reports_have_two_readers_and_others_one() -> None:
    assert all(len(assign_readers(key, TEAM)) == 1 + is_doubled(key) for key in KEYS)


def test_work_is_shared_evenly() -> None:
    first = [assign_readers(key, TEAM)[0] for key in KEYS]
    assert all(550 < first.count(name) < 800 for name in TEAM)


def test_newcomer_takes_reports_over_and_moves_no_other() -> None:
    for key in KEYS[:300]:
        before, after = assign_readers(key, TEAM), assign_readers(key, [*TEAM, "钱"])
        assert "钱" in after or before == after


def test_nobody_reads_where_there_is_nobody() -> None:
    assert assign_readers("r", []) == ()
