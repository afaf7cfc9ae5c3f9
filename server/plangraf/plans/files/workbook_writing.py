"""Writes .xlsx with XlsxWriter: plain tables of text, or the template with its lists and help.

Every cell is written as text, never as a formula. The heading is frozen, filtered and bold; the
files are the same byte for byte for the same content (no clock in them).
"""

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

_EPOCH: Final = datetime.datetime(2020, 1, 1)  # noqa: DTZ001  (a workbook has no time zone)
_ROWS: Final = 500


@dataclass(frozen=True)
class SheetColumn:
    """A column of a template: heading, help shown on it, the list to choose from, width."""

    heading: str
    help: str = ""
    required: bool = False
    choices: Sequence[str] = ()
    width: int = 22
    many: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet of a template."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[str]] = field(default_factory=list)


def write_tables(tables: Sequence[tuple[str, Sequence[Sequence[str]]]]) -> bytes:
    """Write sheets of text; the first row of each is its heading."""
    out = io.BytesIO()
    with _workbook(out) as book:
        head = book.add_format(
            {"bold": True, "bg_color": "#E6EEF2", "text_wrap": True, "valign": "top"}
        )
        body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for name, rows in tables:
            sheet = book.add_worksheet(name[:31])
            sheet.freeze_panes(1, 0)
            for r, row in enumerate(rows):
                for c, text in enumerate(row):
                    if text:
                        sheet.write_string(r, c, text, head if r == 0 else body)
            width = max((len(row) for row in rows), default=1)
            sheet.set_column(0, width - 1, 28)
            if len(rows) > 1:
                sheet.autofilter(0, 0, len(rows) - 1, width - 1)
    return out.getvalue()


def write_template(sheets: Sequence[Sheet], lists_name: str, choose: str, wrong: str) -> bytes:
    """Write the template: lists stand on a hidden sheet, and are offered in the cells."""
    out = io.BytesIO()
    with _workbook(out) as book:
        head = book.add_format(
            {"bold": True, "bg_color": "#E6EEF2", "text_wrap": True, "border": 1, "valign": "top"}
        )
        must = book.add_format(
            {"bold": True, "bg_color": "#FCE8B2", "text_wrap": True, "border": 1, "valign": "top"}
        )
        body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        made = [(sheet, book.add_worksheet(sheet.name[:31])) for sheet in sheets]
        lists = book.add_worksheet(lists_name)
        ranges = _lists(lists, lists_name, sheets)
        lists.hide()
        for sheet, page in made:
            page.freeze_panes(1, 0)
            for c, column in enumerate(sheet.columns):
                heading = column.heading + (" *" if column.required else "")
                page.write_string(0, c, heading, must if column.required else head)
                page.set_column(c, c, column.width, body)
                if column.help:
                    page.write_comment(
                        0, c, column.help, {"x_scale": 2.2, "y_scale": 1.6, "author": "plangraf"}
                    )
                if column.choices:
                    rule: dict[str, Any] = {
                        "validate": "list",
                        "source": ranges[tuple(column.choices)],
                        "error_type": "information" if column.many else "stop",
                        "input_title": column.heading[:32],
                        "input_message": choose[:255],
                        "error_message": wrong[:255],
                    }
                    page.data_validation(1, c, _ROWS, c, rule)
            for r, row in enumerate(sheet.rows, start=1):
                for c, text in enumerate(row):
                    if text:
                        page.write_string(r, c, text, body)
    return out.getvalue()


def _workbook(out: io.BytesIO) -> Any:
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": _EPOCH, "author": "plangraf"})
    return book


def _lists(page: Any, name: str, sheets: Sequence[Sheet]) -> dict[tuple[str, ...], str]:
    ranges: dict[tuple[str, ...], str] = {}
    for sheet in sheets:
        for column in sheet.columns:
            choices = tuple(column.choices)
            if not choices or choices in ranges:
                continue
            c = len(ranges)
            for r, text in enumerate(choices):
                page.write_string(r, c, text)
            letters = xlsxwriter.utility.xl_col_to_name(c)
            ranges[choices] = f"='{name}'!${letters}$1:${letters}${len(choices)}"
    return ranges
