from __future__ import annotations

from pathlib import Path

import pytest

from docstruct.errors import UnreadableDocument
from docstruct.readers import discover


@pytest.fixture
def folder(tmp_path):
    for name in [
        "2025年报告.txt",
        "a/b/2024年报告.docx",
        "a/没有后缀",
        "SOURCES.md",
        "a/readme.MD",
        "~$24年报告.docx",
        ".hidden.txt",
        ".git/config",
        "a/.cache/报告.txt",
        "Thumbs.db",
    ]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("甲", encoding="utf-8")
    return tmp_path


def names(paths: list[Path], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


def test_folders_give_documents_only_sorted(folder):
    assert names(discover([folder]), folder) == ["2025年报告.txt", "a/b/2024年报告.docx", "a/没有后缀"]


def test_a_named_file_is_always_taken(folder):
    assert names(discover([folder / "SOURCES.md"]), folder) == ["SOURCES.md"]


def test_overlapping_inputs_give_no_file_twice(folder):
    found = discover([folder / "a", folder, folder / "2025年报告.txt"])
    assert len(found) == len(discover([folder]))


def test_a_folder_below_a_hidden_one_may_be_named(folder):
    assert names(discover([folder / "a/.cache"]), folder) == ["a/.cache/报告.txt"]


def test_a_missing_path_is_named(tmp_path):
    with pytest.raises(UnreadableDocument, match="没有这个.txt: there is no such file or folder") as caught:
        discover([tmp_path, tmp_path / "没有这个.txt"])
    assert caught.value.code == "missing"
