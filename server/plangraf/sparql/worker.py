"""A worker: a process that answers one query after another from a store it may only read.

It is forked from the nursery, bounds its own memory, and ends when the web
process goes away. What takes too long is not its concern: the web process kills it. That a query
reaches out is prevented twice: SERVICE and LOAD are refused by `sparql.scanning`, and the process
has given up what it would take (`sparql.sealing`).
"""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

from plangraf.errors import MemoryExceeded, PlangrafError, StoreError
from plangraf.language import Text
from plangraf.sparql.changing import with_what_is_true
from plangraf.sparql.frames import END, ERROR, READY, Channel, Closed, FrameWriter, error_as_json
from plangraf.sparql.service import QueryRequest, answer
from plangraf.store.interface import Store

_DIE_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG
_OUT: Final = signal.SIGABRT  # what the engine does when it gets no more memory


def serve(
    channel: Channel,
    open_store: Callable[[], Store],
    memory: int,
    receive: object,
    seal: Callable[[], None] = lambda: None,
) -> None:
    """Answer requests until the channel closes. `receive` turns a payload into a QueryRequest.

    `seal` is done once the store is open: what it takes away, no query can use.
    """
    read = cast(Callable[[bytes], QueryRequest], receive)
    bound_process(memory)
    try:
        store = open_store()
        seal()
        channel.send_json(READY, {"pid": os.getpid()})
        while True:
            _, payload = channel.receive()
            _answer(channel, store, read(payload), memory)
    except Closed:
        return
    except PlangrafError as error:
        channel.send_json(ERROR, error_as_json(error))


def bound_process(memory: int) -> None:
    """Bound the memory of this process, leave no core file, and die when the parent dies.

    What the engine prints as it dies goes nowhere: the web process tells what happened.
    """
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    present = _address_space()
    if present:
        bound = present + memory
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    die_with_parent()


def die_with_parent() -> None:
    """Have this process killed when its parent ends, where the system can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _answer(channel: Channel, store: Store, request: QueryRequest, memory: int) -> None:
    """Answer one request; an error becomes a frame, running out of memory the last one."""
    try:
        outcome = answer(store, request, cast(BinaryIO, FrameWriter(channel)))
    except PlangrafError as error:
        channel.send_json(ERROR, error_as_json(error))
    except MemoryError:
        channel.send_json(ERROR, error_as_json(memory_exceeded(memory)))
        os._exit(1)
    except Closed:
        raise
    except Exception as error:  # noqa: BLE001  (whatever an engine raises is told, not died of)
        told = StoreError(
            Text(f"Frågan kunde inte besvaras: {error}", f"The query failed: {error}")
        )
        channel.send_json(ERROR, error_as_json(told))
    else:
        channel.send_json(END, {"kind": outcome.kind, "cut": outcome.cut})


def memory_exceeded(memory: int) -> MemoryExceeded:
    """Tell the bound with its number."""
    megabytes = memory // 1_000_000
    return MemoryExceeded(
        Text(
            f"Frågan avbröts: den behövde mer minne eller djupare nästling än en fråga får "
            f"({megabytes} MB).",
            f"The query was ended: it needed more memory or deeper nesting than one query may "
            f"have ({megabytes} MB).",
        ),
        remedy=Text(
            "Begränsa frågan: fler villkor, LIMIT, färre led.",
            "Narrow the query: more conditions, LIMIT, fewer steps.",
        ),
    )


def too_large(memory: int) -> MemoryExceeded:
    """Tell that many graphs have no room together."""
    megabytes = memory // 1_000_000
    return MemoryExceeded(
        Text(
            f"Graferna som frågan gäller får inte plats i minnet tillsammans ({megabytes} MB).",
            f"The graphs asked about do not fit in memory together ({megabytes} MB).",
        ),
        remedy=Text(
            "Den som driver servern kan höja PLANGRAF_QUERY_MEMORY.",
            "Whoever runs the server can raise PLANGRAF_QUERY_MEMORY.",
        ),
    )


def told_death(status: int | None, *, in_memory: bool) -> PlangrafError:
    """Tell how a process that made a change died, by what it ended with, and what is true then."""
    if status is not None and os.WIFSIGNALED(status) and os.WTERMSIG(status) == _OUT:
        words = Text(
            "Ändringen behövde mer minne än en ändring får.",
            "The change needed more memory than one may have.",
        )
        too_big = MemoryExceeded(words, remedy=Text("Dela upp ändringen.", "Split the change."))
        return with_what_is_true(too_big, in_memory=in_memory)
    words = Text(
        "Processen som skrev avbröts innan ändringen var bekräftad.",
        "The process that wrote stopped before the change was confirmed.",
    )
    return with_what_is_true(StoreError(words), in_memory=in_memory)


@contextmanager
def bounded_memory(memory: int) -> Iterator[None]:
    """Bound the memory of this process while a change is made."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    present = _address_space()
    if present:
        resource.setrlimit(resource.RLIMIT_AS, (present + memory, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _address_space() -> int:
    """Return the size of the address space in bytes; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
