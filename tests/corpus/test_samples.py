"""The sample reports: built from their sources, marked as samples, in our own words, with gold that fits."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import sys
import unicodedata
import zipfile
from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import docx
import pypdfium2
import pytest
from selectolax.lexbor import LexborHTMLParser

from docstruct.readers.fonts import install_substitute
from docstruct.records import Bound, EntityLabel, Kind, Status

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
UNSCORED = {"spec", "rank"}
WINDOW = 24


def load_builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_samples", CORPUS / "build_samples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


builder = load_builder()
every_sample = pytest.mark.parametrize("sample", builder.REPORTS, ids=[s.source for s in builder.REPORTS])


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def read_gold() -> dict[str, list[dict[str, Any]]]:
    """Gold rows by sample file; facts and entities carry their passage's squeezed text as ``within``."""
    texts = {sample.file: sample.text() for sample in builder.REPORTS}
    within: dict[str, str] = {}
    file_of: dict[str, str] = {}
    rows = defaultdict(list)
    for line in (CORPUS / "gold" / "samples.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["t"] == "passage":
            within[row["id"]] = squeeze(texts[row["doc"]][row["start"] : row["end"]])
            file_of[row["id"]] = row["doc"]
        passage = row["id"] if row["t"] == "passage" else row["passage"]
        rows[file_of[passage]].append({**row, "within": within[passage]})
    return rows


GOLD = read_gold()


def rows_of(sample: Any, kind: str) -> list[dict[str, Any]]:
    return [row for row in GOLD[sample.file] if row["t"] == kind]


def contents(data: bytes) -> dict[str, bytes] | bytes:
    """A file's bytes; of an archive the members, since compression may differ between machines."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@every_sample
def test_file_is_up_to_date_with_its_source(sample: Any) -> None:
    built = (CORPUS / "samples" / sample.file).read_bytes()
    assert contents(sample.render(sample)) == contents(built), "run python corpus/build_samples.py"


def test_folder_holds_the_samples_and_nothing_else() -> None:
    assert {path.name for path in (CORPUS / "samples").iterdir()} == {
        sample.file for sample in builder.REPORTS
    }


@every_sample
def test_first_line_says_what_the_sample_is(sample: Any) -> None:
    assert re.fullmatch(r"样例：docstruct项目自行撰写，数据取自公开的.+报告，非官方文本", sample.lines()[0])


@every_sample
def test_length_is_that_of_a_short_report(sample: Any) -> None:
    assert 1500 <= len(sample.text()) <= 3500


def test_text_files_have_different_encodings() -> None:
    texts = [sample for sample in builder.REPORTS if sample.file.endswith(".txt")]
    decoded = [
        (CORPUS / "samples" / sample.file).read_bytes().decode(encoding).splitlines()
        for sample, encoding in zip(texts, ("gb18030", "utf-8"), strict=True)
    ]
    assert decoded == [sample.paragraphs() for sample in texts]


def test_word_files_hold_paragraphs_and_table() -> None:
    tables = []
    for sample in builder.REPORTS:
        if sample.file.endswith(".docx"):
            document = docx.Document(str(CORPUS / "samples" / sample.file))
            assert [paragraph.text for paragraph in document.paragraphs] == sample.paragraphs()
            tables += [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert tables[:2] == [["指标", "2024年实绩", "2025年目标"], ["地区生产总值增速", "5.8%", "5%以上"]]


def test_page_surrounds_the_text_with_furniture() -> None:
    (sample,) = (sample for sample in builder.REPORTS if sample.file.endswith(".html"))
    page = LexborHTMLParser((CORPUS / "samples" / sample.file).read_bytes())
    article = page.css_first("h1").text() + "".join(node.text() for node in page.css(".content p"))
    assert sorted(squeeze(article)) == sorted(squeeze(sample.text()))
    assert all(page.css_first(selector) for selector in (".nav", "#hits", ".share", ".footer"))


def test_pdf_text_layer_reads_right() -> None:
    (sample,) = (sample for sample in builder.REPORTS if sample.file.endswith(".pdf"))
    install_substitute()
    with pypdfium2.PdfDocument(CORPUS / "samples" / sample.file) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    assert len(pages) >= 3
    furniture = [squeeze(builder.PDF_RUNNING_HEADER) + f"—{number}—" for number in range(1, len(pages) + 1)]
    read = [squeeze(page) for page in pages]
    assert all(text.startswith(mark) for text, mark in zip(read, furniture, strict=True))
    body = "".join(text.removeprefix(mark) for text, mark in zip(read, furniture, strict=True))
    assert body == squeeze(sample.text())


@every_sample
def test_passages_stand_where_the_gold_says(sample: Any) -> None:
    text, squeezed = sample.text(), squeeze(sample.text())
    for row in rows_of(sample, "passage"):
        assert row["doc_sha256"] == sha256(text.encode("utf-8")).hexdigest()
        inside = row["within"]
        assert (row["head"], row["tail"], row["chars"]) == (inside[:24], inside[-24:], len(inside))
        assert squeezed.count(row["head"]) == 1


@every_sample
def test_quantities_and_entities_stand_at_their_offsets(sample: Any) -> None:
    facts, entities = rows_of(sample, "fact"), rows_of(sample, "ent")
    assert [row["within"][row["o"] : row["e"]] for row in facts] == [row["q"] for row in facts]
    assert [row["within"][row["o"] : row["e"]] for row in entities] == [row["s"] for row in entities]


@every_sample
def test_quantities_do_not_overlap(sample: Any) -> None:
    spans = [(row["passage"], row["o"], row["e"]) for row in rows_of(sample, "fact")]
    assert spans == sorted(spans)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in zip(spans, spans[1:], strict=False))


@every_sample
def test_each_sample_has_forty_scored_quantities(sample: Any) -> None:
    assert sum(row["kind"] not in UNSCORED for row in rows_of(sample, "fact")) >= 40


@pytest.mark.parametrize(
    ("field", "vocabulary"),
    [("kind", Kind), ("bound", Bound), ("status", Status)],
    ids=["kind", "bound", "status"],
)
def test_gold_shows_every_value_of_a_vocabulary(field: str, vocabulary: Any) -> None:
    shown = {row[field] for rows in GOLD.values() for row in rows if row["t"] == "fact"}
    assert shown == set(get_args(vocabulary))


def test_gold_labels_are_of_the_guidelines() -> None:
    labels = {row["label"] for rows in GOLD.values() for row in rows if row["t"] == "ent"}
    assert labels <= set(get_args(EntityLabel))


@every_sample
def test_periods_are_codes(sample: Any) -> None:
    code = re.compile(r"\d{4}(-H[12]|-Q[1-4]|-\d\d)?(/\d{4})?")
    assert [row["period"] for row in rows_of(sample, "fact") if not code.fullmatch(row["period"])] == []


def report_windows(folder: Path) -> set[str]:
    """Every run of ``WINDOW`` characters of the shared reports, without white space, in NFKC."""
    windows: set[str] = set()
    for path in folder.iterdir():
        if path.suffix == ".docx":
            text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
        elif path.suffix == ".txt":
            text = path.read_text(encoding="utf-8")
        else:
            continue
        plain = squeeze(unicodedata.normalize("NFKC", text))
        windows.update(plain[start : start + WINDOW] for start in range(len(plain) - WINDOW + 1))
    return windows


def test_no_run_of_words_is_taken_from_a_report(shared: Path) -> None:
    windows = report_windows(shared / "reports")
    for path in (CORPUS / "sources").iterdir():
        plain = squeeze(unicodedata.normalize("NFKC", path.read_text(encoding="utf-8")))
        taken = [
            plain[start : start + WINDOW]
            for start in range(len(plain) - WINDOW + 1)
            if plain[start : start + WINDOW] in windows
        ]
        assert taken == [], path.name
