"""One state of the data: its nursery, seen from the web process, and the workers forked from it.

A generation is taken into use whole and retired whole: its idle workers end at once, those that
still answer end when they are given back, and the nursery ends after the last of them.
"""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from plangraf.content.files import ContentFile
from plangraf.errors import PlangrafError, QueryTimeout, StoreError
from plangraf.language import Text
from plangraf.settings import Settings
from plangraf.sparql.changing import Change, with_what_is_true
from plangraf.sparql.frames import ERROR, Channel, Closed, error_from_json
from plangraf.sparql.nursery import Nest, new_version
from plangraf.sparql.worker import told_death, too_large
from plangraf.store.interface import Dataset

_START_SECONDS = 600.0
_TICK = 0.1


Made = Callable[[], Sequence[ContentFile]]
"""Makes the graphs of the content that stand in no file."""


@dataclass(frozen=True, eq=False)
class Worker:
    """One worker process and the channel to it."""

    pid: int
    channel: Channel
    generation: "Generation"


class Generation:
    """A nursery and its workers. Thread-safe."""

    def __init__(
        self,
        control: socket.socket,
        process: "subprocess.Popen[bytes] | None" = None,
        *,
        in_memory: bool,
        ended: Callable[[], object] = lambda: None,
    ):
        """`ended` is called when it has ended."""
        self._control = control
        self._ended = ended
        self._process = process
        self._in_memory = in_memory
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy = 0
        self._retired = False
        self.version = ""
        self.graphs: tuple[str, ...] = ()

    @classmethod
    def start(
        cls,
        settings: Settings,
        root: Path | None,
        version: str | None = None,
        made: Made = tuple,
    ) -> "Generation":
        """Start a nursery that loads the store; returns once the store is open."""
        ours, theirs = socket.socketpair()
        place = settings.store
        remote = bool(place and place.startswith(("http://", "https://")))
        nest = Nest(
            root=root,
            folder=Path(place) if place and not remote else None,
            address=place if remote else None,
            version=version or new_version(),
            memory=settings.limits.query_memory,
            seconds=settings.limits.query_seconds,
            site=settings.base,
        )
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        process = subprocess.Popen(
            [sys.executable, "-m", "plangraf.sparql.nursery", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        theirs.close()
        generation = cls(ours, process, in_memory=place is None)
        channel = Channel(ours)
        channel.send_object(nest)
        channel.send_object(tuple(made()))  # made here while the nursery starts
        try:
            generation._meet(channel, _START_SECONDS)
        except Closed:
            raise StoreError(
                Text(
                    "Processen som håller lagret startade inte.",
                    "The process that holds the store did not start.",
                )
            ) from None
        return generation

    def prepare(self, workers: int) -> None:
        """Have so many workers ready."""
        fresh = [self._fork() for _ in range(workers)]
        with self._lock:
            self._idle += fresh

    def take(self) -> Worker:
        """Return an idle worker, or a new one."""
        with self._lock:
            self._busy += 1
            if self._idle:
                return self._idle.pop()
        try:
            return self._fork()
        except Closed:
            with self._lock:
                self._busy -= 1
            raise

    def give_back(self, worker: Worker, *, keep: bool) -> None:
        """Take a worker back; one that is not kept is killed and, when idle ones lack, replaced."""
        with self._lock:
            self._busy -= 1
            keep = keep and not self._retired
            if keep:
                self._idle.append(worker)
        if not keep:
            self._kill(worker)
        self._end_when_done()

    def change(self, change: Change, seconds: float) -> "Generation":
        """Have a fork of the nursery make a change; returns it as the next generation."""
        pid, ours = self._child("change")
        channel = Channel(ours)
        successor = Generation(ours, in_memory=self._in_memory)
        try:
            channel.send_object(change)
            successor._meet(channel, seconds)
        except Closed:
            raise told_death(self._fate(pid), in_memory=self._in_memory) from None
        except QueryTimeout as late:
            self._fate(pid)
            raise with_what_is_true(late, in_memory=self._in_memory) from None
        return successor

    def gather(self, dataset: Dataset, seconds: float, memory: int) -> "Generation":
        """Have a fork of the nursery hold a dataset in memory; it stands beside this one.

        Closed when the nursery is no more; `memory` is the bound that a fork dies of.
        """
        pid, ours = self._child("gather")
        beside = Generation(ours, in_memory=True, ended=partial(self._fate, pid))
        channel = Channel(ours)
        try:
            channel.send_object(dataset)
            beside._meet(channel, seconds)
        except Closed:
            beside.retire()
            raise too_large(memory) from None
        except PlangrafError:
            beside.retire()
            raise
        return beside

    def retire(self) -> None:
        """Be replaced: end now what is idle and later what is busy."""
        with self._lock:
            self._retired = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.channel.close()
        self._end_when_done()

    def end(self) -> None:
        """End everything at once."""
        self.retire()
        self._control.close()
        if self._process is not None:
            self._process.wait(timeout=10)

    def _end_when_done(self) -> None:
        with self._lock:
            done = self._retired and self._busy == 0
        if done:
            self._control.close()
            self._ended()
            if self._process is not None:
                self._process.poll()

    def _child(self, task: str) -> tuple[int, socket.socket]:
        """Fork a child of the nursery for a task; returns it and our end of the channel to it."""
        ours, theirs = socket.socketpair()
        try:
            return int(self._command({"do": task}, theirs)["pid"]), ours
        finally:
            theirs.close()

    def _fork(self) -> Worker:
        pid, ours = self._child("fork")
        channel = Channel(ours)
        kind, payload = channel.receive()
        if kind == ERROR:
            raise error_from_json(json.loads(payload))
        return Worker(pid, channel, self)

    def _kill(self, worker: Worker) -> None:
        worker.channel.close()
        self._fate(worker.pid)

    def _fate(self, pid: int) -> int | None:
        """End a child of the nursery; returns what it ended with, if that can be told."""
        try:
            status: int | None = self._command({"do": "fate", "pid": pid})["status"]
        except Closed:
            return None
        return status

    def _command(self, command: dict[str, Any], connection: socket.socket | None = None) -> Any:
        """Send a command, with one end of a new channel where it needs one; returns the reply."""
        files = [connection.fileno()] if connection is not None else []
        with self._lock:
            try:
                self._control.settimeout(None)
                socket.send_fds(self._control, [json.dumps(command).encode()], files)
                data = self._control.recv(4096)
            except OSError:
                raise Closed from None
        if not data:
            raise Closed
        return json.loads(data)

    def _meet(self, channel: Channel, seconds: float) -> None:
        """Wait until the nursery tells what it holds."""
        ticks = iter(range(int(seconds / _TICK)))

        def watch() -> None:
            if next(ticks, None) is None:
                raise QueryTimeout(
                    Text(
                        f"Det tog längre än {seconds:g} sekunder, som är gränsen.",
                        f"It took longer than {seconds:g} seconds, which is the limit.",
                    )
                )

        kind, payload = channel.receive(tick=_TICK, on_tick=watch)
        content = json.loads(payload)
        if kind == ERROR:
            raise error_from_json(content)
        self.version = content["version"]
        self.graphs = tuple(content["graphs"])
