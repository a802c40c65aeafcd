"""The model card, written with the model: data, figures, limits."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from docstruct.evaluation.scores import LABELS, Ratio
from docstruct.settings import TrainingSettings
from docstruct.training.corpora import Corpus, Passage
from docstruct.training.measuring import ROWS

_CARD = """\
# Entity tagger

Finds named districts, zones, projects, companies and organisations in Chinese government work reports: HanLP's
`RNNNamedEntityRecognizer`, a bidirectional LSTM over characters, each described by its own vector and by what the
lexica of docstruct say of the word it stands in. Written by `docstruct train`; don't edit. `training.json` holds
the settings.

## Data
Names in passages of real reports, found and labelled by people: `corpus/gold/entities` (how they were read, how far
two readers agree, and which report is on which side of the split stand there). The weights hold nothing of the
reports but characters and statistics. SHA-256 of the annotation: `{digest}`.

| | reports | passages | {labels} | all |
|---|---|---|{rules}---|
{counts}

## Figures
On the test split, whose reports the tagger never saw; F1 (precision / recall). Alone is whatever the tagger finds,
together is what reports are read with: tagger, gazetteer and patterns in the order of trust of `docs/entities.md`.

| | gold | alone | together |
|---|---|---|---|
{figures}

Trained in {minutes:.0f} minutes (wall time, one core).

## Limits
- Government work reports of 1985 to 2025 in simplified characters; other genres were never tried.
- It knows words through the lexica: a change of those is a reason to train again.
- Alone it is no good tagger of districts; the gazetteer decides these. Below a confidence of 0.85 it is not heard.
- COMPANY is rare in the data. Places abroad, villages and short names of companies are missed most.
- The confidence of a name is the probability of its least sure character, not how often such names are right.
- A passage of a report of the training side was seen, so figures measured there flatter it.
"""


def write_card(
    folder: Path,
    corpus: Corpus,
    settings: TrainingSettings,
    alone: Mapping[str, Ratio],
    together: Mapping[str, Ratio],
    seconds: float,
) -> None:
    """Write ``README.md`` and ``training.json`` into the folder of a model."""
    card = _CARD.format(
        digest=corpus.digest,
        labels=" | ".join(LABELS),
        rules="---|" * len(LABELS),
        counts="\n".join(
            _count(name, passages) for name, passages in (("train", corpus.train), ("test", corpus.test))
        ),
        figures="\n".join(
            f"| {name} | {together[name].gold} | {show(alone[name])} | {show(together[name])} |"
            for name in ROWS
        ),
        minutes=seconds / 60,
    )
    (folder / "README.md").write_text(card, "utf-8")
    record = {
        "corpus_sha256": corpus.digest,
        "settings": settings.model_dump(),
        "hanlp": version("hanlp"),
        "torch": version("torch"),
        "test": {name: round(together[name].f1, 4) for name in ROWS},
        "test_alone": {name: round(alone[name].f1, 4) for name in ROWS},
    }
    (folder / "training.json").write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def show(ratio: Ratio) -> str:
    """A figure as tables show it.

    Examples
    --------
    >>> show(Ratio(right=6, gold=8, given=10))
    '0.667 (0.600 / 0.750)'
    """
    return f"{ratio.f1:.3f} ({ratio.precision:.3f} / {ratio.recall:.3f})"


def _count(name: str, passages: Iterable[Passage]) -> str:
    listed = list(passages)
    labels: Counter[str] = Counter(item.label for passage in listed for item in passage.names)
    cells = [len({passage.source for passage in listed}), len(listed), *(labels[label] for label in LABELS)]
    return f"| {name} | " + " | ".join(map(str, [*cells, labels.total()])) + " |"
