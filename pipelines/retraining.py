"""The flow that trains the entity tagger anew on everything that was annotated since."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from prefect import flow, get_run_logger
from prefect.artifacts import create_table_artifact

from docstruct.kb.lessons import TRAIN, export_lessons
from docstruct.settings import Settings
from docstruct.training.card import show
from docstruct.training.corpora import Corpus, load_corpus, load_passages
from docstruct.training.measuring import ROWS
from docstruct.training.promotion import Outcome, train


@flow(name="retrain")
def retrain(corpus: str, reports: str, model: str, kb: str) -> None:
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
    kb : str
        Knowledge base whose corrections teach, too: paragraphs that people went through to the end.
    """
    passages = gather(Path(corpus), Path(reports), Path(kb))
    outcome = train(passages, Path(reports), Path(model), Settings().training, note=get_run_logger().info)
    create_table_artifact(list_figures(outcome), key="tagger", description="The tagger on the test split")


def gather(corpus: Path, reports: Path, kb: Path) -> Corpus:
    """Return the annotated passages of the corpus, with those that the corrections of a base have settled."""
    with TemporaryDirectory() as folder:
        export_lessons(kb, Path(folder))
        return load_corpus(corpus, reports).extend(load_passages(Path(folder) / TRAIN))


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
