"""Copies of passages with other names in them."""

from __future__ import annotations

import pytest

from docstruct.pipes.entities.tokens import tokenize
from docstruct.pipes.entities.vocabulary import Kind, load_vocabulary
from docstruct.training.augmentation import vary
from docstruct.training.corpora import Name, Passage
from tests.pipes.entities.marked import unmark


def passage(marked: str) -> Passage:
    text, spans = unmark(marked)
    names = tuple(Name.model_validate({"start": s, "end": e, "label": label}) for s, e, label in spans)
    return Passage(passage_id="p1", source="r.txt", text=text, names=names)


def renamed(marked: str, seed: int = 1) -> tuple[Passage, list[str]]:
    copy = next(vary([passage(marked)], copies=1, seed=seed))
    return copy, [copy.text[name.start : name.end] for name in copy.names]


def kind(word: str) -> Kind:
    (token,) = tokenize(word, load_vocabulary())
    return token.kind


def test_words_around_names_and_labels_stay() -> None:
    copy, names = renamed("支持〔嘉定区|DISTRICT〕与〔华为|COMPANY〕共建〔甬舟铁路|PROJECT〕，提速增效")
    assert copy.text == f"支持{names[0]}与{names[1]}共建{names[2]}，提速增效"
    assert [name.label for name in copy.names] == ["DISTRICT", "COMPANY", "PROJECT"]


def test_place_becomes_another_of_its_sort() -> None:
    _, (full, short) = renamed("〔嘉定区|DISTRICT〕、〔苏州|DISTRICT〕")
    assert full != "嘉定区" and full.endswith("区") and kind(full) is Kind.PLACE
    assert short != "苏州" and len(short) == 2 and kind(short) is Kind.PLACE


def test_last_word_of_a_name_stays() -> None:
    _, (line,) = renamed("〔甬舟铁路|PROJECT〕")
    assert line.endswith("铁路") and line != "甬舟铁路"
    assert kind(line.removesuffix("铁路")) is Kind.UNKNOWN


def test_enterprise_becomes_another() -> None:
    _, (name,) = renamed("〔华为|COMPANY〕")
    assert load_vocabulary().trie[name].label == "COMPANY"


def test_one_word_becomes_one_word() -> None:
    _, names = renamed("〔甬舟铁路|PROJECT〕、〔甬舟大桥|PROJECT〕")
    assert names[0].removesuffix("铁路") == names[1].removesuffix("大桥")


@pytest.mark.parametrize("text", ["没有名字", "空 白  也在"])
def test_passage_without_names_stays(text: str) -> None:
    assert renamed(text)[0].text == text


def test_white_space_in_a_name_stays() -> None:
    assert " " in renamed("〔甬舟 铁路|PROJECT〕")[1][0]


def test_seed_decides() -> None:
    marked = "〔嘉定区|DISTRICT〕、〔甬舟铁路|PROJECT〕"
    assert renamed(marked, 1) == renamed(marked, 1)
    assert renamed(marked, 1) != renamed(marked, 2)


def test_copies_are_counted() -> None:
    assert len(list(vary([passage("〔嘉定区|DISTRICT〕")] * 2, copies=3, seed=1))) == 6
