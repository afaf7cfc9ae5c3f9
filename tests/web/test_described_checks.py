"""The OpenAPI document describes the check and the scorecard as they are served."""

import json
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.web.serving import Reply, Server

TURTLE = b"@base <https://w3id.org/plangraf/id/> .\n<a> a <https://w3id.org/plangraf/ns#Goal> ."


@pytest.fixture(scope="module", params=["sv", "en"])
def document(request: pytest.FixtureRequest, whole: Server) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(whole.ask(f"/openapi.json?lang={request.param}").body)
    return found


def check(
    site: Server, path: str, data: bytes = TURTLE, kind: str = "text/turtle", accept: str = "*/*"
) -> Reply:
    headers = {"Content-Type": kind, "Accept": accept}
    return site.ask(path, method="POST", headers=headers, body=data)


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()


def test_every_answer_of_a_check_is_described(document: dict[str, Any], whole: Server) -> None:
    post = document["paths"]["/validate"]["post"]
    formats = next(p for p in post["parameters"] if p["name"] == "format")["schema"]["enum"]
    described = post["responses"]["200"]["content"]
    for form in formats:
        reply = check(whole, f"/validate?format={form}")
        assert reply.status == 200, form
        assert reply.type in described
        assert {"Plangraf-Conforms", "Plangraf-Findings"} <= set(reply.headers)


def test_what_is_refused_is_described(document: dict[str, Any], whole: Server) -> None:
    refusals = document["paths"]["/validate"]["post"]["responses"]
    for status, reply in (
        ("400", check(whole, "/validate?profile=nej&format=json")),
        ("400", check(whole, "/validate?format=odt")),
        ("406", check(whole, "/validate", accept="image/png")),
        ("415", check(whole, "/validate?format=json", kind="application/msword")),
        ("422", check(whole, "/validate?format=json", b"<a")),
    ):
        assert str(reply.status) == status, reply.text
        assert reply.type in refusals[status]["content"]


def test_the_pages_are_described(document: dict[str, Any], whole: Server) -> None:
    for path in ("/validate", "/scorecard"):
        assert "text/html" in document["paths"][path]["get"]["responses"]["200"]["content"]
        assert whole.ask(path, headers={"Accept": "text/html"}).type == "text/html"
    asked = document["paths"]["/scorecard"]["get"]["parameters"]
    assert "plan" in [parameter.get("name") for parameter in asked]
