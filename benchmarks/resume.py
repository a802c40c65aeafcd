"""What is left after kill -9: of the flow at random moments, of a worker in the middle of a batch, and of the process
that workers are forked from.

    python benchmarks/resume.py ../shared/reports --documents 12 --kills 10

A base that holds half of the documents is given the others; the run is killed and then run again. The release must be
that of a run that nobody disturbed and that published everything at once: the same id, the same files, byte for byte.
Runs that are killed publish two documents at a time; until they are run again the former release is current, or one
that they published.
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


def start(inputs: Path, kb: Path, portion: int | None = None) -> subprocess.Popen[bytes]:
    """Start a run in a process group of its own."""
    command = [*RUN, str(inputs), "--kb", str(kb), "--workers", "2"]
    environment = os.environ | ({"DOCSTRUCT_RUN__PUBLISH_SIZE": str(portion)} if portion else {})
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True, env=environment)


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


def kill_flow(run: subprocess.Popen[bytes], kb: Path) -> str:
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


def kill_worker(run: subprocess.Popen[bytes], kb: Path) -> str:
    """Kill a worker in the middle of a batch, and let the flow go on."""
    return _kill_fork(run, kb, worker=True)


def kill_template(run: subprocess.Popen[bytes], kb: Path) -> str:
    """Kill the process that workers are forked from, in the middle of a batch, and let the flow go on."""
    return _kill_fork(run, kb, worker=False)


def _kill_fork(run: subprocess.Popen[bytes], kb: Path, *, worker: bool) -> str:
    spool = kb.with_name(f"{kb.name}.runs") / "spool"
    while not any(spool.rglob("*.outcome")):
        if run.poll() is not None:
            return "there was no batch"
        time.sleep(0.05)
    time.sleep(random.uniform(0, 0.5))
    forks = [pid for pid, command in members(run.pid).items() if "multiprocessing.forkserver" in command]
    victim = next(pid for pid in forks if (_parent(pid) in forks) == worker)
    os.kill(victim, signal.SIGKILL)
    return f"the flow went on and ended with {run.wait()}"


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


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
        victims = (
            [("flow", kill_flow)] * asked.kills
            + [("worker", kill_worker)] * 2
            + [("template", kill_template)]
        )
        for victim, kill in victims:
            shutil.copytree(work / "former", work / "torn", symlinks=True)
            kb = work / "torn" / "kb"
            moment = dice.uniform(0, seconds) if victim == "flow" else 0.0
            run = start(work / "in", kb, portion=2)
            time.sleep(moment)
            after = kill(run, kb)
            between = Store(kb).current()
            assert between
            names = {former.release_id: "the former", release_id: "the new"}
            again = finish(work / "in", kb)
            same = content(kb) == wanted and Store(kb).current().release_id == release_id  # type: ignore[union-attr]
            print(
                f"{victim} killed {f'after {moment:.1f} s' if moment else 'in a batch'}: {after}; "
                f"{names.get(between.release_id, 'a release between')} current; "
                f"run again: {again:.1f} s, {'the same release' if same else 'ANOTHER RELEASE'}",
                flush=True,
            )
            shutil.rmtree(work / "torn")


if __name__ == "__main__":
    main()
