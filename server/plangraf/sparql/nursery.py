"""The nursery: a small process that holds the store and forks workers that read it.

    web process ── control ──> nursery ── fork ──> worker, worker, …
        └───────────── one channel to each worker ─────┘

A store in memory is loaded once here and shared by the workers' pages; a folder is opened
read-only in each worker after the fork, because its engine has threads of its own. An update is
made in a fork of the nursery: if it succeeds the fork takes the nursery's place, with new workers
that see all of it; if it fails, runs too long or dies, nobody ever sees any of it.

Run as `python -m plangraf.sparql.nursery FD`; the file descriptor is the control channel.
"""

import contextlib
import hashlib
import json
import os
import pickle
import secrets
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from plangraf.content.files import content_files
from plangraf.errors import PlangrafError, StoreError
from plangraf.language import Text
from plangraf.sparql.changing import Change, apply
from plangraf.sparql.frames import ERROR, READY, Channel, Closed, error_as_json
from plangraf.sparql.worker import bound_process, serve
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.interface import Store
from plangraf.store.opening import open_store
from plangraf.store.remote import RemoteStore


@dataclass(frozen=True)
class Nest:
    """What the nursery is to hold: content below `root`, in memory, in `folder` or at `address`.

    `version` names the state of the data, each change gives a new one; `memory` in bytes and
    `seconds` bound one query.
    """

    root: Path | None
    folder: Path | None
    address: str | None
    version: str
    memory: int
    seconds: float


class Nursery:
    """One process' worth of data, and the workers forked from it."""

    def __init__(self, control: socket.socket, nest: Nest):
        self._control = control
        self._nest = nest
        self._memory_store: Store | None = None
        self._children: set[int] = set()

    def open(self) -> None:
        """Load the store in memory, or see to it that the folder or the server is filled."""
        files = content_files(self._nest.root) if self._nest.root else ()
        folder = self._nest.folder
        if folder is None and self._nest.address is None:
            self._memory_store = open_store(None, files)
        elif folder is None or not _is_store(folder):
            open_store(self._nest.address or str(folder), files).close()
        if folder is not None:
            self._nest = replace(self._nest, version=_version_of(folder))

    def introduce(self) -> None:
        """Tell the web process what there is: graphs, their sizes, the version of the data."""
        store = self._reading()
        content = {
            "pid": os.getpid(),
            "version": self._nest.version,
            "graphs": store.graphs(),
        }
        Channel(self._control).send_json(READY, content)

    def run(self) -> None:
        """Obey the web process until it goes away."""
        while True:
            data, files, _, _ = socket.recv_fds(self._control, 4096, 1)
            if not data:
                return
            command = json.loads(data)
            reply = self._obey(command, files)
            self._control.sendall(json.dumps(reply).encode())

    def _obey(self, command: dict[str, Any], files: list[int]) -> dict[str, Any]:
        if command["do"] == "fork":
            return {"pid": self._fork(files[0], self._work)}
        if command["do"] == "change":
            return {"pid": self._fork(files[0], self._change)}
        pid = int(command["pid"])
        if pid not in self._children:
            return {"status": None}
        self._children.discard(pid)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return {"status": os.waitpid(pid, 0)[1]}

    def _fork(self, descriptor: int, task: Callable[[socket.socket], None]) -> int:
        """Fork a child that does `task` with its end of a new channel, and never returns here."""
        pid = os.fork()
        if pid:
            os.close(descriptor)
            self._children.add(pid)
            return pid
        status = 1
        try:
            self._control.close()
            self._children.clear()
            task(socket.socket(fileno=descriptor))
            status = 0
        finally:
            os._exit(status)

    def _work(self, connection: socket.socket) -> None:
        serve(Channel(connection), self._reading, self._nest.memory, pickle.loads)

    def _change(self, connection: socket.socket) -> None:
        """Make a change and take the nursery's place, or tell why not."""
        channel = Channel(connection)
        _, payload = channel.receive()
        change: Change = pickle.loads(payload)
        store = self._writing()
        try:
            apply(change, store)
            if store is not self._memory_store:
                store.close()
        except PlangrafError as error:
            channel.send_json(ERROR, error_as_json(error))
            return
        folder = self._nest.folder
        del store
        version = _version_of(folder) if folder else new_version()
        successor = Nursery(connection, replace(self._nest, version=version))
        successor.take_over(self._memory_store)

    def take_over(self, store: Store | None) -> None:
        """Go on in the place of the nursery that forked this one."""
        self._memory_store = store
        self.introduce()
        self.run()

    def _reading(self) -> Store:
        if self._memory_store is not None:
            return self._memory_store
        if self._nest.address is not None:
            return RemoteStore(self._nest.address, self._nest.seconds)
        return EmbeddedStore(self._nest.folder, read_only=True)

    def _writing(self) -> Store:
        if self._memory_store is not None:
            return self._memory_store
        if self._nest.address is not None:
            return RemoteStore(self._nest.address, self._nest.seconds)
        return EmbeddedStore(self._nest.folder)


def _is_store(folder: Path) -> bool:
    """Say whether a folder has been filled before."""
    return (folder / "CURRENT").exists()


def new_version() -> str:
    """Return a name that no other state of the data has."""
    return secrets.token_hex(6)


def _version_of(folder: Path) -> str:
    """Name the state of a store's folder by the files that the engine never changes in place."""
    names = sorted(p.name for p in folder.iterdir() if p.suffix == ".sst" or "MANIFEST" in p.name)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:12]


def main(descriptor: int) -> NoReturn:
    """Hold the store that the first frame describes, until the web process goes away."""
    control = socket.socket(fileno=descriptor)
    channel = Channel(control)
    try:
        _, payload = channel.receive()
        nursery = Nursery(control, pickle.loads(payload))
        try:
            nursery.open()
            nursery.introduce()
        except PlangrafError as error:
            channel.send_json(ERROR, error_as_json(error))
            sys.exit(1)
        except OSError as error:
            told = StoreError(Text(f"Lagret gick inte att öppna: {error}", f"No store: {error}"))
            channel.send_json(ERROR, error_as_json(told))
            sys.exit(1)
        nursery.run()
    except (Closed, ConnectionError):
        pass
    sys.exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
