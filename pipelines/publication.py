"""From the spool to releases, and what a run says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from docstruct.errors import ReleaseRefused
from docstruct.kb.checks import Violation
from docstruct.kb.ledger import InputRecord, Ledger
from docstruct.kb.parts import fit_schema, read_part
from docstruct.kb.release import Release
from docstruct.kb.releases import Store
from docstruct.kb.rows import ReferenceTables
from docstruct.kb.tables import TABLES
from docstruct.lexicon.indicators import DERIVED_PREFIX
from docstruct.readers import readable
from docstruct.records import Extraction, Quarantined, Record
from docstruct.reference import reference_tables
from pipelines.plan import PASSING, Plan
from pipelines.portions import Outcomes, cut_portions
from pipelines.spool import Job, Spool
from pipelines.summary import RunSummary

#: Verdicts on the machine or on our code rather than on the document: what the base has of it stays.
_NOT_THE_DOCUMENT = PASSING | {"failed", "refused"}


class Published(Record):
    """What a portion became: the release, whether it is a new one, and reports that its checks refused.

    ``inputs`` are the records of its documents and of those that they replace, by key.
    """

    release_id: str
    changed: bool
    inputs: dict[str, InputRecord]
    refused: dict[str, Quarantined]


class Publisher(Protocol):
    """Publishes a portion: `publish_portion`, or a task that calls it."""

    def __call__(
        self, jobs: Sequence[Job], fingerprint: str, spool: Spool, store: Store, *, more: bool
    ) -> Published:
        """Publish what a run extracted of some documents; ``more`` when other portions follow."""
        ...


def publish_outcomes(
    plan: Plan, spool: Spool, store: Store, *, size: int, publish: Publisher | None = None
) -> RunSummary:
    """Publish what a run extracted, in portions, and clear the spool of it.

    Memory is bounded by the portion and by the reports of one year, not by the run. Every portion is a release; the
    last one is that of one publication of everything, also when the run is cut short and resumed in between.

    Parameters
    ----------
    size : int
        Documents a portion.
    publish : Publisher, optional
        `publish_portion` unless given.

    Raises
    ------
    ReleaseRefused
        The candidate is broken in a way that no single report of the portion accounts for.
    """
    outcomes = [(job, spool.look(job)) for job in plan.jobs]
    holders = Ledger(store.current()).holdings.find_holders(job.sha256 for job in plan.jobs if job.sha256)
    portions = cut_portions(outcomes, holders, size)
    published = []
    for number, jobs in enumerate(portions, 1):
        more = number < len(portions)
        published.append((publish or publish_portion)(jobs, plan.fingerprint, spool, store, more=more))
        spool.clear(jobs)
    return _summarise(plan, outcomes, published, store)


def publish_portion(
    jobs: Sequence[Job], fingerprint: str, spool: Spool, store: Store, *, more: bool
) -> Published:
    """Publish what a run extracted of some documents.

    A report whose rows break the schema is quarantined, and its neighbours are published without it.

    Parameters
    ----------
    more : bool
        Whether other portions follow. Reports in them may still need entries that the registries no longer have.

    Raises
    ------
    ReleaseRefused
        The candidate is broken in a way that no single report of the portion accounts for.
    """
    current = store.current()
    reference = reference_tables()
    if more and current:
        reference = _keep_former(reference, current)
    outcomes = [spool.read(job) for job in jobs]
    extractions = [outcome.extraction for outcome in outcomes if outcome.extraction]
    held = Ledger(current).holdings.find_holders(job.sha256 for job in jobs if job.sha256)
    verdicts = [outcome.quarantined for outcome in outcomes if outcome.quarantined]
    refused: dict[str, Quarantined] = {}

    def publish() -> Published:
        quarantined = [
            q
            for q in (*verdicts, *refused.values())
            if q.code not in _NOT_THE_DOCUMENT or q.sha256 not in held
        ]
        good = [e for e in extractions if e.report.report_id not in refused]
        done = store.publish(good, quarantined=quarantined, fingerprint=fingerprint, reference=reference)
        return Published(
            release_id=done.release_id, changed=done.changed, inputs=dict(done.inputs), refused=refused
        )

    try:
        return publish()
    except ReleaseRefused as refusal:
        refused |= _blame(refusal, extractions)
        if not refused:
            raise
        return publish()


def _summarise(plan: Plan, outcomes: Outcomes, published: Sequence[Published], store: Store) -> RunSummary:
    inputs = {key: record for portion in published for key, record in portion.inputs.items()}
    refused = {report_id: q for portion in published for report_id, q in portion.refused.items()}
    used = [
        (finished.report_id, finished.observations)
        for job, finished in outcomes
        if finished.report_id is not None
        and finished.report_id not in refused
        and job.sha256 in inputs
        and inputs[job.sha256].status == "published"
    ]
    return summarise_known(plan, store).model_copy(
        update={
            "reports": tuple(report_id for report_id, _ in used),
            "observations": sum(observations for _, observations in used),
            "superseded": _find_superseded(inputs),
            "quarantined": (*(f.quarantined for _, f in outcomes if f.quarantined), *refused.values()),
            "extraction_seconds": sum(finished.seconds for _, finished in outcomes),
            "changed": any(portion.changed for portion in published),
        }
    )


def summarise_known(plan: Plan, store: Store) -> RunSummary:
    """Return the summary of a run that had nothing to do."""
    release = store.current()
    return RunSummary(
        known=plan.known,
        repeated=tuple(readable(path.name) for path in plan.repeated),
        release_id=release.release_id if release else None,
        release_path=str(release.path) if release else None,
    )


def _keep_former(reference: ReferenceTables, current: Release) -> ReferenceTables:
    """Add entries of the current registries that the new ones lack, other than those that reports bring themselves."""
    return replace(
        reference,
        **{
            name: (
                *rows,
                *_list_lacking(name, [str(row[TABLES[name].primary_key[0]]) for row in rows], current),
            )
            for name, rows in (
                ("indicators", reference.indicators),
                ("units", reference.units),
                ("regions", reference.regions),
            )
        },
    )


def _list_lacking(name: str, known: Sequence[str], current: Release) -> list[dict[str, object]]:
    table = TABLES[name]
    rows = pa.concat_tables(
        fit_schema(read_part(current.path, part), table) for part in current.manifest.parts_of(name)
    )
    lacking = pc.invert(pc.is_in(rows.column(table.primary_key[0]), value_set=pa.array(known, pa.string())))
    found: list[dict[str, object]] = rows.filter(lacking).to_pylist()
    return [
        row
        for row in found
        if row.get("dimension") != "composed" and not str(row.get("indicator_id")).startswith(DERIVED_PREFIX)
    ]


def _blame(refusal: ReleaseRefused, extractions: Sequence[Extraction]) -> dict[str, Quarantined]:
    reports = {e.report.report_id: e.report for e in extractions}
    reasons: dict[str, list[str]] = {}
    for violation in refusal.violations:
        if isinstance(violation, Violation) and violation.report_id in reports:
            reasons.setdefault(violation.report_id, []).append(str(violation))
    return {
        report_id: Quarantined(
            source_name=reports[report_id].source_name,
            source_uri=reports[report_id].source_uri,
            sha256=reports[report_id].sha256,
            code="refused",
            reason=f"its rows break the schema in {len(found)} places, first: {found[0]}",
            action="This is a defect of docstruct. Please report it with the file.",
        )
        for report_id, found in reasons.items()
    }


def _find_superseded(inputs: Mapping[str, InputRecord]) -> tuple[tuple[str, str], ...]:
    users = {record.report_id: record for record in inputs.values() if record.status == "published"}
    return tuple(
        (record.source_name, users[record.report_id].source_name)
        for record in inputs.values()
        if record.status == "superseded" and record.report_id in users
    )
