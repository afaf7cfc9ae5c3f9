"""Reads one date, month, quarter, season, week or year: text → EDTF with first and last day.

The parts that `plangraf.plans.cells.dates` puts together; `year` is what a heading says where the
text has none.
"""

import datetime
import re
from typing import Final

from plangraf.plans.cells.year_parts import (
    YEAR,
    Span,
    century,
    day_span,
    end_of,
    half_span,
    month_span,
    read_half,
    read_quarter,
    read_school_year,
    read_third,
    year_span,
)

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_SEASONS: Final = {
    "vår": 21, "våren": 21, "spring": 21, "vårvintern": 21,
    "sommar": 22, "sommaren": 22, "summer": 22, "sensommaren": 22, "försommaren": 22,
    "höst": 23, "hösten": 23, "autumn": 23, "fall": 23, "senhösten": 23,
    "vinter": 24, "vintern": 24, "winter": 24,
    "spring term": 40, "autumn term": 41,
    "vt": 40, "vårterminen": 40, "vårtermin": 40, "ht": 41, "höstterminen": 41, "hösttermin": 41,
}  # fmt: skip


def read_span(text: str, year: int | None) -> Span | None:
    """Read one time without words around it; None where it is none."""
    text = text.strip(" .,;:()")
    for reader in (
        _iso, _named_month, read_quarter, read_third, read_half, _season, read_school_year, _week,
        _years,
    ):  # fmt: skip
        found = reader(text, year)
        if found is not None:
            return found
    turned = re.fullmatch(rf"({YEAR})[\s,:/-]*([^\d\s,:/.-].*)", text)
    return read_span(turned[2], int(turned[1])) if turned else None


def _iso(text: str, _: int | None) -> Span | None:
    found = re.fullmatch(rf"({YEAR})[-/.](\d\d?)[-/.](\d\d?)(?:[t ]\d\d:\d\d.*)?", text)
    if found:
        return day_span(int(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(rf"({YEAR})(\d\d)(\d\d)", text) or re.fullmatch(
        r"(\d\d)(\d\d)(\d\d)", text
    )
    if found:
        return day_span(century(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(r"(\d\d)-(\d\d)-(\d\d)", text)
    if found:
        return day_span(century(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(rf"(\d\d?)[./](\d\d?)[./ -]{{1,2}}({YEAR}|\d\d)", text)
    if found:
        day = day_span(century(found[3]), int(found[2]), int(found[1]))
        return day or day_span(century(found[3]), int(found[1]), int(found[2]))  # 3/15/2026
    found = re.fullmatch(rf"(\d\d?)-(\d\d?)-({YEAR})", text)
    if found:
        return day_span(int(found[3]), int(found[2]), int(found[1]))
    found = re.fullmatch(rf"(\d\d?)/(\d\d?) ({YEAR})", text)
    if found:
        return day_span(int(found[3]), int(found[2]), int(found[1]))
    if _ is not None:
        found = re.fullmatch(r"(\d\d?)[/.](\d\d?)", text)
        if found:
            return day_span(_, int(found[2]), int(found[1]))
    found = re.fullmatch(rf"({YEAR})[-/.](\d\d)", text)
    if found and 1 <= int(found[2]) <= 12:
        return month_span(int(found[1]), int(found[2]))
    found = re.fullmatch(rf"(\d\d?)[/.-]({YEAR})", text)
    if found and 1 <= int(found[1]) <= 12:
        return month_span(int(found[2]), int(found[1]))
    return None


_NAMES: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_PARTS: Final = {
    "början av": (1, 10), "mitten av": (11, 20), "slutet av": (21, 31), "beginning of": (1, 10),
    "mid": (11, 20), "end of": (21, 31), "utgången av": (31, 31), "the end of": (21, 31),
    "sista": (31, 31), "månadsskiftet": (31, 31), "early": (1, 10), "late": (21, 31),
}  # fmt: skip
_PART: Final = "|".join(sorted(_PARTS, key=len, reverse=True))


def _named_month(text: str, year: int | None) -> Span | None:
    ending = r"(?:[:.]?(?:e|a|st|nd|rd|th))?"
    found = re.fullmatch(
        rf"(\d\d?){ending}\.?[\s-]*(?:of )?({_NAMES})\.?(?:[, -]*(?:år )?({YEAR}|'?\d\d))?", text
    )
    if found:
        when = century(found[3]) if found[3] else year
        return None if when is None else day_span(when, _MONTHS[found[2]], int(found[1]))
    found = re.fullmatch(rf"({_NAMES})\.?\s+(\d\d?){ending},?\s+({YEAR})", text)
    if found:
        return day_span(int(found[3]), _MONTHS[found[1]], int(found[2]))
    found = (
        re.fullmatch(
            rf"(?:({_PART}) )?({_NAMES})\.?(?: månad)?(?:[ ,-]{{1,3}}'?({YEAR}|\d\d))?", text
        )
        or None
    )
    if found is None:
        return None
    when = century(found[3]) if found[3] else year
    if when is None:
        return None
    return month_span(when, _MONTHS[found[2]])


_SEASON_NAMES: Final = "|".join(sorted(_SEASONS, key=len, reverse=True))


def _season(text: str, year: int | None) -> Span | None:
    text = re.sub(rf"^(vintern?) ({YEAR})-(?=\d)", r"\1 \2/", text)
    found = re.fullmatch(
        rf"({_SEASON_NAMES})\.?[ /-]*(?:of )?'?({YEAR}|\d\d)?(?:/(\d\d(?:\d\d)?))?", text
    )
    if not found:
        return None
    when, number = century(found[2]) if found[2] else year, _SEASONS[found[1]]
    if when is None:
        return None
    if number >= 40:
        return half_span(when, number - 39)
    month = (number - 21) * 3 + 3
    if number == 24:
        return f"{when}-24", datetime.date(when, 12, 1), end_of(when + 1, 2)
    return f"{when}-{number}", datetime.date(when, month, 1), end_of(when, month + 2)


def _week(text: str, year: int | None) -> Span | None:
    found = re.fullmatch(
        (
            rf"(?:v|v\.|vecka|veckor|veckorna|weeks?|wks?|w)\s*(\d\d?)"
            rf"(?:\s*-\s*(?:v\.? ?)?(\d\d?))?(?:[ ,/-]*(?:år "
            rf")?({YEAR}))?"
        ),
        text,
    )
    if not found:
        return None
    first, last, when = int(found[1]), int(found[2] or found[1]), int(found[3] or year or 0)
    try:
        start = datetime.date.fromisocalendar(when, first, 1)
        end = datetime.date.fromisocalendar(when, last, 7)
    except ValueError:
        return None
    return f"{start}/{end}", start, end


def _years(text: str, _: int | None) -> Span | None:
    found = re.fullmatch(
        (
            rf"(?:(?:slutet|utgången|end|början|mitten|beginning|mid-?|årsskiftet|hela) ?(?:av|"
            rf"of)? ?)?(?:år |year |fy ?)?({YEAR})(?:\.0)?(?: års?)?"
        ),
        text,
    )
    if found:
        return year_span(int(found[1]))
    found = re.fullmatch(rf"halvårsskiftet ({YEAR})", text)
    if found:
        middle = datetime.date(int(found[1]), 6, 30), datetime.date(int(found[1]), 7, 1)
        return f"{middle[0]}/{middle[1]}", *middle
    found = re.fullmatch(rf"årsskiftet ({YEAR}|\d\d)/(\d\d(?:\d\d)?)", text)
    if found:
        year = century(found[1])
        return (
            f"{year}-12-31/{year + 1}-01-01",
            datetime.date(year, 12, 31),
            datetime.date(year + 1, 1, 1),
        )
    return None
