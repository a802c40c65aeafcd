"""The version of everything that decides what comes out of a document; needs no model and no pipeline."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

import docstruct
from docstruct.pipes.entities.tagger import digest_model
from docstruct.settings import Settings

#: Rooms and modules that come after: they show, judge, carry or correct what came out of a document.
_ELSEWHERE = frozenset({
    "cli", "corrections", "evaluation", "exchange", "fetching", "review", "training",
    "kb/cells.py", "kb/compare.py", "kb/comparison.py", "kb/connection.py", "kb/corrected.py", "kb/diff.py",
    "kb/diff_table.py", "kb/dictionary.py", "kb/export.py", "kb/figures.py", "kb/hardness.py", "kb/history.py",
    "kb/lessons.py", "kb/page.py", "kb/panel.py", "kb/panel_table.py", "kb/plot.py", "kb/query.py",
    "kb/scorecard.py", "kb/show.py", "kb/view_tables.py", "kb/views.py",
    # Defaults: those that matter are in the digest with their values.
    "settings.py",
})  # fmt: skip


def fingerprint(settings: Settings) -> str:
    """Version of everything that decides what comes out: code, lexica, model, limits, thresholds of the checks.

    Two runs with one fingerprint give the same records for the same bytes. What only shows or judges them has no
    part in it, so that a change there extracts nothing anew.

    Any other change concerns every report. Which reports an entry of a lexicon touches cannot be told from their text:
    a wording may be composed of words that stand apart, and one that is longer takes a figure from another.

    Examples
    --------
    >>> fingerprint(Settings()) == fingerprint(Settings(run={"workers": 1}))  # 并行的进程数不影响结果
    True
    """
    digest = hashlib.sha256()
    for name, file in sorted(list_sources().items()):
        digest.update(name.encode())
        digest.update(file.read_bytes())
    digest.update(digest_model(settings.tagger.model).encode())
    for group in (settings.reader, settings.structure, settings.consistency):
        digest.update(group.model_dump_json().encode())
    return f"{docstruct.__version__}+{digest.hexdigest()[:12]}"


def list_sources() -> dict[str, Traversable]:
    """Return code and lexica that decide what comes out, by path below the package."""
    return dict(_walk(files("docstruct"), ""))


def _walk(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = above + entry.name
        if name in _ELSEWHERE or entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir():
            yield from _walk(entry, f"{name}/")
        elif entry.name.endswith((".py", ".toml", ".csv")):
            yield name, entry
