"""The web app: pages, API, and what guards both."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import parse_qs

from jinja2 import Environment, PackageLoader
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from docstruct.review.api import ENDPOINTS
from docstruct.review.desk import Desk
from docstruct.review.endpoints import describe, make_route
from docstruct.review.guard import BodyGuard, HeaderGuard, OriginGuard
from docstruct.review.sessions import COOKIE, Brake, Sessions, load_secret
from docstruct.settings import Settings

#: the only names this server answers to; a name that an attacker points at loopback is none of them
HOSTS = ["127.0.0.1", "localhost"]


def create_app(kb: Path, settings: Settings | None = None) -> Starlette:
    """Make the app over one knowledge base.

    Parameters
    ----------
    kb : Path
        The knowledge base; log, users and secret lie beside it.
    settings : Settings, optional
        Limits and weights.

    Raises
    ------
    KnowledgeBaseError
        There is no base.
    """
    settings = settings or Settings()
    desk = Desk(kb, settings)
    sessions = Sessions(desk.users, load_secret(desk.users.path.with_name("secret")), settings.review)
    pages = Pages(sessions, Brake(settings.review))
    return Starlette(
        routes=[
            Route("/", pages.show_desk),
            Route("/login", pages.show_login, methods=["GET"]),
            Route("/login", pages.log_in, methods=["POST"]),
            Route("/logout", pages.log_out, methods=["POST"]),
            Route("/api/openapi.json", lambda request: JSONResponse(describe(ENDPOINTS))),
            *(make_route(endpoint, desk, sessions) for endpoint in ENDPOINTS),
            Mount("/static", StaticFiles(packages=[("docstruct.review", "static")])),
        ],
        middleware=[
            Middleware(HeaderGuard),
            Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False),
            Middleware(OriginGuard),
            Middleware(BodyGuard, max_bytes=settings.review.max_body_bytes),
        ],
    )


class Pages:
    """The pages that are html: login and the desk itself."""

    def __init__(self, sessions: Sessions, brake: Brake) -> None:
        self._sessions, self._brake = sessions, brake
        loader = PackageLoader("docstruct.review")
        self._templates = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)

    def show_desk(self, request: Request) -> Response:
        """Answer with the desk, or lead to the login."""
        session = self._sessions.read(request.cookies.get(COOKIE))
        if session is None:
            return RedirectResponse("/login", status_code=303)
        return self._render("desk.html", user=session.user, csrf=session.csrf)

    def show_login(self, request: Request) -> Response:
        """Answer with the form."""
        return self._render("login.html", message="")

    async def log_in(self, request: Request) -> Response:
        """Open a session for the token in the form."""
        wait = self._brake.wait_seconds()
        if wait:
            return self._refuse(f"错误次数过多，请 {int(wait) + 1} 秒后再试。", 429)
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        token = form.get("token", [""])[0].strip()
        user = await run_in_threadpool(self._sessions.log_in, token)
        if user is None:
            self._brake.note_failure()
            # slow for one who guesses, unnoticed by one who mistyped
            await asyncio.sleep(0.2)
            return self._refuse("口令不对。请核对管理员给您的口令。", 403)
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(
            COOKIE,
            self._sessions.open(user),
            max_age=self._sessions.seconds,
            httponly=True,
            samesite="strict",
        )
        return response

    def log_out(self, request: Request) -> Response:
        """End the session of this browser."""
        response = RedirectResponse("/login", status_code=303)
        response.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return response

    def _refuse(self, message: str, code: int) -> Response:
        return self._render("login.html", code=code, message=message)

    def _render(self, name: str, *, code: int = 200, **words: object) -> Response:
        return HTMLResponse(self._templates.get_template(name).render(**words), status_code=code)
