"""The source of a check as a page shows it: marked stretches of lines, or marked cells of sheets.

A short source is shown whole; of a long one, what stands around the marks. Long lines are cut
around their marks. Turns texts and grids into plain values, whose size is bounded whatever is sent.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from plangraf.plans.files.grids import Grid, column_letters
from plangraf.validation.rendering.beside import Mark

_WHOLE_LINES: Final = 1_500
_WHOLE_SIZE: Final = 200_000
_MOST_LINES: Final = 1_500
_AROUND: Final = 2
_LONGEST: Final = 400
_BEFORE: Final = 120
_WHOLE_ROWS: Final = 150
_MOST_ROWS: Final = 600
_MOST_COLUMNS: Final = 40
_LONGEST_CELL: Final = 300


def text_excerpt(text: str, marks: Sequence[Mark]) -> list[list[dict[str, Any]]]:
    """Return pieces of consecutive lines, each line in parts with or without a mark."""
    lines = text.splitlines()
    by_line: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_line[mark.location.line or 1].append(mark)
    whole = len(lines) <= _WHOLE_LINES and len(text) <= _WHOLE_SIZE
    wanted = range(1, len(lines) + 1) if whole else _around(by_line, len(lines))
    return [
        [_line(number, lines[number - 1], by_line.get(number, ())) for number in piece]
        for piece in _pieces(wanted, _MOST_LINES)
    ]


def sheet_excerpts(grids: Iterable[Grid], marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Return the sheets that hold marks, or the first one, as rows of cells."""
    all_grids = list(grids)
    marked = {mark.location.sheet for mark in marks}
    shown = [g for g in all_grids if g.sheet in marked] or all_grids[:1]
    return [_sheet(grid, [m for m in marks if m.location.sheet == grid.sheet]) for grid in shown]


def _around(marked: Iterable[int], last: int) -> list[int]:
    near = {n for line in marked for n in range(line - _AROUND, line + _AROUND + 1)}
    return sorted(n for n in near if 1 <= n <= last)


def _pieces(numbers: Iterable[int], most: int) -> Iterator[list[int]]:
    """Split rising numbers where one is missing; no more than `most` in all."""
    piece: list[int] = []
    for count, number in enumerate(numbers):
        if count == most:
            break
        if piece and number != piece[-1] + 1:
            yield piece
            piece = []
        piece.append(number)
    if piece:
        yield piece


def _line(number: int, line: str, marks: Sequence[Mark]) -> dict[str, Any]:
    ids = list(dict.fromkeys(mark.id for mark in marks))
    severity = max((mark.severity for mark in marks), default=0)
    spans = _apart(marks, len(line))
    start = 0
    end = len(line)
    if end > _LONGEST:
        start = max(0, (spans[0][0] if spans else 0) - _BEFORE)
        end = min(end, start + _LONGEST)
    parts = []
    at = start
    for first, last, name in spans:
        if last <= at or first >= end:
            continue
        if first > at:
            parts.append([line[at:first], ""])
        parts.append([line[max(first, at) : min(last, end)], name])
        at = min(last, end)
    parts.append([line[at:end], ""])
    return {
        "number": number,
        "ids": ids,
        "severity": severity,
        "parts": [part for part in parts if part[0]],
        "cut": (start > 0, end < len(line)),
    }


def _apart(marks: Sequence[Mark], length: int) -> list[tuple[int, int, str]]:
    """The stretches of a line that are marked, in order, none within another."""
    spans: list[tuple[int, int, str]] = []
    for mark in sorted(marks, key=lambda m: (m.location.column or 0, m.location.end_column or 0)):
        column, end = mark.location.column, mark.location.end_column
        if column is None or end is None or column > length:
            continue
        first = max(column - 1, spans[-1][1] if spans else 0)
        if end - 1 > first:
            spans.append((first, min(end - 1, length), mark.id))
    return spans


def _sheet(grid: Grid, marks: Sequence[Mark]) -> dict[str, Any]:
    cells: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        cells[mark.location.line or 1, mark.location.column or 0].append(mark)
    rows = {row for row, _ in cells}
    last = max((grid.last_row, *rows), default=1)
    heading = next((row for row in grid.rows() if grid.filled(row)), 1)
    near = {n for row in rows for n in (row - 1, row, row + 1)} | {heading}
    wanted = (
        range(1, last + 1) if last <= _WHOLE_ROWS else sorted(n for n in near if 1 <= n <= last)
    )
    width = min(max((grid.last_column, *(column for _, column in cells)), default=1), _MOST_COLUMNS)
    return {
        "name": grid.sheet or "",
        "columns": [column_letters(column) for column in range(1, width + 1)],
        "pieces": [
            [_row(grid, number, width, cells) for number in piece]
            for piece in _pieces(wanted, _MOST_ROWS)
        ],
    }


def _row(
    grid: Grid, number: int, width: int, marked: dict[tuple[int, int], list[Mark]]
) -> dict[str, Any]:
    whole = marked.get((number, 0), [])
    return {
        "number": number,
        "ids": list(dict.fromkeys(mark.id for mark in whole)),
        "cells": [
            {
                "text": grid.text(number, column)[:_LONGEST_CELL],
                "letter": column_letters(column),
                "ids": list(dict.fromkeys(m.id for m in marked.get((number, column), []))),
            }
            for column in range(1, width + 1)
        ],
    }
