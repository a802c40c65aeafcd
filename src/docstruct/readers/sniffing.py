"""What a file is, told from its bytes; the extension is only a name that someone gave it."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Literal

from legacy_doc.ole import OLE_MAGIC, OleReader
from legacy_doc.types import ExtractionOptions

from docstruct.readers.reasons import damage_as_refusal, refusal

Kind = Literal["txt", "html", "docx", "doc", "pdf"]

_FOREIGN = (
    (0, b"\x89PNG", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF8", "a GIF image"),
    (0, b"II*\x00", "a TIFF image"),
    (0, b"MM\x00*", "a TIFF image"),
    (8, b"WEBP", "a WebP image"),
    (6, b"\x00\x00\x00\x00", "a bitmap image"),  # behind BM and the file size; checked together with BM below
    (4, b"ftyp", "a video or a phone photo"),
    (0, b"ID3", "a sound file"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a", "a rar archive"),
    (0, b"\x7fELF", "a program"),
    (0, b"SQLite format 3\x00", "a database"),
    (0, b"PAR1", "a Parquet table"),
)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|span|section|article|font|center|h[1-6])[\s>/]",
    re.IGNORECASE,
)
_WORD_XML = re.compile(r"<(?:w:wordDocument|pkg:package)\b")
_HEAD = 8192


def sniff(data: bytes, source_name: str) -> Kind | None:
    """Tell what kind of document the bytes are.

    Parameters
    ----------
    data : bytes
        The whole file.
    source_name : str
        Named in errors.

    Returns
    -------
    {"docx", "doc", "pdf"} or None
        None where the bytes may be text: decode them and ask `sniff_text`.

    Raises
    ------
    docstruct.errors.UnreadableDocument
        ``wrong_type`` (images, archives, sheets), ``unsupported`` (rtf, ofd, odt, caj), ``encrypted``, ``damaged``.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data, source_name)
    if data.startswith(OLE_MAGIC):
        return _sniff_ole(data, source_name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        raise refusal(source_name, "unsupported", "this is a Rich Text (rtf) file")
    if data.startswith(b"CAJ"):
        raise refusal(source_name, "unsupported", "this is a CAJ file")
    for offset, magic, name in _FOREIGN:
        if data.startswith(magic, offset) and (offset != 6 or data.startswith(b"BM")):
            raise refusal(source_name, "wrong_type", f"this is {name}, whatever its name says")
    return None


def sniff_text(text: str, source_name: str) -> Kind:
    """Tell a web page from plain text.

    Examples
    --------
    >>> sniff_text("<!DOCTYPE html><title>政府工作报告</title>", "报告.doc"), sniff_text("政府工作报告", "报告.html")
    ('html', 'txt')

    Raises
    ------
    docstruct.errors.UnreadableDocument
        ``unsupported`` for web archives (mht) and other XML, among it Word's own of 2003.
    """
    head = text[:_HEAD].lstrip()
    if head.startswith("MIME-Version:") or "Content-Type: multipart/related" in head:
        raise refusal(
            source_name,
            "unsupported",
            "this is a saved web archive (mht)",
            "Save the page as html and add that.",
        )
    if not head.startswith("<"):
        return "txt"
    if _WORD_XML.search(head):
        raise refusal(source_name, "unsupported", "this is a Word document saved as XML")
    if _HTML.search(head):
        return "html"
    if head.startswith("<?xml"):
        raise refusal(source_name, "unsupported", "this is an XML file of a kind that is not known here")
    return "txt"


def _sniff_zip(data: bytes, source_name: str) -> Kind:
    with damage_as_refusal(source_name, "zip or docx file"), zipfile.ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        names = {member.filename for member in members}
        if any(member.flag_bits & 1 for member in members):
            raise refusal(source_name, "encrypted", "this is a zip archive with a password")
        if "OFD.xml" in names:
            raise refusal(source_name, "unsupported", "this is an OFD file")
        if "mimetype" in names and "content.xml" in names:
            raise refusal(source_name, "unsupported", "this is an OpenDocument (odt, ods) file")
        if "[Content_Types].xml" in names:
            if any(name.startswith("word/") for name in names):
                return "docx"
            raise refusal(source_name, "wrong_type", "this is an Office file, but no text document")
    raise refusal(
        source_name, "wrong_type", "this is a zip archive", "Unpack it and add the files that it holds."
    )


def _sniff_ole(data: bytes, source_name: str) -> Kind:
    with damage_as_refusal(source_name, "doc file"):
        streams = open_ole(data).list_streams()
    if "EncryptedPackage" in streams:
        raise refusal(source_name, "encrypted", "this is an Office document with a password")
    if "WordDocument" in streams:
        return "doc"
    raise refusal(source_name, "wrong_type", "this is an old Office file, but no text document")


def open_ole(data: bytes) -> OleReader:
    """Open an OLE container, the wrapping of .doc; its size has been checked before.

    Raises
    ------
    legacy_doc.exceptions.LegacyDocError
        Where sectors or chains are broken.
    """
    return OleReader(data, options=ExtractionOptions(max_file_bytes=max(len(data), 1)))
