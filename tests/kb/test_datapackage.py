"""Metadata of a release, held against the validators of their standards."""

from __future__ import annotations

import json

import frictionless
import mlcroissant
import pyarrow.parquet as pq

from docstruct.kb.dictionary import write_dictionary
from docstruct.kb.tables import TABLES
from docstruct.kb.view_tables import VIEW_TABLES

from .builders import make_extraction


def read_package(store):
    return json.loads((store.kb / "datapackage.json").read_text())


def test_package_lists_every_part_of_every_table(store, publish):
    publish(make_extraction(year=2024), make_extraction(year=2025))
    resources = {resource["name"]: resource for resource in read_package(store)["resources"]}
    assert list(resources) == list(TABLES)
    assert len(resources["observations"]["path"]) == 2


def test_fields_carry_meaning_vocabulary_and_keys(store, publish):
    publish(make_extraction())
    schema = next(r["schema"] for r in read_package(store)["resources"] if r["name"] == "observations")
    kind = next(field for field in schema["fields"] if field["name"] == "kind")
    assert kind["constraints"]["enum"] == sorted(TABLES["observations"].column("kind").vocabulary)
    assert schema["primaryKey"] == ["obs_id"]
    assert {"fields": ["report_id"], "reference": {"resource": "reports", "fields": ["report_id"]}} in schema[
        "foreignKeys"
    ]


def test_parquet_fields_carry_the_same_meaning(store, publish):
    publish(make_extraction())
    schema = pq.read_schema(store.current().part_paths("observations")[0])
    meaning = schema.field("std_value").metadata[b"description"].decode()
    assert meaning == TABLES["observations"].column("std_value").meaning


def test_frictionless_finds_package_and_rows_valid(store, publish):
    publish(make_extraction(year=2024), make_extraction(year=2025))
    report = frictionless.validate(str(store.kb.resolve() / "datapackage.json"))
    assert report.flatten(["title", "message"]) == []


def test_frictionless_sees_a_word_outside_its_vocabulary(store, publish):
    publish(make_extraction())
    part = store.current().part_paths("observations")[0]
    rows = pq.read_table(part)
    kinds = rows.column("kind").to_pylist()
    place = rows.schema.get_field_index("kind")
    pq.write_table(rows.set_column(place, rows.schema.field("kind"), [["guess", *kinds[1:]]]), part)
    report = frictionless.validate(str(store.kb.resolve() / "datapackage.json"))
    assert any("guess" in message for (message,) in report.flatten(["message"]))


def test_croissant_is_valid_and_reads_every_row(store, publish):
    publish(make_extraction(year=2024), make_extraction(year=2025))
    dataset = mlcroissant.Dataset(jsonld=store.kb.resolve() / "croissant.json")
    assert dataset.metadata.issues.errors == set()
    rows = list(dataset.records("observations"))
    assert len(rows) == 6
    assert rows[0]["observations/kind"] == b"growth"


def test_croissant_lists_every_part_with_its_checksum(store, publish):
    publish(make_extraction())
    described = json.loads((store.kb / "croissant.json").read_text())
    files = {node["@id"]: node["sha256"] for node in described["distribution"] if "sha256" in node}
    assert files == {part.path: part.sha256 for part in store.current().manifest.parts}


def test_dictionary_page_is_current(root):
    """Update it by: docstruct dictionary > docs/dictionary.md."""
    assert (root / "docs" / "dictionary.md").read_text("utf-8") == write_dictionary() + "\n"


def test_dictionary_has_every_column_of_tables_and_views():
    page = write_dictionary()
    for table in (*TABLES.values(), *VIEW_TABLES.values()):
        section = page[page.index(f"## {table.name}\n") :]
        assert all(f"| `{column.name}` |" in section for column in table.columns)
