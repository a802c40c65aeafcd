"""A small base, three people, and a client that is logged in."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from docstruct.corrections.log import Log, locate_log
from docstruct.corrections.users import Users, locate_users
from docstruct.kb.releases import Store
from docstruct.review.app import create_app
from docstruct.settings import CorrectionSettings, Settings
from kb.builders import make_extraction, make_reference

ADDRESS = "http://127.0.0.1:8420"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a base of two reports."""
    folder = tmp_path_factory.mktemp("published")
    reports = [
        make_extraction(),
        make_extraction(area="310115", place="乙区", growth="4.8", target="5.5", company="长河电机"),
    ]
    Store(folder / "kb").publish(reports, reference=make_reference(), fingerprint="v1")
    return folder


@pytest.fixture
def kb(published: Path, tmp_path: Path) -> Path:
    """A base of one's own."""
    shutil.copytree(published, tmp_path / "base", symlinks=True)
    return tmp_path / "base" / "kb"


@pytest.fixture
def log(kb: Path) -> Log:
    return Log(locate_log(kb))


@pytest.fixture
def tokens(kb: Path) -> dict[str, str]:
    users = Users(locate_users(kb))
    return {
        name: users.add(name, adjudicator=adjudicator)
        for name, adjudicator in (("王", False), ("李", False), ("赵", True))
    }


class Person:
    """Somebody at the desk."""

    def __init__(self, client: TestClient, token: str) -> None:
        self.client = client
        answer = client.post("/login", data={"token": token}, follow_redirects=False)
        assert answer.status_code == 303
        page = client.get("/").text
        self.csrf = page.split('name="csrf" content="')[1].split('"')[0]

    def get(self, path: str, **parameters: object) -> Any:
        answer = self.client.get(f"/api/{path}", params={k: str(v) for k, v in parameters.items()})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def send(self, path: str, **body: object) -> Any:
        """Write; returns the answer, whatever it is."""
        sent = {"decision_id": str(uuid.uuid4())} | body
        return self.client.post(f"/api/{path}", json=sent, headers={"X-CSRF-Token": self.csrf})

    def write(self, path: str, **body: object) -> Any:
        """Write, and expect it to be stored."""
        answer = self.send(path, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def find(self, quantity: str, report: str = "310114-2025-gwr") -> str:
        """The id of the fact with this quantity."""
        lines = self.get("queue", state="all", report=report)["rows"]
        items = self.get("items", ids=",".join(line["id"] for line in lines))
        return next(item["id"] for item in items if item["text"] == quantity)

    def item(self, row_id: str) -> Any:
        return self.get("items", ids=row_id)[0]


@pytest.fixture
def settings() -> Settings:
    """Nothing is read twice, unless a test says so."""
    return Settings(corrections=CorrectionSettings(double_share=0.0))


@pytest.fixture
def app(kb: Path, tokens: dict[str, str], settings: Settings) -> Any:
    return create_app(kb, settings)


@pytest.fixture
def client(app: Any) -> Iterator[TestClient]:
    with TestClient(app, base_url=ADDRESS) as client:
        yield client


@pytest.fixture
def enter(app: Any, tokens: dict[str, str]) -> Callable[[str], Person]:
    """Log somebody in, in a browser of their own."""
    return lambda name: Person(TestClient(app, base_url=ADDRESS), tokens[name])


@pytest.fixture
def wang(enter: Callable[[str], Person]) -> Person:
    return enter("王")
