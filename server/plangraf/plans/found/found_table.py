"""A table found in a sheet: its heading, its rows, and what stands around and between them."""

import re
from dataclasses import dataclass, field
from typing import Final

from plangraf.plans.files.grids import Grid

_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?![\d]|-\d\d-)(?![-–/]\d)")
_WHEN_WRITTEN: Final = re.compile(
    r"(?i)antag|beslut|fastställ|uppdater|revider|skapad|utskri|version|giltig|\d[-–/]\d\d"
)


@dataclass
class Table:
    """One table of a sheet. `headings` are the texts by column, of two rows joined by " / "."""

    grid: Grid
    header: tuple[int, ...]
    headings: dict[int, str]
    rows: list[int] = field(default_factory=list)
    sections: dict[int, tuple[str, int]] = field(default_factory=dict)
    titles: list[int] = field(default_factory=list)
    left: dict[int, str] = field(default_factory=dict)

    @property
    def year(self) -> str:
        """The one year that the text above the table, or the sheet's name, speaks of; "" for none
        or several, as in "2025–2027".
        """
        texts = [self.grid.text(row, c) for row in self.titles for c in self.grid.filled(row)]
        said = [t for t in (*texts, self.grid.sheet or "") if not _WHEN_WRITTEN.search(t)]
        years = {year for text in said for year in _YEAR.findall(text)}
        return years.pop() if len(years) == 1 else ""

    @property
    def top(self) -> int:
        """The last row of the heading, else the first of the data."""
        return self.header[-1] if self.header else min(self.rows, default=1)
