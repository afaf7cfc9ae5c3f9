"""The pool: long-lived workers that answer queries, each of which can be killed.

`Pool.run` turns a QueryRequest into a QueryResult. It waits for a free worker in a queue with a
bound, passes the request on, and holds the answer until it is whole: in memory while small, then in
a temporary file. So the status of an answer is always true (a query that runs out of time after its
first million rows is an error, not half a document), and who reads slowly keeps no worker.

A worker that passes its deadline, loses its client or dies of too much memory is replaced. A query
that runs longer than PATIENCE has lower priority and moves out of the quick ones' way; no client
gets all places (`plangraf.sparql.turns`).
"""

import json
import logging
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final, cast

from plangraf.errors import PlangrafError, QueryTimeout, StoreError
from plangraf.language import Text
from plangraf.settings import Settings
from plangraf.sparql.changing import Change
from plangraf.sparql.frames import DATA, END, ERROR, Closed, error_from_json
from plangraf.sparql.generation import Generation, Made, Worker
from plangraf.sparql.outliving import Journal, Watch, folder_of, made_again
from plangraf.sparql.service import QueryRequest
from plangraf.sparql.turns import Place, Turns, overloaded
from plangraf.sparql.worker import memory_exceeded
from plangraf.store.interface import Kind

_LOG: Final = logging.getLogger(__name__)
PATIENCE: Final = 1.0
_TICK: Final = 0.1
_IN_MEMORY: Final = 4_000_000


class ClientGone(PlangrafError):
    """Who asked is no longer there."""

    def __init__(self) -> None:
        super().__init__(Text("Den som frågade är borta.", "Who asked is gone."))


@dataclass(frozen=True)
class QueryResult:
    """A whole answer. `body` stands at its beginning and is closed by whoever reads it."""

    body: BinaryIO
    size: int
    kind: Kind
    cut: str | None
    seconds: float

    def read(self) -> bytes:
        """Read all and close."""
        with self.body:
            return self.body.read()


def never() -> bool:
    """Return False: a client that cannot go away."""
    return False


class Pool:
    """Workers over one state of the data; `change` and `reload` swap in the next state."""

    def __init__(
        self, settings: Settings, root: Path | None, version: str | None = None, made: Made = tuple
    ):
        """Start; `version` names the content at `root`, `made` makes what is in no file of it."""
        self._settings = settings
        self._start = partial(Generation.start, settings, root, made=made)
        self._turns = Turns(settings.workers)
        self._lock = threading.Lock()
        self._changing = threading.Lock()
        self._counts = {"queries": 0, "timeouts": 0, "killed": 0, "refused": 0, "lost": 0}
        self._generation = self._start(version)
        self._generation.prepare(settings.workers)
        self._journal = Journal() if settings.store is None else None
        self._watch = Watch(folder_of(settings), self._see_others)

    @property
    def version(self) -> str:
        """The name of the state of the data that the next query will see."""
        return self._generation.version

    @property
    def graphs(self) -> tuple[str, ...]:
        """Names of all named graphs."""
        return self._generation.graphs

    def figures(self) -> dict[str, int]:
        """Return counts since the start, for monitoring."""
        with self._lock:
            return {**self._counts, "waiting": self._turns.waiting}

    def run(
        self,
        request: QueryRequest,
        gone: Callable[[], bool] = never,
        client: str | None = None,
    ) -> QueryResult:
        """Answer a query, or raise what became of it; `client` says whose share it takes."""
        self._wait_for_turn(request.seconds, gone, client)
        lane = Place(self._turns, client)
        try:
            return self._run(request, gone, lane)
        finally:
            lane.leave()

    def change(self, change: Change, seconds: float | None = None) -> str:
        """Make a change and swap to the new state; returns its version."""
        with self._changing:
            bound = seconds or self._settings.limits.query_seconds
            try:
                successor = self._generation.change(change, bound)
            except Closed:
                self._swap(self._revived())
                successor = self._generation.change(change, bound)
            version = self._swap(successor)
            if self._journal is not None and change.verb != "refresh":
                self._journal.keep(change)
            return version

    def reload(self, version: str | None = None) -> str:
        """Read the content anew and swap to it; the old state answers until then."""
        with self._changing:
            fresh = self._start(version)
            if self._journal is not None:
                self._journal = Journal()
            return self._swap(fresh)

    def close(self) -> None:
        """End all workers."""
        self._watch.stop()
        self._generation.end()

    def _see_others(self, state: str) -> bool:
        """Swap to what another process wrote in the folder; `state` is its name."""
        if not self._changing.acquire(blocking=False):
            return False  # it may be our own writing
        try:
            if state != self._generation.version:
                bound = self._settings.limits.query_seconds
                self._swap(self._generation.change(Change("refresh"), bound))
        except (Closed, PlangrafError) as error:
            _LOG.warning("what another process wrote cannot be read yet: %s", error)
            return False
        finally:
            self._changing.release()
        return True

    def _revived(self) -> Generation:
        """Start anew after the process that held the store has died, with the changes made."""
        fresh = self._start()
        if self._journal is not None:
            fresh, lost = made_again(fresh, self._journal, self._settings.limits.query_seconds)
            with self._lock:
                self._counts["lost"] += lost
        return fresh

    def _swap(self, successor: Generation) -> str:
        """Take a new state into use, its workers ready; returns its version."""
        successor.prepare(self._settings.workers)
        with self._lock:
            old, self._generation = self._generation, successor
        old.retire()
        return successor.version

    def _wait_for_turn(self, seconds: float, gone: Callable[[], bool], client: str | None) -> None:
        """Wait for a quick place; Overloaded when too many wait, or for too long."""
        came = self._turns.take(client, seconds, self._settings.limits.queue_length, gone)
        if came == "gone":
            raise ClientGone
        if came != "taken":
            with self._lock:
                self._counts["refused"] += came == "full"
            raise overloaded(self._turns.waiting)

    def _run(self, request: QueryRequest, gone: Callable[[], bool], lane: Place) -> QueryResult:
        worker = self._worker()
        keep = False
        body = _spool()
        try:
            result = self._exchange(worker, request, gone, lane, body)
            keep = True
            return result
        except (QueryTimeout, ClientGone):
            with self._lock:
                self._counts["timeouts"] += 1
            raise
        except Closed:
            raise memory_exceeded(self._settings.limits.query_memory) from None
        except _ToldError as told:
            keep = True
            raise told.error from None
        finally:
            if not keep:
                body.close()
            self._finish(worker, keep=keep and not lane.lowered)

    def _exchange(
        self,
        worker: Worker,
        request: QueryRequest,
        gone: Callable[[], bool],
        lane: Place,
        body: BinaryIO,
    ) -> QueryResult:
        """Send a request and collect its answer."""
        started = time.monotonic()

        def watch() -> None:
            spent = time.monotonic() - started
            if spent > request.seconds:
                raise _timed_out(request.seconds)
            if gone():
                raise ClientGone
            if spent > PATIENCE:
                lane.move_over(worker.pid)

        worker.channel.send_object(request)
        size = 0
        while True:
            kind, payload = worker.channel.receive(tick=_TICK, on_tick=watch)
            if kind == DATA:
                size += _written(body, payload)
            elif kind == ERROR:
                raise _ToldError(error_from_json(json.loads(payload)))
            elif kind == END:
                told = json.loads(payload)
                body.seek(0)
                spent = time.monotonic() - started
                return QueryResult(body, size, told["kind"], told["cut"], spent)

    def _worker(self) -> Worker:
        """Take an idle worker of the newest state; start anew when the nursery has died."""
        with self._lock:
            self._counts["queries"] += 1
            generation = self._generation
        try:
            return generation.take()
        except Closed:
            with self._changing:
                if self._generation is generation:
                    self._swap(self._revived())
            return self._generation.take()

    def _finish(self, worker: Worker, *, keep: bool) -> None:
        """Give a worker back, or kill it."""
        with self._lock:
            self._counts["killed"] += not keep
        worker.generation.give_back(worker, keep=keep)


class _ToldError(Exception):
    """A worker told of an error and lives on."""

    def __init__(self, error: PlangrafError):
        super().__init__(str(error))
        self.error = error


def _spool() -> BinaryIO:
    """Open a place for an answer; whoever reads the answer closes it."""
    return cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))


def _written(body: BinaryIO, payload: bytes) -> int:
    """Keep a piece of an answer; a full disk is told as what it is."""
    try:
        return body.write(payload)
    except OSError as error:
        raise StoreError(
            Text(
                f"Svaret får inte plats: {error.strerror}.",
                f"There is no room for the answer: {error.strerror}.",
            )
        ) from None


def _timed_out(seconds: float) -> QueryTimeout:
    return QueryTimeout(
        Text(
            f"Frågan avbröts efter {seconds:g} sekunder, som är gränsen.",
            f"The query was ended after {seconds:g} seconds, which is the bound.",
        ),
        remedy=Text(
            "Begränsa den: fler villkor, LIMIT, kortare vägar.",
            "Narrow it: more conditions, LIMIT, shorter paths.",
        ),
    )
