"""Models of HanLP that are trained in a second, to hold the adapter against the real thing."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import torch

LOG = logging.getLogger(__name__)
#: Words with the label that they have, if any; sentences are made of them.
WORDS = {
    "联影": "NT",
    "嘉定区": "NS",
    "恒丰银行": "NT",
    "落户": None,
    "支持": None,
    "发展": None,
    "，": None,
}
SENTENCES = [
    ["联影", "落户", "嘉定区"],
    ["嘉定区", "支持", "恒丰银行", "发展"],
    ["恒丰银行", "，", "联影", "落户"],
    ["支持", "联影", "发展"],
] * 8


def tag_characters(words: list[str]) -> dict[str, list[str]]:
    tags: list[str] = []
    for word in words:
        label = WORDS[word]
        tags += ["O"] * len(word) if label is None else [f"B-{label}"] + [f"I-{label}"] * (len(word) - 1)
    return {"token": list("".join(words)), "tag": tags}


def train_recognizer(folder: Path) -> None:
    """A recognizer that is given single characters, with the labels of MSRA."""
    from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer

    torch.set_num_threads(1)
    samples = [tag_characters(words) for words in SENTENCES]
    RNNNamedEntityRecognizer().fit(
        samples,
        samples[:4],
        str(folder),
        crf=False,
        tagging_scheme="BIO",
        token_delimiter="",
        embed=24,
        rnn_hidden=24,
        drop=0.0,
        lr=2e-2,
        batch_size=8,
        epochs=6,
        devices=-1,
        seed=1,
        logger=LOG,
    )


def write_transformer(folder: Path) -> None:
    """A transformer with random weights and characters as its vocabulary, as the tasks of a model share one."""
    from transformers import BertConfig, BertModel, BertTokenizerFast

    characters = sorted(set("".join(WORDS)))
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]), "utf-8")
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(characters) + 5,
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    BertModel(config).save_pretrained(folder)
    BertTokenizerFast(str(vocabulary)).save_pretrained(folder)


def train_multi_task(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """A model that cuts words and labels them, with the labels of MSRA; its offsets count words."""
    from hanlp.common.dataset import SortingSamplerBuilder
    from hanlp.components.mtl.multi_task_learning import MultiTaskLearning
    from hanlp.components.mtl.tasks.ner.tag_ner import TaggingNamedEntityRecognition
    from hanlp.components.mtl.tasks.tok.tag_tok import TaggingTokenization
    from hanlp.layers.embeddings.contextual_word_embedding import ContextualWordEmbedding
    from transformers import optimization

    # This release of HanLP asks transformers for an optimizer that has moved to torch.
    patch.setattr(optimization, "AdamW", torch.optim.AdamW, raising=False)
    transformer = folder / "transformer"
    transformer.mkdir(parents=True)
    write_transformer(transformer)
    words = folder / "words.txt"
    words.write_text("\n".join(" ".join(sentence) for sentence in SENTENCES) + "\n", "utf-8")
    names = folder / "names.tsv"
    rows = [
        [f"{word}\t{f'B-{WORDS[word]}' if WORDS[word] else 'O'}" for word in words] for words in SENTENCES
    ]
    names.write_text("\n\n".join("\n".join(row) for row in rows) + "\n\n", "utf-8")
    sampler = SortingSamplerBuilder(batch_size=8)
    tasks = {
        "tok": TaggingTokenization(str(words), str(words), None, sampler, lr=2e-2, max_seq_len=64),
        "ner/msra": TaggingNamedEntityRecognition(
            str(names), str(names), None, sampler, lr=2e-2, tagging_scheme="BIO", dependencies="tok"
        ),
    }
    MultiTaskLearning().fit(
        ContextualWordEmbedding("token", str(transformer), average_subwords=True, max_sequence_length=64),
        tasks,
        str(folder / "model"),
        epochs=10,
        lr=2e-2,
        encoder_lr=2e-2,
        devices=-1,
        seed=1,
        logger=LOG,
        eval_trn=False,
    )
