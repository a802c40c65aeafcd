"""Writers that are killed, that compete, and that run out of space; readers beside them.

Every publication of a generation replaces three reports at once, all with the generation as their figure: a release
with two figures is a mixture. Processes come from a fork server that has the program loaded, so that a writer spends
its time in publishing.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import resource
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.connection import open_kb
from docstruct.kb.history import list_releases, verify_base, verify_release
from docstruct.kb.releases import Store

from .builders import make_extraction, make_reference

PLACES = ("310114", "310115", "310116")

#: longest wait for a process on a crowded machine; a test fails then, and leaves nothing running
PATIENCE = 120.0

context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload([__name__])


def receive(source: Connection) -> object:
    """The next message of a process; an error where none comes."""
    if not source.poll(PATIENCE):
        raise TimeoutError(f"no answer from a process within {PATIENCE:.0f} s")
    return source.recv()


def start(target: object, *words: object) -> multiprocessing.process.BaseProcess:
    """Start a process that ends with this one."""
    process = context.Process(target=target, args=words, daemon=True)  # type: ignore[arg-type]
    process.start()
    return process


def finish(process: multiprocessing.process.BaseProcess, *, patience: float = PATIENCE) -> None:
    """Wait for a process; end it and fail where it does not end by itself."""
    process.join(patience)
    if process.exitcode is None:
        process.kill()
        raise TimeoutError(f"{process.name} did not end within {patience:.0f} s")


def publish_generation(store: Store, generation: int) -> str:
    reports = [make_extraction(place, f"第{place}区", growth=str(generation)) for place in PLACES]
    return store.publish(reports, reference=make_reference(), fingerprint="v1").release_id


def read_generations(kb: Path) -> set[float]:
    """The figures of one release, read in two queries as a researcher would."""
    with open_kb(kb) as connection:
        condition = "indicator_id = 'gdp' AND status = 'actual'"
        one = connection.execute(f"SELECT value FROM observations WHERE {condition}").fetchall()
        two = connection.execute(f"SELECT value FROM outcomes WHERE {condition}").fetchall()
    return {row[0] for row in one + two} if len(one) == len(two) == len(PLACES) else set()


def write_on(kb: Path, generation: int, done: Connection) -> None:
    """Publish one generation after the other, until killed."""
    store = Store(kb)
    while True:
        publish_generation(store, generation)
        done.send(generation)
        generation += 1


def read_on(kb: Path, stop: object, results: Connection) -> None:
    """Read until told to stop, then send (reads, reads that were no single generation)."""
    reads = bad = 0
    while not stop.is_set():  # type: ignore[attr-defined]
        bad += len(read_generations(kb)) != 1
        reads += 1
    results.send((reads, bad))


def kill_writers(kb: Path, times: int, *, readers: int = 2, seed: int = 1) -> dict[str, int]:
    """Kill a publishing writer again and again.

    Returns
    -------
    dict
        kills; inside, those that left something half-done; unsound releases; lost publications; reads and bad reads
        of the readers meanwhile.
    """
    dice, store, stop = random.Random(seed), Store(kb), context.Event()
    publish_generation(store, 1)
    generation, counts = 1, {"kills": 0, "inside": 0, "unsound": 0, "lost": 0, "reads": 0, "bad_reads": 0}
    pipes = [context.Pipe(duplex=False) for _ in range(readers)]
    watchers = [start(read_on, kb, stop, send) for _, send in pipes]
    for _, send in pipes:
        send.close()
    for _ in range(times):
        answers, send = context.Pipe(duplex=False)
        writer = start(write_on, kb, generation + 1, send)
        send.close()
        receive(answers)
        began = time.perf_counter()
        confirmed = receive(answers)
        time.sleep(dice.uniform(0, 1.2) * (time.perf_counter() - began))
        os.kill(writer.pid, signal.SIGKILL)
        finish(writer)
        with contextlib.suppress(EOFError):
            while True:
                confirmed = receive(answers)
        found = read_generations(kb)
        counts["kills"] += 1
        counts["inside"] += (store.root / ".staging").exists()
        counts["unsound"] += len(found) != 1 or any(verify_release(store.current()))
        counts["lost"] += not found or min(found) < confirmed
        generation = int(max(found, default=confirmed))
    stop.set()
    for watcher, (answers, _) in zip(watchers, pipes, strict=True):
        reads, bad = receive(answers)
        counts["reads"] += reads
        counts["bad_reads"] += bad
        finish(watcher)
    return counts


def write_own(kb: Path, area: str, times: int) -> None:
    """Publish one's own report again and again, among other writers."""
    store = Store(kb)
    for number in range(times):
        report = make_extraction(area, f"第{area}区", growth=str(number + 1))
        store.publish([report], reference=make_reference(), fingerprint="v1")


def compete(kb: Path, writers: int, times: int) -> dict[str, int]:
    """Let several writers publish at once.

    Returns
    -------
    dict
        publications asked for; releases in the chain from the current one back; reports whose last figure is missing;
        damaged files.
    """
    areas = [f"3101{10 + number}" for number in range(writers)]
    for process in [start(write_own, kb, area, times) for area in areas]:
        finish(process, patience=PATIENCE * (1 + writers * times // 10))
    store = Store(kb)
    parents = {kept.release.release_id: kept.release.manifest.parent for kept in list_releases(store)}
    chain, at = 0, store.current().release_id
    while at is not None:
        chain, at = chain + 1, parents[at]
    with open_kb(kb) as connection:
        last = dict(connection.execute("SELECT ref_area, value FROM outcomes").fetchall())
    lost = sum(last.get(area) != float(times) for area in areas)
    return {"asked": writers * times, "chain": chain, "lost": lost, "damaged": len(list(verify_base(store)))}


def write_without_space(kb: Path, size: int, answer: Connection) -> None:
    """Publish where no file may grow beyond a size; send what came of it."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        answer.send(publish_generation(Store(kb), 2))
    except KnowledgeBaseError as error:
        answer.send(str(error))


def fill_disk(kb: Path, sizes: list[int]) -> dict[str, int]:
    """Publish with less space than is needed, then with enough.

    Returns
    -------
    dict
        tries; refused with a message that says so; unsound, tries that left another or a damaged current release.
    """
    store = Store(kb)
    first = publish_generation(store, 1)
    counts = {"tries": 0, "refused": 0, "unsound": 0}
    for size in sizes:
        answers, send = context.Pipe(duplex=False)
        writer = start(write_without_space, kb, size, send)
        send.close()
        counts["refused"] += "cannot be written" in receive(answers)
        finish(writer)
        counts["tries"] += 1
        counts["unsound"] += store.current().release_id != first or any(verify_base(store))
    publish_generation(store, 2)
    counts["unsound"] += read_generations(kb) != {2.0}
    return counts
