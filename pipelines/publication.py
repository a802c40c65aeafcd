"""From the spool to a release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docstruct.errors import ReleaseRefused
from docstruct.kb.checks import Violation
from docstruct.kb.ledger import InputRecord, Ledger
from docstruct.kb.releases import PublishResult, Store
from docstruct.readers import readable
from docstruct.records import Extraction, Quarantined
from docstruct.reference import reference_tables
from pipelines.plan import PASSING, Plan
from pipelines.spool import Spool
from pipelines.summary import RunSummary

#: Verdicts on the machine or on our code rather than on the document: what the base has of it stays.
_NOT_THE_DOCUMENT = PASSING | {"failed", "refused"}


def publish_outcomes(plan: Plan, spool: Spool, store: Store) -> RunSummary:
    """Publish what a run extracted.

    A report whose rows break the schema is quarantined, and its neighbours are published without it.

    Raises
    ------
    ReleaseRefused
        The candidate is broken in a way that no single report of the run accounts for.
    """
    outcomes = [spool.read(job) for job in plan.jobs]
    extractions = [outcome.extraction for outcome in outcomes if outcome.extraction]
    quarantined = [outcome.quarantined for outcome in outcomes if outcome.quarantined]
    try:
        result = _publish(extractions, quarantined, plan, store)
    except ReleaseRefused as refusal:
        refused = _blame(refusal, extractions)
        if not refused:
            raise
        quarantined += refused.values()
        extractions = [e for e in extractions if e.report.report_id not in refused]
        result = _publish(extractions, quarantined, plan, store)
    used = [e for e in extractions if result.inputs[e.report.sha256].status == "published"]
    return RunSummary(
        reports=tuple(e.report.report_id for e in used),
        observations=sum(len(e.observations) for e in used),
        known=plan.known,
        repeated=tuple(readable(path.name) for path in plan.repeated),
        superseded=_find_superseded(result.inputs),
        quarantined=tuple(quarantined),
        extraction_seconds=sum(outcome.seconds for outcome in outcomes),
        release_id=result.release_id,
        release_path=str(result.path),
        changed=result.changed,
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


def _publish(
    extractions: Sequence[Extraction], quarantined: Sequence[Quarantined], plan: Plan, store: Store
) -> PublishResult:
    digests = [q.sha256 for q in quarantined if q.sha256]
    published = Ledger(store.current()).holdings.find_holders(digests)
    verdicts = [q for q in quarantined if q.code not in _NOT_THE_DOCUMENT or q.sha256 not in published]
    return store.publish(
        extractions, quarantined=verdicts, fingerprint=plan.fingerprint, reference=reference_tables()
    )


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
