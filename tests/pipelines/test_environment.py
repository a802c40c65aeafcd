"""What a run starts ends with it."""

from __future__ import annotations

import subprocess
import sys

from pipelines.environment import ended_with_us

PARENT = """
import os, signal, sys
from pipelines.environment import ended_with_us
with ended_with_us(int(sys.argv[1])):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def sleeper() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])


def test_process_ends_when_its_user_is_killed() -> None:
    with sleeper() as process:
        subprocess.run([sys.executable, "-c", PARENT, str(process.pid)], check=False)
        assert process.wait(30) < 0


def test_process_is_left_alone_when_its_user_is_done() -> None:
    with sleeper() as process:
        with ended_with_us(process.pid):
            pass
        assert process.poll() is None
        process.kill()
