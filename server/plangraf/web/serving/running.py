"""Runs the site on a socket that listens already, until it is told to stop.

Turns a workspace and its pool into answers over HTTP; SIGTERM ends, SIGHUP reads the content anew.
"""

import contextlib
import ctypes
import logging
import signal
import socket
import sys
import threading
from typing import Final

from flask import Flask

from plangraf.errors import PlangrafError
from plangraf.language import Language, Text
from plangraf.sparql.pool import Pool
from plangraf.web.app import create_app
from plangraf.web.pages import finding
from plangraf.web.serving.connections import server_on
from plangraf.workspace import Workspace

_ARENAS: Final = (-8, 2)  # M_ARENA_MAX
_LARGE: Final = (-3, 1 << 17)  # M_MMAP_THRESHOLD, which otherwise grows with what was freed


def run(workspace: Workspace, pool: Pool, listener: socket.socket, spoken: Language) -> None:
    """Serve until told to stop; one line tells the address."""
    _give_memory_back()
    settings = workspace.settings
    app = create_app(workspace, pool)
    server = server_on(listener, app, settings)
    signal.signal(signal.SIGTERM, _stop)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: _reload_beside(workspace, pool))
    address = settings.base or _address(listener)
    print(  # noqa: T201  (the one line of a server that stands)
        Text(
            f"plangraf svarar på {address}  (avsluta med Ctrl-C)",
            f"plangraf answers at {address}  (stop with Ctrl-C)",
        ).in_(spoken),
        flush=True,
    )
    threading.Thread(target=_prepare, args=(app,), daemon=True).start()
    try:
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        with contextlib.suppress(OSError):
            server.close()
        pool.close()


def _give_memory_back() -> None:
    """Have large pieces of memory go back when they are freed, whichever thread had them (glibc).

    Else each of the many threads keeps a heap of its own, as large as its largest answer.
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # another C library has no such settings
            for parameter, value in (_ARENAS, _LARGE):
                ctypes.CDLL(None).mallopt(parameter, value)


def _prepare(app: Flask) -> None:
    """Do beside the first requests what the first search would have to wait for."""
    with contextlib.suppress(PlangrafError):
        finding.prepare(app)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"


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
