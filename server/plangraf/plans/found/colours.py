"""Reads status that is given by fill colour only: by the sheet's own legend, else by hue.

Turns the fills of a table's rows into status levels, with a warning for every table read so.
"""

import re
from collections import Counter
from typing import Final

from plangraf.plans.cells.status import hue_of, level_of_colour, read_status
from plangraf.plans.files.grids import Grid
from plangraf.plans.found.found_table import Table

LEVELS: Final = {
    "completed": "genomförd",
    "in-progress": "pågår",
    "delayed": "försenad",
    "not-started": "inte påbörjad",
    "planned": "planerad",
    "cancelled": "avbruten",
    "ongoing": "löpande",
}


_WORDS: Final = (
    ("green", "grön|grönt|gröna|green"), ("yellow", "gul|gult|gula|yellow|amber"),
    ("orange", "orange"), ("red", "röd|rött|röda|red"), ("blue", "blå|blått|blue"),
)  # fmt: skip
_SAID: Final = tuple(
    (hue, re.compile(rf"(?i)(?<!\w)(?:{words})(?: färg)?\s*(?:=|:|–|-|betyder)\s*([^,;.\n]+)"))
    for hue, words in _WORDS
)


def legend(grid: Grid, data_rows: set[int]) -> dict[str, str]:
    """Read what the colours of a sheet mean where it says so, outside the data: beside a filled
    cell, or in words ("grönt = klart, rött = inte påbörjat"). Keys are colours and names of hues.
    """
    found: dict[str, str] = {}
    for (row, column), box in grid.boxes.items():
        if row in data_rows:
            continue
        for hue, words_of in _SAID:
            said = words_of.search(box.text)
            level = read_status(said[1]) if said else None
            if level is not None:
                found.setdefault(hue, level[0])
        if box.fill is None:
            continue
        words = box.text or grid.text(row, column + 1)
        read = read_status(words.partition("=")[2] or words) if len(words) < 60 else None
        if read is not None:
            found.setdefault(box.fill, read[0])
    return found


def explains_colours(text: str) -> bool:
    """Say whether a text tells what several colours mean: it is no row of the plan."""
    return sum(said.search(text) is not None for _, said in _SAID) > 1


def level_of(fill: str | None, known: dict[str, str]) -> str | None:
    """Return the level that a fill means; None for none."""
    if fill is None:
        return None
    return known.get(fill) or known.get(hue_of(fill)) or level_of_colour(fill)


def spelt(text: str, known: dict[str, str]) -> str:
    """Return what a legend says of the colour that a cell names; other words as they are."""
    hue = next((h for h, words in _WORDS if re.fullmatch(words, text.strip(" .").lower())), "")
    return LEVELS[known[hue]] if hue in known else text


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
