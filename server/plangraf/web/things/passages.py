"""Where a span stands in its source: lines, the passage around it, the parts to mark.

Works on the source text as stored (offsets count its code points, end exclusive). What private-use
signs the text has (bullets of the PDF) are shown as bullets, one for one, so that no place moves.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
_CONTEXT: Final = 6


@dataclass(frozen=True)
class Piece:
    """A run of one line, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Line:
    """One line of the source, numbered from 1."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Span:
    """A span as a thing's page lists it. Lines are numbered from 1, 0 when the text is not here."""

    evidence: str
    source: str
    start: int
    end: int
    quote: str
    first: int
    last: int


@dataclass(frozen=True)
class SourceText:
    """One source text with the places of its line ends."""

    text: str
    starts: tuple[int, ...]

    def line_of(self, place: int) -> int:
        """Return the number of the line in which a code point stands."""
        return bisect_right(self.starts, place)

    def passage(self, start: int, end: int, context: int = _CONTEXT) -> list[Line]:
        """Return the lines of a span with some around it, the span marked."""
        first = max(1, self.line_of(start) - context)
        last = min(len(self.starts), self.line_of(max(start, end - 1)) + context)
        return [self._line(number, start, end) for number in range(first, last + 1)]

    def lines(self) -> list[Line]:
        """Return all lines, nothing marked."""
        return [self._line(number, 0, 0) for number in range(1, len(self.starts) + 1)]

    def _line(self, number: int, start: int, end: int) -> Line:
        begin = self.starts[number - 1]
        stop = self.starts[number] if number < len(self.starts) else len(self.text)
        cuts = sorted({begin, stop, min(max(start, begin), stop), min(max(end, begin), stop)})
        pieces = [
            Piece(_shown(self.text[a:b]), start <= a and b <= end)
            for a, b in zip(cuts, cuts[1:], strict=False)
        ]
        return Line(number, tuple(piece for piece in pieces if piece.text))


def find_source(root: Path, source: str) -> SourceText | None:
    """Return the text of a source by the last part of its IRI, or None when it is not here."""
    name = source.rpartition("/")[2]
    path = root / "data" / "sources" / f"{name}.txt"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        return None
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> SourceText:
    text = path.read_bytes().decode("utf-8")
    ends = [match.end() for match in re.finditer("\n", text) if match.end() < len(text)]
    return SourceText(text, (0, *ends))


def _shown(text: str) -> str:
    return _PRIVATE.sub("•", text).rstrip("\r\n\f")
