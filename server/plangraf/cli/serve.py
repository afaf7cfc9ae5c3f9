"""`plangraf serve`: the site, the endpoint and the API on one address.

The web process answers HTTP in threads; questions are answered by worker processes beside it. One
line tells the address once the first question can be answered.
"""

import contextlib
import logging
import os
import signal
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click
from waitress.server import create_server

from plangraf.cli.main import language
from plangraf.errors import PlangrafError, WrongUse
from plangraf.language import Language, Text
from plangraf.settings import Settings
from plangraf.sparql.pool import Pool
from plangraf.web.app import create_app
from plangraf.web.tokens import hash_of
from plangraf.workspace import Workspace

_THREADS_BESIDE_QUEUE = 16
_LARGEST_HEAD = 1 << 20


@click.command("serve")
@click.option("--host", help="Adress att lyssna på / address to listen on [127.0.0.1].")
@click.option("--port", type=click.IntRange(0, 65535), help="Port [8000].")
@click.option("--workers", type=click.IntRange(1, 64), help="Arbetsprocesser / worker processes.")
@click.option("--store", help="Mapp eller adress / folder or address [i minnet / in memory].")
@click.option("--content", type=click.Path(), help="Innehållsmapp / content folder.")
@click.option("--writable", is_flag=True, default=None, help="Ta emot ändringar / take changes.")
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.pass_context
def command(
    context: click.Context,
    /,
    lang: str | None,
    **given: Any,
) -> None:
    """Visa webbplatsen och svara på frågor. / Serve the site and answer queries."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short wait is no warning
    base: Settings = context.obj
    content = given.pop("content")
    root = Path(content) if content else None
    settings = _with_token(base.with_(**given, content=root))
    listener = _listen(settings)
    try:
        workspace = Workspace.open(settings)
        version = None if settings.store else workspace.data_version
        with ThreadPoolExecutor(1) as beside:
            starting = beside.submit(
                Pool, settings, workspace.root, version, lambda: workspace.made
            )
            _ = workspace.catalogue
            pool = starting.result()
    except BaseException:
        listener.close()
        raise
    _serve(settings, workspace, pool, listener, language(context))


def _serve(
    settings: Settings, workspace: Workspace, pool: Pool, listener: socket.socket, spoken: Language
) -> None:
    """Serve until told to stop."""
    server = create_server(
        create_app(workspace, pool),
        sockets=[listener],
        threads=settings.workers * 3 + settings.limits.queue_length + _THREADS_BESIDE_QUEUE,
        ident=None,
        channel_request_lookahead=1,
        max_request_body_size=settings.limits.upload_bytes * 2,
        max_request_header_size=_LARGEST_HEAD,
        connection_limit=1_000,
        clear_untrusted_proxy_headers=False,
    )
    signal.signal(signal.SIGTERM, _stop)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: _reload_beside(workspace, pool))
    address = settings.base or _address(listener)
    click.echo(
        Text(
            f"plangraf svarar på {address}  (avsluta med Ctrl-C)",
            f"plangraf answers at {address}  (stop with Ctrl-C)",
        ).in_(spoken)
    )
    sys.stdout.flush()
    try:
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        with contextlib.suppress(OSError):
            server.close()
        pool.close()


def _listen(settings: Settings) -> socket.socket:
    """Take the port before anything slow is done; WrongUse tells why not."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        place = f"{settings.host}:{settings.port}"
        if error.errno is not None and os.strerror(error.errno) == "Address already in use":
            raise WrongUse(
                Text(
                    f"Porten {settings.port} är upptagen: något annat program lyssnar redan där.",
                    f"Port {settings.port} is in use: another program listens there already.",
                ),
                place=place,
                remedy=Text("Välj en annan med --port.", "Choose another one with --port."),
            ) from None
        raise WrongUse(
            Text(f"Kan inte lyssna: {error.strerror}.", f"Cannot listen: {error.strerror}."),
            place=place,
        ) from None
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"


def _with_token(settings: Settings) -> Settings:
    """Take the token from the environment as its hash; a writable server needs one."""
    token = os.environ.get("PLANGRAF_TOKEN", "")
    if token:
        settings = settings.with_(token_hash=hash_of(token))
    if settings.writable and not settings.token_hash:
        raise WrongUse(
            Text("En skrivbar server behöver en nyckel.", "A writable server needs a token."),
            place="--writable",
            remedy=Text(
                "Sätt PLANGRAF_TOKEN, eller PLANGRAF_TOKEN_HASH till nyckelns SHA-256.",
                "Set PLANGRAF_TOKEN, or PLANGRAF_TOKEN_HASH to the token's SHA-256.",
            ),
        )
    return settings


def _reload_beside(workspace: Workspace, pool: Pool) -> None:
    """Read the content anew without keeping anyone waiting."""

    def reload() -> None:
        try:
            pool.reload(Workspace.open(workspace.settings).data_version)
        except PlangrafError as error:
            logging.getLogger(__name__).error("%s", error.render("en"))

    threading.Thread(target=reload, daemon=True).start()


def _stop(*_: object) -> None:
    raise SystemExit(0)
