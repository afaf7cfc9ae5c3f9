"""The cells of one row by their fields, each given what its heading says: a unit, a year, a date.

Turns a row of a grid into Cells; remembers the number above, by which a number that a spreadsheet
took for a date or a decimal is mended.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from plangraf.language import Text
from plangraf.plans.cells.amounts import names_years, read_amount, unit_in, unit_said
from plangraf.plans.cells.dates import read_period
from plangraf.plans.cells.wording import identifier
from plangraf.plans.files.grids import Grid
from plangraf.plans.found.column_marks import CROSS, LEADS, acting
from plangraf.plans.found.columns import ENTITIES, ColumnMap
from plangraf.plans.found.row_joining import (
    in_year,
    joined_amounts,
    joined_times,
    part_of_year,
    without_signs,
)
from plangraf.plans.records import Cell, Notes

_DITTO: Final = re.compile(
    r"(?i)[-–—]?\s?[\"”“„″]\s?[-–—]?|''|´´|d:o|dito|ditto|(?:samma|se|som|enl(?:igt|\.)) ovan|"
    r"samma|"
    r"same(?: as above)?|see above"
)
_REPEATED: Final = (
    "responsible", "supporting", "involved", "deadline", "start", "status", "target_group",
    "frequency", "follow_up", "funding", "method", "purpose",
)  # fmt: skip
_READ: Final = (
    "responsible", "supporting", "involved", "start", "deadline", "cost", "target", "baseline",
    "status",
)  # fmt: skip
_MONEY: Final = re.compile(r"(?i)kr|sek|mn|milj|€|eur|\d ?['’´](?!\d)")
# What a cell below "(tkr)" or "(mnkr)" cannot be: then it was written in kronor.
_MOST: Final = {1_000: 100_000_000, 1_000_000: 1_000_000_000, 1_000_000_000: 10_000_000_000}


@dataclass
class RowCells:
    """Reads rows of one table, from above."""

    grid: Grid
    columns: list[ColumnMap]
    notes: Notes
    year: str = ""
    before: dict[int, str] = field(default_factory=dict)
    above: dict[int, Cell] = field(default_factory=dict)

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
            cell = self._repeated(column, self.grid.cell(*corner))
            if cell is None:
                continue
            if column.field in ENTITIES and not re.search(r"[^\W\d_]{2}", cell.text):
                reason = Text("inga ord i cellen", "no words in the cell")
                self.notes.leave("no-words", cell.text, reason, cell.location)
                continue
            if column.field == "cost" and self._beyond_belief(cell, column):
                found.setdefault("note", []).append(cell)
                continue
            inherited = corner[0] != row
            if inherited and column.field in ("activity", "sub_activity", "indicator"):
                continue
            led = column.field == "involved" and column.of and LEADS.fullmatch(cell.text)
            name = "responsible" if led else column.field
            found.setdefault(name, []).extend(self._adapted(cell, column))
        for name in ("start", "deadline"):
            if name in found:
                found[name] = joined_times(found[name])
        costs = joined_amounts(found.get("cost", []), found.get("unit", []))
        if costs:
            found["cost"] = costs
            del found["unit"]
        return found

    def _repeated(self, column: ColumnMap, cell: Cell) -> Cell | None:
        """Read a mark for "the same as above" as what it repeats; None where that goes by itself
        (what is done and wished goes on), or where it may not be counted twice (numbers).
        """
        above = self.above.get(column.column)
        if not _DITTO.fullmatch(cell.text.strip()):
            self.above[column.column] = cell
            return cell
        if above is None or column.field not in _REPEATED:
            if column.field not in ENTITIES:
                return cell
        else:
            told = Text(
                f"”{cell.text}” läses som ”{above.text}”, som i raden ovanför.",
                f"“{cell.text}” is read as “{above.text}”, as in the row above.",
            )
            self.notes.note("same-as-above", told, cell.location)
            return Cell(above.text, cell.location, above.value)
        reason = Text("samma som ovanför", "the same as above")
        self.notes.leave("same-as-above", cell.text, reason, cell.location)
        return None

    def _beyond_belief(self, cell: Cell, column: ColumnMap) -> bool:
        """Say, and tell, whether the heading's unit makes an amount larger than a plan can have."""
        factor = unit_in(column.unit) or 1
        if factor == 1 or re.search(_MONEY, cell.text):
            return False
        read = read_amount(cell.text, factor)
        value = (read.most or read.value or read.least) if read else None
        if value is None or value < _MOST[factor]:
            if value is not None and factor == 1_000 and value >= 10_000_000:
                self._tell_large(cell, column, value)
            return False
        self.notes.warn(
            "amount-unit-unsure",
            Text(
                f"”{cell.text}” under rubriken ”{column.heading}” skulle bli {value:,.0f} kr. Det "
                f"läses inte som belopp utan behålls som text; skriv enheten i cellen.".replace(
                    ",", "\u00a0"
                ),
                f"“{cell.text}” under the heading “{column.heading}” would be SEK {value:,.0f}. It "
                f"is not read as an amount but kept as text; write the unit in the cell.",
            ),
            cell.location,
        )
        return True

    def _tell_year(self, cell: Cell, year: str) -> None:
        told = Text(
            f"”{cell.text}” läses som ett datum {year}, som det står ovanför tabellen.",
            f"“{cell.text}” is read as a date in {year}, as said above the table.",
        )
        self.notes.warn("year-assumed", told, cell.location)

    def _tell_large(self, cell: Cell, column: ColumnMap, value: Decimal) -> None:
        """Ask about round thousands below "(tkr)": "50 000" may have been written in kronor."""
        if value % 1_000_000:
            return
        shown = f"{value:,.0f}".replace(",", "\u00a0")
        self.notes.warn(
            "amount-large",
            Text(
                f"”{cell.text}” under rubriken ”{column.heading}” läses som {shown} kr.",
                f"“{cell.text}” under the heading “{column.heading}” is read as SEK {shown}.",
            ),
            cell.location,
        )

    def _adapted(self, cell: Cell, column: ColumnMap) -> list[Cell]:
        """Give a cell what its heading says: the unit of an amount, the year of a quarter."""
        name = column.field
        text = without_signs(cell.text) if name in _READ else cell.text
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
        if name in ("target_group", "involved", "responsible", "supporting") and column.of:
            sign = CROSS.fullmatch(text) or (name == "involved" and len(text) <= 3)
            return [cell.with_text(column.of if sign else f"{column.of}: {text}")]
        if name == "status" and column.of:
            return [cell.with_text(column.of)]
        if name == "status" and re.search(r"(?i)%|procent|andel", column.heading):
            text = f"{text} %" if re.fullmatch(r"\d{1,3}(?:[.,]\d+)?", text) else text
        if name == "activity" and column.of:
            kind = "year" if column.of == column.date else "group"
            kind = "body" if acting(column.heading) else kind
            return [Cell(text, cell.location, (kind, column.of))]
        if name == "mark":
            if not CROSS.fullmatch(text) and read_period(text) is None:
                return [Cell(f"{column.date}: {text}", cell.location, "mark-text")]
            period = column.date if CROSS.fullmatch(text) else text
            return [cell.with_text(period)]
        if name == "cost" and column.unit and not re.search(_MONEY, text):
            text = "\n".join(
                f"{line} {unit_said(column.unit)}" if re.search(r"\d", line) else line
                for line in text.split("\n")
            )
        if name == "cost" and column.date and not names_years(text):
            return [Cell(text, cell.location, ("year", column.date, cell.value))]
        if name in ("deadline", "start"):
            text = part_of_year(text, column.heading)
            year = column.date[:4] or self.year
            if year and in_year(text, year):
                if not column.date:
                    self._tell_year(cell, year)
                text = f"{text} {year}"
            return [Cell(text, cell.location, cell.value)]
        if name in ("target", "baseline", "status") and column.date:
            return [Cell(text, cell.location, ("date", column.date, column.unit))]
        if name in ("target", "baseline") and column.unit:
            return [Cell(text, cell.location, ("date", "", column.unit))]
        return [Cell(text, cell.location, cell.value)]
