"""Power cuts: what the desk acknowledged is in the log, whenever its server dies."""

from __future__ import annotations

import os
import random
import threading
import time
import uuid
from pathlib import Path

import httpx2

from docstruct.corrections.log import Log
from docstruct.corrections.users import Users, locate_users

from .serving import Server, find_port

KILLS = int(os.environ.get("DOCSTRUCT_KILLS", "2"))
WRITERS = 4


class Writer(threading.Thread):
    """Accepts and rejects as fast as it can, and notes what was acknowledged."""

    def __init__(self, server: Server, token: str) -> None:
        super().__init__(daemon=True)
        self.acknowledged: list[str] = []
        self._client = httpx2.Client(base_url=server.address, timeout=10)
        self._client.post("/login", data={"token": token})
        page = self._client.get("/").text
        self._headers = {"X-CSRF-Token": page.split('name="csrf" content="')[1].split('"')[0]}
        self._ids = [line["id"] for line in self._client.get("/api/queue?state=all").json()["rows"]]

    def run(self) -> None:
        while True:
            decision = {
                "decision_id": str(uuid.uuid4()),
                "op": random.choice(["accept", "reject"]),
                "row_id": random.choice(self._ids),
            }
            try:
                answer = self._client.post("/api/decisions", json=decision, headers=self._headers)
                self.acknowledged += answer.json()["event_ids"]
            except (httpx2.TransportError, KeyError, ValueError):
                return


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(
    kb: Path, tokens: dict[str, str], log: Log
) -> None:
    users = Users(locate_users(kb))
    names = [users.add(f"甲{number}") for number in range(WRITERS)]
    dice, port = random.Random(1), find_port()
    acknowledged: set[str] = set()
    for _ in range(KILLS):
        server = Server(kb, port)
        writers = [Writer(server, token) for token in names]
        for writer in writers:
            writer.start()
        # in the midst of writing, at another moment each time
        wanted = dice.randrange(WRITERS, 40)
        while sum(len(writer.acknowledged) for writer in writers) < wanted:
            time.sleep(0.002)
        time.sleep(dice.random() / 50)
        server.kill()
        for writer in writers:
            writer.join(20)
            acknowledged |= set(writer.acknowledged)
    stored = {event.event_id for event in log.events()}
    assert len(acknowledged) >= KILLS * WRITERS
    assert acknowledged - stored == set()
    assert log.verify() == len(stored)
