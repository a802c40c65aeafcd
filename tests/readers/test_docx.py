from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from docx import Document
from docx.shared import Inches

from .builders import (
    PARAGRAPHS,
    ROW_LINES,
    ROWS,
    docx_bytes,
    docx_of_xml,
    paragraph,
    rezipped,
    run,
    saved,
)

TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"


def test_paragraphs_and_tables_in_document_order(lines):
    assert lines(docx_bytes(PARAGRAPHS[0], ROWS, *PARAGRAPHS[1:])) == [
        PARAGRAPHS[0],
        *ROW_LINES,
        *PARAGRAPHS[1:],
    ]


def test_a_frame_of_one_cell_keeps_its_paragraphs(lines):
    assert lines(docx_bytes([["甲。\n乙。"]])) == ["甲。", "乙。"]


def test_paragraphs_within_a_cell_are_one_cell(lines):
    assert lines(docx_bytes([["生产\n总值", "5%"]])) == ["生产 总值\t5%"]


def test_a_table_within_a_cell_stays_in_its_row(lines):
    inner = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>".format(
        paragraph(run("内一")), paragraph(run("内二"))
    )
    outer = f"<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc>{paragraph(run('外'))}</w:tc></w:tr></w:tbl>"
    assert lines(docx_of_xml(outer)) == ["内一 内二\t外"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("增长") + run("5%"), ["增长5%"]),
        (f"{run('甲')}<w:r><w:tab/></w:r>{run('乙')}", ["甲\t乙"]),
        (f"{run('样例市')}<w:r><w:br/></w:r>{run('报告')}", ["样例市", "报告"]),
        (f"<w:hyperlink>{run('链接')}</w:hyperlink>", ["链接"]),
        (f"<w:ins>{run('新增')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", ["新增"]),
        (f"<w:moveFrom>{run('移走')}</w:moveFrom>{run('留下')}", ["留下"]),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("页"), ["页"]),
        (f"<w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", ["控件"]),
        (f"<w:pPr><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr>{run('正文')}", ["正文"]),
        (
            f"<w:r><w:ruby><w:rt>{run('zhì')}</w:rt><w:rubyBase>{run('治')}</w:rubyBase></w:ruby></w:r>",
            ["治"],
        ),
    ],
)
def test_what_counts_as_text_of_a_paragraph(lines, content, expected):
    assert lines(docx_of_xml(paragraph(content))) == expected


def test_content_controls_around_blocks(lines):
    block = f"<w:sdt><w:sdtContent>{paragraph(run('目录'))}</w:sdtContent></w:sdt>"
    assert lines(docx_of_xml(block)) == ["目录"]


def test_a_text_box_once_behind_its_paragraph(lines):
    box = f"<w:txbxContent>{paragraph(run('框里'))}</w:txbxContent>"
    alternatives = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = paragraph(f"{run('前')}<w:r>{alternatives}</w:r>{run('后')}") + paragraph(run("下一段"))
    assert lines(docx_of_xml(body)) == ["前后", "框里", "下一段"]


def test_footnotes_at_the_end(lines):
    relation = (
        '<Relationship Id="rId99" Target="footnotes.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    part = '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:id="0" w:type="separator">{paragraph("<w:r><w:separator/></w:r>")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph(run(" 按可比价格计算。"))}</w:footnote></w:footnotes>'
    )
    plain = docx_bytes("正文。")
    data = rezipped(
        plain,
        {
            "word/footnotes.xml": notes.encode(),
            "word/_rels/document.xml.rels": member(plain, "word/_rels/document.xml.rels").replace(
                b"</Relationships>", relation.encode()
            ),
            TYPES: member(plain, TYPES).replace(b"</Types>", part.encode()),
        },
    )
    assert lines(data) == ["正文。", "按可比价格计算。"]


def test_headers_and_footers_are_left_out(lines):
    document = Document()
    document.add_paragraph("正文。")
    document.sections[0].header.paragraphs[0].text = "页眉"
    assert lines(saved(document)) == ["正文。"]


def test_pictures_without_text_are_a_scan(refused):
    document = Document()
    document.add_picture(BytesIO(png()), width=Inches(1))
    assert refused(saved(document)).code == "scanned"


def test_macro_documents_are_unsupported(refused):
    plain = docx_bytes("正文。")
    types = member(plain, TYPES).replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        b"vnd.ms-word.document.macroEnabled.main",
    )
    assert refused(rezipped(plain, {TYPES: types})).code == "unsupported"


def test_entities_are_refused_not_expanded(refused):
    plain = docx_bytes("正文。")
    head, body = member(plain, DOCUMENT).split(b"<w:document", 1)
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    document = head + bomb + b"<w:document" + body.replace("正文。".encode(), b"&b;&b;")
    error = refused(rezipped(plain, {DOCUMENT: document}))
    assert (error.code, "entities" in error.reason) == ("damaged", True)


@pytest.mark.parametrize("limits", [{}, {"max_unpacked_ratio": 10**9, "max_unpacked_bytes": 10**6}])
def test_zip_bombs_are_not_unpacked(refused, limits):
    data = rezipped(docx_bytes("正文。"), {"word/media/a.xml": b"0" * 20_000_000})
    error = refused(data, **limits)
    assert (error.code, "unpacks to 20," in error.reason) == ("too_large", True)


def test_a_member_larger_than_declared_is_damaged(refused):
    data = bytearray(rezipped(docx_bytes("正文。"), {DOCUMENT: b"<a>" + b" " * 100_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark)
        while data[at + (30 if offset == 22 else 46) :][: len(DOCUMENT)] != DOCUMENT.encode():
            at = data.index(mark, at + 1)
        data[at + offset : at + offset + 4] = (10).to_bytes(4, "little")
    assert refused(bytes(data)).code == "damaged"


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def png() -> bytes:
    """One black pixel."""
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0),
        b"IDAT": zlib.compress(b"\0\0"),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks.items()
    )
