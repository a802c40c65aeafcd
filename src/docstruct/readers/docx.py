"""Word documents (docx): paragraphs and tables in the order of the page, text boxes and notes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from docstruct.readers.numbering import Numbering
from docstruct.readers.reasons import damage_as_refusal, refusal
from docstruct.settings import ReaderSettings

# lxml elements carry no types that help here.
Element = Any

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATES, _CHOICE = _COMPATIBILITY + "AlternateContent", _COMPATIBILITY + "Choice"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_BOX = qn("w:txbxContent")
_TEXT = {qn("w:t"), _MATH_TEXT}
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# Properties, text that a tracked change has removed, field codes, and the readings of ruby.
_SKIPPED = {qn(f"w:{name}") for name in ("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "rt")}
_MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_NOTES = ((RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnote")), (RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnote")))


def read_docx(data: bytes, source_name: str, settings: ReaderSettings) -> str:
    """Read the text of a docx.

    Paragraphs and tables stand in document order, a table row a line with its cells parted by tabs; the text of a
    text box follows the paragraph it hangs on; footnotes and endnotes stand at the end. Automatic numbers
    (“一、” set by Word and not typed) are written out. Headers, footers, comments and deletions are left out.

    Parameters
    ----------
    data : bytes
        The whole file.
    source_name : str
        Named in errors.
    settings : ReaderSettings
        Limits on what the archive unpacks to.

    Raises
    ------
    docstruct.errors.UnreadableDocument
        ``damaged``, ``too_large`` (what it unpacks to), ``scanned`` (pictures only).
    """
    _check_archive(data, source_name, settings)
    with damage_as_refusal(source_name, "docx file"):
        document = docx.Document(BytesIO(data))
        body = document.element.body
        if body.getroottree().docinfo.internalDTD is not None:
            # Word writes no document type; one that is there brings entities, and those are never expanded.
            raise refusal(
                source_name, "damaged", "the docx declares XML entities, which no Word document does"
            )
        lines = list(_block_lines(body, Numbering.of(document.part)))
        for relation, tag in _NOTES:
            lines.extend(_note_lines(document.part, relation, tag))
        pictures = len(document.part.package.image_parts)
    if pictures and not any(line.strip() for line in lines):
        raise refusal(source_name, "scanned", f"the docx holds {pictures} pictures and no text")
    return "\n".join(lines)


def _check_archive(data: bytes, source_name: str, settings: ReaderSettings) -> None:
    """Refuse what should not be unpacked: zip bombs by the sizes they declare, and kinds that python-docx rejects."""
    with damage_as_refusal(source_name, "docx file"), zipfile.ZipFile(BytesIO(data)) as archive:
        # A member is never unpacked beyond the size that the directory declares for it.
        unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > min(settings.max_unpacked_bytes, settings.max_unpacked_ratio * len(data)):
            raise refusal(
                source_name,
                "too_large",
                f"the docx has {len(data):,} bytes and says it unpacks to {unpacked:,}; the limits are "
                f"{settings.max_unpacked_bytes:,} bytes and {settings.max_unpacked_ratio} times its size",
            )
        if _MAIN_TYPE not in archive.read("[Content_Types].xml"):
            raise refusal(source_name, "unsupported", "this is a Word file with macros, or a template")
        if _STRICT in archive.read("_rels/.rels"):
            raise refusal(source_name, "unsupported", "this is a docx of the “strict” kind")


def _block_lines(parent: Element, numbering: Numbering) -> Iterator[str]:
    for child in parent:
        if child.tag == _P:
            yield from _paragraph_lines(child, numbering)
        elif child.tag == _TBL:
            yield from _table_lines(child, numbering)
        elif child.tag not in _SKIPPED:  # content controls, insertions, custom XML: wrappers around blocks
            yield from _block_lines(child, numbering)


def _paragraph_lines(paragraph: Element, numbering: Numbering) -> Iterator[str]:
    pieces: list[str] = []
    boxes: list[Element] = []
    _collect(paragraph, pieces, boxes)
    text = "".join(pieces)
    yield from (numbering.label(paragraph) + text if text else text).split("\n")
    for box in boxes:
        yield from _block_lines(box, numbering)


def _collect(element: Element, pieces: list[str], boxes: list[Element]) -> None:
    for child in element:
        tag = child.tag
        if tag in _TEXT:
            pieces.append(child.text or "")
        elif tag in _SIGNS:
            pieces.append(_SIGNS[tag])
        elif tag == _BOX:
            boxes.append(child)
        elif tag == _ALTERNATES:
            # The same text box twice, for new and for old readers: one of them is enough.
            choice = child.find(_CHOICE)
            _collect(child if choice is None else choice, pieces, boxes)
        elif tag not in _SKIPPED:
            _collect(child, pieces, boxes)


def _table_lines(table: Element, numbering: Numbering) -> Iterator[str]:
    for row in _inside(table, _TR):
        cells = [list(_block_lines(cell, numbering)) for cell in _inside(row, _TC)]
        if len(cells) == 1:  # a frame around paragraphs, not a row of figures
            yield from cells[0]
        elif any(line.strip() for cell in cells for line in cell):
            yield "\t".join(" ".join(" ".join(cell).split()) for cell in cells)


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Give the rows of a table or the cells of a row, also where content controls or insertions wrap them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _inside(child, tag)


def _note_lines(part: Any, relation: str, tag: str) -> Iterator[str]:
    for rel in part.rels.values():
        if rel.reltype == relation:
            for note in parse_xml(rel.target_part.blob).iter(tag):
                yield from filter(None, (line.strip() for line in _block_lines(note, Numbering.none())))
