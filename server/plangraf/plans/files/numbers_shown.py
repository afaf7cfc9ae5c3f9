"""Shows a typed cell as the person saw it: 1.1 stays "1.1", 0.45 with a percent format is "45 %".

Turns a value and its number format into text. Dates become ISO dates; whether a date was meant is
judged by those who know the column.
"""

import datetime
import re
from decimal import Decimal
from typing import Final

from plangraf.language import Language

_DECIMALS: Final = re.compile(r"0[.,](0+)")


def shown(value: object, format: str = "General") -> str:
    """Return the text of a cell's value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, datetime.date) and (parts := _shown_parts(format)):
        return value.strftime(parts)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return _number(value, format)
    return str(value)


def _shown_parts(format: str) -> str:
    """Return how to write a date that is shown without its day ("mmm-yy", of "jan-26"); "" for
    any other.
    """
    code = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", format.lower())
    if "d" in code or "y" not in code:
        return ""
    return "%Y-%m" if "m" in code else "%Y"


def _number(value: int | float | Decimal, format: str) -> str:
    if "%" in format:
        return f"{plain_number(round(float(value) * 100, 6))} %"
    decimals = _DECIMALS.search(format)
    if decimals and "E" not in format:
        return f"{value:.{len(decimals[1])}f}"
    return plain_number(value)


def spoken(number: str, language: Language) -> str:
    """Write a number's decimals as a language does: "12.5" is "12,5" in Swedish."""
    return re.sub(r"(?<=\d)\.(?=\d)", ",", number) if language == "sv" else number


def plain_number(value: int | float | Decimal) -> str:
    """Write a number without exponent or needless zeros."""
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return str(value)
        value = Decimal(repr(value))
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
