"""The schemas are a contract with everyone who reads the files; they change on purpose only."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import get_args

import pytest

from docstruct import records
from docstruct.corrections import events
from docstruct.kb import vocabularies
from docstruct.kb.tables import TABLES

GOLDEN = Path(__file__).parent / "golden" / "schema.json"


def test_schemas_equal_the_golden_file():
    """To update after a deliberate change: DOCSTRUCT_UPDATE_GOLDEN=1 pytest tests/kb/test_schema.py"""
    current = [table.describe() for table in TABLES.values()]
    if os.environ.get("DOCSTRUCT_UPDATE_GOLDEN"):
        GOLDEN.write_text(json.dumps(current, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert current == json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("vocabulary", "literal"),
    [
        (vocabularies.REPORT_TYPE, records.ReportType),
        (vocabularies.REGION_LEVEL, records.RegionLevel),
        (vocabularies.ROLE, records.Role),
        (vocabularies.KIND, records.Kind),
        (vocabularies.BASIS, records.Basis),
        (vocabularies.PRICE_BASIS, records.PriceBasis),
        (vocabularies.BOUND, records.Bound),
        (vocabularies.STATUS, records.Status),
        (vocabularies.ENTITY_LABEL, records.EntityLabel),
        (vocabularies.REVIEW_STATUS, records.ReviewStatus),
        (vocabularies.SEVERITY, records.Severity),
        (vocabularies.EVENT_OUTCOME, records.EventOutcome),
        (vocabularies.EVENT_OP, events.Op),
    ],
)
def test_vocabularies_hold_the_words_of_the_records(vocabulary, literal):
    assert set(vocabulary) == set(get_args(literal))


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_references_lead_to_columns(table):
    for _, other, column in table.foreign_keys():
        assert TABLES[other].column(column)


@pytest.mark.parametrize(
    ("record", "table", "computed"),
    [
        (records.Observation, "observations", {"role"}),
        (records.Mention, "mentions", set()),
        (records.Entity, "entities", set()),
        (records.Finding, "issues", set()),
        (records.Correction, "corrections", set()),
        (records.Section, "sections", {"report_id"}),
    ],
)
def test_tables_have_the_fields_of_their_records(record, table, computed):
    columns = {column.name for column in TABLES[table].columns}
    assert columns - computed == set(record.model_fields)
