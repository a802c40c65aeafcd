"""Training a tagger, measuring it, and putting it in the place of the one in use unless it is worse."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from docstruct.errors import TrainingError
from docstruct.evaluation.scores import Ratio
from docstruct.pipes.entities.logic import find_entities
from docstruct.pipes.entities.tagger import Tagger, load_tagger
from docstruct.pipes.entities.tags import EntityTag, Found
from docstruct.records import Report
from docstruct.settings import TrainingSettings
from docstruct.training.augmentation import vary
from docstruct.training.card import write_card
from docstruct.training.corpora import Corpus
from docstruct.training.fitting import fit
from docstruct.training.measuring import measure, read_reports
from docstruct.training.samples import make_samples

Figures = dict[str, Ratio]


@dataclass(frozen=True, slots=True)
class Trial:
    """Figures of a tagger on the test split: by itself, and together with the rules, as reports are read."""

    alone: Figures
    together: Figures


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a training: the new model, the one it replaces (if there was one), and the seconds it took."""

    trained: Trial
    replaced: Trial | None
    seconds: float


def train(
    corpus: Corpus,
    reports: Path,
    folder: Path,
    settings: TrainingSettings,
    *,
    note: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Train on a corpus and put the model into a folder, if it is no worse than the one there.

    Parameters
    ----------
    corpus : Corpus
        Its test split decides.
    reports : Path
        Where the reports of the corpus lie.
    folder : Path
        Holds the model in use, or none yet.
    note : callable
        Told in a line what goes on.

    Raises
    ------
    TrainingError
        The new model finds the names of the test split worse, together with the rules; the old one stays.
    """
    started = time.monotonic()
    # HanLP watches the last: these are the passages as they are.
    samples = [*make_samples(vary(corpus.train, settings.copies, settings.seed)), *make_samples(corpus.train)]
    if not samples or not corpus.test:
        raise TrainingError("The corpus needs passages on both sides of the split.")
    read = read_reports(corpus.test, reports)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=".training-") as place:
        note(f"training on {len(samples)} clauses of {len(corpus.train)} passages, {settings.epochs} epochs")
        fit(samples, Path(place), settings)
        note(f"measuring on {len(corpus.test)} passages of {len(read)} reports")
        trained = _try(Path(place), corpus, read)
        replaced = _try(folder, corpus, read) if (folder / "config.json").is_file() else None
        if replaced is not None and trained.together["all"].f1 < replaced.together["all"].f1:
            raise TrainingError(
                f"The model in {folder} stays: on the test split it reaches F1 {replaced.together['all'].f1:.4f} "
                f"together with the rules, the new one {trained.together['all'].f1:.4f}. Train on more passages, or "
                "look with python -m docstruct.training.ablation what either finds."
            )
        seconds = time.monotonic() - started
        write_card(Path(place), corpus, settings, trained.alone, trained.together, seconds)
        folder.mkdir(exist_ok=True)
        for file in sorted(Path(place).iterdir()):
            file.replace(folder / file.name)
    return Outcome(trained, replaced, seconds)


def _try(folder: Path, corpus: Corpus, reports: list[Report]) -> Trial:
    tagger = load_tagger(f"hanlp:{folder.resolve()}")
    if tagger is None:
        raise TrainingError(f"{folder} holds no tagger.")
    return Trial(
        measure(corpus.test, reports, lambda report: find_alone(report, tagger)),
        measure(corpus.test, reports, lambda report: find_entities(report.text, report, tagger)),
    )


def find_alone(report: Report, tagger: Tagger) -> list[Found]:
    """What a tagger finds by itself, however unsure."""
    return [
        Found(item.start, item.end, EntityTag(item.label, item.confidence, "tagger"))
        for item in tagger.tag(report.text)
    ]
