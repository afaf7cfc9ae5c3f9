"""A table of cells for a terminal: columns side by side, or row by row where they have no room.

A column has room when its longest word fits. A row by itself leaves out what is empty.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from plangraf.catalogue.answer import Table
from plangraf.catalogue.tables import heading
from plangraf.language import Text

_GAP: Final = 2
_LONGEST_WORD: Final = 30
"""Longer words, mostly addresses, are broken."""

_LONGEST_NAME: Final = 12
"""So much of the name of a source stands unbroken."""

_PIECES: Final = re.compile(r"\s+|(?<=-)")
_MOST_HEAD: Final = 30


def write_text(table: Table, width: int = 120) -> bytes:
    """A table for a terminal of `width` columns; long texts wrap inside their column."""
    language = table.values.language
    heads = [heading(table, n, language) for n in table.shown]
    rows = [[" ".join(row[n].brief(language).split()) for n in table.shown] for row in table.rows]
    most = [
        _LONGEST_NAME if table.columns[n].kind == "evidence" else _LONGEST_WORD for n in table.shown
    ]
    widths = _widths([heads, *rows], most, width)
    if widths:
        right = [
            bool(rows) and all(isinstance(row[n].value, int | Decimal | None) for row in table.rows)
            for n in table.shown
        ]
        lines = _side_by_side(heads, rows, widths, right)
    else:
        lines = _listed(heads, rows, width)
    return ("\n".join([*(line.rstrip() for line in lines), "", _counted(table)]) + "\n").encode()


def _counted(table: Table) -> str:
    """Say how many rows there are."""
    count = len(table.rows)
    if count == 0:
        words = Text("Inga rader.", "No rows.")
    elif table.more:
        words = Text(
            f"{count} rader visas; det finns fler.", f"{count} rows shown; there are more."
        )
    else:
        words = Text("1 rad", "1 row") if count == 1 else Text(f"{count} rader", f"{count} rows")
    return words.in_(table.values.language)


def _widths(rows: Sequence[Sequence[str]], most: Sequence[int], width: int) -> list[int]:
    """Share the width: each column its longest word, then what is left by how much they hold.

    A word takes at most so much (`most`). Empty where the longest words do not stand side by side.
    """
    columns = list(zip(*rows, strict=True))
    needs = [max(1, *map(len, texts)) for texts in columns]
    widths = [
        max(1, min(longest, max(len(w) for text in texts for w in _PIECES.split(text))))
        for longest, texts in zip(most, columns, strict=True)
    ]
    left = width - _GAP * (len(widths) - 1) - sum(widths)
    if left < 0:
        return []
    wide = {n for n, need in enumerate(needs) if need > widths[n]}
    while fitting := [n for n in wide if needs[n] - widths[n] <= left // len(wide)]:
        for place in fitting:
            left -= needs[place] - widths[place]
            widths[place] = needs[place]
            wide.remove(place)
    held = {place: sum(map(len, columns[place])) for place in wide}
    for place in wide:
        more = left * held[place] // sum(held.values())
        widths[place] = min(needs[place], widths[place] + more)
    return widths


def _side_by_side(
    heads: list[str], rows: list[list[str]], widths: Sequence[int], right: Sequence[bool]
) -> Iterator[str]:
    """Yield the lines of a table, rows of several lines with an empty one between."""
    yield from _laid(heads, widths, right)
    yield (" " * _GAP).join("─" * w for w in widths)
    before = 0
    for row in rows:
        block = list(_laid(row, widths, right))
        if before and max(before, len(block)) > 1:
            yield ""
        yield from block
        before = len(block)


def _laid(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    """Lay one row out as lines, each cell wrapped to its width."""
    wrapped = [textwrap.wrap(t, w) or [""] for t, w in zip(cells, widths, strict=True)]
    for n in range(max(map(len, wrapped), default=0)):
        pieces = [lines[n] if n < len(lines) else "" for lines in wrapped]
        yield (" " * _GAP).join(
            piece.rjust(w) if number else piece.ljust(w)
            for piece, w, number in zip(pieces, widths, right, strict=True)
        )


def _listed(heads: list[str], rows: list[list[str]], width: int) -> Iterator[str]:
    """Yield each row as a list of heads with their cells."""
    first = min(_MOST_HEAD, width // 3, max(map(len, heads)))
    for number, row in enumerate(rows, start=1):
        yield f"── {number} ".ljust(width, "─")
        for head, cell in zip(heads, row, strict=True):
            if cell:
                yield from _laid([head, cell], [first, width - first - _GAP], [False, False])
