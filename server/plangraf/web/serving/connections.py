"""The web server on its socket: how many connections, how large a head, how long may it take.

waitress closes what is silent. Here a connection is closed as well that sends its request drop by
drop, and an address has a bound of its own on connections, so that one slow client cannot keep the
others out. Proxies that are believed, and this machine, speak for many and have no such bound.
"""

import socket
import time
from ipaddress import ip_address
from typing import Any, Final

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

from plangraf.settings import Settings
from plangraf.web.serving.oversized import Refusal
from plangraf.web.serving.waking import crew

_THREADS_BESIDE_QUEUE: Final = 16
_LARGEST_HEAD: Final = 1 << 20
_CONNECTIONS: Final = 1_000
_PER_ADDRESS: Final = 100
_SILENT_SECONDS: Final = 30
_HEAD_SECONDS: Final = 20.0
_BODY_SECONDS: Final = 300.0


class Channel(HTTPChannel):
    """One connection, which is closed when a request takes too long to arrive."""

    error_task_class = Refusal
    head_seconds = _HEAD_SECONDS
    body_seconds = _BODY_SECONDS
    began: float | None = None

    def received(self, data: bytes) -> bool:
        """Take what has come, unless the request it belongs to began too long ago."""
        if self.request is None:
            self.began = None
        now = time.monotonic()
        self.began = self.began or now
        headed = self.request is not None and self.request.headers_finished
        if now - self.began > (self.body_seconds if headed else self.head_seconds):
            self.will_close = True
            return False
        return bool(super().received(data))


class Bounded(Channel):
    """One connection, which is closed when its address has too many."""

    per_address = _PER_ADDRESS
    unbounded: tuple[Any, ...] = ()

    def __init__(self, server: Any, sock: socket.socket, addr: Any, adj: Any, map: Any = None):
        super().__init__(server, sock, addr, adj, map)
        others = server.active_channels.values()
        same = sum(1 for other in others if other.addr[0] == addr[0])
        if same > self.per_address and not self._speaks_for_many(str(addr[0])):
            self.will_close = True

    def _speaks_for_many(self, address: str) -> bool:
        asked = ip_address(address.partition("%")[0])
        return asked.is_loopback or any(asked in network for network in self.unbounded)


def server_on(
    listener: socket.socket, app: Flask, settings: Settings, *, threads: int = 0
) -> BaseWSGIServer:
    """Make a server for a socket that listens; without a number of threads, as many as it needs."""
    server = create_server(
        app,
        _dispatcher=crew(threads or _threads(settings)),
        sockets=[listener],
        ident=None,
        channel_request_lookahead=1,
        max_request_body_size=settings.limits.upload_bytes * 2,
        max_request_header_size=_LARGEST_HEAD,
        connection_limit=_CONNECTIONS,
        channel_timeout=_SILENT_SECONDS,
        cleanup_interval=5,
        clear_untrusted_proxy_headers=False,
    )
    assert isinstance(server, BaseWSGIServer)  # of one socket comes one server
    server.channel_class = type("Connection", (Bounded,), {"unbounded": settings.trusted_proxies})
    return server


def _threads(settings: Settings) -> int:
    """As many as may wait or be answered, and some for what asks no question."""
    return settings.workers * 3 + settings.limits.queue_length + _THREADS_BESIDE_QUEUE
