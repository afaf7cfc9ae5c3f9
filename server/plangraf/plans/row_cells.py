"""The cells of one row by their fields, each given what its heading says: a unit, a year, a date.

Turns a row of a grid into Cells; remembers the number above, by which a number that a spreadsheet
took for a date or a decimal is mended.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from plangraf.language import Text
from plangraf.plans.amounts import names_years
from plangraf.plans.columns import ColumnMap
from plangraf.plans.dates import read_period
from plangraf.plans.grids import Grid
from plangraf.plans.records import Cell, Notes
from plangraf.plans.wording import identifier

_CROSS: Final = re.compile(r"(?i)[x✓✔×•●1]|ja|yes|\*")


@dataclass
class RowCells:
    """Reads rows of one table, from above."""

    grid: Grid
    columns: list[ColumnMap]
    notes: Notes
    before: dict[int, str] = field(default_factory=dict)

    def read(self, row: int) -> dict[str, list[Cell]]:
        """Return the cells of a row by field."""
        found: dict[str, list[Cell]] = {}
        for column in self.columns:
            if not column.field or column.field == "ignore":
                continue
            corner = self.grid.merged.get((row, column.column), (row, column.column))
            if corner[1] != column.column:
                continue
            box = self.grid.boxes.get(corner)
            if box is None or not box.text:
                continue
            cell = self.grid.cell(*corner)
            inherited = corner[0] != row
            if inherited and column.field in ("activity", "sub_activity", "indicator"):
                continue
            found.setdefault(column.field, []).extend(self._adapted(cell, column))
        return found

    def _adapted(self, cell: Cell, column: ColumnMap) -> list[Cell]:
        """Give a cell what its heading says: the unit of an amount, the year of a quarter."""
        text, name = cell.text, column.field
        if name == "number":
            mended, changed = identifier(text, cell.value, self.before.get(column.column, ""))
            self.before[column.column] = mended
            if changed:
                self.notes.warn(
                    "id-mended",
                    Text(
                        f"Numret ”{text}” läses som {mended}.",
                        f"The number “{text}” is read as {mended}.",
                    ),
                    cell.location,
                )
            return [Cell(mended, cell.location, column.of)]
        if name == "mark":
            if not _CROSS.fullmatch(text) and read_period(text) is None:
                return [Cell(f"{column.date}: {text}", cell.location, "mark-text")]
            period = column.date if _CROSS.fullmatch(text) else text
            return [cell.with_text(period)]
        if name == "cost" and column.unit and not re.search(r"(?i)kr|sek|mn|milj|€|eur", text):
            text = "\n".join(
                f"{line} {column.unit}" if re.search(r"\d", line) else line
                for line in text.split("\n")
            )
        if name == "cost" and column.date and not names_years(text):
            return [Cell(text, cell.location, ("year", column.date, cell.value))]
        if name in ("deadline", "start") and column.date and read_period(text) is None:
            dated = read_period(text, int(column.date[:4]))
            if dated is not None and dated.edtf:
                return [cell.with_text(f"{text} {column.date[:4]}")]
        if name in ("target", "baseline", "status") and column.date:
            return [Cell(text, cell.location, ("date", column.date, column.unit))]
        if name in ("target", "baseline") and column.unit:
            return [Cell(text, cell.location, ("date", "", column.unit))]
        return [Cell(text, cell.location, cell.value)]
