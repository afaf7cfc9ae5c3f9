"""Turns the rows of a table into Records: one row may hold an area, a goal, an activity, indicators.

What stands in a blank cell of an area, goal or need is what stood above it; a row without an
activity of its own goes on with the one above. Every cell ends in a record or in the list of what
is not used, with the reason. Cells are not interpreted here but for what tells things apart.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from plangraf.language import Text
from plangraf.plans import colours
from plangraf.plans.cleaning import bulleted_lines, list_items, tidy
from plangraf.plans.dates import read_period
from plangraf.plans.headers import ColumnMap
from plangraf.plans.layout import Table
from plangraf.plans.records import Cell, Notes, Record
from plangraf.plans.wording import identifier, numbered
from plangraf.validation.findings import Location

ATTRIBUTES: Final = (
    "description", "purpose", "method", "responsible", "supporting", "involved", "target_group",
    "start", "deadline", "topic", "reference", "work_category",
)  # fmt: skip
_REPORTS: Final = ("status", "status_date", "comment", "reason", "mitigation")
_VALUES: Final = ("target", "baseline", "target_year", "unit")
_NOTED: Final = (
    "follow_up",
    "outcome",
    "priority",
    "sub_area",
    "recipient",
    "plan",
    "data_source",
    "funding",
)
_CROSS: Final = re.compile(r"(?i)[x✓✔×•●1]|ja|yes|\*")


@dataclass
class _Thing:
    """A record under way."""

    kind: str
    key: str
    fields: dict[str, list[Cell]]
    location: Location


@dataclass
class Rows:
    """Reads tables one after another; things named again in a later table are the same things."""

    notes: Notes
    things: dict[str, _Thing] = field(default_factory=dict)
    known: dict[tuple[str, ...], str] = field(default_factory=dict)
    extra: list[Record] = field(default_factory=list)
    used_rows: int = 0

    def records(self) -> list[Record]:
        """Return everything read, in the order in which it stood."""
        made = [
            Record(t.kind, {k: tuple(v) for k, v in t.fields.items()}, t.location)
            for t in self.things.values()
        ]
        return made + self.extra

    def read(self, table: Table, columns: list[ColumnMap]) -> None:
        """Read one table with its mapping."""
        _Reading(self, table, columns).run()

    def thing(self, kind: str, identity: tuple[str, ...], cell: Cell) -> tuple[_Thing, bool]:
        """Return the thing of that identity, and whether it is new."""
        key = self.known.get((kind, *identity))
        if key is not None:
            return self.things[key], False
        made = self.new(kind, cell)
        self.known[kind, *identity] = made.key
        return made, True

    def new(self, kind: str, cell: Cell) -> _Thing:
        """Begin a thing."""
        key = f"#{kind}-{sum(t.kind == kind for t in self.things.values()) + 1}"
        made = _Thing(kind, key, {"key": [cell.with_text(key)]}, cell.location)
        self.things[key] = made
        return made


class _Reading:
    """One table being read."""

    def __init__(self, rows: Rows, table: Table, columns: list[ColumnMap]):
        self.rows, self.table, self.columns = rows, table, columns
        self.grid, self.notes = table.grid, rows.notes
        self.fields = {c.field for c in columns if c.field}
        self.current: dict[str, _Thing] = {}
        self.section: dict[str, Cell] = {}
        self.before: dict[int, str] = {}
        self.legend = colours.legend(table.grid, set(table.rows))
        named = next((c.column for c in columns if c.field == "status"), None)
        self.coloured = colours.column_of_status(table, self.legend, named)
        self.by_colour = 0

    def run(self) -> None:
        """Read every row, sections at their place."""
        for row in sorted([*self.table.rows, *self.table.sections]):
            if row in self.table.sections:
                self._section(row)
            else:
                self._row(row)
        if self.by_colour:
            self.notes.warn(
                "status-by-colour",
                Text(
                    f"{self.by_colour} lägen är lästa ur cellernas färg. Kontrollera vad färgerna betyder.",
                    f"{self.by_colour} statuses were read from cell colours. Check what they mean.",
                ),
                self.grid.location(self.table.header[0], self.coloured),
            )

    def _section(self, row: int) -> None:
        level, _ = self.table.sections[row]
        column = self.grid.filled(row)[0]
        cell = self.grid.cell(row, column)
        if level == "group":
            self.section["group"] = cell.with_text(numbered(cell.text)[1])
        elif level == "goal":
            self._begin("goal", cell)
        else:
            self._begin("focus_area", cell)

    def _row(self, row: int) -> None:
        cells = self._cells(row)
        self._unmapped(row)
        if not any(cells.values()):
            return
        self.rows.used_rows += 1
        for entity in ("focus_area", "parent_goal", "goal", "need"):
            for cell in cells.pop(entity, [])[:1]:
                self._begin(entity, cell)
        actions = self._actions(row, cells)
        indicators = self._indicators(cells)
        self._number(cells)
        main = actions or indicators
        if not main:
            goal = self.current.get("goal") or self.current.get("parent_goal")
            lone = goal or self.current.get("need") or self.current.get("focus_area")
            main = [lone] if lone else []
        if not main:
            self._lost(cells)
            return
        self._attributes(main, cells, bool(actions))
        self._reports(main, cells, row)
        self._costs(main, cells)
        self._measured(indicators or self._of_row(actions), cells)
        self._noted(main, cells)

    # --- what stands in a row ----------------------------------------------------------------

    def _cells(self, row: int) -> dict[str, list[Cell]]:
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
        if name == "cost" and column.date and not re.search(r"(?:19|20)\d\d\)?\s*$", text):
            return [Cell(text, cell.location, ("year", column.date))]
        if name in ("deadline", "start") and column.date and read_period(text) is None:
            dated = read_period(text, int(column.date[:4]))
            if dated is not None and dated.edtf:
                return [cell.with_text(f"{text} {column.date[:4]}")]
        if name in ("target", "baseline", "status") and column.date:
            return [Cell(text, cell.location, ("date", column.date, column.unit))]
        if name in ("target", "baseline") and column.unit:
            return [Cell(text, cell.location, ("date", "", column.unit))]
        return [Cell(text, cell.location, cell.value)]

    def _begin(self, entity: str, cell: Cell) -> _Thing:
        """Make a thing the current one of its level; what stood below it is over."""
        kind = "goal" if entity == "parent_goal" else entity
        number, text = numbered(cell.text)
        area = self.current.get("focus_area")
        group = self.section["group"].text if "group" in self.section else ""
        identity = (tidy(text).lower(),)
        if kind == "goal":
            identity = (area.key if area else "", group, number, *identity)
        thing, new = self.rows.thing(kind, identity, cell)
        if self.current.get(entity) is not thing:
            order = ("focus_area", "parent_goal", "goal", "activity")
            for lower in order[order.index(entity) + 1 :] if entity in order else ():
                if not (entity == "parent_goal" and lower == "activity"):
                    self.current.pop(lower, None)
        self.current[entity] = thing
        if new:
            thing.fields["text"] = [cell.with_text(text)]
            if number:
                thing.fields["number"] = [cell.with_text(number)]
            if kind == "goal" and area:
                thing.fields["area"] = [cell.with_text(area.key)]
            if kind == "goal" and group:
                thing.fields["target_group"] = [self.section["group"]]
            parent = self.current.get("parent_goal")
            if entity == "goal" and parent:
                thing.fields["parent"] = [cell.with_text(parent.key)]
        need = self.current.get("need")
        goal = self.current.get("goal")
        if entity in ("need", "goal") and need and goal:
            _add(goal, "need", cell.with_text(need.key))
        return thing

    def _actions(self, row: int, cells: dict[str, list[Cell]]) -> list[_Thing]:
        made: list[_Thing] = []
        for cell in cells.pop("activity", []):
            head, items = bulleted_lines(cell.text)
            for text in [head] if head else items:
                made.append(self._action("activity", cell.with_text(text)))
            if head and items:
                for item in items:
                    self._action("sub_activity", cell.with_text(item))
        for cell in cells.pop("sub_activity", []):
            if made or "activity" in self.current:
                made = [
                    self._action("sub_activity", cell.with_text(t)) for t in list_items(cell.text)
                ]
            else:
                made.append(self._action("activity", cell))
        if made:
            return made
        going_on = self.current.get("activity")
        about_action = any(f in cells for f in ATTRIBUTES + _REPORTS + ("cost", "mark"))
        if going_on and about_action and "activity" in self.fields:
            self.notes.note(
                "continued",
                Text(
                    "Raden har ingen egen aktivitet och läses som fortsättning på den ovanför.",
                    "The row has no activity of its own and continues the one above.",
                ),
                self.grid.location(row),
            )
            return [going_on]
        return []

    def _action(self, kind: str, cell: Cell) -> _Thing:
        thing = self.rows.new(kind, cell)
        number, text = numbered(cell.text)
        thing.fields["text"] = [cell.with_text(text)]
        if number:
            thing.fields["number"] = [cell.with_text(number)]
        if kind == "sub_activity":
            thing.fields["activity"] = [cell.with_text(self.current["activity"].key)]
            return thing
        self.current["activity"] = thing
        goal = self.current.get("goal") or self.current.get("parent_goal")
        area = self.current.get("focus_area")
        if goal:
            thing.fields["goal"] = [cell.with_text(goal.key)]
        if area:
            thing.fields["area"] = [cell.with_text(area.key)]
        return thing

    def _indicators(self, cells: dict[str, list[Cell]]) -> list[_Thing]:
        made = []
        goal = self.current.get("goal") or self.current.get("parent_goal")
        for cell in cells.pop("indicator", []):
            for text in _split_indicators(cell.text):
                number, wording = numbered(text)
                identity = tidy(wording).lower()
                if re.fullmatch(r"[-–—?]+|n/?a|saknas|ingen", identity):
                    self.notes.leave(
                        "no-indicator", text, Text("ingen indikator", "no indicator"), cell.location
                    )
                    continue
                thing, new = self.rows.thing("indicator", (identity,), cell)
                if new:
                    thing.fields["text"] = [cell.with_text(wording)]
                    if number:
                        thing.fields["number"] = [cell.with_text(number)]
                if goal:
                    _add(goal, "indicator", cell.with_text(thing.key))
                for name in ("measurement_type", "scope"):
                    for value in cells.get(name, []):
                        _add(thing, name, value)
                made.append(thing)
        if made:
            cells.pop("measurement_type", None)
            cells.pop("scope", None)
        return made

    def _of_row(self, actions: list[_Thing]) -> list[_Thing]:
        """What a target belongs to where the row has no indicator: its activity, else its goal."""
        if actions and "activity" in self.fields:
            return actions[:1]
        goal = self.current.get("goal") or self.current.get("parent_goal")
        return [goal] if goal else actions[:1]

    # --- where it goes -----------------------------------------------------------------------

    def _number(self, cells: dict[str, list[Cell]]) -> None:
        for cell in cells.pop("number", []):
            of = str(cell.value)
            thing = self.current.get(of)
            if of == "indicator":
                thing = next((t for t in reversed(self.rows.things.values()) if t.kind == of), None)
            if of == "sub_activity":
                thing = next((t for t in reversed(self.rows.things.values()) if t.kind == of), None)
            if thing is None:
                thing = self.current.get("activity") or self.current.get("goal")
            if thing is None:
                self.notes.leave(
                    "number-alone",
                    cell.text,
                    Text("numret hör till inget", "a number of nothing"),
                    cell.location,
                )
            elif "number" not in thing.fields:
                thing.fields["number"] = [cell]
            elif thing.fields["number"][0].text != cell.text:
                self._note(thing, "number", cell)

    def _attributes(self, main: list[_Thing], cells: dict[str, list[Cell]], action: bool) -> None:
        marks = cells.pop("mark", [])
        for cell in marks:
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
                    fits = thing.kind in ("activity", "sub_activity")
                    if fits or (
                        name in ("target_group", "topic", "description")
                        and thing.kind in ("goal", "need", "focus_area")
                    ):
                        if not (name == "description" and thing.kind in ("need",)):
                            _add(thing, name, cell)
                            continue
                    self._note(thing, name, cell)

    def _reports(self, main: list[_Thing], cells: dict[str, list[Cell]], row: int) -> None:
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
        rest = {name: cells.pop(name, []) for name in _REPORTS[1:]}
        for number, cell in enumerate(status):
            fields: dict[str, tuple[Cell, ...]] = {"raw": (cell,)}
            dated = isinstance(cell.value, tuple) and cell.value[0] == "date"
            if dated and isinstance(cell.value, tuple):
                fields["date"] = (cell.with_text(str(cell.value[1])),)
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
                    self._note(thing, "status", cell)
                else:
                    self.extra("status", thing, cell, here)
        if not status:
            for name in ("status_date", "reason", "comment", "mitigation"):
                for cell in rest[name]:
                    for thing in main[:1]:
                        self._note(thing, name, cell)

    def _costs(self, main: list[_Thing], cells: dict[str, list[Cell]]) -> None:
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
                    self._note(thing, "cost", cell)
        if not costs:
            cells.setdefault("funding", []).extend(funding)
            for cell in years:
                self._note(main[0], "cost_year", cell)
        if not cells.get("funding"):
            cells.pop("funding", None)

    def _measured(self, of: list[_Thing], cells: dict[str, list[Cell]]) -> None:
        years, units = cells.pop("target_year", []), cells.pop("unit", [])
        for role in ("target", "baseline"):
            for cell in cells.pop(role, []):
                lines = list_items(cell.text)
                spread = len(of) > 1 and len(lines) == len(of)
                if len(of) > 1 and not spread:
                    self.notes.warn(
                        "value-of-several",
                        Text(
                            "Flera indikatorer står i cellen men värdet är ett: det läggs på den första.",
                            "Several indicators stand in the cell but one value: it goes to the first.",
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
                        self._note(thing, role, cell)
                    else:
                        self.extra("value", thing, cell, fields)
                if not of:
                    self.notes.leave(
                        role,
                        cell.text,
                        Text("värdet hör till inget", "a value of nothing"),
                        cell.location,
                    )
        for name, left in (("target_year", years), ("unit", units)):
            if not any(
                r.kind == "value" and r.location.line == c.location.line
                for r in self.rows.extra
                for c in left
            ):
                for cell in left:
                    if of:
                        self._note(of[0], name, cell)

    def _noted(self, main: list[_Thing], cells: dict[str, list[Cell]]) -> None:
        for name, left in cells.items():
            for cell in left:
                self._note(main[0], name, cell)

    # --- small things ------------------------------------------------------------------------

    def extra(
        self, kind: str, thing: _Thing, cell: Cell, fields: dict[str, tuple[Cell, ...]]
    ) -> None:
        """Add a record that belongs to a thing."""
        self.rows.extra.append(
            Record(kind, {"of": (cell.with_text(thing.key),), **fields}, cell.location)
        )

    def _note(self, thing: _Thing, name: str, cell: Cell) -> None:
        """Keep a cell that has no property of its own as a note that says its heading."""
        column = cell.location.column or 0
        heading = " ".join(self.table.headings.get(column, name).split())
        words = tidy(cell.text)
        text = words if name == "note" and not heading else f"{heading}: {words}"
        _add(thing, "note", cell.with_text(text))

    def _lost(self, cells: dict[str, list[Cell]]) -> None:
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

    def _unmapped(self, row: int) -> None:
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


def _add(thing: _Thing, name: str, cell: Cell) -> None:
    cells = thing.fields.setdefault(name, [])
    if all(other.text != cell.text for other in cells):
        cells.append(cell)


def _split_indicators(text: str) -> Iterable[str]:
    items = list_items(text)
    if len(items) == 1 and ";" in text:
        items = [part.strip() for part in text.split(";") if part.strip()]
    joined: list[str] = []
    for item in items:
        if joined and (
            item[:1].islower() or re.search(r"(?:[,-]| och| i| av| som| med| för)$", joined[-1])
        ):
            joined[-1] = f"{joined[-1]} {item}"
        else:
            joined.append(item)
    return joined
