from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docstruct.errors import UnreadableDocument
from docstruct.readers import read, read_bytes
from docstruct.settings import ReaderSettings

from .builders import PARAGRAPHS, ROWS, doc_bytes, docx_bytes, pdf_bytes, set_page

PAGE = "<html><body>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</body></html>"
DOCUMENTS = {
    "text/plain": "\n".join(PARAGRAPHS).encode("gb18030"),
    "text/html": PAGE.encode(),
    "application/pdf": pdf_bytes(set_page(*PARAGRAPHS)),
    "application/msword": doc_bytes(*PARAGRAPHS, ROWS),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": docx_bytes(*PARAGRAPHS, ROWS),
}


@pytest.mark.parametrize("media_type", DOCUMENTS)
@pytest.mark.parametrize("name", ["报告.txt", "报告.doc", "报告"])
def test_type_comes_from_the_bytes_not_from_the_name(tmp_path, media_type, name):
    path = tmp_path / name
    path.write_bytes(DOCUMENTS[media_type])
    raw = read(path, ReaderSettings())
    assert raw.media_type == media_type
    assert tuple(raw.text.split("\n")[: len(PARAGRAPHS)]) == PARAGRAPHS


def test_origin(tmp_path):
    path = tmp_path / "2025年报告.txt"
    path.write_bytes(b"GDP\r\n")
    raw = read(path, ReaderSettings())
    assert (raw.source_name, raw.source_uri) == ("2025年报告.txt", path.as_posix())
    assert raw.sha256 == hashlib.sha256(b"GDP\r\n").hexdigest()


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (b"", {}, "empty"),
        (b" \r\n\0\0", {}, "empty"),
        ("　\u2003\n".encode(), {}, "empty"),
        (docx_bytes(""), {}, "empty"),
        (b"<html><body><script>1</script></body></html>", {}, "empty"),
        ("增长".encode() * 10, {"max_bytes": 59}, "too_large"),
        ("增长\n".encode() * 10, {"max_chars": 29}, "too_long"),
        ("增长".encode() * 10, {"max_line_chars": 19}, "single_line"),
        ("增长1.5%、２成、三分之一。".encode(), {"max_numerals": 3}, "too_many_figures"),
    ],
)
def test_limits(refused, data, limits, code):
    assert refused(data, **limits).code == code


def test_as_many_figures_as_allowed_are_read():
    text = "增长1,234.5%、２成、三分之一。"
    assert read_bytes(
        text.encode(), source_name="x", source_uri="x", settings=ReaderSettings(max_numerals=4)
    ).text


def test_a_file_over_the_limit_is_not_opened(tmp_path, monkeypatch):
    path = tmp_path / "大.txt"
    path.write_bytes(b"x" * 11)
    monkeypatch.setattr(type(path), "open", lambda *how: pytest.fail("opened"))
    with pytest.raises(UnreadableDocument) as caught:
        read(path, ReaderSettings(max_bytes=10))
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("name", ["没有.txt", "."])
def test_missing_files_and_folders(tmp_path, name):
    with pytest.raises(UnreadableDocument) as caught:
        read(tmp_path / name, ReaderSettings())
    assert caught.value.code == "missing"


def test_a_file_that_vanishes(tmp_path, monkeypatch):
    path = tmp_path / "报告.txt"
    path.write_bytes(b"x")

    def vanish(*how):
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(type(path), "open", vanish)
    with pytest.raises(UnreadableDocument, match="No such file"):
        read(path, ReaderSettings())


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(DOCUMENTS)), st.data())
def test_damaged_bytes_are_read_or_refused_and_nothing_else(media_type, data):
    document = bytearray(DOCUMENTS[media_type])
    for position, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(document) - 1), st.integers(0, 255)), max_size=12)
    ):
        document[position] = byte
    cut = data.draw(st.none() | st.integers(0, len(document)))
    try:
        raw = read_bytes(bytes(document[:cut]), source_name="x", source_uri="x", settings=ReaderSettings())
    except UnreadableDocument as error:
        assert error.reason and error.action
    else:
        assert raw.text.strip()
