"""What one column of a table is taken for: a field, how surely, and why there is doubt."""

from dataclasses import dataclass, replace
from typing import Final

from plangraf.language import Text
from plangraf.plans.grids import column_letters

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


@dataclass(frozen=True)
class ColumnMap:
    """What one column is. `of` is the entity that a number belongs to; `doubt` says why unsure."""

    column: int
    heading: str
    field: str | None
    certainty: float
    date: str = ""
    unit: str = ""
    of: str = ""
    doubt: Text | None = None

    @property
    def letter(self) -> str:
        """The column's letter."""
        return column_letters(self.column)


def doubted(m: ColumnMap) -> ColumnMap:
    """Say why a column is not sure, where it is not."""
    if m.field is None:
        return replace(m, doubt=Text("rubriken är okänd", "the heading is unknown"))
    if m.certainty >= SURE:
        return m
    percent = f"{m.certainty * 100:.0f} %"
    return replace(m, doubt=Text(f"läst med {percent} säkerhet", f"read with {percent} certainty"))
