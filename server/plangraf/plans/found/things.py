"""Things under way while rows are read, and where the cells of a row go once things are known.

A Thing becomes a Record when all rows are read. Placing puts attributes, statuses, costs and values
on the things of a row; what has no property of its own becomes a note with its heading.
"""

from dataclasses import dataclass, replace
from typing import Final

from plangraf.language import Text
from plangraf.plans.files.cleaning import list_items, tidy
from plangraf.plans.files.grids import Grid
from plangraf.plans.found import colours
from plangraf.plans.found.columns import ColumnMap
from plangraf.plans.found.found_table import Table
from plangraf.plans.records import Cell, Notes, Record
from plangraf.validation.findings import Location

ATTRIBUTES: Final = (
    "description", "purpose", "method", "responsible", "supporting", "involved", "target_group",
    "start", "deadline", "topic", "reference", "work_category",
)  # fmt: skip
REPORTS: Final = ("status", "status_date", "comment", "reason", "mitigation")
VALUES: Final = ("target", "baseline", "target_year", "unit")
_NOTED: Final = (
    "follow_up", "outcome", "priority", "sub_area", "recipient", "plan", "data_source", "funding",
)  # fmt: skip


_NOTE_OF: Final = {"focus_area": "description", "need": "scope_note"}


@dataclass
class Thing:
    """A record under way."""

    kind: str
    key: str
    fields: dict[str, list[Cell]]
    location: Location


def add(thing: Thing, name: str, cell: Cell) -> None:
    """Add a cell to a field, once."""
    cells = thing.fields.setdefault(name, [])
    if all(other.text != cell.text for other in cells):
        cells.append(cell)


def _fits(kind: str, name: str) -> bool:
    """Say whether things of a kind have an attribute of that name."""
    if kind in ("activity", "sub_activity"):
        return True
    shared = (
        ("target_group", "topic") if kind == "need" else ("target_group", "topic", "description")
    )
    return kind in ("goal", "need", "focus_area") and name in shared


class Placing:
    """What places the cells of one table's rows; `plangraf.plans.found.rows` fills its fields."""

    table: Table
    grid: Grid
    notes: Notes
    fields: set[str | None]
    current: dict[str, Thing]
    things: dict[str, Thing]
    extras: list[Record]
    legend: dict[str, str]
    coloured: int | None
    by_colour: int
    columns: list[ColumnMap]

    # --- where it goes -----------------------------------------------------------------------

    def number(self, cells: dict[str, list[Cell]]) -> None:
        """Give a number to the thing it belongs to."""
        for cell in cells.pop("number", []):
            of = str(cell.value)
            thing = self.current.get(of)
            if of == "indicator":
                thing = next((t for t in reversed(self.things.values()) if t.kind == of), None)
            if of == "sub_activity":
                thing = next((t for t in reversed(self.things.values()) if t.kind == of), None)
            if thing is None:
                thing = self.current.get("activity") or self.current.get("goal")
            if thing is None:
                self.notes.leave(
                    "number-alone",
                    cell.text,
                    Text("numret hör inte till något", "the number belongs to nothing"),
                    cell.location,
                )
            elif "number" not in thing.fields:
                thing.fields["number"] = [cell]
            elif thing.fields["number"][0].text != cell.text:
                self.note(thing, "number", cell)

    def attributes(self, main: list[Thing], cells: dict[str, list[Cell]], action: bool) -> None:
        """Put attributes on the row's things; what does not fit them becomes a note."""
        marks = cells.pop("mark", [])
        for mark in marks:
            cell = mark
            if cell.value == "mark-text":
                when, _, words = cell.text.partition(": ")
                cells.setdefault("note", []).append(cell.with_text(words))
                cell = cell.with_text(when)
            cells.setdefault("deadline", []).append(cell)
        if "frequency" in cells:
            cells.setdefault("deadline", []).extend(cells.pop("frequency"))
        for name in ATTRIBUTES:
            for cell in cells.pop(name, []):
                for thing in main:
                    if _fits(thing.kind, name):
                        add(thing, name, cell)
                    else:
                        self.note(thing, name, cell)

    def reports(self, main: list[Thing], cells: dict[str, list[Cell]], row: int) -> None:
        """Make status reports of the row's status, by words or by colour."""
        status = cells.pop("status", [])
        if not status and self.coloured is not None:
            box = self.grid.seen(row, self.coloured)
            level = colours.level_of(box.fill if box else None, self.legend)
            if level is not None:
                self.by_colour += 1
                location = replace(
                    self.grid.location(row, self.coloured),
                    excerpt=f"färg #{box.fill if box else ''}",
                )
                status = [
                    Cell(colours.LEVELS[level], location, ("colour", box.fill if box else ""))
                ]
        status = [replace(cell, text=colours.spelt(cell.text, self.legend)) for cell in status]
        rest = {name: cells.pop(name, []) for name in REPORTS[1:]}
        for number, cell in enumerate(status):
            fields: dict[str, tuple[Cell, ...]] = {"raw": (cell,)}
            dated = isinstance(cell.value, tuple) and cell.value[0] == "date"
            if dated and isinstance(cell.value, tuple):
                fields["date"] = (cell.with_text(str(cell.value[1])),)
                for other in rest["status_date"] if not number else ():
                    self.note(main[0], "status_date", other)
            elif rest["status_date"]:
                fields["date"] = (rest["status_date"][min(number, len(rest["status_date"]) - 1)],)
            if number == len(status) - 1:
                reasons = (*rest["reason"], *rest["comment"])
                if reasons:
                    fields["reason"] = reasons
                if rest["mitigation"]:
                    fields["mitigation"] = tuple(rest["mitigation"])
            for thing in main:
                here = fields if thing.kind in ("activity", "sub_activity", "goal") else None
                if here is None:
                    for name, kept in fields.items():
                        for one in kept:
                            self.note(thing, "status" if name == "raw" else name, one)
                else:
                    self.extra("status", thing, cell, here)
        if not status:
            for name in ("status_date", "reason", "comment", "mitigation"):
                for cell in rest[name]:
                    for thing in main[:1]:
                        self.note(thing, name, cell)

    def costs(self, main: list[Thing], cells: dict[str, list[Cell]]) -> None:
        """Make costs of the row's amounts."""
        costs = cells.pop("cost", [])
        years = cells.pop("cost_year", [])
        funding = cells.pop("funding", [])
        for cell in costs:
            for thing in main[:1]:
                fields: dict[str, tuple[Cell, ...]] = {"raw": (cell,)}
                if isinstance(cell.value, tuple) and cell.value[0] == "year":
                    fields["period"] = (cell.with_text(str(cell.value[1])),)
                elif years:
                    fields["period"] = (years[0],)
                if funding:
                    fields["note"] = tuple(funding)
                if thing.kind in ("activity", "sub_activity"):
                    self.extra("cost", thing, cell, fields)
                else:
                    for one in (cell, *funding):
                        self.note(thing, "cost", one)
        if not costs:
            cells.setdefault("funding", []).extend(funding)
            for cell in years:
                self.note(main[0], "cost_year", cell)
        if not cells.get("funding"):
            cells.pop("funding", None)

    def measured(self, of: list[Thing], cells: dict[str, list[Cell]]) -> None:
        """Make target values and baselines of the row's values."""
        years, units = cells.pop("target_year", []), cells.pop("unit", [])
        for role in ("target", "baseline"):
            for cell in cells.pop(role, []):
                lines = list_items(cell.text)
                spread = len(of) > 1 and len(lines) == len(of)
                if len(of) > 1 and not spread:
                    self.notes.warn(
                        "value-of-several",
                        Text(
                            "Flera indikatorer men ett värde: det läggs på den första.",
                            "Several indicators but one value: it goes to the first.",
                        ),
                        cell.location,
                    )
                for number, thing in enumerate(of if spread else of[:1]):
                    fields: dict[str, tuple[Cell, ...]] = {
                        "raw": (
                            Cell(lines[number], cell.location, cell.value) if spread else cell,
                        ),
                        "role": (cell.with_text(role),),
                    }
                    dated = cell.value if isinstance(cell.value, tuple) else ("", "", "")
                    unit = str(dated[2]) if len(dated) > 2 else ""
                    if dated[0] == "date" and dated[1]:
                        fields["year"] = (cell.with_text(str(dated[1])),)
                    elif years and role == "target":
                        fields["year"] = (years[0],)
                    if units or unit:
                        fields["unit"] = (units[0],) if units else (cell.with_text(unit),)
                    if role == "baseline" and thing.kind in ("activity", "sub_activity"):
                        self.note(thing, role, cell)
                    else:
                        self.extra("value", thing, cell, fields)
                if not of:
                    self.notes.leave(
                        role,
                        cell.text,
                        Text("värdet hör inte till något", "the value belongs to nothing"),
                        cell.location,
                    )
        for name, left in (("target_year", years), ("unit", units)):
            if not any(
                r.kind == "value"
                and r.location.line == c.location.line
                and (name == "unit" or r.text("role") == "target")
                for r in self.extras
                for c in left
            ):
                for cell in left:
                    if of:
                        self.note(of[0], name, cell)

    def noted(self, main: list[Thing], cells: dict[str, list[Cell]]) -> None:
        """Note whatever is left of the row."""
        for name, left in cells.items():
            for cell in left:
                self.note(main[0], name, cell)

    # --- small things ------------------------------------------------------------------------

    def extra(
        self, kind: str, thing: Thing, cell: Cell, fields: dict[str, tuple[Cell, ...]]
    ) -> None:
        """Add a record that belongs to a thing."""
        self.extras.append(
            Record(kind, {"of": (cell.with_text(thing.key),), **fields}, cell.location)
        )

    def note(self, thing: Thing, name: str, cell: Cell) -> None:
        """Keep a cell that has no property of its own as a note that says its heading."""
        column = cell.location.column or 0
        heading = " ".join(self.table.headings.get(column, name).split())
        words = tidy(cell.text)
        text = words if name == "note" and not heading else f"{heading}: {words}"
        add(thing, _NOTE_OF.get(thing.kind, "note"), cell.with_text(text))

    def lost(self, cells: dict[str, list[Cell]]) -> None:
        """List the cells of a row that is about nothing."""
        for name, left in cells.items():
            for cell in left:
                self.notes.leave(
                    "row-without-thing",
                    cell.text,
                    Text(
                        f"raden har varken mål, aktivitet eller indikator ({name})",
                        f"the row has neither goal, activity nor indicator ({name})",
                    ),
                    cell.location,
                )

    def unmapped(self, row: int) -> None:
        """List the cells of a row that stand in unknown columns."""
        mapped = {c.column: c for c in self.columns}
        for column in self.grid.filled(row):
            known = mapped.get(column)
            if known is not None and known.field and known.field != "ignore":
                continue
            ignored = known is not None and known.field == "ignore"
            reason = (
                Text("kolumnen är bortvald i mappningen", "the mapping leaves the column out")
                if ignored
                else Text("kolumnens rubrik är okänd", "the column's heading is unknown")
            )
            cell = self.grid.cell(row, column)
            self.notes.leave("ignored" if ignored else "unmapped", cell.text, reason, cell.location)
