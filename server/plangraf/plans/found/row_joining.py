"""Cells of a row that only together say something: a quarter and its year, an amount and its unit.

Turns the cells of one field into fewer, fuller ones; a part without its other half stays as it is.
"""

import re
from typing import Final

from plangraf.plans.cells.amounts import unit_in
from plangraf.plans.cells.dates import read_period, read_periods
from plangraf.plans.cells.year_parts import YEAR
from plangraf.plans.files.cleaning import tidy
from plangraf.plans.records import Cell

_SIGN: Final = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=kr))[*¹²³⁴†‡]+(?=\s*(?:[,;/\n]|$))|(?<=[\d).])[*¹²³⁴†‡]+(?=\s*(?:[,;\n]|$))"
)
_NAMED_PARTS: Final = (
    ("kvartal", r"kvartal|quarter"), ("vecka", r"vecka|week"), ("tertial", "tertial"),
    ("halvår", "halvår"),
)  # fmt: skip
_MONTHS: Final = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip


def without_signs(text: str) -> str:
    """Return a text without the signs that point to notes below a table: "PRO²", "2026*"."""
    return _SIGN.sub("", text)


def part_of_year(text: str, heading: str) -> str:
    """Return a bare number below "Kvartal", "Vecka" or "Månad" with what it counts."""
    if not re.fullmatch(r"\d\d?", text.strip()):
        return text
    if re.search(r"(?i)månad|month", heading) and 1 <= int(text) <= 12:
        return _MONTHS[int(text) - 1]
    name = next((n for n, words in _NAMED_PARTS if re.search(rf"(?i){words}", heading)), "")
    return f"{name} {text.strip()}" if name else text


def joined_times(cells: list[Cell]) -> list[Cell]:
    """Join a year that stands alone with the parts of a year beside it."""
    years = [c for c in cells if re.fullmatch(rf"{YEAR}(?:\.0)?", c.text.strip())]
    if len(years) != 1 or len(cells) < 2:
        return cells
    year = years[0].text.strip()[:4]
    parts = [c for c in cells if c is not years[0] and in_year(c.text, year)]
    if not parts:
        return cells
    return [
        c.with_text(f"{tidy(c.text)} {year}") if c in parts else c
        for c in cells
        if c is not years[0]
    ]


def in_year(text: str, year: str) -> bool:
    """Say whether a text is a time that only lacks its year."""
    if read_period(text) is not None or re.search(YEAR, text):
        return False
    read = read_periods(text, int(year))
    return read is not None and all(period.edtf and not period.part for period in read)


def joined_amounts(costs: list[Cell], units: list[Cell]) -> list[Cell] | None:
    """Give bare amounts the unit of money that stands in a column beside; None where none does."""
    if len(units) != 1 or not re.fullmatch(r"(?i)tkr|mnkr|mkr|kr|kronor|sek|ksek|msek|kkr",
                                           units[0].text.strip(" .")):  # fmt: skip
        return None
    return [
        c
        if unit_in(c.text) or not re.search(r"\d", c.text)
        else c.with_text(f"{c.text} {units[0].text.strip(' .')}")
        for c in costs
    ]
