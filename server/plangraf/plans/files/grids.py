"""A sheet as a grid of cells, whatever file it came from: what workbook and table readers yield.

A Grid knows merged areas, what is hidden and the colour of a filled cell; it does not know what
any of it means. Rows and columns count from 1, as people see them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from plangraf.plans.records import Cell
from plangraf.validation.findings import Location


@dataclass(frozen=True)
class Box:
    """One cell of a grid. `fill` is RRGGBB of a filled cell; `bold` is the font of the whole."""

    text: str
    value: object = None
    fill: str | None = None
    bold: bool = False
    format: str = "General"


@dataclass
class Grid:
    """One sheet. `boxes` holds only cells with content or fill; `merged` maps (row, column) → top
    left corner, for every cell of a merged area; `origin` the cells of a turned sheet to where they
    stand.
    """

    file: str
    sheet: str | None
    boxes: dict[tuple[int, int], Box] = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    last_row: int = 0
    last_column: int = 0
    styled: bool = False
    modified: str = ""
    origin: dict[tuple[int, int], tuple[int, int]] | None = None

    def box(self, row: int, column: int) -> Box | None:
        """Return a cell as it stands, without looking into merged areas."""
        return self.boxes.get((row, column))

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, "" for an empty one."""
        found = self.boxes.get((row, column))
        return found.text if found else ""

    def seen(self, row: int, column: int) -> Box | None:
        """Return what a person sees in a cell: that of the merged area it lies in."""
        return self.boxes.get(self.merged.get((row, column), (row, column)))

    def filled(self, row: int) -> list[int]:
        """Return the columns of a row that hold text, in order."""
        return [c for c in range(1, self.last_column + 1) if self.text(row, c)]

    def rows(self) -> Iterator[int]:
        """Return every row number, from the first to the last with content."""
        return iter(range(1, self.last_row + 1))

    def span(self, row: int, column: int) -> int:
        """Return how many columns of its row the merged area at this corner covers."""
        width = 1
        while self.merged.get((row, column + width)) == (row, column):
            width += 1
        return width

    def location(self, row: int, column: int | None = None) -> Location:
        """Return the place of a cell, with its text as excerpt."""
        excerpt = self.text(row, column) if column else ""
        if self.origin is not None:
            at = (row, column or next(iter(self.filled(row)), 0))
            row, column = self.origin.get(at, (row, column))
        return Location(self.file, row, column, sheet=self.sheet, excerpt=excerpt[:200])

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell with its place."""
        found = self.boxes.get((row, column))
        text = found.text if found else ""
        return Cell(text, self.location(row, column), found.value if found else None)


def column_letters(column: int) -> str:
    """Name a column as spreadsheets do: 1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(location: Location) -> str:
    """Name a place as spreadsheets do: `Aktiviteter!B7`, or `rad 7` where there is no column."""
    sheet = f"{location.sheet}!" if location.sheet else ""
    if location.line is None:
        return location.sheet or location.file
    if location.column is None:
        return f"{sheet}{location.line}"
    return f"{sheet}{column_letters(location.column)}{location.line}"
