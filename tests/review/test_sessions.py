"""Who comes in, and for how long."""

from __future__ import annotations

import pytest

from docstruct.corrections.users import Users, locate_users
from docstruct.review.sessions import COOKIE, Brake, Sessions, load_secret
from docstruct.settings import ReviewSettings


def test_page_leads_to_the_login(client):
    answer = client.get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


def test_token_opens_a_session_that_scripts_cannot_read(client, tokens):
    answer = client.post("/login", data={"token": tokens["王"]}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_token_is_not_in_the_cookie(client, tokens):
    answer = client.post("/login", data={"token": tokens["王"]}, follow_redirects=False)
    assert tokens["王"] not in answer.headers["set-cookie"]


def test_wrong_token_is_refused(client):
    answer = client.post("/login", data={"token": "x"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_token_in_the_address_opens_nothing(client, tokens):
    assert client.get("/login", params={"token": tokens["王"]}).status_code == 200
    assert client.get("/", follow_redirects=False).status_code == 303


def test_after_too_many_wrong_tokens_the_right_one_waits(client, tokens):
    for _ in range(ReviewSettings().login_attempts):
        assert client.post("/login", data={"token": "x"}).status_code == 403
    assert client.post("/login", data={"token": tokens["王"]}).status_code == 429


def test_brake_lets_go_in_time():
    now = 0.0
    brake = Brake(ReviewSettings(login_attempts=2, login_seconds=60), clock=lambda: now)
    brake.note_failure()
    now = 10.0
    brake.note_failure()
    assert brake.wait_seconds() == 50.0
    now = 60.5
    assert brake.wait_seconds() == 0.0


@pytest.mark.parametrize(
    "forge", [lambda c: c[:-2] + "xx", lambda c: "", lambda c: "a.b.c", lambda c: c.split(".")[0]]
)
def test_forged_cookie_is_no_session(kb, tokens, forge):
    sessions = Sessions(Users(locate_users(kb)), b"secret", ReviewSettings())
    cookie = sessions.open(Users(locate_users(kb)).get("王"))
    assert sessions.read(cookie).user.name == "王"
    assert sessions.read(forge(cookie)) is None


def test_cookie_of_another_secret_is_no_session(kb, tokens):
    users = Users(locate_users(kb))
    cookie = Sessions(users, b"one", ReviewSettings()).open(users.get("王"))
    assert Sessions(users, b"two", ReviewSettings()).read(cookie) is None


def test_person_who_was_removed_is_out_at_once(wang, kb):
    Users(locate_users(kb)).remove("王")
    assert wang.client.get("/api/boot").status_code == 401


def test_session_survives_a_restart(kb, tokens):
    path = kb.parent / "secret"
    assert load_secret(path) == load_secret(path)
    assert path.stat().st_mode & 0o077 == 0


def test_logout_ends_the_session(wang):
    wang.client.post("/logout")
    assert COOKIE not in wang.client.cookies
    assert wang.client.get("/api/boot").status_code == 401
