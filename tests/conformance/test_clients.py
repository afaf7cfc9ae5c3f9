"""Clients by name, as ../shared/design/conventions.md §3 lists them: what each sends, what it gets.

The names of the cases are the specification. They go over HTTP to a real server; how a format is
chosen in general is told by the cases of tests/sparql/test_negotiation.py.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import pytest
from rdflib import Graph, Namespace, URIRef

from tests.sparql.accepted import (
    CHROME,
    COMUNICA_GRAPHS,
    COMUNICA_ROWS,
    FIREFOX,
    GRLC,
    OWL_API,
    WRAPPER_JSON,
    YASGUI_GRAPHS,
    YASGUI_ROWS,
)
from tests.web.serving import Reply, Server, serving

ROWS = "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 3"
ASK = "ASK { ?s ?p ?o }"
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
RAW = {"Content-Type": "application/sparql-query"}
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ORIGIN = {"Origin": "https://yasgui.example"}


@dataclass(frozen=True)
class Case:
    """One request and the media type that must come."""

    path: str
    type: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None

    @property
    def method(self) -> str:
        return "GET" if self.body is None else "POST"


def get(query: str, **more: str) -> str:
    return "/sparql?" + urlencode({"query": query, **more}, quote_via=quote)


def form(query: str, **more: str) -> bytes:
    return urlencode({"query": query, **more}).encode()


CASES = {
    "YASGUI posts a form and gets JSON for rows": Case(
        "/sparql", JSON, {**FORM, **ORIGIN, "Accept": YASGUI_ROWS}, form(ROWS)
    ),
    "YASGUI gets JSON for a yes or no": Case(
        "/sparql", JSON, {**FORM, "Accept": YASGUI_ROWS}, form(ASK)
    ),
    "YASGUI gets N-Triples for graphs": Case(
        "/sparql", "application/n-triples", {**FORM, "Accept": YASGUI_GRAPHS}, form(GRAPH)
    ),
    "YASGUI that expects rows is not refused a graph": Case(
        "/sparql", "text/turtle", {**FORM, "Accept": YASGUI_ROWS}, form(GRAPH)
    ),
    "the sib editor's own parameter is ignored": Case(get(ROWS, ac="1"), JSON, {"Accept": JSON}),
    "the sib editor reads the service description": Case(
        "/sparql", "text/turtle", {"Accept": "text/turtle"}
    ),
    "SPARQLWrapper gets XML by default": Case(
        get(ROWS, format="xml", output="xml", results="xml"), XML, {"Accept": XML}
    ),
    "SPARQLWrapper gets JSON behind a type nobody has": Case(
        get(ROWS, format="json", output="json", results="json"), JSON, {"Accept": WRAPPER_JSON}
    ),
    "SPARQLWrapper posts as it gets": Case(
        "/sparql", XML, {**FORM, "Accept": XML}, form(ROWS, format="xml", output="xml")
    ),
    "pandas reads CSV by suffix without Accept": Case("/queries/goals.csv", "text/csv"),
    "pandas reads CSV by suffix whatever it accepts": Case(
        "/queries/goals.csv", "text/csv", {"Accept": "*/*", "User-Agent": "Python-urllib/3.11"}
    ),
    "the R package SPARQL gets XML, with plus signs for spaces": Case(
        "/sparql?" + urlencode({"query": ROWS}), XML, {"Accept": XML}
    ),
    "R reads CSV by suffix": Case("/queries/goals.csv", "text/csv"),
    "Comunica gets JSON for rows": Case(
        "/sparql", JSON, {**FORM, **ORIGIN, "Accept": COMUNICA_ROWS}, form(ROWS)
    ),
    "Comunica gets a graph in the format it prefers": Case(
        "/sparql", "application/n-quads", {**FORM, **ORIGIN, "Accept": COMUNICA_GRAPHS}, form(GRAPH)
    ),
    "Comunica posts to the address with a slash, without redirect": Case(
        "/sparql/", JSON, {**RAW, "Accept": JSON}, ROWS.encode()
    ),
    "grlc posts a form and gets CSV": Case(
        "/sparql", "text/csv", {**FORM, "Accept": GRLC}, form(ROWS)
    ),
    "grlc posts the text and gets CSV": Case(
        "/sparql", "text/csv", {**RAW, "Accept": GRLC}, ROWS.encode()
    ),
    "Protégé gets RDF/XML at the ontology's address": Case(
        "/ns", "application/rdf+xml", {"Accept": OWL_API}
    ),
    "Protégé gets RDF/XML of a graph": Case(
        "/data/plans/small", "application/rdf+xml", {"Accept": OWL_API}
    ),
    "Firefox gets a page at the endpoint": Case("/sparql", "text/html", {"Accept": FIREFOX}),
    "Firefox gets a page with the rows": Case(get(ROWS), "text/html", {"Accept": FIREFOX}),
    "Firefox gets a page of a thing": Case("/id/goal/small/1", "text/html", {"Accept": FIREFOX}),
    "Chrome gets a page of the ontology": Case("/ns", "text/html", {"Accept": CHROME}),
    "Chrome gets a page of a saved query": Case("/queries/goals", "text/html", {"Accept": CHROME}),
    "curl gets JSON for rows": Case(get(ROWS), JSON, {"Accept": "*/*"}),
    "curl gets JSON for a yes or no": Case(get(ASK), JSON, {"Accept": "*/*"}),
    "curl gets Turtle for graphs": Case(get(GRAPH), "text/turtle", {"Accept": "*/*"}),
    "curl gets Turtle of a thing": Case("/id/goal/small/1", "text/turtle", {"Accept": "*/*"}),
    "curl gets Turtle of the ontology": Case("/ns", "text/turtle", {"Accept": "*/*"}),
    "dataportal.se gets RDF/XML without Accept": Case("/datasets/dcat", "application/rdf+xml"),
    "dataportal.se gets RDF/XML whatever it accepts": Case(
        "/datasets/dcat", "application/rdf+xml", {"Accept": FIREFOX}
    ),
    "Excel reads a workbook by suffix": Case("/queries/goals.xlsx", XLSX),
    "Power Query reads CSV by suffix, as no browser does": Case(
        "/queries/goals.csv", "text/csv", {"Accept": FIREFOX}
    ),
    "Power Query reads JSON by suffix": Case("/queries/goals.json", JSON),
}
CLIENTS = (
    *("YASGUI", "sib editor", "SPARQLWrapper", "pandas", "R package", "Comunica", "grlc"),
    *("Protégé", "Firefox", "Chrome", "curl", "dataportal.se", "Excel", "Power Query"),
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(contact_email="data@example.se") as served:
        yield served


def ask(server: Server, case: Case) -> Reply:
    return server.ask(case.path, method=case.method, headers=case.headers, body=case.body)


@pytest.mark.parametrize("name", CASES)
def test_client(name: str, server: Server) -> None:
    reply = ask(server, CASES[name])
    assert reply.status == 200, reply.text
    assert reply.type == CASES[name].type
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.body


def test_every_client_of_the_conventions_has_a_case() -> None:
    for client in CLIENTS:
        assert any(client in name for name in CASES), client


def test_the_sib_editor_finds_prefixes_and_examples(server: Server) -> None:
    sh = Namespace("http://www.w3.org/ns/shacl#")
    void = Namespace("http://rdfs.org/ns/void#")
    described = Graph().parse(data=server.ask("/sparql").body, format="turtle")
    assert list(described.subject_objects(sh.declare))
    assert list(described.subject_objects(sh.select))
    assert list(described.subject_objects(void.classPartition))


def test_comunica_finds_the_endpoint_at_its_own_address(server: Server) -> None:
    sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
    described = Graph().parse(data=server.ask("/sparql").body, format="turtle")
    assert (None, sd.endpoint, URIRef(f"{server.address}/sparql")) in described


@pytest.mark.parametrize("headers", [{}, {"Access-Control-Request-Method": "POST"}])
def test_a_browser_lets_comunica_and_yasgui_through(
    headers: dict[str, str], server: Server
) -> None:
    reply = server.ask("/sparql", method="OPTIONS", headers={**ORIGIN, **headers})
    assert reply.status in (200, 204)
    assert "POST" in reply.headers["Access-Control-Allow-Methods"]
    assert "content-type" in reply.headers["Access-Control-Allow-Headers"].lower()


def test_an_error_reaches_yasgui_in_words(server: Server) -> None:
    headers = {**FORM, **ORIGIN, "Accept": YASGUI_ROWS}
    reply = server.ask("/sparql", method="POST", headers=headers, body=form("SELECT * {"))
    assert (reply.status, reply.type) == (400, "text/plain")
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    asked = {**FORM, "Accept": "application/json"}
    other = server.ask("/sparql", method="POST", headers=asked, body=form("SELECT * {"))
    assert json.loads(other.body)["status"] == 400
