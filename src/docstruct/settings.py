"""Typed settings: every default lives here and nowhere else. Environment variables ``DOCSTRUCT_<NAME>`` override.

Nested settings use a double underscore: ``DOCSTRUCT_READER__MAX_BYTES=1000``.
"""

from __future__ import annotations

import os
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReaderSettings(_Group):
    """Limits on one document; beyond them it is quarantined.

    ``max_bytes`` bounds the file, ``max_unpacked_bytes`` and ``max_unpacked_ratio`` what a docx (a zip archive) says
    it unpacks to, ``max_chars`` the text, ``max_line_chars`` one line of it, ``max_pages`` a pdf. ``max_numerals``
    bounds the figures of a text, by the runs of digits and numeral characters in it: each costs a worker up to 90 kB.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_unpacked_bytes: int = 256 * 1024 * 1024
    max_unpacked_ratio: int = 200
    max_chars: int = 2_000_000
    max_line_chars: int = 200_000
    max_pages: int = 2_000
    max_numerals: int = 30_000


class StructureSettings(_Group):
    """How canonical text, sections and sentences are made.

    ``page_furniture`` is ``"keep"`` (breadcrumbs, counters and share bars stay in the text as evidence, outside
    of every sentence) or ``"drop"``. ``longest_quote`` bounds how far a quote or bracket holds a sentence together.
    """

    page_furniture: Literal["keep", "drop"] = "keep"
    min_chars: int = 200
    max_lines: int = 50_000
    longest_quote: int = 400


class TaggerSettings(_Group):
    """Which entity tagger runs after gazetteer and patterns.

    ``model`` is ``"none"``, or ``"hanlp:<identifier or folder>"``; a relative folder counts from the working
    directory, else from the root of the checkout.
    """

    model: str = "hanlp:models/entities"


class TrainingSettings(_Group):
    """How the tagger is trained: sizes and steps of HanLP's ``RNNNamedEntityRecognizer``.

    Passages also train in ``copies`` with other names in them. ``unknown_share`` of all characters are hidden in
    training, so that the words around them learn to speak.
    HanLP reports progress on the last ``watched`` clauses.
    """

    embed: int = 100
    rnn_hidden: int = 128
    drop: float = 0.5
    lr: float = 3e-3
    batch_size: int = 32
    epochs: int = 10
    copies: int = 1
    seed: int = 1
    unknown_share: float = 0.02
    watched: int = 200


class RunSettings(_Group):
    """How the flow cuts its work, and what one document may cost.

    ``runner`` is where batches run; ``cluster`` the address of a Dask or Ray cluster, else a local one is started.
    ``report_seconds`` bounds one document from reading to records, ``worker_bytes`` the memory of the worker it is
    in; past them the document is quarantined. ``publish_size`` documents are published at once, which bounds the
    memory of the flow. ``quiet_seconds`` without a change make a burst of arrivals one event.
    """

    runner: Literal["local", "dask", "ray"] = "local"
    cluster: str | None = None
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1)
    batch_size: int = 64
    publish_size: int = 100
    report_seconds: float = 120.0
    worker_bytes: int = 3 * 1024**3
    quiet_seconds: float = 2.0


class FetchSettings(_Group):
    """How politely sources are asked, and what an answer may cost.

    ``host_seconds`` is the pause between two requests to one host, ``timeout_seconds`` the longest silence,
    ``total_seconds`` the time for one document. ``private_hosts`` may have addresses that are not public.
    """

    user_agent: str = "docstruct (reads published government reports)"
    host_seconds: float = 2.0
    timeout_seconds: float = 30.0
    total_seconds: float = 300.0
    redirects: int = 5
    attempts: int = 4
    backoff_seconds: float = 2.0
    longest_wait_seconds: float = 60.0
    private_hosts: frozenset[str] = frozenset()


class KbSettings(_Group):
    """How parts are written and how long a publisher waits for another.

    Rows a row group: large enough to compress; in parts of headline series, which are sorted
    by indicator, small enough that a reader of one indicator skips most of a part. Those are read most and are a
    tenth of a base, so they are compressed by what unpacks fastest. ``about_points`` is what 左右
    allows, in percentage points; a target is missed closely by ``close_points``, or by ``close_share`` of a target
    that is no percentage. Garbage collection keeps the newest ``keep_releases``, and all of the last ``keep_days``.
    """

    row_group_rows: int = 16_384
    headline_group_rows: int = 8_192
    headline_compression: str = "snappy"
    compression: str = "zstd"
    compression_level: int = 3
    lock_seconds: float = 600.0
    about_points: float = 0.2
    close_points: float = 0.5
    close_share: float = 0.02
    keep_releases: int = 10
    keep_days: float = 7.0


class ConsistencySettings(_Group):
    """When a figure contradicts another one or itself; limits of single series stand in ``consistency/rules.toml``.

    ``approximate_spread`` is how far a figure said to be about (约, 近, 左右) may be off, ``written_out_spread`` one
    in words (三成, 八百万). ``identity_slack`` is what rounding and differing scopes of two statements may explain,
    ``list_slack`` (points) what rounding adds to parts of 100.

    ``price_fall`` and ``price_rise`` bound the yearly deflator between a real growth and two levels: since 1979 it
    lay between -1.3 % (1999) and 20.6 % (1994; China Statistical Yearbook). ``restated`` is how far the former
    level may have been revised since: the census of 2013 moved the national product by 3.4 %, that of 2018 by
    2.1 %, that of 2023 by 2.7 %, single provinces by several times that; beyond it two statements of one outcome
    are no revision.

    ``slip_ratio`` lies between the fastest true changes from year to year and a slip by a power of ten;
    ``slip_years`` is how far years may lie apart to be compared so.

    ``visit_low`` and ``visit_high`` bound what a visitor spends (yuan a visit). Trips within China cost 1,024 yuan
    each in 2024 (5.75 trillion yuan, 5.615 billion trips; Ministry of Culture and Tourism), purchases in the
    offshore duty-free shops of Hainan 5,400 yuan a buyer (customs of Haikou); fairs and free festivals a few yuan.
    ``chain_chars`` is how far the two figures may stand apart.

    A figure reported as having happened is doubted while less than ``elapsed_share`` of its period has passed on
    the day of the report; a report without a date is taken to be presented ``presentation_days`` after the period
    it looks back on (people's congresses meet from January to March).
    """

    approximate_spread: float = 0.05
    written_out_spread: float = 0.05
    identity_slack: float = 0.03
    list_slack: float = 1.0
    price_fall: float = -0.05
    price_rise: float = 0.25
    restated: float = 0.10
    slip_ratio: float = 6.0
    slip_years: int = 5
    visit_low: float = 1.0
    visit_high: float = 50_000.0
    chain_chars: int = 40
    elapsed_share: float = 0.25
    presentation_days: int = 90


class AnchorSettings(_Group):
    """When a correction is taken to have found its place again in another text of the report.

    ``context_chars`` are kept on either side of the words. ``likeness`` (of 2: one for each side) is what the
    surroundings must reach, ``lead`` by how much they must be more alike than those of any other place.
    ``candidates`` bounds the places that an orphan is shown with.
    """

    context_chars: int = 32
    likeness: float = 1.5
    lead: float = 0.1
    candidates: int = 5


class CorrectionSettings(_Group):
    """How the log waits for other writers, and how annotated documents are shared out.

    ``lock_seconds`` is the longest wait for another writer. ``test_share`` of all reports are test data for ever,
    by a hash of their id; ``double_share`` of a sample are read by two annotators who don't see each other's work.
    """

    anchor: AnchorSettings = AnchorSettings()
    lock_seconds: float = 60.0
    test_share: float = 0.2
    double_share: float = 0.2


class ReviewSettings(_Group):
    """The annotators' desk: where it listens, how long a session lasts, what comes first in the queue.

    After ``login_attempts`` wrong tokens within ``login_seconds`` nobody can try for the rest of that time. A body
    may have ``max_body_bytes``. The queue is sent in pieces of ``page_rows``; searches offer ``choices``; the
    preview of a rule lists ``preview_rows`` facts, and counts them all. Among facts without findings, doubt
    (1 - confidence) orders the queue: that of a headline series weighs ``headline_weight``, that of a figure that
    defines instead of measuring ``spec_weight``.
    """

    port: int = 8420
    session_hours: float = 12.0
    login_attempts: int = 5
    login_seconds: float = 60.0
    max_body_bytes: int = 256 * 1024
    page_rows: int = 100
    choices: int = 12
    preview_rows: int = 200
    feed_rows: int = 200
    headline_weight: float = 2.0
    spec_weight: float = 0.25


class Settings(BaseSettings):
    """All settings of docstruct."""

    model_config = SettingsConfigDict(env_prefix="DOCSTRUCT_", env_nested_delimiter="__", frozen=True)

    reader: ReaderSettings = ReaderSettings()
    structure: StructureSettings = StructureSettings()
    tagger: TaggerSettings = TaggerSettings()
    training: TrainingSettings = TrainingSettings()
    run: RunSettings = RunSettings()
    fetch: FetchSettings = FetchSettings()
    kb: KbSettings = KbSettings()
    consistency: ConsistencySettings = ConsistencySettings()
    corrections: CorrectionSettings = CorrectionSettings()
    review: ReviewSettings = ReviewSettings()
