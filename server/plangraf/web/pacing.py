"""How many requests a client may make in a minute; beside how many at once, which `site` bounds.

Every client has a bucket of a minute's requests, which fills up again evenly. A client is an IPv4
address or an IPv6 network of 64 bits. Whoever asks from this machine is not counted. The table has
a bound: beyond it the clients that have been silent longest are forgotten, and begin anew.
"""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_network
from ipaddress import ip_address as address_of
from typing import Final

from flask import Flask, request

from plangraf.errors import TooManyRequests
from plangraf.language import Text
from plangraf.web.site import client

_MOST_CLIENTS: Final = 20_000
_NETWORK: Final = 64
_FREE: Final = ("static", "discovery.health")


class Pace:
    """The buckets of all clients. Thread-safe."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic):
        self._most = float(per_minute)
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._left)

    def wait_of(self, who: str) -> float:
        """Count a request; returns 0, or after how many seconds the next one will do."""
        now = self._clock()
        with self._lock:
            left, then = self._left.pop(who, (self._most, now))
            left = min(self._most, left + (now - then) * self._most / 60)
            wait = 0.0 if left >= 1 else (1 - left) * 60 / self._most
            self._left[who] = (left if wait else left - 1, now)
            if len(self._left) > _MOST_CLIENTS:
                self._left.popitem(last=False)
        return wait


def counted_as(address: str) -> str | None:
    """Whom a request from an address is counted to; None for this machine and for no address."""
    try:
        asked = address_of(address)
    except ValueError:
        return None
    if isinstance(asked, IPv6Address):
        if asked.ipv4_mapped:
            return counted_as(str(asked.ipv4_mapped))
        if not asked.is_loopback:
            return str(ip_network((asked, _NETWORK), strict=False))
    return None if asked.is_loopback else str(asked)


def install(app: Flask, per_minute: int) -> None:
    """Count every request of an application but those for files and for its health."""
    pace = Pace(per_minute)

    @app.before_request
    def count() -> None:
        who = counted_as(client())
        if who is None or request.endpoint in _FREE:
            return
        wait = pace.wait_of(who)
        if wait:
            raise TooManyRequests(
                Text(
                    f"Du har ställt fler än {per_minute} anrop på en minut, som är gränsen.",
                    f"You have made more than {per_minute} requests in a minute, the limit.",
                ),
                retry_after=math.ceil(wait),
            )
