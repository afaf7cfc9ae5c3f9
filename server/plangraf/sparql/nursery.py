"""The nursery: a small process that holds the store and forks workers that read it.

    web process ── control ──> nursery ── fork ──> worker, worker, …
        └───────────── one channel to each worker ─────┘

A store in memory is loaded once here and shared by the workers' pages; a folder is opened
read-only in each worker after the fork, because its engine has threads of its own. An update is
made in a fork of the nursery: if it succeeds the fork takes the nursery's place, with new workers
that see all of it; if it fails, runs too long or dies, nobody ever sees any of it. A dataset of
many graphs is gathered in such a fork too, which then stands beside the nursery.

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

from plangraf.content.files import ContentFile, content_files
from plangraf.errors import PlangrafError
from plangraf.sparql.aside import Died, aside, read_aside, unusable
from plangraf.sparql.changing import Change, apply
from plangraf.sparql.counting import describe
from plangraf.sparql.frames import (
    ERROR,
    READY,
    Channel,
    Closed,
    error_as_json,
)
from plangraf.sparql.sealing import without_files, without_network
from plangraf.sparql.worker import (
    bounded_memory,
    memory_exceeded,
    serve,
    told_death,
    too_large,
)
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.gathering import holding, write_quads
from plangraf.store.interface import Dataset, Store
from plangraf.store.opening import is_filled, open_store
from plangraf.store.remote import RemoteStore

_SOONER = 0.9  # a server is late before the query is: the answer can then say who was
_FILL_SECONDS = 300.0


@dataclass(frozen=True)
class Nest:
    """What the nursery is to hold: content below `root`, in memory, in `folder` or at `address`.

    `version` names the state of the data, each change gives a new one; `memory` in bytes and
    `seconds` bound one query. `site` is the address of the site, where one is set.
    """

    root: Path | None
    folder: Path | None
    address: str | None
    version: str
    memory: int
    seconds: float
    site: str = ""


class _Succeeded(Exception):
    """This process has become another nursery."""

    def __init__(self, successor: "Nursery"):
        super().__init__()
        self.successor = successor


class Nursery:
    """One process' worth of data, and the workers forked from it."""

    def __init__(self, control: socket.socket, nest: Nest, store: Store | None = None):
        self._control = control
        self._nest = nest
        self._memory_store = store
        self._children: set[int] = set()

    def open(self, made: tuple[ContentFile, ...] = ()) -> None:
        """Load the store in memory, or see to it that the folder or the server is filled."""
        if self._nest.address is None:
            without_network()  # and all that is forked from here
        files = (*(content_files(self._nest.root) if self._nest.root else ()), *made)
        folder = self._nest.folder
        if folder is None and self._nest.address is None:
            self._memory_store = open_store(None, files, filled=self._describe)
        elif folder is None or not is_filled(folder):
            place = self._nest.address or str(folder)
            aside(lambda: open_store(place, files, _FILL_SECONDS, self._describe).close())
        if folder is not None:
            self._nest = replace(self._nest, version=version_of(folder))

    def introduce(self) -> None:
        """Tell the web process what there is: graphs, their sizes, the version of the data."""
        if self._memory_store is not None:
            graphs = self._memory_store.graphs()
        else:
            graphs = aside(lambda: self._reading().graphs())
        content = {"pid": os.getpid(), "version": self._nest.version, "graphs": graphs}
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
        tasks = {"fork": self._work, "change": self._change, "gather": self._gather}
        if command["do"] in tasks:
            return {"pid": self._fork(files[0], tasks[command["do"]])}
        pid = int(command["pid"])
        if pid not in self._children:
            return {"status": None}
        self._children.discard(pid)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return {"status": os.waitpid(pid, 0)[1]}

    def _fork(self, descriptor: int, task: Callable[[socket.socket], "Nursery | None"]) -> int:
        """Fork a child that does `task` with its end of a new channel.

        The child never returns here: it ends, or goes on as a nursery, from the bottom of the
        stack, so that the stack does not grow with every change.
        """
        pid = os.fork()
        if pid:
            os.close(descriptor)
            self._children.add(pid)
            return pid
        successor = None
        try:
            self._control.close()
            self._children.clear()
            successor = task(socket.socket(fileno=descriptor))
        finally:
            if successor is None:
                os._exit(0)
        raise _Succeeded(successor)

    def _work(self, connection: socket.socket) -> None:
        def seal() -> None:
            if self._memory_store is not None:
                without_files(connection.fileno())

        serve(Channel(connection), self._reading, self._nest.memory, pickle.loads, seal)

    def _change(self, connection: socket.socket) -> "Nursery | None":
        """Make a change and return what takes the nursery's place, or tell why not."""
        channel = Channel(connection)
        _, payload = channel.receive()
        change: Change = pickle.loads(payload)
        try:
            if change.verb == "refresh":
                pass
            elif self._memory_store is not None:
                with bounded_memory(self._nest.memory):
                    self._apply(change, self._memory_store)
            else:
                aside(lambda: self._apply_outside(change))
        except Died as death:
            told = told_death(death.status, in_memory=False)
            channel.send_json(ERROR, error_as_json(told))
            return None
        except PlangrafError as error:
            channel.send_json(ERROR, error_as_json(error))
            return None
        except MemoryError:
            channel.send_json(ERROR, error_as_json(memory_exceeded(self._nest.memory)))
            return None
        folder = self._nest.folder
        version = version_of(folder) if folder else new_version()
        successor = Nursery(connection, replace(self._nest, version=version), self._memory_store)
        successor.introduce()
        return successor

    def _gather(self, connection: socket.socket) -> "Nursery | None":
        """Return what holds a dataset in memory, beside this nursery, or tell why not."""
        channel = Channel(connection)
        _, payload = channel.receive()
        dataset: Dataset = pickle.loads(payload)
        told: PlangrafError
        try:
            with (
                bounded_memory(self._nest.memory),
                read_aside(lambda out: write_quads(self._reading(), dataset, out)) as quads,
            ):
                store = holding(quads)
        except (Died, MemoryError):
            told = too_large(self._nest.memory)
        except PlangrafError as error:
            told = error
        else:
            beside = Nursery(connection, replace(self._nest, folder=None), store)
            beside.introduce()
            return beside
        channel.send_json(ERROR, error_as_json(told))
        return None

    def _reading(self) -> Store:
        if self._memory_store is not None:
            return self._memory_store
        if self._nest.address is not None:
            return RemoteStore(self._nest.address, _SOONER * self._nest.seconds)
        return EmbeddedStore(self._nest.folder, read_only=True)

    def _apply_outside(self, change: Change) -> None:
        """Make a change in the folder or on the server."""
        with bounded_memory(self._nest.memory):
            if self._nest.address is not None:
                self._apply(change, RemoteStore(self._nest.address, self._nest.seconds))
            else:
                store = EmbeddedStore(self._nest.folder, patience=_SOONER * self._nest.seconds)
                self._apply(change, store)
                store.close()

    def _apply(self, change: Change, store: Store) -> None:
        """Make a change; what was published is described anew."""
        apply(change, store)
        if change.verb == "replace":
            with contextlib.suppress(PlangrafError):  # it stands, described or not
                self._describe(store)

    def _describe(self, store: Store) -> None:
        describe(store, self._nest.site)


def new_version() -> str:
    """Return a name that no other state of the data has."""
    return secrets.token_hex(6)


def version_of(folder: Path) -> str:
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
        _, payload = channel.receive()
        try:
            nursery.open(pickle.loads(payload))
            nursery.introduce()
        except PlangrafError as error:
            channel.send_json(ERROR, error_as_json(error))
            sys.exit(1)
        except OSError as error:
            channel.send_json(ERROR, error_as_json(unusable(error)))
            sys.exit(1)
        while True:
            try:
                nursery.run()
                break
            except _Succeeded as change:
                nursery = change.successor
    except (Closed, ConnectionError):
        pass
    sys.exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
