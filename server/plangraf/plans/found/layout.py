"""Finds the tables of a sheet: which rows are headings, which hold data, which are something else.

Turns a Grid into Tables: heading rows (one or two, merged or not), the text above them, and the
data rows below, up to the next heading. Blank rows, repeated headings, sums and notes are set apart
with their reason; a row with a single merged or bold text is a section that the rows below belong
to. Decides by words (`synonyms`) and by the look of the sheet; reads no values.
"""

import re
from typing import Final

from plangraf.plans.files.grids import Grid
from plangraf.plans.found.found_table import Table
from plangraf.plans.found.row_sorting import sort_row
from plangraf.plans.found.row_words import NAMED, SECTION
from plangraf.plans.found.synonyms import guess

SURE_HEADING: Final = 0.75


def find_tables(grid: Grid, *, lenient: bool = False) -> tuple[list[Table], list[int]]:
    """Return the tables of a sheet, and the rows with text that stand in none of them.

    With `lenient` one known heading among short labels is enough for the first heading row.
    """
    tables: list[Table] = []
    loose: list[int] = []
    current: Table | None = None
    row = 1
    while row <= grid.last_row:
        columns = grid.filled(row)
        if not columns:
            row += 1
            continue
        header = _header_at(grid, row, current)
        if header is None and lenient and current is None and _like_heading(grid, row):
            header = Table(grid, (row,), _headings(grid, (row,)))
        if header is not None and current is not None and _same(header, current):
            for repeated in header.header:
                current.left[repeated] = "repeated-header"
            row = header.header[-1] + 1
            continue
        if header is not None:
            above = loose if current is None else _taken_back(current, row)
            header.titles = [row for row in above if not _heads(header, row)]
            loose = []
            tables.append(header)
            current = header
            row = header.header[-1] + 1
            continue
        if current is None:
            loose.append(row)
        else:
            sort_row(current, row, columns)
        row += 1
    for table in tables:
        _settle(table)
    return tables, loose


def _taken_back(current: Table, row: int) -> list[int]:
    """Take from a table the lone texts between a blank row and the heading at a row: a title."""
    grid, lone = current.grid, row - 1
    while lone in current.rows and len(grid.filled(lone)) == 1:
        lone -= 1
    titles = [r for r in current.rows if lone < r < row]
    if not titles or grid.filled(lone):
        return []
    current.rows = [r for r in current.rows if r not in titles]
    return titles


def _same(header: Table, current: Table) -> bool:
    ours = {t.lower() for t in header.headings.values()}
    theirs = {t.lower() for t in current.headings.values()}
    return len(ours & theirs) >= max(2, round(0.8 * len(ours)))


def _header_at(grid: Grid, row: int, current: Table | None) -> Table | None:
    matches, cells = _score(grid, row)
    below, below_cells = _score(grid, row + 1) if row < grid.last_row else (0, 0)
    needed = 2 if current is None else 3
    good = matches >= needed and matches >= 0.5 * cells
    if not good and not (below >= needed and below >= 0.5 * below_cells and _groups(grid, row)):
        return None
    if current is not None and not _apart(grid, row, current):
        return None
    rows: tuple[int, ...] = (row,)
    divided = (_groups(grid, row) and below_cells >= 2) or _sub_header(grid, row)
    if not divided and matches < below >= 0.5 * below_cells and below >= 3:
        return None
    labels = _labels_only(grid, row + 1) and (below > 0 or _short(grid, row + 1))
    if row < grid.last_row and divided and labels:
        rows = (row, row + 1)
    headings = _headings(grid, rows)
    return Table(grid, rows, headings) if len(headings) >= 2 else None


def _like_heading(grid: Grid, row: int) -> bool:
    """Say whether a row of at least three different short labels has a known heading in it."""
    texts = [grid.text(row, column) for column in grid.filled(row)]
    labels = all(len(t) <= 40 and not re.fullmatch(r"[\d\W]+", t) for t in texts)
    known = sum(guess(t).certainty == 1 for t in texts)
    if any(re.search(r"\d", re.sub(r"(?:19|20)\d\d", "", t)) for t in texts):
        return False
    return len(texts) >= 3 and len(set(texts)) == len(texts) and labels and known >= 1


def _apart(grid: Grid, row: int, current: Table) -> bool:
    """A second heading repeats the first one's words, or comes after a blank row, or is alike."""
    if any(grid.text(row, c).lower() == t.lower() for c, t in current.headings.items()):
        return True
    texts = [grid.text(row, column) for column in grid.filled(row)]
    if len(texts) >= 3 and all(guess(text).certainty == 1 for text in texts):
        return True
    if not grid.filled(row - 1):
        return True
    first = [grid.box(current.header[-1], c) for c in current.headings]
    here = [grid.box(row, c) for c in grid.filled(row)]
    return all(b and b.bold for b in here) and all(b is None or b.bold for b in first)


def _score(grid: Grid, row: int) -> tuple[int, int]:
    """Return how many cells of a row read as known headings, and how many there are."""
    found, cells, groups, marks = 0, 0, 0, 0
    for column in grid.filled(row):
        box = grid.box(row, column)
        if box is None:
            continue
        cells += 1
        if isinstance(box.value, str) and len(box.text) <= 90:
            read = guess(box.text)
            groups += read.field == "group"
            marks += read.field == "mark"
            known = read.field and read.field not in ("mark", "group")
            found += bool(known and read.certainty >= SURE_HEADING)
    found += marks if found >= 2 and marks >= 2 else 0
    return found + (groups if found and groups >= 2 else 0), cells


def _groups(grid: Grid, row: int) -> bool:
    """Say whether a row has a text merged over several columns, and not one over all of them."""
    columns = grid.filled(row)
    return len(columns) >= 2 and any(grid.span(row, c) > 1 for c in columns)


def _sub_header(grid: Grid, row: int) -> bool:
    """Say whether the row below only names parts: under headings that reach over empty cells."""
    above, below = set(grid.filled(row)), set(grid.filled(row + 1))
    if not below or not above or not below - above:
        return False
    new = [c for c in below - above if c - 1 in above or c - 1 in below]
    texts = [grid.text(row + 1, c) for c in below]
    parts = sum(guess(t).field is not None for t in texts)
    return bool(new) and parts >= 0.6 * len(texts) and len(below) < len(above) + len(new)


def _labels_only(grid: Grid, row: int) -> bool:
    boxes = [b for c in grid.filled(row) if (b := grid.box(row, c))]
    return bool(boxes) and all(len(b.text) <= 60 for b in boxes)


def _short(grid: Grid, row: int) -> bool:
    return all(len(grid.text(row, c)) <= 25 for c in grid.filled(row))


def _headings(grid: Grid, rows: tuple[int, ...]) -> dict[int, str]:
    found: dict[int, str] = {}
    last_group = ""
    for column in range(1, grid.last_column + 1):
        parts: list[str] = []
        for number, row in enumerate(rows):
            box = grid.seen(row, column)
            text = " ".join(box.text.split()) if box else ""
            if number == 0 and len(rows) == 2:
                if text:
                    last_group = text
                elif not grid.styled and grid.text(rows[1], column):
                    text = last_group
            if text and text not in parts:
                parts.append(text)
        if parts:
            found[column] = " / ".join(parts)
    return found


def _heads(table: Table, row: int) -> bool:
    """Make a section of a row above the heading that says "Mål 1: …", or has "Mål" beside it."""
    grid = table.grid
    columns = grid.filled(row)
    first = grid.text(row, columns[0])
    if len(columns) == 2 and guess(first).certainty >= SURE_HEADING:
        level = {"goal": "goal", "parent_goal": "goal", "focus_area": "area"}.get(
            guess(first).field or ""
        )
        if level:
            table.sections[row] = (level, columns[1])
        return level is not None
    named = SECTION.match(first) if len(columns) == 1 and NAMED.search(first) else None
    level = next((n for n in ("area", "goal", "group") if named and named[n]), None)
    if level:
        table.sections[row] = (level, columns[0])
    return level is not None


def _settle(table: Table) -> None:
    """Undo sections that head nothing because every row looks like one; find trailing notes."""
    if table.sections and not table.rows:
        table.rows = sorted(table.sections)
        table.sections = {}
    width = len(table.headings)
    while table.rows and width >= 4:
        last = table.rows[-1]
        columns = table.grid.filled(last)
        gap = not table.grid.filled(last - 1)
        if len(columns) == 1 and gap and (columns[0] == 1 or columns[0] not in table.headings):
            table.left[last] = "note"
            table.rows.pop()
        else:
            break
    last_row = max(table.rows, default=0)
    for row in [r for r in table.sections if r > last_row]:
        if last_row:
            table.left[row] = "note"
            del table.sections[row]
