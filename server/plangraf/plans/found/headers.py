"""Proposes what each column of a table is, by its heading, its neighbours and its cells.

Turns a Table into a mapping of columns to fields, each with a certainty and, where it is below
SURE, the reason for doubt. A column without a known heading is proposed only from what its cells
plainly hold (dates, status words, known bodies), at half certainty; else it stays unmapped.
"""

import re
from typing import Final

from plangraf.plans.found.column_settling import SETTLERS
from plangraf.plans.found.columns import ColumnMap, doubted
from plangraf.plans.found.found_table import Table
from plangraf.plans.found.synonyms import Guess, guess
from plangraf.plans.registers.register import Register

# "Ansvar / Kommun", "Kostnad / Region": whose part it is of what stands above.
_WHOSE: Final = ("municipality", "sub_area", "recipient", "unit", "scope")
_PARTED: Final = ("responsible", "supporting", "involved", "cost", "funding")


def propose(table: Table, register: Register) -> list[ColumnMap]:
    """Return one ColumnMap for every column with a heading or with cells, in order."""
    cells = {c: _samples(table, c) for c in range(1, table.grid.last_column + 1)}
    found = []
    for column in range(1, table.grid.last_column + 1):
        heading = table.headings.get(column, "")
        if not heading and not cells[column]:
            continue
        read = _read(heading) if heading else Guess(None, 0.0)
        origin = table.grid.origin or {}
        row = origin.get((table.top, column), (0, 0))[0]
        found.append(
            ColumnMap(column, heading, read.field, read.certainty, read.date, read.unit, row=row)
        )
    for settle in SETTLERS:
        found = settle(found, cells, register)
    return [doubted(m) for m in found]


def _samples(table: Table, column: int) -> list[str]:
    texts = (table.grid.text(row, column) for row in table.rows[:200])
    return [text for text in texts if text.strip("-–— ")]


def _read(heading: str) -> Guess:
    """Read a heading; of a two-row heading the lower part, seen in the light of the upper."""
    if " / " not in heading:
        return guess(heading)
    upper, lower = heading.split(" / ", 1)
    above, below = guess(upper), guess(lower)
    if below.field == "mark" and above.field:
        field = above.field
        return Guess("deadline-mark" if field == "deadline" else field, 0.9, below.date or lower,
                     above.unit or below.unit)  # fmt: skip
    date, unit = below.date or above.date, below.unit or above.unit
    if below.field in _WHOSE and above.field in _PARTED:
        return Guess(above.field, above.certainty * 0.9, date, unit)
    if below.field and below.certainty >= 0.6:
        if (
            below.field == "deadline"
            and above.field in ("cost", "indicator", "status")
            and re.search(r"år|year|datum|date", lower.lower())
        ):
            found = {"cost": "cost_year", "indicator": "target_year", "status": "status_date"}
            return Guess(found[above.field], 0.9, date, unit)
        return Guess(below.field, below.certainty, date, unit)
    if above.field:
        return Guess(above.field, above.certainty * 0.8, date, unit)
    return guess(heading)
