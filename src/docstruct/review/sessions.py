"""Who is at the desk: login by token, signed cookies, and a brake on guessing."""

from __future__ import annotations

import hmac
import os
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from itsdangerous import BadSignature, URLSafeTimedSerializer

from docstruct.corrections.users import User, Users
from docstruct.settings import ReviewSettings

COOKIE = "docstruct_session"


@dataclass(frozen=True, slots=True)
class Session:
    """A person who is logged in, and the token that their page sends with every write."""

    user: User
    csrf: str


class Sessions:
    """Sessions live in cookies that the server signs; it keeps no list of them.

    A person who was removed is out at once: every request looks them up.

    Parameters
    ----------
    users : Users
        Who may come in.
    secret : bytes
        What cookies are signed with.
    """

    def __init__(self, users: Users, secret: bytes, settings: ReviewSettings) -> None:
        self._users = users
        self._secret = secret
        self._seconds = int(settings.session_hours * 3600)
        self._signer = URLSafeTimedSerializer(secret, salt="docstruct.review.session")

    @property
    def seconds(self) -> int:
        """How long a session lasts."""
        return self._seconds

    def open(self, user: User) -> str:
        """Return the cookie of a new session."""
        return self._signer.dumps([user.name, secrets.token_urlsafe(16)])

    def read(self, cookie: str | None) -> Session | None:
        """Return the session of a cookie; None if it is forged, too old, or of a person who was removed."""
        if not cookie:
            return None
        try:
            name, nonce = self._signer.loads(cookie, max_age=self._seconds)
        except (BadSignature, ValueError, TypeError):
            return None
        user = self._users.get(name)
        return Session(user, self._derive(nonce)) if user is not None else None

    def log_in(self, token: str) -> User | None:
        """Return the person that a token belongs to, or None."""
        return self._users.authenticate(token)

    def _derive(self, nonce: str) -> str:
        return hmac.new(self._secret, f"csrf\0{nonce}".encode(), sha256).hexdigest()


class Brake:
    """After too many wrong tokens nobody can try for a while; tokens are long, so guessing is hopeless even so.

    Parameters
    ----------
    clock : callable, optional
        Seconds that only go forward.
    """

    def __init__(self, settings: ReviewSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._span, self._clock = settings.login_attempts, settings.login_seconds, clock
        self._failures: deque[float] = deque()
        self._lock = threading.Lock()

    def wait_seconds(self) -> float:
        """Return how long nobody may try; 0 when one may."""
        with self._lock:
            now = self._clock()
            while self._failures and self._failures[0] <= now - self._span:
                self._failures.popleft()
            if len(self._failures) < self._limit:
                return 0.0
            return self._failures[0] + self._span - now

    def note_failure(self) -> None:
        """Count a wrong token."""
        with self._lock:
            self._failures.append(self._clock())


def load_secret(path: Path) -> bytes:
    """Return the secret beside a log, made on first use; only its owner can read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_bytes(secrets.token_bytes(32))
        # a second server that starts at the same time keeps the first one's
        if not path.exists():
            os.replace(draft, path)
        else:
            draft.unlink()
    return path.read_bytes()
