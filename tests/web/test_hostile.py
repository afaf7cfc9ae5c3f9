"""Hostile requests: each ends at its bound, and meanwhile another client is answered."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest

from plangraf.sparql.changing import Change
from plangraf.vocabulary import GRAPHS
from tests.web.serving import Reply, Server, serving

SECONDS = 2.0
MEMORY = 400_000_000
GRACE = 3.0
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


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(query_seconds=SECONDS, query_memory=MEMORY, per_client=32) as served:
        triples = "\n".join(f"<x:s{n}> <x:p{n % 7}> <x:s{(n * 31) % 3000}> ." for n in range(3000))
        served.pool.change(Change("put", graph=f"{GRAPHS}g", parts=((triples.encode(), "nt"),)))
        yield served


def post(server: Server, query: str, client: str | None = None) -> Reply:
    return server.ask(
        "/sparql",
        client=client,
        method="POST",
        headers={"Content-Type": "application/sparql-query", "Accept": "application/json"},
        body=query.encode(),
    )


def answered_meanwhile(server: Server, query: str) -> tuple[Reply, list[float], float]:
    """Ask a hostile query; return its answer, the times of honest ones beside it, its own time."""
    replies: list[Reply] = []
    started = time.monotonic()
    thread = threading.Thread(target=lambda: replies.append(post(server, query)))
    thread.start()
    times: list[float] = []
    while thread.is_alive() or not times:
        before = time.monotonic()
        honest = post(server, "ASK { ?s ?p ?o }")
        times.append(time.monotonic() - before)
        assert honest.status == 200, honest.text
        thread.join(0.05)
    return replies[0], times, time.monotonic() - started


@pytest.mark.parametrize("name", SLOW)
def test_slow_queries_end_at_their_deadline(server: Server, name: str) -> None:
    reply, times, spent = answered_meanwhile(server, SLOW[name])
    assert reply.status == 503, reply.text
    problem = json.loads(reply.body)
    assert problem["type"].endswith("query-timeout")
    assert f"{SECONDS:g}" in problem["detail"]
    assert reply.headers["Retry-After"]
    assert spent < SECONDS + GRACE
    assert max(times) < SECONDS


@pytest.mark.parametrize("name", BIG)
def test_big_queries_end_at_their_bound(server: Server, name: str) -> None:
    reply, times, spent = answered_meanwhile(server, BIG[name])
    assert reply.status == 503, reply.text
    assert json.loads(reply.body)["type"].rpartition("/")[2] in ("query-timeout", "query-too-big")
    assert spent < SECONDS + GRACE
    assert max(times) < SECONDS


@pytest.mark.parametrize("name", DEEP)
def test_deep_queries_are_refused_with_the_bound(server: Server, name: str) -> None:
    reply, times, spent = answered_meanwhile(server, DEEP[name])
    assert reply.status == 400, reply.text
    assert "200" in json.loads(reply.body)["detail"]
    assert spent < GRACE
    assert max(times) < SECONDS


@pytest.mark.parametrize("name", LONG)
def test_long_queries_end_one_way_or_the_other(server: Server, name: str) -> None:
    reply, times, spent = answered_meanwhile(server, LONG[name])
    assert reply.status in (200, 400, 503), reply.text
    assert spent < SECONDS + GRACE
    assert max(times) < SECONDS


def test_a_text_of_five_megabytes_is_too_large(server: Server) -> None:
    reply, times, _ = answered_meanwhile(server, "ASK { " + "?s ?p ?o . " * 500_000 + "}")
    assert reply.status == 413, reply.text
    assert "Access-Control-Allow-Origin" in reply.headers
    assert max(times) < SECONDS


def test_a_backtracking_regex_is_no_danger(server: Server) -> None:
    """The engine's expressions do not backtrack: linear time."""
    text = "a" * 5_000 + "!"
    reply, _, spent = answered_meanwhile(
        server, f'ASK {{ FILTER(REGEX("{text}", "^(a+)+$") || REGEX("{text}", "(a|aa)+b")) }}'
    )
    assert reply.status == 200
    assert spent < GRACE


def test_many_hostile_queries_at_once_leave_room_for_others(server: Server) -> None:
    threads = [threading.Thread(target=post, args=(server, CROSS)) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    waits = []
    for _ in range(5):
        before = time.monotonic()
        assert post(server, "ASK {}").status == 200
        waits.append(time.monotonic() - before)
    for thread in threads:
        thread.join()
    assert max(waits) < SECONDS + GRACE
    assert min(waits) < 1


@pytest.mark.parametrize(
    ("workers", "hostile"),
    [(1, ["127.0.0.1"]), (2, ["127.0.0.1"]), (2, ["127.0.0.1", "127.0.0.3"])],
)
def test_hostile_clients_do_not_delay_another(workers: int, hostile: list[str]) -> None:
    with serving(query_seconds=8.0, workers=workers, per_client=8) as server:
        triples = "\n".join(f"<x:s{n}> <x:p{n % 7}> <x:s{(n * 31) % 3000}> ." for n in range(3000))
        server.pool.change(Change("put", graph=f"{GRAPHS}g", parts=((triples.encode(), "nt"),)))
        threads = [
            threading.Thread(target=post, args=(server, CROSS, client))
            for client in hostile
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        waits = []
        for n in range(12):
            before = time.monotonic()
            small = quote(f"SELECT * {{ ?s <x:p1> ?o }} LIMIT {n + 1}")
            reply = server.ask(f"/sparql?query={small}&format=json", client="127.0.0.2")
            waits.append(time.monotonic() - before)
            assert reply.status == 200, reply.text
            time.sleep(0.2)
        assert max(waits) < 3, waits
        for thread in threads:
            thread.join()


def test_who_asks_too_much_at_once_is_told_so() -> None:
    with serving(query_seconds=SECONDS, per_client=2) as server:
        replies: list[Reply] = []
        slow = ENDLESS
        threads = [
            threading.Thread(target=lambda: replies.append(post(server, slow))) for _ in range(5)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        statuses = [reply.status for reply in replies]
        assert statuses.count(429) >= 1, statuses
        refused = next(reply for reply in replies if reply.status == 429)
        assert refused.headers["Retry-After"]
        assert refused.headers["Access-Control-Allow-Origin"] == "*"


def test_the_queue_has_a_bound() -> None:
    with serving(query_seconds=SECONDS, workers=1, queue_length=1, per_client=50) as server:
        slow = ENDLESS
        replies: list[Reply] = []
        threads = [
            threading.Thread(target=lambda: replies.append(post(server, slow))) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        busy = [r for r in replies if json.loads(r.body)["type"].endswith("/busy")]
        assert busy
        assert all(r.status == 503 and r.headers["Retry-After"] for r in busy)


def test_a_client_that_goes_away_ends_its_query() -> None:
    with serving(query_seconds=30.0, workers=1) as server:
        slow = ENDLESS
        with pytest.raises(TimeoutError):
            server.ask("/sparql?query=" + quote(slow), timeout=0.5)
        end = time.monotonic() + 5
        while server.pool.figures()["killed"] == 0 and time.monotonic() < end:
            post(server, "ASK {}")
        assert server.pool.figures()["killed"] == 1


def test_killed_workers_are_replaced(server: Server) -> None:
    worker = server.pool._generation.take()
    os.kill(worker.pid, signal.SIGKILL)
    server.pool._generation.give_back(worker, keep=True)
    first = post(server, "ASK {}")
    assert first.status in (200, 503)
    assert post(server, "ASK {}").status == 200


def test_a_killed_nursery_is_replaced() -> None:
    with serving(query_seconds=SECONDS) as served:
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
