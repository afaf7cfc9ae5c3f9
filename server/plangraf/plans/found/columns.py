"""What one column of a table is taken for: a field, how surely, and why there is doubt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from plangraf.language import Text
from plangraf.plans.files.grids import column_letters

SURE: Final = 0.8
ENTITIES: Final = (
    "focus_area",
    "parent_goal",
    "goal",
    "need",
    "activity",
    "sub_activity",
    "indicator",
)


Cells = dict[int, list[str]]


@dataclass(frozen=True)
class ColumnMap:
    """What one column is. `of` is the entity that a number belongs to, or the target group that a
    column is headed by; `doubt` says why unsure; `row` is where the heading of a turned table is.
    """

    column: int
    heading: str
    field: str | None
    certainty: float
    date: str = ""
    unit: str = ""
    of: str = ""
    doubt: Text | None = None
    row: int = 0

    @property
    def letter(self) -> str:
        """The column's letter; of a table on its side the row's number."""
        return str(self.row) if self.row else column_letters(self.column)


def share(texts: list[str], test: Callable[[str], object]) -> float:
    """Return which share of the first cells pass a test; 0 for no cells."""
    sample = texts[:40]
    return sum(bool(test(text)) for text in sample) / len(sample) if sample else 0.0


def doubted(m: ColumnMap) -> ColumnMap:
    """Say why a column is not sure, where it is not."""
    if m.field is None:
        return replace(m, doubt=Text("rubriken är okänd", "the heading is unknown"))
    if m.certainty >= SURE:
        return m
    percent = f"{m.certainty * 100:.0f} %"
    return replace(m, doubt=Text(f"läst med {percent} säkerhet", f"read with {percent} certainty"))
