"""A corpus of two reports of the samples, small enough to train on in a second."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

NAMES = {
    "310000-2023": ("shanghai-2023.txt", {"上海市": "DISTRICT", "长三角": "ZONE"}),
    "310000-2024": ("shanghai-2024.txt", {"上海市": "DISTRICT", "长三角": "ZONE"}),
}


def annotate(doc: Path, names: dict[str, str], key: str) -> list[dict[str, object]]:
    """Every occurrence of names in the whole of a report, as one passage."""
    text = doc.read_bytes().decode("utf-8")
    passage = {"t": "passage", "id": f"{key}-p1", "doc": doc.name, "start": 0, "end": len(text)}
    rows: list[dict[str, object]] = [passage | {"doc_sha256": sha256(text.encode()).hexdigest()}]
    for name, label in names.items():
        at = text.find(name)
        while at >= 0:
            span = {"label": label, "s": name, "o": at, "e": at + len(name)}
            rows.append({"t": "ent", "passage": f"{key}-p1", **span})
            at = text.find(name, at + len(name))
    return rows


def write_rows(file: Path, rows: list[dict[str, object]]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


@pytest.fixture
def samples(root: Path) -> Path:
    """Where the texts of the sample reports lie."""
    return root / "corpus" / "sources"


@pytest.fixture
def annotation(samples: Path, tmp_path: Path) -> Path:
    """A folder with annotation of two sample reports; the second is the test split."""
    folder = tmp_path / "annotation"
    folder.mkdir()
    for key, (name, names) in NAMES.items():
        write_rows(folder / f"{key}.jsonl", annotate(samples / name, names, key))
    (folder / "split.toml").write_text('test = ["310000-2024"]\n', "utf-8")
    return folder
