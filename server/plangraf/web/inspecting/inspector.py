"""The inspector: a small process that knows the shapes and forks one short-lived child per check.

    web process ── control ──> inspector ── fork ──> child: one upload, one answer, the end
        └──────────────── one channel to each child ────┘

A stranger's upload is read and checked only in such a child, which is bounded in memory and time,
has no network (where the system lets it give that up), writes no file and dies with the inspector.
The web process kills it at the deadline. Nothing of the upload is left when the child ends.

Run as `python -m plangraf.web.inspecting.inspector FD`; the file descriptor is the control channel.
"""

import contextlib
import ctypes
import gc
import json
import os
import pickle
import resource
import signal
import socket
import sys
import traceback
from typing import Any, Final, NoReturn

from plangraf.errors import PlangrafError, UnreadableInput
from plangraf.language import Text
from plangraf.sparql.frames import (
    END,
    ERROR,
    READY,
    Channel,
    Closed,
    FrameWriter,
    error_as_json,
)
from plangraf.sparql.worker import bound_process
from plangraf.validation.checking import Checker
from plangraf.web.inspecting.inspections import Bounds, Order, Post, inspect
from plangraf.web.inspecting.publications import PublishOrder, make_ready

_NEW_USER_AND_NET: Final = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET


class Inspector:
    """Holds the shapes, forks children and buries them."""

    def __init__(self, control: socket.socket, post: Post):
        self._control = control
        self._bounds = post.bounds
        self._checker = Checker.of(post.root)
        self._checker.prepare()
        self._children: set[int] = set()

    def run(self) -> None:
        """Obey the web process until it goes away."""
        while True:
            data, files, _, _ = socket.recv_fds(self._control, 4096, 1)
            if not data:
                return
            reply = self._obey(json.loads(data), files)
            self._control.sendall(json.dumps(reply).encode())

    def _obey(self, command: dict[str, Any], files: list[int]) -> dict[str, Any]:
        if command["do"] == "fork":
            return {"pid": self._fork(files[0])}
        pid = int(command["pid"])
        if pid not in self._children:
            return {"status": None}
        self._children.discard(pid)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return {"status": os.waitpid(pid, 0)[1]}

    def _fork(self, descriptor: int) -> int:
        pid = os.fork()
        if pid:
            os.close(descriptor)
            self._children.add(pid)
            return pid
        try:
            self._control.close()
            self._answer(Channel(socket.socket(fileno=descriptor)))
        finally:
            os._exit(0)

    def _answer(self, channel: Channel) -> None:
        """Check one upload; an error becomes a frame, an unforeseen one with its trace."""
        confine(self._bounds)
        try:
            _, payload = channel.receive()
            order: Order | PublishOrder = pickle.loads(payload)
            write = FrameWriter(channel).write
            if isinstance(order, PublishOrder):
                told = make_ready(order, self._checker, self._bounds, write)
            else:
                told = inspect(order, self._checker, self._bounds, write)
        except PlangrafError as error:
            channel.send_json(ERROR, error_as_json(error))
        except RecursionError:
            channel.send_json(ERROR, error_as_json(_too_deep()))
        except (MemoryError, Closed):
            os._exit(1)
        except Exception:  # noqa: BLE001  (told to the web process, which writes it to its log)
            channel.send_json(ERROR, {"fault": traceback.format_exc()})
        else:
            channel.send_json(END, told)


def confine(bounds: Bounds) -> None:
    """Bound this child before it sees the upload."""
    gc.disable()  # it lives shorter than collecting pays
    bound_process(bounds.memory)
    seconds = int(bounds.seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(_NEW_USER_AND_NET)  # where it is refused, nothing fetches anyway


def _too_deep() -> UnreadableInput:
    return UnreadableInput(
        Text("Filen är för djupt nästlad.", "The file is nested too deeply."),
        remedy=Text("Skriv den plattare.", "Write it flatter."),
    )


def main(descriptor: int) -> NoReturn:
    """Prepare, tell that it is done, and fork until the web process goes away."""
    control = socket.socket(fileno=descriptor)
    channel = Channel(control)
    try:
        _, payload = channel.receive()
        try:
            inspector = Inspector(control, pickle.loads(payload))
        except PlangrafError as error:
            channel.send_json(ERROR, error_as_json(error))
            sys.exit(1)
        gc.freeze()
        channel.send_json(READY, {"pid": os.getpid()})
        inspector.run()
    except (Closed, ConnectionError):
        pass
    sys.exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
