"""A table as an Excel workbook: typed cells with links on one sheet, where it came from on another.

Nothing in it is a live formula: every text is written as a string, whatever it begins with. Excel's
own bounds are kept: 32,767 characters in a cell, 65,530 links in a sheet, 15 digits in a number.
"""

import datetime
import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from plangraf import __version__
from plangraf.catalogue.answer import Cell, Table
from plangraf.catalogue.parameters import sentence
from plangraf.language import Language, Text

_LONGEST_TEXT: Final = 32_767
_LONGEST_LINK: Final = 2_079
_MOST_LINKS: Final = 65_530
_EXACT: Final = 1_000_000_000_000_000
_EARLIEST: Final = 1900
_WIDEST: Final = 70
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
    "remove_timezone": True,
}


@dataclass(frozen=True)
class Origin:
    """Where an answer comes from: an address that gives it again, data version, moment."""

    address: str = ""
    data_version: str = ""
    made: datetime.datetime | None = None


def write_workbook(
    table: Table, origin: Origin, address: Callable[[str], str] = lambda iri: iri
) -> bytes:
    """Write the workbook; `address` says where to go for an IRI."""
    out = io.BytesIO()
    book = Workbook(out, _OPTIONS)
    if origin.made:
        book.set_properties({"created": origin.made.replace(tzinfo=None)})
    language = table.values.language
    _Sheet(book, table, address).fill()
    _about(book, book.add_worksheet(Text("Om", "About").in_(language)), table, origin)
    book.close()
    return out.getvalue()


class _Sheet:
    """The sheet with the answer, while it is filled."""

    def __init__(self, book: Workbook, table: Table, address: Callable[[str], str]):
        self.table = table
        self.address = address
        self.links = 0
        self.sheet: Worksheet = book.add_worksheet(Text("Svar", "Answer").in_(self.language))
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.plain = book.add_format({"valign": "top"})
        self.date = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"})
        self.link = book.add_format(
            {"text_wrap": True, "valign": "top", "font_color": "#0b4f8a", "underline": 1}
        )

    @property
    def language(self) -> Language:
        return self.table.values.language

    def fill(self) -> None:
        """Write headings, rows, widths, the frozen heading and the filter."""
        for x, place in enumerate(self.table.shown):
            column = self.table.columns[place]
            unit = f" ({column.unit.in_(self.language)})" if column.unit else ""
            heading = column.label.in_(self.language) + unit
            self.sheet.write_string(0, x, heading, self.head)
            longest = max((len(row[place].text) for row in self.table.rows), default=0)
            self.sheet.set_column(x, x, min(_WIDEST, max(len(heading), longest, 6) + 2))
            for y, row in enumerate(self.table.rows, 1):
                self._write(y, x, row[place])
        self.sheet.freeze_panes(1, 0)
        if self.table.rows and self.table.shown:
            self.sheet.autofilter(0, 0, len(self.table.rows), len(self.table.shown) - 1)

    def _write(self, y: int, x: int, cell: Cell) -> None:
        value = cell.value
        if value is None:
            return
        if isinstance(value, bool):
            self.sheet.write_boolean(y, x, value, self.plain)
        elif isinstance(value, int | Decimal) and -_EXACT < value < _EXACT:
            self.sheet.write_number(y, x, float(value), self.plain)
        elif isinstance(value, datetime.datetime) and value.year >= _EARLIEST:
            self.sheet.write_datetime(y, x, value, self.moment)
        elif isinstance(value, datetime.date) and value.year >= _EARLIEST:
            self.sheet.write_datetime(y, x, value, self.date)
        else:
            self._write_text(y, x, cell)

    def _write_text(self, y: int, x: int, cell: Cell) -> None:
        text = _fitting(cell.text)
        target = self.address(cell.iri) if cell.iri else ""
        good = target.startswith(("http://", "https://")) and len(target) <= _LONGEST_LINK
        if good and self.links < _MOST_LINKS:
            self.links += 1
            self.sheet.write_url(y, x, target, self.link, string=text)
        else:
            self.sheet.write_string(y, x, text, self.text)


def _about(book: Workbook, sheet: Worksheet, table: Table, origin: Origin) -> None:
    """Fill the second sheet: question, parameters, version, licence, source, the query itself."""
    language = table.values.language
    bold: Format = book.add_format({"bold": True, "valign": "top"})
    wrapped: Format = book.add_format({"text_wrap": True, "valign": "top"})
    code: Format = book.add_format({"text_wrap": True, "valign": "top", "font_name": "Consolas"})
    query = table.query
    made = origin.made.strftime("%Y-%m-%d %H:%M %Z").strip() if origin.made else ""
    rows = [
        (Text("Fråga", "Question"), sentence(query, table.values)),
        (Text("Namn", "Name"), query.name),
        *(
            (parameter.label, ", ".join(f"{v.label} ({v.text})" for v in values))
            for parameter in query.parameters
            if (values := table.values.by_name.get(parameter.name))
        ),
        (Text("Anmärkning", "Note"), query.note.in_(language) if query.note else ""),
        (Text("Rader", "Rows"), str(len(table.rows)) + ("+" if table.more else "")),
        (Text("Hämtad", "Retrieved"), made),
        (Text("Dataversion", "Data version"), origin.data_version),
        (Text("Adress", "Address"), origin.address),
        (Text("Licens", "Licence"), query.license),
        (Text("Källa", "Source"), f"plangraf {__version__}"),
        (Text("SPARQL", "SPARQL"), query.body),
    ]
    y = 0
    for label, words in rows:
        if words:
            style = code if label.en == "SPARQL" else wrapped
            sheet.write_string(y, 0, label.in_(language), bold)
            sheet.write_string(y, 1, _fitting(words), style)
            y += 1
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)


def _fitting(text: str) -> str:
    """Cut a text to what a cell holds."""
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
