"""A cell that holds a plain number or a date → a literal, spelled as it stands."""

import re

from rdflib import XSD, Literal

from plangraf.language import Text
from plangraf.plans.forms.form import Column
from plangraf.plans.records import Cell, Notes


def number_of(column: Column, cell: Cell, notes: Notes) -> Literal | None:
    """Read a cell as its column says; None after a warning where it is no such number or date."""
    plain = cell.text.replace(" ", "").replace("\u2212", "-")
    if column.reading == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", plain):
        return Literal(plain, datatype=XSD.date, normalize=False)
    if column.reading in ("integer", "number") and re.fullmatch(r"[+-]?\d+", plain):
        return Literal(plain, datatype=XSD.integer, normalize=False)
    if column.reading in ("decimal", "number") and re.fullmatch(r"[+-]?\d+[.,]\d+", plain):
        return Literal(plain.replace(",", "."), datatype=XSD.decimal, normalize=False)
    notes.warn(
        "not-a-number",
        Text(f"”{cell.text}” är inte ett tal.", f"“{cell.text}” is not a number.")
        if column.reading != "date"
        else Text(
            f"”{cell.text}” är inte ett datum (ÅÅÅÅ-MM-DD).",
            f"“{cell.text}” is not a date (YYYY-MM-DD).",
        ),
        cell.location,
    )
    return None
