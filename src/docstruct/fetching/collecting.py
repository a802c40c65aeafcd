"""All sources of a list, one after the other; one that fails does not hold up the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from docstruct.errors import SourceError, UnreadableDocument
from docstruct.fetching.archive import Archive
from docstruct.fetching.catalogue import Source
from docstruct.fetching.downloading import Downloader
from docstruct.readers import read_bytes
from docstruct.records import Record
from docstruct.settings import Settings


class Collected(Record):
    """What came of one source: ``new`` and ``revised`` name the file, ``refused`` and ``failed`` the reason."""

    source: Source
    outcome: Literal["new", "revised", "unchanged", "refused", "failed"]
    detail: str = ""


def collect(sources: Iterable[Source], folder: Path, settings: Settings) -> Iterator[Collected]:
    """Fetch what is new at the sources into a folder.

    Parameters
    ----------
    sources : iterable of Source
        From :func:`~docstruct.fetching.catalogue.load_catalogue`.
    folder : Path
        Where the bytes are kept as they came; a run can take it as input.

    Yields
    ------
    Collected
        One for each source, as it is done. ``refused``: it came, but is no document that can be read.
    """
    archive = Archive(folder)
    downloader = Downloader(settings.fetch, settings.reader.max_bytes)
    try:
        for source in sources:
            yield _collect_one(source, archive, downloader, settings)
    finally:
        downloader.close()


def _collect_one(source: Source, archive: Archive, downloader: Downloader, settings: Settings) -> Collected:
    url = str(source.url)
    held = archive.find(url)
    etag, modified = (held.etag, held.last_modified) if held else (None, None)
    try:
        response = downloader.get(url, etag=etag, last_modified=modified)
        if response.body is None:
            return Collected(source=source, outcome="unchanged")
        raw = read_bytes(
            response.body, source_name=source.name, source_uri=response.url, settings=settings.reader
        )
    except UnreadableDocument as error:
        return Collected(source=source, outcome="refused", detail=f"{error.reason} ({error.code})")
    except SourceError as error:
        return Collected(source=source, outcome="failed", detail=str(error))
    fresh = archive.keep(
        url, source.name, raw, response.body, etag=response.etag, last_modified=response.last_modified
    )
    if not fresh:
        return Collected(source=source, outcome="unchanged")
    kept = archive.find(url)
    return Collected(source=source, outcome="revised" if held else "new", detail=kept.file if kept else "")
