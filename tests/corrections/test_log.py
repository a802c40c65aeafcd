"""The log: nothing acknowledged is lost, nothing stored changes unseen."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from docstruct.corrections.anchors import Anchor, make_anchor
from docstruct.corrections.events import Event
from docstruct.corrections.log import EMPTY, Log
from docstruct.errors import CorrectionError

TEXT = "全市新增高新技术企业40家，进出口总额增长5%。"


def anchor(report_id: str = "r1", sha256: str = "aa") -> Anchor:
    return make_anchor(TEXT, sha256, 10, 13, report_id=report_id)


def accept(actor: str = "王", **more: object) -> Event:
    return Event(actor=actor, op="accept", **({"target": anchor()} | more))


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path / "a" / "log.sqlite")


def tamper(log: Log, *statements: str) -> None:
    """Change the file behind the triggers, as an editor of databases could."""
    with sqlite3.connect(log.path) as connection:
        connection.execute("DROP TRIGGER events_stay")
        connection.execute("DROP TRIGGER events_last")
        for statement in statements:
            connection.execute(statement)


def test_log_without_a_file_is_empty_and_makes_none(log: Log) -> None:
    assert (log.head(), log.events(), log.count(), log.verify()) == (EMPTY, (), 0, 0)
    assert not log.path.exists()


def test_events_come_back_as_they_were_stored(log: Log) -> None:
    stored = [
        log.append(accept(reason="原文如此")),
        log.append(Event(actor="李", op="reject", target=anchor())),
    ]
    assert log.events() == tuple(stored)


def test_chain_leads_from_event_to_event(log: Log) -> None:
    first, second = log.append_all([accept(), accept()])
    assert (first.prev_hash, second.prev_hash, log.head()) == (EMPTY, first.hash, second.hash)


def test_retry_is_the_same_event(log: Log) -> None:
    event = accept()
    first = log.append(event)
    again = log.append(event.model_copy(update={"time": "2031-01-01T00:00:00.000+00:00"}))
    assert (again, log.count()) == (first, 1)


def test_id_used_for_another_decision_is_refused(log: Log) -> None:
    event = log.append(accept())
    with pytest.raises(CorrectionError, match="another content"):
        log.append(Event(event_id=event.event_id, actor="王", op="reject", target=anchor()))


def test_batch_is_stored_whole_or_not_at_all(log: Log) -> None:
    stranger = Event(actor="王", op="undo", payload={"event_id": "00000000-0000-4000-8000-000000000000"})
    with pytest.raises(CorrectionError, match="no event"):
        log.append_all([accept(), stranger])
    assert log.count() == 0


def test_undo_of_another_person_is_refused(log: Log) -> None:
    event = log.append(accept("王"))
    with pytest.raises(CorrectionError, match="by 王"):
        log.append(Event(actor="李", op="undo", payload={"event_id": event.event_id}))


@pytest.mark.parametrize("statement", ["UPDATE events SET body = '{}'", "DELETE FROM events"])
def test_triggers_refuse_changes(log: Log, statement: str) -> None:
    log.append(accept())
    with sqlite3.connect(log.path) as connection, pytest.raises(sqlite3.DatabaseError, match="append-only"):
        connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("UPDATE events SET body = replace(body, '王', '李') WHERE seq = 2", "event 2 .* content"),
        ("DELETE FROM events WHERE seq = 2", "event 3 .* is gone"),
        ("UPDATE events SET prev_hash = 'x' WHERE seq = 3", "event 3 .* not chained"),
        ("UPDATE events SET event_id = 'x' WHERE seq = 1", "event 1 .* content"),
    ],
)
def test_verify_names_the_first_broken_link(log: Log, statement: str, complaint: str) -> None:
    log.append_all([accept() for _ in range(4)])
    tamper(log, statement)
    with pytest.raises(CorrectionError, match=complaint):
        log.verify()


def test_verify_misses_a_head_that_was_cut_off(log: Log) -> None:
    head = log.append_all([accept() for _ in range(3)])[-1].hash
    tamper(log, "DELETE FROM events WHERE seq = 3")
    assert log.verify() == 2
    with pytest.raises(CorrectionError, match="does not hold"):
        log.verify(head)


def test_events_between_two_heads(log: Log) -> None:
    stored = log.append_all([accept() for _ in range(4)])
    assert log.events(since=stored[0].hash, until=stored[2].hash) == tuple(stored[1:3])


def test_foreign_head_is_an_error(log: Log) -> None:
    log.append(accept())
    with pytest.raises(CorrectionError, match="no head"):
        log.events(since="ff")


def test_events_of_a_report_go_by_its_id_or_its_bytes(log: Log) -> None:
    named = log.append(accept(target=anchor("r1", "aa")))
    same_bytes = log.append(accept(target=anchor("r0", "bb")))
    log.append(accept(target=anchor("r2", "cc")))
    assert log.for_report("r1", "bb") == (named, same_bytes)


def test_threads_share_a_log(log: Log) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: log.append(accept()), range(80)))
    assert log.verify() == 80


def _write_many(path: Path, number: int, count: int) -> None:
    log = Log(path)
    for _ in range(count):
        log.append(accept(f"甲{number}"))


def test_processes_share_a_log(log: Log) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_many, args=(log.path, n, 25)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    assert log.verify() == 100


def _acknowledge(path: Path, acknowledged: Path) -> None:
    log = Log(path)
    with acknowledged.open("w") as file:
        while True:
            file.write(log.append(accept()).event_id + "\n")
            file.flush()


def test_killed_writer_loses_nothing_acknowledged(log: Log, tmp_path: Path) -> None:
    seen = tmp_path / "acknowledged"
    writer = multiprocessing.get_context("spawn").Process(target=_acknowledge, args=(log.path, seen))
    writer.start()
    while not seen.exists() or seen.stat().st_size < 400:
        pass
    os.kill(writer.pid or 0, signal.SIGKILL)
    writer.join()
    acknowledged = seen.read_text().split("\n")[:-1]
    assert set(acknowledged) <= {event.event_id for event in log.events()}
    assert log.verify() - len(acknowledged) in (0, 1)
