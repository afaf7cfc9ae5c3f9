"""What breaks under a server: killed processes, a full disk, a folder that is no use.

Each ends in a clear answer or message, and what was acknowledged is there afterwards.
"""

import contextlib
import os
import shutil
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plangraf.errors import StoreError, WrongUse
from plangraf.sparql.changing import Change
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.opening import is_filled
from tests.web.serving import SMALL, TOKEN, Reply, Server, authorised, serving

ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?a{n} ?b{n} ?c{n} .' for n in range(9))} }}"
KILLS = 4


def put(server: Server, number: int, size: int = 1) -> Reply:
    lines = (f'<x:s{number}> <x:p> "{number}-{n}" .' for n in range(size))
    return server.ask(
        f"/data?graph=x:g{number}",
        method="PUT",
        headers=authorised(Content_Type="application/n-triples", Accept="application/json"),
        body="\n".join(lines).encode(),
    )


def ask(server: Server, text: str) -> Reply:
    return server.ask(
        "/sparql",
        method="POST",
        headers={"Content-Type": "application/sparql-query", "Accept": "application/json"},
        body=text.encode(),
    )


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
        end = time.monotonic() + 10
        while not server.pool._generation._busy and time.monotonic() < end:
            time.sleep(0.05)
        nursery = server.pool._generation._process
        assert nursery is not None
        for worker in below(nursery.pid):
            os.kill(worker, signal.SIGKILL)
        thread.join()
        assert replies[0].status == 503, replies[0].text
        assert replies[0].headers["Retry-After"]
        assert [ask(server, "ASK {}").status for _ in range(3)] == [200] * 3


@pytest.mark.parametrize("on_disk", [False, True])
def test_a_writer_killed_in_a_change_leaves_one_state_or_the_other(
    on_disk: bool, tmp_path: Path
) -> None:
    place = str(tmp_path / "store") if on_disk else None
    with serving(writable=True, store=place, workers=1) as server:
        nursery = server.pool._generation._process
        assert nursery is not None
        before = set(below(nursery.pid))
        replies: list[Reply] = []
        thread = threading.Thread(target=lambda: replies.append(put(server, 1, 60_000)))
        thread.start()
        writers: set[int] = set()
        while thread.is_alive() and not writers:
            writers = set(below(nursery.pid)) - before
        for writer in writers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(writer, signal.SIGKILL)
        thread.join()
        assert replies[0].status in (201, 500), replies[0].text
        count = ask(server, "SELECT (COUNT(*) AS ?n) { GRAPH <x:g1> { ?s ?p ?o } }").text
        assert '"60000"' in count or '"0"' in count
        if replies[0].status == 201:
            assert '"60000"' in count
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
        yield process, Server("127.0.0.1", port, None)  # type: ignore[arg-type]
    finally:
        process.kill()
        process.communicate()


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PLANGRAF_")}
    return {**kept, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), **more}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "plangraf", "--content", str(SMALL), "serve", *arguments]


def refused(*arguments: str, **more: object) -> str:
    """Start a server that cannot be started; returns what it tells."""
    done = subprocess.run(
        command("--port", "0", "--lang", "en", *arguments),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment(),
        **more,  # type: ignore[call-overload]
    )
    assert done.returncode == 3, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 2, done.stderr
    return str(done.stderr)


def test_a_killed_server_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    acknowledged: list[int] = []
    for kill in range(KILLS):
        with started(tmp_path / "store") as (process, server):
            for number in acknowledged:
                asked = f"ASK {{ GRAPH <x:g{number}> {{ <x:s{number}> <x:p> ?o }} }}"
                assert '"boolean":true' in ask(server, asked).text, f"graph {number} is gone"
            killer = threading.Timer(0.02 * kill, process.kill)
            with contextlib.suppress(OSError):
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


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MB, mounted for the test."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root mounts a small file system")
    made = [mount, "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    if subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("no small file system here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=False)


def test_a_full_disk_is_told_and_reading_goes_on(small_disk: Path) -> None:
    with serving(store=str(small_disk / "store"), writable=True, workers=1) as server:
        acknowledged = []
        for number in range(200):
            reply = put(server, number, 2_000)
            if reply.status != 201:
                break
            acknowledged.append(number)
        assert reply.status == 507, reply.text
        assert "Disken är full" in reply.text
        assert acknowledged
        for number in acknowledged:
            asked = f"ASK {{ GRAPH <x:g{number}> {{ ?s ?p ?o }} }}"
            assert '"boolean":true' in ask(server, asked).text
        subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
        assert put(server, 999).status == 201


def test_a_place_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no store")
    told = refused("--store", str(tmp_path / "file"))
    assert str(tmp_path / "file") in told
    assert "The store cannot be opened" in told


def test_a_damaged_folder_is_told(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "store").close()
    (tmp_path / "store" / "CURRENT").write_text("?")
    told = refused("--store", str(tmp_path / "store"))
    assert "damaged" in told
    assert "backup" in told


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "store").close()
    (tmp_path / "store").chmod(0)
    if os.access(tmp_path / "store", os.R_OK):
        pytest.skip("root may read everything")
    told = refused("--store", str(tmp_path / "store"))
    assert "permissions" in told


def crc(data: bytes) -> int:
    """CRC-32C, as the engine's log masks it."""
    sum_ = 0xFFFFFFFF
    for byte in data:
        sum_ ^= byte
        for _ in range(8):
            sum_ = (sum_ >> 1) ^ (0x82F63B78 if sum_ & 1 else 0)
    sum_ ^= 0xFFFFFFFF
    return (((sum_ >> 15) | (sum_ << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def written_by_version(folder: Path, version: int) -> None:
    """Have the engine's log say that a newer engine wrote the folder."""
    log = max(folder.glob("*.log"))
    key = b"oxversion"
    batch = struct.pack("<QI", 1 << 20, 1) + bytes([1, len(key)]) + key
    batch += bytes([8]) + struct.pack(">Q", version)
    record = bytes([5]) + struct.pack("<I", int(log.stem)) + batch  # a whole record of this log
    log.write_bytes(struct.pack("<IH", crc(record), len(batch)) + record)


def test_a_store_of_a_newer_version_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    EmbeddedStore(folder).close()
    written_by_version(folder, 999)
    for read_only in (False, True):
        with pytest.raises(StoreError) as caught:
            EmbeddedStore(folder, read_only=read_only)
        assert "nyare version av plangraf" in caught.value.render("sv")
        assert caught.value.place == str(folder)
    told = refused("--store", str(folder))
    assert "newer version" in told
    assert "Upgrade" in told


def test_a_folder_in_which_another_process_writes_is_read_and_a_write_waits(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "store"
    with serving(store=str(folder), writable=True, query_seconds=1.5) as server:
        holding = EmbeddedStore(folder, patience=10)
        assert ask(server, "ASK { ?s ?p ?o }").status == 200
        reply = put(server, 1)
        assert reply.status == 503, reply.text
        assert reply.headers["Retry-After"]
        assert "En annan process skriver" in reply.text
        holding.close()
        del holding
        assert put(server, 1).status == 201


def test_a_change_that_fails_leaves_the_version() -> None:
    with serving(writable=True) as server:
        version = server.pool.version
        with pytest.raises(WrongUse):
            server.pool.change(Change("update", "CREATE GRAPH <x:a> ; CREATE GRAPH <x:a>"))
        assert server.pool.version == version
