from __future__ import annotations

import pyarrow.parquet as pq
import pytest

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.compare import compare
from docstruct.kb.connection import open_kb
from docstruct.kb.panel import build_panel
from docstruct.kb.query import sql
from docstruct.kb.releases import Store
from docstruct.kb.tables import TABLES

from .builders import make_extraction, make_reference


def test_every_table_is_a_view_with_the_declared_columns(store, publish):
    publish(make_extraction())
    connection = open_kb(store.kb)
    for name, table in TABLES.items():
        assert connection.sql(f"FROM {name}").columns == [column.name for column in table.columns]


def test_connection_keeps_reading_the_release_it_opened(store, publish):
    publish(make_extraction(growth="5.1"))
    connection = open_kb(store.kb)
    publish(make_extraction(growth="6.6"))
    found = connection.sql(
        "SELECT value FROM observations WHERE kind = 'growth' AND status = 'actual'"
    ).fetchall()
    assert found == [(5.1,)]


def test_release_folder_can_be_opened_by_itself(store, publish):
    first = publish(make_extraction(growth="5.1"))
    publish(make_extraction(growth="6.6"))
    assert (5.1,) in open_kb(first.path).sql("SELECT value FROM observations").fetchall()


def test_paths_with_quotes_are_read(tmp_path, publish):
    kb = tmp_path / "王'甲" / "kb"
    Store(kb).publish([make_extraction()], reference=make_reference(), fingerprint="v1")
    assert open_kb(kb).sql("SELECT count(*) FROM reports").fetchall() == [(1,)]


def test_triples_give_quantity_unit_and_indicator(store, publish):
    publish(make_extraction(growth="5.2"))
    rows = sql(
        "SELECT quantity, unit, indicator, region, status FROM triples ORDER BY ALL", store.kb
    ).to_pylist()
    assert {
        "quantity": "5.2%",
        "unit": "%",
        "indicator": "生产总值",
        "region": "甲区",
        "status": "actual",
    } in rows
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("000000", "nation"),
        ("310000", "province"),
        ("320500", "city"),
        ("310114", "county"),
        ("310114103", "town"),
    ],
)
def test_level_follows_from_the_code(store, publish, code, level):
    publish(make_extraction())
    assert open_kb(store.kb).execute("SELECT region_level(?)", [code]).fetchall() == [(level,)]


def test_missing_base_says_how_to_make_one(tmp_path):
    with pytest.raises(KnowledgeBaseError, match="docstruct run"):
        open_kb(tmp_path / "nothing")


def test_missing_part_is_named(store, publish):
    publish(make_extraction())
    part = store.current().part_paths("mentions")[0]
    part.unlink()
    with pytest.raises(KnowledgeBaseError, match=part.name):
        open_kb(store.kb)


def test_wrong_query_lists_what_there_is(store, publish):
    publish(make_extraction())
    with pytest.raises(KnowledgeBaseError, match="observations.*triples"):
        sql("SELECT * FROM figures", store.kb)


def test_release_from_before_a_column_that_a_question_needs_still_answers(store, publish):
    publish(make_extraction())
    current = store.current()
    parts = []
    for kept in current.manifest.parts:
        path = current.path / kept.path
        if kept.table == "observations":
            pq.write_table(pq.read_table(path).drop_columns(["role"]), path)
        parts.append(kept.model_copy(update={"size": path.stat().st_size}))
    older = current.manifest.model_copy(update={"parts": tuple(parts), "schema_digest": "older"})
    (current.path / "manifest.json").write_bytes(older.to_json())
    with open_kb(store.kb) as connection:
        assert compare(connection, "gdp", status="target").num_rows == 1
        assert build_panel(connection, ["gdp"]).num_rows == 2


def test_release_of_an_older_schema_opens_with_nulls_for_what_it_lacks(store, publish, monkeypatch):
    publish(make_extraction())
    current = store.current()
    part = current.part_paths("mentions")[0]
    rows = pq.read_table(part).drop_columns(["method"])
    part.unlink()
    pq.write_table(rows, part)
    parts = [
        kept.model_copy(update={"size": part.stat().st_size}) if kept.table == "mentions" else kept
        for kept in current.manifest.parts
        if kept.table != "issues"
    ]
    older = current.manifest.model_copy(update={"parts": tuple(parts), "schema_digest": "older"})
    (current.path / "manifest.json").write_bytes(older.to_json())
    with open_kb(store.kb) as connection:
        assert connection.sql("SELECT DISTINCT method FROM mentions").fetchall() == [(None,)]
        assert connection.sql("FROM issues").fetchall() == []
