"""The pool: long-lived workers that answer queries, each of which can be killed.

`Pool.run` turns a QueryRequest into a QueryResult: it waits for a free worker in a queue with a
bound and has it answer (`plangraf.sparql.exchange`). A query that runs out of time after its first
million rows is an error, not half a document.

A worker that passes its deadline, loses its client or dies of too much memory is replaced. A query
that runs longer than a second has lower priority and moves out of the quick ones' way; no client
gets all places (`plangraf.sparql.turns`).
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from plangraf.errors import Overloaded, PlangrafError, QueryTimeout, StoreError
from plangraf.language import Text
from plangraf.settings import Settings
from plangraf.sparql.changing import Change
from plangraf.sparql.exchange import ClientGone, QueryResult, ToldError, exchange, never, spool
from plangraf.sparql.frames import Closed
from plangraf.sparql.gatherings import Gatherings
from plangraf.sparql.generation import Generation, Made, Worker
from plangraf.sparql.outliving import Journal, Watch, folder_of, made_again, state_of
from plangraf.sparql.service import QueryRequest
from plangraf.sparql.turns import Place, Turns, overloaded
from plangraf.sparql.worker import memory_exceeded, told_death
from plangraf.store.interface import EVERYTHING, Dataset

_LOG: Final = logging.getLogger(__name__)
_GATHERING_SECONDS: Final = 120.0


class Pool:
    """Workers over one state of the data; `change` and `reload` swap in the next state."""

    def __init__(
        self, settings: Settings, root: Path | None, version: str | None = None, made: Made = tuple
    ):
        """Start; `version` names the content at `root`, `made` makes what is in no file of it."""
        self._settings = settings
        self._at_a_server = settings.store is not None and folder_of(settings) is None
        self._start = partial(Generation.start, settings, root, made=made)
        self._turns = Turns(settings.workers)
        self._lock = threading.Lock()
        self._changing = threading.Lock()
        self._counts = {"queries": 0, "timeouts": 0, "killed": 0, "refused": 0, "lost": 0}
        self._generation = self._start(version)
        try:
            self._generation.prepare(settings.workers)
        except Closed:
            self._generation.end()
            raise _no_workers(settings.limits.query_memory) from None
        self._gatherings = Gatherings(self._gathered)
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
        for last in (False, True):
            beside = self._beside(request, gone)
            self._wait_for_turn(request.seconds, gone, client)
            lane = Place(self._turns, client)
            try:
                return self._run(request, gone, lane, beside)
            except _MovedOn:
                if last:
                    raise _replaced() from None
            finally:
                lane.leave()
        raise AssertionError  # the last try returned or raised

    def change(self, change: Change, seconds: float | None = None) -> str:
        """Make a change and swap to the new state; returns its version."""
        with self._changing:
            bound = seconds or self._settings.limits.query_seconds
            try:
                successor = self._generation.change(change, bound)
            except Closed:
                self._swap(self._revived())
                successor = self._generation.change(change, bound)
            except PlangrafError:
                self._renew()
                raise
            try:
                version = self._swap(successor)
            except Closed:  # it died as it took over
                self._renew()
                in_memory = self._settings.store is None
                raise told_death(None, in_memory=in_memory) from None
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
        self._gatherings.forget()
        self._generation.end()

    def _see_others(self) -> bool:
        """Swap to what another process wrote in the folder, unless it may be our own writing."""
        if not self._changing.acquire(blocking=False):
            return False
        try:
            self._renew()
        except (Closed, PlangrafError) as error:
            _LOG.warning("what another process wrote cannot be read yet: %s", error)
            return False
        finally:
            self._changing.release()
        return True

    def _renew(self) -> None:
        """Open a folder anew whose files are others than the workers opened.

        A writer that has tidied up, even in vain, leaves files that a reader of before cannot open
        any more, and the engine dies of that.
        """
        folder = folder_of(self._settings)
        if folder is not None and state_of(folder) not in ("", self.version):
            bound = self._settings.limits.query_seconds
            self._swap(self._generation.change(Change("refresh"), bound))

    def _moved_on(self, generation: Generation) -> bool:
        """Whether there is a newer state than a worker had that died; looks for one."""
        with self._changing:
            self._renew()
            return self._generation is not generation

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
        self._gatherings.forget()
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

    def _beside(self, request: QueryRequest, gone: Callable[[], bool]) -> Generation | None:
        """Return who answers on a gathered dataset, made if need be; None for the present state.

        A server that holds the store gathers by itself, or does not.
        """
        if not request.dataset.gathered or self._at_a_server:
            return None
        try:
            return self._gatherings.get(self._generation, request.dataset, request.seconds, gone)
        except Closed:
            raise _replaced() from None

    def _gathered(self, state: Generation, dataset: Dataset) -> Generation:
        """Gather a dataset of a state; of the next one where this is no more."""
        memory = self._settings.limits.query_memory
        try:
            return state.gather(dataset, _GATHERING_SECONDS, memory)
        except Closed:
            self._revive(state)
        except PlangrafError:
            if not self._moved_on(state):
                raise
        return self._generation.gather(dataset, _GATHERING_SECONDS, memory)

    def _run(
        self,
        request: QueryRequest,
        gone: Callable[[], bool],
        lane: Place,
        beside: Generation | None,
    ) -> QueryResult:
        worker = self._worker(beside)
        if beside is not None:
            request = replace(request, dataset=EVERYTHING)
        keep = False
        body = spool()
        try:
            result = exchange(worker, request, gone, lane, body)
            keep = True
            return result
        except (QueryTimeout, ClientGone):
            with self._lock:
                self._counts["timeouts"] += 1
            raise
        except Closed:
            if beside is None and self._moved_on(worker.generation):
                raise _MovedOn from None
            raise memory_exceeded(self._settings.limits.query_memory) from None
        except ToldError as told:
            keep = True
            raise told.error from None
        finally:
            if not keep:
                body.close()
            self._finish(worker, keep=keep and not lane.lowered)

    def _worker(self, beside: Generation | None) -> Worker:
        """Take an idle worker of the newest state; start anew when the nursery has died."""
        with self._lock:
            self._counts["queries"] += 1
            generation = beside or self._generation
        try:
            return generation.take()
        except Closed:
            if beside is not None:
                self._gatherings.forget(beside)
                raise _MovedOn from None
            self._revive(generation)
            return self._generation.take()

    def _revive(self, dead: Generation) -> None:
        """Start anew, unless that has been done."""
        with self._changing:
            if self._generation is dead:
                self._swap(self._revived())

    def _finish(self, worker: Worker, *, keep: bool) -> None:
        """Give a worker back, or kill it."""
        with self._lock:
            self._counts["killed"] += not keep
        worker.generation.give_back(worker, keep=keep)


def _no_workers(memory: int) -> StoreError:
    """Tell workers that die as they start: to open a folder they may need more than they have."""
    megabytes = memory // 1_000_000
    return StoreError(
        Text(
            f"Processerna som svarar startar inte: en fråga får {megabytes} MB.",
            f"The processes that answer do not start: a query may have {megabytes} MB.",
        ),
        remedy=Text("Höj PLANGRAF_QUERY_MEMORY.", "Raise PLANGRAF_QUERY_MEMORY."),
    )


def _replaced() -> Overloaded:
    """Tell that the state asked about has been replaced, twice."""
    return Overloaded(
        Text("Data byttes ut under tiden.", "The data were replaced in the meantime."),
        retry_after=2,
        remedy=Text("Försök igen.", "Try again."),
    )


class _MovedOn(Exception):
    """The state asked about is no more: files that a writer has taken away, or forgotten."""
