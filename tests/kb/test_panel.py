from __future__ import annotations

import csv

import openpyxl
import pyarrow.parquet as pq
import pyreadstat
import pytest

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.connection import open_kb
from docstruct.kb.export import describe_columns, export_panel
from docstruct.kb.panel import build_panel, build_scorecard, widen_panel
from docstruct.kb.view_tables import VIEW_TABLES

from .builders import make_extraction


@pytest.fixture
def connection(store, publish):
    publish(
        make_extraction("310114", "甲区", 2024, growth="5.2", target="5", jobs="3"),
        make_extraction("310114", "甲区", 2025, growth="5.4", target="5.5", jobs="4"),
        make_extraction("310115", "乙区", 2025, growth="6.1", target="6", jobs="8"),
    )
    return open_kb(store.kb)


@pytest.mark.parametrize("name", list(VIEW_TABLES))
def test_views_have_the_declared_columns(connection, name):
    assert connection.sql(f"FROM {name}").columns == [column.name for column in VIEW_TABLES[name].columns]


def test_view_and_function_give_the_same_panel(connection):
    by_view = connection.sql(
        "SELECT * FROM panel WHERE indicator_id = 'gdp' ORDER BY obs_id"
    ).to_arrow_table()
    by_function = build_panel(connection, ["gdp"]).sort_by("obs_id")
    assert by_function.to_pylist() == by_view.to_pylist()


def test_view_and_function_give_the_same_scorecard(connection):
    by_view = connection.sql(
        "SELECT * FROM scorecard WHERE indicator_id = 'gdp' ORDER BY target_obs_id"
    ).to_arrow_table()
    by_function = build_scorecard(connection, ["gdp"]).sort_by("target_obs_id")
    assert by_function.to_pylist() == by_view.to_pylist()


def test_panel_holds_the_first_in_rank_of_every_cell(store, publish):
    """The panel chooses by an aggregate, the view cells by a rank; both follow one order."""
    reports = [make_extraction("310114", "甲区", 2024 + late, growth=growth, target="5", jobs="3")
               for late, growth in ((0, "5.2"), (1, "5.4"))]  # fmt: skip
    again = [
        fact.model_copy(
            update={
                "obs_id": f"{fact.obs_id}-{number}", "value": fact.value + number, "bound": bound, "confidence": trust,
                "time_period": "2024", "review_status": status,
            }
        )
        for report in reports
        for fact in report.observations
        for number, bound, trust, status in (
            (1, "eq", 0.9, "machine"), (2, "ge", 0.99, "confirmed"), (3, "approx", 0.95, "disputed"), (4, "eq", 0.97, "machine"),
        )
    ]  # fmt: skip
    publish(
        *(
            report.model_copy(
                update={
                    "observations": (
                        *report.observations,
                        *(fact for fact in again if fact.report_id == report.report.report_id),
                    )
                }
            )
            for report in reports
        )
    )
    with open_kb(store.kb) as connection:
        chosen = connection.sql(
            "SELECT obs_id, cell_size FROM cells WHERE cell_rank = 1 ORDER BY ALL"
        ).fetchall()
        assert max(size for _, size in chosen) > 4
        assert connection.sql("SELECT obs_id, answers FROM panel ORDER BY ALL").fetchall() == chosen


def test_panel_names_province_and_level(connection):
    row = build_panel(connection, ["gdp"], period="2025", region="甲区").to_pylist()[0]
    assert (row["province"], row["level"], row["year"], row["hardness"]) == ("某市", "county", 2025, "soft")


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ({}, 6),
        ({"status": "target"}, 3),
        ({"status": "outcome"}, 3),
        ({"status": "estimate"}, 0),
        ({"region": "310114"}, 4),
        ({"region": "某市"}, 6),
        ({"period": "2024", "status": "actual"}, 2),
        ({"kind": "level"}, 0),
        ({"level": "province"}, 0),
    ],
)
def test_filters_narrow(connection, options, count):
    assert build_panel(connection, ["gdp"], **options).num_rows == count


def test_headline_and_other_series_make_one_panel(store, publish):
    extraction = make_extraction()
    parks = extraction.observations[2].model_copy(update={"indicator_id": "parks", "obs_id": "parks"})
    publish(extraction.model_copy(update={"observations": (*extraction.observations, parks)}))
    found = build_panel(open_kb(store.kb), ["gdp", "parks"]).column("indicator_id").to_pylist()
    assert found == ["gdp", "gdp", "parks"]


def test_wide_panel_has_a_row_a_place_and_period(connection):
    rows = widen_panel(build_panel(connection, ["gdp", "new_urban_jobs"])).to_pylist()
    row = next(row for row in rows if (row["ref_area"], row["year"]) == ("310114", 2024))
    assert (row["gdp_g_t"], row["gdp_g_t_bound"], row["gdp_g_o"], row["new_urban_jobs_l_t"]) == (
        5.0,
        "approx",
        5.4,
        30_000.0,
    )
    assert len({(row["ref_area"], row["time_period"]) for row in rows}) == len(rows) == 5


def test_wide_names_fit_stata(connection):
    assert max(map(len, widen_panel(build_panel(connection, ["new_urban_jobs"])).column_names)) <= 32


def test_csv_has_a_byte_order_mark_and_all_rows(connection, tmp_path):
    panel = build_panel(connection, ["gdp"])
    path, _ = export_panel(panel, tmp_path / "p.csv", "csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [row["sentence"] for row in rows] == panel.column("sentence").to_pylist()


def test_parquet_keeps_labels(connection, tmp_path):
    path, _ = export_panel(build_panel(connection, ["gdp"]), tmp_path / "p.parquet", "parquet")
    assert pq.read_schema(path).field("hardness").metadata[b"label"].decode() == "软硬约束"


def test_dta_has_variable_and_value_labels(connection, tmp_path):
    panel = build_panel(connection, ["gdp"], status="target")
    path, _ = export_panel(panel, tmp_path / "p.dta", "dta")
    frame, about = pyreadstat.read_dta(path, apply_value_formats=True)
    assert about.column_names_to_labels["hardness"] == "软硬约束"
    assert list(frame["hardness"]) == ["软约束"] * 3
    assert list(frame["value"]) == panel.column("value").to_pylist()
    assert list(frame["ref_area"]) == panel.column("ref_area").to_pylist()


def test_dta_keeps_missing_figures_missing(store, publish, tmp_path):
    publish(make_extraction())
    path, _ = export_panel(build_scorecard(open_kb(store.kb), ["gdp"]), tmp_path / "s.dta", "dta")
    frame, _ = pyreadstat.read_dta(path)
    assert frame["outcome"].isna().all()
    assert frame["result"].isna().all()


def test_dta_takes_a_sentence_longer_than_stata_text(store, publish, tmp_path):
    extraction = make_extraction()
    long = extraction.observations[1].model_copy(update={"evidence": "增长" * 2000})
    publish(extraction.model_copy(update={"observations": (extraction.observations[0], long)}))
    path, _ = export_panel(build_panel(open_kb(store.kb), ["gdp"]), tmp_path / "p.dta", "dta")
    frame, _ = pyreadstat.read_dta(path)
    assert frame["sentence"].str.endswith("…").sum() == 1


def test_xlsx_has_labels_below_the_names_and_a_codebook(connection, tmp_path):
    path, _ = export_panel(build_panel(connection, ["gdp"]), tmp_path / "p.xlsx", "xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["panel", "codebook"]
    heads = {cell.value: book["panel"].cell(2, cell.column).value for cell in book["panel"][1]}
    assert heads["sentence"] == "原句"
    assert book["panel"].freeze_panes == "A3"
    assert book["panel"].max_row == 2 + 6


def test_codebook_lists_every_variable_with_its_words(connection, tmp_path):
    panel = build_panel(connection, ["gdp"])
    _, path = export_panel(panel, tmp_path / "p.csv", "csv")
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = {row["variable"]: row for row in csv.DictReader(handle)}
    assert list(rows) == panel.column_names
    assert "soft 软约束" in rows["hardness"]["values"]


def test_wide_codebook_names_series_side_and_unit(connection):
    rows = describe_columns(widen_panel(build_panel(connection, ["gdp"]))).to_pylist()
    labels = {row["variable"]: row["label"] for row in rows}
    assert labels["gdp_g_t"] == "地区生产总值 同比增速 目标 数值，%"


def test_unknown_format_lists_those_that_exist(connection, tmp_path):
    with pytest.raises(KnowledgeBaseError, match="parquet, csv, xlsx, dta"):
        export_panel(build_panel(connection, ["gdp"]), tmp_path / "p.sav", "sav")


def test_missing_folder_is_named(connection, tmp_path):
    with pytest.raises(KnowledgeBaseError, match="nowhere"):
        export_panel(build_panel(connection, ["gdp"]), tmp_path / "nowhere" / "p.csv", "csv")
