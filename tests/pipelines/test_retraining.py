"""What a training learns from, and the figures that it leaves as an artifact."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrections.builders import about
from docstruct.evaluation.scores import Ratio
from docstruct.kb import lessons
from docstruct.kb.releases import Store
from docstruct.training.measuring import ROWS
from docstruct.training.promotion import Outcome, Trial
from kb.builders import make_extraction, make_reference
from pipelines.retraining import gather, list_figures
from training.conftest import NAMES, annotate, write_rows

TRIAL = Trial(*[dict.fromkeys(ROWS, Ratio(right=right, gold=10, given=10)) for right in (6, 8)])


@pytest.mark.parametrize(("replaced", "before"), [(None, "none"), (TRIAL, "0.800 ")])
def test_figures_stand_beside_those_of_the_model_before(replaced: Trial | None, before: str) -> None:
    rows = list_figures(Outcome(TRIAL, replaced, 1.0))
    assert [row["names"] for row in rows] == list(ROWS)
    assert "0.600 " in rows[0]["alone"]
    assert before in rows[0]["replaced, with rules"]


def test_paragraphs_that_annotators_settled_are_learnt_from(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lessons, "is_test", lambda report_id: False)
    report = make_extraction()
    store = Store(tmp_path / "kb")
    for row in (*report.observations, *report.mentions):
        store.log.append(about(report, row, "accept"))
    store.publish([report], reference=make_reference(), fingerprint="v1")
    for key, (name, names) in NAMES.items():
        write_rows(tmp_path / f"{key}.jsonl", annotate(root / "corpus" / "sources" / name, names, key))
    (tmp_path / "split.toml").write_text('test = ["310000-2024"]\n', "utf-8")
    corpus = gather(tmp_path, root / "corpus" / "sources", store.kb)
    assert report.report.source_name in {passage.source for passage in corpus.train}
