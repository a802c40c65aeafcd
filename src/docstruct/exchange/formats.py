"""The formats by name, and the two ways: a release to files, files to the correction log."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from docstruct.corrections.log import Log, locate_log
from docstruct.errors import ExchangeError
from docstruct.exchange.brat import read_brat, write_brat
from docstruct.exchange.decisions import Decisions, decide
from docstruct.exchange.docbin import read_docbin, write_docbin
from docstruct.exchange.jsonl import read_jsonl, write_jsonl
from docstruct.exchange.labelstudio import read_label_studio, write_label_studio
from docstruct.exchange.marks import MarkedText, read_marked
from docstruct.exchange.webannotation import read_web_annotations, write_web_annotations
from docstruct.kb.connection import open_kb, resolve_release
from docstruct.kb.releases import Store


@dataclass(frozen=True, slots=True)
class Format:
    """One format: ``write`` takes a folder, ``read`` the file or folder that came back.

    ``complete`` says that what comes back has been looked at mark by mark, so that an unchanged one is confirmed.
    """

    write: Callable[[Sequence[MarkedText], Path], list[Path]]
    read: Callable[[Path], list[MarkedText]]
    complete: bool = False


FORMATS = {
    "label-studio": Format(write_label_studio, read_label_studio, complete=True),
    "docbin": Format(write_docbin, read_docbin),
    "jsonl": Format(write_jsonl, read_jsonl),
    "brat": Format(write_brat, read_brat),
    "web-annotation": Format(write_web_annotations, read_web_annotations),
}


def export_marks(kb: Path, format_: str, folder: Path, report_ids: Sequence[str] = ()) -> list[Path]:
    """Write reports of a release in a format.

    Parameters
    ----------
    kb : Path
        A knowledge base, or the folder of one release.
    format_ : str
        One of :data:`FORMATS`.
    folder : Path
        Made when missing.
    report_ids : sequence of str
        All reports when empty.

    Returns
    -------
    list of Path
        The files written.
    """
    release = resolve_release(kb)
    with open_kb(release.path) as connection:
        reports = read_marked(connection, release.release_id, report_ids)
    folder.mkdir(parents=True, exist_ok=True)
    return FORMATS[format_].write(reports, folder)


def import_marks(kb: Path, format_: str, path: Path, *, actor: str) -> Decisions:
    """Hold what came back against the release that it was made of, and store what differs in the correction log.

    Parameters
    ----------
    kb : Path
        The knowledge base.
    format_ : str
        One of :data:`FORMATS`.
    path : Path
        The file or folder that came back.
    actor : str
        Who decided, where the file does not say so.

    Returns
    -------
    Decisions
        What was stored (an event that was stored before is not stored twice), and what could not be.

    Raises
    ------
    ExchangeError
        There is no such file, or the release that it was made of is gone.
    """
    if not path.exists():
        raise ExchangeError(f"There is no {path}.")
    form = FORMATS[format_]
    batch = _digest(path)
    found = Decisions()
    edited = form.read(path)
    for release_id in dict.fromkeys(text.release_id for text in edited):
        came = [text for text in edited if text.release_id == release_id]
        ids = sorted({text.report_id for text in came})
        with open_kb(_find_release(kb, release_id)) as connection:
            went = {text.report_id: text for text in read_marked(connection, release_id, ids)}
        for text in came:
            made = decide(went[text.report_id], text, actor=actor, batch=batch, confirm=form.complete)
            found.events += made.events
            found.problems += made.problems
    found.events = Log(locate_log(kb)).append_all(found.events)
    return found


def _find_release(kb: Path, release_id: str) -> Path:
    place: Path = Store(kb).root / release_id
    if not place.is_dir():
        raise ExchangeError(
            f"The release {release_id} that the marks were exported from is gone from {kb}. Export the reports anew; "
            "pin a release while people annotate it."
        )
    return place


def _digest(path: Path) -> str:
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
