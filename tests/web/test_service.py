"""SERVICE: refused unless its address is allowed; then asked by us, within bounds."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote

import pytest

from plangraf.store.elsewhere import Elsewhere
from tests.web.serving import Reply, Server, authorised, serving

ROWS = {
    "head": {"vars": ["s", "n"]},
    "results": {
        "bindings": [
            {
                "s": {"type": "uri", "value": "http://e/a"},
                "n": {"type": "literal", "value": "A } #"},
            },
            {"s": {"type": "uri", "value": "http://e/b"}},
        ]
    },
}


class _Handler(BaseHTTPRequestHandler):
    """Another server, whose answer its path names."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append((self.path, self.headers, parse_qs(body)))  # type: ignore[attr-defined]
        status, answer = 200, json.dumps(ROWS).encode()
        if self.path == "/away":
            status = 302
        if self.path == "/large":
            answer = b" " * 3000 + answer
        if self.path == "/broken":
            answer = b"<html>"
        if self.path == "/blank":
            answer = answer.replace(b'"uri"', b'"bnode"')
        if self.path == "/unfit":
            answer = answer.replace(b"http://e/a", b"http://e/> } DROP ALL #")
        if self.path == "/more":
            answer = answer.replace(b'"vars": [', b'"vars": ["s", "x) } #", "other", ')
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/sparql")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def other() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


def address(other: ThreadingHTTPServer, path: str = "/sparql") -> str:
    return f"http://localhost:{other.server_port}{path}"


PATHS = ("/sparql", "/away", "/large", "/broken", "/blank", "/unfit", "/more", "/none")


@pytest.fixture(scope="module")
def server(other: ThreadingHTTPServer) -> Iterator[Server]:
    listed = tuple(address(other, path) for path in PATHS if path != "/none")
    with serving(services=listed, services_nearby=True, service_bytes=2_000) as running:
        yield running


def ask(server: Server, query: str) -> Reply:
    headers = {"Accept": "application/sparql-results+json, application/problem+json;q=0.9"}
    return server.ask(f"/sparql?lang=en&query={quote(query)}", headers=headers)


def test_what_the_other_server_answers_is_joined(
    server: Server, other: ThreadingHTTPServer
) -> None:
    where = f"SERVICE <{address(other)}> {{ ?s e:name ?n }}"
    query = f"PREFIX e: <http://e/> SELECT ?s ?n {{ VALUES ?s {{ e:a e:c }} {where} }}"
    reply = ask(server, query)
    assert reply.status == 200, reply.text
    (row,) = json.loads(reply.body)["results"]["bindings"]
    assert row == ROWS["results"]["bindings"][0]  # type: ignore[index]
    assert reply.headers["ETag"] is None
    path, headers, form = other.asked[-1]  # type: ignore[attr-defined]
    assert path == "/sparql"
    assert headers["Host"] == f"localhost:{other.server_port}"
    assert "Authorization" not in headers
    assert "PREFIX e: <http://e/>" in form["query"][0]
    assert "{ ?s e:name ?n }" in form["query"][0]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/none", 403, "not allowed"),
        ("/away", 502, "302"),
        ("/large", 413, "2000 bytes"),
        ("/broken", 502, "JSON"),
        ("/unfit", 502, "SPARQL 1.1 does not have"),
    ],
)
def test_what_goes_wrong_is_told(
    server: Server, other: ThreadingHTTPServer, path: str, status: int, said: str
) -> None:
    before = len(other.asked)  # type: ignore[attr-defined]
    reply = ask(server, f"SELECT * {{ SERVICE <{address(other, path)}> {{ ?s ?p ?o }} }}")
    assert reply.status == status, reply.text
    assert said in json.loads(reply.body)["detail"]
    assert len(other.asked) == before + (path != "/none")  # type: ignore[attr-defined]


def test_columns_that_nobody_asked_for_are_left_out(
    server: Server, other: ThreadingHTTPServer
) -> None:
    where = f"SERVICE <{address(other, '/more')}> {{ ?s ?p ?n }}"
    answer = json.loads(ask(server, f"SELECT ?s ?n ?other {{ {where} }}").body)
    assert answer["results"]["bindings"] == ROWS["results"]["bindings"]  # type: ignore[index]


@pytest.mark.parametrize("path", ["/away", "/unfit"])
def test_a_silent_failure_is_no_condition(
    server: Server, other: ThreadingHTTPServer, path: str
) -> None:
    where = f"SERVICE SILENT <{address(other, path)}> {{ ?s ?p ?o }}"
    reply = ask(server, f"SELECT ?x {{ BIND(1 AS ?x) {where} }}")
    assert len(json.loads(reply.body)["results"]["bindings"]) == 1


def test_a_node_without_a_name_gets_one(server: Server, other: ThreadingHTTPServer) -> None:
    where = f"SERVICE <{address(other, '/blank')}> {{ ?s ?p ?n }}"
    reply = ask(server, f"SELECT * {{ {{ {where} }} OPTIONAL {{ {where} }} }}")
    assert reply.status == 200, reply.text
    rows = json.loads(reply.body)["results"]["bindings"]
    assert len(rows) == 2  # of no row of one answer is a node of the other
    assert len({row["s"]["value"] for row in rows}) == 2
    assert all(row["s"]["value"].startswith("urn:uuid:") for row in rows)


@pytest.mark.parametrize(
    ("pattern", "rows"),
    [
        ("{ SERVICE <{at}> { ?s ?p ?n } } UNION { BIND(1 AS ?s) }", 3),
        ("VALUES ?s { e:a e:c } OPTIONAL { SERVICE <{at}> { ?s e:name [] } }", 2),
        ("VALUES ?s { e:a e:c } MINUS { SERVICE <{at}> { ?s ?p _:b } }", 1),
        ("VALUES ?s { e:a e:c } FILTER NOT EXISTS { SERVICE <{at}> { ?s ?p ?o } }", 1),
        ("{ SELECT ?s { SERVICE <{at}> { ?s ?p ?o } } } GRAPH ?g { ?s ?p ?o }", 0),
    ],
)
def test_it_may_stand_wherever_a_pattern_may(
    server: Server, other: ThreadingHTTPServer, pattern: str, rows: int
) -> None:
    reply = ask(
        server, f"PREFIX e: <http://e/> SELECT * {{ {pattern} }}".replace("{at}", address(other))
    )
    assert reply.status == 200, reply.text
    assert len(json.loads(reply.body)["results"]["bindings"]) == rows


def test_an_update_takes_what_its_pattern_asks_for(other: ThreadingHTTPServer) -> None:
    at = address(other)
    with serving(services=(at,), services_nearby=True, writable=True) as server:
        text = f"""PREFIX e: <http://e/> INSERT DATA {{ GRAPH e:g {{ e:a e:old 1 }} }} ;
            PREFIX f: <http://f/> INSERT {{ GRAPH e:g {{ ?s f:name ?n }} }}
            WHERE {{ SERVICE <{at}> {{ ?s f:name ?n }} }}"""
        reply = server.ask(
            "/sparql",
            method="POST",
            headers=authorised(Content_Type="application/sparql-update"),
            body=text.encode(),
        )
        assert reply.status == 204, reply.text
        sent = other.asked[-1][2]["query"][0]  # type: ignore[attr-defined]
        assert "PREFIX f: <http://f/>" in sent
        assert "INSERT" not in sent
        there = "ASK { GRAPH <http://e/g> { <http://e/a> <http://f/name> 'A } #' } }"
        assert json.loads(ask(server, there).body)["boolean"]


def test_a_mistake_after_it_is_told_at_its_place(
    server: Server, other: ThreadingHTTPServer
) -> None:
    reply = ask(server, f"SELECT * {{\n SERVICE <{address(other)}> {{\n ?s ?p ?o }}\n oops }}")
    assert reply.status == 400
    assert json.loads(reply.body)["line"] == 4


def test_a_name_that_is_not_looked_up_in_time_is_told(
    server: Server, other: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, system = threading.Event(), socket.getaddrinfo

    def found(host: str, *rest: int, **more: int) -> list[object]:
        if host == "localhost":
            slow.wait(60)
        return list(system(host, *rest, **more))

    monkeypatch.setattr("plangraf.store.lookup.socket.getaddrinfo", found)
    try:
        reply = server.ask(
            f"/sparql?timeout=0.5&query={quote(f'SELECT * {{ SERVICE <{address(other)}> {{}} }}')}"
        )
    finally:
        slow.set()
    assert reply.status == 504, reply.text
    assert "localhost was not looked up within" in reply.text


@pytest.mark.parametrize(
    "where",
    [
        "SERVICE ?where { ?s ?p ?o }",
        "SERVICE <{at}> { SERVICE <{at}> { ?s ?p ?o } }",
        "FILTER(?a<?b) SERVICE <http://localhost/other> { ?s ?p ?o }",
        "SERVICE <{at}\\u0023x> { ?s ?p ?o }",
        "SERVICE <{at}> { \\u0053ERVICE <http://localhost/other> { ?s ?p ?o } }",
        "SERVICE <{at}> { FILTER(?a<?b) SERVICE <http://localhost/other> { ?s ?p ?o } }",
    ],
)
def test_what_is_not_understood_is_refused(
    server: Server, other: ThreadingHTTPServer, where: str
) -> None:
    before = len(other.asked)  # type: ignore[attr-defined]
    reply = ask(server, f"SELECT * {{ {where.replace('{at}', address(other))} }}")
    assert reply.status == 403, reply.text
    assert "SERVICE" in json.loads(reply.body)["detail"]
    assert len(other.asked) == before  # type: ignore[attr-defined]


def test_too_many_are_refused_before_any_is_asked(
    server: Server, other: ThreadingHTTPServer
) -> None:
    before = len(other.asked)  # type: ignore[attr-defined]
    reply = ask(server, "SELECT * {" + 9 * f"SERVICE <{address(other)}> {{ ?s ?p ?o }} " + "}")
    assert reply.status == 403
    assert "has 9 SERVICE; the limit is 8" in reply.text
    assert len(other.asked) == before  # type: ignore[attr-defined]


@pytest.mark.parametrize("pattern", ["", "?s ?p ?o", "{ ?s ?p"])
def test_a_pattern_that_is_not_closed_is_a_mistake(
    server: Server, other: ThreadingHTTPServer, pattern: str
) -> None:
    reply = ask(server, f"SELECT * {{ SERVICE <{address(other)}> {pattern}")
    assert reply.status == 400
    assert "{ … } is expected" in json.loads(reply.body)["detail"]


def test_nearby_addresses_are_refused_though_they_are_listed(other: ThreadingHTTPServer) -> None:
    with serving(services=(address(other),)) as server:
        before = len(other.asked)  # type: ignore[attr-defined]
        reply = ask(server, f"SELECT * {{ SERVICE <{address(other)}> {{ ?s ?p ?o }} }}")
        assert reply.status == 403
        assert "network" in json.loads(reply.body)["detail"]
        assert len(other.asked) == before  # type: ignore[attr-defined]


def test_the_connection_goes_to_the_address_that_was_looked_at(
    other: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere the second time it is asked for is asked for once."""
    asked: list[str] = []

    def found(host: str, port: int, *_: object, **__: object) -> list[object]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("plangraf.store.lookup.socket.getaddrinfo", found)
    service = f"http://name.example:{other.server_port}/sparql"
    door = Elsewhere((service,), True, 5.0, 10_000, 100)
    names, rows = door.ask(service, "SELECT * {}", 5.0)
    assert (names, len(rows)) == (["s", "n"], 2)
    assert [host for host in asked if host == "name.example"] == ["name.example"]
