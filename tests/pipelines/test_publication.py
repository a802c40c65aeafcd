"""From planned documents and spooled outcomes to a release and its summary."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from docstruct.errors import ReleaseRefused
from docstruct.kb.releases import Store
from docstruct.records import Extraction, Quarantined
from docstruct.reference import reference_tables
from docstruct.settings import Settings
from kb.builders import make_extraction, make_quarantined
from pipelines.plan import Plan, plan_run
from pipelines.publication import publish_outcomes, publish_portion, summarise_known
from pipelines.spool import Job, Outcome, Spool
from pipelines.summary import RunSummary


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kb")


@pytest.fixture
def publish(store: Store, tmp_path: Path):
    """Publish extractions and quarantined documents as one run; returns its summary."""

    def call(*outcomes: Extraction | Quarantined, version: str = "v1") -> RunSummary:
        spool = Spool(tmp_path / "spool", version)
        jobs = []
        for number, outcome in enumerate(outcomes):
            is_report = isinstance(outcome, Extraction)
            sha256 = outcome.report.sha256 if is_report else outcome.sha256
            job = Job(path=Path(f"{number}.txt"), sha256=sha256)
            spool.write(job, Outcome(extraction=outcome) if is_report else Outcome(quarantined=outcome))
            jobs.append(job)
        plan = Plan(fingerprint=version, jobs=tuple(jobs), known=(), repeated=())
        return publish_outcomes(plan, spool, store, size=len(jobs))

    return call


def crash_of(extraction: Extraction, code: str) -> Quarantined:
    return make_quarantined("x.docx", extraction.report.sha256).model_copy(update={"code": code})


def published(store: Store) -> set[str | None]:
    return {record.report_id for record in store.known_inputs().values() if record.status == "published"}


def test_summary_counts_reports_and_observations(publish):
    summary = publish(make_extraction(), make_quarantined())
    assert (summary.reports, summary.observations) == (("310114-2025-gwr",), 3)
    assert [q.source_name for q in summary.quarantined] == ["空白.docx"]
    assert summary.changed


def test_two_files_of_one_report_are_one_report_and_said(publish):
    summary = publish(make_extraction(media_type="application/pdf"), make_extraction())
    assert len(summary.reports) == 1
    assert len(summary.superseded) == 1
    assert any("is the same report as" in line for line in summary.lines())


def test_revised_report_replaces_the_former_and_says_so(publish, store):
    publish(make_extraction(growth="5.2"))
    summary = publish(make_extraction(growth="5.3"))
    assert len(summary.superseded) == 1
    assert published(store) == {"310114-2025-gwr"}


def test_report_that_breaks_the_schema_is_quarantined_and_neighbours_published(publish, store):
    good, bad = make_extraction(), make_extraction(area="310115")
    foreign = bad.observations[0].model_copy(update={"indicator_id": "no_such_series"})
    summary = publish(good, bad.model_copy(update={"observations": (foreign, *bad.observations[1:])}))
    assert published(store) == {"310114-2025-gwr"}
    assert [(q.code, q.source_name) for q in summary.quarantined] == [("refused", bad.report.source_name)]


def test_refusal_that_no_report_accounts_for_is_raised(publish, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise ReleaseRefused([])

    monkeypatch.setattr(Store, "publish", refuse)
    with pytest.raises(ReleaseRefused):
        publish(make_extraction())


@pytest.mark.parametrize("code", ["crashed", "timed_out", "out_of_memory", "failed"])
def test_failure_of_ours_does_not_remove_a_published_report(publish, store, code):
    report = make_extraction()
    publish(report)
    publish(crash_of(report, code), version="v2")
    assert published(store) == {"310114-2025-gwr"}


def test_verdict_on_the_document_removes_it(publish, store):
    report = make_extraction()
    publish(report)
    publish(crash_of(report, "not_a_report"), version="v2")
    assert published(store) == set()


@pytest.fixture
def plan(store: Store, monkeypatch):
    """Plan a run over a folder with version ``v1`` of the pipeline."""
    monkeypatch.setattr("pipelines.plan.fingerprint", lambda _: "v1")
    return lambda folder: plan_run([folder], store, Settings())


@pytest.mark.parametrize(("code", "again"), [("empty", False), ("failed", False), ("crashed", True)])
def test_known_bytes_are_skipped_unless_the_verdict_may_pass(plan, store, publish, tmp_path, code, again):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"a")
    digest = hashlib.sha256(b"a").hexdigest()
    publish(make_quarantined("a.txt", digest).model_copy(update={"code": code}))
    assert [job.sha256 for job in plan(folder).jobs] == ([digest] if again else [])


def test_another_version_of_the_pipeline_extracts_anew(plan, publish, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"a")
    publish(make_quarantined("a.txt", hashlib.sha256(b"a").hexdigest()), version="v0")
    assert [job.path.name for job in plan(folder).jobs] == ["a.txt"]


def test_same_bytes_are_extracted_once(plan, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_bytes(b"same")
    found = plan(folder)
    assert [job.path.name for job in found.jobs] == ["a.txt"]
    assert [path.name for path in found.repeated] == ["b.txt"]


def test_pipe_is_left_to_the_reader_without_waiting(plan, tmp_path):
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert [(job.path, job.sha256) for job in plan(pipe).jobs] == [(pipe, None)]


def test_nothing_new_is_said(plan, store, publish, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"a")
    release = publish(make_quarantined("a.txt", hashlib.sha256(b"a").hexdigest())).release_id
    lines = summarise_known(plan(folder), store).lines()
    assert "1 document skipped as already known, 1 of them quarantined earlier" in lines
    assert f"release {release} (unchanged: nothing was new)" in lines


# --- portions -----------------------------------------------------------------------------------------------

FORMER = (
    make_extraction(),
    make_extraction(area="310115", place="乙区"),
    make_extraction(year=2024, growth="4.9"),
)
#: The docx and the pdf of one report, a revised one, a new one, one that is no report, one from another year.
NEWS = (
    make_extraction(growth="5.3"),
    make_extraction(year=2023, growth="4.4"),
    make_quarantined(),
    make_extraction(area="310115", place="乙区", growth="6.1", company="东风机械"),
    make_extraction(growth="5.4", media_type="application/pdf"),
    make_extraction(year=2024, growth="4.8"),
)


@pytest.fixture
def take_in(tmp_path: Path, monkeypatch):
    """Publish the former reports with one version and the news with another; returns the content of the base."""
    registry = reference_tables()

    def call(name: str, size: int, *, breaks_after: int | None = None) -> dict[str, bytes]:
        store = Store(tmp_path / name)
        published = 0

        def publish(jobs, fingerprint, spool, store, *, more):
            nonlocal published
            if published == breaks_after:
                raise OSError("no space left")
            published += 1
            return publish_portion(jobs, fingerprint, spool, store, more=more)

        def run(documents, version, reference, **how) -> None:
            monkeypatch.setattr("pipelines.publication.reference_tables", lambda: reference)
            spool = Spool(tmp_path / f"{name}.spool", version)
            known = store.known_inputs(version)
            jobs = []
            for document in documents:
                is_report = isinstance(document, Extraction)
                sha256 = document.report.sha256 if is_report else document.sha256
                if sha256 not in known:
                    jobs.append(Job(path=Path(f"{sha256}.txt"), sha256=sha256))
                    outcome = Outcome(extraction=document) if is_report else Outcome(quarantined=document)
                    spool.write(jobs[-1], outcome)
            plan = Plan(fingerprint=version, jobs=tuple(jobs), known=(), repeated=())
            publish_outcomes(plan, spool, store, **how)

        retired = {**registry.indicators[0], "indicator_id": "retired", "headline": True}
        run(
            [use_series(report, "retired") for report in FORMER],
            "v1",
            replace(registry, indicators=(*registry.indicators, retired)),
            size=9,
        )
        if breaks_after is not None:
            with pytest.raises(OSError, match="space"):
                run(NEWS, "v2", registry, size=size, publish=publish)
        run(NEWS, "v2", registry, size=size)
        release = store.current()
        assert release is not None
        return {"": release.release_id.encode()} | {
            str(file.relative_to(release.path)): file.read_bytes() for file in release.path.rglob("*.parquet")
        }

    return call


def use_series(extraction: Extraction, indicator_id: str) -> Extraction:
    first, *others = extraction.observations
    return extraction.model_copy(
        update={"observations": (first.model_copy(update={"indicator_id": indicator_id}), *others)}
    )


@pytest.mark.parametrize("size", [1, 2, 3])
def test_portions_end_in_the_release_of_one_publication(take_in, size):
    # The series that the new version no longer has is still in use between the portions.
    assert take_in("portions", size) == take_in("whole", 99)


@pytest.mark.parametrize("breaks_after", [0, 1, 2])
def test_publication_that_breaks_off_between_portions_is_resumed(take_in, breaks_after):
    assert take_in("portions", 1, breaks_after=breaks_after) == take_in("whole", 99)


def test_spool_is_empty_after_publication(publish, tmp_path):
    publish(make_extraction(), make_quarantined())
    assert not list((tmp_path / "spool").rglob("*.outcome"))
