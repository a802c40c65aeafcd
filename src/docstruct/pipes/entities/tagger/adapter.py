"""Any NER or multi-task model of HanLP as a tagger of ours."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from docstruct.errors import ModelError
from docstruct.pipes.entities.tagger.labels import translate
from docstruct.pipes.entities.tagger.outputs import (
    Labelled,
    choose_task,
    read_document,
    read_spans,
    read_tags,
)
from docstruct.pipes.entities.tagger.places import find_folder
from docstruct.pipes.entities.tagger.stretches import Stretch, cut
from docstruct.records import EntityLabel

#: Stretches that go through a model at once.
_BATCH = 64


class Tagged(NamedTuple):
    """A name that a tagger found, half-open offsets into the text, and how sure it is (0 to 1)."""

    start: int
    end: int
    label: EntityLabel
    confidence: float


class Tagger(Protocol):
    """Finds names in a text."""

    def tag(self, text: str) -> list[Tagged]:
        """Names in order."""
        ...


class HanlpTagger:
    """A loaded component of HanLP.

    Parameters
    ----------
    component : hanlp component
        A named entity recognizer, which is given single characters, or a multi-task model, which cuts its own
        tokens.
    name : str
        What the component was loaded from, for errors.
    """

    def __init__(self, component: Any, name: str) -> None:
        self._component, self._name = component, name
        self._label: Callable[[Sequence[Stretch]], list[list[Labelled]]] = self._label_characters
        if hasattr(component, "tasks"):
            self._task = choose_task(component.tasks, name)
            self._label = self._label_texts
        elif _tells_chances(component):
            self._label = self._label_surely

    def tag(self, text: str) -> list[Tagged]:
        """Names in a text, in order, labels translated; what has no label of ours is left out."""
        stretches = list(cut(text))
        # Stretches of like length go together, so that little is padded.
        order = sorted(range(len(stretches)), key=lambda n: len(stretches[n].characters))
        found: list[Tagged] = []
        for first in range(0, len(order), _BATCH):
            batch = [stretches[n] for n in order[first : first + _BATCH]]
            for stretch, spans in zip(batch, self._label(batch), strict=True):
                for span in spans:
                    start, end = stretch.locate(span.start, span.end)
                    label = translate(span.label, text[start:end])
                    if label is not None:
                        found.append(Tagged(start, end, label, span.confidence))
        return sorted(found)

    def _label_characters(self, batch: Sequence[Stretch]) -> list[list[Labelled]]:
        given = [list(stretch.characters) for stretch in batch]
        return [read_spans(entities) for entities in self._component(given)]

    def _label_surely(self, batch: Sequence[Stretch]) -> list[list[Labelled]]:
        """As ``predict`` of HanLP does it, but with the probabilities that it throws away."""
        import torch

        component = self._component
        samples = component.build_samples([list(stretch.characters) for stretch in batch])
        labelled: list[list[Labelled]] = [[] for _ in batch]
        with torch.no_grad():
            for rows in component.build_dataloader(samples, len(samples), False, component.device):
                logits, _ = component.feed_batch(rows)
                sure, tags = logits.softmax(-1).max(-1)
                for order, row, chances in zip(rows["_idx_"], tags.tolist(), sure.tolist(), strict=True):
                    size = len(batch[order].characters)
                    named = [component.vocabs.tag.idx_to_token[tag] for tag in row[:size]]
                    labelled[order] = read_tags(named, chances[:size])
        return labelled

    def _label_texts(self, batch: Sequence[Stretch]) -> list[list[Labelled]]:
        given = ["".join(stretch.characters) for stretch in batch]
        return read_document(self._component(given, tasks=[self._task]), self._task, given, self._name)


def _tells_chances(component: Any) -> bool:
    """Whether each character's tag has a probability of its own: in a tagger like ours, without a CRF behind it."""
    from hanlp.components.taggers.rnn_tagger import RNNTagger

    return isinstance(component, RNNTagger) and component.tagging_scheme == "BIO" and not component.config.crf


@lru_cache(maxsize=2)
def load_tagger(model: str) -> Tagger | None:
    """Load a tagger, once a process; None for ``"none"``.

    Parameters
    ----------
    model : str
        ``"none"``, or ``"hanlp:"`` and a folder (see :func:`find_folder`) or an identifier of HanLP such as
        ``MSRA_NER_ELECTRA_SMALL_ZH``.

    Raises
    ------
    ModelError
        There is no such model, it cannot be downloaded, or it cannot be loaded.
    """
    if model == "none":
        return None
    kind, _, name = model.partition(":")
    if kind != "hanlp" or not name:
        raise ModelError(
            f'{model!r} is no tagger. Use "none", or "hanlp:" and a folder or an identifier of HanLP.'
        )
    return HanlpTagger(_load(name), name)


def _load(name: str) -> Any:
    folder = find_folder(name)
    # HanLP prints its progress and asks for its newest version unless told not to.
    os.environ.setdefault("HANLP_VERBOSE", "0")
    import hanlp
    import torch

    if folder is None and name not in hanlp.pretrained.ALL and not name.startswith(("http://", "https://")):
        raise ModelError(
            f"{name} is neither a folder with a config.json nor an identifier that HanLP knows. "
            "Train a tagger with: docstruct train. Or run without one: DOCSTRUCT_TAGGER__MODEL=none."
        )
    # One thread: workers share the cores already, and sums come out in one order.
    torch.set_num_threads(1)
    try:
        return hanlp.load(str(folder or name), devices=-1, verbose=False)
    except Exception as error:
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise ModelError(
            f"The tagger {name} could not be loaded: {reason[0]}. Without a network: unpack the model on a machine "
            f"that has one, and name its folder, DOCSTRUCT_TAGGER__MODEL=hanlp:/path/to/folder; "
            "or use our own tagger (the default), or none: DOCSTRUCT_TAGGER__MODEL=none."
        ) from error
