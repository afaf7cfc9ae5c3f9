"""XML that can be read whatever the texts hold: the engine writes their signs as they are.

Of the signs that a text may have, XML 1.0 knows not all (§2.2: no control signs, not U+FFFE, not
U+FFFF): those are replaced by U+FFFD. A carriage return is read as a line feed (§2.11) unless it is
written as a reference. Bytes in, bytes out; a sign may be cut between two pieces.
"""

import re
from typing import BinaryIO, Final

_UNFIT: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\r]|\xef\xbf[\xbe\xbf]")
_CUT: Final = re.compile(rb"\xef\xbf?\Z")
_REPLACEMENT: Final = "\ufffd".encode()


class XmlWriter:
    """A binary file that puts right what it is given, and passes it on; finish it at the end."""

    def __init__(self, out: BinaryIO):
        self._out = out
        self._held = b""

    def write(self, data: bytes) -> int:
        """Pass the bytes on, but for the beginning of a sign."""
        whole = self._held + data
        cut = _CUT.search(whole)
        self._held = cut[0] if cut else b""
        self._out.write(_UNFIT.sub(_fit, whole[: cut.start()] if cut else whole))
        return len(data)

    def flush(self) -> None:
        """Pieces are passed on at once."""

    def finish(self) -> None:
        """Pass on what was held back."""
        self._out.write(self._held)


def _fit(found: re.Match[bytes]) -> bytes:
    return b"&#13;" if found[0] == b"\r" else _REPLACEMENT
