"""Killed processes: each ends in a clear answer, and nothing acknowledged is lost."""

import contextlib
import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path

import pytest

from plangraf.errors import WrongUse
from plangraf.sparql.changing import Change
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.opening import is_filled
from tests.waiting import comes
from tests.web.breaking import ask, command, environment, put
from tests.web.serving import TOKEN, Reply, Server, authorised, serving

ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?a{n} ?b{n} ?c{n} .' for n in range(9))} }}"
KILLS = 4


def below(pid: int) -> list[int]:
    """The children of a process, from /proc."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                found += [int(entry.name)] if parent == pid else []
    return found


def test_a_worker_killed_under_a_query_is_told_and_replaced() -> None:
    with serving(workers=1) as server:
        replies: list[Reply] = []
        thread = threading.Thread(target=lambda: replies.append(ask(server, ENDLESS)))
        thread.start()
        assert comes(lambda: server.pool._generation._busy)
        nursery = server.pool._generation._process
        assert nursery is not None
        for worker in below(nursery.pid):
            os.kill(worker, signal.SIGKILL)
        thread.join()
        assert replies[0].status == 503, replies[0].text
        assert replies[0].headers["Retry-After"]
        assert [ask(server, "ASK {}").status for _ in range(3)] == [200] * 3


def told(server: Server, query: str) -> str:
    """The answer of the first process that lives: a kill may have met what had just taken over."""
    replies: list[Reply] = []

    def answers() -> bool:
        replies.append(ask(server, query))
        return replies[-1].status == 200

    assert comes(answers), replies[-1].text
    return replies[-1].text


def killed_in_a_change(server: Server, whose: str) -> Reply:
    """Kill the process that makes a change, or the one below it that has the folder open."""
    nursery = server.pool._generation._process
    assert nursery is not None
    before = set(below(nursery.pid))
    replies: list[Reply] = []
    thread = threading.Thread(target=lambda: replies.append(put(server, 1, 60_000)))
    thread.start()
    writers: set[int] = set()
    while thread.is_alive() and not writers:
        writers = set(below(nursery.pid)) - before
        if whose == "folder":
            writers = {child for writer in writers for child in below(writer)}
    for writer in writers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(writer, signal.SIGKILL)
    thread.join()
    return replies[0]


@pytest.mark.parametrize(
    ("on_disk", "whose"), [(False, "change"), (True, "change"), (True, "folder")]
)
def test_a_writer_killed_in_a_change_leaves_one_state_or_the_other(
    on_disk: bool, whose: str, tmp_path: Path
) -> None:
    place = str(tmp_path / "store") if on_disk else None
    with serving(writable=True, store=place, workers=1) as server:
        reply = killed_in_a_change(server, whose=whose)
        count = told(server, "SELECT (COUNT(*) AS ?n) { GRAPH <x:g1> { ?s ?p ?o } }")
        if reply.status == 201:  # the writer was faster
            assert '"60000"' in count
        else:
            assert reply.status == 503, reply.text
            assert reply.headers["Retry-After"]
            problem = json.loads(reply.body)
            assert problem["kind"] == ("unsure" if on_disk else "undone")
            assert ("see whether" if on_disk else "Nothing was changed") in problem["detail"]
            assert '"0"' in count or (on_disk and '"60000"' in count)
        assert put(server, 2).status == 201
        assert '"boolean":true' in ask(server, "ASK { GRAPH <x:g2> { ?s ?p ?o } }").text


@contextlib.contextmanager
def started(folder: Path) -> Iterator[tuple["subprocess.Popen[str]", Server]]:
    """`plangraf serve --writable` on a folder, as a process of its own."""
    process = subprocess.Popen(
        command("--port", "0", "--writable", "--store", str(folder)),
        stdout=subprocess.PIPE,
        text=True,
        env=environment(PLANGRAF_TOKEN=TOKEN),
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        port = int(line.split("127.0.0.1:")[1].split("/")[0])
        yield process, Server("127.0.0.1", port, None, None)  # type: ignore[arg-type]
    finally:
        process.kill()
        process.communicate()


def test_a_killed_server_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    acknowledged: list[int] = []
    for kill in range(KILLS):
        with started(tmp_path / "store") as (process, server):
            for number in acknowledged:
                asked = f"ASK {{ GRAPH <x:g{number}> {{ <x:s{number}> <x:p> ?o }} }}"
                assert '"boolean":true' in ask(server, asked).text, f"graph {number} is gone"
            killer = threading.Timer(0.02 * kill, process.kill)
            with contextlib.suppress(OSError, HTTPException):
                for number in range(1000 * kill, 1000 * kill + 1000):
                    assert put(server, number).status == 201
                    acknowledged.append(number)
                    if number % 1000 == kill:
                        killer.start()
    assert len(acknowledged) >= KILLS


def test_a_filling_that_was_broken_off_begins_anew(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    with serving(store=str(whole)) as server:
        wanted = server.pool.graphs
    store = EmbeddedStore(broken)
    store.replace("x:half", b"<x:a> <x:b> <x:c> .", "nt")
    store.close()
    (broken / "plangraf-filling").touch()
    assert not is_filled(broken)
    with serving(store=str(broken)) as server:
        assert server.pool.graphs == wanted
    assert is_filled(broken)


def test_a_change_that_is_ended_at_its_bound_says_what_is_true() -> None:
    with serving(writable=True, query_seconds=1.0) as server:
        endless = ENDLESS.partition("{")[2]
        reply = server.ask(
            "/sparql?lang=en",
            method="POST",
            headers=authorised(
                Content_Type="application/sparql-update", Accept="application/problem+json"
            ),
            body=f"INSERT {{ <x:a> <x:b> ?a1 }} WHERE {{ {endless}".encode(),
        )
        assert reply.status == 503, reply.text
        problem = json.loads(reply.body)
        assert problem["kind"] == "undone"
        assert "1 seconds, which is the limit. Nothing was changed." in problem["detail"]
        assert '"boolean":false' in ask(server, "ASK { <x:a> <x:b> ?o }").text


def test_a_change_that_fails_leaves_the_version() -> None:
    with serving(writable=True) as server:
        version = server.pool.version
        with pytest.raises(WrongUse):
            server.pool.change(Change("update", "CREATE GRAPH <x:a> ; CREATE GRAPH <x:a>"))
        assert server.pool.version == version
