"""What a run starts ends with it."""

from __future__ import annotations

import subprocess
import sys
import time

from pipelines.environment import ended_with_us

# The other process is there only after a while, as Prefect's server is.
PARENT = """
import os, signal, sys, time
from pipelines.environment import ended_with_us
looks = iter([None, None])
with ended_with_us(lambda: next(looks, int(sys.argv[1]))):
    time.sleep(1)
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
        with ended_with_us(lambda: process.pid):
            time.sleep(0.3)
        time.sleep(0.3)
        assert process.poll() is None
        process.kill()


def test_user_killed_before_there_is_a_process_leaves_none() -> None:
    words = [sys.executable, "-c", PARENT.replace("int(sys.argv[1])", "None")]
    done = subprocess.run(words, check=False, timeout=30, stderr=subprocess.PIPE)
    assert done.returncode < 0
    assert done.stderr == b""
