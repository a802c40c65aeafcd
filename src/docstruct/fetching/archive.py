"""Downloaded documents as they came, with what is needed to ask for them again."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from docstruct.errors import SourceError
from docstruct.records import RawDocument, Record

#: Hidden, so that a run over the folder passes it over.
_STATE = ".fetched.json"
_EXTENSIONS = {
    "text/plain": "txt",
    "text/html": "html",
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


class Held(Record):
    """The latest version of an address that is kept: file name, hashes of bytes and text, validators, time."""

    file: str
    sha256: str
    text_sha256: str
    etag: str | None
    last_modified: str | None
    fetched_at: str


_STATES = TypeAdapter(dict[str, Held])


class Archive:
    """A folder of downloaded documents; bytes are never changed or removed.

    Parameters
    ----------
    folder : Path
        Made when the first document is kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held = self._load()

    def find(self, url: str) -> Held | None:
        """Return what is held of an address, if its file is still there."""
        held = self._held.get(url)
        return held if held and (self.folder / held.file).is_file() else None

    def keep(
        self,
        url: str,
        name: str,
        raw: RawDocument,
        body: bytes,
        *,
        etag: str | None,
        last_modified: str | None,
    ) -> bool:
        """Store a version of an address.

        Parameters
        ----------
        name : str
            Beginning of the file name.
        raw : RawDocument
            The body as read; a page whose text is that of the version held is not stored again, because counters
            and dates in its frame change with every visit.

        Returns
        -------
        bool
            Whether the version is new.
        """
        before = self.find(url)
        text_sha256 = hashlib.sha256(raw.text.encode()).hexdigest()
        if before and before.text_sha256 == text_sha256:
            held = before.model_copy(update={"etag": etag, "last_modified": last_modified})
        else:
            stem = re.sub(r"[^\w（）()-]", "", name)[:80]
            held = Held(
                file=f"{stem}-{raw.sha256[:8]}.{_EXTENSIONS[raw.media_type]}",
                sha256=raw.sha256,
                text_sha256=text_sha256,
                etag=etag,
                last_modified=last_modified,
                fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
            )
            self._write(self.folder / held.file, body)
        self._held[url] = held
        self._write(self.folder / _STATE, _STATES.dump_json(self._held, indent=1))
        return before is None or before.file != held.file

    def _load(self) -> dict[str, Held]:
        path = self.folder / _STATE
        if not path.exists():
            return {}
        try:
            return _STATES.validate_json(path.read_bytes())
        except ValidationError as error:
            raise SourceError(f"{path} is damaged. Remove it; everything is then fetched anew.") from error

    def _write(self, path: Path, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.part")
        draft.write_bytes(content)
        os.replace(draft, path)
