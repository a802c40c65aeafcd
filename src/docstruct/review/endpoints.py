"""The API as data: every endpoint with what it takes; routes and their OpenAPI description come from one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from docstruct.corrections.users import User
from docstruct.errors import CorrectionError, DocstructError
from docstruct.review.desk import Desk
from docstruct.review.sessions import COOKIE, Sessions

Json = dict[str, Any]
CSRF_HEADER = "X-CSRF-Token"
#: with every answer, so that a page notices that a new release was published
RELEASE_HEADER = "X-Release"


class Missing(DocstructError):
    """What was asked for is not in this release."""


class Forbidden(DocstructError):
    """The person may not do that."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint: a function of the desk, the person, and what they sent.

    ``takes`` is the model of the query (GET) or of the JSON body (POST).
    """

    method: str
    path: str
    summary: str
    takes: type[BaseModel]
    act: Callable[[Desk, User, Any], Any]


def make_route(endpoint: Endpoint, desk: Desk, sessions: Sessions) -> Route:
    """Return the route of an endpoint: session, then CSRF token, then the model, then the act."""

    async def answer(request: Request) -> Response:
        session = sessions.read(request.cookies.get(COOKIE))
        if session is None:
            return _refuse(401, "登录已过期，请重新登录。")
        if endpoint.method == "POST":
            if request.headers.get(CSRF_HEADER) != session.csrf:
                return _refuse(403, "页面已过期，请刷新后重试。")
            if not request.headers.get("content-type", "").startswith("application/json"):
                return _refuse(415, "请求应为 application/json。")
        try:
            sent = await _read(request, endpoint)
        except ValidationError as error:
            return _refuse(422, _explain(error))
        return await run_in_threadpool(_act, endpoint, desk, session.user, sent)

    return Route(endpoint.path, answer, methods=[endpoint.method])


async def _read(request: Request, endpoint: Endpoint) -> BaseModel:
    if endpoint.method == "POST":
        return endpoint.takes.model_validate_json(await request.body())
    return endpoint.takes.model_validate(dict(request.query_params))


def _act(endpoint: Endpoint, desk: Desk, user: User, sent: BaseModel) -> Response:
    try:
        # one at a time: answers take milliseconds, and none sees a row half settled
        with desk.lock:
            desk.refresh()
            answer = endpoint.act(desk, user, sent)
        return JSONResponse(answer, headers={RELEASE_HEADER: desk.base.release_id})
    except Missing as error:
        return _refuse(404, str(error))
    except Forbidden as error:
        return _refuse(403, str(error))
    except CorrectionError as error:
        return _refuse(409, str(error))
    except ValidationError as error:
        return _refuse(422, _explain(error))


def _explain(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, fault["loc"]))
    return f"{place}: {fault['msg']}" if place else str(fault["msg"])


def _refuse(code: int, message: str) -> Response:
    return JSONResponse({"error": message}, status_code=code)


def describe(endpoints: tuple[Endpoint, ...]) -> Json:
    """Return the OpenAPI 3.1 description of the API."""
    paths: Json = {}
    parts: Json = {}
    for endpoint in endpoints:
        operation: Json = {
            "summary": endpoint.summary,
            "operationId": endpoint.path.removeprefix("/api/").replace("/", "_")
            + f"_{endpoint.method.lower()}",
            "security": [{"session": []}],
            "responses": {
                "200": _respond("What was asked for", {"type": ["object", "array"]}),
                **{
                    str(code): _respond(text, {"$ref": "#/components/schemas/Error"})
                    for code, text in _REFUSALS.items()
                },
            },
        }
        schema = endpoint.takes.model_json_schema(ref_template="#/components/schemas/{model}")
        parts |= schema.pop("$defs", {})
        if endpoint.method == "GET":
            operation["parameters"] = [
                {"name": name, "in": "query", "required": name in schema.get("required", ()), "schema": field}
                for name, field in schema.get("properties", {}).items()
            ]
        else:
            operation["parameters"] = [
                {"name": CSRF_HEADER, "in": "header", "required": True, "schema": {"type": "string"}}
            ]
            operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "docstruct review", "version": "1"},
        "paths": paths,
        "components": {
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": COOKIE}},
            "schemas": parts
            | {
                "Error": {
                    "type": "object",
                    "required": ["error"],
                    "properties": {"error": {"type": "string"}},
                }
            },
        },
    }


_REFUSALS = {
    401: "Not logged in",
    403: "Without the token of the page, from another site, or not permitted",
    404: "Not in this release",
    409: "The decision contradicts the log or the registries",
    413: "Too large",
    415: "Not JSON",
    422: "Not what this endpoint takes",
}


def _respond(text: str, schema: Json) -> Json:
    return {"description": text, "content": {"application/json": {"schema": schema}}}
