from __future__ import annotations

import json

import pyarrow.parquet as pq

from docstruct.kb.tables import TABLES

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
