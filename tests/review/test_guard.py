"""What is refused before anything looks at it, and what every answer carries."""

from __future__ import annotations

import re

import pytest

from docstruct.settings import ReviewSettings


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "169.254.169.254", ""])
def test_foreign_host_is_refused(client, host):
    assert client.get("/login", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("path", ["/login", "/static/desk.js", "/api/boot", "/nowhere"])
def test_every_answer_forbids_what_is_not_ours(client, path):
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", ["/login", "/"])
def test_pages_have_nothing_inline_and_nothing_off_site(wang, path):
    page = wang.client.get(path).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)
    assert not re.search(r"(?:https?:)?//", page)


def test_scripts_and_styles_ask_for_nothing_off_site(root):
    for path in (root / "src/docstruct/review/static").iterdir():
        found = re.findall(r"""["'(](?:https?:)?//[^"')]+""", path.read_text("utf-8"))
        assert [url for url in found if "www.w3.org/2000/svg" not in url] == []


def test_scripts_never_parse_html(root):
    for path in (root / "src/docstruct/review/static").glob("*.js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", path.read_text("utf-8")
        )


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
def test_write_from_another_site_is_refused(wang, headers):
    answer = wang.client.post("/api/retractions", json={}, headers={"X-CSRF-Token": wang.csrf} | headers)
    assert answer.status_code == 403


@pytest.mark.parametrize("token", [None, "", "0" * 64])
def test_write_without_the_token_of_the_page_is_refused(wang, log, token):
    headers = {} if token is None else {"X-CSRF-Token": token}
    answer = wang.client.post("/api/decisions", json={"op": "accept"}, headers=headers)
    assert answer.status_code == 403
    assert log.count() == 0


def test_token_of_another_person_does_not_count(wang, enter):
    answer = enter("李").client.post("/api/decisions", json={}, headers={"X-CSRF-Token": wang.csrf})
    assert answer.status_code == 403


def test_only_json_is_read(wang):
    answer = wang.client.post("/api/decisions", data={"op": "accept"}, headers={"X-CSRF-Token": wang.csrf})
    assert answer.status_code == 415


def test_large_body_is_refused(wang):
    body = b"x" * (ReviewSettings().max_body_bytes + 1)
    headers = {"X-CSRF-Token": wang.csrf, "Content-Type": "application/json"}
    assert wang.client.post("/api/decisions", content=body, headers=headers).status_code == 413


def test_body_that_lies_about_its_length_is_cut_off(wang):
    def pour():
        for _ in range(40):
            yield b"x" * 10_000

    headers = {"X-CSRF-Token": wang.csrf, "Content-Type": "application/json"}
    assert wang.client.post("/api/decisions", content=pour(), headers=headers).status_code == 413


@pytest.mark.parametrize("path", ["/static/../desk.py", "/static/%2e%2e/desk.py", "/static//etc/passwd"])
def test_static_files_stay_in_their_folder(client, path):
    assert client.get(path).status_code == 404
