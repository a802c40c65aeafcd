"""What the lexica say of each character, as an embedding that HanLP builds and saves with a model.

Two thousand names are too few to learn from characters alone which words are verbs, places or the last words of
names; the vocabulary of the rules knows. So beside a character's own vector stand vectors of the word it is in.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, get_args

import torch
from hanlp.layers.embeddings.embedding import Embedding, EmbeddingDim
from torch import nn

from docstruct.pipes.entities.tokens import tokenize
from docstruct.pipes.entities.vocabulary import Kind, load_vocabulary
from docstruct.records import EntityLabel

_LABELS = {None: 0, **{label: place for place, label in enumerate(get_args(EntityLabel), start=1)}}
_POSITIONS = 4
#: Ids of a kind and the place in its word (first, inner, last, only); 0 is padding.
KINDS = 1 + _POSITIONS * len(Kind)
HEADS = len(_LABELS)

Sample = dict[str, Any]


@lru_cache(maxsize=1024)
def describe(characters: str) -> tuple[list[int], list[int]]:
    """Ids of the kind (with the place in the word) and of the label of each character's word.

    Returns
    -------
    tuple of (list of int, list of int)
        Below ``KINDS`` and ``HEADS``; one for each character. HanLP asks twice for every clause.
    """
    kinds, heads = [0] * len(characters), [0] * len(characters)
    for token in tokenize(characters, load_vocabulary()):
        last = token.end - 1
        for at in range(token.start, token.end):
            place = 3 if token.start == last else 0 if at == token.start else 2 if at == last else 1
            kinds[at] = 1 + _POSITIONS * int(token.kind) + place
            heads[at] = _LABELS[token.label]
    return kinds, heads


class WordModule(nn.Module, EmbeddingDim):  # type: ignore[misc]
    """Vectors of the word around each character.

    Parameters
    ----------
    kinds, heads : int
        Dimensions for its kind and its label.
    """

    def __init__(self, kinds: int, heads: int) -> None:
        super().__init__()
        self.kinds = nn.Embedding(KINDS, kinds, padding_idx=0)
        self.heads = nn.Embedding(HEADS, heads)

    def forward(self, batch: dict[str, torch.Tensor], **_: Any) -> torch.Tensor:
        """Vectors of a batch: samples × characters × dimensions."""
        return torch.cat((self.kinds(batch["kind_id"]), self.heads(batch["head_id"])), dim=-1)

    @property
    def embedding_dim(self) -> int:
        """Dimensions of a vector."""
        return self.kinds.embedding_dim + self.heads.embedding_dim


class WordEmbedding(Embedding):  # type: ignore[misc]
    """Builder of a :class:`WordModule`; HanLP saves its arguments in ``config.json``."""

    def __init__(self, kinds: int = 24, heads: int = 8) -> None:
        super().__init__()
        self.kinds, self.heads = kinds, heads

    def transform(self, **_: Any) -> Callable[[Sample], Sample]:
        """The function that adds the ids to a sample."""
        return describe_sample

    def module(self, **_: Any) -> nn.Module:
        """The vectors."""
        return WordModule(self.kinds, self.heads)


def describe_sample(sample: Sample) -> Sample:
    """Add the ids of :func:`describe` to a sample, unless they are there."""
    if "kind_id" not in sample:
        sample["kind_id"], sample["head_id"] = describe("".join(sample["token"]))
    return sample
