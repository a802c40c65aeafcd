"""Hostile documents: seconds, memory and verdict of each, every one in a process of its own.

python benchmarks/hostile.py [NAME…]
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from docstruct.errors import QuarantineError
from docstruct.extraction import extract, extract_file
from docstruct.settings import Settings

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = "2025年某市政府工作报告\n各位代表：现在，我代表市人民政府向大会报告工作。\n一、2024年工作回顾\n"
REAL = HEAD + "全市生产总值增长5.2%，城镇新增就业3万人，一般公共预算收入增长4%。\n" * 30


def docx(body: str, prologue: str = "") -> Callable[[Path], None]:
    """A docx with the given body."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path.with_suffix(".docx"), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
                             'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
                             'package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
                             '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
                             "</Types>")  # fmt: skip
            archive.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                             'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
                             'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
                             "</Relationships>")  # fmt: skip
            archive.writestr(
                "word/document.xml",
                f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            )

    return write


def paragraph(text: str) -> str:
    """One paragraph."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def traversal(path: Path) -> None:
    """A report whose archive has members that would lie outside of any folder."""
    docx(PARAGRAPHS)(path)
    with zipfile.ZipFile(path.with_suffix(".docx"), "a") as archive:
        for name in ("../../escaped.txt", "/etc/escaped.txt", "C:\\escaped.txt", "word/../../escaped.xml"):
            archive.writestr(name, "escaped")


def closed(path: Path) -> None:
    """A report that nobody may read."""
    path.write_text(REAL, "utf-8")
    path.chmod(0)


def linked(path: Path) -> None:
    """A link to a report that lies outside of the folder."""
    target = path.parent.with_name(f"{path.parent.name}.target")
    target.write_text(REAL, "utf-8")
    path.symlink_to(target)


def text(content: str, suffix: str = ".txt") -> Callable[[Path], None]:
    """A text file."""
    return lambda path: path.with_suffix(suffix).write_text(content, "utf-8") and None


def pdf(pages: int) -> Callable[[Path], None]:
    """A pdf of many pages."""

    def write(path: Path) -> None:
        from reportlab.pdfgen.canvas import Canvas

        canvas = Canvas(str(path.with_suffix(".pdf")))
        for page in range(pages):
            canvas.drawString(72, 720, f"page {page} grew by 5.2%")
            canvas.showPage()
        canvas.save()

    return write


def bomb(path: Path) -> None:
    """A docx whose body unpacks to two gigabytes."""
    with zipfile.ZipFile(path.with_suffix(".docx"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(2048):
                member.write(bytes(1024 * 1024))


LAUGHS = "<!DOCTYPE x [<!ENTITY a '哈哈哈哈哈哈哈哈哈哈'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
CELL = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
NESTED = (
    paragraph(HEAD) + "<w:tbl><w:tr><w:tc>" * 3000 + paragraph("增长5%。") + "</w:tc></w:tr></w:tbl>" * 3000
)
ROW = "<w:tr>" + "".join(f"<w:tc>{paragraph(f'{n}.5万人')}</w:tc>" for n in range(20)) + "</w:tr>"
PARAGRAPHS = "".join(paragraph(line) for line in REAL.splitlines())
MEGA = 1_000_000

CASES: dict[str, Callable[[Path], None]] = {
    "plain report": text(REAL),
    "zip bomb, 2 GB": bomb,
    "entity expansion": docx(paragraph("&i;"), LAUGHS),
    "external entity": docx(paragraph("&e;"), "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"),
    "3,000 nested tables": docx(NESTED),
    "table of 100,000 cells": docx(PARAGRAPHS + f"<w:tbl>{ROW * 5000}</w:tbl>"),
    "100,000 nested divs": text("<html><body>" + REAL + "<div>" * 100_000, ".html"),
    "table of 200,000 cells, html": text(
        f"<html><body><p>{REAL}</p><table>{'<tr>' + '<td>5.2%</td>' * 20 + '</tr>'}" * 1 + ("<tr>" + "<td>5.2%</td>" * 20 + "</tr>") * 10_000, ".html"),
    "cell across 1,000,000 rows and columns, html": text(
        f"<html><body><p>{REAL}</p><table><tr><td rowspan=1000000 colspan=1000000>5.2%</td></tr></table>", ".html"),
    "cell across 1,000,000 columns, docx": docx(
        PARAGRAPHS + '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr>' + paragraph("5%") + "</w:tc></w:tr></w:tbl>"),
    "file of 1 TB": lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_RDWR), 10**12),
    "pipe": lambda path: os.mkfifo(path),
    "link to itself": lambda path: path.symlink_to(path),
    "link to a report": linked,
    "file that may not be read": closed,
    "paths out of the archive, docx": traversal,
    "name with a line break and an escape": lambda path: path.with_name("case\n0 quarantined\x1b[2J").write_text(REAL) and None,
    "link to /dev/zero": lambda path: path.symlink_to("/dev/zero"),
    "link to /proc/self/mem": lambda path: path.symlink_to("/proc/self/mem"),
    "pdf of 10,000 pages": pdf(10_000),
    "1 MB of digits": text(REAL + "9" * MEGA),
    "1 MB of digits, in lines": text(REAL + ("9" * 150_000 + "\n") * 7),
    "1 MB of Chinese digits": text(REAL + ("二" * 150_000 + "万元\n") * 7),
    "1 MB of 亿": text(REAL + ("投资" + "亿" * 150_000 + "元\n") * 7),
    "1 MB of 三分之": text(REAL + ("三分之" * 50_000 + "二\n") * 7),
    "29,000 of 三分之": text(REAL + "三分之" * 29_000 + "二\n"),
    "29,000 figures in one sentence": text(REAL + "增长5%，" * 29_000 + "\n"),
    "1 MB of 、": text(REAL + ("、" * 150_000 + "\n") * 7),
    "1 MB of brackets": text(REAL + ("（" * 150_000 + "\n") * 7),
    "1 MB of quotes": text(REAL + ("“" * 150_000 + "\n") * 7),
    "1 MB of 分别": text(REAL + ("分别" * 75_000 + "\n") * 7),
    "1 MB of 万亿": text(REAL + ("一万亿" * 50_000 + "\n") * 7),
    "1 MB of 5%、": text(REAL + ("5%、" * 50_000 + "\n") * 7),
    "1 MB of 增长": text(REAL + ("增长" * 75_000 + "\n") * 7),
    "1 MB of 由5万增至6万": text(REAL + ("由5万增至6万" * 20_000 + "\n") * 7),
    "1 MB of 一、": text(REAL + "一、\n" * 330_000),
    "1 MB of （一）": text(REAL + "（一）工作\n" * 150_000),
    "1 MB of 2024年": text(REAL + ("2024年" * 30_000 + "\n") * 7),
    "1 MB of 1.1.1.": text(REAL + ("1." * 75_000 + "\n") * 7),
    "1 MB of 北京市": text(REAL + ("北京市" * 50_000 + "\n") * 7),
    "1 MB of 城、": text(REAL + ("城乡、" * 50_000 + "\n") * 7),
    "one sentence of 1 MB": text(REAL + ("工作" * 75_000 + "5%\n") * 7),
    "spaces": text(REAL + (" " * 190_000 + "x\n") * 7),
    "combining marks": text(REAL + ("́" * 150_000 + "\n") * 7),
    "not characters": text(REAL + ("\ufffe\u202e\u200b" * 50_000 + "\n") * 7),
}  # fmt: skip


def attempt(path: Path, results: multiprocessing.Queue[tuple[float, int, str]]) -> None:
    """Extract in this process, whose parent has loaded the models, within the memory of a worker."""
    settings = Settings()
    if path.lstat().st_mode & 0o777 == 0 and os.geteuid() == 0:
        # For root no file is closed.
        os.seteuid(65534)
    limit = settings.run.worker_bytes
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    try:
        found = extract_file(path, settings)
        verdict = f"report, {len(found.observations)} observations"
    except QuarantineError as error:
        verdict = f"{error.code}: {error.reason}"
    except MemoryError:
        verdict = f"out_of_memory: more than the {limit // 2**20:,} MiB of a worker"
    except Exception as error:
        verdict = f"FAILED {type(error).__name__}: {error}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    results.put((time.process_time() - started, peak - before, verdict))


def main(names: list[str]) -> None:
    """Print a line a case."""
    context = multiprocessing.get_context("fork")
    extract(REAL)
    limit = Settings().run.report_seconds
    for name, write in CASES.items():
        if names and not any(word in name for word in names):
            continue
        with tempfile.TemporaryDirectory() as outer:
            folder = Path(outer, "in")
            folder.mkdir()
            os.chmod(outer, 0o755)
            write(folder / "case")
            (path,) = folder.iterdir()
            results: multiprocessing.Queue[tuple[float, int, str]] = context.Queue()
            process = context.Process(target=attempt, args=(path, results))
            process.start()
            process.join(limit)
            if process.is_alive():
                process.kill()
                print(f"| {name} | > {limit:.0f} | | no end |", flush=True)
            elif process.exitcode:
                print(f"| {name} | | | died with {process.exitcode} |", flush=True)
            else:
                seconds, memory, verdict = results.get()
                print(f"| {name} | {seconds:.2f} | {memory / 1024:.0f} | {verdict[:150]} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
