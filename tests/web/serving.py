"""A real server on loopback for tests: pool, application and waitress, and a plain HTTP client."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.parse import quote

from flask import Flask

from plangraf.settings import LOOPBACK, Limits, Network, Settings, hash_of
from plangraf.sparql.pool import Pool
from plangraf.web.app import create_app
from plangraf.web.serving.connections import server_on
from plangraf.workspace import Workspace
from tests.waiting import PATIENCE

SMALL = Path(__file__).parents[1] / "sparql" / "content"
TOKEN = "a token for tests"
FAR = 2 * PATIENCE
"""Seconds that a query or a check may take: whoever waits for one of them has lost patience before
(`Server.ask`), so that a busy machine changes no answer and an endless query never ends by itself.
"""


@dataclass(frozen=True)
class Reply:
    """An answer as it came."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def type(self) -> str:
        return (self.headers["Content-Type"] or "").split(";")[0]


@dataclass(frozen=True)
class Server:
    """Where it listens, the pool behind it and the application between."""

    host: str
    port: int
    pool: Pool
    app: Flask

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        timeout: float = PATIENCE,
        client: str | None = None,
    ) -> Reply:
        """Send one request exactly as given, from the address `client` if that is given."""
        source = (client, 0) if client else None
        connection = HTTPConnection(self.host, self.port, timeout=timeout, source_address=source)
        with contextlib.closing(connection):
            own_host = "Host" in (headers or {})
            connection.putrequest(method, path, skip_host=own_host, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body is not None and "Content-Length" not in (headers or {}):
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())


def authorised(**headers: str) -> dict[str, str]:
    """Headers of one who may write."""
    return {
        "Authorization": f"Bearer {TOKEN}",
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }


def asked(server: Server, query: str, **headers: str) -> Reply:
    """Ask a query by GET."""
    return server.ask(
        f"/sparql?query={quote(query)}",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


@contextlib.contextmanager
def serving(
    root: Path = SMALL,
    *,
    writable: bool = False,
    workers: int = 2,
    store: str | None = None,
    base: str = "",
    contact_email: str = "",
    trusted_proxies: tuple[Network, ...] = LOOPBACK,
    services: tuple[str, ...] = (),
    services_nearby: bool = False,
    **limits: float,
) -> Iterator[Server]:
    """Serve a content folder until the block ends; bounds on time that are not given are far."""
    limits = {"query_seconds": FAR, "check_seconds": FAR, **limits}
    settings = Settings(
        content=root,
        workers=workers,
        writable=writable,
        store=store,
        base=base,
        contact_email=contact_email,
        trusted_proxies=trusted_proxies,
        services=services,
        services_nearby=services_nearby,
        token_hash=hash_of(TOKEN) if writable else "",
        limits=Limits(**limits),  # type: ignore[arg-type]
    )
    workspace = Workspace.open(settings)
    pool = Pool(settings, workspace.root, workspace.data_version, lambda: workspace.made)
    listener = socket.create_server(("127.0.0.1", 0))
    app = create_app(workspace, pool)
    server = server_on(listener, app, settings, threads=40)

    def run() -> None:
        with contextlib.suppress(OSError):  # closed under its hands when the block ends
            server.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield Server("127.0.0.1", listener.getsockname()[1], pool, app)
    finally:
        server.close()
        pool.close()
        server.task_dispatcher.shutdown(timeout=1)
