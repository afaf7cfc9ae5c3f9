"""The endpoint over HTTP, where the protocol suite leaves it open: methods, headers, parameters."""

import gzip
import json
from urllib.parse import quote, urlencode

import pytest

from tests.web.serving import Server, asked, authorised

SELECT = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 3"


def test_both_addresses_answer_without_redirect(reading: Server) -> None:
    for path in ("/sparql", "/sparql/"):
        assert reading.ask(f"{path}?query=ASK%7B%7D").status == 200


def test_the_method_query(reading: Server) -> None:
    reply = reading.ask(
        "/sparql",
        method="QUERY",
        headers={"Content-Type": "application/sparql-query"},
        body=b"ASK {}",
    )
    assert json.loads(reply.body)["boolean"] is True


def test_head_has_the_headers_of_get(reading: Server) -> None:
    get = asked(reading, SELECT)
    head = reading.ask(f"/sparql?query={quote(SELECT)}", method="HEAD")
    assert head.status == 200
    assert head.body == b""
    for name in ("Content-Type", "ETag", "Content-Length", "Vary"):
        assert head.headers[name] == get.headers[name], name


def test_options_answer_a_preflight(reading: Server) -> None:
    reply = reading.ask(
        "/sparql",
        method="OPTIONS",
        headers={"Origin": "https://yasgui.example", "Access-Control-Request-Method": "POST"},
    )
    assert reply.status == 204
    assert "POST" in reply.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in reply.headers["Access-Control-Allow-Headers"]
    assert "application/x-www-form-urlencoded" in reply.headers["Accept-Post"]


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/sparql?query=ASK%7B%7D", "GET", 200),
        ("/sparql?query=nonsense", "GET", 400),
        ("/sparql", "DELETE", 405),
        ("/nowhere", "GET", 404),
        ("/data?graph=x:nowhere", "GET", 404),
        ("/sparql?query=ASK%7B%7D&format=parquet", "GET", 400),
    ],
)
def test_cors_and_safety_on_every_answer(
    reading: Server, path: str, method: str, status: int
) -> None:
    reply = reading.ask(path, method=method)
    assert reply.status == status
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in reply.headers["Content-Security-Policy"]
    assert reply.headers["Server"] is None
    for name in ("Accept", "Accept-Language", "Accept-Encoding", "Origin"):
        assert name in reply.headers["Vary"]


def test_an_unchanged_answer_is_not_sent_again(reading: Server) -> None:
    first = asked(reading, SELECT)
    again = asked(reading, SELECT, If_None_Match=first.headers["ETag"])
    assert again.status == 304
    assert again.body == b""
    for name in ("ETag", "Cache-Control", "Vary"):  # RFC 9110 §15.4.5
        assert again.headers[name] == first.headers[name]
    other = asked(reading, SELECT, If_None_Match=first.headers["ETag"], Accept="text/csv")
    assert other.status == 200
    assert other.headers["ETag"] != first.headers["ETag"]


def test_what_differs_each_time_has_no_tag(reading: Server) -> None:
    reply = asked(reading, "SELECT (NOW() AS ?now) {}")
    assert reply.headers["ETag"] is None
    assert reply.headers["Cache-Control"] == "no-store"


def test_a_change_gives_a_new_tag(writing: Server) -> None:
    first = asked(writing, "ASK { <x:a> <x:b> <x:c> }")
    assert not json.loads(first.body)["boolean"]
    reply = writing.ask(
        "/sparql",
        method="POST",
        headers=authorised(Content_Type="application/sparql-update"),
        body=b"INSERT DATA { <x:a> <x:b> <x:c> }",
    )
    assert reply.status == 204
    again = asked(writing, "ASK { <x:a> <x:b> <x:c> }", If_None_Match=first.headers["ETag"])
    assert again.status == 200
    assert json.loads(again.body)["boolean"]


def test_large_answers_are_compressed_for_who_can_read_it(reading: Server) -> None:
    plain = asked(reading, "SELECT * { ?s ?p ?o }")
    packed = asked(reading, "SELECT * { ?s ?p ?o }", Accept_Encoding="gzip, br")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 2
    assert json.loads(gzip.decompress(packed.body)) == json.loads(plain.body)


def test_a_byte_order_mark_is_no_part_of_a_query(reading: Server) -> None:
    assert asked(reading, "\ufeffASK {}").status == 200
    headers = {"Content-Type": "application/sparql-query"}
    body = b"\xef\xbb\xbfASK {}"
    assert reading.ask("/sparql", method="POST", headers=headers, body=body).status == 200


def test_unknown_parameters_are_ignored(reading: Server) -> None:
    sent = urlencode({"ac": "1", "query": "ASK {}", "output": "nonsense", "default-graph-uri": ""})
    assert reading.ask(f"/sparql?{sent}").status == 200


def test_a_relative_graph_name_is_refused(reading: Server) -> None:
    reply = reading.ask("/sparql?query=ASK%7B%7D&default-graph-uri=plans")
    assert reply.status == 400
    assert "default-graph-uri" in reply.text


def test_a_shorter_time_can_be_asked_for(reading: Server) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9)) + "}"
    reply = reading.ask("/sparql?" + urlencode({"query": slow, "timeout": "0.3"}))
    assert reply.status == 503
    assert "0.3" in reply.text
