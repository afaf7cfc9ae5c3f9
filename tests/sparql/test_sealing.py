"""A sealed process: it can neither reach the network, nor start a program, nor open a file."""

import json
import os
import platform
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plangraf.sparql.frames import Channel
from plangraf.sparql.nursery import Nest
from plangraf.sparql.sealing import without_files, without_network

FILTERED = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")
needs_filter = pytest.mark.skipif(not FILTERED, reason="no filter of system calls here")


def in_a_child(task: Callable[[], str]) -> str:
    """Do a task in a forked process and return what it tells."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            told = task()
        except BaseException as error:  # noqa: BLE001  (told to the test)
            told = f"{type(error).__name__}: {error}"
        os.write(writing, told.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = answer.read().decode()
    os.waitpid(pid, 0)
    return told


@needs_filter
@pytest.mark.parametrize(
    "task",
    [
        lambda: socket.create_connection(("127.0.0.1", 9)),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        lambda: socket.socket(socket.AF_UNIX),
        lambda: os.execv(sys.executable, [sys.executable, "-c", ""]),
    ],
    ids=["connect", "datagram", "unix", "program"],
)
def test_no_network_and_no_program(task: Callable[[], object]) -> None:
    def sealed() -> str:
        assert without_network()
        task()
        return "done"

    assert in_a_child(sealed).startswith("PermissionError")


@needs_filter
def test_the_seal_holds_in_children_and_threads() -> None:
    def sealed() -> str:
        assert without_network()
        return in_a_child(lambda: str(socket.socket()))

    assert in_a_child(sealed).startswith("PermissionError")


def test_no_files_but_those_kept(tmp_path: Path) -> None:
    kept = (tmp_path / "kept").open("wb", buffering=0)
    other = (tmp_path / "other").open("wb", buffering=0)

    def sealed(writing: int) -> str:
        without_files(kept.fileno(), writing)
        told = [str(kept.write(b"x"))]
        other.write(b"x")  # its number leads nowhere now
        for task in (
            lambda: os.open("/etc/passwd", os.O_RDONLY),
            socket.socket,
            os.pipe,
        ):
            try:
                told.append(str(task()))
            except OSError as error:
                told.append(os.strerror(error.errno or 0))
        return ", ".join(told)

    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(writing, sealed(writing).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = answer.read().decode()
    os.waitpid(pid, 0)
    kept.close()
    other.close()
    many = "Too many open files"
    assert told == f"1, {many}, {many}, {many}"
    assert (tmp_path / "kept").read_bytes() == b"x"
    assert (tmp_path / "other").read_bytes() == b""


WORKER = """
import socket, sys
import plangraf.sparql.nursery as nursery

SERVICE = "SELECT * { SERVICE <http://127.0.0.1:%s/> { ?s ?p ?o } }" % sys.argv[2]

def serve(channel, open_store, memory, receive, seal):
    store = open_store()
    seal()
    told = []
    for task in (
        lambda: list(store.query(SERVICE).rows()),
        socket.socket,
        lambda: open("/etc/passwd").read(),
        lambda: store.query("ASK {}").truth,
    ):
        try:
            told.append(f"done {task()}"[:20])
        except Exception as error:
            told.append(f"{type(error).__name__} {error}")
    channel.send_json(b"R", told)

nursery.serve = serve
nursery.main(int(sys.argv[1]))
"""


@needs_filter
@pytest.mark.parametrize("kept", ["memory", "folder"])
def test_workers_are_sealed(tmp_path: Path, kept: str) -> None:
    """The engine's own way out, called past the scan of the text, in a process like a worker."""
    address = socket.create_server(("127.0.0.1", 0))
    address.settimeout(0.5)
    port = address.getsockname()[1]
    folder = tmp_path / "store" if kept == "folder" else None
    ours, theirs = socket.socketpair()
    nest = Nest(None, folder, None, "1", 2_000_000_000, 5.0)
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(theirs.fileno()), str(port)], pass_fds=[theirs.fileno()]
    )
    theirs.close()
    channel = Channel(ours)
    channel.send_object(nest)
    channel.send_object(())
    channel.receive()
    mine, child = socket.socketpair()
    socket.send_fds(ours, [b'{"do": "fork"}'], [child.fileno()])
    child.close()
    _, payload = Channel(mine).receive()
    service, plain, file, own = json.loads(payload)
    ours.close()
    process.wait(10)
    assert "done" not in service
    with pytest.raises(TimeoutError):
        address.accept()
    address.close()
    assert "done" not in plain
    assert own == "done True"
    if kept == "memory":
        assert "Too many open files" in file
