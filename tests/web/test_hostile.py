"""Hostile requests: each ends at its bound, and meanwhile another client is answered.

Nothing is timed. A hostile query has a short deadline where its own end is looked at; elsewhere its
deadline is further away than the patience of those who ask beside it, so that an honest answer is
one that did not have to wait for the end of a hostile query.
"""

import contextlib
import json
import os
import signal
import socket
import threading
from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlencode

import pytest

from plangraf.sparql.changing import Change
from plangraf.vocabulary import GRAPHS
from tests.waiting import comes
from tests.web.serving import Reply, Server, serving

SECONDS = 1.5
"""The deadline of a hostile query that is to end: after it has lost its quick place."""
MEMORY = 400_000_000
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?a{n} ?b{n} ?c{n} .' for n in range(9))} }}"
DOUBLING = " ".join(f"BIND(CONCAT({', '.join([f'?x{n}'] * 8)}) AS ?x{n + 1})" for n in range(9))

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SLOW = {
    "cross product": CROSS,
    "unbounded path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?c (!<x:y>)* ?d . "
    "?e (!<x:y>)* ?f . ?g (!<x:y>)* ?h }",
    "cross product in a subquery": f"SELECT * {{ {{ {CROSS} }} }}",
    "regex over a cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i "
    'FILTER(REGEX(CONCAT(STR(?a), STR(?e), STR(?i)), "^(([a-z])+.)+[A-Z]([a-z])+$")) }',
}
BIG = {
    "huge sort": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c ?a",
    "huge construct": "CONSTRUCT { ?a ?e ?i . ?d ?h ?c } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "huge text": f'SELECT (STRLEN(?x9) AS ?n) {{ BIND("{"x" * 1000}" AS ?x0) {DOUBLING} }}',
}
DEEP = {
    "10,000 braces": "SELECT * WHERE " + "{" * 10_000 + "}" * 10_000,
    "10,000 brackets": "ASK { FILTER " + "(" * 10_000 + "1" + ")" * 10_000 + " }",
    "10,000 lists": "ASK { ?s ?p " + "(" * 10_000 + "1" + ")" * 10_000 + " }",
    "10,000 negations": "ASK { FILTER(" + "!" * 10_000 + "true) }",
    "10,000 inverse paths": "ASK { ?s " + "^" * 10_000 + "<a:p> ?o }",
}
LONG = {
    "100,000 sums": "SELECT (" + "+".join(["1"] * 100_000) + " AS ?n) {}",
    "10,000 unions": "ASK { " + " UNION ".join(["{?s ?p ?o}"] * 10_000) + " }",
    "20,000 steps": "ASK { ?s " + "/".join(["<a:p>"] * 20_000) + " ?o }",
    "10,000 optionals": "ASK { " + "OPTIONAL {?s ?p ?o} " * 10_000 + " }",
}


TRIPLES = "\n".join(f"<x:s{n}> <x:p{n % 7}> <x:s{(n * 31) % 3000}> ." for n in range(3000))


def fill(server: Server) -> None:
    """Put in what makes a product of patterns endless."""
    server.pool.change(Change("put", graph=f"{GRAPHS}g", parts=((TRIPLES.encode(), "nt"),)))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(query_memory=MEMORY, per_client=32) as served:
        fill(served)
        yield served


def post(
    server: Server, query: str, client: str | None = None, seconds: float | None = None
) -> Reply:
    return server.ask(
        f"/sparql?timeout={seconds:g}" if seconds else "/sparql",
        client=client,
        method="POST",
        headers={"Content-Type": "application/sparql-query", "Accept": "application/json"},
        body=query.encode(),
    )


@contextlib.contextmanager
def asking(server: Server, query: str, clients: Sequence[str]) -> Iterator[None]:
    """Have clients ask something at once; they wait for the answer until the block ends."""
    head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    whole = f"{head}Content-Length: {len(query)}\r\n\r\n{query}".encode()
    with contextlib.ExitStack() as stack:
        for client in clients:
            to, own = (server.host, server.port), (client, 0)
            connection = stack.enter_context(socket.create_connection(to, source_address=own))
            connection.sendall(whole)
        yield


def under_way(server: Server, queries: int) -> bool:
    """Wait until so many queries have got a worker."""
    return comes(lambda: server.pool.figures()["queries"] >= queries)


def answered_meanwhile(server: Server, query: str, seconds: float | None = None) -> Reply:
    """Ask a hostile query and honest ones as long as it lasts; return the hostile one's answer."""
    replies: list[Reply] = []
    hostile = threading.Thread(target=lambda: replies.append(post(server, query, None, seconds)))
    hostile.start()
    while hostile.is_alive():
        honest = post(server, "ASK { ?s ?p ?o }")
        assert honest.status == 200, honest.text
        hostile.join(0.1)
    return replies[0]


@pytest.mark.parametrize("name", SLOW)
def test_slow_queries_end_at_their_deadline(server: Server, name: str) -> None:
    reply = answered_meanwhile(server, SLOW[name], SECONDS)
    assert reply.status == 503, reply.text
    problem = json.loads(reply.body)
    assert problem["type"].endswith("query-timeout")
    assert f"{SECONDS:g}" in problem["detail"]
    assert reply.headers["Retry-After"]


def test_who_sets_no_deadline_has_that_of_the_server() -> None:
    with serving(query_seconds=1.0) as server:
        reply = post(server, ENDLESS)
        assert reply.status == 503, reply.text
        assert "efter 1 sekunder" in json.loads(reply.body)["detail"]


@pytest.mark.parametrize("name", BIG)
def test_big_queries_end_at_their_bound(server: Server, name: str) -> None:
    reply = answered_meanwhile(server, BIG[name], SECONDS)
    assert reply.status == 503, reply.text
    assert json.loads(reply.body)["type"].rpartition("/")[2] in ("query-timeout", "query-too-big")


@pytest.mark.parametrize("name", DEEP)
def test_deep_queries_are_refused_with_the_bound(server: Server, name: str) -> None:
    reply = answered_meanwhile(server, DEEP[name])
    assert reply.status == 400, reply.text
    assert "200" in json.loads(reply.body)["detail"]


@pytest.mark.parametrize("name", LONG)
def test_long_queries_end_one_way_or_the_other(server: Server, name: str) -> None:
    reply = answered_meanwhile(server, LONG[name], SECONDS)
    assert reply.status in (200, 400, 503), reply.text


def test_a_text_of_five_megabytes_is_too_large(server: Server) -> None:
    reply = answered_meanwhile(server, "ASK { " + "?s ?p ?o . " * 500_000 + "}")
    assert reply.status == 413, reply.text
    assert "Access-Control-Allow-Origin" in reply.headers


def test_a_backtracking_regex_is_no_danger(server: Server) -> None:
    """The engine's expressions do not backtrack: linear time."""
    text = "a" * 5_000 + "!"
    reply = answered_meanwhile(
        server, f'ASK {{ FILTER(REGEX("{text}", "^(a+)+$") || REGEX("{text}", "(a|aa)+b")) }}'
    )
    assert reply.status == 200


@pytest.mark.parametrize(
    ("workers", "hostile"),
    [(1, ["127.0.0.1"]), (2, ["127.0.0.1"]), (2, ["127.0.0.1", "127.0.0.3"])],
)
def test_hostile_clients_do_not_delay_another(workers: int, hostile: list[str]) -> None:
    with serving(workers=workers, per_client=8) as server:
        fill(server)
        with asking(server, CROSS, 8 * hostile):
            assert under_way(server, workers)
            for n in range(12):
                small = quote(f"SELECT * {{ ?s <x:p1> ?o }} LIMIT {n + 1}")
                reply = server.ask(f"/sparql?query={small}&format=json", client="127.0.0.2")
                assert reply.status == 200, reply.text


def test_who_asks_too_much_at_once_is_told_so() -> None:
    with serving(per_client=2) as server, asking(server, ENDLESS, 2 * ["127.0.0.1"]):
        assert under_way(server, 2)
        refused = post(server, "ASK {}")
        assert refused.status == 429, refused.text
        assert refused.headers["Retry-After"]
        assert refused.headers["Access-Control-Allow-Origin"] == "*"


def test_the_queue_has_a_bound() -> None:
    with serving(workers=1, queue_length=1, per_client=50) as server:
        with asking(server, ENDLESS, 2 * ["127.0.0.1"]):
            assert under_way(server, 2), "one has moved to a slow place"
            with asking(server, ENDLESS, ["127.0.0.1"]):
                assert comes(lambda: server.pool.figures()["waiting"] == 1)
                refused = post(server, "ASK {}")
        assert refused.status == 503, refused.text
        assert json.loads(refused.body)["type"].endswith("/busy")
        assert refused.headers["Retry-After"]


def test_a_client_that_goes_away_ends_its_query() -> None:
    with serving(workers=1) as server:
        with asking(server, ENDLESS, ["127.0.0.1"]):
            assert under_way(server, 1)
            assert server.pool.figures()["killed"] == 0
        assert comes(lambda: server.pool.figures()["killed"] == 1)
        assert post(server, "ASK {}").status == 200


def test_killed_workers_are_replaced(server: Server) -> None:
    worker = server.pool._generation.take()
    os.kill(worker.pid, signal.SIGKILL)
    server.pool._generation.give_back(worker, keep=True)
    first = post(server, "ASK {}")
    assert first.status in (200, 503)
    assert post(server, "ASK {}").status == 200


def test_a_killed_nursery_is_replaced() -> None:
    with serving() as served:
        process = served.pool._generation._process
        assert process is not None
        process.kill()
        process.wait()
        statuses = [post(served, "ASK {}").status for _ in range(6)]
        assert statuses[-1] == 200, statuses


REFUSED = {
    "SERVICE": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "hidden SERVICE": "ASK{FILTER(1<2)SERVICE<http://127.0.0.1:1/>{?a ?b ?c}}",
}


@pytest.mark.parametrize("name", REFUSED)
def test_outreach_is_refused(server: Server, name: str) -> None:
    reply = post(server, REFUSED[name])
    assert reply.status == 403, reply.text
    assert "SERVICE" in reply.text


@pytest.mark.parametrize("graph", ["http://127.0.0.1:1/", "file:///etc/passwd"])
def test_from_names_graphs_and_fetches_nothing(server: Server, graph: str) -> None:
    reply = post(server, f"SELECT * FROM <{graph}> {{ ?s ?p ?o }}")
    assert reply.status == 200
    assert json.loads(reply.body)["results"]["bindings"] == []


def test_a_cut_answer_says_so_and_stays_readable() -> None:
    with serving(result_rows=2) as server:
        for form, rows in (("json", 2), ("csv", 2), ("tsv", 2), ("xml", 2)):
            asked = urlencode({"query": "SELECT * { ?s ?p ?o }", "format": form})
            reply = server.ask(f"/sparql?{asked}")
            assert reply.status == 200
            assert reply.headers["Plangraf-Cut"] == "rows; limit=2"
            if form == "json":
                assert len(json.loads(reply.body)["results"]["bindings"]) == rows
            if form in ("csv", "tsv"):
                assert len(reply.text.splitlines()) == rows + 1
            if form == "xml":
                assert reply.text.count("<result>") == rows
        whole = server.ask("/sparql?" + urlencode({"query": "SELECT * { ?s ?p ?o } LIMIT 2"}))
        assert whole.headers["Plangraf-Cut"] is None


@pytest.mark.parametrize("form", ["jsonld", "trig"])
def test_an_answer_that_cannot_be_cut_is_not_sent(form: str) -> None:
    with serving(result_bytes=500) as server:
        asked = urlencode({"query": "CONSTRUCT WHERE { ?s ?p ?o }", "format": form, "lang": "en"})
        reply = server.ask(f"/sparql?{asked}")
        assert reply.status == 413
        assert "500 bytes" in reply.text
        assert "N-Triples" in reply.text
