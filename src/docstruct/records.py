"""Frozen records that travel between the rooms. Offsets are code points into ``Report.text``, half-open."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

ReportType = Literal["government_work_report", "plan_execution", "budget", "statistical_communique", "other"]
RegionLevel = Literal["nation", "province", "city", "county", "town", "village"]
Role = Literal["review", "plan", "problems", "preamble", "closing", "appendix"]
Kind = Literal["level", "growth", "delta", "share", "gap", "rank", "spec"]
Basis = Literal["yoy", "pop", "cagr", "span"]
PriceBasis = Literal["real", "nominal"]
Bound = Literal["eq", "approx", "ge", "gt", "le", "lt"]
Status = Literal["actual", "estimate", "target"]
EntityLabel = Literal["DISTRICT", "ZONE", "PROJECT", "COMPANY", "ORG"]
ReviewStatus = Literal["machine", "confirmed", "corrected", "added", "disputed"]
Severity = Literal["error", "warning", "info"]
EventOutcome = Literal["applied", "agreed", "disputed", "overruled", "orphaned"]


class Record(BaseModel):
    """Base of all records: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceSpan(Record):
    """A stretch of a report's canonical text, with the words it must hold."""

    char_start: int
    char_end: int
    text: str


class RawDocument(Record):
    """What a reader gives: text as found, and where it came from.

    ``text`` has one paragraph a line. ``sha256`` is of the original bytes.
    """

    text: str
    source_name: str
    source_uri: str
    sha256: str
    media_type: str


class Section(Record):
    """A node of the section tree; ``char_start`` is the start of its heading (or first paragraph)."""

    section_id: str
    parent_id: str | None
    ordinal: int
    level: int
    heading: str
    role: Role
    char_start: int
    char_end: int


class Report(Record):
    """A parsed report: identity, canonical text, section tree and sentence boundaries.

    Periods use the codes of ``time_period``: ``2024``, ``2024-H1``, ``2024-Q3``, ``2024-01``, ``2021/2025``.
    ``time_period`` is what the report looks back on, ``plan_period`` what it plans.
    ``sentences`` are (start, end) pairs over ``text``.
    """

    report_id: str
    title: str
    report_type: ReportType
    issuer: str
    ref_area: str | None
    ref_area_name: str
    level: RegionLevel | None
    year: int
    time_period: str
    plan_period: str
    period_start: str
    period_end: str
    presented_on: str | None
    text: str
    sections: tuple[Section, ...]
    sentences: tuple[tuple[int, int], ...]
    source_name: str
    source_uri: str
    sha256: str
    media_type: str


class Observation(Record):
    """One fact: a quantity, what it measures, and what makes it comparable.

    Field meanings are those of the observations table in ``docs``; offsets are those of the quantity.
    """

    obs_id: str
    report_id: str
    section_id: str | None
    ref_area: str | None
    ref_area_name: str
    indicator_id: str | None
    indicator_text: str
    predicate: str | None
    kind: Kind
    basis: Basis | None
    price_basis: PriceBasis | None
    base_text: str | None
    quantity_text: str
    value: float | None
    value_high: float | None
    unit_text: str
    unit: str | None
    std_value: float | None
    std_unit: str | None
    bound: Bound
    status: Status
    commitment: str | None
    time_period: str
    freq: str | None
    period_start: str | None
    period_end: str | None
    subject_entity_id: str | None
    char_start: int
    char_end: int
    indicator_start: int | None
    indicator_end: int | None
    evidence: str
    confidence: float
    method: str
    review_status: ReviewStatus = "machine"
    correction_id: str | None = None


class Mention(Record):
    """A named entity in place."""

    mention_id: str
    report_id: str
    section_id: str | None
    entity_id: str | None
    label: EntityLabel
    text: str
    char_start: int
    char_end: int
    confidence: float
    method: str
    review_status: ReviewStatus = "machine"
    correction_id: str | None = None


class Entity(Record):
    """One thing across mentions and reports. ``aliases`` are joined by ``|``.

    ``level`` is that of a place. Where several divisions carry the name and nothing decides, ``adcode`` is None and
    ``candidates`` holds their codes, joined by ``|``, nearest to the report's place first.
    """

    entity_id: str
    label: EntityLabel
    name: str
    aliases: str
    adcode: str | None = None
    candidates: str | None = None
    level: RegionLevel | None = None
    parent_adcode: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None


class Finding(Record):
    """What a consistency check found; a row of the issues table."""

    report_id: str
    obs_id: str | None
    check: str
    message: str
    severity: Severity


class Correction(Record):
    """What an event of the correction log did to one cell; a row of the corrections table.

    ``row_id`` is the key of a row of ``table_name``. Values are text: ``machine_value`` is what the machine gives,
    ``published_value`` what the release holds. The field ``exists`` stands for the whole row, as JSON. An event that
    changed no cell has one row, too; an orphaned one points at no row.
    """

    correction_id: str
    report_id: str
    table_name: str
    row_id: str | None
    field: str | None
    machine_value: str | None
    published_value: str | None
    op: str
    outcome: EventOutcome
    actor: str
    reason: str
    decided_at: str
    note: str | None = None


class Extraction(Record):
    """Everything that one report yields. ``corrections`` say what people changed of what the machine gave."""

    report: Report
    observations: tuple[Observation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    findings: tuple[Finding, ...] = ()
    corrections: tuple[Correction, ...] = ()


class Quarantined(Record):
    """A document that did not become a report, and what a person can do about it.

    ``sha256`` is of the original bytes, null where they could not be read.
    """

    source_name: str
    source_uri: str
    sha256: str | None
    code: str
    reason: str
    action: str
