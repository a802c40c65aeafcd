"""A server on loopback that behaves as badly as servers do."""

from __future__ import annotations

import gzip
import hashlib
import json
import socket
import struct
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from docstruct.errors import SourceError
from docstruct.fetching import Source, collect, load_catalogue
from docstruct.fetching.downloading import Downloader
from docstruct.settings import FetchSettings, ReaderSettings, Settings

PAGE = (
    "<html><head><meta charset='gbk'><title>某市政府工作报告</title></head><body>"
    "<p>各位代表：现在，我向大会报告工作。</p><p>全年增长5.5%，新增就业三万人，人均收入再上台阶。</p></body></html>"
)
GBK = PAGE.encode("gbk")


class Handler(BaseHTTPRequestHandler):
    """One path, one misbehaviour."""

    protocol_version = "HTTP/1.1"
    asked: Counter[str] = Counter()

    def log_message(self, *_: object) -> None:
        """Be quiet."""

    def do_GET(self) -> None:
        path = self.path
        self.asked[path] += 1
        match path:
            case "/gbk":
                self.answer(200, GBK, {"Content-Type": "text/html"})
            case "/lies":
                self.answer(
                    200, b"\x89PNG\r\n\x1a\n" + bytes(400), {"Content-Type": "text/html; charset=utf-8"}
                )
            case "/empty":
                self.answer(200, b"")
            case "/missing":
                self.answer(404, b"gone")
            case "/etag" if self.headers.get("If-None-Match") == '"1"':
                self.answer(304, b"", {"ETag": '"1"'})
            case "/etag":
                self.answer(200, GBK, {"ETag": '"1"'})
            case "/counter":
                visits = f"<!-- visit {self.asked[path]} --></body>".encode()
                self.answer(200, GBK.replace(b"</body>", visits))
            case "/revised":
                growth = b"5.5" if self.asked[path] == 1 else b"5.8"
                self.answer(200, GBK.replace(b"5.5", growth))
            case "/flaky" if self.asked[path] < 3:
                self.answer(503, b"busy", {"Retry-After": "1"})
            case "/flaky":
                self.answer(200, GBK)
            case "/down":
                self.answer(500, b"broken")
            case "/moved":
                self.answer(302, b"", {"Location": "/gbk"})
            case "/loop":
                self.answer(302, b"", {"Location": "/loop"})
            case "/to-file":
                self.answer(302, b"", {"Location": "file:///etc/hostname"})
            case "/to-private":
                self.answer(302, b"", {"Location": f"http://127.0.0.2:{self.server.server_port}/gbk"})
            case "/to-chinese":
                self.send_response_only(302)
                self._headers_buffer.append("Location: /报告\r\n".encode())
                self.send_header("Content-Length", "0")
                self.end_headers()
            case "/%E6%8A%A5%E5%91%8A":
                self.answer(200, GBK)
            case "/gzip":
                self.answer(200, gzip.compress(GBK), {"Content-Encoding": "gzip"})
            case "/bomb":
                self.answer(200, gzip.compress(bytes(50_000_000)), {"Content-Encoding": "gzip"})
            case "/reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            case "/cut":
                self.send_response(200)
                self.send_header("Content-Length", "5000")
                self.end_headers()
                self.wfile.write(GBK)
                self.close_connection = True
            case "/endless" | "/drip" | "/silent":
                self.pour(path)

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def pour(self, path: str) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        chunk, pause = {"/endless": (bytes(65536), 0.0), "/drip": (b"x", 0.05), "/silent": (b"", 0.2)}[path]
        end = time.monotonic() + 5
        try:
            while time.monotonic() < end:
                self.wfile.write(chunk)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            pass
        self.close_connection = True


@pytest.fixture(scope="module")
def server():
    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()


@pytest.fixture(autouse=True)
def no_visits():
    Handler.asked.clear()


def settings(**changes: object) -> Settings:
    quick = {
        "host_seconds": 0,
        "timeout_seconds": 1,
        "total_seconds": 1,
        "backoff_seconds": 0,
        "longest_wait_seconds": 0,
        "attempts": 3,
        "private_hosts": frozenset({"127.0.0.1"}),
    }
    return Settings(fetch=FetchSettings(**quick | changes), reader=ReaderSettings(max_bytes=1_000_000))


@pytest.fixture
def fetch(server, tmp_path):
    """Collect one path of the server; returns outcome and detail."""

    def run(path: str, **changes: object) -> tuple[str, str]:
        source = Source(url=server + path, place="某市", year=2025)
        (done,) = collect([source], tmp_path, settings(**changes))
        return done.outcome, done.detail

    return run


@pytest.mark.parametrize("path", ["/gbk", "/moved", "/to-chinese", "/gzip", "/flaky"])
def test_original_bytes_are_kept_with_their_hash(fetch, tmp_path, path):
    outcome, file = fetch(path)
    assert outcome == "new"
    assert (tmp_path / file).read_bytes() == GBK
    assert file == f"2025年某市政府工作报告-{hashlib.sha256(GBK).hexdigest()[:8]}.html"
    (held,) = json.loads((tmp_path / ".fetched.json").read_text()).values()
    assert held["sha256"] == hashlib.sha256(GBK).hexdigest()


@pytest.mark.parametrize(
    ("path", "outcome", "detail"),
    [
        ("/lies", "refused", "wrong_type"),
        ("/empty", "refused", "empty"),
        ("/missing", "failed", "the server answered 404"),
        ("/down", "failed", "the server answered 500, after 3 attempts"),
        ("/loop", "failed", "more than 5 redirects"),
        ("/to-file", "failed", "Only http and https"),
        ("/to-private", "failed", "127.0.0.2 leads to 127.0.0.2, which is no public address"),
        ("/bomb", "failed", "more than 1000000 bytes"),
        ("/endless", "failed", "more than 1000000 bytes"),
        ("/drip", "failed", "not complete after 1 s"),
        ("/silent", "failed", "ReadTimeout"),
        ("/reset", "failed", "after 3 attempts"),
        ("/cut", "failed", "RemoteProtocolError"),
    ],
)
def test_misbehaviour_has_its_reason_and_leaves_nothing(fetch, tmp_path, path, outcome, detail):
    found, reason = fetch(path)
    assert found == outcome
    assert detail in reason
    assert list(tmp_path.iterdir()) == []


def test_loopback_is_refused_unless_allowed(fetch):
    outcome, detail = fetch("/gbk", private_hosts=frozenset())
    assert outcome == "failed"
    assert "no public address" in detail
    assert Handler.asked == {}


def test_not_modified_is_unchanged(fetch):
    assert [fetch("/etag")[0] for _ in range(2)] == ["new", "unchanged"]


def test_page_whose_frame_changes_is_unchanged(fetch, tmp_path):
    assert [fetch("/counter")[0] for _ in range(3)] == ["new", "unchanged", "unchanged"]
    assert len(list(tmp_path.glob("*.html"))) == 1


def test_revised_report_is_kept_beside_the_former(fetch, tmp_path):
    assert [fetch("/revised")[0] for _ in range(2)] == ["new", "revised"]
    assert len(list(tmp_path.glob("*.html"))) == 2


def test_lost_file_is_fetched_again(fetch, tmp_path):
    _, file = fetch("/etag")
    (tmp_path / file).unlink()
    assert fetch("/etag")[0] == "new"


def test_failure_does_not_hold_up_the_rest(server, tmp_path):
    sources = [Source(url=server + path, place="某市", year=2025) for path in ("/reset", "/gbk")]
    assert [done.outcome for done in collect(sources, tmp_path, settings())] == ["failed", "new"]


def test_one_host_is_given_a_pause(server):
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    loader = Downloader(settings(host_seconds=2.5).fetch, 1_000_000, clock=lambda: now[0], sleep=sleep)
    for _ in range(3):
        loader.get(f"{server}/gbk")
    loader.close()
    assert slept == [2.5, 2.5]


def test_server_may_ask_for_a_longer_wait(server):
    slept: list[float] = []
    loader = Downloader(settings(longest_wait_seconds=30).fetch, 1_000_000, sleep=slept.append)
    loader.get(f"{server}/flaky")
    loader.close()
    assert slept == [1.0, 1.0]


@pytest.mark.parametrize(
    "url", ["http://user:secret@example.org/a", "ftp://example.org/a", "http://exa mple/"]
)
def test_address_is_refused_before_any_request(url):
    loader = Downloader(settings().fetch, 1_000_000)
    with pytest.raises(SourceError) as refused:
        loader.get(url)
    assert "secret" not in str(refused.value)


def test_catalogue_of_the_repository_is_valid(root: Path):
    assert len(load_catalogue(root / "corpus" / "sources.toml")) >= 10


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[source]]\nurl = 'https://a.cn/1'\nplace = '某市'", "source 0 → year"),
        ("[[source]]\nurl = 'file:///x'\nplace = '某市'\nyear = 2025", "source 0 → url"),
        ("[[source]\n", "not valid TOML"),
        ("[[source]]\nurl = 'https://a.cn/1'\nplace = '某市'\nyear = 2025\n" * 2, "listed twice"),
    ],
)
def test_wrong_catalogue_names_the_entry(tmp_path, text, message):
    path = tmp_path / "sources.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError, match=message):
        load_catalogue(path)
