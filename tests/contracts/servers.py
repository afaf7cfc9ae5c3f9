"""Real SPARQL servers, started on loopback in a temporary folder for the time of a test run."""

import contextlib
import itertools
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.waiting import PATIENCE, comes
from tests.web.serving import TOKEN, serving

_PORTS = range(10_000, 32_000)
"""Below those that systems give to connections, which could take one before a server has it."""
_NEXT = itertools.count(os.getpid() * 101)


def free_port() -> int:
    """Return a port on which nobody listens, never the same one twice; each process has its own."""
    while True:
        port = _PORTS[next(_NEXT) % len(_PORTS)]
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def running(command: list[str], ready: str, folder: Path) -> Iterator[None]:
    """Run a server until the block ends; wait for `ready` to answer."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)

        def answers() -> bool:
            if process.poll() is not None:
                return True
            try:
                httpx.get(ready, trust_env=False, timeout=10)
            except httpx.HTTPError:
                return False
            return True

        try:
            if not comes(answers) or process.poll() is not None:
                words = (folder / "server.log").read_text(errors="replace")
                raise RuntimeError(f"{command[0]} did not start: {words}")
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Oxigraph's own server (a wheel from the Python registry): yields its query address."""
    port = free_port()
    beside = Path(sys.executable).parent / "oxigraph"
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    assert program, "oxigraph is in tests/requirements.lock: make test installs it"
    at = f"127.0.0.1:{port}"
    command = [program, "serve", "--location", str(folder / "store"), "--bind", at]
    with running(command, f"http://{at}/", folder):
        yield f"http://{at}/query"


VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql}
LiteMode = 0
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
MaxSortedTopRows = 1000000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Virtuoso 7 (Debian: virtuoso-opensource-7-bin): yields its query address with account."""
    program = shutil.which("virtuoso-t")
    assert program, "apt-get install virtuoso-opensource-7-bin"
    sql, http = free_port(), free_port()
    text = VIRTUOSO_INI.format(folder=folder, sql=sql, http=http)
    (folder / "virtuoso.ini").write_text(text)
    command = [program, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with running(command, f"http://127.0.0.1:{http}/sparql", folder):
        yield f"http://dba:dba@127.0.0.1:{http}/sparql#virtuoso"


@contextmanager
def plangraf(folder: Path) -> Iterator[str]:
    """Our own endpoint, writable and empty: yields its query address with token."""
    for name in ("ontology", "data", "shapes", "queries"):
        (folder / name).mkdir()
    with serving(folder, writable=True) as server:
        yield f"http://:{TOKEN.replace(' ', '%20')}@{server.host}:{server.port}/sparql#plangraf"
