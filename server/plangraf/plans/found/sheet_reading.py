"""Reads the sheets of a workbook, or one text table: finds tables, proposes columns, reads rows.

What stands outside tables, in hidden sheets or unknown columns is listed with its place. Hidden
sheets are read only when they are asked for; hidden rows and columns always, and told.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from plangraf.language import Text
from plangraf.plans.cells.amounts import read_number, unit_in
from plangraf.plans.files.grids import Grid, column_letters
from plangraf.plans.found.columns import ColumnMap
from plangraf.plans.found.field_names import field_name
from plangraf.plans.found.found_table import Table
from plangraf.plans.found.headers import propose
from plangraf.plans.found.layout import find_tables
from plangraf.plans.found.left_over import LEFT
from plangraf.plans.found.mapping import TableMapping, corrected
from plangraf.plans.found.rows import Rows
from plangraf.plans.found.unusual_layouts import headless, turned
from plangraf.plans.readings import Reading, Source, TableRead
from plangraf.plans.records import Notes
from plangraf.plans.registers.lookups import Lookups
from plangraf.plans.registers.register import Register


def read_sheets(
    grids: list[Grid],
    source: Source,
    root: Path,
    mapping: Sequence[TableMapping],
    notes: Notes,
    *,
    hidden: bool = False,
) -> Reading:
    """Read every sheet that is shown, with `hidden` the others too."""
    register = Lookups(root).register
    rows = Rows(notes)
    read: list[TableRead] = []
    titles: list[str] = []
    for grid in grids:
        if grid.hidden and grid.last_row:
            _tell_hidden_sheet(grid, notes, hidden)
        if grid.hidden and not hidden:
            continue
        found = _found(grid, register, notes)
        for table, proposed in found:
            titles += [t for row in table.titles for t in _leave_titles(table.grid, row, notes)]
            counted = _with_unit(table, proposed, notes)
            columns = corrected(counted, mapping, grid.sheet or "", table.header)
            _tell_columns(table, columns, notes)
            _tell_hidden(table, notes)
            rows.read(table, columns)
            for row, why in table.left.items():
                _leave_row(table.grid, row, notes, why, LEFT[why])
            map_ = TableMapping(grid.sheet or "", table.header, tuple(columns))
            left = Counter(table.left.values())
            read.append(TableRead(map_, len(table.rows), len(table.sections), left))
        if not found and grid.last_row:
            texts = [grid.text(r, c) for r in grid.rows() for c in grid.filled(r)]
            if len(texts) < 12:
                titles += texts[:3]
            leave_sheet(
                grid,
                notes,
                "no-table",
                Text("ingen tabell med kända rubriker", "no table with known headings"),
            )
    if not read:
        notes.fail(
            "no-table",
            Text(
                (
                    "Ingen tabell med kända rubriker hittades. Skriv rubriker som Mål, Aktivitet, "
                    "Ansvarig."
                ),
                (
                    "No table with known headings was found. Use headings such as Goal, Activity, "
                    "Responsible."
                ),
            ),
        )
    return Reading(source, rows.records(), notes, read, titles=titles)


def _found(grid: Grid, register: Register, notes: Notes) -> list[tuple[Table, list[ColumnMap]]]:
    """Return the tables of a sheet with what their columns seem to be."""
    side = turned(grid, notes)
    if side is not None:
        return [(side, propose(side, register))]
    tables, loose = find_tables(grid)
    if tables:
        for row in loose:
            reason = Text("raden hör inte till någon tabell", "the row is in no table")
            _leave_row(grid, row, notes, "after-table", reason)
        return [(table, propose(table, register)) for table in tables]
    tables, loose = find_tables(grid, lenient=True)
    if tables:
        return [(table, propose(table, register)) for table in tables]
    bare = headless(grid, register)
    if bare is None:
        return []
    notes.warn(
        "no-headings",
        Text(
            "Tabellen saknar rubriker; vad kolumnerna innehåller gissas utifrån cellerna. Skriv "
            "rubriker, eller "
            "rätta mappningen.",
            "The table has no headings; what its columns contain is guessed from the cells. Write "
            "headings, or correct the mapping.",
        ),
        grid.location(bare[0].top),
    )
    return [bare]


_UNIT: Final = re.compile(
    r"(?i)(?:(?:belopp|kostnad|budget|alla tal|medel|summor|siffror|anslag|bidrag|amounts)[^\d]*?"
    r"(?<!\w)|(?<!\w)(?:i|in) |[(=:] ?)(tkr|mnkr|mkr|kkr|ksek|msek|tsek|"
    r"(?:tusental|tusen|miljoner) kr(?:onor)?|sek (?:thousands?|millions?))\b"
)


def _with_unit(table: Table, columns: list[ColumnMap], notes: Notes) -> list[ColumnMap]:
    """Give amounts the unit that a line above or below the table gives to all of them."""
    around = [*table.titles, *table.left]
    for row in around:
        for column in table.grid.filled(row):
            said = _UNIT.search(table.grid.text(row, column))
            bare = [c for c in columns if c.field == "cost" and not c.unit]
            if said and bare:
                letters = ", ".join(c.letter for c in bare)
                notes.warn(
                    "amount-unit-around",
                    Text(
                        f"Belopp utan enhet i kolumn {letters} läses i {said[1]}, som det står "
                        f"här.",
                        f"Amounts without unit in column {letters} are read in {said[1]}, as said "
                        f"here.",
                    ),
                    table.grid.location(row, column),
                )
                return [replace(c, unit=said[1].lower()) if c in bare else c for c in columns]
    return [_without_unit(table, c) if c.field == "cost" and not c.unit else c for c in columns]


def _without_unit(table: Table, column: ColumnMap) -> ColumnMap:
    """Make a column of small amounts without any unit unsure: they may be thousands."""
    texts = [t for row in table.rows if (t := table.grid.text(row, column.column))]
    numbers = [n for t in texts if (n := read_number(t)) is not None and n]
    if not numbers or len(numbers) < 0.5 * len(texts) or max(numbers) >= 10_000:
        return column
    if any(unit_in(text) for text in texts):
        return column
    doubt = Text(
        "har små belopp utan enhet, lästa i kronor,", "has small amounts without unit, in SEK,"
    )
    return replace(column, certainty=min(column.certainty, 0.7), doubt=doubt)


def _tell_hidden_sheet(grid: Grid, notes: Notes, read: bool) -> None:
    if read:
        notes.warn(
            "hidden-sheet",
            Text(
                f"Bladet ”{grid.sheet}” är dolt och är med i importen.",
                f"The sheet “{grid.sheet}” is hidden and is imported.",
            ),
            grid.location(1),
        )
        return
    notes.warn(
        "hidden-sheet",
        Text(
            f"Bladet ”{grid.sheet}” är dolt och läses inte. Hör det till planen: visa det, eller "
            f"ange --hidden på kommandoraden.",
            f"The sheet “{grid.sheet}” is hidden and not read. If it belongs to the plan: show it, "
            f"or give --hidden on the command line.",
        ),
        grid.location(1),
    )
    leave_sheet(grid, notes, "hidden-sheet", Text("dolt blad", "hidden sheet"))


def _leave_titles(grid: Grid, row: int, notes: Notes) -> list[str]:
    texts = [grid.text(row, c) for c in grid.filled(row)]
    _leave_row(grid, row, notes, "title", Text("text ovanför tabellen", "text above the table"))
    return texts


def _leave_row(grid: Grid, row: int, notes: Notes, code: str, reason: Text) -> None:
    for column in grid.filled(row):
        notes.leave(code, grid.text(row, column), reason, grid.location(row, column))


def leave_sheet(grid: Grid, notes: Notes, code: str, reason: Text) -> None:
    """List every cell of a sheet as not used."""
    for row in grid.rows():
        _leave_row(grid, row, notes, code, reason)


def _tell_columns(table: Table, columns: Sequence[ColumnMap], notes: Notes) -> None:
    for column in columns:
        doubt = column.doubt
        if doubt is None:
            continue
        place = table.grid.location(table.top, column.column)
        if column.field is None:
            notes.warn(
                "column-unknown",
                Text(
                    f"Kolumn {_named(column)}: {doubt.sv}; den används inte.",
                    f"Column {_named(column)}: {doubt.en}; it is not used.",
                ),
                place,
            )
        else:
            names = Text(*(field_name(column.field, column.of, one) for one in ("sv", "en")))
            notes.warn(
                "column-unsure",
                Text(
                    f"Kolumn {_named(column)} {doubt.sv} som {names.sv}. Kontrollera.",
                    f"Column {_named(column)} {doubt.en} as {names.en}. Check.",
                ),
                place,
            )


def _named(column: ColumnMap) -> str:
    return f"{column.letter} ”{column.heading}”" if column.heading else column.letter


def _tell_hidden(table: Table, notes: Notes) -> None:
    grid = table.grid
    rows = sorted(grid.hidden_rows & set(table.rows))
    columns = sorted(c for c in grid.hidden_columns if c in table.headings)
    if rows:
        listed = ", ".join(map(str, rows[:10])) + ("…" if len(rows) > 10 else "")
        notes.warn(
            "hidden-rows",
            Text(
                f"Dolda rader är med i importen: {listed}.",
                f"Hidden rows are imported: {listed}.",
            ),
            grid.location(rows[0]),
        )
    if columns:
        listed = ", ".join(column_letters(c) for c in columns)
        notes.warn(
            "hidden-columns",
            Text(
                f"Dolda kolumner är med i importen: {listed}.",
                f"Hidden columns are imported: {listed}.",
            ),
            grid.location(table.top, columns[0]),
        )
