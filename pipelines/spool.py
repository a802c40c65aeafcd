"""Outcomes on disk between extraction and publication, so that a run that was cut short resumes where it stopped."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from docstruct.records import Extraction, Quarantined, Record

#: A run of another version may still be under way; after a week it is not.
_STALE_SECONDS = 7 * 24 * 3600.0


class Job(Record):
    """A document to extract; ``sha256`` is of its bytes, null where they could not be read."""

    path: Path
    sha256: str | None


class Outcome(Record):
    """What became of one document: an extraction or the reason why there is none, and the time it took a worker."""

    extraction: Extraction | None = None
    quarantined: Quarantined | None = None
    seconds: float = 0.0


class Spool:
    """One file a document, named by the version that extracted it, its bytes and its place.

    Parameters
    ----------
    folder : Path
        Where the files lie; made at the first write.
    fingerprint : str
        Version of the pipeline; another version finds nothing here.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.root = folder
        self.folder = folder / hashlib.sha256(fingerprint.encode()).hexdigest()[:16]

    def write(self, job: Job, outcome: Outcome) -> None:
        """Store an outcome; a reader finds it whole or not at all."""
        path = self._path(job)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(outcome.model_dump_json(), "utf-8")
        os.replace(draft, path)

    def read(self, job: Job) -> Outcome:
        """Read an outcome back."""
        return Outcome.model_validate_json(self._path(job).read_bytes())

    def holds(self, job: Job) -> bool:
        """Tell whether the document has been dealt with. Bytes that could not be read are tried every time."""
        return job.sha256 is not None and self._path(job).exists()

    def clear(self, jobs: Iterable[Job]) -> None:
        """Remove the outcomes of documents that are published, and what older versions left long ago."""
        for job in jobs:
            self._path(job).unlink(missing_ok=True)
        for folder in self.root.iterdir():
            if folder != self.folder and time.time() - folder.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)

    def _path(self, job: Job) -> Path:
        name = hashlib.sha256(f"{job.sha256} ".encode() + os.fsencode(job.path)).hexdigest()
        return self.folder / name[:2] / f"{name}.json"
