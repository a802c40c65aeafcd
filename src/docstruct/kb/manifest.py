"""What a release says of itself: its parts, its parent, what it was made with."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from docstruct.errors import KnowledgeBaseError
from docstruct.records import Record

MANIFEST = "manifest.json"


class Part(Record):
    """One Parquet file of a release; ``path`` is relative to the release, ``partition`` is the report year."""

    table: str
    partition: str
    path: str
    sha256: str
    rows: int
    size: int


class Manifest(Record):
    """The content of ``manifest.json``.

    ``inputs`` stands only in releases from before the table ``inputs``, one record a document.
    """

    release_id: str
    parent: str | None = None
    created_at: str
    fingerprint: str
    log_head: str
    schema_digest: str
    parts: tuple[Part, ...]
    inputs: tuple[dict[str, Any], ...] = Field(default=(), repr=False)

    def to_json(self) -> bytes:
        """Return the content of ``manifest.json``."""
        return self.model_dump_json(indent=1, exclude_none=True, exclude_defaults=True).encode()

    def parts_of(self, table: str) -> list[Part]:
        """Return the parts of a table."""
        return [part for part in self.parts if part.table == table]


def digest_release(
    *,
    fingerprint: str,
    log_head: str,
    schema_digest: str,
    parts: tuple[Part, ...],
) -> str:
    """Return the release id: a digest of the content, so that equal content has an equal id wherever it was built."""
    digest = hashlib.sha256("\0".join([fingerprint, log_head, schema_digest]).encode())
    for part in parts:
        digest.update(f"\1{part.path}\0{part.sha256}".encode())
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
