"""Makes a workbook small before it is parsed: rows that hold nothing are dropped, floods refused.

A million rows that only have borders weigh 70 MB and hold nothing: they are cut out of the sheets'
bytes, which keep their row numbers. What cannot be a plan (a cell of megabytes, millions of cells,
a list of texts or styles without end, a document type) is refused by counting, before any parser
meets it. Works on bytes, in time that grows with their number.
"""

import io
import re
import zipfile
from typing import Final

from plangraf.errors import LimitReached, UnreadableInput
from plangraf.language import Text

MOST_CELLS: Final = 500_000
_MOST_TEXT: Final = 100_000  # Excel itself keeps 32 767 characters in a cell
_MOST_LISTED: Final = 40_000_000
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_CONTENT: Final = (b"<v>", b"<v ", b"<is>", b"<is ", b"<f>", b"<f ")
_EMPTY_ROW: Final = re.compile(
    rb'<row [^<>]*r="\d+"[^<>]*(?:/>|>(?:<c [^<>]*/>)*</row>)|<row r="\d+"[^<>]*/>'
)


def slimmed(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the workbook without empty rows; raises LimitReached or UnreadableInput."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as slim:
        for entry in archive.infolist():
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            sheet = _SHEET.fullmatch(entry.filename) is not None
            if not sheet and entry.file_size > _MOST_LISTED:
                raise _flood(name)
            data = archive.read(entry)
            if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                raise UnreadableInput(
                    Text(
                        "Arbetsboken innehåller XML-entiteter och läses inte.",
                        "The workbook contains XML entities and is not read.",
                    ),
                    place=name,
                )
            _refuse_floods(data, name)
            slim.writestr(entry.filename, _without_empty_rows(data) if sheet else data)
    return out.getvalue()


def _without_empty_rows(data: bytes) -> bytes:
    last = max(data.rfind(mark) for mark in _CONTENT)
    row_end = data.find(b"</row>", last) + len(b"</row>")
    end = data.rfind(b"</sheetData>")
    if 0 <= last < row_end < end:
        data = data[:row_end] + data[end:]
    return _EMPTY_ROW.sub(b"", data)


def _refuse_floods(data: bytes, name: str) -> None:
    for start in range(0, len(data) - _MOST_TEXT, _MOST_TEXT):
        if data.find(b"<", start, start + _MOST_TEXT) < 0:
            raise LimitReached(
                Text(
                    f"En cell har fler än {_MOST_TEXT} tecken.",
                    f"A cell has more than {_MOST_TEXT} characters.",
                ),
                place=name,
                remedy=Text("Kontrollera att det är rätt fil.", "Check that it is the right file."),
            )
    if data.count(b"<v>") + data.count(b"<is>") > 2 * MOST_CELLS or data.count(b"<si>") > (
        2 * MOST_CELLS
    ):
        raise _flood(name)


def _flood(name: str) -> LimitReached:
    return LimitReached(
        Text(
            f"Arbetsboken har fler än {MOST_CELLS} celler med innehåll.",
            f"The workbook has more than {MOST_CELLS} cells with content.",
        ),
        place=name,
        remedy=Text("Spara bara planens rader.", "Save only the plan's rows."),
    )
