"""Who asks and how often: proxies that are believed, the pace of a client, slow connections."""

import contextlib
import gzip
import json
import socket
import threading
import time
from functools import partial
from ipaddress import ip_network
from pathlib import Path

import pytest

from plangraf.errors import WrongUse
from plangraf.settings import settings_from
from plangraf.web import pacing
from plangraf.web.pacing import Pace, counted_as
from plangraf.web.serving.connections import Bounded, Channel
from tests.waiting import PATIENCE
from tests.web.serving import Server, authorised, serving

OUTSIDE = {
    "X-Forwarded-Prefix": "/elsewhere",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "Accept": "text/turtle",
}


def test_a_proxy_on_this_machine_is_believed(reading: Server) -> None:
    assert "https://evil.example/elsewhere/sparql" in reading.ask("/sparql", headers=OUTSIDE).text


def test_others_are_not_believed() -> None:
    with serving(trusted_proxies=(ip_network("10.0.0.0/8"),)) as server:
        reply = server.ask("/sparql", headers=OUTSIDE)
        assert "evil.example" not in reply.text
        assert f"{server.address}/sparql" in reply.text
        assert server.ask("/elsewhere/sparql", headers=OUTSIDE).status == 404


def test_of_several_proxies_the_nearest_counts(reading: Server) -> None:
    headers = {**OUTSIDE, "X-Forwarded-Host": "evil.example, data.example.se"}
    text = reading.ask("/sparql", headers=headers).text
    assert "evil.example" not in text
    assert "https://data.example.se/elsewhere/sparql" in text


@pytest.mark.parametrize("host", ["a b", 'x"><script>', "evil.example/path", "user@evil.example"])
def test_a_host_that_is_none_is_not_repeated(reading: Server, host: str) -> None:
    reply = reading.ask("/sparql", headers={"Host": host, "Accept": "text/turtle"})
    assert reply.status in (200, 400)
    assert host not in reply.text


def test_the_setting_of_proxies() -> None:
    read = settings_from({"PLANGRAF_TRUSTED_PROXIES": "10.0.0.5, 172.16.0.0/12,fd00::/8"})
    assert [str(n) for n in read.trusted_proxies] == ["10.0.0.5/32", "172.16.0.0/12", "fd00::/8"]
    assert settings_from({"PLANGRAF_TRUSTED_PROXIES": "none"}).trusted_proxies == ()
    with pytest.raises(WrongUse) as caught:
        settings_from({"PLANGRAF_TRUSTED_PROXIES": "10.0.0.5, proxy"})
    assert caught.value.place == "PLANGRAF_TRUSTED_PROXIES"


def test_a_client_that_asks_too_often_is_told_when_to_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pacing, "Pace", partial(Pace, clock=lambda: 0.0))
    with serving(requests_per_minute=5) as server:

        def ask(who: str) -> int:
            headers = {"X-Forwarded-For": who, "Accept": "application/problem+json"}
            reply = server.ask("/sparql?query=ASK%7B%7D&format=json&lang=en", headers=headers)
            if reply.status == 429:
                problem = json.loads(reply.body)
                assert int(reply.headers["Retry-After"]) == 12
                assert "5 requests" in problem["detail"]
                assert problem["type"].endswith("/too-many")
                assert reply.headers["Access-Control-Allow-Origin"] == "*"
            return reply.status

        assert [ask("203.0.113.7") for _ in range(7)] == [200] * 5 + [429] * 2
        assert ask("203.0.113.8") == 200
        assert ask("spoofed, 198.51.100.1, 203.0.113.7") == 429
        assert [server.ask("/health").status for _ in range(9)] == [200] * 9
        assert server.ask("/static/site.css").status == 200
        assert [server.ask("/robots.txt").status for _ in range(9)] == [200] * 9


def test_a_bucket_fills_up_again() -> None:
    now = [0.0]
    pace = Pace(60, lambda: now[0])
    assert [pace.wait_of("a") for _ in range(60)] == [0.0] * 60
    assert pace.wait_of("a") == pytest.approx(1.0)
    now[0] += 0.5
    assert pace.wait_of("a") == pytest.approx(0.5)
    now[0] += 2.5
    assert [pace.wait_of("a") > 0 for _ in range(4)] == [False] * 3 + [True]


def test_the_table_of_clients_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "_MOST_CLIENTS", 100)
    pace = Pace(1, lambda: 0.0)
    for number in range(10_000):
        pace.wait_of(str(number))
    assert len(pace) == 100
    assert pace.wait_of("9999") > 0


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", None),
        ("::1", None),
        ("-", None),
    ],
)
def test_whom_a_request_is_counted_to(address: str, who: str | None) -> None:
    assert counted_as(address) == who


def raw(server: Server, text: bytes) -> bytes:
    """Send bytes as they are; returns what comes until the connection is closed."""
    came = b""
    with socket.create_connection((server.host, server.port)) as connection:
        connection.settimeout(PATIENCE)
        with contextlib.suppress(ConnectionError):
            connection.sendall(text)
            while piece := connection.recv(10_000):
                came += piece
    return came


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (b"GARBAGE\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 2_000_000 + b"\r\n\r\n", b"431"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\nASK {}", b"400"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n", b"413"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", b"501"),
    ],
)
def test_what_is_no_request_is_refused_readably(
    reading: Server, text: bytes, status: bytes
) -> None:
    head, _, body = raw(reading, text).partition(b"\r\n\r\n")
    assert head.split()[1] == status
    assert b"Access-Control-Allow-Origin: *" in head
    assert b"nosniff" in head
    assert b"waitress" not in head + body
    assert b"Server:" not in head
    assert reading.ask("/health").status == 200


@pytest.mark.parametrize(("path", "method"), [("/sparql", "POST"), ("/data?graph=x:a", "PUT")])
def test_packed_bodies_are_refused(writing: Server, path: str, method: str) -> None:
    headers = authorised(Content_Type="application/sparql-query", Content_Encoding="gzip")
    reply = writing.ask(path, method=method, headers=headers, body=gzip.compress(b"ASK {}" * 9_999))
    assert reply.status == 415
    assert reply.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("true", ["Nothing was changed", "see whether"])
def test_an_upload_that_the_parser_has_no_memory_for_is_told(tmp_path: Path, true: str) -> None:
    store = str(tmp_path / "store") if true == "see whether" else None
    bound = 700_000_000 if store else 200_000_000
    with serving(writable=True, store=store, query_memory=bound) as server:
        reply = server.ask(
            "/data?graph=x:a&lang=en",
            method="PUT",
            headers=authorised(Content_Type="text/turtle"),
            body=b"<x:a> <x:b> " + b"(" * (19_000_000 if store else 5_000_000),
        )
        assert reply.status == 503, reply.text
        assert true in reply.text
        assert server.ask("/sparql?query=ASK%7B%7D").status == 200


def closed(connection: socket.socket) -> bool:
    """Whether the other end closes the connection, or has."""
    connection.settimeout(PATIENCE)
    with contextlib.suppress(ConnectionError):
        while connection.recv(1000):
            pass
    return True


def test_a_request_that_comes_drop_by_drop_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Channel, "head_seconds", 0.5)
    with serving() as server, socket.create_connection((server.host, server.port)) as slow:
        stop = threading.Event()

        def drip() -> None:
            with contextlib.suppress(OSError):
                slow.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
                while not stop.is_set():
                    slow.sendall(b"X-More: y\r\n")
                    time.sleep(0.1)

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            assert server.ask("/health").status == 200
            assert closed(slow)
        finally:
            stop.set()
            thread.join()


def test_one_address_does_not_take_all_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bounded, "per_address", 3)
    monkeypatch.setattr(Bounded, "_speaks_for_many", lambda *_: False)
    with serving() as server, contextlib.ExitStack() as stack:
        held = [
            stack.enter_context(socket.create_connection((server.host, server.port)))
            for _ in range(3)
        ]
        for connection in held:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert connection.recv(100).startswith(b"HTTP/1.1 200")
        assert closed(stack.enter_context(socket.create_connection((server.host, server.port))))
        assert server.ask("/health", client="127.0.0.2").status == 200
