from __future__ import annotations

import io

import pytest
from rich.console import Console

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.compare import compare, find_series
from docstruct.kb.comparison import tabulate
from docstruct.kb.connection import open_kb

from .builders import make_extraction


@pytest.fixture
def connection(store, publish):
    publish(
        make_extraction("310114", "甲区", growth="5.2", target="5", jobs="3"),
        make_extraction("320500", "丁市", growth="6.1", target="6", jobs="8"),
    )
    return open_kb(store.kb)


@pytest.mark.parametrize("words", ["gdp", "GDP", "地区生产总值", "生产总值"])
def test_series_is_found_by_id_name_or_alias(connection, words):
    assert find_series(connection, words).indicator_id == "gdp"


def test_wording_outside_the_registry_is_found_as_written(store, publish):
    extraction = make_extraction()
    odd = extraction.observations[0].model_copy(update={"indicator_id": None})
    publish(extraction.model_copy(update={"observations": (odd, *extraction.observations[1:])}))
    registered = compare(open_kb(store.kb), "gdp")
    assert registered.num_rows == 1


def test_unknown_series_lists_the_nearest(connection):
    with pytest.raises(KnowledgeBaseError, match="城镇新增就业"):
        compare(connection, "城镇新增就业数")


def test_rows_give_value_bound_unit_and_sentence(connection):
    row = compare(connection, "gdp", status="target", region="甲区").to_pylist()[0]
    assert (row["value"], row["bound"], row["unit"]) == (5.0, "approx", "%")
    assert row["evidence"] == "生产总值增长5%左右，城镇就业3万人以上。"


@pytest.mark.parametrize(
    ("options", "values"),
    [
        ({"status": "actual"}, [5.2, 6.1]),
        ({"status": "target", "period": "2025"}, [5.0, 6.0]),
        ({"region": "320500"}, [6.1, 6.0]),
        ({"region": "丁"}, [6.1, 6.0]),
        ({"level": "county"}, [5.2, 5.0]),
        ({"kind": "level"}, []),
    ],
)
def test_filters_narrow(connection, options, values):
    assert compare(connection, "gdp", **options).column("value").to_pylist() == values


def test_values_are_in_the_standard_unit(store, publish):
    extraction = make_extraction()
    land = extraction.observations[0].model_copy(
        update={"value": 15.0, "value_high": 30.0, "std_value": 1.0, "unit": "mu", "std_unit": "ha"}
    )
    publish(extraction.model_copy(update={"observations": (land, *extraction.observations[1:])}))
    row = compare(open_kb(store.kb), "gdp", status="actual").to_pylist()[0]
    assert (row["value"], row["value_high"], row["unit"]) == (1.0, 2.0, "ha")


def show_table(table):
    console = Console(file=io.StringIO(), width=120)
    console.print(table)
    return console.file.getvalue()


def test_table_has_target_beside_outcome(store, publish):
    publish(make_extraction(year=2024, target="5.5"), make_extraction(year=2025, growth="5.2"))
    table = tabulate(compare(open_kb(store.kb), "gdp", period="2024"))
    assert [column.header for column in table.columns] == ["地区", "时期", "目标", "结果", "原句"]
    line = next(line for line in show_table(table).splitlines() if "甲区" in line)
    assert line.split()[:4] == ["甲区", "2024", "≈5.5%", "5.2%"]


def test_table_has_no_column_for_a_side_without_figures(connection):
    table = tabulate(compare(connection, "gdp", status="target"))
    assert [column.header for column in table.columns] == ["地区", "时期", "目标", "原句"]


def test_table_tells_kinds_apart_where_there_are_several(store, publish):
    extraction = make_extraction()
    level = extraction.observations[0].model_copy(update={"kind": "level", "basis": None, "obs_id": "level"})
    publish(extraction.model_copy(update={"observations": (*extraction.observations, level)}))
    table = tabulate(compare(open_kb(store.kb), "gdp"))
    assert [column.header for column in table.columns][2] == "类别"


def test_figures_that_repeat_the_chosen_one_are_counted(store, publish):
    extraction = make_extraction()
    again = extraction.observations[0].model_copy(update={"obs_id": "again"})
    publish(extraction.model_copy(update={"observations": (*extraction.observations, again)}))
    shown = show_table(tabulate(compare(open_kb(store.kb), "gdp", status="actual")))
    assert shown.count("5.2%") == 2
    assert "另1处相同" in shown


def test_figure_that_was_not_chosen_carries_the_reason(store, publish):
    extraction = make_extraction()
    again = extraction.observations[0].model_copy(update={"obs_id": "again", "value": 5.9, "std_value": 5.9})
    publish(extraction.model_copy(update={"observations": (*extraction.observations, again)}))
    assert "矛盾" in show_table(tabulate(compare(open_kb(store.kb), "gdp")))


def test_place_is_found_by_the_name_of_its_time(store, publish):
    """Reports of 襄樊市 are about the code that is called 襄阳市 now; the register knows the latest name only."""
    publish(make_extraction("310114", "旧名区"), make_extraction("310115", "乙区"))
    found = compare(open_kb(store.kb), "gdp", region="旧名")
    assert set(found.column("ref_area").to_pylist()) == {"310114"}


def test_place_without_a_code_is_found_by_its_name(store, publish):
    extraction = make_extraction()
    zone = extraction.observations[0].model_copy(update={"ref_area": None, "ref_area_name": "滨江新城"})
    publish(extraction.model_copy(update={"observations": (zone, *extraction.observations[1:])}))
    found = compare(open_kb(store.kb), "gdp", region="滨江")
    assert found.column("region").to_pylist() == ["滨江新城"]
