"""16 processes × 200 events into one log, from nothing: how many are stored, and what an append takes.

python benchmarks/corrections_log.py [writers] [events]
"""

from __future__ import annotations

import multiprocessing
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


def main(writers: int, count: int) -> None:
    """Run all writers at once, verify the chain, print percentiles."""
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


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]) if len(sys.argv) > 2 else (16, 200))
