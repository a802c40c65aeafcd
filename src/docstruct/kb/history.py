"""The releases that a base has kept: list, find, pin, check, and remove what nobody needs.

A pin is a file ``<kb>.releases/.pins/<id>`` that holds a note; a pinned release stays whatever happens to the base.
"""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.connection import resolve_release
from docstruct.kb.manifest import MANIFEST
from docstruct.kb.parts import write_durably
from docstruct.kb.release import Release
from docstruct.kb.releases import STAGING, Store

_PINS = ".pins"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A release as a list shows it.

    Parameters
    ----------
    release : Release
        Folder and manifest.
    current : bool
        Whether readers of the base get it.
    note : str, optional
        Why it is pinned; None where it is not.
    """

    release: Release
    current: bool
    note: str | None

    @property
    def created_at(self) -> datetime:
        """When it was published, UTC."""
        return datetime.fromisoformat(self.release.manifest.created_at)

    @property
    def reports(self) -> int:
        """Number of reports."""
        return self._count("reports")

    @property
    def observations(self) -> int:
        """Number of observations."""
        return self._count("observations")

    @property
    def size(self) -> int:
        """Bytes of its parts; releases share most of them."""
        return sum(part.size for part in self.release.manifest.parts)

    def _count(self, table: str) -> int:
        return sum(part.rows for part in self.release.manifest.parts_of(table))


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of a release that is not what its manifest says."""

    release_id: str
    path: Path
    message: str

    def __str__(self) -> str:
        return f"release {self.release_id}: {self.path} {self.message}"


def list_ids(store: Store) -> list[str]:
    """Return the ids of all releases of a base, in no meaningful order."""
    return sorted(path.parent.name for path in store.root.glob(f"[!.]*/{MANIFEST}"))


def list_releases(store: Store) -> list[Kept]:
    """Return the releases of a base, newest first.

    Raises
    ------
    KnowledgeBaseError
        A manifest is damaged; names it.
    """
    current = store.current()
    found = [
        Kept(
            release=release,
            current=current is not None and current.release_id == release.release_id,
            note=_read_note(store, release.release_id),
        )
        for release in (resolve_release(store.root / name) for name in list_ids(store))
    ]
    # two releases of one second are told apart by the file
    return sorted(
        found,
        key=lambda kept: (kept.created_at, (kept.release.path / MANIFEST).stat().st_mtime_ns),
        reverse=True,
    )


def find_release(words: str, store: Store | None = None) -> Release:
    """Return the release that a path, an id or the beginning of an id means.

    Parameters
    ----------
    words : str
        A base (its current release), the folder of a release, or, where a base is given, an id of one of its releases.
    store : Store, optional
        The base whose ids are meant.

    Raises
    ------
    KnowledgeBaseError
        Nothing of that name, or several; lists the releases there are.
    """
    if store is None:
        return resolve_release(words)
    found = [name for name in list_ids(store) if name.startswith(words)]
    if len(found) == 1:
        return resolve_release(store.root / found[0])
    if not found and Path(words).exists():
        return resolve_release(words)
    raise KnowledgeBaseError(
        f"{store.kb} has {len(found) or 'no'} releases {words!r}; there are {', '.join(list_ids(store)) or 'none'}."
    )


def pin_release(store: Store, words: str, note: str) -> str:
    """Keep a release for good, and return its id.

    Parameters
    ----------
    words : str
        Its id, or the beginning.
    note : str
        Why, for those who come after: a paper, a decision.
    """
    release = find_release(words, store)
    with store.lock():
        (store.root / _PINS).mkdir(exist_ok=True)
        write_durably(store.root / _PINS / release.release_id, note.encode())
    return release.release_id


def unpin_release(store: Store, words: str) -> str:
    """Take a pin away, and return the id of the release.

    Raises
    ------
    KnowledgeBaseError
        The release is not pinned.
    """
    release = find_release(words, store)
    with store.lock():
        pin = store.root / _PINS / release.release_id
        if not pin.is_file():
            raise KnowledgeBaseError(f"The release {release.release_id} of {store.kb} is not pinned.")
        pin.unlink()
    return release.release_id


def switch_release(store: Store, words: str) -> str:
    """Make a release the current one, and return its id.

    Raises
    ------
    KnowledgeBaseError
        A file of it is damaged; names the first.
    """
    release = find_release(words, store)
    for damage in verify_release(release):
        raise KnowledgeBaseError(f"{damage}; it cannot become the current release.")
    with store.lock():
        store.switch(release.release_id)
    return release.release_id


def collect_garbage(store: Store, *, keep: int, days: float, dry_run: bool = False) -> list[str]:
    """Remove releases that are not current, not pinned, not among the newest, and old enough.

    Parameters
    ----------
    keep : int
        How many of the newest stay, the current one counted.
    days : float
        Younger ones stay too, for readers that still work with them.
    dry_run : bool
        Only tell which would go.

    Returns
    -------
    list of str
        Ids of the releases that went, newest first.
    """
    with store.lock():
        before = datetime.now(UTC) - timedelta(days=days)
        going = [
            kept.release
            for kept in list_releases(store)[keep:]
            if not kept.current and kept.note is None and kept.created_at <= before
        ]
        for release in () if dry_run else going:
            # out of the list in one step, so that a kill half-way leaves no half release behind
            bin_ = store.root / STAGING / uuid.uuid4().hex
            bin_.parent.mkdir(exist_ok=True)
            release.path.rename(bin_)
            shutil.rmtree(bin_)
    return [release.release_id for release in going]


def verify_release(release: Release, digests: dict[int, str] | None = None) -> Iterator[Damage]:
    """Yield every file of a release that is missing, foreign, or holds other bytes than when it was published.

    Parameters
    ----------
    digests : dict of int to str, optional
        SHA-256 of files already read, by inode: releases share most of their parts.
    """
    known = {} if digests is None else digests
    expected = {part.path: part for part in release.manifest.parts}
    for name, part in expected.items():
        path = release.path / name
        if not path.is_file():
            yield Damage(release.release_id, path, "is missing")
        elif path.stat().st_size != part.size:
            yield Damage(
                release.release_id, path, f"has {path.stat().st_size} bytes, was published with {part.size}"
            )
        elif (found := _digest(path, known)) != part.sha256:
            yield Damage(
                release.release_id, path, f"has SHA-256 {found[:16]}…, was published with {part.sha256[:16]}…"
            )
    for path in sorted(release.path.rglob("*.parquet")):
        if path.relative_to(release.path).as_posix() not in expected:
            yield Damage(release.release_id, path, "is not in the manifest")


def verify_base(store: Store) -> Iterator[Damage]:
    """Yield the damage of all releases of a base; one whose manifest does not read is named and passed over."""
    digests: dict[int, str] = {}
    for name in list_ids(store):
        try:
            release = resolve_release(store.root / name)
        except KnowledgeBaseError as error:
            yield Damage(name, store.root / name / MANIFEST, f"does not read: {error}")
            continue
        yield from verify_release(release, digests)


def _digest(path: Path, known: dict[int, str]) -> str:
    inode = path.stat().st_ino
    if inode not in known:
        with path.open("rb") as handle:
            known[inode] = hashlib.file_digest(handle, "sha256").hexdigest()
    return known[inode]


def _read_note(store: Store, release_id: str) -> str | None:
    pin = store.root / _PINS / release_id
    return pin.read_text() if pin.is_file() else None
