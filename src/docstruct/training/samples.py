"""From passages to what the tagger learns: characters of clauses with B, I and O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypedDict

from docstruct.pipes.entities.tagger.stretches import cut
from docstruct.training.corpora import Passage


class Sample(TypedDict):
    """A clause as HanLP takes it: single characters and the tag of each. A list, not a file: white space would
    break the lines of one."""

    token: list[str]
    tag: list[str]


def make_samples(passages: Iterable[Passage]) -> Iterator[Sample]:
    """Cut passages as the tagger will cut reports.

    Examples
    --------
    >>> from docstruct.training.corpora import Name
    >>> names = (Name(start=2, end=5, label="DISTRICT"),)
    >>> passage = Passage(passage_id="p1", source="r.txt", text="支持嘉定区。", names=names)
    >>> list(make_samples([passage]))[0]["tag"]
    ['O', 'O', 'B-DISTRICT', 'I-DISTRICT', 'I-DISTRICT', 'O']
    """
    for passage in passages:
        tags = ["O"] * len(passage.text)
        for name in passage.names:
            tags[name.start : name.end] = [f"I-{name.label}"] * (name.end - name.start)
            tags[name.start] = f"B-{name.label}"
        for stretch in cut(passage.text):
            yield Sample(token=list(stretch.characters), tag=[tags[at] for at in stretch.offsets])
