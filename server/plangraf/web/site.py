"""What the views of one application share: the workspace, the pool, who asks how much at once.

Made by the factory in `plangraf.web.app` and found again by `site()`.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol, cast

from flask import current_app, has_request_context, request

from plangraf.errors import TooManyRequests
from plangraf.language import Text
from plangraf.settings import Settings
from plangraf.sparql.changing import Change
from plangraf.sparql.exchange import QueryResult, never
from plangraf.sparql.federation import Door, asks_elsewhere, fetched
from plangraf.sparql.pooled import PooledStore
from plangraf.sparql.service import QueryRequest
from plangraf.store.elsewhere import Elsewhere

EXTENSION: Final = "plangraf.site"


class Runner(Protocol):
    """The pool, or whatever stands in for it."""

    @property
    def version(self) -> str:
        """The state of the data."""
        ...

    @property
    def graphs(self) -> tuple[str, ...]:
        """Names of all named graphs."""
        ...

    def run(self, request: QueryRequest, gone: Callable[[], bool] = never) -> QueryResult:
        """Answer a query."""
        ...

    def change(self, change: Change, seconds: float | None = None) -> str:
        """Make a change."""
        ...

    def figures(self) -> dict[str, int]:
        """Return counts for monitoring."""
        ...


class Pooled(Runner, Protocol):
    """A pool whose places are shared among clients."""

    def run(
        self,
        request: QueryRequest,
        gone: Callable[[], bool] = never,
        client: str | None = None,
    ) -> QueryResult:
        """Answer a query out of a client's share."""
        ...


class ForClients:
    """A pool, asked on behalf of whoever sent the request that is being handled.

    `door` leads to the servers that SERVICE may ask; None refuses them all.
    """

    def __init__(self, pool: Pooled, door: Door | None = None):
        self._pool = pool
        self._door = door

    @property
    def version(self) -> str:
        """The state of the data."""
        return self._pool.version

    @property
    def graphs(self) -> tuple[str, ...]:
        """Names of all named graphs."""
        return self._pool.graphs

    def run(self, request: QueryRequest, gone: Callable[[], bool] = never) -> QueryResult:
        """Answer a query."""
        if self._door is not None and asks_elsewhere(request.text):
            began = time.monotonic()
            text = fetched(request.text, self._door, request.seconds, request.base)
            left = max(0.1, request.seconds - (time.monotonic() - began))
            request = replace(request, text=text, seconds=left)
        return self._pool.run(request, gone, client() if has_request_context() else None)

    def change(self, change: Change, seconds: float | None = None) -> str:
        """Make a change; what an update asks of other servers is fetched before it begins."""
        if self._door is not None and change.verb == "update" and asks_elsewhere(change.text):
            text = fetched(change.text, self._door, self._door.seconds, change.base)
            change = replace(change, text=text)
        return self._pool.change(change, seconds)

    def figures(self) -> dict[str, int]:
        """Return counts for monitoring."""
        return self._pool.figures()


@dataclass
class Site:
    """One running application."""

    settings: Settings
    root: Path
    runner: Runner
    _asking: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @cached_property
    def store(self) -> PooledStore:
        """The pool as a store that pages ask."""
        limits = self.settings.limits
        return PooledStore(
            self.runner,
            rows=limits.result_rows,
            size=limits.result_bytes,
            seconds=limits.query_seconds,
        )

    @property
    def version(self) -> str:
        """The state of the data."""
        return self.runner.version

    @contextmanager
    def asking(self, client: str) -> Iterator[None]:
        """Count a client's questions under way; TooManyRequests beyond the bound."""
        most = self.settings.limits.per_client
        with self._lock:
            if self._asking[client] >= most:
                raise TooManyRequests(
                    Text(
                        f"Du har redan {most} frågor igång, som är gränsen.",
                        f"You already have {most} queries under way, which is the limit.",
                    ),
                    retry_after=2,
                )
            self._asking[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._asking[client] -= 1
                if not self._asking[client]:
                    del self._asking[client]


def door_of(settings: Settings) -> Elsewhere | None:
    """The door to the servers that SERVICE may ask; None where there are none."""
    limits = settings.limits
    if not settings.services:
        return None
    return Elsewhere(
        settings.services,
        settings.services_nearby,
        limits.service_seconds,
        limits.service_bytes,
        limits.service_rows,
    )


def site() -> Site:
    """Return the site of the application that handles this request."""
    return cast(Site, current_app.extensions[EXTENSION])


def client() -> str:
    """Return whom to count a request to: the address that the connection comes from."""
    return request.remote_addr or "-"


def client_gone() -> Callable[[], bool]:
    """Return a function that tells whether who asked is still there, where the server knows."""
    return cast(Callable[[], bool], request.environ.get("waitress.client_disconnected", never))


def address(path: str = "") -> str:
    """Return an absolute address on this site: the set base, or what the request was sent to."""
    base = site().settings.base or request.url_root
    return base.rstrip("/") + path
