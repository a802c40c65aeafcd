"""``datapackage.json``: the Frictionless (v2) description of a release."""

from __future__ import annotations

import pyarrow as pa

from docstruct.kb.manifest import Manifest
from docstruct.kb.schema import Column, Table
from docstruct.kb.tables import TABLES

DATAPACKAGE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def describe_package(manifest: Manifest) -> dict[str, object]:
    """Return the content of ``datapackage.json`` for a release; one resource a table."""
    return {
        "$schema": PROFILE,
        "name": "docstruct-kb",
        "title": "Chinese government work reports: a knowledge base",
        "version": manifest.release_id,
        "resources": [_describe_resource(table, manifest) for table in TABLES.values()],
    }


def _describe_resource(table: Table, manifest: Manifest) -> dict[str, object]:
    paths = [part.path for part in manifest.parts_of(table.name)]
    schema: dict[str, object] = {
        "fields": [_describe_field(column) for column in table.columns],
        "missingValues": ["nan", "NaT"],
    }
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    keys = [
        # a reference to the own table is written with an empty resource name
        {
            "fields": [name],
            "reference": {"resource": "" if other == table.name else other, "fields": [target]},
        }
        for name, other, target in table.foreign_keys()
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "type": "table",
        "title": table.name,
        "description": table.meaning,
        "path": paths[0] if len(paths) == 1 else paths,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": schema,
    }


def _describe_field(column: Column) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.vocabulary:
        constraints["enum"] = sorted(column.vocabulary)
    field: dict[str, object] = {
        "name": column.name,
        "type": _frictionless_type(column.type),
        "title": column.label,
        "description": column.meaning,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.vocabulary:
        field["vocabulary"] = column.vocabulary
    if constraints:
        field["constraints"] = constraints
    return field


def _frictionless_type(type_: pa.DataType) -> str:
    if pa.types.is_integer(type_):
        return "integer"
    if pa.types.is_floating(type_):
        return "number"
    if pa.types.is_boolean(type_):
        return "boolean"
    if pa.types.is_date(type_):
        return "date"
    return "datetime" if pa.types.is_timestamp(type_) else "string"
