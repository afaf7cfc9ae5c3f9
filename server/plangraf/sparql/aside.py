"""A task done in a child process, its result or its error brought back as plain values or bytes.

Whoever opens a store in a folder starts threads of its engine, and a process with those has no
healthy children: so the nursery, which lives by having children, opens a folder only here.
"""

import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, NoReturn

from plangraf.errors import PlangrafError, StoreError
from plangraf.language import Text
from plangraf.sparql.frames import error_as_json, error_from_json
from plangraf.sparql.worker import die_with_parent


class Died(StoreError):
    """The child died of something; `status` is what it ended with."""

    def __init__(self, status: int):
        super().__init__(
            Text(
                "Processen som öppnade lagret avbröts.",
                "The process that opened the store stopped.",
            )
        )
        self.status = status


def aside(task: Callable[[], Any]) -> Any:
    """Do a task in a child and return its result, which must be plain values."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        _do(task, writing)
    os.close(writing)
    return _told(pid, reading)


@contextmanager
def read_aside(task: Callable[[BinaryIO], object]) -> Iterator[BinaryIO]:
    """Do a task in a child and read what it writes as it comes.

    Where the child fails, its error is raised at the end of the block, which then holds nothing.
    """
    source, sink = os.pipe()
    reading, writing = os.pipe()

    def write() -> None:
        os.close(source)
        with os.fdopen(sink, "wb") as out:
            task(out)

    pid = os.fork()
    if pid == 0:
        _do(write, writing)
    os.close(sink)
    os.close(writing)
    try:
        with os.fdopen(source, "rb") as written:
            yield written
    except BaseException as error:
        os.kill(pid, signal.SIGKILL)  # does nothing to one that has died of something else
        try:
            _told(pid, reading)
        except Died as death:
            if os.WTERMSIG(death.status) == signal.SIGKILL:
                raise error from None
            raise
        raise
    _told(pid, reading)


def _do(task: Callable[[], Any], writing: int) -> NoReturn:
    try:
        die_with_parent()
        _tell(writing, _outcome(task))
    finally:
        os._exit(0)


def _told(pid: int, reading: int) -> Any:
    """Return the result that a child tells, or raise its error, once it has ended."""
    with os.fdopen(reading, "rb") as answer:
        data = answer.read()
    _, status = os.waitpid(pid, 0)
    if not data:
        raise Died(status)
    content = json.loads(data)
    if "error" in content:
        raise error_from_json(content["error"])
    return content["value"]


def _outcome(task: Callable[[], Any]) -> dict[str, Any]:
    try:
        return {"value": task()}
    except PlangrafError as error:
        return {"error": error_as_json(error)}
    except OSError as error:
        return {"error": error_as_json(unusable(error))}
    except MemoryError:
        os.abort()  # as the engine does


def _tell(descriptor: int, content: dict[str, Any]) -> None:
    with os.fdopen(descriptor, "wb") as out:
        out.write(json.dumps(content).encode())


def unusable(error: OSError) -> StoreError:
    """Tell a store that the system does not let us open."""
    return StoreError(
        Text(f"Lagret gick inte att öppna: {error}", f"The store cannot be opened: {error}")
    )
