"""A folder of hostile files: each is quarantined with its own reason, and the reports among them are published."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections import deque
from pathlib import Path

import pytest

from docstruct.kb.releases import Store
from docstruct.settings import Settings
from pipelines.plan import plan_run
from pipelines.publication import publish_outcomes
from pipelines.spool import Outcome, Spool
from pipelines.workers import extract_all, extract_document

NAME = "2024年国务院政府工作报告.txt"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def write_docx(path: Path, body: bytes | str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("../../escaped.txt", "x")
        archive.writestr("word/document.xml", body)


@pytest.fixture(scope="module")
def work(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("hostile")
    folder = work / "in"
    folder.mkdir()
    sample = next(path for path in (root / "corpus" / "samples").iterdir() if "国务院" in path.name)
    # As an archive packed on Windows in China leaves it on Linux.
    Path(os.fsdecode(bytes(folder) + b"/" + NAME.encode("gb18030"))).write_bytes(sample.read_bytes())
    write_docx(folder / "bomb.docx", bytes(40_000_000))
    (folder / "new\nline\x1b[2J.txt").write_text("各位代表", "utf-8")
    os.mkfifo(folder / "pipe.txt")
    (folder / "nowhere.txt").symlink_to("no such file")
    (folder / "circle.txt").symlink_to("circle.txt")
    (folder / "endless.txt").symlink_to("/dev/zero")
    (folder / "unreadable.txt").symlink_to("/proc/self/mem")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(10**12)
    (folder / "around").symlink_to(folder, target_is_directory=True)
    return work


@pytest.fixture(scope="module")
def outcomes(work: Path) -> dict[str, Outcome]:
    """What becomes of each file in a worker."""
    settings, store = Settings(), Store(work / "kb")
    plan = plan_run([work / "in"], store, settings)
    spool = Spool(work / "spool", plan.fingerprint)
    deque(extract_all(plan.jobs, extract_document, spool, workers=1, settings=settings), maxlen=0)
    found = {os.fsencode(job.path.name).decode("gb18030", "replace"): spool.read(job) for job in plan.jobs}
    publish_outcomes(plan, spool, store, size=len(plan.jobs))
    return found


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        ("bomb.docx", "too_large", "unpacks to"),
        ("new\nline\x1b[2J.txt", "too_short", "characters of text"),
        ("pipe.txt", "missing", "a pipe or device"),
        ("nowhere.txt", "missing", "a link that leads to no file"),
        ("circle.txt", "missing", "a link that leads to no file"),
        ("endless.txt", "missing", "a link that leads to no file"),
        ("unreadable.txt", "empty", "no bytes"),
        ("huge.txt", "too_large", "1,000,000,000,000 bytes"),
    ],
)
def test_hostile_file_is_quarantined(outcomes: dict[str, Outcome], name: str, code: str, reason: str) -> None:
    quarantined = outcomes[name].quarantined
    assert quarantined is not None
    assert (quarantined.code, reason in quarantined.reason) == (code, True), quarantined.reason


def test_neighbour_is_published_under_the_name_it_was_given(outcomes: dict[str, Outcome], work: Path) -> None:
    records = Store(work / "kb").known_inputs().values()
    published = [record for record in records if record.status == "published"]
    assert [record.source_name for record in published] == [NAME]


ELSEWHERE = """
import datetime, os, sys
from pathlib import Path
import docstruct.kb.releases
from collections import deque
from docstruct.kb.releases import Store
from docstruct.settings import Settings
from pipelines.plan import plan_run
from pipelines.publication import publish_outcomes
from pipelines.spool import Spool
from pipelines.workers import extract_all, extract_document

class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(1970, 1, 1, tzinfo=tz)

docstruct.kb.releases.datetime = Clock
work = Path(sys.argv[1])
settings, store = Settings(), Store(work / "elsewhere")
plan = plan_run([work / "in"], store, settings)
spool = Spool(work / "elsewhere.spool", plan.fingerprint)
if __name__ == "__main__":
    deque(extract_all(plan.jobs, extract_document, spool, workers=1, settings=settings), maxlen=0)
    publish_outcomes(plan, spool, store, size=len(plan.jobs))
"""
#: Another day at the other side of the date line, and names of files that are bytes without a meaning.
ENVIRONMENT = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_clock_and_locale_change_nothing(outcomes: dict[str, Outcome], work: Path) -> None:
    subprocess.run([sys.executable, "-c", ELSEWHERE, work], env=os.environ | ENVIRONMENT, check=True)
    here, there = (Store(work / name).current() for name in ("kb", "elsewhere"))
    assert here and there
    assert there.manifest.created_at.startswith("1970-01-01")
    assert there.release_id == here.release_id


def test_files_that_have_no_hash_are_known_as_long_as_they_stay(
    outcomes: dict[str, Outcome], work: Path
) -> None:
    # They are never read; a run that is offered them again has nothing to do and starts nothing.
    assert plan_run([work / "in"], Store(work / "kb"), Settings()).jobs == ()
    os.truncate(work / "in" / "huge.txt", 10**11)
    changed = plan_run([work / "in"], Store(work / "kb"), Settings()).jobs
    assert [job.path.name for job in changed] == ["huge.txt"]


def test_nothing_is_written_beside_the_folder(outcomes: dict[str, Outcome], work: Path) -> None:
    assert not list(work.parent.rglob("escaped.txt"))
