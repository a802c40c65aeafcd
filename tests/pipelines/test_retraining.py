"""The figures that a training leaves as an artifact."""

from __future__ import annotations

import pytest

from docstruct.evaluation.scores import Ratio
from docstruct.training.measuring import ROWS
from docstruct.training.promotion import Outcome, Trial
from pipelines.retraining import list_figures

TRIAL = Trial(*[dict.fromkeys(ROWS, Ratio(right=right, gold=10, given=10)) for right in (6, 8)])


@pytest.mark.parametrize(("replaced", "before"), [(None, "none"), (TRIAL, "0.800 ")])
def test_figures_stand_beside_those_of_the_model_before(replaced: Trial | None, before: str) -> None:
    rows = list_figures(Outcome(TRIAL, replaced, 1.0))
    assert [row["names"] for row in rows] == list(ROWS)
    assert "0.600 " in rows[0]["alone"]
    assert before in rows[0]["replaced, with rules"]
