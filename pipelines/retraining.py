"""The flow that trains the entity tagger anew on everything that was annotated since."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, get_run_logger
from prefect.artifacts import create_table_artifact

from docstruct.settings import Settings
from docstruct.training.card import show
from docstruct.training.corpora import load_corpus, load_passages
from docstruct.training.measuring import ROWS
from docstruct.training.promotion import Outcome, train


@flow(name="retrain")
def retrain(corpus: str, reports: str, model: str, further: list[str] | None = None) -> None:
    """Train the entity tagger; the one in use is replaced unless the new one finds names worse on the test split.

    A run of ``update`` that follows extracts anew what the replaced model had read, as the model is part of the
    fingerprint of the pipeline.

    Parameters
    ----------
    corpus : str
        Folder of annotated passages.
    reports : str
        Folder of the reports that they are from.
    model : str
        Folder of the model in use.
    further : list of str, optional
        Files of further passages, as ``docstruct corrections export`` writes them.
    """
    passages = load_corpus(Path(corpus), Path(reports))
    for file in further or []:
        passages = passages.extend(load_passages(Path(file)))
    outcome = train(passages, Path(reports), Path(model), Settings().training, note=get_run_logger().info)
    create_table_artifact(list_figures(outcome), key="tagger", description="The tagger on the test split")


def list_figures(outcome: Outcome) -> list[dict[str, str]]:
    """Return the figures of a training as rows of text."""
    replaced = outcome.replaced
    return [
        {
            "names": row,
            "alone": show(outcome.trained.alone[row]),
            "with rules": show(outcome.trained.together[row]),
            "replaced, with rules": show(replaced.together[row]) if replaced else "none",
        }
        for row in ROWS
    ]
