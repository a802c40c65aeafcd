"""Annotated passages of reports: from the corpus, and from anywhere else that has text and spans."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import docx
from pydantic import ValidationError

from docstruct.errors import TrainingError
from docstruct.records import EntityLabel, Record


class Name(Record):
    """An annotated name; half-open offsets into the text of its passage."""

    start: int
    end: int
    label: EntityLabel


class Passage(Record):
    """A stretch of text in which every name is annotated; names don't overlap and stand in order.

    ``source`` is the report it is from, which keeps to one side of the split.
    """

    passage_id: str
    source: str
    text: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages to train on and to test on, from different reports; ``digest`` is of all their rows and texts."""

    train: tuple[Passage, ...]
    test: tuple[Passage, ...]
    digest: str

    def extend(self, further: Iterable[Passage]) -> Corpus:
        """The corpus with more passages to train on, such as documents that annotators went through.

        Those from a report of the test split are left out, so figures stay honest: known by its file, or by the place
        and year in a report_id (gwr-150000-2025).
        """
        tested = {passage.passage_id.rpartition("-")[0] for passage in self.test}
        tested |= {passage.source for passage in self.test}
        added = tuple(passage for passage in further if not any(key in passage.source for key in tested))
        digest = sha256(self.digest.encode())
        for passage in added:
            digest.update(passage.model_dump_json().encode())
        return Corpus(self.train + added, self.test, digest.hexdigest())


def load_corpus(folder: Path, reports: Path) -> Corpus:
    """Load the standoff annotation of a folder together with the texts it is about.

    Parameters
    ----------
    folder : Path
        One ``.jsonl`` a report, and ``split.toml``, as ``corpus/gold/entities/README.md`` describes them.
    reports : Path
        The reports, named as in the annotation.

    Raises
    ------
    TrainingError
        A file is missing or not as described, or a report is another than the one that was annotated.
    """
    files = sorted(folder.glob("*.jsonl"))
    if not files or not (folder / "split.toml").is_file():
        raise TrainingError(f"{folder} has no annotation (*.jsonl, split.toml). Name a folder with --corpus.")
    tested = set(tomllib.loads((folder / "split.toml").read_text("utf-8"))["test"])
    if unknown := tested - {file.stem for file in files}:
        raise TrainingError(
            f"{folder / 'split.toml'} names {', '.join(sorted(unknown))}, which have no file."
        )
    train: list[Passage] = []
    test: list[Passage] = []
    digest = sha256()
    for file in files:
        digest.update(file.read_bytes())
        (test if file.stem in tested else train).extend(_read(file, reports))
    return Corpus(tuple(train), tuple(test), digest.hexdigest())


def load_passages(file: Path) -> tuple[Passage, ...]:
    """Load passages with their text in them, one JSON object a line, as ``docstruct corrections export`` writes them.

    Raises
    ------
    TrainingError
        There is no such file, or a line is no passage.
    """
    if not file.is_file():
        raise TrainingError(f"There is no file {file}.")
    try:
        return tuple(Passage.model_validate_json(line) for line in file.read_text("utf-8").splitlines())
    except ValidationError as error:
        raise TrainingError(f"{file}: a line is no annotated passage: {error}") from error


def _read(file: Path, reports: Path) -> Iterator[Passage]:
    try:
        rows: list[dict[str, Any]] = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        names: dict[str, list[dict[str, Any]]] = {row["id"]: [] for row in rows if row["t"] == "passage"}
        for row in rows:
            if row["t"] == "ent":
                names[row["passage"]].append(row)
        texts = {row["doc"]: _read_report(reports / row["doc"], row["doc_sha256"]) for row in _passages(rows)}
        for row in _passages(rows):
            yield _cut(row, texts[row["doc"]], names[row["id"]], file)
    except (json.JSONDecodeError, KeyError, ValidationError) as error:
        raise TrainingError(f"{file}: this is no annotation of entities ({error!r}).") from error


def _passages(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (row for row in rows if row["t"] == "passage")


def _cut(row: dict[str, Any], text: str, names: list[dict[str, Any]], file: Path) -> Passage:
    at = row["start"]
    for name in names:
        if text[name["o"] : name["e"]] != name["s"]:
            raise TrainingError(
                f"{file}, {row['id']}: at {name['o']} stands {text[name['o'] : name['e']]!r} and not {name['s']!r}."
            )
    return Passage(
        passage_id=row["id"],
        source=row["doc"],
        text=text[at : row["end"]],
        names=tuple(
            Name(start=name["o"] - at, end=name["e"] - at, label=name["label"])
            for name in sorted(names, key=lambda name: int(name["o"]))
        ),
    )


def _read_report(path: Path, digest: str) -> str:
    """The text that annotation counts in: a txt as it is, the paragraphs of a docx joined by newlines."""
    if not path.is_file():
        raise TrainingError(
            f"{path} is missing, and passages of it are annotated. Name its folder with --reports."
        )
    if path.suffix == ".docx":
        text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    else:
        text = path.read_bytes().decode("utf-8")
    if sha256(text.encode("utf-8")).hexdigest() != digest:
        raise TrainingError(
            f"{path} is another text than the one that was annotated: offsets would not hold."
        )
    return text
