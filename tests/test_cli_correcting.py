"""The commands around corrections, over a small base."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from corrections.builders import about, find_fact
from docstruct import cli
from docstruct.corrections.users import User, Users, locate_users
from docstruct.kb.connection import open_kb
from docstruct.kb.releases import Store
from kb.builders import make_extraction, make_reference

REPORT = make_extraction()
GROWTH = find_fact(REPORT, "5.2%")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "kb")
    store.publish([REPORT], reference=make_reference(), fingerprint="v1")
    return store


@pytest.fixture
def call(monkeypatch, capsys, store):
    """Run a command on the base; returns exit code, output and errors."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["docstruct", *map(str, words), "--kb", str(store.kb)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        shown = capsys.readouterr()
        return int(end.value.code or 0), shown.out, shown.err

    return run


def test_publish_applies_the_head(call, store):
    store.log.append(about(REPORT, GROWTH, field="value", new=5.3))
    code, out, _ = call("publish")
    assert (code, out.splitlines()[1]) == (0, "1 applied")
    with open_kb(store.kb) as connection:
        assert connection.sql(
            "SELECT value FROM observations WHERE review_status = 'corrected'"
        ).fetchall() == [(5.3,)]


def test_publish_says_when_nothing_is_new(call):
    call("publish")
    _, out, _ = call("publish")
    assert "unchanged" in out
    assert "no corrections" in out


def test_verify_names_head_and_release(call, store):
    store.log.append(about(REPORT, GROWTH, "accept"))
    code, out, _ = call("corrections", "verify")
    assert (code, out.splitlines()) == (
        0,
        [
            f"1 events, chain valid, head {store.log.head()[:12]}",
            "the current release was made with an empty log",
        ],
    )


def test_verify_fails_when_the_log_is_not_that_of_the_release(call, store):
    store.log.append(about(REPORT, GROWTH, "accept"))
    store.publish([], reference=make_reference(), fingerprint="v1")
    store.log.close()
    store.log.path.unlink()
    code, _, errors = call("corrections", "verify")
    assert (code, "does not hold" in errors) == (2, True)


def test_log_lists_events_of_a_person(call, store):
    store.log.append_all(
        [about(REPORT, GROWTH, "accept"), about(REPORT, GROWTH, "reject", actor="李", reason="重复")]
    )
    _, out, _ = call("corrections", "log", "--actor", "李", "--format", "json")
    assert [(event["op"], event["reason"]) for event in json.loads(out)] == [("reject", "重复")]


def test_orphans_and_disputes_are_listed(call, store):
    gone = make_extraction(growth="9.9")
    store.log.append_all(
        [
            about(gone, find_fact(gone, "9.9%"), "reject"),
            about(REPORT, GROWTH, field="kind", new="level"),
            about(REPORT, GROWTH, actor="李", field="kind", new="share"),
        ]
    )
    call("publish")
    _, lost, _ = call("corrections", "orphans", "--format", "json")
    assert [row["words"] for row in json.loads(lost)] == ["9.9%"]
    _, open_, _ = call("corrections", "disputes", "--format", "json")
    assert {row["actor"] for row in json.loads(open_)} == {"王", "李"}


def test_agreement_is_a_table(call, store):
    store.log.append_all([about(REPORT, GROWTH, "accept", actor=actor) for actor in "王李"])
    _, out, _ = call("corrections", "agreement", "--format", "json")
    measures = {row["measure"]: row["value"] for row in json.loads(out)}
    assert measures == {"kappa of status": None, "kappa of kind": None, "F1 of spans": 1.0}


def test_token_of_a_new_user_opens_and_ends(call, store):
    _, out, _ = call("users", "add", "王", "--adjudicator")
    users = Users(locate_users(store.kb))
    assert users.authenticate(out.strip()) == User(name="王", adjudicator=True)
    assert call("users", "list")[1] == "王\tadjudicator\n"
    call("users", "remove", "王")
    assert users.authenticate(out.strip()) is None
