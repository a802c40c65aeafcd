"""The recipes of the documentation run as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from docstruct.kb.releases import Store

from .builders import make_extraction, make_reference


def blocks(root: Path, language: str) -> list[str]:
    page = (root / "docs" / "recipes.md").read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


@pytest.fixture
def base(tmp_path, monkeypatch):
    """A base at out/kb of the working folder."""
    (tmp_path / "out").mkdir()
    store = Store(tmp_path / "out" / "kb")
    reports = [
        make_extraction(year=2024),
        make_extraction(year=2025),
        make_extraction("310115", "乙区", 2025),
    ]
    store.publish(reports, reference=make_reference(), fingerprint="v1")
    monkeypatch.chdir(tmp_path)
    return store


@pytest.mark.usefixtures("base")
def test_python_blocks_run_one_after_the_other_and_find_rows(root):
    names: dict[str, object] = {}
    for block in blocks(root, "python"):
        exec(compile(block, "docs/recipes.md", "exec"), names)
        frames = [value for value in names.values() if hasattr(value, "shape")]
        assert frames
        assert all(len(frame) for frame in frames)
    assert {"growth", "wide", "card", "frame"} <= names.keys()


def test_sql_blocks_find_rows_inside_the_release(root, base, monkeypatch):
    monkeypatch.chdir(base.current().path)
    found = [duckdb.connect().execute(block).fetchall() for block in blocks(root, "sql")]
    assert len(found) == 3
    assert all(found)


def test_offsets_recipe_cuts_the_words_themselves(root, base, monkeypatch):
    monkeypatch.chdir(base.current().path)
    block = next(block for block in blocks(root, "sql") if "in_text" in block)
    assert all(quantity == words for quantity, words in duckdb.connect().execute(block).fetchall())


def test_sql_of_the_command_line_runs(root, base):
    lines = [line for block in blocks(root, "sh") for line in block.splitlines() if "docstruct sql" in line]
    query = re.search(r'sql "(.*?)"', lines[0]).group(1)
    from docstruct.kb.query import sql

    assert sql(query, base.kb).num_rows == 3
