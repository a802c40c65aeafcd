"""What a release says of itself: its parts, its inputs, its parent."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from docstruct.errors import KnowledgeBaseError
from docstruct.records import Record

MANIFEST = "manifest.json"

InputStatus = Literal["published", "superseded", "quarantined"]


class Part(Record):
    """One Parquet file of a release; ``path`` is relative to the release, ``partition`` is the report year."""

    table: str
    partition: str
    path: str
    sha256: str
    rows: int
    size: int


class InputRecord(Record):
    """A document that was offered, and what became of it.

    ``published``: the report stands in the release. ``superseded``: another file of the same report is used.
    ``quarantined``: ``code``, ``reason`` and ``action`` say why and what to do. ``year`` is that of the report.
    ``first_ingested_at`` is wall-clock time (ISO, UTC) and no part of the release's identity.
    """

    sha256: str | None = None
    source_name: str
    source_uri: str
    status: InputStatus
    fingerprint: str
    report_id: str | None = None
    year: int | None = None
    code: str | None = None
    reason: str | None = None
    action: str | None = None
    first_ingested_at: str

    @property
    def key(self) -> str:
        """What tells inputs apart: the bytes, or the address where they could not be read."""
        return self.sha256 or self.source_uri

    def identity(self) -> str:
        """Everything but the time: what the release id depends on."""
        words = (self.sha256, self.source_name, self.source_uri, self.status, self.fingerprint, self.report_id,
                 self.year, self.code, self.reason, self.action)  # fmt: skip
        return repr(words)


class Manifest(Record):
    """The content of ``manifest.json``."""

    release_id: str
    parent: str | None = None
    created_at: str
    fingerprint: str
    log_head: str
    schema_digest: str
    parts: tuple[Part, ...]
    inputs: tuple[InputRecord, ...]

    def to_json(self) -> bytes:
        """Return the content of ``manifest.json``."""
        return self.model_dump_json(indent=1, exclude_none=True).encode()

    def parts_of(self, table: str) -> list[Part]:
        """Return the parts of a table."""
        return [part for part in self.parts if part.table == table]


def digest_release(
    *,
    fingerprint: str,
    log_head: str,
    schema_digest: str,
    parts: tuple[Part, ...],
    inputs: tuple[InputRecord, ...],
) -> str:
    """Return the release id: a digest of the content, so that equal content has an equal id wherever it was built."""
    digest = hashlib.sha256("\0".join([fingerprint, log_head, schema_digest]).encode())
    for part in parts:
        digest.update(f"\1{part.path}\0{part.sha256}".encode())
    for record in inputs:
        digest.update(f"\2{record.identity()}".encode())
    return digest.hexdigest()[:16]


def read_manifest(release: Path) -> Manifest:
    """Read the manifest of a release.

    Raises
    ------
    KnowledgeBaseError
        There is none, or it does not read.
    """
    path = release / MANIFEST
    if not path.is_file():
        raise KnowledgeBaseError(f"{release} is not a release of a knowledge base: it has no {MANIFEST}.")
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise KnowledgeBaseError(
            f"{path} is damaged ({error.error_count()} errors). Point the base at another release of the same folder."
        ) from error
