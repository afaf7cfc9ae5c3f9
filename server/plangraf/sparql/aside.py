"""A task done in a child process, its result or its error brought back as plain values.

Whoever opens a store in a folder starts threads of its engine, and a process with those has no
healthy children: so the nursery, which lives by having children, opens a folder only here.
"""

import json
import os
from collections.abc import Callable
from typing import Any

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
        try:
            die_with_parent()
            _tell(writing, _outcome(task))
        finally:
            os._exit(0)
    os.close(writing)
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
