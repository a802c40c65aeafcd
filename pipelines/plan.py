"""What a run has to do: the documents offered, less those that the base knows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from docstruct.kb.ledger import InputRecord
from docstruct.kb.releases import Store
from docstruct.readers import discover
from docstruct.records import Record
from docstruct.settings import Settings
from docstruct.version import fingerprint
from pipelines.spool import Job

#: Verdicts that depend on the machine and its load, so that a later run tries again.
PASSING = frozenset({"crashed", "timed_out", "out_of_memory"})


class Plan(Record):
    """What there is to do.

    ``jobs`` are new bytes, ``known`` what became of bytes seen before, ``repeated`` files whose bytes are those of
    another file of this run.
    """

    fingerprint: str
    jobs: tuple[Job, ...]
    known: tuple[InputRecord, ...]
    repeated: tuple[Path, ...]


def plan_run(inputs: Iterable[Path], store: Store, settings: Settings) -> Plan:
    """List the documents that this version of the pipeline has not yet taken in.

    Parameters
    ----------
    inputs : iterable of Path
        Files and folders, as the user gave them.
    store : Store
        The base that the run adds to.
    """
    version = fingerprint(settings)
    before = _settled(store, version)
    jobs: list[Job] = []
    known: list[InputRecord] = []
    repeated: list[Path] = []
    seen: set[str] = set()
    for path, sha256 in _hash(inputs, settings.reader.max_bytes):
        if sha256 is None:
            jobs.append(Job(path=path, sha256=None))
        elif sha256 in seen:
            repeated.append(path)
        elif sha256 in before:
            known.append(before[sha256])
        else:
            jobs.append(Job(path=path, sha256=sha256))
        seen.add(sha256 or "")
    return Plan(fingerprint=version, jobs=tuple(jobs), known=tuple(known), repeated=tuple(repeated))


def _settled(store: Store, version: str) -> dict[str, InputRecord]:
    known = store.known_inputs(version)
    return {sha256: record for sha256, record in known.items() if record.code not in PASSING}


def _hash(inputs: Iterable[Path], max_bytes: int) -> Iterator[tuple[Path, str | None]]:
    for path in discover(list(inputs)):
        yield path, _digest(path, max_bytes)


def _digest(path: Path, max_bytes: int) -> str | None:
    # What is no file (a pipe would never end), too large or cannot be opened: the reader says what is wrong, in its
    # own words. A file that calls itself empty may still have no end, below /proc.
    if not path.is_file() or (size := path.stat().st_size) > max_bytes:
        return None
    if size == 0:
        return hashlib.sha256(b"").hexdigest()
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
