"""The API keeps to its own OpenAPI description, whatever it is sent."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import checks

from docstruct.review.api import ENDPOINTS
from docstruct.review.endpoints import CSRF_HEADER, Endpoint, describe

from .conftest import ADDRESS, Person

EXAMPLES = int(os.environ.get("DOCSTRUCT_API_EXAMPLES", "25"))
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@pytest.mark.parametrize("known", [False, True], ids=["any ids", "known ids"])
@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.path)
def test_answers_are_as_described(
    endpoint: Endpoint, known: bool, app: Any, enter: Callable[[str], Person]
) -> None:
    person = enter("赵")
    row_id = person.find("5.2%")
    report_id = person.item(row_id)["report"]["report_id"]
    real = {"row_id": row_id, "report_id": report_id, "indicator_id": "parks", "ids": row_id} if known else {}
    described = schemathesis.openapi.from_dict(describe(ENDPOINTS))
    described.app = app

    @given(case=described[endpoint.path][endpoint.method].as_strategy())
    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def check(case: Any) -> None:
        for sent in (case.body, case.query):
            if isinstance(sent, dict):
                sent.update({name: value for name, value in real.items() if name in sent})
        case.call_and_validate(
            base_url=ADDRESS,
            headers={CSRF_HEADER: person.csrf},
            cookies=dict(person.client.cookies),
            checks=CHECKS,
        )

    check()


def test_every_endpoint_is_described() -> None:
    paths = describe(ENDPOINTS)["paths"]
    assert {(e.path, e.method.lower()) for e in ENDPOINTS} == {
        (p, m) for p, ops in paths.items() for m in ops
    }


def test_description_is_open(client: Any) -> None:
    assert client.get("/api/openapi.json").json()["openapi"].startswith("3.")
