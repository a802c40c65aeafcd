"""The desk as its users have it: a server of its own process, and Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

#: nothing but our server is spoken to
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COMMAND = [sys.executable, "-c", "from docstruct.cli import main; main()"]


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``docstruct review`` over a base."""

    def __init__(self, kb: Path, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        command = [*COMMAND, "review", "--kb", str(kb), "--port", str(port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(1800):
            if self.process.poll() is not None:
                raise RuntimeError(self.process.communicate()[1].decode())
            try:
                httpx2.get(f"{self.address}/login", timeout=5)
                return
            except httpx2.TransportError:
                time.sleep(0.1)
        raise RuntimeError("the server does not answer")

    def kill(self) -> None:
        """End it without warning, as a power cut would."""
        self.process.kill()
        self.process.wait()


@contextmanager
def serve(kb: Path, port: int | None = None) -> Iterator[Server]:
    server = Server(kb, port or find_port())
    try:
        yield server
    finally:
        server.kill()


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Chromium; where it is missing the test is skipped, but never in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not here, and CI must have it")
        pytest.skip("Chromium is not here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def log_in(browser: Browser, server: Server, token: str, *, width: int = 1280, height: int = 800) -> Page:
    """Open the desk; a request to anywhere else, or an error in a script, fails the test."""
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.set_default_timeout(120_000)
    faults: list[str] = []
    page.on("request", lambda request: request.url.startswith(server.address) or faults.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.faults = faults  # type: ignore[attr-defined]
    page.goto(server.address)
    page.wait_for_selector("input:focus")
    page.keyboard.type(token)
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-ready]", state="attached")
    return page
