"""Turns the rows of a table into Records: a row may hold an area, a goal, an activity, indicators.

What stands in a blank cell of an area, goal or need is what stood above it; a row without an
activity of its own goes on with the one above. Every cell ends in a record or in the list of what
is not used, with the reason. Cells are not interpreted here but for what tells things apart.
"""

from dataclasses import dataclass, field

from plangraf.language import Text
from plangraf.plans.cells.cell_lines import separate_lines
from plangraf.plans.cells.wording import numbered
from plangraf.plans.files.cleaning import bulleted_lines, list_items, tidy
from plangraf.plans.found import colours
from plangraf.plans.found.columns import ColumnMap
from plangraf.plans.found.found_table import Table
from plangraf.plans.found.row_cells import RowCells
from plangraf.plans.found.row_indicators import RowIndicators
from plangraf.plans.found.row_words import NAMED, SECTION
from plangraf.plans.found.things import ATTRIBUTES, REPORTS, Placing, Thing, add
from plangraf.plans.records import Cell, Notes, Record


@dataclass
class Rows:
    """Reads tables one after another; things named again in a later table are the same things."""

    notes: Notes
    things: dict[str, Thing] = field(default_factory=dict)
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

    def thing(self, kind: str, identity: tuple[str, ...], cell: Cell) -> tuple[Thing, bool]:
        """Return the thing of that identity, and whether it is new."""
        key = self.known.get((kind, *identity))
        if key is not None:
            return self.things[key], False
        made = self.new(kind, cell)
        self.known[kind, *identity] = made.key
        return made, True

    def new(self, kind: str, cell: Cell) -> Thing:
        """Begin a thing."""
        key = f"#{kind}-{sum(t.kind == kind for t in self.things.values()) + 1}"
        made = Thing(kind, key, {"key": [cell.with_text(key)]}, cell.location)
        self.things[key] = made
        return made


class _Reading(Placing):
    """One table being read."""

    def __init__(self, rows: Rows, table: Table, columns: list[ColumnMap]):
        self.rows, self.table, self.columns = rows, table, columns
        self.grid, self.notes = table.grid, rows.notes
        self.things, self.extras = rows.things, rows.extra
        self.fields: set[str | None] = {c.field for c in columns if c.field}
        self.current: dict[str, Thing] = {}
        self.section: dict[str, Cell] = {}
        self.row_cells = RowCells(table.grid, columns, rows.notes, table.year)
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
                    (
                        f"{self.by_colour} lägen är lästa ur cellernas färg. Kontrollera vad "
                        f"färgerna betyder."
                    ),
                    f"{self.by_colour} statuses were read from cell colours. Check what they mean.",
                ),
                self.grid.location(self.table.top, self.coloured),
            )

    def _section(self, row: int) -> None:
        level, column = self.table.sections[row]
        cell = self.grid.cell(row, column)
        if level == "group":
            self.section["group"] = cell.with_text(numbered(cell.text)[1])
        elif level == "goal":
            self._begin("goal", cell)
        else:
            self._begin("focus_area", cell)

    def _row(self, row: int) -> None:
        cells = self.row_cells.read(row)
        self.unmapped(row)
        if not any(cells.values()) or self._sum_alone(cells):
            return
        self.rows.used_rows += 1
        self._named_above(cells)
        alone = [c for name, left in cells.items() for c in left if left]
        if len(alone) == 1 and cells.get("activity") and len(self.columns) > 2:
            told = Text(
                "Raden har bara en text och läses som en aktivitet. Är den en rubrik för raderna "
                "under: gör den fet, eller skriv den i en egen kolumn.",
                "The row has one text only and is read as an activity. If it heads the rows below: "
                "make it bold, or write it in a column of its own.",
            )
            self.notes.note("row-of-one-text", told, alone[0].location)
        for entity in ("focus_area", "parent_goal", "goal", "need"):
            above: Thing | None = None
            for cell in cells.pop(entity, []):
                thing = self._begin(entity, cell)
                if above is not None and entity == "parent_goal":
                    thing.fields.setdefault("parent", [cell.with_text(above.key)])
                above = thing
        actions = self._actions(row, cells)
        goal = self.current.get("goal") or self.current.get("parent_goal")
        indicators = RowIndicators(self.rows.thing, self.notes, goal).read(cells)
        self.number(cells)
        main = actions or indicators
        if not main:
            goal = self.current.get("goal") or self.current.get("parent_goal")
            lone = goal or self.current.get("need") or self.current.get("focus_area")
            main = [lone] if lone else []
        if not main:
            self.lost(cells)
            return
        self.attributes(main, cells, bool(actions))
        self.reports(main, cells, row)
        self.costs(main, cells)
        self.measured(indicators or self._of_row(actions), cells)
        self.noted(main, cells)

    def _named_above(self, cells: dict[str, list[Cell]]) -> None:
        """Take "Mål: …" alone in the column of what is done for the goal of the rows below."""
        for cell in cells.get("activity", []) if not cells.keys() - {"activity", "number"} else ():
            found = SECTION.match(cell.text) if NAMED.search(cell.text) else None
            level = next((n for n in ("area", "goal") if found and found[n]), None)
            if level:
                del cells["activity"]
                cells["goal" if level == "goal" else "focus_area"] = [cell]
                break

    def _sum_alone(self, cells: dict[str, list[Cell]]) -> bool:
        """Say whether a row of a table of activities holds amounts and nothing else, and list it:
        it is a sum, or belongs to a row that nothing tells.
        """
        alone = "activity" in self.fields and {name for name in cells if cells[name]} == {"cost"}
        for cell in cells["cost"] if alone else ():
            reason = Text("bara belopp på raden, som i en summa", "amounts only, as in a sum")
            self.notes.leave("amounts-alone", cell.text, reason, cell.location)
        return alone

    def _begin(self, entity: str, cell: Cell) -> Thing:
        """Make a thing the current one of its level; what stood below it is over."""
        kind = "goal" if entity == "parent_goal" else entity
        number, text = numbered(cell.text)
        area = self.current.get("focus_area")
        group = self.section["group"].text if "group" in self.section else ""
        identity: tuple[str, ...] = (tidy(text).lower(),)
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
            add(goal, "need", cell.with_text(need.key))
        return thing

    def _actions(self, row: int, cells: dict[str, list[Cell]]) -> list[Thing]:
        made: list[Thing] = []
        for cell in cells.pop("activity", []):
            head, items = bulleted_lines(cell.text)
            of, said = cell.value if isinstance(cell.value, tuple) else ("", "")
            for text in self._lines(cell) if head and not items else [head] if head else items:
                made.append(self._action("activity", cell.with_text(text)))
                if of == "group":
                    made[-1].fields["target_group"] = [cell.with_text(said)]
                elif of == "body" and not cells.get("responsible"):
                    made[-1].fields["responsible"] = [cell.with_text(said)]
                elif of == "year" and not cells.get("deadline"):
                    made[-1].fields["deadline"] = [cell.with_text(said)]
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
        about_action = any(f in cells for f in ATTRIBUTES + REPORTS + ("cost", "mark"))
        if going_on and about_action and "activity" in self.fields:
            self.notes.note(
                "continued",
                Text(
                    "Raden har ingen egen aktivitet och läses som en fortsättning på raden "
                    "ovanför.",
                    "The row has no activity of its own and is read as continuing the row above.",
                ),
                self.grid.location(row),
            )
            return [going_on]
        return []

    def _lines(self, cell: Cell) -> tuple[str, ...]:
        """Return the activities that the lines of a cell are, and say how they were taken."""
        found = separate_lines(cell.text)
        if found.doubtful and len(found.items) == 1:
            self.notes.warn(
                "lines-joined",
                Text(
                    (
                        "Raderna i cellen läses som en enda aktivitet. Är de flera: ge dem var sin "
                        "rad eller en punkt (•)."
                    ),
                    (
                        "The lines of the cell are read as one activity. If they are several: give "
                        "each a row of its own or a bullet (•)."
                    ),
                ),
                cell.location,
            )
        elif len(found.items) > 1:
            number = len(found.items)
            tell = self.notes.warn if found.doubtful else self.notes.note
            tell(
                "lines-split",
                Text(
                    f"Cellens rader läses som {number} aktiviteter; en kostnad läggs på den "
                    "första.",
                    f"The cell's lines are read as {number} activities; a cost goes to the first.",
                ),
                cell.location,
            )
        return found.items

    def _action(self, kind: str, cell: Cell) -> Thing:
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

    def _of_row(self, actions: list[Thing]) -> list[Thing]:
        """What a target belongs to where the row has no indicator: its activity, else its goal."""
        if actions and "activity" in self.fields:
            return actions[:1]
        goal = self.current.get("goal") or self.current.get("parent_goal")
        return [goal] if goal else actions[:1]
