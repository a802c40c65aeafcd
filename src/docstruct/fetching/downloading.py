"""One address, from request to bytes, within bounds of size, time, redirects and retries."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin

import httpcore
from pydantic import HttpUrl, TypeAdapter, ValidationError

from docstruct.errors import SourceError
from docstruct.fetching.guard import GuardedBackend
from docstruct.settings import FetchSettings

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ADDRESS = TypeAdapter(HttpUrl)
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Response:
    """What an address answered. ``body`` is None where the bytes are the ones already held (status 304)."""

    url: str
    body: bytes | None
    etag: str | None
    last_modified: str | None


class _PassingFailure(Exception):
    """A failure that another attempt may mend; ``wait`` is what the server asked for, in seconds."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass
class Downloader:
    """Downloads within limits and with a pause between requests to one host.

    Parameters
    ----------
    settings : FetchSettings
        Limits.
    max_bytes : int
        Largest body; the readers refuse more anyway.
    clock, sleep : callable
        Time in seconds, and waiting for it to pass.
    """

    settings: FetchSettings
    max_bytes: int
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _pool: httpcore.ConnectionPool = field(init=False)
    _last: dict[str, float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            network_backend=GuardedBackend(self.settings.private_hosts),
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Response:
        """Download an address unless its validators say that it has not changed.

        Raises
        ------
        SourceError
            The address is refused, or could not be had after all attempts; says why.
        """
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in validators.items() if value}
        failures: list[str] = []
        for attempt in range(self.settings.attempts):
            try:
                return self._follow(url, headers)
            except _PassingFailure as failure:
                failures.append(str(failure))
                if attempt + 1 < self.settings.attempts:
                    asked = failure.wait if failure.wait is not None else 0.0
                    backoff = self.settings.backoff_seconds * 2**attempt
                    self.sleep(min(max(asked, backoff), self.settings.longest_wait_seconds))
        raise SourceError(f"{url}: {failures[-1]}, after {len(failures)} attempts. Try again later.")

    def _follow(self, url: str, headers: dict[str, str]) -> Response:
        at = url
        for _ in range(self.settings.redirects + 1):
            address = _check(at)
            self._pause(address.host or "")
            answer = self._request(str(address), headers)
            if isinstance(answer, Response):
                return answer
            at = urljoin(str(address), answer)
        raise SourceError(f"{url}: more than {self.settings.redirects} redirects. Give the final address.")

    def _pause(self, host: str) -> None:
        wait = self._last.get(host, float("-inf")) + self.settings.host_seconds - self.clock()
        if wait > 0:
            self.sleep(wait)
        self._last[host] = self.clock()

    def _request(self, url: str, headers: dict[str, str]) -> Response | str:
        """Return the response, or the target of a redirect."""
        deadline = self.clock() + self.settings.total_seconds
        seconds = self.settings.timeout_seconds
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
        sent = {
            "User-Agent": self.settings.user_agent,
            "Accept-Encoding": "identity",
            "Accept": "*/*",
        } | headers
        try:
            with self._pool.stream(
                "GET", url, headers=list(sent.items()), extensions={"timeout": timeouts}
            ) as answer:
                fields = _decode(answer.headers)
                if answer.status in _REDIRECTS and "location" in fields:
                    return fields["location"]
                if answer.status == 304 and headers:
                    return Response(url, None, fields.get("etag"), fields.get("last-modified"))
                if answer.status in _PASSING:
                    raise _PassingFailure(f"the server answered {answer.status}", _retry_after(fields))
                if answer.status != 200:
                    raise SourceError(f"{url}: the server answered {answer.status}. Correct the address.")
                body = self._read(answer, fields, url, deadline)
                return Response(url, body, fields.get("etag"), fields.get("last-modified"))
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise _PassingFailure(f"{type(error).__name__} {error}".strip()) from error

    def _read(self, answer: httpcore.Response, fields: Mapping[str, str], url: str, deadline: float) -> bytes:
        coding = fields.get("content-encoding", "identity").lower()
        if coding not in {"identity", "gzip"}:
            raise SourceError(f"{url}: sent as {coding}, which was not asked for and is not read.")
        # Some servers compress whatever they are asked for; unpacked bytes count against the same limit.
        unpack = zlib.decompressobj(wbits=31) if coding == "gzip" else None
        body = bytearray()
        for chunk in answer.iter_stream():
            room = self.max_bytes - len(body) + 1
            body += unpack.decompress(chunk, room) if unpack else chunk
            if len(body) > self.max_bytes:
                raise SourceError(f"{url}: more than {self.max_bytes} bytes.")
            if self.clock() > deadline:
                raise SourceError(
                    f"{url}: not complete after {self.settings.total_seconds:.0f} s ({len(body)} bytes). "
                    "Try again later."
                )
        return bytes(body)


def _check(url: str) -> HttpUrl:
    try:
        address = _ADDRESS.validate_python(url)
    except ValidationError as error:
        raise SourceError(f"{url}: {error.errors()[0]['msg']}. Only http and https are fetched.") from error
    if address.username or address.password:
        raise SourceError(f"{address.scheme}://{address.host}: an address must not carry a password.")
    return address


def _decode(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    fields = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}
    if "location" in fields:
        # Raw Chinese in a redirect, in whatever encoding the server's paths have.
        fields["location"] = quote(fields["location"].encode("latin-1"), safe="%/:?#[]@!$&'()*+,;=~")
    return fields


def _retry_after(fields: Mapping[str, str]) -> float | None:
    value = fields.get("retry-after", "")
    return float(value) if value.isascii() and value.isdigit() else None
