"""Tables that stand on their side, and tables without a heading row.

A sheet whose first column holds the headings ("Aktivitet", "Ansvarig", "Tidplan", one below the
other) is turned: its cells keep their own places. Where a heading comes again, another sheet of
cards begins. A table without headings is read by what its cells plainly are, at half certainty at
most, and only where a column of bodies, times, statuses or amounts shows that it is a plan's.
"""

import re
from typing import Final

from plangraf.language import Text
from plangraf.plans.cells.actors import all_bodies
from plangraf.plans.cells.dates import says_time
from plangraf.plans.cells.status import says_status
from plangraf.plans.files.grids import Box, Grid
from plangraf.plans.found.columns import ColumnMap, doubted
from plangraf.plans.found.found_table import Table
from plangraf.plans.found.layout import SURE_HEADING
from plangraf.plans.found.row_sorting import sort_row
from plangraf.plans.found.synonyms import guess
from plangraf.plans.records import Notes
from plangraf.plans.registers.register import Register

_SAMPLE: Final = 60


def turned(grid: Grid, notes: Notes) -> Table | None:
    """Return the table of a sheet that stands on its side; None for any other sheet."""
    keys = _keys(grid)
    if keys is None:
        return None
    first, named = keys
    side = Grid(grid.file, grid.sheet, styled=grid.styled, modified=grid.modified, origin={})
    titles = [row for row in range(1, min(named)) if grid.filled(row)]
    for number, row in enumerate(titles, start=1):
        for column in grid.filled(row):
            _put(side, (number, column), grid, (row, column))
    top = len(titles) + 1
    headings: dict[str, int] = {}
    blocks: list[dict[int, list[int]]] = []
    for row in range(min(named), grid.last_row + 1):
        text = " ".join(grid.text(row, first).split())
        if text:
            place = headings.setdefault(text, len(headings) + 1)
            if not blocks or place in blocks[-1]:
                blocks.append({})
            blocks[-1][place] = [row]
        elif blocks and grid.filled(row):
            blocks[-1][place].append(row)
    for text, place in headings.items():
        row = next(r for r, t in named.items() if t == text)
        _put(side, (top, place), grid, (row, first))
    table = Table(side, (top,), {place: text for text, place in headings.items()})
    for block in blocks:
        listed = [row for rows in block.values() for row in rows]
        for column in sorted({c for row in listed for c in grid.filled(row) if c > first}):
            here = top + 1 + len(table.rows)
            table.rows.append(here)
            for place, rows in block.items():
                _join(side, (here, place), grid, rows, column)
    table.titles = list(range(1, top))
    notes.note(
        "turned",
        Text(
            "Tabellen är vänd på tvären: rubrikerna står i bladets första kolumn.",
            "The table is turned sideways: the headings are in the sheet's first column.",
        ),
        grid.location(min(named), first),
    )
    return table


def _keys(grid: Grid) -> tuple[int, dict[int, str]] | None:
    """Return the column that holds the headings, and its texts by row; None where none does."""
    first = min((c for _, c in grid.boxes), default=0)
    cells = {r: " ".join(t.split()) for r in grid.rows() if (t := grid.text(r, first))}
    if not cells or grid.last_column <= first:
        return None
    known = {row: f for row, text in cells.items() if (f := _field(text))}
    named = {row: text for row, text in cells.items() if row >= min(known, default=0)}
    across = max(
        len({_field(grid.text(row, c)) for c in grid.filled(row)} - {None})
        for row in list(grid.rows())[:20]
    )
    fields = {f for row, f in known.items() if guess(cells[row]).certainty == 1}
    if len(fields) < 3 or len(known) < 0.6 * len(named) or across >= len(fields):
        return None
    return first, named


def _field(text: str) -> str | None:
    if len(text) > 60:
        return None
    read = guess(text)
    return read.field if read.certainty >= SURE_HEADING and read.field != "group" else None


def _put(side: Grid, at: tuple[int, int], grid: Grid, source: tuple[int, int]) -> None:
    box = grid.boxes[source]
    side.boxes[at] = box
    assert side.origin is not None
    side.origin[at] = source
    side.last_row, side.last_column = max(side.last_row, at[0]), max(side.last_column, at[1])


def _join(side: Grid, at: tuple[int, int], grid: Grid, rows: list[int], column: int) -> None:
    """Put a value at its place; what stands on several rows under one heading is a list."""
    corners = [grid.merged.get((row, column), (row, column)) for row in rows]
    filled = [c for c in dict.fromkeys(corners) if c in grid.boxes and grid.text(*c)]
    if not filled:
        return
    _put(side, at, grid, filled[0])
    if len(filled) > 1:
        joined = "\n".join(f"• {grid.text(*corner)}" for corner in filled)
        side.boxes[at] = Box(joined, joined, grid.boxes[filled[0]].fill)


# --- without headings --------------------------------------------------------------------------


def headless(grid: Grid, register: Register) -> tuple[Table, list[ColumnMap]] | None:
    """Return a table without headings and what its columns seem to be; None where it is none."""
    rows = [row for row in grid.rows() if grid.filled(row)]
    wide = [row for row in rows if len(grid.filled(row)) > 1]
    if len(wide) < 2:
        return None
    table = Table(grid, (), {})
    table.titles = [row for row in rows if row < wide[0]]
    for row in rows:
        if row >= wide[0]:
            sort_row(table, row, grid.filled(row))
    columns = [
        c
        for c in range(1, grid.last_column + 1)
        if sum(bool(grid.text(row, c)) for row in wide) >= 0.5 * len(wide)
    ]
    found: dict[int, str] = {}
    words: list[int] = []
    for column in columns:
        texts = [t for row in wide[:_SAMPLE] if (t := grid.text(row, column))]
        field = _plainly(texts, register)
        if field is not None and field not in found.values():
            found[column] = field
        elif field is None:
            words.append(column)
    if not words or not set(found.values()) - {"number"}:
        return None
    levels = (("activity",), ("goal", "activity"), ("focus_area", "goal", "activity"))
    found |= dict(zip(words, levels[min(len(words), 3) - 1], strict=False))
    maps = [
        doubted(ColumnMap(c, "", found.get(c), 0.5 if c not in words else 0.4 if c in found else 0))
        for c in range(1, grid.last_column + 1)
        if any(grid.text(row, c) for row in table.rows)
    ]
    return table, maps


def _plainly(texts: list[str], register: Register) -> str | None:
    """Say what cells plainly hold; None for words of any kind."""

    def share(test: object) -> float:
        return sum(bool(test(t)) for t in texts) / len(texts)  # type: ignore[operator]

    if share(lambda t: re.fullmatch(r"\d{1,3}(?:[.:]\d+)*[a-z.]?", t)) >= 0.8:
        return "number"
    if share(says_status) >= 0.7:
        return "status"
    if share(says_time) >= 0.7:
        return "deadline"
    if share(lambda t: re.search(r"(?i)\d\s*(?:tkr|mnkr|mkr|kr|sek)\b", t)) >= 0.6:
        return "cost"
    if share(lambda t: len(t) < 100 and all_bodies(t, register)) >= 0.6:
        return "responsible"
    return None
