"""What a base knows of the documents offered to it, and where it writes that down."""

from __future__ import annotations

import json

import pytest

from docstruct.kb import ledger, partitions
from docstruct.kb.ledger import Ledger
from docstruct.kb.manifest import MANIFEST
from docstruct.kb.releases import Store

from .builders import make_extraction, make_quarantined, make_reference, read_table


@pytest.fixture
def many(publish):
    """Forty documents, of which one is no report."""
    reports = [make_extraction(f"31{number:04}", f"第{number}区") for number in range(39)]
    publish(*reports, quarantined=[make_quarantined()])
    return reports


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(partitions, "_INPUTS_PER_PART", 8)


def list_partitions(store):
    return [part.partition for part in store.current().manifest.parts_of("inputs")]


def test_inputs_are_a_table_with_a_row_a_document(store, publish):
    publish(make_extraction(), quarantined=[make_quarantined()])
    rows = {(row["status"], row["report_id"], row["code"]) for row in read_table(store, "inputs")}
    assert rows == {("published", "310114-2025-gwr", None), ("quarantined", None, "empty")}


def test_long_list_is_cut_by_key(small_parts, store, many):
    assert sorted(list_partitions(store)) == [f"{number}of8" for number in range(8)]
    assert len(store.known_inputs()) == 40


def test_new_document_changes_one_partition_only(small_parts, store, publish, many):
    before = {part.path for part in store.current().manifest.parts_of("inputs")}
    publish(make_extraction("320102", "丙区"))
    assert len(before - {part.path for part in store.current().manifest.parts_of("inputs")}) == 1
    assert len(store.known_inputs()) == 41


def test_list_that_outgrows_its_partitions_is_cut_anew_and_loses_nothing(store, publish, many, monkeypatch):
    assert list_partitions(store) == ["all"]
    monkeypatch.setattr(partitions, "_INPUTS_PER_PART", 40)
    publish(make_extraction("320102", "丙区"))
    assert sorted(list_partitions(store)) == ["0of2", "1of2"]
    assert len({row["input_key"] for row in read_table(store, "inputs")}) == 41


def test_cut_does_not_depend_on_the_order_of_publication(small_parts, store, publish, many, tmp_path):
    whole = Store(tmp_path / "whole")
    late = make_extraction("320102", "丙区")
    whole.publish(
        [late, *many], quarantined=[make_quarantined()], reference=make_reference(), fingerprint="v1"
    )
    publish(late)
    assert store.current().release_id == whole.current().release_id


def test_find_reads_no_partition_that_does_not_hold_the_key(small_parts, store, many, monkeypatch):
    read = []
    monkeypatch.setattr(
        ledger, "read_part", lambda path, part, _read=ledger.read_part: read.append(part) or _read(path, part)
    )
    key = many[3].report.sha256
    assert Ledger(store.current()).find([key])[key].report_id == many[3].report.report_id
    assert len(read) == 1


def test_holdings_know_reports_years_and_files(store, publish):
    old, new = make_extraction(year=2024), make_extraction(year=2025)
    publish(old, new)
    held = Ledger(store.current()).holdings
    assert (held.years, held.count(2024), held.count(2023)) == ({2024, 2025}, 1, 0)
    assert held.list_year(2025) == [new.report.report_id]
    assert held.find_years([old.report.report_id, "none"]) == {old.report.report_id: 2024}
    assert held.find_holders([new.report.sha256, "none"]) == {new.report.sha256: new.report.report_id}


def test_release_from_before_the_table_is_carried_on(store, publish):
    """Manifests once listed the inputs themselves, with the time of each."""
    publish(make_extraction(), quarantined=[make_quarantined()])
    release = store.current()
    known = store.known_inputs()
    content = json.loads((release.path / MANIFEST).read_text())
    content["parts"] = [part for part in content["parts"] if part["table"] != "inputs"]
    content["schema_digest"] = "older"
    content["inputs"] = [
        record.model_dump() | {"first_ingested_at": "2025-01-01T00:00:00+00:00"} for record in known.values()
    ]
    (release.path / MANIFEST).write_text(json.dumps(content))
    assert store.known_inputs() == known
    publish(make_extraction("310115", "乙区"))
    assert len(read_table(store, "inputs")) == 3
    assert {row["report_id"] for row in read_table(store, "reports")} == {
        "310114-2025-gwr",
        "310115-2025-gwr",
    }
