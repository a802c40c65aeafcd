"""Fifty killed writers with readers beside them, four competing writers of fifty publications each, a full disk.

    python benchmarks/faults.py [--kills 50] [--writers 4] [--publications 50]

The same as ``tests/kb/test_faults.py``, more often. As root on Linux it also publishes into a file system of 2 MB.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from docstruct.errors import KnowledgeBaseError  # noqa: E402
from docstruct.kb.history import verify_base  # noqa: E402
from docstruct.kb.releases import Store  # noqa: E402
from kb import faulty  # noqa: E402


def fill_mount(folder: Path) -> dict[str, object]:
    """Publish generations into a small file system until it is full."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "docstruct-faults", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        return {"skipped": "no right to mount"}
    try:
        store, generation, message = Store(folder / "kb"), 0, ""
        while not message and generation < 1000:
            try:
                faulty.publish_generation(store, generation + 1)
                generation += 1
            except KnowledgeBaseError as error:
                message = str(error)
        sound = faulty.read_generations(store.kb) == {float(generation)} and not any(verify_base(store))
        return {"published": generation, "then": message[:90], "current is the last and sound": sound}
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def main() -> None:
    """Run all three and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--publications", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for what, run in (
            ("killed writers", lambda: faulty.kill_writers(folder / "killed", options.kills)),
            ("competing writers", lambda: faulty.compete(folder / "compete", options.writers, options.publications)),
            ("files cut at a size", lambda: faulty.fill_disk(folder / "cut", [64, 500, 2_000, 4_000, 8_000])),
            ("full file system", lambda: fill_mount(folder / "full")),
        ):  # fmt: skip
            start = time.perf_counter()
            print(f"{what}: {run()} in {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
