"""Updates over HTTP: what they reach, what they may not touch, and what is left after a restart."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from plangraf.vocabulary import GRAPHS
from tests.web.serving import SMALL, Reply, Server, asked, authorised, serving

HERE = f"{GRAPHS}remarks/here"
PLAN = f"{GRAPHS}plans/harryda-2019-2022"
ASKED = "ASK { <x:a> <x:b> 'new' }"
PROBLEM = {"Accept": "application/problem+json"}


@pytest.fixture(scope="module")
def checked(root: Path) -> Iterator[Server]:
    """A server whose content has shapes: plans are checked there."""
    with serving(root, writable=True) as server:
        yield server


def update(server: Server, text: str) -> Reply:
    headers = authorised(Content_Type="application/sparql-update", **PROBLEM)
    return server.ask("/sparql?lang=en", method="POST", headers=headers, body=text.encode())


def true(server: Server, query: str) -> bool:
    reply = server.ask(f"/sparql?query={quote(query)}&format=json")
    assert reply.status == 200, reply.text
    return bool(json.loads(reply.body)["boolean"])


@pytest.mark.parametrize("kept", ["memory", "folder"])
def test_an_update_reaches_the_default_graph_and_outlives_a_restart(
    tmp_path: Path, kept: str
) -> None:
    store = str(tmp_path / "store") if kept == "folder" else None
    with serving(SMALL, store=store, writable=True) as server:
        text = f"INSERT DATA {{ GRAPH <{HERE}> {{ <x:a> <x:b> 'new', 'old' }} }}"
        assert update(server, text).status == 204
        assert true(server, ASKED)
        text = f"DELETE WHERE {{ GRAPH <{HERE}> {{ ?s ?p 'old' }} }}"
        assert update(server, text).status == 204
        assert true(server, ASKED)
        assert not true(server, "ASK { <x:a> <x:b> 'old' }")
    with serving(SMALL, store=store, writable=True) as server:
        assert true(server, ASKED) is (kept == "folder")
        assert not true(server, "ASK { <x:a> <x:b> 'old' }")


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ GRAPH <{PLAN}> {{ <x:a> <x:b> 'new' }} }}",
        f"PREFIX g: <{GRAPHS}> DELETE WHERE {{ GRAPH g:plans\\/harryda-2019-2022 {{ ?s ?p ?o }} }}",
        "INSERT { GRAPH ?g { <x:a> <x:b> 'new' } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        f"INSERT DATA {{ GRAPH <{GRAPHS}versions/x/0> {{ <x:a> <x:b> 'new' }} }}",
        f"INSERT DATA {{ GRAPH <{GRAPHS}publications/x> {{ <x:a> <x:b> 'new' }} }}",
        f"DROP GRAPH <{PLAN}>",
        "CLEAR ALL",
        "DROP NAMED",
    ],
)
def test_plans_and_their_history_are_changed_by_publishing_only(checked: Server, text: str) -> None:
    reply = update(checked, text)
    assert reply.status == 403, reply.text
    assert "PUT" in json.loads(reply.body)["detail"]
    assert not true(checked, "ASK { GRAPH ?g { <x:a> <x:b> 'new' } }")
    assert true(checked, f"ASK {{ GRAPH <{PLAN}> {{ ?s ?p ?o }} }}")


@pytest.mark.parametrize("tail", ["versions/x/0", "publications/x", "plans/x/y"])
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_history_is_not_written_through_the_graph_store(
    checked: Server, tail: str, method: str
) -> None:
    reply = checked.ask(
        f"/data?graph={quote(GRAPHS + tail)}",
        method=method,
        headers=authorised(Content_Type="text/turtle", **PROBLEM),
        body=b"<x:a> <x:b> 'new' .",
    )
    assert reply.status == 403, reply.text


def test_the_default_graph_is_not_written_by_itself_where_plans_are_checked(
    checked: Server,
) -> None:
    reply = update(checked, "INSERT DATA { <x:a> <x:b> 'new' }")
    assert reply.status == 403
    assert "GRAPH" in json.loads(reply.body)["detail"]
    put = checked.ask(
        "/data?default",
        method="PUT",
        headers=authorised(Content_Type="text/turtle"),
        body=b"<x:a> <x:b> 'new' .",
    )
    assert put.status == 403
    assert not true(checked, ASKED)


def test_other_graphs_are_open_beside_plans(checked: Server) -> None:
    assert update(checked, f"INSERT DATA {{ GRAPH <{HERE}> {{ <x:a> <x:c> 1 }} }}").status == 204
    assert true(checked, "ASK { <x:a> <x:c> 1 }")
    assert update(checked, f"DROP GRAPH <{HERE}>").status == 204
    assert not true(checked, "ASK { <x:a> <x:c> 1 }")


def test_updates_need_the_token(writing: Server) -> None:
    headers = {"Content-Type": "application/sparql-update"}
    for extra in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}):
        reply = writing.ask(
            "/sparql", method="POST", headers={**headers, **extra}, body=b"CLEAR ALL"
        )
        assert reply.status == 401
        assert reply.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1:1/>",
        "INSERT { <a> <b> ?c } WHERE { SERVICE <http://x/> { ?a ?b ?c } }",
    ],
)
def test_updates_that_reach_out_are_refused(writing: Server, update: str) -> None:
    reply = writing.ask(
        "/sparql",
        method="POST",
        headers=authorised(Content_Type="application/sparql-update"),
        body=update.encode(),
    )
    assert reply.status == 403


def test_a_failed_update_changes_nothing(writing: Server) -> None:
    before = asked(writing, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv").text
    reply = writing.ask(
        "/sparql",
        method="POST",
        headers=authorised(Content_Type="application/sparql-update"),
        body=b"CLEAR ALL ; INSERT DATA { <x:a> <x:b> ",
    )
    assert reply.status == 400
    assert asked(writing, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv").text == before


def test_the_store_in_a_folder(tmp_path: Path) -> None:
    folder = str(tmp_path / "store")
    with serving(SMALL, store=folder, writable=True) as server:
        first = asked(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv").text
        reply = server.ask(
            "/data/kept",
            method="PUT",
            headers=authorised(Content_Type="text/turtle"),
            body=b"<x:a> <x:b> <x:c> .",
        )
        assert reply.status == 201, reply.text
        assert asked(server, "ASK { <x:a> <x:b> <x:c> }", Accept="text/csv").text == "true"
    with serving(SMALL, store=folder) as server:
        assert asked(server, "ASK { <x:a> <x:b> <x:c> }", Accept="text/csv").text == "true"
        second = asked(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv").text
        assert first != second
