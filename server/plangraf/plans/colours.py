"""Reads status that is given by fill colour only: by the sheet's own legend, else by hue.

Turns the fills of a table's rows into status levels, with a warning for every table read so.
"""

from collections import Counter
from typing import Final

from plangraf.plans.grids import Grid
from plangraf.plans.layout import Table
from plangraf.plans.status import level_of_colour, read_status

LEVELS: Final = {
    "completed": "genomförd",
    "in-progress": "pågår",
    "delayed": "försenad",
    "not-started": "inte påbörjad",
    "planned": "planerad",
    "cancelled": "avbruten",
    "ongoing": "löpande",
}


def legend(grid: Grid, data_rows: set[int]) -> dict[str, str]:
    """Read what the colours of a sheet mean where it says so ("grön = klar"), outside the data."""
    found: dict[str, str] = {}
    for (row, column), box in grid.boxes.items():
        if box.fill is None or row in data_rows:
            continue
        words = box.text or grid.text(row, column + 1)
        read = read_status(words.partition("=")[2] or words) if len(words) < 60 else None
        if read is not None:
            found.setdefault(box.fill, read[0])
    return found


def level_of(fill: str | None, known: dict[str, str]) -> str | None:
    """Return the level that a fill means; None for none."""
    if fill is None:
        return None
    return known.get(fill) or level_of_colour(fill)


def column_of_status(table: Table, known: dict[str, str], named: int | None) -> int | None:
    """Return the column whose fills tell the status: the named one, else one that varies so."""
    grid = table.grid
    if named is not None:
        return named
    best: tuple[int, int] | None = None
    for column in range(1, grid.last_column + 1):
        levels = Counter(
            level
            for row in table.rows
            if (box := grid.seen(row, column)) and (level := level_of(box.fill, known))
        )
        count = sum(levels.values())
        if count >= max(2, len(table.rows) * 0.3) and (len(levels) >= 2 or known):
            best = max(best or (0, 0), (count, -column))
    return -best[1] if best else None
