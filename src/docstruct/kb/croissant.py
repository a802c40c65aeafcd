"""``croissant.json``: the Croissant (MLCommons) description of a release."""

from __future__ import annotations

import pyarrow as pa

from docstruct.kb.manifest import Manifest
from docstruct.kb.schema import Column, Table
from docstruct.kb.tables import TABLES

CROISSANT = "croissant.json"
CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
_PARQUET = "application/x-parquet"

#: the terms of the standard that a description uses; prefixes and types as its context defines them
_TERMS = (
    "citeAs", "column", "extract", "field", "fileObject", "fileProperty", "fileSet", "format", "includes",
    "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated",
    "replace", "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT: dict[str, object] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "data": {"@id": "cr:data", "@type": "@json"},
    **{term: f"cr:{term}" for term in _TERMS},
}


def describe_croissant(manifest: Manifest) -> dict[str, object]:
    """Return the content of ``croissant.json`` for a release: a file set and a record set for each table.

    Every part is listed with its checksum; the file set of a table gathers them. Vocabularies stand in the
    descriptions of their fields.
    """
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": "docstruct-kb",
        "description": "Figures of Chinese government reports, each with the sentence it comes from.",
        # a release is numbered by its content
        "version": f"1.0.0+{manifest.release_id}",
        "datePublished": manifest.created_at[:10],
        "isLiveDataset": False,
        "distribution": [node for table in TABLES.values() for node in _describe_files(table, manifest)],
        "recordSet": [_describe_records(table) for table in TABLES.values()],
    }


def _describe_files(table: Table, manifest: Manifest) -> list[dict[str, object]]:
    parts = manifest.parts_of(table.name)
    files: list[dict[str, object]] = [
        {
            "@type": "cr:FileObject",
            "@id": part.path,
            "name": part.path,
            "contentUrl": part.path,
            "contentSize": f"{part.size} B",
            "encodingFormat": _PARQUET,
            "sha256": part.sha256,
        }
        for part in parts
    ]
    together: dict[str, object] = {
        "@type": "cr:FileSet",
        "@id": f"{table.name}-parts",
        "name": f"{table.name}-parts",
        "description": f"The parts of {table.name}.",
        "encodingFormat": _PARQUET,
        "includes": f"{table.name}/*.parquet",
    }
    return [*files, together]


def _describe_records(table: Table) -> dict[str, object]:
    records: dict[str, object] = {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.meaning,
        "field": [_describe_field(table, column) for column in table.columns],
    }
    if table.primary_key:
        records["key"] = [{"@id": f"{table.name}/{name}"} for name in table.primary_key]
    return records


def _describe_field(table: Table, column: Column) -> dict[str, object]:
    meaning = column.meaning
    if column.unit:
        meaning += f" Unit: {column.unit}."
    if column.vocabulary:
        meaning += (
            " One of: " + "; ".join(f"{word} ({means})" for word, means in column.vocabulary.items()) + "."
        )
    field: dict[str, object] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "alternateName": column.label,
        "description": meaning,
        "dataType": _croissant_type(column.type),
        "source": {"fileSet": {"@id": f"{table.name}-parts"}, "extract": {"column": column.name}},
    }
    if column.references and not column.references.startswith(f"{table.name}."):
        field["references"] = {"field": {"@id": column.references.replace(".", "/")}}
    return field


def _croissant_type(type_: pa.DataType) -> str:
    if pa.types.is_integer(type_):
        return "sc:Integer"
    if pa.types.is_floating(type_):
        return "sc:Float"
    if pa.types.is_boolean(type_):
        return "sc:Boolean"
    return "sc:Date" if pa.types.is_date(type_) or pa.types.is_timestamp(type_) else "sc:Text"
