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
    it unpacks to, ``max_chars`` the text, ``max_line_chars`` one line of it, ``max_pages`` a pdf.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_unpacked_bytes: int = 256 * 1024 * 1024
    max_unpacked_ratio: int = 200
    max_chars: int = 2_000_000
    max_line_chars: int = 200_000
    max_pages: int = 2_000


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

    ``model`` is ``"none"``, ``"hanlp:<identifier or folder>"``.
    """

    model: str = "none"


class RunSettings(_Group):
    """How the flow cuts its work, and what one document may cost.

    ``runner`` is where batches run; ``cluster`` the address of a Dask or Ray cluster, else a local one is started.
    ``report_seconds`` bounds one document from reading to records, ``worker_bytes`` the memory of the worker it is
    in; past them the document is quarantined.
    """

    runner: Literal["local", "dask", "ray"] = "local"
    cluster: str | None = None
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1)
    batch_size: int = 64
    report_seconds: float = 120.0
    worker_bytes: int = 3 * 1024**3


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

    Rows a row group: large enough to compress; in parts of linked observations, which are sorted by indicator,
    small enough that a reader of one indicator skips most of a part.
    """

    row_group_rows: int = 16_384
    linked_group_rows: int = 1_024
    compression: str = "zstd"
    compression_level: int = 3
    lock_seconds: float = 600.0


class Settings(BaseSettings):
    """All settings of docstruct."""

    model_config = SettingsConfigDict(env_prefix="DOCSTRUCT_", env_nested_delimiter="__", frozen=True)

    reader: ReaderSettings = ReaderSettings()
    structure: StructureSettings = StructureSettings()
    tagger: TaggerSettings = TaggerSettings()
    run: RunSettings = RunSettings()
    fetch: FetchSettings = FetchSettings()
    kb: KbSettings = KbSettings()
