"""A file → a Reading: chooses the reader by what the file is, then form or tables by content.

The one door for plans in workbooks, text tables and YAML. A workbook whose sheets are the form's is
read as the form; any other is searched for tables, whose columns are proposed, corrected by a given
mapping, and read. What stands outside tables, in hidden sheets or unknown columns is listed.
"""

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Final

from plangraf.errors import LimitReached, UnreadableInput
from plangraf.language import Text
from plangraf.plans.files.foreign_files import refuse_foreign
from plangraf.plans.files.tables import read_table
from plangraf.plans.files.workbook import read_workbook
from plangraf.plans.forms.form_reading import (
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
from plangraf.plans.found.mapping import TableMapping
from plangraf.plans.found.sheet_reading import leave_sheet, read_sheets
from plangraf.plans.readings import Reading, source_of
from plangraf.plans.records import Notes
from plangraf.plans.registers.lookups import folded

SUFFIXES: Final = (".xlsx", ".csv", ".tsv", ".txt", ".yaml", ".yml")
MOST_BYTES: Final = 20_000_000


def read_plan_file(
    path: Path,
    root: Path,
    mapping: Sequence[TableMapping] = (),
    *,
    most_bytes: int = MOST_BYTES,
    hidden: bool = False,
) -> Reading:
    """Read a file, with `hidden` its hidden sheets too; raises UnreadableInput or LimitReached."""
    try:
        size = path.stat().st_size
        if path.is_dir() or size > most_bytes:
            raise _refused(path, size, most_bytes)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(
            Text(
                f"Filen kan inte öppnas: {error.strerror}.",
                f"The file cannot be opened: {error.strerror}.",
            ),
            place=str(path),
        ) from None
    return parse_plan(data, path.name, root, mapping, hidden=hidden)


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
            "Dela den eller spara bara planens blad.", "Split it, or save only the plan's sheets."
        ),
    )


def parse_plan(
    data: bytes,
    name: str,
    root: Path,
    mapping: Sequence[TableMapping] = (),
    *,
    hidden: bool = False,
) -> Reading:
    """Read bytes as what their name says they are, checked against what they really are."""
    suffix = PurePath(name).suffix.lower()
    notes = Notes()
    if not data.strip(b"\0 \r\n\t"):
        raise UnreadableInput(
            Text("Filen är tom.", "The file is empty."),
            place=name,
            remedy=Text("Kontrollera att den sparades.", "Check that it was saved."),
        )
    refuse_foreign(data, name)
    if suffix in (".yaml", ".yml"):
        records, complete = read_yaml(data, name, notes)
        return Reading(source_of(data, name), records, notes, form=True, complete=complete)
    if suffix in (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".xltm"):
        return _workbook(data, name, root, mapping, notes, hidden)
    if data.startswith(b"PK\x03\x04"):
        raise UnreadableInput(
            Text(
                f"Filen heter {suffix or 'inget'} men är en arbetsbok eller zip-fil.",
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
    return read_sheets([grid], source_of(data, name), root, mapping, notes)


def _workbook(
    data: bytes,
    name: str,
    root: Path,
    mapping: Sequence[TableMapping],
    notes: Notes,
    hidden: bool,
) -> Reading:
    grids = read_workbook(data, name)
    forms = [(grid, kind) for grid in grids if (kind := kind_of_sheet(grid)) is not None]
    if not any(kind.key == "plan" for _, kind in forms):
        source = source_of(data, name, next((g.modified for g in grids), ""))
        return read_sheets(grids, source, root, mapping, notes, hidden=hidden)
    about = next((read_about(g) for g in grids if folded(g.sheet or "") in ABOUT), {})
    complete = any(folded(v) == COMPLETE for v in about.values())
    records = [record for grid, kind in forms for record in read_form_sheet(grid, kind, notes)]
    known = {id(grid) for grid, _ in forms}
    for grid in grids:
        if id(grid) not in known and folded(grid.sheet or "") not in ABOUT + HELP:
            leave_sheet(
                grid,
                notes,
                "sheet",
                Text("bladet finns inte i formuläret", "the form has no such sheet"),
            )
    modified = next((g.modified for g in grids), "")
    return Reading(source_of(data, name, modified), records, notes, form=True, complete=complete)
