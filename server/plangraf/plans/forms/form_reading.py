"""Reads a plan in the project's own form: the workbook's sheets, one CSV, or YAML → Records.

The form is recognised by its sheets' names and headings (Swedish, English or keys), the CSV by its
first column "Slag", YAML by its keys. Nothing is guessed: a heading that the form does not have is
reported. YAML is read with its places and without aliases, so that nothing can grow.
"""

import re
from typing import Final

import yaml

from plangraf.errors import LimitReached, UnreadableInput
from plangraf.language import Text
from plangraf.plans.files.cleaning import tidy_lines, unharmed
from plangraf.plans.files.grids import Grid
from plangraf.plans.forms.form import Column, Kind, kinds, names_of_columns
from plangraf.plans.records import Cell, Notes, Record
from plangraf.plans.registers.lookups import folded
from plangraf.validation.findings import Location

ABOUT: Final = ("om filen", "about")
HELP: Final = ("hjälp", "help", "listor", "lists")
COMPLETE: Final = "fullständig"
_KIND_HEADINGS: Final = ("slag", "kind")


def kind_of_sheet(grid: Grid) -> Kind | None:
    """Return the kind whose sheet this is, by name and headings; None for any other sheet."""
    name = folded(grid.sheet or "")
    for kind in kinds().values():
        if name in (folded(kind.label.sv), folded(kind.label.en), folded(kind.key)):
            return kind if form_header(grid, kind) else None
    return None


def form_header(grid: Grid, kind: Kind) -> int | None:
    """Return the row of the headings when at least six in ten of them are the form's."""
    for row in range(1, min(grid.last_row, 5) + 1):
        columns = grid.filled(row)
        known = sum(_column(kind, grid.text(row, c)) is not None for c in columns)
        if columns and known >= 0.6 * len(columns) and (known >= 2 or len(columns) == 1):
            return row
    return None


def _column(kind: Kind, heading: str) -> Column | None:
    return names_of_columns(kind.key).get(folded(heading.rstrip(" *")))


def read_form_sheet(grid: Grid, kind: Kind, notes: Notes) -> list[Record]:
    """Read the rows of one sheet of the form."""
    header = form_header(grid, kind)
    assert header is not None
    columns = {}
    for number in grid.filled(header):
        column = _column(kind, grid.text(header, number))
        if column is None:
            notes.warn(
                "form-heading",
                Text(
                    f"Kolumnen ”{grid.text(header, number)}” finns inte i formuläret.",
                    f"The form has no column “{grid.text(header, number)}”.",
                ),
                grid.location(header, number),
            )
        else:
            columns[number] = column
    records = []
    for row in range(header + 1, grid.last_row + 1):
        fields: dict[str, tuple[Cell, ...]] = {}
        for number in grid.filled(row):
            cell = grid.cell(row, number)
            if number not in columns:
                notes.leave(
                    "form-heading",
                    cell.text,
                    Text("kolumnen finns inte i formuläret", "the column is not in the form"),
                    cell.location,
                )
                continue
            text = unharmed(cell.text) if grid.styled else cell.text
            cell = Cell(text, cell.location, cell.value)
            fields[columns[number].key] = _cells(columns[number], cell)
        if fields:
            places = {c.key: grid.location(row, n) for n, c in columns.items()}
            records.append(Record(kind.key, fields, grid.location(row), places))
    return records


def _cells(column: Column, cell: Cell) -> tuple[Cell, ...]:
    if column.many and column.reading == "text":
        return tuple(cell.with_text(line) for line in cell.text.split("\n") if line)
    if column.many and column.reading == "period" and re.search("[;\n]", cell.text):
        parts = (part.strip() for part in re.split("[;\n]", cell.text))
        return tuple(cell.with_text(part) for part in parts if part)
    return (cell,)


def read_about(grid: Grid) -> dict[str, str]:
    """Read the sheet about the file: name in the first column, value in the second."""
    return {folded(grid.text(row, 1)): grid.text(row, 2) for row in grid.rows()}


def is_form_table(grid: Grid) -> bool:
    """Say whether a CSV is the form's: its first heading is "Slag"."""
    return folded(grid.text(1, 1)) in _KIND_HEADINGS


def read_form_table(grid: Grid, notes: Notes) -> tuple[list[Record], bool]:
    """Read the form as one table, and whether it is a whole export (a row "om filen" says so)."""
    headings = {c: folded(grid.text(1, c).rstrip(" *")) for c in grid.filled(1) if c > 1}
    by_name = {
        folded(name): kind
        for kind in kinds().values()
        for name in (kind.key, kind.label.sv, kind.label.en)
    }
    records, complete = [], False
    for row in range(2, grid.last_row + 1):
        name = folded(grid.text(row, 1))
        if name in ABOUT:
            complete = complete or any(
                folded(grid.text(row, c)) == COMPLETE for c in grid.filled(row)
            )
            continue
        kind = by_name.get(name)
        if kind is None:
            for c in grid.filled(row):
                notes.leave(
                    "form-kind",
                    grid.text(row, c),
                    Text(f"slaget ”{name}” finns inte", f"there is no kind “{name}”"),
                    grid.location(row, c),
                )
            continue
        fields: dict[str, tuple[Cell, ...]] = {}
        for c in grid.filled(row):
            if c == 1:
                continue
            column = _column(kind, headings.get(c, ""))
            if column is None:
                notes.leave(
                    "form-heading",
                    grid.text(row, c),
                    Text("kolumnen hör inte till slaget", "not a column of the kind"),
                    grid.location(row, c),
                )
                continue
            fields[column.key] = _cells(column, grid.cell(row, c))
        if fields:
            known = ((n, _column(kind, heading)) for n, heading in headings.items())
            places = {one.key: grid.location(row, n) for n, one in known if one}
            records.append(Record(kind.key, fields, grid.location(row), places))
    return records, complete


def read_yaml(data: bytes, name: str, notes: Notes) -> tuple[list[Record], bool]:
    """Read a plan in YAML; raises UnreadableInput with line and column."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableInput(
            Text("YAML-filen är inte i UTF-8.", "The YAML file is not in UTF-8."), place=name
        ) from None
    _refuse_depth(text, name)
    try:
        for number, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
            if isinstance(event, yaml.AliasEvent):
                raise UnreadableInput(
                    Text(
                        "YAML med alias (*namn) läses inte.",
                        "YAML with aliases (*name) is not read.",
                    ),
                    place=f"{name}:{event.start_mark.line + 1 if event.start_mark else 1}",
                )
            if number > 1_000_000:
                raise LimitReached(
                    Text("YAML-filen är för stor.", "The YAML file is too large."), place=name
                )
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise UnreadableInput(
            Text(
                f"YAML-filen går inte att läsa: {error.problem}.",
                f"The YAML file cannot be read: {error.problem}.",
            ),
            place=f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name,
        ) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise UnreadableInput(
            Text(f"YAML-filen går inte att läsa: {error}.", f"The YAML cannot be read: {error}."),
            place=name,
        ) from None
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableInput(
            Text("YAML-filen innehåller ingen plan.", "The YAML file contains no plan."),
            place=name,
            remedy=Text("Börja med `plan:`.", "Begin with `plan:`."),
        )
    return _documents(root, name, notes)


def _documents(root: yaml.MappingNode, name: str, notes: Notes) -> tuple[list[Record], bool]:
    by_name = {
        folded(n): kind
        for kind in kinds().values()
        for n in (kind.key, kind.label.sv, kind.label.en)
    }
    records, complete = [], False
    for key, value in root.value:
        called = folded(str(key.value))
        if called in ABOUT or called == "about":
            complete = COMPLETE in yaml.serialize(
                value, allow_unicode=True
            ) or "complete" in yaml.serialize(value)
            continue
        kind = by_name.get(called)
        if kind is None:
            notes.warn(
                "form-kind",
                Text(f"”{key.value}” finns inte i formuläret.", f"The form has no “{key.value}”."),
                _mark(name, key),
            )
            continue
        rows = value.value if isinstance(value, yaml.SequenceNode) else [value]
        for row in rows:
            if isinstance(row, yaml.MappingNode):
                fields = _fields(kind, row, name, notes)
                if fields:
                    records.append(Record(kind.key, fields, _mark(name, row)))
            elif row.value:
                cell = Cell(str(row.value), _mark(name, row))
                records.append(Record(kind.key, {"text": (cell,)}, cell.location))
    return records, complete


def _fields(
    kind: Kind, row: yaml.MappingNode, name: str, notes: Notes
) -> dict[str, tuple[Cell, ...]]:
    fields: dict[str, tuple[Cell, ...]] = {}
    for key, value in row.value:
        column = _column(kind, str(key.value))
        if column is None:
            notes.warn(
                "form-heading",
                Text(
                    f"”{key.value}” finns inte bland {kind.label.sv.lower()}.",
                    f"“{key.value}” is no key of {kind.label.en.lower()}.",
                ),
                _mark(name, key),
            )
            continue
        parts = value.value if isinstance(value, yaml.SequenceNode) else [value]
        cells = []
        for part in parts:
            if isinstance(part, yaml.ScalarNode) and part.tag != "tag:yaml.org,2002:null":
                text = tidy_lines(part.value) if re.search(r"\s", part.value) else part.value
                cells.append(Cell(text, _mark(name, part), text))
        if cells:
            fields[column.key] = tuple(cells)
    return fields


def _mark(name: str, node: yaml.Node) -> Location:
    start, end = node.start_mark, node.end_mark
    one_line = start.line == end.line
    excerpt = str(node.value)[:200] if isinstance(node, yaml.ScalarNode) else ""
    return Location(
        name,
        start.line + 1,
        start.column + 1,
        end.column + 1 if one_line else None,
        excerpt=excerpt,
    )


def _refuse_depth(text: str, name: str) -> None:
    """Refuse brackets in brackets beyond any plan: the parser would need minutes for them."""
    depth = 0
    for position, character in enumerate(text):
        if character in "[{":
            depth += 1
        elif character in "]}":
            depth = max(0, depth - 1)
        if depth > 200:
            raise UnreadableInput(
                Text("YAML-filen är nästlad för djupt.", "The YAML file is nested too deeply."),
                place=f"{name}:{text.count(chr(10), 0, position) + 1}",
            )
