"""The adapter, held against models of HanLP that are trained here."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from docstruct.errors import ModelError
from docstruct.pipes.entities import factory  # noqa: F401  (registers the component)
from docstruct.pipes.entities.tagger import Tagger, digest_model, load_tagger
from docstruct.pipes.entities.tagger.labels import load_labels, translate
from docstruct.pipes.entities.tagger.outputs import Labelled, choose_task, read_document, read_tags
from docstruct.pipes.entities.tagger.places import find_folder
from docstruct.pipes.entities.tagger.stretches import LONGEST, cut

TEXT = "联影 落户嘉定区。\n\n恒丰银行，支持"
NAMES = [("联影", "ORG"), ("嘉定区", "DISTRICT"), ("恒丰银行", "ORG")]


def load(folder: Path) -> Tagger:
    tagger = load_tagger(f"hanlp:{folder}")
    assert tagger is not None
    return tagger


def name(tagger: Tagger, text: str) -> list[tuple[str, str]]:
    return [(text[item.start : item.end], item.label) for item in tagger.tag(text)]


@pytest.mark.parametrize("model", ["recognizer", "multi_task"])
def test_model_of_either_sort_finds_names_in_place(model: str, request: pytest.FixtureRequest) -> None:
    assert name(load(request.getfixturevalue(model)), TEXT) == NAMES


@pytest.mark.parametrize("text", ["", "\n", " \u3000\n"])
def test_nothing_to_tag_gives_nothing(recognizer: Path, text: str) -> None:
    assert load(recognizer).tag(text) == []


def test_every_clause_is_tagged_however_many(recognizer: Path) -> None:
    assert name(load(recognizer), "联影落户嘉定区。" * 200) == NAMES[:2] * 200


def test_confidence_is_a_probability_where_the_model_tells(recognizer: Path) -> None:
    assert all(0 < item.confidence <= 1 for item in load(recognizer).tag(TEXT))


def test_tagger_gives_the_same_again(recognizer: Path) -> None:
    assert load(recognizer).tag(TEXT) == load(recognizer).tag(TEXT)


def test_tagger_is_loaded_once(recognizer: Path) -> None:
    assert load(recognizer) is load(recognizer)


def test_component_takes_a_tagger(recognizer: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("docstruct_entities", config={"tagger": f"hanlp:{recognizer}"})
    doc = nlp("支持嘉定区发展")
    assert [span.text for span in doc.spans["entities"]] == ["嘉定区"]


def test_no_tagger_is_none() -> None:
    assert load_tagger("none") is None


@pytest.mark.parametrize("model", ["", "hanlp", "hanlp:", "spacy:zh"])
def test_what_is_no_tagger_is_refused(model: str) -> None:
    with pytest.raises(ModelError, match="is no tagger"):
        load_tagger(model)


def test_unknown_name_says_how_to_go_on() -> None:
    with pytest.raises(ModelError, match="docstruct train"):
        load_tagger("hanlp:no/such/folder")


def test_missing_download_names_the_offline_alternative() -> None:
    # Nothing listens on port 1 of this machine.
    with pytest.raises(ModelError, match=r"DOCSTRUCT_TAGGER__MODEL=hanlp:/path/to/folder"):
        load_tagger("hanlp:http://127.0.0.1:1/model.zip")


def test_damaged_weights_name_the_model(recognizer: Path, tmp_path: Path) -> None:
    for file in recognizer.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes()[: 100 if file.suffix == ".pt" else None])
    with pytest.raises(ModelError, match=tmp_path.name):
        load_tagger(f"hanlp:{tmp_path}")


# --- offsets ------------------------------------------------------------------------------------------------


def test_offsets_of_words_become_those_of_characters() -> None:
    document = {
        "tok/fine": [["联影", "落户", "嘉定区"]],
        "ner/msra": [[("嘉定区", "NS", 2, 3), ("联影", "NT", 0, 1)]],
    }
    found = read_document(document, "ner/msra", ["联影落户嘉定区"], "m")
    assert [(span.start, span.end, span.label) for span in found[0]] == [(0, 2, "NT"), (4, 7, "NS")]


def test_words_that_are_not_the_text_are_refused() -> None:
    with pytest.raises(ModelError, match="changed the text"):
        read_document({"tok": [["联影"]], "ner": [[]]}, "ner", ["联影二期"], "m")


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["tok/fine", "ner/ontonotes", "ner/pku", "ner/msra"], "ner/msra"),
        (["tok", "ner/ontonotes", "ner/pku"], "ner/pku"),
        (["tok", "ner/own"], "ner/own"),
    ],
)
def test_one_task_of_several_is_chosen(names: list[str], chosen: str) -> None:
    assert choose_task(names, "m") == chosen


def test_model_without_names_is_refused() -> None:
    with pytest.raises(ModelError, match="no task that finds names"):
        choose_task(["tok", "pos/ctb"], "m")


def test_inner_tag_without_a_first_begins_a_name() -> None:
    assert read_tags(["I-ORG", "I-ORG", "I-ZONE"], [0.9, 0.8, 0.7]) == [
        Labelled(0, 2, "ORG", 0.8),
        Labelled(2, 3, "ZONE", 0.7),
    ]


@given(st.text(alphabet="联影嘉定１。；，、 \n", max_size=1200))
def test_stretches_hold_every_character_once_and_in_order(text: str) -> None:
    offsets = [at for stretch in cut(text) for at in stretch.offsets]
    kept = [at for at, character in enumerate(text) if not character.isspace()]
    assert offsets == sorted(set(offsets))
    # A clause of end marks alone holds no name.
    assert {text[at] for at in set(kept) - set(offsets)} <= set("。；")


def test_long_clause_is_cut_behind_a_comma() -> None:
    text = "联影，" * LONGEST
    assert all(len(stretch.offsets) <= LONGEST and text[stretch.offsets[-1]] == "，" for stretch in cut(text))


# --- labels and places --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "text", "ours"),
    [
        ("NS", "嘉定区", "DISTRICT"),
        ("LOCATION", "嘉定区", "DISTRICT"),
        ("ns", "嘉定区", "DISTRICT"),
        ("GPE", "嘉定区", "DISTRICT"),
        ("LOC", "长三角", "ZONE"),
        ("FAC", "虹桥机场", "PROJECT"),
        ("ORGANIZATION", "区中心医院", "ORG"),
        ("nt", "复旦大学", "ORG"),
        ("NT", "上海唯星信息技术有限公司", "COMPANY"),
        ("ORG", "国能集团", "COMPANY"),
        ("PROJECT", "联影二期", "PROJECT"),
        ("PERSON", "李白", None),
        ("DATE", "去年", None),
    ],
)
def test_labels_of_other_schemes_become_ours(label: str, text: str, ours: str | None) -> None:
    assert translate(label, text) == ours


def test_every_label_maps_to_one_of_ours() -> None:
    assert set(load_labels().values()) <= {"DISTRICT", "ZONE", "PROJECT", "COMPANY", "ORG"}


def test_relative_folder_counts_from_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_folder("models/entities") == root / "models" / "entities"


def test_digest_changes_with_the_weights(recognizer: Path, tmp_path: Path) -> None:
    for file in recognizer.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    before = digest_model(f"hanlp:{tmp_path}")
    assert before == digest_model(f"hanlp:{recognizer}")
    (tmp_path / "model.pt").write_bytes(b"other")
    assert digest_model(f"hanlp:{tmp_path}") != before
