"""Outcomes on disk between extraction and publication, so that a run that was cut short resumes where it stopped."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
import zlib
from collections.abc import Iterable
from pathlib import Path

from docstruct.readers import readable
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


class Finished(Record):
    """What became of one document, in short; the spool has the whole.

    ``report_id`` and ``year`` are those of the report, null where there is none.
    """

    source_name: str
    report_id: str | None = None
    year: int | None = None
    observations: int = 0
    quarantined: Quarantined | None = None
    seconds: float


class Spool:
    """One file a document, named by the version that extracted it, its bytes and its place.

    A file begins with a line of what a run needs to know of all its documents at once; the extraction, packed, follows.

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

    def write(self, job: Job, outcome: Outcome) -> Finished:
        """Store an outcome; a reader finds it whole or not at all."""
        finished = _shorten(job, outcome)
        body = outcome.extraction.model_dump_json().encode() if outcome.extraction else b""
        path = self._path(job)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        # Level 1 packs to a sixth in 5 ms; an archive waits here as a whole.
        draft.write_bytes(finished.model_dump_json().encode() + b"\n" + zlib.compress(body, 1))
        os.replace(draft, path)
        return finished

    def look(self, job: Job) -> Finished:
        """Read what became of a document, in short."""
        with self._path(job).open("rb") as file:
            return Finished.model_validate_json(file.readline())

    def read(self, job: Job) -> Outcome:
        """Read an outcome back."""
        head, _, packed = self._path(job).read_bytes().partition(b"\n")
        finished, body = Finished.model_validate_json(head), zlib.decompress(packed)
        return Outcome(
            extraction=Extraction.model_validate_json(body) if body else None,
            quarantined=finished.quarantined,
            seconds=finished.seconds,
        )

    def holds(self, job: Job) -> bool:
        """Tell whether the document has been dealt with. Bytes that could not be read are tried every time."""
        return job.sha256 is not None and self._path(job).exists()

    def missing(self, jobs: Iterable[Job]) -> list[Job]:
        """Return the documents that have not been dealt with."""
        return [job for job in jobs if not self.holds(job)]

    def clear(self, jobs: Iterable[Job]) -> None:
        """Remove the outcomes of documents that are published, and what older versions left long ago."""
        for job in jobs:
            self._path(job).unlink(missing_ok=True)
        for folder in self.root.iterdir():
            if folder != self.folder and time.time() - folder.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)

    def _path(self, job: Job) -> Path:
        name = hashlib.sha256(f"{job.sha256} ".encode() + os.fsencode(job.path)).hexdigest()
        return self.folder / name[:2] / f"{name}.outcome"


def _shorten(job: Job, outcome: Outcome) -> Finished:
    extraction = outcome.extraction
    return Finished(
        source_name=readable(job.path.name),
        report_id=extraction.report.report_id if extraction else None,
        year=extraction.report.year if extraction else None,
        observations=len(extraction.observations) if extraction else 0,
        quarantined=outcome.quarantined,
        seconds=outcome.seconds,
    )
