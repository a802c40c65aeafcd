"""Releases are immutable, identical for identical content, and never half there."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docstruct.errors import KnowledgeBaseError, ReleaseRefused
from docstruct.kb.releases import Store
from docstruct.kb.rows import ReferenceTables
from docstruct.records import Finding

from .builders import INDICATORS, UNITS, make_extraction, make_quarantined, make_reference, read_table


def hash_parts(store):
    return {part.path: part.sha256 for part in store.current().manifest.parts}


def test_first_publication_makes_the_link(store, publish):
    result = publish(make_extraction())
    assert store.kb.is_symlink()
    assert store.kb.resolve() == result.path


def test_link_is_relative_so_that_the_base_can_be_moved(store, publish, tmp_path):
    publish(make_extraction())
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    os.rename(store.root, moved / store.root.name)
    os.rename(store.kb, moved / "kb")
    assert Store(moved / "kb").current().manifest.parts


def test_same_extractions_again_change_nothing(store, publish):
    first = publish(make_extraction(), make_extraction("310115", "乙区"))
    again = publish(make_extraction("310115", "乙区"), make_extraction())
    assert (again.changed, again.release_id) == (False, first.release_id)
    assert [path.name for path in store.root.iterdir() if not path.name.startswith(".")] == [first.release_id]


def test_rebuild_elsewhere_gives_the_same_bytes(store, publish, tmp_path):
    publish(make_extraction())
    other = Store(tmp_path / "other")
    other.publish([make_extraction()], reference=make_reference(), fingerprint="v1")
    assert hash_parts(other) == hash_parts(store)
    assert other.current().release_id == store.current().release_id


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_release_does_not_depend_on_order_or_batches(tmp_path_factory, data):
    reports = [
        make_extraction("310114", "甲区", 2024),
        make_extraction("310114", "甲区", 2025),
        make_extraction("310115", "乙区", 2025),
        make_extraction("310116", "丙区", 2025, company="远帆软件"),
    ]
    whole = Store(tmp_path_factory.mktemp("whole") / "kb")
    whole.publish(reports, reference=make_reference(), fingerprint="v1")
    order = data.draw(st.permutations(reports))
    cut = data.draw(st.integers(1, len(order)))
    split = Store(tmp_path_factory.mktemp("split") / "kb")
    for batch in (order[:cut], order[cut:]):
        split.publish(batch, reference=make_reference(), fingerprint="v1")
    assert split.current().release_id == whole.current().release_id


def test_parts_of_other_years_are_hard_links(store, publish):
    first = publish(make_extraction(year=2024), make_extraction(year=2025))
    second = publish(make_extraction(year=2025, growth="5.9"))
    for name in ("observations", "documents"):
        old = next((first.path / name).glob("2024*"))
        new = next((second.path / name).glob("2024*"))
        assert old.stat().st_ino == new.stat().st_ino


def test_unchanged_part_of_a_changed_year_is_a_hard_link(store, publish):
    first = publish(make_extraction(growth="5.1"))
    second = publish(make_extraction(growth="5.2"))
    old, new = (next((result.path / "mentions").iterdir()) for result in (first, second))
    assert old.stat().st_ino == new.stat().st_ino


def test_one_part_for_a_table_and_year(store, publish):
    result = publish(make_extraction(), make_extraction("310115", "乙区"), make_extraction(year=2024))
    names = sorted(path.name.split("-")[0] for path in (result.path / "mentions").iterdir())
    assert names == ["2024", "2025"]


def test_observations_of_headline_series_stand_apart(store, publish):
    extraction = make_extraction()
    unknown = extraction.observations[0].model_copy(update={"indicator_id": None})
    publish(extraction.model_copy(update={"observations": (unknown, *extraction.observations[1:])}))
    rows = {part.partition: part.rows for part in store.current().manifest.parts_of("observations")}
    assert rows == {"2025.headline": 2, "2025.other": 1}


def test_large_year_is_cut_and_the_cut_depends_on_its_reports_only(store, publish, tmp_path, monkeypatch):
    monkeypatch.setattr("docstruct.kb.partitions.count_buckets", lambda reports, _: 1 if reports < 3 else 2)
    reports = [make_extraction(f"3101{number}", f"第{number}区") for number in range(10, 16)]
    for report in reports:
        publish(report)
    whole = Store(tmp_path / "whole")
    whole.publish(reports, reference=make_reference(), fingerprint="v1")
    assert [part.partition for part in store.current().manifest.parts_of("mentions")] == [
        "2025.0of2",
        "2025.1of2",
    ]
    assert hash_parts(store) == hash_parts(whole)


def test_nothing_but_the_current_release_stands_below_the_published_root(store, publish):
    publish(make_extraction(growth="5.1"))
    publish(make_extraction(growth="5.2"))
    listed = {part.path for part in store.current().manifest.parts}
    found = {
        path.relative_to(store.kb.resolve()).as_posix() for path in store.kb.resolve().rglob("*.parquet")
    }
    assert found == listed


def test_replacing_a_report_keeps_the_others(store, publish):
    publish(make_extraction(growth="5.1"), make_extraction("310115", "乙区", growth="4.8"))
    publish(make_extraction(growth="6.3"))
    values = {
        (row["ref_area"], row["value"])
        for row in read_table(store, "observations")
        if row["kind"] == "growth" and row["status"] == "actual"
    }
    assert values == {("310114", 6.3), ("310115", 4.8)}


def test_report_that_changes_its_year_leaves_the_old_part(store, publish):
    moved = make_extraction(year=2024)
    publish(moved)
    publish(moved.model_copy(update={"report": moved.report.model_copy(update={"year": 2025})}))
    assert [part.partition for part in store.current().manifest.parts_of("reports")] == ["2025"]


def test_bytes_that_now_give_another_report_take_the_old_one_away(store, publish):
    first = make_extraction("310114", "甲区")
    publish(first)
    second = make_extraction("310115", "乙区")
    same_bytes = second.report.model_copy(update={"sha256": first.report.sha256})
    publish(second.model_copy(update={"report": same_bytes}))
    assert [row["report_id"] for row in read_table(store, "reports")] == [second.report.report_id]


def test_docx_is_used_before_pdf_and_both_are_known(store, publish):
    docx, pdf = make_extraction(), make_extraction(media_type="application/pdf")
    publish(pdf, docx)
    known = store.known_inputs()
    assert known[docx.report.sha256].status == "published"
    assert known[pdf.report.sha256].status == "superseded"
    assert [row["media_type"] for row in read_table(store, "documents")] == [docx.report.media_type]


def test_file_in_use_stays_in_use_when_all_are_read_again(store, publish):
    docx, pdf = make_extraction(), make_extraction(media_type="application/pdf")
    publish(pdf)
    publish(docx, pdf, fingerprint="v2")
    assert store.known_inputs()[pdf.report.sha256].status == "published"


def test_inputs_of_another_pipeline_version_are_not_known(store, publish):
    publish(make_extraction())
    assert store.known_inputs("v2") == {}
    assert list(store.known_inputs("v1")) == [make_extraction().report.sha256]


def test_quarantined_input_is_recorded_with_its_reason(store, publish):
    publish(make_extraction(), quarantined=[make_quarantined()])
    record = store.known_inputs()["0" * 64]
    assert (record.status, record.code, record.action) == ("quarantined", "empty", "save it again")


def test_document_without_readable_bytes_is_recorded_but_not_known(store, publish):
    publish(quarantined=[make_quarantined(sha256=None)])
    assert store.known_inputs() == {}
    assert [row["source_name"] for row in read_table(store, "inputs")] == ["空白.docx"]


def test_report_whose_bytes_are_quarantined_later_leaves(store, publish):
    extraction = make_extraction()
    publish(extraction)
    publish(quarantined=[make_quarantined(sha256=extraction.report.sha256)], fingerprint="v2")
    assert read_table(store, "reports") == []


def test_as_of_is_the_only_time_in_a_part(store, publish):
    moment = datetime(2025, 3, 1, tzinfo=UTC)
    publish(make_extraction(), make_extraction("310115", "乙区"), as_of=moment)
    publish(make_extraction("310115", "乙区", growth="6"))
    times = {row["report_id"]: row["ingested_at"] for row in read_table(store, "reports")}
    assert times == {"310114-2025-gwr": moment, "310115-2025-gwr": None}


def test_findings_across_reports_are_replaced_as_a_whole_and_kept_otherwise(store, publish):
    def finding(message):
        return Finding(
            report_id="310114-2025-gwr", obs_id=None, check="across", message=message, severity="warning"
        )

    def across():
        return [row["message"] for row in read_table(store, "issues") if row["check"] == "across"]

    publish(make_extraction(), findings=[finding("first"), finding("second")])
    publish(make_extraction("310115", "乙区"), findings=[finding("third")])
    assert across() == ["third"]
    publish(make_extraction("310116", "丙区"))
    assert across() == ["third"]


def test_every_table_is_there_in_an_empty_release(store, publish):
    publish(quarantined=[make_quarantined()])
    assert all(store.current().part_paths(name) for name in ("observations", "mentions", "issues"))


def test_composed_units_get_a_row(store, publish):
    extraction = make_extraction()
    changed = extraction.observations[0].model_copy(update={"unit": "ug/m3", "std_unit": "ug/m3"})
    publish(extraction.model_copy(update={"observations": (changed, *extraction.observations[1:])}))
    assert ("ug/m3", "composed") in {(row["unit"], row["dimension"]) for row in read_table(store, "units")}


def break_observation(**change):
    extraction = make_extraction()
    broken = extraction.observations[0].model_copy(update=change)
    return extraction.model_copy(update={"observations": (broken, *extraction.observations[1:])})


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"section_id": "nowhere"}, "section_id", "sections.section_id"),
        ({"indicator_id": "unheard_of"}, "indicator_id", "indicators.indicator_id"),
        ({"subject_entity_id": "nobody"}, "subject_entity_id", "entities.entity_id"),
        ({"evidence": None}, "evidence", "null"),
        ({"freq": "weekly"}, "freq", "one of A"),
        ({"obs_id": make_extraction().observations[1].obs_id}, "obs_id", "2 times"),
        ({"quantity_text": "9.9%"}, "quantity_text", "5.2%"),
        ({"char_start": 0}, "quantity_text", "the text at 0:"),
        ({"report_id": "other"}, "report_id", "another report"),
    ],
)
def test_release_with_errors_is_refused_and_the_current_stays(store, publish, change, column, words):
    before = publish(make_extraction("310115", "乙区")).release_id
    with pytest.raises(ReleaseRefused) as refused:
        publish(break_observation(**change))
    assert store.current().release_id == before
    assert any(v.column == column and words in v.message for v in refused.value.violations)


def test_refusal_names_the_report(publish):
    with pytest.raises(ReleaseRefused, match="310114-2025-gwr"):
        publish(break_observation(section_id="nowhere"))


def test_key_that_stands_in_another_report_is_refused(publish):
    publish(make_extraction(year=2024))
    taken = make_extraction(year=2024).observations[0].obs_id
    with pytest.raises(ReleaseRefused, match="in the report 310114-2024-gwr"):
        publish(break_observation(obs_id=taken))


def test_key_check_works_without_its_cache(store, publish):
    publish(make_extraction(year=2024))
    publish(make_extraction("310115", "乙区"))
    (store.root / ".keys.db").unlink()
    taken = make_extraction(year=2024).observations[0].obs_id
    with pytest.raises(ReleaseRefused, match="in the report 310114-2024-gwr"):
        publish(break_observation(obs_id=taken))


def test_unit_that_nobody_uses_any_more_goes(store, publish):
    publish(break_observation(unit="ug/m3", std_unit="ug/m3"))
    publish(make_extraction())
    assert "ug/m3" not in {row["unit"] for row in read_table(store, "units")}


def test_unit_that_leaves_the_registry_in_use_becomes_composed(store, publish):
    publish(make_extraction(year=2024))
    publish(reference=ReferenceTables(indicators=INDICATORS, units=UNITS[:1]))
    assert {row["unit"]: row["dimension"] for row in read_table(store, "units")} == {
        "%": "ratio",
        "人": "composed",
    }


def test_entity_is_merged_from_carried_and_new_reports(store, publish):
    publish(make_extraction(company="晨光机械"))
    other = make_extraction("310115", "乙区", company="晨光机械")
    forms = tuple(
        form.model_copy(update={"aliases": "晨光"}) if form.label == "COMPANY" else form
        for form in other.entities
    )
    publish(other.model_copy(update={"entities": forms}))
    aliases = {row["name"]: row["aliases"] for row in read_table(store, "entities")}
    assert aliases["晨光机械"] == "晨光"


def test_entity_goes_with_its_last_report(store, publish):
    extraction = make_extraction()
    publish(extraction, make_extraction("310115", "乙区"))
    publish(quarantined=[make_quarantined(sha256=extraction.report.sha256)])
    assert "甲区" not in {row["name"] for row in read_table(store, "entities")}


def test_registry_that_loses_a_series_in_use_is_refused(store, publish):
    publish(make_extraction(year=2024))
    with pytest.raises(ReleaseRefused, match="no longer in indicators"):
        publish(
            quarantined=[make_quarantined()],
            reference=ReferenceTables(indicators=INDICATORS[1:], units=UNITS),
        )


def test_registry_with_a_foreign_column_is_named(publish):
    with pytest.raises(KnowledgeBaseError, match="indicators.*colour"):
        publish(reference=ReferenceTables(indicators=[INDICATORS[0] | {"colour": "red"}], units=UNITS))


def test_date_that_is_none_is_named_with_its_report(publish):
    with pytest.raises(KnowledgeBaseError, match="310114-2025-gwr.*2024-13"):
        publish(break_observation(period_start="2024-13"))
