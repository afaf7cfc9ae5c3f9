"""Small readings of cell text that rows need: numbers at its start, identifiers, indicators.

"1.1 Minska suicid" → ("1.1", "Minska suicid"); a spreadsheet's date for an id "1.2" is read back.
"""

import datetime
import re
from typing import Final

from plangraf.plans.files.cleaning import list_items, tidy
from plangraf.plans.files.numbers_shown import plain_number

_LEAD: Final = re.compile(
    r"^(?:(?P<word>(?:fokus|utvecklings|insats|mål|prioriterat )?-?\s?område|fokusområde|tema|"
    r"(?:övergripande |del|effekt|inriktnings|huvud)?-?mål|aktivitet|åtgärd|insats|delaktivitet|"
    r"focus area|"
    r"area|theme|goal|objective|action|activity|measure|priority|prioritering|strategi|behov|"
    r"indikator)\s+)?"
    r"(?P<number>\d{1,2}(?:[.:]\d{1,2}){0,3}[a-z]?)(?P<end>[.:)]|\s*[-–])?\s+(?P<text>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WORD: Final = re.compile(
    r"^(?:(?:fokus|utvecklings|insats|mål)område|prioriterat område|tema|(?:övergripande |del|"
    r"effekt|"
    r"inriktnings|huvud)?mål|focus area|theme|goal|objective|målgrupp|"
    r"target group)\s*[:–-]\s+(?P<text>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)


def numbered(text: str) -> tuple[str, str]:
    """Split a text into the number it begins with and the rest; ("", text) where there is none."""
    text = tidy(text)
    found = _LEAD.match(text)
    if found:
        number, sure = (
            found["number"],
            found["word"] or found["end"] or re.search("[.:]", found["number"]),
        )
        if sure and not re.match(r"(?:%|procent|år|st|kr|tkr|personer|per)\b", found["text"]):
            return number, found["text"].lstrip("–-: ").strip()
    labelled = _WORD.match(text)
    return "", labelled["text"] if labelled else text


def identifier(text: str, value: object, before: str = "") -> tuple[str, bool]:
    """Return an id as it was meant, and whether it had to be mended.

    1.1 after 1.9 was 1.10; a date in a column of numbers was typed as day.month.
    """
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.day}.{value.month}", True
    if isinstance(value, float | int) and not isinstance(value, bool):
        number = plain_number(value)
        last = re.fullmatch(r"(\d+)\.(\d+)", before)
        here = re.fullmatch(r"(\d+)\.(\d)", number)
        if last and here and last[1] == here[1] and int(last[2]) >= 9 and len(here[2]) == 1:
            tens = f"{here[1]}.{here[2]}0"
            if int(last[2]) + 1 == int(here[2]) * 10:
                return tens, True
        return number, False
    return tidy(text).strip(" ."), False


def split_indicators(text: str) -> list[str]:
    """Split a cell into the indicators it names; what plainly goes on is joined again."""
    items = list_items(text)
    if len(items) == 1 and ";" in text:
        items = [part.strip() for part in text.split(";") if part.strip()]
    joined: list[str] = []
    for item in items:
        if joined and (
            item[:1].islower() or re.search(r"(?:[,-]| och| i| av| som| med| för)$", joined[-1])
        ):
            joined[-1] = f"{joined[-1]} {item}"
        else:
            joined.append(item)
    return joined
