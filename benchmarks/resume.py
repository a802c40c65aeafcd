"""What is left after kill -9: of the flow at random moments, and of a worker in the middle of a batch.

    python benchmarks/resume.py ../shared/reports --documents 12 --kills 10

A base that holds half of the documents is given the others; the run is killed and then run again. The release must be
that of a run that nobody disturbed: the same id, the same files, byte for byte. Until then the former one is current.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from docstruct.kb.releases import Store
from docstruct.readers import discover

RUN = [sys.executable, "-c", "from docstruct.cli import main; main()", "run"]


def start(inputs: Path, kb: Path) -> subprocess.Popen[bytes]:
    """Start a run in a process group of its own."""
    command = [*RUN, str(inputs), "--kb", str(kb), "--workers", "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)


def finish(inputs: Path, kb: Path) -> float:
    """Run to the end; return the seconds."""
    started = time.monotonic()
    if start(inputs, kb).wait():
        raise SystemExit("a run failed")
    return time.monotonic() - started


def content(kb: Path) -> dict[str, str]:
    """Digest of every Parquet file and of the data package of the current release, by name."""
    release = Store(kb).current()
    assert release
    files = [*release.path.rglob("*.parquet"), release.path / "datapackage.json"]
    return {str(f.relative_to(release.path)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def members(group: int) -> dict[int, str]:
    """Processes of a group, by id, with their command lines."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if os.getpgid(int(folder.name)) == group:
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().decode(errors="replace")
            except (OSError, ProcessLookupError):
                continue
    return found


def kill_flow(run: subprocess.Popen[bytes]) -> str:
    """Kill the process of the flow and see what becomes of those it started."""
    run.send_signal(signal.SIGKILL)
    run.wait()
    left = members(run.pid)
    waited = time.monotonic()
    while left and time.monotonic() - waited < 30:
        time.sleep(0.5)
        left = members(run.pid)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    return f"its processes were gone after {time.monotonic() - waited:.0f} s, {len(left)} had to be ended"


def kill_worker(run: subprocess.Popen[bytes]) -> str:
    """Kill a worker as soon as there is one that has begun, and let the flow go on."""
    while not (workers := [pid for pid, command in members(run.pid).items() if "spawn_main" in command]):
        if run.poll() is not None:
            return "there was no worker"
        time.sleep(0.1)
    time.sleep(random.uniform(1, 4))
    os.kill(workers[0], signal.SIGKILL)
    return f"the flow went on and ended with {run.wait()}"


def main() -> None:
    """Kill and run again; print a line a kill."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", type=Path)
    parser.add_argument("--documents", type=int, default=12)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    documents = discover([asked.reports])[: asked.documents]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "in").mkdir()
        for document in documents[: len(documents) // 2]:
            shutil.copy(document, work / "in")
        finish(work / "in", work / "former" / "kb")
        former = Store(work / "former" / "kb").current()
        assert former
        for document in documents:
            shutil.copy(document, work / "in")
        shutil.copytree(work / "former", work / "whole", symlinks=True)
        seconds = finish(work / "in", work / "whole" / "kb")
        wanted = content(work / "whole" / "kb")
        release_id = Store(work / "whole" / "kb").current().release_id  # type: ignore[union-attr]
        print(
            f"undisturbed: release {release_id} of {len(documents)} documents in {seconds:.1f} s", flush=True
        )
        for number in range(asked.kills + 2):
            shutil.copytree(work / "former", work / "torn", symlinks=True)
            kb = work / "torn" / "kb"
            victim, kill = ("flow", kill_flow) if number < asked.kills else ("worker", kill_worker)
            moment = dice.uniform(0, seconds) if victim == "flow" else 0.0
            run = start(work / "in", kb)
            time.sleep(moment)
            after = kill(run)
            between = Store(kb).current()
            assert between and between.release_id in (former.release_id, release_id)
            again = finish(work / "in", kb)
            same = content(kb) == wanted and Store(kb).current().release_id == release_id  # type: ignore[union-attr]
            print(
                f"{victim} killed after {moment:.1f} s: {after}; "
                f"{'former' if between.release_id == former.release_id else 'new'} release current; "
                f"run again: {again:.1f} s, {'the same release' if same else 'ANOTHER RELEASE'}",
                flush=True,
            )
            shutil.rmtree(work / "torn")


if __name__ == "__main__":
    main()
