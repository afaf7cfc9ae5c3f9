"""What passes between the web process and its workers: frames of a kind, a length and a payload.

Towards a worker a request is pickled; nothing that a worker sends back is ever unpickled, since a
worker runs strangers' queries: its answers are raw bytes and JSON.
"""

import json
import pickle
import socket
import struct
import time
from collections.abc import Callable
from typing import Any, Final

from plangraf import errors
from plangraf.errors import PlangrafError
from plangraf.language import Text

REQUEST: Final = b"Q"
DATA: Final = b"D"
END: Final = b"E"
ERROR: Final = b"X"
READY: Final = b"R"

_HEAD: Final = struct.Struct(">cI")
_CHUNK: Final = 1 << 16
_EXTRAS: Final = ("name", "nearest", "line", "column", "excerpt", "engine", "retry_after", "kind")


class Closed(Exception):
    """The other end of the pipe is closed."""


class Channel:
    """One end of a socket pair that carries frames."""

    def __init__(self, connection: socket.socket):
        self._socket = connection
        self._buffer = bytearray()

    def fileno(self) -> int:
        """Return the file descriptor."""
        return self._socket.fileno()

    def send(self, kind: bytes, payload: bytes = b"") -> None:
        """Send one frame, waiting until it is taken."""
        try:
            self._socket.settimeout(None)
            self._socket.sendall(_HEAD.pack(kind, len(payload)))
            self._socket.sendall(payload)
        except OSError:
            raise Closed from None

    def send_json(self, kind: bytes, content: object) -> None:
        """Send a frame of JSON."""
        self.send(kind, json.dumps(content).encode())

    def send_object(self, content: object) -> None:
        """Send a request to a worker."""
        self.send(REQUEST, pickle.dumps(content))

    def receive(
        self, *, tick: float | None = None, on_tick: Callable[[], None] | None = None
    ) -> tuple[bytes, bytes]:
        """Return the next frame; `on_tick` is called every `tick` seconds and may raise."""
        next_tick = time.monotonic() + (tick or 0)
        while True:
            frame = self._whole_frame()
            if on_tick is not None and time.monotonic() >= next_tick:
                on_tick()
                next_tick = time.monotonic() + (tick or 0)
            if frame is not None:
                return frame
            self._socket.settimeout(tick)
            try:
                data = self._socket.recv(_CHUNK)
            except TimeoutError:
                continue
            except OSError:
                raise Closed from None
            if not data:
                raise Closed
            self._buffer += data

    def close(self) -> None:
        """Close this end."""
        self._socket.close()

    def _whole_frame(self) -> tuple[bytes, bytes] | None:
        if len(self._buffer) < _HEAD.size:
            return None
        kind, length = _HEAD.unpack_from(self._buffer)
        end = _HEAD.size + length
        if len(self._buffer) < end:
            return None
        payload = bytes(self._buffer[_HEAD.size : end])
        del self._buffer[:end]
        return kind, payload


class FrameWriter:
    """A binary file whose writes become DATA frames."""

    def __init__(self, channel: Channel):
        self._channel = channel

    def write(self, data: bytes) -> int:
        """Send the bytes."""
        if data:
            self._channel.send(DATA, data)
        return len(data)

    def flush(self) -> None:
        """Frames are sent at once."""


def error_as_json(error: PlangrafError) -> dict[str, Any]:
    """Return an error as plain values."""
    extras = {name: getattr(error, name) for name in _EXTRAS if hasattr(error, name)}
    kind = next(c for c in type(error).__mro__ if c.__module__ == errors.__name__)
    return {
        "class": kind.__name__,
        "message": list(error.message),
        "place": error.place,
        "remedy": list(error.remedy) if error.remedy else None,
        **extras,
    }


def error_from_json(content: dict[str, Any]) -> PlangrafError:
    """Make the error anew; one of an unknown class becomes a PlangrafError."""
    kind = getattr(errors, str(content.pop("class", "")), PlangrafError)
    if not (isinstance(kind, type) and issubclass(kind, PlangrafError)):
        kind = PlangrafError
    message = Text(*content.pop("message"))
    remedy = content.pop("remedy", None)
    place = content.pop("place", None)
    make: Any = kind
    error: PlangrafError
    if issubclass(kind, errors.ParameterError):
        error = make(str(content.get("name", "")), message)
    else:
        error = make(message)
    error.place = place
    for name, value in content.items():
        if name in _EXTRAS:
            setattr(error, name, tuple(value) if isinstance(value, list) else value)
    error.remedy = Text(*remedy) if remedy else None
    return error
