from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from docstruct.errors import TrainingError
from docstruct.training.corpora import Name, Passage, load_corpus, load_passages
from docstruct.training.samples import make_samples


def further(source: str) -> Passage:
    names = (Name(start=2, end=5, label="DISTRICT"),)
    return Passage(passage_id="x", source=source, text="支持嘉定区。", names=names)


def test_reports_keep_to_their_side_of_the_split(annotation: Path, samples: Path) -> None:
    corpus = load_corpus(annotation, samples)
    assert [passage.source for passage in corpus.train] == ["shanghai-2023.txt"]
    assert [passage.source for passage in corpus.test] == ["shanghai-2024.txt"]


def test_names_stand_where_their_words_are(annotation: Path, samples: Path) -> None:
    passage = load_corpus(annotation, samples).train[0]
    assert {passage.text[name.start : name.end] for name in passage.names} == {"上海市", "长三角"}


def test_changed_report_is_refused(annotation: Path, samples: Path, tmp_path: Path) -> None:
    for file in samples.glob("*.txt"):
        (tmp_path / file.name).write_text(file.read_text("utf-8") + "。", "utf-8")
    with pytest.raises(TrainingError, match="another text"):
        load_corpus(annotation, tmp_path)


def test_missing_report_is_named(annotation: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"shanghai-2023\.txt is missing.*--reports"):
        load_corpus(annotation, tmp_path)


def test_folder_without_annotation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no annotation"):
        load_corpus(tmp_path, tmp_path)


def test_words_that_are_not_there_are_refused(annotation: Path, samples: Path) -> None:
    file = annotation / "310000-2023.jsonl"
    file.write_text(file.read_text("utf-8").replace('"s": "上海市"', '"s": "北京市"', 1), "utf-8")
    with pytest.raises(TrainingError, match="and not '北京市'"):
        load_corpus(annotation, samples)


def test_broken_line_names_its_file(annotation: Path, samples: Path) -> None:
    (annotation / "310000-2023.jsonl").write_text("{", "utf-8")
    with pytest.raises(TrainingError, match="310000-2023"):
        load_corpus(annotation, samples)


def test_split_of_an_unknown_report_is_refused(annotation: Path, samples: Path) -> None:
    (annotation / "split.toml").write_text('test = ["110000-1999"]\n', "utf-8")
    with pytest.raises(TrainingError, match="110000-1999"):
        load_corpus(annotation, samples)


def test_further_passages_train_and_change_the_digest(annotation: Path, samples: Path) -> None:
    corpus = load_corpus(annotation, samples)
    longer = corpus.extend([further("gwr-330000-2025")])
    assert [passage.source for passage in longer.train] == ["shanghai-2023.txt", "gwr-330000-2025"]
    assert longer.digest != corpus.digest


@pytest.mark.parametrize("source", ["shanghai-2024.txt", "gwr-310000-2024", "gwr-310000-2024-final"])
def test_further_passages_of_tested_reports_are_left_out(
    annotation: Path, samples: Path, source: str
) -> None:
    corpus = load_corpus(annotation, samples)
    assert corpus.extend([further(source)]).train == corpus.train


def test_passages_with_their_text_are_loaded(tmp_path: Path) -> None:
    file = tmp_path / "train.jsonl"
    file.write_text(further("gwr-330000-2025").model_dump_json() + "\n", "utf-8")
    assert load_passages(file) == (further("gwr-330000-2025"),)


@pytest.mark.parametrize("content", [None, json.dumps({"text": "无"})])
def test_file_of_no_passages_is_refused(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "train.jsonl"
    if content is not None:
        file.write_text(content, "utf-8")
    with pytest.raises(TrainingError, match=r"train\.jsonl"):
        load_passages(file)


def test_samples_cut_clauses_and_drop_white_space() -> None:
    text = "支持 嘉定区；\n增长１２％。"
    passage = Passage(passage_id="x", source="r", text=text, names=(Name(start=3, end=6, label="DISTRICT"),))
    samples = list(make_samples([passage]))
    assert ["".join(sample["token"]) for sample in samples] == ["支持嘉定区；", "增长12%。"]
    assert samples[0]["tag"] == ["O", "O", "B-DISTRICT", "I-DISTRICT", "I-DISTRICT", "O"]


# --- the annotation of this repository ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "corpus" / "gold" / "entities" / "README.md").read_text("utf-8")


def test_annotation_is_as_large_as_its_readme_says(root: Path, shared: Path, readme: str) -> None:
    corpus = load_corpus(root / "corpus" / "gold" / "entities", shared / "reports")
    for side, passages in (("train", corpus.train), ("test", corpus.test)):
        names = Counter(name.label for passage in passages for name in passage.names)
        labels = [names[label] for label in ("DISTRICT", "ZONE", "PROJECT", "COMPANY", "ORG")]
        counts = [len({passage.source for passage in passages}), len(passages), *labels, names.total()]
        assert f"| {side} | " + " | ".join(map(str, counts)) + " |" in readme


def test_annotation_shares_no_passage_with_other_gold(root: Path, shared: Path) -> None:
    def stretches(folder: Path) -> list[tuple[str, int, int]]:
        rows = (
            json.loads(line)
            for file in sorted(folder.glob("*.jsonl"))
            for line in file.open(encoding="utf-8")
        )
        return [(row["doc_sha256"], row["start"], row["end"]) for row in rows if row["t"] == "passage"]

    reserved = stretches(shared / "gold")
    own = stretches(root / "corpus" / "gold" / "entities")
    shared_text = [
        (digest, start)
        for digest, start, end in own
        for other, low, high in reserved
        if digest == other and start < high and low < end
    ]
    assert own
    assert shared_text == []


def test_every_report_is_annotated(root: Path, shared: Path) -> None:
    folders = (root / "corpus" / "gold" / "entities", shared / "gold")
    files = [file for folder in folders for file in folder.glob("*.jsonl")]
    rows = (json.loads(line) for file in files for line in file.open(encoding="utf-8"))
    annotated = {Path(row["doc"]).stem for row in rows if row["t"] == "passage"}
    reports = {file.stem for file in (shared / "reports").iterdir() if file.suffix in (".txt", ".docx")}
    assert reports <= annotated
