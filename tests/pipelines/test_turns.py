"""Runs of one base take turns; a failure says how to go on."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from pipelines.turns import explain_failure, take_turn


def test_second_run_waits_for_the_first_and_says_so(tmp_path: Path) -> None:
    order: list[str] = []
    waiting = threading.Event()

    def tell(message: str) -> None:
        order.append(message.partition(";")[0])
        waiting.set()

    def second() -> None:
        with take_turn(tmp_path, tell):
            order.append("second")

    thread = threading.Thread(target=second)
    with take_turn(tmp_path, tell):
        thread.start()
        assert waiting.wait(10)
        order.append("first")
    thread.join(10)
    assert order == ["another run of this base is under way", "first", "second"]


def test_turn_ends_with_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no"), take_turn(tmp_path, print):
        raise ValueError("no")
    with take_turn(tmp_path, pytest.fail):
        pass


def test_failure_says_how_to_go_on() -> None:
    with pytest.raises(OSError, match="disk") as failed, explain_failure():
        raise OSError("disk")
    assert "Run the same again" in failed.value.__notes__[0]
