"""Every character of the real reports comes through."""

from __future__ import annotations

import re
import zipfile

from docstruct.readers import discover, read
from docstruct.settings import ReaderSettings


def test_no_character_of_a_real_report_is_lost(shared):
    different = []
    for path in discover([shared / "reports"]):
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as archive:
                xml = archive.read("word/document.xml").decode("utf-8")
            expected = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))
        else:
            expected = path.read_text(encoding="utf-8")
        if "".join(expected.split()) != "".join(read(path, ReaderSettings()).text.split()):
            different.append(path.name)
    assert different == []
