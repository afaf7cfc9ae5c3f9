"""The only reader and writer of spreadsheets: .xlsx bytes → Grids, rows → .xlsx.

Nothing is opened before it was looked at: the kind of file by its first bytes (old .xls, encrypted
and macro workbooks are told by name), the unpacked size by the zip directory, so that a bomb never
unpacks. A first pass over each sheet's XML finds merged areas, what is hidden and the last cell
with content; the second reads values through openpyxl, read-only and no further than that cell.
"""

import io
import posixpath
import zipfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import IO, Final
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from plangraf.errors import LimitReached, UnreadableInput
from plangraf.language import Text
from plangraf.plans.files.cleaning import tidy_lines
from plangraf.plans.files.dangers import damaged, refuse_dangers, refuse_what_is_none
from plangraf.plans.files.grids import Box, Grid
from plangraf.plans.files.numbers_shown import shown
from plangraf.plans.files.slimming import MOST_CELLS, slimmed

_NS: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL_STRICT: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def read_workbook(data: bytes, name: str) -> list[Grid]:
    """Read every sheet, hidden ones too; raises UnreadableInput or LimitReached."""
    refuse_what_is_none(data, name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError):
        raise damaged(name) from None
    with archive:
        refuse_dangers(archive, name)
        try:
            data = slimmed(archive, name)
            with zipfile.ZipFile(io.BytesIO(data)) as slim:
                outlines = _outlines(slim)
                return _grids(data, name, outlines, _modified(slim))
        except (LimitReached, UnreadableInput):
            raise
        except (KeyError, ValueError, TypeError, IndexError, AttributeError, EOFError) as error:
            raise damaged(name) from error
        except (InvalidFileException, zipfile.BadZipFile, ElementTree.ParseError, OSError) as error:
            raise damaged(name) from error
        except (RuntimeError, NotImplementedError, zipfile.LargeZipFile) as error:
            raise damaged(name) from error


@dataclass
class _Outline:
    """What the first pass knows of a sheet."""

    name: str
    hidden: bool = False
    merges: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last_row: int = 0
    last_column: int = 0
    formulas: bool = False


def _outlines(archive: zipfile.ZipFile) -> list[_Outline]:
    with archive.open("xl/workbook.xml") as part:
        book = ElementTree.parse(part).getroot()
    with archive.open("xl/_rels/workbook.xml.rels") as part:
        relations = ElementTree.parse(part).getroot()
    targets = {r.get("Id"): (r.get("Target") or "", r.get("Type") or "") for r in relations}
    found = []
    for element in book.iter():
        if element.tag not in (f"{_NS}sheet", f"{_STRICT}sheet"):
            continue
        target, kind = targets[element.get(_REL) or element.get(_REL_STRICT)]
        if not kind.endswith("/worksheet"):
            continue
        outline = _Outline(element.get("name") or "?", element.get("state", "visible") != "visible")
        path = posixpath.normpath(posixpath.join("xl", target)) if target[:1] != "/" else target[1:]
        with archive.open(path) as part:
            _outline_sheet(part, outline)
        found.append(outline)
    return found


def _outline_sheet(part: IO[bytes], outline: _Outline) -> None:
    parents: list[ElementTree.Element] = []
    row = 0
    for event, element in ElementTree.iterparse(part, events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            parents.append(element)
            if tag == "row":
                row = int(element.get("r") or row + 1)
                if element.get("hidden") in ("1", "true"):
                    outline.hidden_rows.add(row)
            continue
        parents.pop()
        if tag == "mergeCell":
            outline.merges.append(element.get("ref") or "")
        elif tag == "col" and element.get("hidden") in ("1", "true"):
            first, last = int(element.get("min") or 1), int(element.get("max") or 1)
            outline.hidden_columns.update(range(first, min(last, first + 300) + 1))
        elif tag == "f":
            outline.formulas = True
        elif tag == "c" and len(element):
            outline.last_row = max(outline.last_row, row)
            reference = element.get("r")
            if reference:
                outline.last_column = max(outline.last_column, range_boundaries(reference)[0] or 1)
            else:
                outline.last_column = max(outline.last_column, 300)
        if tag in ("row", "c", "mergeCell", "col") and parents:
            parents[-1].remove(element)


def _modified(archive: zipfile.ZipFile) -> str:
    try:
        root = ElementTree.fromstring(archive.read("docProps/core.xml"))
    except (KeyError, ElementTree.ParseError):
        return ""
    return next((e.text or "" for e in root.iter() if e.tag.endswith("}modified")), "")[:10]


def _grids(data: bytes, name: str, outlines: list[_Outline], modified: str) -> list[Grid]:
    with ExitStack() as opened:
        book = _book(data, opened, data_only=True)
        formulas = (
            _book(data, opened, data_only=False) if any(o.formulas for o in outlines) else book
        )
        grids = []
        for outline in outlines:
            if outline.last_row * min(outline.last_column, 300) > MOST_CELLS * 20:
                raise _too_many(name, outline)
            grid = Grid(name, outline.name, hidden=outline.hidden, styled=True, modified=modified)
            grid.hidden_rows = frozenset(outline.hidden_rows)
            grid.hidden_columns = frozenset(outline.hidden_columns)
            if outline.last_row:
                _fill(grid, book[outline.name], outline, name)
            if outline.formulas:
                _mark_formulas(grid, formulas[outline.name], outline)
            for reference in outline.merges[:20_000]:
                _merge(grid, reference)
            grids.append(grid)
    return grids


def _book(data: bytes, opened: ExitStack, *, data_only: bool) -> openpyxl.Workbook:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=data_only)
    opened.callback(book.close)
    return book


def _fill(grid: Grid, sheet: object, outline: _Outline, name: str) -> None:
    rows = sheet.iter_rows(  # type: ignore[attr-defined]
        max_row=outline.last_row, max_col=min(outline.last_column, 300)
    )
    for row in rows:
        for cell in row:
            fill = _colour(cell)
            value = getattr(cell, "value", None)
            if value is None and fill is None:
                continue
            text = tidy_lines(shown(value, getattr(cell, "number_format", "General")))
            if not text and fill is None:
                continue
            at = (int(cell.row), int(cell.column))
            bold = bool(cell.font is not None and cell.font.b)
            grid.boxes[at] = Box(text, value if text else None, fill, bold, cell.number_format)
            if text:
                grid.last_row = max(grid.last_row, at[0])
                grid.last_column = max(grid.last_column, at[1])
            if len(grid.boxes) > MOST_CELLS:
                raise _too_many(name, outline)


def _mark_formulas(grid: Grid, sheet: object, outline: _Outline) -> None:
    """Keep the text of a formula whose result was never stored, so that it is not lost silently."""
    for row in sheet.iter_rows(  # type: ignore[attr-defined]
        max_row=outline.last_row, max_col=min(outline.last_column, 300)
    ):
        for cell in row:
            value = getattr(cell, "value", None)
            if isinstance(value, str) and value.startswith("=") and cell.data_type == "f":
                at = (int(cell.row), int(cell.column))
                if not grid.text(*at):
                    grid.boxes[at] = Box(value, None, format="formula")
                    grid.last_row = max(grid.last_row, at[0])
                    grid.last_column = max(grid.last_column, at[1])


def _colour(cell: object) -> str | None:
    fill = getattr(cell, "fill", None)
    if fill is None or fill.fill_type != "solid":
        return None
    colour = fill.fgColor
    if colour.type == "rgb" and isinstance(colour.rgb, str) and len(colour.rgb) == 8:
        return None if colour.rgb[2:].upper() == "FFFFFF" else colour.rgb[2:].upper()
    if colour.type == "theme":
        return _THEME.get(colour.theme)
    if colour.type == "indexed":
        return _INDEXED.get(colour.indexed)
    return None


_THEME: Final = {9: "70AD47", 7: "FFC000", 5: "ED7D31", 4: "4472C4", 6: "A5A5A5", 8: "5B9BD5"}
_INDEXED: Final = {
    10: "FF0000", 2: "FF0000", 11: "00FF00", 3: "00FF00", 17: "008000", 13: "FFFF00", 5: "FFFF00",
    51: "FFCC00", 52: "FF9900", 53: "FF6600", 42: "CCFFCC", 43: "FFFF99", 50: "99CC00", 57: (
        "339966"
    ),
}  # fmt: skip


def _merge(grid: Grid, reference: str) -> None:
    left, top, right, bottom = (n or 1 for n in range_boundaries(reference))
    corner = (int(top), int(left))
    bottom = min(int(bottom), max(grid.last_row, int(top)))
    right = min(int(right), max(grid.last_column, int(left)), int(left) + 300)
    for row in range(int(top), bottom + 1):
        for column in range(int(left), right + 1):
            grid.merged[row, column] = corner


def _too_many(name: str, outline: _Outline) -> LimitReached:
    return LimitReached(
        Text(
            f"Bladet ”{outline.name}” har fler än {MOST_CELLS} celler.",
            f"The sheet “{outline.name}” has more than {MOST_CELLS} cells.",
        ),
        place=name,
        remedy=Text("Spara bara planens rader.", "Save only the plan's rows."),
    )
