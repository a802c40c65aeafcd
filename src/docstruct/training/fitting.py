"""Fitting HanLP's tagger to samples."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path

from docstruct.settings import TrainingSettings
from docstruct.training.samples import Sample

_log = logging.getLogger(__name__)


def fit(samples: Sequence[Sample], folder: Path, settings: TrainingSettings) -> None:
    """Train ``RNNNamedEntityRecognizer`` and write it to a folder that ``hanlp.load`` takes.

    The same samples and settings give the same weights on one kind of processor.

    Parameters
    ----------
    samples : sequence of Sample
        None of them empty. HanLP wants data to watch progress on; it gets the last of these, and as the epochs are
        fixed, all annotated passages train.
    folder : Path
        An existing folder for ``config.json``, ``vocabs.json`` and ``model.pt``.
    """
    # HanLP draws bars and asks for its newest version unless told not to.
    os.environ.setdefault("HANLP_VERBOSE", "0")
    import torch
    from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer
    from hanlp.layers.embeddings.embedding import EmbeddingList
    from hanlp.layers.embeddings.word2vec import Word2VecEmbedding

    from docstruct.pipes.entities.tagger.features import WordEmbedding

    # Sums in one order, whatever the machine: the same seed gives the same weights.
    torch.set_num_threads(1)
    characters = Word2VecEmbedding(
        field="token", embed=settings.embed, trainable=True, unk="<unk>", word_dropout=settings.unknown_share
    )
    RNNNamedEntityRecognizer().fit(
        list(samples),
        list(samples[-settings.watched :]),
        str(folder),
        # A CRF and IOBES are broken in this release of HanLP.
        crf=False,
        tagging_scheme="BIO",
        token_delimiter="",
        embed=EmbeddingList(characters, WordEmbedding()),
        rnn_hidden=settings.rnn_hidden,
        drop=settings.drop,
        lr=settings.lr,
        batch_size=settings.batch_size,
        epochs=settings.epochs,
        devices=-1,
        seed=settings.seed,
        logger=_log,
    )
