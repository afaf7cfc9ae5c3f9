"""One query at one worker: the request goes out, the answer is held until it is whole.

In memory while small, then in a temporary file; so the status of an answer is always true, and who
reads slowly keeps no worker.
"""

import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Final, cast

from plangraf.errors import PlangrafError, QueryTimeout, StoreError
from plangraf.language import Text
from plangraf.sparql.frames import DATA, END, ERROR, error_from_json
from plangraf.sparql.generation import Worker
from plangraf.sparql.service import QueryRequest
from plangraf.sparql.turns import Place
from plangraf.store.interface import Kind

PATIENCE: Final = 1.0
_TICK: Final = 0.1
_IN_MEMORY: Final = 4_000_000


class ClientGone(PlangrafError):
    """Who asked is no longer there."""

    def __init__(self) -> None:
        super().__init__(Text("Den som frågade har kopplat ned.", "The client has disconnected."))


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


class ToldError(Exception):
    """A worker told of an error and lives on."""

    def __init__(self, error: PlangrafError):
        super().__init__(str(error))
        self.error = error


def exchange(
    worker: Worker,
    request: QueryRequest,
    gone: Callable[[], bool],
    lane: Place,
    body: BinaryIO,
) -> QueryResult:
    """Send a request and collect its answer in `body`; Closed when the worker dies of it."""
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
            raise ToldError(error_from_json(json.loads(payload)))
        elif kind == END:
            told = json.loads(payload)
            body.seek(0)
            spent = time.monotonic() - started
            return QueryResult(body, size, told["kind"], told["cut"], spent)


def spool() -> BinaryIO:
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
            f"The query was stopped after {seconds:g} seconds, which is the limit.",
        ),
        remedy=Text(
            "Begränsa frågan: fler villkor, LIMIT, kortare vägar.",
            "Narrow the query: more conditions, LIMIT, shorter paths.",
        ),
    )
