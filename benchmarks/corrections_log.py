"""Many writers into one log, and writers that are killed: what is stored, and what an append takes.

python benchmarks/corrections_log.py [writers] [events] [kills]
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from docstruct.corrections.anchors import make_anchor
from docstruct.corrections.events import Event
from docstruct.corrections.log import Log

TEXT = "全市新增高新技术企业40家，进出口总额增长5%。"


def write(path: Path, number: int, count: int, gate: object, results: object) -> None:
    """Append events one by one, each a transaction of its own."""
    log, anchor = Log(path), make_anchor(TEXT, "aa", 10, 13, report_id=f"r{number}")
    gate.wait()
    took = []
    for _ in range(count):
        event = Event(actor=f"甲{number}", op="accept", target=anchor)
        started = time.perf_counter()
        log.append(event)
        took.append(time.perf_counter() - started)
    results.put(took)


def acknowledge(path: Path, seen: Path, number: int) -> None:
    """Append without end; note each event that was acknowledged, after it was."""
    log, anchor = Log(path), make_anchor(TEXT, "aa", 10, 13, report_id="r")
    with seen.open("a") as file:
        while True:
            stored = log.append(Event(actor=f"甲{number}", op="accept", target=anchor))
            file.write(stored.event_id + "\n")
            file.flush()


def kill_writers(kills: int) -> None:
    """Kill four writers in the middle of their work, time after time, on one log."""
    context, dice = multiprocessing.get_context("spawn"), random.Random(7)
    folder = Path(tempfile.mkdtemp())
    path, seen = folder / "log.sqlite", folder / "seen"
    for _ in range(kills):
        writers = [context.Process(target=acknowledge, args=(path, Path(f"{seen}{n}"), n)) for n in range(4)]
        before = Log(path).count()
        for writer in writers:
            writer.start()
        while Log(path).count() < before + 40:
            time.sleep(0.01)
        time.sleep(dice.random() * 0.2)
        for writer in writers:
            os.kill(writer.pid or 0, signal.SIGKILL)
        for writer in writers:
            writer.join()
        stored = {event.event_id for event in Log(path).events()}
        noted = [line for file in folder.glob("seen*") for line in file.read_text().split("\n")[:-1]]
        lost = [event_id for event_id in noted if event_id not in stored]
        assert not lost, f"{len(lost)} acknowledged events are gone"
    print(
        f"kill -9 of 4 writers x {kills}: {len(noted)} acknowledged, 0 lost; {Log(path).verify()} stored, chain valid"
    )


def main(writers: int, count: int, kills: int) -> None:
    """Run all writers at once, verify the chain, print percentiles; then kill some."""
    context = multiprocessing.get_context("spawn")
    path = Path(tempfile.mkdtemp()) / "log.sqlite"
    gate, results = context.Barrier(writers), context.Queue()
    jobs = [context.Process(target=write, args=(path, n, count, gate, results)) for n in range(writers)]
    for job in jobs:
        job.start()
    took = sorted(second for _ in jobs for second in results.get())
    for job in jobs:
        job.join()
    stored = Log(path).verify()
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    print(f"{stored} of {writers * count} stored, chain valid")
    print(f"append: p50 {p50 * 1e3:.1f} ms, p99 {p99 * 1e3:.1f} ms, max {took[-1] * 1e3:.0f} ms")
    if kills:
        kill_writers(kills)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:4]) if len(sys.argv) > 3 else (16, 200, 20))
