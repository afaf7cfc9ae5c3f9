"""Headers and parameters as nobody would send them, at a real server: no 5xx, and an answer.

Bounded and repeatable: every run asks the same.
"""

import string
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.web.serving import Reply, Server, authorised, serving

BOUNDED = settings(max_examples=60)
_PIECES = """
text/html */* text/* */html application/json application/sparql-results+ text/csv text/turtle
application/n-triples charset=utf-8 charset=utf-16 boundary= boundary=" ;q=0.5 ;q= ;q=9 ;q=-1 ;v=b3
, ; = " \\" sv en-GB sv-SE;q=0 * bytes=0-9 bytes=-5 bytes=9-0 bytes=0-0,5-9 W/"x" "x" W/ åäö ÿ
bytes=99999999999999999999- multipart/form-data application/x-www-form-urlencoded gzip
identity;q=0 application/sparql-query application/sparql-update Bearer Basic eDp5 0 1e9
"""
PIECES = st.sampled_from([*_PIECES.split(), " ", "\t", "; q = 1"])
NOISE = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=8)
HEADER = st.lists(st.one_of(PIECES, NOISE), max_size=8).map("".join)
NAMES = (
    *("Accept", "Accept-Language", "Accept-Encoding", "Accept-Charset", "Range", "If-Range"),
    *("If-None-Match", "If-Match", "If-Modified-Since", "Content-Type", "Authorization", "Origin"),
    *("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Proto", "Cookie"),
)
PATHS = (
    *("/", "/sparql", "/sparql?query=ASK%7B%7D", "/sparql?query=CONSTRUCT%20WHERE%7B?s?p?o%7D"),
    *("/data?default", "/data?graph=x:none", "/queries", "/ns", "/.well-known/void", "/search?q=a"),
    *("/openapi.json", "/sitemap.xml", "/health", "/nowhere"),
)
BODIES = (b"", b"query=ASK%7B%7D", b"ASK {}", b"\xff\xfe", b"--x\r\n\r\n", b"<x:a> <x:b> <x:c> .")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(writable=True) as served:
        yield served


def whole(reply: Reply, *, in_time: bool = True) -> None:
    """An answer that a client can make something of; who asked for little time may be told so."""
    assert reply.status < 500 or (reply.status == 503 and not in_time), reply.text
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    if reply.status >= 400:
        assert "Traceback" not in reply.text
        assert reply.headers["Content-Type"]


@pytest.mark.parametrize("name", NAMES)
@given(value=HEADER, path=st.sampled_from(PATHS), method=st.sampled_from(["GET", "GET", "HEAD"]))
@BOUNDED
def test_any_header_is_read(server: Server, name: str, value: str, path: str, method: str) -> None:
    whole(server.ask(path, method=method, headers={name: value}))


@given(
    kind=HEADER,
    body=st.one_of(st.sampled_from(BODIES), st.binary(max_size=60)),
    path=st.sampled_from(["/sparql", "/data?graph=x:fuzz", "/data", "/validate"]),
    method=st.sampled_from(["POST", "PUT", "QUERY", "PATCH", "DELETE"]),
    writer=st.booleans(),
)
@example(
    kind="multipart/form-data; boundary=",
    body=b"--\r\n",
    path="/data?graph=x:fuzz",
    method="POST",
    writer=True,
)
@example(kind="multipart/form-data", body=b"", path="/sparql", method="POST", writer=False)
@example(
    kind="text/turtle; charset=utf-16",
    body=b"\xff\xfe",
    path="/data?graph=x:fuzz",
    method="PUT",
    writer=True,
)
@example(
    kind="application/sparql-query; charset=nonsense",
    body=b"ASK {}",
    path="/sparql",
    method="POST",
    writer=False,
)
@BOUNDED
def test_any_body_of_any_type_is_read(
    server: Server, kind: str, body: bytes, path: str, method: str, *, writer: bool
) -> None:
    headers = authorised(Content_Type=kind) if writer else {"Content-Type": kind}
    whole(server.ask(path, method=method, headers=headers, body=body))


PARAMETERS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("query", "update", "format", "lang", "timeout", "default-graph-uri", "explain"),
                *("named-graph-uri", "graph", "page", "size", "limit", "offset", "download", "q"),
                *("plan", "word", "sort", "order", "profile", "callback", "version", "output"),
            ]
        ),
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(["-1", "0", "1e999", "NaN", "9" * 40, "x:y", "../..", "%00", "ASK {}"]),
            st.text(string.punctuation, max_size=6),
        ),
    ),
    max_size=4,
)


@given(
    path=st.sampled_from(["/sparql", "/queries", "/data", "/search", "/compare", "/plans", "/"]),
    given_=PARAMETERS,
)
@example(path="/sparql", given_=[("query", "ASK {}"), ("timeout", "NaN")])
@example(path="/sparql", given_=[("query", "ASK {}"), ("timeout", "-1e999")])
@example(path="/sparql", given_=[("query", "ASK {}"), ("default-graph-uri", "x:\ufdd0")])
@example(
    path="/sparql", given_=[("query", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"))]
)
@BOUNDED
def test_any_parameter_is_read(server: Server, path: str, given_: list[tuple[str, str]]) -> None:
    asked = "&".join(f"{name}={quote(value, safe='')}" for name, value in given_)
    whole(server.ask(f"{path}?{asked}"), in_time="timeout" not in dict(given_))


@given(
    query=st.sampled_from(["goals", "nothing"]),
    suffix=st.sampled_from(["", ".json", ".csv", ".xlsx", ".html", ".svg", ".rq", ".ttl", ".exe"]),
    given_=PARAMETERS,
)
@BOUNDED
def test_any_parameter_of_a_saved_query_is_read(
    server: Server, query: str, suffix: str, given_: list[tuple[str, str]]
) -> None:
    asked = "&".join(f"{name}={quote(value, safe='')}" for name, value in given_)
    whole(server.ask(f"/queries/{query}{suffix}?{asked}"), in_time="timeout" not in dict(given_))


@given(st.binary(max_size=30))
@BOUNDED
def test_any_bytes_in_an_address_are_read(server: Server, tail: bytes) -> None:
    for before in ("/sparql?query=", "/id/", "/queries/", "/data/", "/search?q=", "/"):
        whole(server.ask(before + quote(tail, safe="/.;,&=")))
