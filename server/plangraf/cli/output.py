"""Where an answer goes: a file, or standard output byte by byte."""

import sys
from pathlib import Path

from plangraf.errors import WrongUse
from plangraf.language import Text


def write_out(data: bytes, output: str | None) -> None:
    """Write to a file, or to standard output as it is."""
    if output is None or output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise WrongUse(
            Text(f"Det går inte att skriva: {error.strerror}.", f"Cannot write: {error.strerror}."),
            place=output,
        ) from None
