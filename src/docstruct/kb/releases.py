"""Immutable releases: ``<kb>.releases/<id>/…`` and ``<kb>``, the link to the current one.

A release is built in a staging folder beside the published root, synced, renamed and switched to in one step, so
that a reader sees the release before or the release after and never a mixture. Parts that did not change are hard
links. Where symbolic links do not exist, ``<kb>.releases/latest.json`` names the current release.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic_core import to_json

from docstruct.corrections.log import Log, locate_log
from docstruct.errors import ConcurrentPublish, KnowledgeBaseError, ReleaseRefused
from docstruct.kb.build import Build
from docstruct.kb.croissant import CROISSANT, describe_croissant
from docstruct.kb.datapackage import DATAPACKAGE, describe_package
from docstruct.kb.inputs import take_in
from docstruct.kb.integrity import find_violations
from docstruct.kb.keys import KeyIndex
from docstruct.kb.ledger import InputRecord, Ledger
from docstruct.kb.manifest import MANIFEST, Manifest, Part, digest_release, read_manifest
from docstruct.kb.parts import sync_folder, write_durably
from docstruct.kb.release import Release
from docstruct.kb.revision import Revision, revise
from docstruct.kb.rows import ReferenceTables, Row, build_issues, build_rows
from docstruct.kb.tables import SCHEMA_DIGEST, TABLES
from docstruct.records import Extraction, Finding, Quarantined
from docstruct.settings import KbSettings, Settings

LATEST = "latest.json"
#: what is being built or removed; the holder of the lock may empty it
STAGING = ".staging"
_KEYS = ".keys.db"
#: reading and packing share the processors; more threads only get in each other's way
_THREADS = min(4, max(2, os.cpu_count() or 2))


@dataclass(frozen=True, slots=True)
class PublishResult:
    """What a publication did.

    Parameters
    ----------
    changed : bool
        False when nothing was new and the former release stays the current one.
    parts_written, parts_linked : int
        Parts with new bytes, and parts shared with the parent release.
    inputs : dict of str to InputRecord
        What became of the documents offered, and of those that they replace, by key.
    """

    release_id: str
    path: Path
    changed: bool
    parts_written: int
    parts_linked: int
    inputs: Mapping[str, InputRecord]


class Store:
    """The releases of one knowledge base.

    Parameters
    ----------
    kb : Path
        Where readers find the base; it becomes a link into ``<kb>.releases``.
    settings : KbSettings, optional
        How parts are written and how long to wait for another writer.
    """

    def __init__(self, kb: Path, *, settings: KbSettings | None = None) -> None:
        self.kb = Path(os.path.abspath(kb))
        self.root = self.kb.with_name(self.kb.name + ".releases")
        self.settings = settings or Settings().kb
        self.log = Log(locate_log(self.kb))

    def current(self) -> Release | None:
        """Return the current release, resolved once; None before the first publication.

        Raises
        ------
        KnowledgeBaseError
            The link leads to no release, or something else stands in its place.
        """
        release_id = self._current_id()
        if release_id is None:
            return None
        path = self.root / release_id
        return Release(path, read_manifest(path))

    def known_inputs(self, fingerprint: str | None = None) -> dict[str, InputRecord]:
        """Return the inputs of the current release by SHA-256 of their bytes.

        Parameters
        ----------
        fingerprint : str, optional
            Only inputs that this pipeline version took in: others have to be read again.
        """
        return {
            record.sha256: record
            for record in Ledger(self.current()).read().values()
            if record.sha256 and (fingerprint is None or record.fingerprint == fingerprint)
        }

    def publish(
        self,
        extractions: Iterable[Extraction],
        *,
        reference: ReferenceTables,
        fingerprint: str,
        quarantined: Iterable[Quarantined] = (),
        findings: Iterable[Finding] | None = None,
        as_of: datetime | None = None,
        parent: str | None = None,
    ) -> PublishResult:
        """Add reports to the base, or replace them, as one new release.

        A report replaces the one with the same ``report_id``, and any other that was made of the same bytes. Of
        several files of one report, the one in use stays; otherwise docx goes before html, txt and pdf.

        The corrections of the log beside the base are applied: to the reports given, and to those that stay as far
        as events since the current release concern them. Without reports a moved head is all that is published.

        Parameters
        ----------
        extractions : iterable of Extraction
            Reports that are new or changed, as the machine gave them; rows of all others are carried over.
        reference : ReferenceTables
            Registries of indicators and units.
        fingerprint : str
            Identifies code, rules and models.
        quarantined : iterable of Quarantined
            Documents that did not become reports; a report once made of the same bytes leaves the base.
        findings : iterable of Finding, optional
            Findings across reports; they replace the former ones. Left out, those are kept.
        as_of : datetime, optional
            Becomes ``reports.ingested_at`` of the reports given.
        parent : str, optional
            The release that the caller worked from; if another one is current by now, nothing is published.

        Returns
        -------
        PublishResult
            ``changed`` is False when the content equals that of the current release.

        Raises
        ------
        ReleaseRefused
            Keys, vocabularies or anchors are broken; the current release stays.
        ConcurrentPublish
            The current release is no longer ``parent``.
        KnowledgeBaseError
            Another writer holds the lock for too long, a part of the current release is damaged, or there is no space.
        CorrectionError
            The correction log is not the one that the current release was made with.
        """
        with self.lock():
            current = self.current()
            base = current.release_id if current else None
            if parent is not None and parent != base:
                raise ConcurrentPublish(
                    f"{self.kb}: release {base} was published after {parent}, which this run started from. "
                    "Run again to work from the new one."
                )
            self._sweep()
            intake = take_in(
                extractions,
                quarantined,
                ledger=Ledger(current),
                fingerprint=fingerprint,
            )
            revision = revise(intake, current, self.log)
            keys = KeyIndex(self.root / _KEYS)
            try:
                with self._staging() as folder, ThreadPoolExecutor(_THREADS) as pool:
                    rows = _gather_rows(revision, fingerprint=fingerprint, as_of=as_of)
                    build = Build(
                        current, revision.intake, reference, rows, self.settings, folder=folder, pool=pool
                    )
                    if findings is not None:
                        build.replace_findings(build_issues(findings))
                    build.complete()
                    violations = list(find_violations(build, keys))
                    if violations:
                        raise ReleaseRefused(violations)
                    result = self._commit(build, revision, current, folder, fingerprint=fingerprint)
            except OSError as error:
                raise KnowledgeBaseError(
                    f"{self.root} cannot be written: {error}. The current release is still {base}. "
                    "Make space or mend the folder, and run again."
                ) from error
            if result.changed:
                # published is published: an index that could not follow is built anew by the next publication
                with suppress(sqlite3.Error):
                    keys.replace(base, result.release_id, build.gone, build.new)
            return result

    def switch(self, release_id: str) -> None:
        """Make a release the current one."""
        if not (self.root / release_id / MANIFEST).is_file():
            raise KnowledgeBaseError(f"{self.kb} has no release {release_id}.")
        draft = self.kb.with_name(f".{self.kb.name}.{uuid.uuid4().hex}")
        try:
            draft.symlink_to(os.path.join(self.root.name, release_id), target_is_directory=True)
        except (OSError, NotImplementedError):
            self._point_latest(release_id)
            return
        os.replace(draft, self.kb)
        sync_folder(self.kb.parent)

    def _point_latest(self, release_id: str) -> None:
        draft = self.root / f".{LATEST}.{uuid.uuid4().hex}"
        write_durably(draft, json.dumps({"release_id": release_id}).encode())
        os.replace(draft, self.root / LATEST)
        sync_folder(self.root)

    def _current_id(self) -> str | None:
        if self.kb.is_symlink():
            # one readlink, so that the id and the folder belong together even while a writer switches
            return Path(os.readlink(self.kb)).name
        if self.kb.exists():
            raise KnowledgeBaseError(
                f"{self.kb} is not a knowledge base: it is a {'folder' if self.kb.is_dir() else 'file'} of its own. "
                "Give another path, or move it away."
            )
        latest = self.root / LATEST
        if latest.is_file():
            return str(json.loads(latest.read_text())["release_id"])
        return None

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the base against other writers.

        Raises
        ------
        KnowledgeBaseError
            Another writer holds it for longer than ``lock_seconds``.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.root / ".lock", timeout=self.settings.lock_seconds)
        try:
            lock.acquire()
        except Timeout as error:
            raise KnowledgeBaseError(
                f"{self.kb}: another writer has held {lock.lock_file} for {self.settings.lock_seconds:.0f} s. "
                "Wait for it, or end it; the lock goes with the process."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _sweep(self) -> None:
        """Remove what a killed writer left; only the holder of the lock has a staging folder."""
        shutil.rmtree(self.root / STAGING, ignore_errors=True)
        for draft in (*self.kb.parent.glob(f".{self.kb.name}.*"), *self.root.glob(f".{LATEST}.*")):
            if len(draft.name.rpartition(".")[2]) == 32:
                draft.unlink()

    @contextmanager
    def _staging(self) -> Iterator[Path]:
        folder = self.root / STAGING / uuid.uuid4().hex
        for name in TABLES:
            (folder / name).mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(self.root / STAGING)

    def _commit(
        self, build: Build, revision: Revision, current: Release | None, staging: Path, *, fingerprint: str
    ) -> PublishResult:
        log_head = revision.log_head
        parts = build.stage()
        release_id = digest_release(
            fingerprint=fingerprint,
            log_head=log_head,
            schema_digest=SCHEMA_DIGEST,
            parts=parts,
        )
        before = {part.path for part in current.manifest.parts} if current else set()
        linked = sum(part.path in before for part in parts)
        target = self.root / release_id
        result = PublishResult(
            release_id,
            target,
            changed=current is None or current.release_id != release_id,
            parts_written=len(parts) - linked,
            parts_linked=linked,
            inputs=revision.intake.changes,
        )
        if result.changed:
            if not target.exists():
                manifest = Manifest(
                    release_id=release_id,
                    parent=current.release_id if current else None,
                    created_at=datetime.now(UTC).isoformat(timespec="seconds"),
                    fingerprint=fingerprint,
                    log_head=log_head,
                    schema_digest=SCHEMA_DIGEST,
                    parts=parts,
                )
                self._seal(staging, target, manifest, parts)
            if self._current_id() != (current.release_id if current else None):
                raise ConcurrentPublish(f"{self.kb}: another writer published without the lock. Run again.")
            self.switch(release_id)
        return result

    def _seal(self, staging: Path, target: Path, manifest: Manifest, parts: tuple[Part, ...]) -> None:
        write_durably(staging / MANIFEST, manifest.to_json())
        # twenty times as fast as the standard library, which indents in Python
        write_durably(staging / DATAPACKAGE, to_json(describe_package(manifest), indent=1))
        write_durably(staging / CROISSANT, to_json(describe_croissant(manifest), indent=1))
        for table in {part.table for part in parts}:
            sync_folder(staging / table)
        sync_folder(staging)
        staging.rename(target)
        sync_folder(self.root)


def _gather_rows(revision: Revision, *, fingerprint: str, as_of: datetime | None) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for extraction in revision.intake.used:
        for name, added in build_rows(extraction, fingerprint=fingerprint, as_of=as_of).items():
            rows.setdefault(name, []).extend(added)
    for row in rows.get("reports", ()):
        row |= revision.stamps.get(str(row["report_id"]), {})
    return rows
