"""What a run has to do: the documents offered, less those that the base knows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from docstruct.errors import UnreadableDocument
from docstruct.kb.ledger import InputRecord, Ledger
from docstruct.kb.releases import Store
from docstruct.readers import check_file, discover, readable
from docstruct.records import Record
from docstruct.settings import ReaderSettings, Settings
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
    for path, sha256 in _hash(inputs, settings.reader):
        record = before.get(sha256 or readable(path))
        if sha256 is not None and sha256 in seen:
            repeated.append(path)
        elif record and (sha256 is not None or _stays(record, path, settings.reader)):
            known.append(record)
        else:
            jobs.append(Job(path=path, sha256=sha256))
        seen.add(sha256 or "")
    return Plan(fingerprint=version, jobs=tuple(jobs), known=tuple(known), repeated=tuple(repeated))


def override(settings: Settings, *, workers: int | None, runner: str | None) -> Settings:
    """Return settings with what was asked for in this run."""
    asked = {
        name: value for name, value in {"workers": workers, "runner": runner}.items() if value is not None
    }
    run = type(settings.run).model_validate(settings.run.model_dump() | asked)
    return settings.model_copy(update={"run": run})


def _settled(store: Store, version: str) -> dict[str, InputRecord]:
    return {
        key: record
        for key, record in Ledger(store.current()).read().items()
        if record.fingerprint == version and record.code not in PASSING
    }


def _stays(record: InputRecord, path: Path, settings: ReaderSettings) -> bool:
    """Tell whether the reader would say again of a file, without opening it, what it said before."""
    try:
        check_file(path, settings)
    except UnreadableDocument as refusal:
        return (refusal.code, refusal.reason) == (record.code, record.reason)
    return False


def _hash(inputs: Iterable[Path], settings: ReaderSettings) -> Iterator[tuple[Path, str | None]]:
    for path in discover(list(inputs)):
        yield path, _digest(path, settings)


def _digest(path: Path, settings: ReaderSettings) -> str | None:
    # What is no file (a pipe would never end), too large or cannot be opened: the reader says what is wrong, in its
    # own words. A file that calls itself empty may still have no end, below /proc.
    try:
        check_file(path, settings)
        if path.stat().st_size == 0:
            return hashlib.sha256(b"").hexdigest()
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (UnreadableDocument, OSError):
        return None
