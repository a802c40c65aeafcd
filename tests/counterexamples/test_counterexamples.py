"""Sentences of the genre whose numerals measure nothing (guidelines 1.1): no scored fact may come of them.

One sentence a line in the ``*.txt`` files beside this one. Behind a tab stands what is still read by mistake.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from marking import awaited, observe

FOLDER = Path(__file__).parent
UNSCORED = {"spec", "rank"}


def read_sentences() -> list[object]:
    sentences: list[object] = []
    for file in sorted(FOLDER.glob("*.txt")):
        for line in file.read_text("utf-8").splitlines():
            sentence, _, misread = line.partition("\t")
            sentences.append(awaited(misread, sentence) if misread else sentence)
    return sentences


@pytest.mark.parametrize("sentence", read_sentences())
def test_nothing_scored(sentence: str) -> None:
    scored = [o for o in observe(sentence) if o.kind not in UNSCORED]
    assert [(o.quantity_text, o.kind, o.indicator_text) for o in scored] == []
