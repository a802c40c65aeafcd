"""From the labels of a tagger to ours."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import get_args

from docstruct.errors import LexiconError
from docstruct.pipes.entities.vocabulary import Kind, load_vocabulary
from docstruct.records import EntityLabel

_LABELS: tuple[EntityLabel, ...] = get_args(EntityLabel)


@cache
def load_labels() -> dict[str, EntityLabel]:
    """Ours for each label of the schemes of MSRA, PKU and OntoNotes, which agree where they share one.

    Raises
    ------
    LexiconError
        If a label is mapped to none of ours, or two schemes disagree.
    """
    with (files(__package__) / "labels.toml").open("rb") as stream:
        tables: dict[str, dict[str, str]] = tomllib.load(stream)
    own = {str(label): label for label in _LABELS}
    labels: dict[str, EntityLabel] = {}
    for scheme, table in tables.items():
        for theirs, ours in table.items():
            if ours not in own or labels.setdefault(theirs, own[ours]) != ours:
                raise LexiconError(
                    f"labels.toml, [{scheme}]: {theirs} = {ours!r} is none of {', '.join(own)}"
                )
    return labels


def translate(label: str, name: str) -> EntityLabel | None:
    """Our label for a name that a tagger labelled, or None for what is no entity here.

    Examples
    --------
    >>> translate("NT", "上海唯星信息技术有限公司"), translate("GPE", "嘉定区"), translate("PERSON", "李白")
    ('COMPANY', 'DISTRICT', None)
    """
    ours = load_labels().get(label)
    if ours == "ORG" and _is_enterprise(name):
        return "COMPANY"
    return ours


def _is_enterprise(name: str) -> bool:
    """Whether a name ends in a word that only enterprises have: 有限公司, 集团."""
    vocabulary = load_vocabulary()
    words = (vocabulary.trie[name[-size:]] for size in range(2, 7))
    return any(word is not None and (word.kind, word.label) == (Kind.HEAD, "COMPANY") for word in words)
