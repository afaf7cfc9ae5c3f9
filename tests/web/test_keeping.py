"""What the web process keeps has a bound: threads in use, answers, descriptions, objects, files.

Counted, not timed: the same after few requests and after many.
"""

import contextlib
import gc
import itertools
import socket
import sys
import threading
from collections import Counter
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import cast

import pytest
from flask import Flask

from plangraf.catalogue.parameters import Values
from plangraf.settings import Settings
from plangraf.web.keeping import Kept
from plangraf.web.queries import querying
from plangraf.web.queries.querying import Queries
from plangraf.web.serving.connections import server_on
from plangraf.web.site import site
from plangraf.web.sparql import describing
from plangraf.workspace import Workspace
from tests.waiting import PATIENCE, comes
from tests.web.serving import SMALL, Server

THREADS = 24
_COUNT = "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D"
MIXED = (
    "/",
    _COUNT,
    "/sparql?query=ASK%20%7B%20%3Fs%20%3Fp",
    "/queries",
    "/queries/no-such-query",
    "/search?q=plan",
    "/health",
)


@contextlib.contextmanager
def telling_threads(together: threading.Barrier) -> Iterator[tuple[str, int]]:
    """Serve an application whose answer is the thread that gives it."""
    app = Flask(__name__)

    @app.get("/alone")
    def alone() -> str:
        return str(threading.get_ident())

    @app.get("/together")
    def with_others() -> str:
        together.wait(PATIENCE)
        return str(threading.get_ident())

    listener = socket.create_server(("127.0.0.1", 0))
    server = server_on(listener, app, Settings(), threads=THREADS)

    def run() -> None:
        with contextlib.suppress(OSError):  # closed under its hands when the block ends
            server.run()

    threading.Thread(target=run, daemon=True).start()
    try:
        yield "127.0.0.1", listener.getsockname()[1]
    finally:
        server.close()


def answer(address: tuple[str, int], path: str) -> str:
    with socket.create_connection(address, timeout=PATIENCE) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        with connection.makefile("rb") as whole:
            return whole.read().decode().rpartition("\r\n\r\n")[2]


def test_few_threads_are_in_use_while_few_would_do() -> None:
    with telling_threads(threading.Barrier(1)) as address:
        used = Counter(answer(address, "/alone") for _ in range(10 * THREADS))
    busiest = sum(times for _, times in used.most_common(4))
    assert busiest > 5 * THREADS, used  # in turns it would be 40 of the 240


def test_all_threads_are_in_use_when_they_are_needed() -> None:
    found: list[str] = []
    with telling_threads(threading.Barrier(THREADS)) as address:
        for _ in range(3):
            clients = [
                threading.Thread(target=lambda: found.append(answer(address, "/together")))
                for _ in range(THREADS)
            ]
            for client in clients:
                client.start()
            for client in clients:
                client.join()
    assert sorted(Counter(found).values()) == [3] * THREADS


def test_what_was_asked_for_least_recently_goes_first() -> None:
    kept: Kept[str] = Kept(10, len)
    for word in ("abc", "de", "fghi"):
        kept.keep(word, word)
    assert kept.get("abc") == "abc"
    kept.keep("jkl", "jkl")
    assert [kept.get(word) for word in ("abc", "de", "fghi", "jkl")] == ["abc", None, "fghi", "jkl"]
    kept.keep("abc", "a")
    assert (kept.size, len(kept)) == (8, 3)
    kept.keep("all", "far too long for it")
    assert kept.get("all") is None
    assert kept.size <= 10


def test_answers_are_kept_up_to_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace.open(Settings(content=SMALL))
    query = workspace.catalogue.get("goals")
    states = itertools.count()
    asked = Queries(workspace.catalogue, workspace.store, lambda: str(next(states)))
    size = querying.bytes_of(asked.table(query, Values("sv"), None))
    assert asked.tables.size == size > 0
    monkeypatch.setattr(querying, "KEPT", 5 * size + 1)
    asked = Queries(workspace.catalogue, workspace.store, lambda: str(next(states)))
    for _ in range(20):
        asked.table(query, Values("sv"), None)
    assert len(asked.tables) == 5


def test_descriptions_for_many_hosts_have_a_bound(reading: Server) -> None:
    most = describing.MOST
    for number in range(most + 20):
        told = reading.ask("/.well-known/void", headers={"X-Forwarded-Host": f"h{number}.example"})
        assert f"h{number}.example" in told.text
    with reading.app.app_context():
        assert len(describing.kept_of(cast(Hashable, site().runner)).values) == most


def test_neither_objects_nor_files_grow_with_requests(reading: Server) -> None:
    def ask(times: int) -> None:
        for _ in range(times):
            for path in MIXED:
                reading.ask(path)
            with socket.create_connection((reading.host, reading.port)) as gone:
                gone.sendall(f"GET {_COUNT} HTTP/1.1\r\nHost: x\r\n\r\n".encode())

    def held() -> tuple[int, int]:
        gc.collect()
        files = len(list(Path("/proc/self/fd").iterdir())) if sys.platform == "linux" else 0
        return len(gc.get_objects()), files

    ask(20)
    few = held()
    ask(60)
    requests = 60 * (len(MIXED) + 1)
    found = [held()]

    def no_more() -> bool:
        """Those who went away are noticed a moment later; what is kept stays."""
        found.append(held())
        return found[-1][0] - few[0] < requests / 2 and found[-1][1] - few[1] < 10

    assert comes(no_more), (few, found[-1])
