"""SERVICE: refused unless its address is allowed; then asked by us, within bounds."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote

import pytest

from plangraf.errors import WrongUse
from plangraf.settings import settings_from
from plangraf.store.elsewhere import Elsewhere, far
from tests.web.serving import Reply, Server, serving

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


PATHS = ("/sparql", "/away", "/large", "/broken", "/blank", "/none")


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
        ("/blank", 403, "without a name"),
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


def test_a_silent_failure_is_no_condition(server: Server, other: ThreadingHTTPServer) -> None:
    where = f"SERVICE SILENT <{address(other, '/away')}> {{ ?s ?p ?o }}"
    reply = ask(server, f"SELECT ?x {{ BIND(1 AS ?x) {where} }}")
    assert len(json.loads(reply.body)["results"]["bindings"]) == 1


@pytest.mark.parametrize(
    "where",
    [
        "SERVICE ?where { ?s ?p ?o }",
        "SERVICE <{at}> { SERVICE <{at}> { ?s ?p ?o } }",
        "FILTER(?a<?b) SERVICE <http://localhost/other> { ?s ?p ?o }",
        "SERVICE <{at}\\u0023x> { ?s ?p ?o }",
    ],
)
def test_what_is_not_understood_is_refused(
    server: Server, other: ThreadingHTTPServer, where: str
) -> None:
    before = len(other.asked)  # type: ignore[attr-defined]
    reply = ask(server, f"SELECT * {{ {where.replace('{at}', address(other))} }}")
    assert reply.status == 403, reply.text
    assert len(other.asked) == before  # type: ignore[attr-defined]


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

    monkeypatch.setattr("plangraf.store.elsewhere.socket.getaddrinfo", found)
    service = f"http://name.example:{other.server_port}/sparql"
    door = Elsewhere((service,), True, 5.0, 10_000, 100)
    names, rows = door.ask(service, "SELECT * {}", 5.0)
    assert (names, len(rows)) == (["s", "n"], 2)
    assert [host for host in asked if host == "name.example"] == ["name.example"]


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.9.1", "::1", "0.0.0.0", "::", "10.1.2.3", "172.16.0.1"),
        *("192.168.1.1", "169.254.169.254", "100.64.0.1", "fe80::1%eth0", "fd00::1", "224.0.0.1"),
        *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::", "64:ff9b::a00:1"),
        *("255.255.255.255", "198.18.0.1", "nonsense"),
    ],
)
def test_which_addresses_are_near(address: str) -> None:
    assert not far(address)


def test_which_addresses_are_far() -> None:
    assert far("91.198.174.192")
    assert far("2620:0:862:ed1a::1")


def test_the_settings() -> None:
    read = settings_from({"PLANGRAF_SERVICES": "https://a/sparql, https://b/sparql"})
    assert read.services == ("https://a/sparql", "https://b/sparql")
    assert not read.services_nearby
    for wrong in ("wikidata", "ftp://a/", "https://u:p@a/", "https://a:x/", "https://a/#b"):
        with pytest.raises(WrongUse):
            settings_from({"PLANGRAF_SERVICES": wrong})
    assert settings_from({"PLANGRAF_SERVICES_NEARBY": "1"}).services_nearby
