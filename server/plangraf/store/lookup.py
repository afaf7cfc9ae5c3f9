"""Looks up the name of a host within a deadline; the system's own lookup has none that is ours.

A lookup that is too late is left to end by itself: it cannot be called off.
"""

import socket
import time
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

_HOLDS: Final = 60.0
_FOUND: Final[dict[tuple[str, int], float]] = {}


def addresses_of(host: str, port: int, seconds: float) -> list[str]:
    """Return the addresses of a host, the best first; OSError for none, or none in time."""
    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def look() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([str(entry[4][0]) for entry in found])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    Thread(target=look, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise TimeoutError(f"{host} was not looked up within {seconds:g} s") from None
    if isinstance(answer, Exception):
        raise OSError(f"the host {host} is not found") from answer
    return answer


def require_found(host: str, port: int, seconds: float) -> None:
    """See that a host has an address, and learn it in time; what was found holds for a minute."""
    now = time.monotonic()
    if now > _FOUND.get((host, port), 0.0):
        addresses_of(host, port, seconds)
        _FOUND[host, port] = now + _HOLDS
