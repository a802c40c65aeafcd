"""Which files a mix of files and folders names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from docstruct.readers.reasons import refusal

_NOT_REPORTS = frozenset({"thumbs.db", "desktop.ini"})


def discover(inputs: Sequence[Path]) -> list[Path]:
    """List the documents that files and folders hold.

    A file that is named itself is always taken. From folders, at any depth, everything is taken but hidden files
    and folders, folders behind links, lock files (``~$…``), system leftovers and Markdown (``SOURCES.md``, ``README.md``): what is no
    report (a pipe, a link to nowhere, a folder that may not be listed) is then quarantined with its reason rather
    than passed over in silence.

    Parameters
    ----------
    inputs : sequence of Path
        Files and folders in any mix.

    Returns
    -------
    list of Path
        Sorted by path, none twice.

    Raises
    ------
    docstruct.errors.UnreadableDocument
        ``missing`` where an input does not exist.
    """
    found: dict[str, Path] = {}
    for path in inputs:
        # Unlike those of Path, these bear folders that may not be entered.
        if not os.path.exists(path):
            raise refusal(
                str(path), "missing", "there is no such file or folder, or its folder may not be entered"
            )
        for file in _files(path) if os.path.isdir(path) else [path]:
            # Unlike Path.resolve, this bears links that lead in a circle.
            found.setdefault(os.path.realpath(file), file)
    return sorted(found.values())


def _files(folder: Path) -> Iterable[Path]:
    closed: list[Path] = []
    for above, _, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        for name in names:
            path = Path(above, name)
            if not _is_left_out(path.relative_to(folder)):
                yield path
    yield from (path for path in closed if not _is_left_out(path.relative_to(folder)))


def _is_left_out(path: Path) -> bool:
    name = path.name.lower()
    return (
        any(part.startswith(".") for part in path.parts)
        or name.startswith("~$")
        or name.endswith((".md", ".tmp"))
        or name in _NOT_REPORTS
    )
