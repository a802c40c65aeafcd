"""What the components of HanLP return, as spans over the characters they were given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from docstruct.errors import ModelError

#: Of a model with several tasks, the first of these that it has; any other NER task comes last.
_TASKS = ("ner/msra", "ner/pku", "ner/ontonotes", "ner")


#: How far a model is trusted that doesn't tell how sure it is.
UNTOLD = 0.85


class Labelled(NamedTuple):
    """Characters from ``start`` up to, not including, ``end``, with the label that the model gave.

    ``confidence`` is the probability of the least sure of their tags.
    """

    start: int
    end: int
    label: str
    confidence: float = UNTOLD


def choose_task(names: Iterable[str], model: str) -> str:
    """The task of a multi-task model that finds names.

    Raises
    ------
    ModelError
        The model has none.
    """
    offered = list(names)
    tasks = [name for name in (*_TASKS, *offered) if name in offered and name.startswith("ner")]
    if not tasks:
        raise ModelError(
            f"{model} has no task that finds names; it has {', '.join(offered) or 'none'}. Name one with ner/…"
        )
    return tasks[0]


def read_spans(entities: Iterable[Sequence[Any]]) -> list[Labelled]:
    """Spans of a component that was given single characters: (text, label, begin, end), in any order."""
    return sorted(Labelled(begin, end, label) for _, label, begin, end in entities)


def read_tags(tags: Sequence[str], sure: Sequence[float]) -> list[Labelled]:
    """Spans of B, I and O, one a character, with the probability of each.

    An I that follows no tag of its label begins a span, as in HanLP.

    Examples
    --------
    >>> read_tags(["O", "B-COMPANY", "I-COMPANY", "O"], [0.9, 0.8, 0.7, 0.9])
    [Labelled(start=1, end=3, label='COMPANY', confidence=0.7)]
    """
    spans: list[Labelled] = []
    for at, (tag, probability) in enumerate(zip(tags, sure, strict=True)):
        place, _, label = tag.partition("-")
        last = spans[-1] if spans else None
        if place == "I" and last is not None and (last.end, last.label) == (at, label):
            spans[-1] = Labelled(last.start, at + 1, label, min(last.confidence, probability))
        elif place != "O":
            spans.append(Labelled(at, at + 1, label, probability))
    return spans


def read_document(
    document: Mapping[str, Any], task: str, texts: Sequence[str], model: str
) -> list[list[Labelled]]:
    """Spans of a multi-task model, whose offsets count tokens, as offsets of characters.

    Parameters
    ----------
    document : mapping
        Results by task, one a text: tokens under ``tok…``, (text, label, begin token, end token) under ``task``.

    Raises
    ------
    ModelError
        The tokens do not make up the text, so no offset can be trusted.

    Examples
    --------
    >>> document = {"tok": [["联影", "落户", "嘉定区"]], "ner": [[("嘉定区", "NS", 2, 3)]]}
    >>> read_document(document, "ner", ["联影落户嘉定区"], "tiny")
    [[Labelled(start=4, end=7, label='NS', confidence=0.85)]]
    """
    segmented = next(value for name, value in document.items() if name.startswith("tok"))
    found = []
    for text, tokens, entities in zip(texts, segmented, document[task], strict=True):
        if "".join(tokens) != text:
            raise ModelError(
                f"{model} changed the text it was to tag: {text[:40]!r} came back as {tokens[:20]}"
            )
        starts = [0]
        for token in tokens:
            starts.append(starts[-1] + len(token))
        found.append(sorted(Labelled(starts[b], starts[e], label) for _, label, b, e in entities))
    return found
