"""Cuts an answer that grows past its bound at the end of a record, so that it stays readable.

A stream of bytes in, the same stream out, but closed after the last whole row or statement that
fits. It looks for the ends of records as the engine's writers put them; each mark below cannot
occur inside a value in its format, because the writer escapes one of its characters there. A format
without such a mark (JSON-LD) is refused as a whole when it grows too large.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, Literal

from plangraf.errors import TooLarge
from plangraf.language import Text

_HOLD: Final = 1 << 16


@dataclass(frozen=True)
class Mark:
    """How a record ends. `keep` bytes of the match belong to it; `close` ends a cut document."""

    pattern: re.Pattern[bytes]
    keep: int
    close: bytes = b""
    quoted: bool = False


_MARKS: Final[dict[str, Mark]] = {
    # `}},{"name":{"type":"` cannot stand in a string: its quotes would be escaped.
    "json": Mark(re.compile(rb'\}\},\{"[^"\\]+":\{"type":"'), 2, b"]}}"),
    "xml": Mark(re.compile(rb"</result><result>"), 9, b"</results></sparql>"),
    "csv": Mark(re.compile(rb"\r\n"), 2, quoted=True),
    "tsv": Mark(re.compile(rb"\n"), 1),
    "nt": Mark(re.compile(rb" \.\n"), 3),
    "nq": Mark(re.compile(rb" \.\n"), 3),
    "ttl": Mark(re.compile(rb" \.\n"), 3),
    "rdf": Mark(re.compile(rb"\n\t</rdf:Description>\n"), 21, b"</rdf:RDF>"),
}


class CutError(Exception):
    """Tells the engine to stop: the answer has been closed."""


class CappedWriter:
    """Passes bytes on to `out` until `rows` records or `size` bytes have gone through.

    What is held always begins with a record.
    """

    def __init__(self, out: BinaryIO, format: str, *, rows: int, size: int):
        self._out = out
        self._mark = _MARKS.get(format)
        self._left = rows + (1 if format in ("csv", "tsv") else 0)
        self._size = size
        self._held = bytearray()
        self._hold = _HOLD
        self._passed = 0
        self.cut: Literal["rows", "bytes"] | None = None

    def write(self, data: bytes) -> int:
        """Take bytes from the engine; raises CutError once the answer is closed."""
        self._held += data
        if len(self._held) >= self._hold:
            self._pass_on()
        return len(data)

    def flush(self) -> None:
        """Nothing is written before a record has ended."""

    def finish(self) -> None:
        """Write what is held; may raise CutError too."""
        self._pass_on()
        self._out.write(bytes(self._held))
        self._held.clear()

    def _pass_on(self) -> None:
        """Write up to the last end of a record, or close the answer at a bound."""
        if self._mark is None:
            self._pass_unmarked()
            return
        held, done = bytes(self._held), 0
        for end in self._ends(held, self._mark):
            if self._passed + end > self._size:
                self._close(held[:done], "bytes", self._mark)
            if self._left == 0:
                self._close(held[:done], "rows", self._mark)
            self._left -= 1
            done = end
        if self._left == 0 and held[done:].strip() not in (b"", self._mark.close):
            self._close(held[:done], "rows", self._mark)
        if self._passed + len(held) > self._size + len(self._mark.close):
            self._close(held[:done], "bytes", self._mark)
        self._out.write(held[:done])
        self._passed += done
        del self._held[:done]
        self._hold = _HOLD if done else 2 * len(held) + _HOLD

    def _ends(self, held: bytes, mark: Mark) -> Iterator[int]:
        """Yield where records end; in CSV a line end inside quotes is none."""
        odd, counted = False, 0
        for found in mark.pattern.finditer(held):
            if mark.quoted:
                odd ^= held.count(b'"', counted, found.start()) % 2 == 1
                counted = found.start()
            if not odd:
                yield found.start() + mark.keep

    def _pass_unmarked(self) -> None:
        self._passed += len(self._held)
        if self._passed > self._size:
            raise _too_large(self._size)
        self._out.write(bytes(self._held))
        self._held.clear()

    def _close(self, fitting: bytes, bound: Literal["rows", "bytes"], mark: Mark) -> None:
        if not fitting and not self._passed:
            raise _too_large(self._size)
        self._out.write(fitting + mark.close)
        self._held.clear()
        self.cut = bound
        raise CutError


def _too_large(size: int) -> TooLarge:
    """Tell an answer that cannot be cut."""
    return TooLarge(
        Text(f"Svaret är större än {size} byte.", f"The answer is larger than {size} bytes."),
        remedy=Text(
            "Begränsa frågan med LIMIT, eller välj N-Triples eller CSV.",
            "Restrict the query with LIMIT, or choose N-Triples or CSV.",
        ),
    )
