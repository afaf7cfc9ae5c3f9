"""`plangraf serve`: the site, the endpoint and the API on one address.

The web process answers HTTP in threads; questions are answered by worker processes beside it. One
line tells the address once the first question can be answered. The web layer is imported while the
pool loads the store: the two take about as long.
"""

import importlib
import logging
import os
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click

from plangraf.catalogue.reading import refuse
from plangraf.catalogue.running import unreadable
from plangraf.cli.main import language
from plangraf.errors import WrongUse
from plangraf.language import Text
from plangraf.settings import Settings, hash_of, services_of
from plangraf.sparql.pool import Pool
from plangraf.sparql.teaching import Teaching
from plangraf.store.embedded import EmbeddedStore
from plangraf.workspace import Workspace

_WEB = "plangraf.web.serving.running"


@click.command("serve")
@click.option("--host", help="Adress att lyssna på / address to listen on [127.0.0.1].")
@click.option("--port", type=click.IntRange(0, 65535), help="Port [8000].")
@click.option("--workers", type=click.IntRange(1, 64), help="Arbetsprocesser / worker processes.")
@click.option("--store", help="Mapp eller adress / folder or address [i minnet / in memory].")
@click.option("--content", type=click.Path(), help="Innehållsmapp / content folder.")
@click.option("--writable", is_flag=True, default=None, help="Ta emot ändringar / accept changes.")
@click.option(
    "--service",
    "services",
    multiple=True,
    help="Adress som SERVICE får fråga / that SERVICE may ask (flera/many).",
)
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
    given["services"] = services_of(given["services"], "--service") or None
    settings = _with_token(base.with_(**given, content=root))
    listener = _listen(settings)
    try:
        workspace = Workspace.open(settings)
        version = None if settings.store else workspace.data_version
        with ThreadPoolExecutor(1) as beside:
            starting = beside.submit(
                Pool, settings, workspace.root, version, lambda: workspace.made
            )
            web = importlib.import_module(_WEB)
            refuse(unreadable(workspace.catalogue, Teaching(EmbeddedStore())))
            pool = starting.result()
    except BaseException:
        listener.close()
        raise
    web.run(workspace, pool, listener, language(context))


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
                    f"Porten {settings.port} är upptagen: ett annat program lyssnar redan där.",
                    f"Port {settings.port} is in use: another program is already listening there.",
                ),
                place=place,
                remedy=Text("Välj en annan med --port.", "Choose another one with --port."),
            ) from None
        raise WrongUse(
            Text(
                f"Det går inte att lyssna: {error.strerror}.", f"Cannot listen: {error.strerror}."
            ),
            place=place,
        ) from None
    return listener


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
