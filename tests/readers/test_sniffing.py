from __future__ import annotations

import pytest

from .builders import PARAGRAPHS, doc_bytes, docx_bytes, ole, rezipped, zip_bytes

WORD_XML = (
    '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "wrong_type", "PNG"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "wrong_type", "JPEG"),
        (b"BM\x76\x02\0\0\0\0\0\0" + b"\0" * 40, "wrong_type", "bitmap"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "wrong_type", "WebP"),
        (b"Rar!\x1a\x07\0", "wrong_type", "rar archive"),
        (zip_bytes(**{"报告.txt": b"1"}), "wrong_type", "Unpack it"),
        (zip_bytes(**{"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "wrong_type", "no text document"),
        (ole({"Workbook": b""}), "wrong_type", "no text document"),
        (bytes(range(256)) * 9, "wrong_type", "neither text nor"),
        (zip_bytes(**{"OFD.xml": b""}), "unsupported", "OFD"),
        (zip_bytes(**{"mimetype": b"", "content.xml": b""}), "unsupported", "OpenDocument"),
        (b"{\\rtf1\\ansi}", "unsupported", "rtf"),
        (b"CAJ\0\0", "unsupported", "CAJ"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "unsupported", "web archive"),
        (WORD_XML.encode(), "unsupported", "Word document saved as XML"),
        (b'<?xml version="1.0"?><rss/>', "unsupported", "XML file"),
        (ole({"EncryptedPackage": b"", "EncryptionInfo": b""}), "encrypted", "password"),
        (docx_bytes(*PARAGRAPHS)[:-400], "damaged", "cut short"),
        (doc_bytes(*PARAGRAPHS)[:600], "damaged", "cut short"),
    ],
)
def test_foreign_bytes_are_refused_each_with_its_reason(refused, data, code, words):
    error = refused(data)
    assert (error.code, words in str(error)) == (code, True)


def test_a_zip_with_a_password(refused):
    data = bytearray(zip_bytes(**{"word/document.xml": b"x"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(data)).code == "encrypted"


def test_text_that_begins_with_bm_is_no_bitmap(lines):
    assert lines("BM公司新增就业6万人。".encode()) == ["BM公司新增就业6万人。"]


def test_text_that_begins_with_a_bracket_is_no_page(lines):
    assert lines("<样例>新增就业6万人。".encode()) == ["<样例>新增就业6万人。"]


def test_a_docx_without_its_main_part_is_damaged(refused):
    assert refused(rezipped(docx_bytes("甲"), {"word/document.xml": b""})).code == "damaged"
