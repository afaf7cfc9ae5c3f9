"""The W3C suites of SPARQL 1.1 Update over HTTP: a writable server, the token, the real endpoint.

The state before is put through the Graph Store Protocol, the update is POSTed to /sparql, and the
whole state after is asked for. The suite's graphs have other names than ours, so that none of them
is part of the union (docs/decisions/0007): the default graph is a plain one here, as the suite has
it. What ends otherwise is named, with the problem that is told for it.
"""

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from rdflib import URIRef

from tests.conformance.manifests import SUITES
from tests.conformance.results import Rows, rows_of_json
from tests.conformance.updates import (
    EVALUATION,
    NEGATIVE,
    POSITIVE,
    Case,
    Quad,
    cases,
    quads_of,
    same,
    written,
)
from tests.web.serving import Reply, Server, authorised, serving

FOLDER = SUITES / "sparql11"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no suite at {FOLDER}")

CASES = {case.name: case for case in cases(FOLDER)} if FOLDER.is_dir() else {}
LEAST = {"evaluation": 94, "positive": 42, "negative": 21}
EVALUATED = [n for n, c in CASES.items() if c.kind in EVALUATION]
READABLE = [n for n, c in CASES.items() if c.kind in POSITIVE]
UNREADABLE = [n for n, c in CASES.items() if c.kind in NEGATIVE]

KEPT = "<http://example.org/s> <http://example.org/p> <http://example.org/o> ."
_STATE = "SELECT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"

_FETCHES = ("refused", "LOAD: the server fetches nothing for those who ask")
_ABSENT = ("wrong-use", "readable, but the graph is not there, and the text says no SILENT")

OTHERWISE: dict[str, tuple[str, str]] = {
    "update-silent/load-silent": _FETCHES,
    "update-silent/load-into-silent": _FETCHES,
    "syntax-update-1/test_1": _FETCHES,
    "syntax-update-1/test_2": _FETCHES,
    "syntax-update-1/test_3": _FETCHES,
    "syntax-update-1/test_4": _FETCHES,
    "syntax-update-1/test_8": _ABSENT,
    "syntax-update-1/test_37": _FETCHES,
    "syntax-update-1/test_41": _FETCHES,
    "syntax-update-1/test_47": _FETCHES,
    "syntax-update-1/test_48": _FETCHES,
    "syntax-update-1/test_49": _FETCHES,
}
"""Tests that end otherwise than the suite has it: the name of the problem that is told, and why."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(writable=True, workers=1) as served:
        yield served


def test_the_suites_are_whole() -> None:
    assert len(EVALUATED) >= LEAST["evaluation"]
    assert len(READABLE) >= LEAST["positive"]
    assert len(UNREADABLE) >= LEAST["negative"]
    assert not OTHERWISE.keys() - CASES.keys()


def post(server: Server, text: str) -> Reply:
    headers = authorised(Content_Type="application/sparql-update", Accept="application/json")
    return server.ask("/sparql", method="POST", headers=headers, body=text.encode())


def prepare(server: Server, case: Case) -> None:
    """Put the state before, graph by graph."""
    assert post(server, "DROP ALL").status == 204
    before = quads_of(case.before)
    named = sorted({graph for *_, graph in before if graph})
    for name in [*named, None]:
        body = written(quad for quad in before if quad[3] == name)
        where = f"graph={quote(name, safe='')}" if name else "default"
        headers = authorised(Content_Type="application/n-triples")
        reply = server.ask(f"/data?{where}", method="PUT", headers=headers, body=body)
        assert reply.status in (201, 204), reply.text


def state(server: Server) -> set[Quad]:
    """Ask for every quad there is."""
    reply = server.ask(f"/sparql?format=json&query={quote(_STATE)}")
    assert reply.status == 200, reply.text
    found = rows_of_json(reply.body)
    assert isinstance(found, Rows)
    names = {str(row["g"]): URIRef(str(row["g"])) for row in found.rows if "g" in row}
    return {(r["s"], r["p"], r["o"], names.get(str(r.get("g")))) for r in found.rows}


def outcome(reply: Reply) -> str:
    """Tell what became of an update: "done", or the name of the problem."""
    if reply.status == 204:
        return "done"
    problem = json.loads(reply.body)
    assert 400 <= reply.status < 500, reply.text
    assert problem["detail"]
    return str(problem["type"]).rpartition("/")[2]


def expected(name: str, by_the_suite: str) -> str:
    return OTHERWISE[name][0] if name in OTHERWISE else by_the_suite


@pytest.mark.parametrize("name", EVALUATED)
def test_update(name: str, server: Server) -> None:
    case = CASES[name]
    prepare(server, case)
    assert same(state(server), quads_of(case.before)), "the state before is not what was put"
    reply = post(server, f"BASE <{case.base}>\n{case.text}")
    assert outcome(reply) == expected(name, "done"), reply.text
    assert same(state(server), quads_of(case.after)), state(server)


@pytest.mark.parametrize("name", READABLE)
def test_readable(name: str, server: Server) -> None:
    assert outcome(post(server, CASES[name].text)) == expected(name, "done")


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable(name: str, server: Server) -> None:
    assert post(server, f"DROP ALL ; INSERT DATA {{ {KEPT} }}").status == 204
    assert outcome(post(server, CASES[name].text)) == expected(name, "bad-query")
    assert written(state(server)).decode().strip() == KEPT
