"""One document, from bytes to a raw text with its origin."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from docstruct.readers.decoding import decode
from docstruct.readers.doc import read_doc
from docstruct.readers.docx import read_docx
from docstruct.readers.html import read_html
from docstruct.readers.lines import longest, settle
from docstruct.readers.names import readable
from docstruct.readers.pdf import read_pdf
from docstruct.readers.reasons import refusal
from docstruct.readers.sniffing import Kind, sniff, sniff_text
from docstruct.records import RawDocument
from docstruct.settings import ReaderSettings

_NUMERAL = re.compile(r"\d+(?:[.,．，]\d+)*|[〇零一二两三四五六七八九十百千万亿]+")

_MEDIA_TYPES: dict[Kind, str] = {
    "txt": "text/plain",
    "html": "text/html",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def read(path: Path, settings: ReaderSettings) -> RawDocument:
    """Read one file.

    Parameters
    ----------
    path : Path
        The file. Its type is told from its bytes, not from its name.
    settings : ReaderSettings
        Limits.

    Returns
    -------
    RawDocument
        ``source_name`` is the file's name, ``source_uri`` the path as given.

    Raises
    ------
    docstruct.errors.UnreadableDocument
        With a stable code, a reason and what to do; see `docstruct.readers` for the codes.
    """
    name = readable(path.name)
    check_file(path, settings)
    with _opened(path) as file:
        # Files of /proc say that they are empty, and some of them have no end.
        data = file.read() if path.stat().st_size else b""
    return read_bytes(data, source_name=name, source_uri=readable(path), settings=settings)


def check_file(path: Path, settings: ReaderSettings) -> None:
    """Check what shows without reading a file: that it is one, how large it is, whether it opens.

    Raises
    ------
    docstruct.errors.UnreadableDocument
        With the code ``missing`` or ``too_large``.
    """
    name = readable(path.name)
    # Unlike Path.is_file, this bears folders that may not be entered.
    if not os.path.isfile(path):
        raise refusal(name, "missing", _describe_other(path))
    _check_size(path.stat().st_size, name, settings)
    with _opened(path):
        pass


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror})"
        raise refusal(readable(path.name), "missing", reason) from error


def read_bytes(data: bytes, *, source_name: str, source_uri: str, settings: ReaderSettings) -> RawDocument:
    """Read one document that is already in memory.

    Parameters
    ----------
    data : bytes
        The whole document.
    source_name, source_uri : str
        Where it came from; passed on into the record and named in errors.
    settings : ReaderSettings
        Limits.

    Returns
    -------
    RawDocument
        ``text`` holds one paragraph or table row a line (cells parted by tabs) and no control characters.

    Raises
    ------
    docstruct.errors.UnreadableDocument
        With a stable code, a reason and what to do; see `docstruct.readers` for the codes.

    Examples
    --------
    >>> raw = read_bytes("全年增长５％。".encode("gb18030"), source_name="报告.txt", source_uri="报告.txt",
    ...                  settings=ReaderSettings())
    >>> raw.text, raw.media_type
    ('全年增长５％。', 'text/plain')
    """
    _check_size(len(data), source_name, settings)
    if not data.strip(b" \t\r\n\x00"):
        raise refusal(source_name, "empty", "the file holds no bytes that mean anything")
    kind, text = _extract(data, source_name, settings)
    text = settle(text)
    _check_text(text, source_name, settings)
    return RawDocument(
        text=text,
        source_name=source_name,
        source_uri=source_uri,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=_MEDIA_TYPES[kind],
    )


def _extract(data: bytes, source_name: str, settings: ReaderSettings) -> tuple[Kind, str]:
    match sniff(data, source_name):
        case "docx":
            return "docx", read_docx(data, source_name, settings)
        case "doc":
            return "doc", read_doc(data, source_name)
        case "pdf":
            return "pdf", read_pdf(data, source_name, settings)
    text = decode(data)
    if text is None:
        raise refusal(
            source_name, "wrong_type", "these bytes are neither text nor a document of a known kind"
        )
    if sniff_text(text, source_name) == "html":
        return "html", read_html(text, source_name)
    return "txt", text


def _describe_other(path: Path) -> str:
    try:
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            os.scandir(path).close()
            return "this is a folder"
    except (FileNotFoundError, NotADirectoryError):
        return "there is no such file"
    except OSError as error:
        return f"this cannot be opened ({error.strerror})"
    if not stat.S_ISLNK(mode):
        return "this is a pipe or device and no file"
    return "this is a link that leads to no file"


def _check_size(size: int, source_name: str, settings: ReaderSettings) -> None:
    if size > settings.max_bytes:
        raise refusal(
            source_name, "too_large", f"the file has {size:,} bytes, the limit is {settings.max_bytes:,}"
        )


def _check_text(text: str, source_name: str, settings: ReaderSettings) -> None:
    if not text or text.isspace():
        raise refusal(source_name, "empty", "the document opens, but it holds no text")
    width = longest(text)
    if width > settings.max_line_chars:
        raise refusal(
            source_name,
            "single_line",
            f"one line runs over {width:,} characters, the limit is {settings.max_line_chars:,}",
        )
    if len(text) > settings.max_chars:
        raise refusal(
            source_name,
            "too_long",
            f"the text has {len(text):,} characters, the limit is {settings.max_chars:,}",
        )
    numerals = sum(1 for _ in _NUMERAL.finditer(text))
    if numerals > settings.max_numerals:
        raise refusal(
            source_name,
            "too_many_figures",
            f"the text has {numerals:,} numerals, the limit is {settings.max_numerals:,}",
        )
