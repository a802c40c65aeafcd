"""One document's disaster costs its neighbours nothing."""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from multiprocessing import forkserver
from pathlib import Path

import pytest

from docstruct.errors import ModelError, NotAReport
from docstruct.records import Extraction, Report
from docstruct.settings import RunSettings, Settings
from pipelines.spool import Job, Outcome, Spool
from pipelines.workers import _pool, extract_all

SETTINGS = Settings(run=RunSettings(report_seconds=12))


def extract(path: Path, settings: Settings) -> Extraction:
    """Do what the name of the file says; runs in a worker process."""
    match path.stem:
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "exit":
            os._exit(3)
        case "killed":
            # As by an operator or for want of memory: once, and not by its document's fault.
            mark = path.with_suffix(".mark")
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(60)
        case "memory":
            bytearray(settings.run.worker_bytes)
        case "defect":
            raise ValueError("no such thing")
        case "recipe":
            raise NotAReport(path.name, "a recipe", "Remove it.")
        case "model":
            raise ModelError("no weights")
    report = Report(
        report_id=path.stem, title="某市政府工作报告", report_type="government_work_report", issuer="某市人民政府",
        ref_area=None, ref_area_name="某市", level="city", year=2025, time_period="2024", plan_period="2025",
        period_start="2024-01-01", period_end="2024-12-31", presented_on=None, text="全年增长5%。", sections=(),
        sentences=((0, 7),), source_name=path.name, source_uri=path.name, sha256=path.stem, media_type="text/plain",
    )  # fmt: skip
    return Extraction(report=report)


def run(names: list[str], folder: Path) -> dict[str, Outcome]:
    spool = Spool(folder, "v1")
    jobs = [Job(path=Path(f"{name}.txt"), sha256=name) for name in names]
    deque(extract_all(jobs, extract, spool, workers=2, settings=SETTINGS), maxlen=0)
    return {job.path.stem: spool.read(job) for job in jobs}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    bad = ["segfault", "exit", "hang", "memory", "defect", "recipe"]
    names = [name for pair in zip((f"good{n}" for n in range(6)), bad, strict=True) for name in pair]
    return run(names, tmp_path_factory.mktemp("spool"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("segfault", "crashed"),
        ("exit", "crashed"),
        ("hang", "timed_out"),
        ("memory", "out_of_memory"),
        ("defect", "failed"),
        ("recipe", "not_a_report"),
    ],
)
def test_verdict(outcomes: dict[str, Outcome], name: str, code: str) -> None:
    quarantined = outcomes[name].quarantined
    assert quarantined is not None
    assert (quarantined.code, quarantined.source_name, quarantined.sha256) == (code, f"{name}.txt", name)


def test_defect_names_its_place(outcomes: dict[str, Outcome]) -> None:
    quarantined = outcomes["defect"].quarantined
    assert quarantined is not None
    assert quarantined.reason.startswith("ValueError: no such thing (test_workers.py:")


def test_neighbours_are_extracted(outcomes: dict[str, Outcome]) -> None:
    good = {name: outcome.extraction for name, outcome in outcomes.items() if name.startswith("good")}
    assert {name: e and e.report.report_id for name, e in good.items()} == {name: name for name in good}


def test_worker_that_is_killed_once_costs_nothing(tmp_path: Path) -> None:
    assert run([f"{tmp_path}/killed"], tmp_path)["killed"].extraction


def test_pool_that_lost_an_idle_worker_is_replaced(tmp_path: Path) -> None:
    run(["good"], tmp_path)
    pool = _pool(2, SETTINGS.run.worker_bytes)
    for worker in list(pool._pool_manager.worker_manager.workers.values()):
        os.kill(worker.pid, signal.SIGKILL)
    while pool.active:
        time.sleep(0.05)
    assert run(["good2"], tmp_path)["good2"].extraction


def test_process_that_workers_are_forked_from_is_replaced(tmp_path: Path) -> None:
    run(["good"], tmp_path)
    pool = _pool(2, SETTINGS.run.worker_bytes)
    # Its workers count as lost with it.
    os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)
    while pool.active:
        time.sleep(0.05)
    assert run(["good3"], tmp_path)["good3"].extraction


def test_missing_model_stops_the_batch(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no weights"):
        run(["model"], tmp_path)
