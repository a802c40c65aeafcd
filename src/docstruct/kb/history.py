"""The releases that a base has kept: find one by its id."""

from __future__ import annotations

from pathlib import Path

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.connection import resolve_release
from docstruct.kb.manifest import MANIFEST
from docstruct.kb.release import Release
from docstruct.kb.releases import Store


def list_ids(store: Store) -> list[str]:
    """Return the ids of all releases of a base, in no meaningful order."""
    return sorted(path.parent.name for path in store.root.glob(f"[!.]*/{MANIFEST}"))


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
