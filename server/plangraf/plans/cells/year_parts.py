"""Spans of days and the parts of a year: quarters, thirds, halves, school years → EDTF with days.

What `plangraf.plans.cells.spans` reads dates, months, seasons and weeks with; the numbers of the
parts are those of EDTF (ISO 8601-2, §4.8): 33–36 quarters, 37–39 thirds, 40–41 halves.
"""

import calendar
import datetime
import re
from typing import Final

YEAR: Final = r"(?:19|20)\d\d"
Span = tuple[str, datetime.date, datetime.date]


def century(text: str) -> int:
    """Return a year written with two or four digits."""
    digits = text.lstrip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def day_span(year: int, month: int, day: int) -> Span | None:
    """Return one day; None for a day there is not."""
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None
    return found.isoformat(), found, found


def end_of(year: int, month: int) -> datetime.date:
    """Return the last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def month_span(year: int, month: int) -> Span:
    """Return a whole month."""
    return f"{year}-{month:02}", datetime.date(year, month, 1), end_of(year, month)


def year_span(year: int) -> Span:
    """Return a whole year."""
    return str(year), datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def quarter_span(year: int, number: int) -> Span:
    """Return a quarter, 1 to 4."""
    first = number * 3 - 2
    return f"{year}-{32 + number}", datetime.date(year, first, 1), end_of(year, first + 2)


def half_span(year: int, number: int) -> Span:
    """Return a half-year, 1 or 2; the terms of schools are these."""
    first = number * 6 - 5
    return f"{year}-{39 + number}", datetime.date(year, first, 1), end_of(year, first + 5)


def read_quarter(text: str, year: int | None) -> Span | None:
    """Read a quarter, or several of one year: "kv 2 2025", "Q1–Q3 2025"."""
    name = r"(?:q|kv\.?|kvartal(?:et)?|quarter|k)"
    order = (
        r"(?:([1-4])(?::?[ae]|st|nd|rd|th)?|(första|andra|tredje|fjärde|sista|first|second|"
        r"third|fourth|last))"
    )
    found = re.fullmatch(
        rf"{name}\s*([1-4])(?:[ ,/-]*(?:år )?'?({YEAR}|\d\d))?", text
    ) or re.fullmatch(rf"(?:{order})\s*{name}\s*(?:[ ,/-]*(?:år |of )?'?({YEAR}|\d\d))?", text)
    if found:
        groups = found.groups()
        number = _ordinal(groups[0] or groups[1]) if len(groups) == 3 else int(groups[0])
        when = century(groups[-1]) if groups[-1] else year
        return None if when is None else quarter_span(when, number)
    found = re.fullmatch(
        rf"{name}\s*([1-4])\s*([-/&,]|och|samt|and)\s*(?:{name}\s*)?([1-4])"
        rf"(?:[ ,/-]*'?({YEAR}|\d\d))?",
        text,
    )
    if found is None or found[1] >= found[3] or _two_apart(found[1], found[2], found[3]):
        return None
    when = century(found[4]) if found[4] else year
    if when is None:
        return None
    first, last = quarter_span(when, int(found[1])), quarter_span(when, int(found[3]))
    return f"{first[0]}/{last[0]}", first[1], last[2]


def _two_apart(first: str, link: str, last: str) -> bool:
    """Say whether "kv 2 och kv 4" are two times: "and" joins only parts that follow each other."""
    return link not in ("-", "/") and int(last) - int(first) > 1


def read_third(text: str, year: int | None) -> Span | None:
    """Read a third of a year ("tertial 2 2025"), as budgets are followed up."""
    ordered = re.fullmatch(
        r"(?:(\d)(?::?a|:?e)?|(första|andra|tredje|sista)) tertial(?:et)?(.*)", text
    )
    if ordered:
        number = min(_ordinal(ordered[1] or ordered[2]), 3)
        text = f"tertial {number}{ordered[3]}"
    found = re.fullmatch(
        rf"(?:tertial(?:et)? ?|t(?=\d(?:\W|$)))([1-3])(?: ?(-|/|&|och|and) ?t?([1-3]))?"
        rf"(?:[ ,/-]*(?:år )?'?({YEAR}|\d\d))?",
        text,
    )
    when = (century(found[4]) if found[4] else year) if found else None
    if found is None or when is None:
        return None
    if found[3] and _two_apart(found[1], found[2], found[3]):
        return None
    first, last = int(found[1]), int(found[3] or found[1])
    edtf = f"{when}-{36 + first}" + (f"/{when}-{36 + last}" if last > first else "")
    return edtf, datetime.date(when, first * 4 - 3, 1), end_of(when, last * 4)


def read_school_year(text: str, _: int | None) -> Span | None:
    """Read a school year: the autumn term of one year and the spring term of the next."""
    found = re.fullmatch(
        rf"(?:läsår(?:et|en)?|lå|skolår(?:et)?|school year|academic year) ?"
        rf"({YEAR}|\d\d) ?[-/] ?({YEAR}|\d\d)|(\d\d)/(\d\d)",
        text,
    )
    begun, ended = (found[1] or found[3], found[2] or found[4]) if found else ("0", "0")
    if century(ended) != century(begun) + 1 or (found and found[4] and int(ended) <= 12):
        return None
    autumn, spring = half_span(century(begun), 2), half_span(century(ended), 1)
    return f"{autumn[0]}/{spring[0]}", autumn[1], spring[2]


def read_half(text: str, year: int | None) -> Span | None:
    """Read a half-year: "första halvåret 2025"."""
    found = re.fullmatch(
        rf"(?:(1|2|första|andra|sista|first|second|last)(?::?a|st|nd)?\s*(?:halvåret|halvår|"
        rf"halvan(?: av)?|half(?: of)?)|"
        rf"h([12])|halvår ([12]))"
        rf"[ ,/-]*(?:år )?({YEAR})?",
        text,
    )
    if not found:
        return None
    number = _ordinal(found[1] or found[2] or found[3])
    when = int(found[4]) if found[4] else year
    return None if when is None else half_span(when, min(number, 2))


_ORDINALS: Final = {
    "första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "sista": 4, "last": 4,
    "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip


def _ordinal(text: str) -> int:
    return _ORDINALS.get(text) or int(text)
