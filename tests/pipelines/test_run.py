"""The main job end to end on a folder of good and bad files: the good are published, the bad named with reasons."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from docstruct.kb.ledger import InputRecord
from docstruct.kb.releases import Store

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)
RECIPE = """<html><head><title>红烧排骨的做法</title></head><body><h1>红烧排骨</h1>
<p>排骨五百克，冷水下锅，加姜三片、料酒两勺，煮开后撇去浮沫，捞出沥干。</p>
<p>锅里放少许油和三十克冰糖，小火炒到糖色发红，倒入排骨翻炒，每一块都裹上糖色。</p>
<p>加生抽两勺、老抽半勺、八角一颗、桂皮一小段，加热水没过排骨，大火烧开后转小火炖四十分钟。</p>
<p>最后开大火收汁，撒上葱花和白芝麻，趁热端上桌。炖的时候不要频繁揭盖，肉更容易软烂入味。</p>
<p>小贴士：冰糖可以换成白糖，分量减到二十克；喜欢吃辣的可以放两只干辣椒，一起下锅炖煮。</p></body></html>"""


@dataclass
class Run:
    """What the command line printed, and what the release says of its inputs."""

    work: Path
    code: int
    output: str
    inputs: dict[str, InputRecord]


def docstruct(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from docstruct.cli import main; main()", *map(str, words)],
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def run(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    work = tmp_path_factory.mktemp("bad")
    folder = work / "inbox"
    folder.mkdir()
    samples = sorted((root / "corpus" / "samples").iterdir())
    docx = next(path for path in samples if path.suffix == ".docx")
    text = next(path for path in samples if path.suffix == ".txt")
    for path in (docx, text):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "empty.txt").touch()
    (folder / "truncated.docx").write_bytes(docx.read_bytes()[:3000])
    canvas = Canvas(str(folder / "encrypted.pdf"), encrypt=StandardEncryption("secret"))
    canvas.drawString(72, 720, "closed")
    canvas.save()
    (folder / "photo.txt").write_bytes(PNG + bytes(range(256)) * 40)
    (folder / "line.txt").write_text("全年工作" * (50 * 1024 * 1024 // 12), "utf-8")
    (folder / "recipe.html").write_text(RECIPE, "utf-8")
    done = docstruct("run", "inbox", "--kb", "kb", "--workers", "2", cwd=work)
    records = Store(work / "kb").known_inputs().values()
    return Run(
        work, done.returncode, done.stdout + done.stderr, {record.source_name: record for record in records}
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("empty.txt", "empty"),
        ("truncated.docx", "damaged"),
        ("encrypted.pdf", "encrypted"),
        ("photo.txt", "wrong_type"),
        ("line.txt", "single_line"),
        ("recipe.html", "not_a_report"),
    ],
)
def test_bad_file_is_quarantined_with_its_own_reason(run: Run, name: str, code: str) -> None:
    record = run.inputs[name]
    assert (record.status, record.code) == ("quarantined", code)
    assert f"{name}: {record.reason} ({code}). {record.action}" in run.output


def test_good_neighbours_are_published(run: Run) -> None:
    assert sum(record.status == "published" for record in run.inputs.values()) == 2


def test_bad_files_are_no_failure_of_the_run(run: Run) -> None:
    assert run.code == 0
    assert "6 documents quarantined" in run.output


def test_second_run_changes_no_byte_and_says_so(run: Run) -> None:
    def state() -> dict[Path, tuple[int, int]]:
        found = [run.work / "kb", *(run.work / "kb.releases").rglob("*")]
        return {path: (path.lstat().st_mtime_ns, path.lstat().st_ino) for path in found}

    before = state()
    again = docstruct("run", "inbox", "--kb", "kb", cwd=run.work)
    assert state() == before
    assert "8 documents skipped as already known, 6 of them quarantined earlier" in again.stdout
    assert "(unchanged: nothing was new)" in again.stdout
