"""A file → a Reading: chooses the reader by what the file is, then form or tables by content.

The one door for plans in workbooks, text tables and YAML. A workbook whose sheets are the form's is
read as the form; any other is searched for tables, whose columns are proposed, corrected by a given
mapping, and read. What stands outside tables, in hidden sheets or unknown columns is listed.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Final

from plangraf.errors import LimitReached, UnreadableInput
from plangraf.language import Text
from plangraf.plans.form_reading import (
    ABOUT,
    COMPLETE,
    HELP,
    is_form_table,
    kind_of_sheet,
    read_about,
    read_form_sheet,
    read_form_table,
    read_yaml,
)
from plangraf.plans.grids import Grid, column_letters
from plangraf.plans.headers import propose
from plangraf.plans.layout import Table, find_tables
from plangraf.plans.lookups import Lookups, folded
from plangraf.plans.mapping import TableMapping, corrected
from plangraf.plans.readings import Reading, TableRead, source_of
from plangraf.plans.records import Notes
from plangraf.plans.rows import Rows
from plangraf.plans.tables import read_table
from plangraf.plans.workbook import read_workbook

SUFFIXES: Final = (".xlsx", ".csv", ".tsv", ".txt", ".yaml", ".yml")
MOST_BYTES: Final = 20_000_000
_LEFT: Final = {
    "sum": Text("summarad", "sum row"),
    "note": Text("anmärkning under tabellen", "note below the table"),
    "repeated-header": Text("upprepad rubrikrad", "repeated heading"),
}


def read_plan_file(
    path: Path, root: Path, mapping: Sequence[TableMapping] = (), *, most_bytes: int = MOST_BYTES
) -> Reading:
    """Read a file; raises UnreadableInput or LimitReached with one sentence."""
    try:
        size = path.stat().st_size
        if path.is_dir() or size > most_bytes:
            raise _refused(path, size, most_bytes)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(
            Text(
                f"Filen kan inte öppnas: {error.strerror}.",
                f"It cannot be opened: {error.strerror}.",
            ),
            place=str(path),
        ) from None
    return parse_plan(data, path.name, root, mapping)


def _refused(path: Path, size: int, most: int) -> UnreadableInput | LimitReached:
    if path.is_dir():
        return UnreadableInput(
            Text("Det är en mapp, ingen fil.", "It is a folder, not a file."), place=str(path)
        )
    return LimitReached(
        Text(
            f"Filen är {size / 1e6:.0f} MB; gränsen är {most / 1e6:.0f} MB.",
            f"The file is {size / 1e6:.0f} MB; the limit is {most / 1e6:.0f} MB.",
        ),
        place=str(path),
        remedy=Text(
            "Dela den eller spara bara planens blad.", "Split it, or save the plan's sheets only."
        ),
    )


def parse_plan(data: bytes, name: str, root: Path, mapping: Sequence[TableMapping] = ()) -> Reading:
    """Read bytes as what their name says they are, checked against what they really are."""
    suffix = PurePath(name).suffix.lower()
    notes = Notes()
    if not data.strip(b"\0 \r\n\t"):
        raise UnreadableInput(Text("Filen är tom.", "The file is empty."), place=name)
    workbook = data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    if suffix in (".yaml", ".yml"):
        records, complete = read_yaml(data, name, notes)
        return Reading(source_of(data, name), records, notes, form=True, complete=complete)
    if suffix in (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".xltm"):
        return _workbook(data, name, root, mapping, notes)
    if workbook:
        raise UnreadableInput(
            Text(
                f"Filen heter {suffix or 'ingenting'} men är en arbetsbok eller zip-fil.",
                f"The file is called {suffix or 'nothing'} but is a workbook or zip file.",
            ),
            place=name,
            remedy=Text(
                "Rätta ändelsen till .xlsx om det är en arbetsbok.",
                "Name it .xlsx if it is a workbook.",
            ),
        )
    if suffix not in SUFFIXES:
        raise UnreadableInput(
            Text("Filens format är okänt.", "The file's format is unknown."),
            place=name,
            remedy=Text(
                f"Använd någon av {' '.join(SUFFIXES)}.", f"Use one of {' '.join(SUFFIXES)}."
            ),
        )
    grid = read_table(data, name, notes)
    if is_form_table(grid):
        records, complete = read_form_table(grid, notes)
        return Reading(source_of(data, name), records, notes, form=True, complete=complete)
    return _tables([grid], data, name, root, mapping, notes)


def _workbook(
    data: bytes, name: str, root: Path, mapping: Sequence[TableMapping], notes: Notes
) -> Reading:
    grids = read_workbook(data, name)
    forms = [(grid, kind) for grid in grids if (kind := kind_of_sheet(grid)) is not None]
    if not any(kind.key == "plan" for _, kind in forms):
        return _tables(grids, data, name, root, mapping, notes)
    about = next((read_about(g) for g in grids if folded(g.sheet or "") in ABOUT), {})
    complete = any(folded(v) == COMPLETE for v in about.values())
    records = [record for grid, kind in forms for record in read_form_sheet(grid, kind, notes)]
    known = {id(grid) for grid, _ in forms}
    for grid in grids:
        if id(grid) not in known and folded(grid.sheet or "") not in ABOUT + HELP:
            _leave_sheet(
                grid,
                notes,
                "sheet",
                Text("bladet finns inte i formuläret", "the form has no such sheet"),
            )
    modified = next((g.modified for g in grids), "")
    return Reading(source_of(data, name, modified), records, notes, form=True, complete=complete)


def _tables(
    grids: list[Grid],
    data: bytes,
    name: str,
    root: Path,
    mapping: Sequence[TableMapping],
    notes: Notes,
) -> Reading:
    register = Lookups(root).register
    rows = Rows(notes)
    read: list[TableRead] = []
    titles: list[str] = []
    for grid in grids:
        if grid.hidden:
            _hidden(grid, notes)
            continue
        tables, loose = find_tables(grid)
        for row in loose if tables else []:
            _leave_row(
                grid,
                row,
                notes,
                "after-table",
                Text("raden hör inte till någon tabell", "the row is in no table"),
            )
        for table in tables:
            titles += [t for row in table.titles for t in _leave_titles(grid, row, notes)]
            columns = corrected(propose(table, register), mapping, grid.sheet or "", table.header)
            _tell_columns(table, columns, notes)
            _tell_hidden(table, notes)
            rows.read(table, columns)
            for row, why in table.left.items():
                _leave_row(grid, row, notes, why, _LEFT[why])
            found = TableMapping(grid.sheet or "", table.header, tuple(columns))
            read.append(
                TableRead(found, len(table.rows), len(table.sections), Counter(table.left.values()))
            )
        if not tables and grid.last_row:
            texts = [grid.text(r, c) for r in grid.rows() for c in grid.filled(r)]
            if len(texts) < 12:
                titles += texts[:3]
            _leave_sheet(
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
    modified = next((g.modified for g in grids), "")
    return Reading(source_of(data, name, modified), rows.records(), notes, read, titles=titles)


def _leave_titles(grid: Grid, row: int, notes: Notes) -> list[str]:
    texts = [grid.text(row, c) for c in grid.filled(row)]
    _leave_row(grid, row, notes, "title", Text("text ovanför tabellen", "text above the table"))
    return texts


def _leave_row(grid: Grid, row: int, notes: Notes, code: str, reason: Text) -> None:
    for column in grid.filled(row):
        notes.leave(code, grid.text(row, column), reason, grid.location(row, column))


def _leave_sheet(grid: Grid, notes: Notes, code: str, reason: Text) -> None:
    for row in grid.rows():
        _leave_row(grid, row, notes, code, reason)


def _hidden(grid: Grid, notes: Notes) -> None:
    notes.warn(
        "hidden-sheet",
        Text(
            f"Bladet ”{grid.sheet}” är dolt och läses inte. Visa det om det hör till planen.",
            f"The sheet “{grid.sheet}” is hidden and not read. Show it if it belongs to the plan.",
        ),
        grid.location(1),
    )
    _leave_sheet(grid, notes, "hidden-sheet", Text("dolt blad", "hidden sheet"))


def _tell_columns(table: Table, columns: Sequence[object], notes: Notes) -> None:
    for column in columns:
        doubt = getattr(column, "doubt", None)
        if doubt is None:
            continue
        field = getattr(column, "field", None)
        heading, letter = getattr(column, "heading", ""), getattr(column, "letter", "")
        place = table.grid.location(table.header[-1], getattr(column, "column", None))
        if field is None:
            notes.warn(
                "column-unknown",
                Text(
                    f"Kolumn {letter} ”{heading}”: {doubt.sv}; den används inte.",
                    f"Column {letter} “{heading}”: {doubt.en}; it is not used.",
                ),
                place,
            )
        else:
            notes.warn(
                "column-unsure",
                Text(
                    f"Kolumn {letter} ”{heading}” {doubt.sv} som {field}. Kontrollera.",
                    f"Column {letter} “{heading}” {doubt.en} as {field}. Check.",
                ),
                place,
            )


def _tell_hidden(table: Table, notes: Notes) -> None:
    grid = table.grid
    rows = sorted(grid.hidden_rows & set(table.rows))
    columns = sorted(c for c in grid.hidden_columns if c in table.headings)
    if rows:
        listed = ", ".join(map(str, rows[:10])) + ("…" if len(rows) > 10 else "")
        notes.warn(
            "hidden-rows",
            Text(
                f"{len(rows)} dolda rader är med i importen: {listed}.",
                f"{len(rows)} hidden rows are imported: {listed}.",
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
            grid.location(table.header[-1], columns[0]),
        )
