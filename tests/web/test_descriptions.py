"""What the server says of itself, at whatever address it is reached."""

import json

import pytest
from rdflib import Graph

from plangraf.vocabulary import PG
from tests.sparql.accepted import FIREFOX
from tests.web.serving import Server, serving


def test_void_for_a_browser(reading: Server) -> None:
    reply = reading.ask("/.well-known/void", headers={"Accept": "text/html"})
    assert (reply.status, reply.type) == (200, "text/turtle")
    assert reading.ask("/.well-known/void", headers={"Accept": "image/png"}).status == 406


@pytest.mark.parametrize("path", ["/.well-known/void", "/ns", "/shapes", "/data/plans/small"])
def test_descriptions_are_rdf(reading: Server, path: str) -> None:
    reply = reading.ask(path, headers={"Accept": "application/rdf+xml"})
    assert reply.status == 200
    assert reply.type == "application/rdf+xml"
    assert len(Graph().parse(data=reply.body, format="xml")) > 0


def test_the_context_that_files_name(reading: Server, whole: Server) -> None:
    assert reading.ask("/ns/context.jsonld").status == 404
    reply = whole.ask("/ns/context.jsonld")
    assert (reply.status, reply.type) == (200, "application/ld+json")
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    plan = {**json.loads(reply.body), "@id": "https://example.org/plan", "@type": "ActionPlan"}
    assert set(Graph().parse(data=json.dumps(plan), format="json-ld").objects()) == {PG.ActionPlan}


def test_robots_sitemap_health_metrics(reading: Server) -> None:
    assert "Disallow: /sparql?" in reading.ask("/robots.txt").text
    sitemap = reading.ask("/sitemap.xml")
    assert f"<loc>{reading.address}/id/goal/small/1</loc>" in sitemap.text
    assert json.loads(reading.ask("/health").body)["status"] == "ok"
    assert "plangraf_queries_total" in reading.ask("/metrics").text


def test_below_a_prefix_of_a_proxy(reading: Server) -> None:
    headers = {
        "X-Forwarded-Prefix": "/plangraf",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "data.example.se",
        "Accept": "text/turtle",
    }
    reply = reading.ask("/plangraf/sparql", headers=headers)
    assert "https://data.example.se/plangraf/sparql" in reply.text
    page = reading.ask("/plangraf/sparql", headers={**headers, "Accept": FIREFOX})
    assert 'href="/plangraf/queries"' in page.text
    assert 'action="/plangraf/sparql"' in page.text


def test_at_a_base_of_the_settings() -> None:
    with serving(base="https://data.example.se/mha") as server:
        reply = server.ask("/sparql", headers={"Accept": "text/turtle"})
        assert "https://data.example.se/mha/sparql" in reply.text
