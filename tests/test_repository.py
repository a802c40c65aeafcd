"""What every file of the repository must keep to."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest

LONGEST_MODULE = 400
QUOTE = 24  # characters in a row that count as copied from a report


def tracked(root: Path) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False
    ).stdout
    if not listing:
        pytest.skip("not a git checkout")
    return [path for name in listing.split("\0") if name and (path := root / name).is_file()]


def squeezed_text(path: Path) -> str:
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            text = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
    else:
        text = path.read_bytes().decode("utf-8", errors="ignore")
    return re.sub(r"\s", "", text)


def test_modules_stay_short(root: Path) -> None:
    lengths = {p: p.read_text("utf-8").count("\n") for p in tracked(root) if p.suffix == ".py"}
    assert {str(p): n for p, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_no_sentence_of_a_real_report(root: Path, shared: Path) -> None:
    reports = [squeezed_text(p) for p in (shared / "reports").iterdir() if p.suffix in {".txt", ".docx"}]
    known = {text[i : i + QUOTE] for text in reports for i in range(len(text) - QUOTE + 1)}
    hanzi = re.compile(r"[\u4e00-\u9fff]{8}")
    copied = {}
    for path in tracked(root):
        text = squeezed_text(path)
        hits = (text[i : i + QUOTE] for i in range(len(text) - QUOTE + 1) if text[i : i + QUOTE] in known)
        if hit := next(filter(hanzi.search, hits), None):
            copied[str(path.relative_to(root))] = hit
    assert copied == {}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_installs_anywhere(root: Path, name: str) -> None:
    lines = (root / name).read_text("utf-8").splitlines()
    assert "torch==2.13.0" in lines
    requirement = re.compile(r"[a-z0-9.-]+==[0-9.a-z]+(post\d+)?( ; [^+]+)?")
    # No local version (+cpu), option, address or hash: pip must find each line wherever it looks for packages.
    assert [line for line in lines if not requirement.fullmatch(line)] == []


def test_dev_lock_contains_the_runtime_lock(root: Path) -> None:
    runtime = set((root / "requirements.lock").read_text("utf-8").splitlines())
    assert runtime <= set((root / "requirements-dev.lock").read_text("utf-8").splitlines())
