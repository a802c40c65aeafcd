"""Build the sample reports of ``corpus/samples`` from the plain texts of ``corpus/sources``.

    python corpus/build_samples.py            # writes corpus/samples
    python corpus/build_samples.py out/dir    # writes somewhere else

The same sources and the same library versions give the same content; archives and PDF carry fixed dates. A source holds one paragraph a line; a line that starts with ``|`` is a table row.
"""

from __future__ import annotations

import html
import io
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
SAMPLES = HERE / "samples"

HEADER_LINES = 1  # the line that says what the sample is
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
PDF_FONT = "STSong-Light"  # one of the CID fonts that every PDF reader knows: nothing is embedded
PDF_MARGIN = 2.6 * cm
PDF_RUNNING_HEADER = "上海市政府工作报告（二〇二四年，样例）"


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One sample report: the source it is built from, the file it becomes, and how."""

    source: str
    file: str
    title_lines: int
    render: Callable[[Sample], bytes]

    def lines(self) -> list[str]:
        """All lines of the source, table rows included."""
        return (SOURCES / self.source).read_text(encoding="utf-8").splitlines()

    def paragraphs(self) -> list[str]:
        """The paragraphs of the running text: the lines of the source without table rows."""
        return [line for line in self.lines() if not line.startswith("|")]

    def text(self) -> str:
        """The running text that the gold's offsets count in: paragraphs joined by a newline."""
        return "\n".join(self.paragraphs())

    def centred(self) -> int:
        """How many lines at the top are set in the middle: header, title, date and office."""
        return HEADER_LINES + self.title_lines


def render_gb18030(sample: Sample) -> bytes:
    """A text file as a Chinese Windows saves it: GB18030, CR LF."""
    return ("\r\n".join(sample.paragraphs()) + "\r\n").encode("gb18030")


def render_utf8(sample: Sample) -> bytes:
    """A plain UTF-8 text file."""
    return (sample.text() + "\n").encode("utf-8")


def render_docx(sample: Sample) -> bytes:
    """A Word file as the provinces publish it: no heading styles, rows with ``|`` as a table."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(12)
    rows: list[list[str]] = []
    for number, line in enumerate(sample.lines()):
        if line.startswith("|"):
            rows.append(line.strip("|").split("|"))
            continue
        add_table(document, rows)
        rows = []
        paragraph = document.add_paragraph(line)
        if number < sample.centred():
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_table(document, rows)
    buffer = io.BytesIO()
    document.save(buffer)
    return freeze_zip(buffer.getvalue())


def add_table(document: Any, rows: list[list[str]]) -> None:
    """Append one table with the given cells; no rows, no table."""
    if not rows:
        return
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text


def freeze_zip(archive: bytes) -> bytes:
    """The same archive with fixed dates, so that two builds give the same file."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            info = zipfile.ZipInfo(name, ZIP_EPOCH)
            info.create_system = 0
            new.writestr(info, old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def render_html(sample: Sample) -> bytes:
    """A saved page of a government site: navigation, counter, share bar and footer around the text."""
    header, title, *rest = sample.paragraphs()
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in [header, *rest])
    page = (SOURCES / "page.html").read_text(encoding="utf-8")
    return page.replace("{{title}}", html.escape(title)).replace("{{body}}", body).encode("utf-8")


def render_pdf(sample: Sample) -> bytes:
    """A PDF with a text layer, a running header and page numbers."""
    registerFont(UnicodeCIDFont(PDF_FONT))
    body = ParagraphStyle(
        "body", fontName=PDF_FONT, fontSize=16, leading=28, wordWrap="CJK", firstLineIndent=32
    )
    centred = ParagraphStyle("centred", parent=body, alignment=TA_CENTER, firstLineIndent=0)
    story = [
        Paragraph(html.escape(line), centred if number < sample.centred() else body)
        for number, line in enumerate(sample.paragraphs())
    ]
    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=PDF_MARGIN,
        rightMargin=PDF_MARGIN,
        topMargin=PDF_MARGIN,
        bottomMargin=PDF_MARGIN,
        title=sample.paragraphs()[HEADER_LINES],
        author="docstruct",
        invariant=1,
        pageCompression=0,
    )
    template.build(story, onFirstPage=draw_furniture, onLaterPages=draw_furniture)
    return buffer.getvalue()


def draw_furniture(canvas: Any, template: Any) -> None:
    """Draw what stands on every page: the running header and the page number."""
    width, height = template.pagesize
    canvas.saveState()
    canvas.setFont(PDF_FONT, 9)
    canvas.drawCentredString(width / 2, height - 1.5 * cm, PDF_RUNNING_HEADER)
    canvas.drawCentredString(width / 2, 1.2 * cm, f"— {canvas.getPageNumber()} —")
    canvas.restoreState()


REPORTS = (
    Sample(
        source="shanghai-2023.txt",
        file="2023年上海市政府工作报告（样例）.txt",
        title_lines=3,
        render=render_gb18030,
    ),
    Sample(
        source="shanghai-2024.txt",
        file="2024年上海市政府工作报告（样例）.pdf",
        title_lines=3,
        render=render_pdf,
    ),
    Sample(
        source="jiading-2024h1.txt",
        file="嘉定区2024年上半年计划执行情况报告（样例）.html",
        title_lines=3,
        render=render_html,
    ),
    Sample(
        source="hainan-2025.txt",
        file="2025年海南省政府工作报告（样例）.docx",
        title_lines=3,
        render=render_docx,
    ),
    Sample(
        source="jiangsu-2025.txt",
        file="2025年江苏省政府工作报告（样例）.docx",
        title_lines=3,
        render=render_docx,
    ),
    Sample(
        source="state-council-2024.txt",
        file="2024年国务院政府工作报告（样例）.txt",
        title_lines=3,
        render=render_utf8,
    ),
)


def main(arguments: list[str]) -> None:
    """Write all sample reports into the folder named, or into ``corpus/samples``."""
    folder = Path(arguments[0]) if arguments else SAMPLES
    folder.mkdir(parents=True, exist_ok=True)
    for sample in REPORTS:
        (folder / sample.file).write_bytes(sample.render(sample))


if __name__ == "__main__":
    main(sys.argv[1:])
