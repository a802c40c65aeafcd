"""Reports a second, memory of a worker, and what is not extraction, on perturbed copies of real reports.

    python benchmarks/scale.py ../shared/reports --count 1000 --runner local --workers 2

Every copy gets the name of another county and other figures, so that none is a duplicate of another. Copies lie in a
temporary folder and are removed.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

from docstruct.kb.releases import Store
from docstruct.lexicon.regions import load_regions
from docstruct.readers import discover, read
from docstruct.settings import ReaderSettings
from docstruct.structure import parse
from pipelines.launch import run_reports


def perturb(text: str, place: str, county: str, dice: random.Random) -> str:
    """Give a report another place and other figures; years stay, so that periods stay meaningful."""
    text = text.replace(place, county)

    def other(match: re.Match[str]) -> str:
        digits = match.group()
        if len(digits) == 4 and digits.startswith(("19", "20")):
            return digits
        return str(dice.randrange(1, 10)) + "".join(str(dice.randrange(10)) for _ in digits[1:])

    return re.sub(r"\d+", other, text)


def make_copies(reports: Path, folder: Path, count: int, county: int = 0) -> None:
    """Write copies, the first with the name of the given county of all in a fixed order."""
    dice = random.Random(1)
    originals = []
    for path in discover([reports]):
        raw = read(path, ReaderSettings())
        originals.append((raw.text, parse(raw).ref_area_name))
    regions = load_regions()
    current = {r.name for r in regions if r.level == "county" and r.valid_to is None and r.standard}
    counties = sorted(name for name in current if regions.resolve(name, year=2025))
    dice.shuffle(counties)
    for number in range(count):
        text, place = originals[number % len(originals)]
        name = counties[county + number]
        title = f"2025年{name}政府工作报告"
        body = perturb(text, place, name, dice).partition("\n")[2]
        (folder / f"{title}.txt").write_text(f"{title}\n{body}", "utf-8")


class Watch(threading.Thread):
    """Watches peak resident memory and processor time of this process and of every one below it."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seen: dict[int, Process] = {}
        self.running = True

    def run(self) -> None:
        """Sample every half second."""
        while self.running:
            for process in _processes():
                if process.pid == os.getpid() or _descends(process.parent):
                    self.seen[process.pid] = process
            time.sleep(0.5)

    def peak(self, kind: str) -> float:
        """MiB of the largest process of a kind."""
        return max((p.peak / 1024 for p in self.seen.values() if p.kind == kind), default=0.0)

    def seconds(self, kind: str) -> float:
        """Processor time of all processes of a kind."""
        return sum(p.seconds for p in self.seen.values() if p.kind == kind)


class Process(NamedTuple):
    """A process: ``peak`` in KiB, ``seconds`` of processor time."""

    pid: int
    parent: int
    kind: str
    peak: int
    seconds: float


def _processes() -> list[Process]:
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            status = dict(
                line.split(":\t", 1) for line in (folder / "status").read_text().splitlines() if ":\t" in line
            )
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
            times = (folder / "stat").read_text().rpartition(")")[2].split()[11:13]
        except OSError:
            continue
        found.append(
            Process(
                pid=int(folder.name),
                parent=int(status["PPid"]),
                kind=_name_kind(int(folder.name), command),
                peak=int(status.get("VmHWM", "0 kB").split()[0]),
                seconds=sum(map(int, times)) / os.sysconf("SC_CLK_TCK"),
            )
        )
    return found


def _name_kind(pid: int, command: str) -> str:
    if pid == os.getpid():
        return "flow"
    if "forkserver" in command or "spawn_main" in command:
        return "worker"
    return "server" if "prefect" in command else "other"


def _descends(parent: int) -> bool:
    while parent > 1:
        if parent == os.getpid():
            return True
        try:
            parent = int(Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return False
    return False


def main() -> None:
    """Make the copies, run, print one line of figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--runner", default="local")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        make_copies(asked.reports, folder / "in", asked.count)
        watch = Watch()
        watch.start()
        done = run_reports([folder / "in"], folder / "kb", workers=asked.workers, runner=asked.runner)
        watch.running = False
        outside = 1 - done.extraction_seconds / (asked.workers * done.seconds)
        print(
            f"{asked.runner}: {len(done.reports)} reports, {len(done.quarantined)} quarantined, "
            f"{done.observations} observations in {done.seconds:.1f} s: {len(done.reports) / done.seconds:.1f} a second, "
            f"{outside:.0%} outside extraction, {watch.peak('worker'):.0f} MiB peak of a worker, release {done.release_id}"
        )
        spent = {kind: watch.seconds(kind) for kind in ("worker", "flow", "server", "other")}
        print("   processor time: " + ", ".join(f"{kind} {seconds:.0f} s" for kind, seconds in spent.items()))
        release = Store(folder / "kb").current()
        assert release
        parts = release.manifest.parts
        print(
            f"   {len(parts)} parts of {sum(part.size for part in parts) / 2**20:.1f} MiB, manifest of "
            f"{(release.path / 'manifest.json').stat().st_size / 2**20:.1f} MiB, {watch.peak('flow'):.0f} MiB peak of the flow"
        )
        started = time.monotonic()
        again = run_reports([folder / "in"], folder / "kb", workers=asked.workers, runner=asked.runner)
        print(f"   nothing new: {time.monotonic() - started:.1f} s, changed: {again.changed}")
        next((folder / "in").iterdir()).unlink()
        make_copies(asked.reports, folder / "in", 1, county=asked.count)
        # A process of its own, as on another day: Prefect's clients hold on to the server of their process.
        started = time.monotonic()
        command = [sys.executable, "-c", "from docstruct.cli import main; main()", "run", folder / "in"]
        subprocess.run(
            [*command, "--kb", folder / "kb", "--runner", asked.runner], check=True, capture_output=True
        )
        print(f"   one report more: {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
