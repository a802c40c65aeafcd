"""The command line over a small base."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from docstruct import cli
from docstruct.kb.releases import Store
from kb.builders import make_extraction, make_reference


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = Store(tmp_path_factory.mktemp("base") / "kb")
    reports = [
        make_extraction(),
        make_extraction(area="310115", place="乙乙乙区", growth="4.8", target="5.5"),
    ]
    store.publish(reports, reference=make_reference(), fingerprint="v1")
    return store.kb


@pytest.fixture
def call(monkeypatch, capsys):
    """Run the command line; returns exit code, output and errors."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["docstruct", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        shown = capsys.readouterr()
        return int(end.value.code or 0), shown.out, shown.err

    return run


def test_help_loads_nothing_heavy():
    code = "import sys, docstruct.cli; print({'prefect', 'spacy', 'torch', 'hanlp', 'duckdb', 'pyarrow'} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "set()\n"


def test_compare_table_shows_place_bound_and_words(call, kb):
    code, out, _ = call("compare", "gdp", "--kind", "growth", "--kb", kb)
    assert code == 0
    assert "乙乙乙区" in out
    assert "≈5.5%" in out


def test_compare_table_aligns_chinese(call, kb):
    _, out, _ = call("compare", "gdp", "--kb", kb)
    assert len({cell_len(line) for line in out.splitlines() if line.strip()}) == 1


def test_compare_filters(call, kb):
    _, out, _ = call(
        "compare", "gdp", "--status", "target", "--region", "甲区", "--kb", kb, "--format", "json"
    )
    assert [(row["region"], row["value"]) for row in json.loads(out)] == [("甲区", 5.0)]


def test_sql_csv_is_csv(call, kb):
    query = "select ref_area, value from observations where value < 5"
    _, out, _ = call("sql", query, "--kb", kb, "--format", "csv")
    assert list(csv.reader(io.StringIO(out))) == [["ref_area", "value"], ["310115", "4.8"]]


def test_sql_table_keeps_numbers_and_leaves_nulls_empty(call, kb):
    _, out, _ = call("sql", "select max(value) as most, null as none from observations", "--kb", kb)
    assert "30000.0" in out
    assert "None" not in out


def test_show_outline(call, kb):
    code, out, _ = call("show", "310114-2025-gwr", "--kb", kb)
    assert code == 0
    assert "一、过去一年的工作" in out


def test_show_page(call, kb, tmp_path):
    page = tmp_path / "page.html"
    assert call("show", "310114-2025-gwr", "--kb", kb, "--html", page)[0] == 0
    assert "生产总值" in page.read_text("utf-8")


def test_diff_names_the_report_that_is_new(call, kb):
    first = sorted(Store(kb).root.glob("[!.]*/manifest.json"), key=lambda path: path.stat().st_mtime)[
        0
    ].parent
    Store(kb).publish(
        [make_extraction(area="310116", place="丙区")], reference=make_reference(), fingerprint="v1"
    )
    code, out, _ = call("diff", first.name[:8], Store(kb).current().release_id, "--kb", kb)
    assert code == 0
    assert "新报告" in out
    assert "丙区生产总值增长5.2%" in out
    Store(kb).switch(first.name)


def test_diff_of_one_release_with_itself(call, kb):
    assert call("diff", kb, kb)[1] == "no observation differs\n"


def test_panel_prints_a_line_a_cell(call, kb):
    code, out, _ = call("panel", "gdp", "--status", "target", "--kb", kb)
    assert code == 0
    assert [line.split()[:4] for line in out.splitlines() if "2025" in line] == [
        ["甲区", "2025", "目标", "≈5%"],
        ["乙区", "2025", "目标", "≈5.5%"],
    ]


@pytest.mark.parametrize("format_", ["parquet", "csv", "xlsx", "dta"])
def test_panel_writes_a_file_and_its_codebook(call, kb, tmp_path, format_):
    to = tmp_path / f"gdp.{format_}"
    code, out, _ = call("panel", "gdp", "--wide", "--to", to, "--kb", kb)
    assert (code, out.split()) == (0, [str(to), str(tmp_path / "gdp.codebook.csv")])
    assert to.stat().st_size > 0


def test_wide_panel_wants_a_file(call, kb):
    code, _, err = call("panel", "gdp", "--wide", "--kb", kb)
    assert code == 2
    assert "--to" in err


def test_scorecard_of_all_headline_series(call, kb):
    code, out, _ = call("scorecard", "--kb", kb)
    assert code == 0
    assert "地区生产总值" in out
    assert "城镇新增就业" in out


def test_scorecard_fits_a_terminal(call, kb):
    _, out, _ = call("scorecard", "--kb", kb)
    assert max(cell_len(line) for line in out.splitlines()) <= 120


def test_compare_draws(call, kb, tmp_path):
    picture = tmp_path / "gdp.svg"
    code, out, err = call("compare", "gdp", "--kind", "growth", "--plot", picture, "--kb", kb)
    if "No font" in err:
        pytest.skip("no font with Chinese characters is installed")
    assert (code, out.strip()) == (0, str(picture))
    assert picture.read_bytes().startswith(b"<?xml")


def test_releases_are_listed(call, kb):
    _, out, _ = call("releases", "list", "--kb", kb, "--format", "json")
    assert [row["current"] for row in json.loads(out)].count("*") == 1


def test_verify_names_damage_and_exits_with_1(call, tmp_path):
    store = Store(tmp_path / "kb")
    store.publish([make_extraction()], reference=make_reference(), fingerprint="v1")
    assert call("releases", "verify", "--kb", store.kb)[0] == 0
    part = store.current().part_paths("reports")[0]
    part.write_bytes(b"PAR1")
    code, out, _ = call("releases", "verify", "--kb", store.kb)
    assert code == 1
    assert part.name in out


def test_pinned_release_outlives_garbage_collection(call, tmp_path):
    store = Store(tmp_path / "kb")
    for growth in ("5.1", "5.2"):
        store.publish([make_extraction(growth=growth)], reference=make_reference(), fingerprint="v1")
    first = store.current().manifest.parent
    call("releases", "pin", first, "--note", "论文", "--kb", store.kb)
    assert call("releases", "gc", "--keep", 1, "--days", 0, "--kb", store.kb)[1] == "nothing to remove\n"
    call("releases", "unpin", first, "--kb", store.kb)
    assert first in call("releases", "gc", "--keep", 1, "--days", 0, "--kb", store.kb)[1]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("compare", "no_such_series"), "No indicator 'no_such_series'"),
        (("sql", "select bogus from reports"), "The query failed"),
        (("show", "nowhere"), "No report 'nowhere'"),
    ],
)
def test_error_is_one_message_and_code_2(call, kb, words, message):
    code, out, err = call(*words, "--kb", kb)
    assert (code, out) == (2, "")
    assert err.startswith(f"docstruct: {message}")
    assert "Traceback" not in err


def test_missing_base_names_the_command_that_makes_one(call, tmp_path):
    code, _, err = call("sql", "select 1", "--kb", tmp_path / "kb")
    assert code == 2
    assert "docstruct run" in err
