"""The web process' side of the inspector: orders in, whole answers out, each within its bounds.

The inspector is started at the first check and anew when it has died or the content's files have
changed. So many checks run at once as there are workers; more wait, up to the bound of the queue.
A child that passes its deadline or whose client has gone is killed.
"""

import hashlib
import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from plangraf.errors import LimitReached, Overloaded, PlangrafError, StoreError, TooLarge
from plangraf.language import Text
from plangraf.settings import Settings
from plangraf.sparql.exchange import ClientGone, never
from plangraf.sparql.frames import DATA, END, ERROR, Channel, Closed, error_from_json
from plangraf.web.inspecting.inspections import Bounds, Order, Post
from plangraf.web.inspecting.publications import PublishOrder

_LOG: Final = logging.getLogger(__name__)
_TICK: Final = 0.05
_MOST_BYTES: Final = 50_000_000
_CONTENT: Final = ("shapes/*.ttl", "ontology/**/*.ttl", "data/*.ttl", "data/plans/*.ttl")


@dataclass(frozen=True)
class Inspected:
    """An answer, and what its headers say."""

    body: bytes
    conforms: bool
    counts: dict[str, int]


class Inspectors:
    """One inspector at a time, shared by all threads of an application."""

    def __init__(self, settings: Settings, root: Path):
        limits = settings.limits
        self._root = root
        self._bounds = Bounds(
            limits.upload_bytes, limits.check_triples, limits.check_seconds, limits.check_memory
        )
        self._places = threading.Semaphore(settings.workers)
        self._queue = limits.queue_length
        self._waiting = 0
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._stamp = ""

    def inspect(self, order: Order | PublishOrder, gone: Callable[[], bool] = never) -> Inspected:
        """Make a check, or raise what became of it."""
        self._wait(gone)
        try:
            return self._inspect(order, gone)
        finally:
            self._places.release()

    def close(self) -> None:
        """End the inspector and all that it forked."""
        with self._lock:
            self._end()

    def _wait(self, gone: Callable[[], bool]) -> None:
        end = time.monotonic() + self._bounds.seconds
        with self._lock:
            if self._waiting >= self._queue:
                raise _busy(self._waiting)
            self._waiting += 1
        try:
            while not self._places.acquire(timeout=_TICK):
                if gone():
                    raise ClientGone
                if time.monotonic() > end:
                    raise _busy(self._waiting)
        finally:
            with self._lock:
                self._waiting -= 1

    def _inspect(self, order: Order | PublishOrder, gone: Callable[[], bool]) -> Inspected:
        channel, pid = self._child()
        try:
            channel.send_object(order)
            return self._collect(channel, gone)
        except Closed:
            raise _too_big(self._bounds.memory) from None
        finally:
            channel.close()
            with self._lock:
                self._command({"do": "fate", "pid": pid})

    def _collect(self, channel: Channel, gone: Callable[[], bool]) -> Inspected:
        end = time.monotonic() + self._bounds.seconds

        def watch() -> None:
            if time.monotonic() > end:
                raise _too_slow(self._bounds.seconds)
            if gone():
                raise ClientGone

        body = bytearray()
        while True:
            kind, payload = channel.receive(tick=_TICK, on_tick=watch)
            if kind == DATA:
                body += payload
                if len(body) > _MOST_BYTES:
                    raise _too_long()
            elif kind == ERROR:
                raise _error(json.loads(payload))
            elif kind == END:
                told = json.loads(payload)
                return Inspected(bytes(body), told["conforms"], told["counts"])

    def _child(self) -> tuple[Channel, int]:
        """Have a child forked; tries once more with a new inspector when the old one has died."""
        with self._lock:
            stamp = _stamp_of(self._root)
            if self._control is None or stamp != self._stamp:
                self._start(stamp)
            for last in (False, True):
                ours, theirs = socket.socketpair()
                reply = self._command({"do": "fork"}, theirs)
                theirs.close()
                if reply is not None:
                    return Channel(ours), int(reply["pid"])
                ours.close()
                if not last:
                    self._start(stamp)
        raise _not_there()

    def _start(self, stamp: str) -> None:
        self._end()
        ours, theirs = socket.socketpair()
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            "RUST_BACKTRACE": "0",  # printing one takes memory, which a child may just lack
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "plangraf.web.inspecting.inspector", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        theirs.close()
        channel = Channel(ours)
        try:
            channel.send_object(Post(self._root, self._bounds))
            kind, payload = channel.receive()
        except Closed:
            raise _not_there() from None
        if kind == ERROR:
            raise error_from_json(json.loads(payload))
        self._control, self._stamp = ours, stamp

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.wait(timeout=10)
            self._process = None

    def _command(
        self, command: dict[str, Any], connection: socket.socket | None = None
    ) -> dict[str, Any] | None:
        """Send a command and return the reply; None when the inspector is no longer there."""
        if self._control is None:
            return None
        files = [connection.fileno()] if connection is not None else []
        try:
            socket.send_fds(self._control, [json.dumps(command).encode()], files)
            data = self._control.recv(4096)
        except OSError:
            return None
        found: dict[str, Any] | None = json.loads(data) if data else None
        return found


def _stamp_of(root: Path) -> str:
    """Name the state of the content's files, by their times and sizes."""
    digest = hashlib.sha256()
    for pattern in _CONTENT:
        for path in sorted(root.glob(pattern)):
            told = path.stat()
            digest.update(f"{path}\0{told.st_mtime_ns}\0{told.st_size}\n".encode())
    return digest.hexdigest()


def _error(told: dict[str, Any]) -> PlangrafError:
    if "fault" not in told:
        return error_from_json(told)
    _LOG.error("A check failed: %s", told["fault"])
    return PlangrafError(
        Text("Granskningen misslyckades hos oss.", "The check failed on our side."),
        remedy=Text("Felet är loggat.", "The fault has been logged."),
    )


def _too_slow(seconds: float) -> LimitReached:
    return LimitReached(
        Text(
            f"Granskningen avbröts efter {seconds:g} sekunder, som är gränsen.",
            f"The check was stopped after {seconds:g} seconds, which is the limit.",
        ),
        remedy=Text(
            "Dela filen, till exempel en plan i varje.",
            "Split the file, for example one plan in each.",
        ),
    )


def _too_big(memory: int) -> LimitReached:
    megabytes = memory // 1_000_000
    return LimitReached(
        Text(
            f"Granskningen avbröts: filen behövde mer minne eller djupare nästling än en "
            f"granskning får ({megabytes} MB).",
            f"The check was stopped: the file needed more memory or deeper nesting than one check "
            f"may have ({megabytes} MB).",
        ),
        remedy=Text(
            "Dela filen, till exempel en plan i varje.",
            "Split the file, for example one plan in each.",
        ),
    )


def _too_long() -> TooLarge:
    return TooLarge(
        Text(
            f"Svaret blev längre än {_MOST_BYTES // 1_000_000} MB, som är gränsen.",
            f"The answer grew beyond {_MOST_BYTES // 1_000_000} MB, which is the limit.",
        )
    )


def _busy(waiting: int) -> Overloaded:
    return Overloaded(
        Text(
            f"Servern är upptagen: {waiting} granskningar väntar.",
            f"The server is busy: {waiting} checks are waiting.",
        ),
        retry_after=5,
        remedy=Text("Försök igen om en stund.", "Try again in a while."),
    )


def _not_there() -> StoreError:
    return StoreError(
        Text("Processen som granskar startade inte.", "The checking process did not start.")
    )
