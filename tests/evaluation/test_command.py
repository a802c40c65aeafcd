"""``docstruct evaluate`` over one sample report."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from docstruct import cli

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["docstruct", "evaluate", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        shown = capsys.readouterr()
        return int(end.value.code or 0), shown.out, shown.err

    return run


@pytest.fixture
def gold(root: Path) -> Path:
    return root / "corpus" / "gold" / "samples.jsonl"


@pytest.fixture
def report(root: Path) -> Path:
    return next((root / "corpus" / "samples").glob("2024年国务院*.txt"))


def test_figures_and_phenomena_of_a_report(call: Call, gold: Path, report: Path) -> None:
    code, out, _ = call("--gold", gold, report, "--by-phenomenon")
    assert code == 0
    assert "complete" in out
    assert "fullwidth digit" in out


def test_json_is_one_object_a_gold_file(call: Call, gold: Path, report: Path) -> None:
    _, out, _ = call("--gold", gold, report, "--format", "json")
    [data] = json.loads(out)
    assert data["gold"] == str(gold)
    assert data["passages"] - len(data["missing"]) > 0


def test_mistakes_are_shown_with_their_words(call: Call, gold: Path, report: Path) -> None:
    _, out, _ = call("--gold", gold, report, "--show", 1)
    assert "missed: " in out


def test_a_file_that_is_no_report_is_told(call: Call, gold: Path, report: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    code, _, err = call("--gold", gold, report, tmp_path)
    assert (code, "empty.txt" in err) == (0, True)


@pytest.mark.parametrize("kb", [False, True], ids=["neither", "both"])
def test_either_reports_or_a_base(call: Call, gold: Path, report: Path, tmp_path: Path, kb: bool) -> None:
    code, _, err = call("--gold", gold, *([report, "--kb", tmp_path] if kb else []))
    assert code == 2
    assert "reports" in err
