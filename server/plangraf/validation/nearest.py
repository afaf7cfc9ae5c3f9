"""The nearest thing that would have been right: by name, by the end of an IRI, or as a value.

Turns what was found into what was probably meant. Says nothing rather than something far off.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

_CLOSE_ENOUGH: Final = 0.7
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb", "mars march mar", "april apr",
            "maj may", "juni june jun", "juli july jul", "augusti august aug",
            "september sep sept", "oktober october okt oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NUMBER_WORDS: Final = {
    "noll": "0", "zero": "0", "ett": "1", "en": "1", "one": "1", "två": "2", "two": "2",
    "tre": "3", "three": "3", "fyra": "4", "four": "4", "fem": "5", "five": "5", "sex": "6",
    "six": "6", "sju": "7", "seven": "7", "åtta": "8", "eight": "8", "nio": "9", "nine": "9",
    "tio": "10", "ten": "10", "elva": "11", "tolv": "12",
}  # fmt: skip
_NUMBER: Final = re.compile(
    r"(?:(?:ca|cirka|c:a|minst|högst|upp till|över|under|at least|at most|about) )?"
    r"([+-]?\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?)\s*[^\d]*"
)


def nearest_name(wanted: str, names: Iterable[str]) -> str | None:
    """The name most like `wanted`, if any is like it at all."""
    folded = _folded(wanted)
    best, best_score = None, _CLOSE_ENOUGH
    for name in names:
        other = _folded(name)
        score = SequenceMatcher(None, folded, other).ratio()
        if folded and len(folded) > 3 and (folded in other or other in folded):
            score = max(score, 0.8)
        if score > best_score:
            best, best_score = name, score
    return best


def last_part(iri: str) -> str:
    """The end of an IRI as words."""
    return re.split(r"[/#]", iri.rstrip("/#"))[-1].replace("-", " ")


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def nearest_date(text: str) -> str | None:
    """An ISO date for what people write: 31/12/2019, 31.12.2019, 20191231, 31 december 2019."""
    flat = text.strip().lower()
    for pattern, order in _DATES:
        if found := pattern.fullmatch(flat):
            year, month, day = (found[part] for part in order)
            number = month if month.isdigit() else str(_MONTHS.get(month, 0))
            return _valid_date(int(year), int(number), int(day))
    return None


_DATES: Final = (
    (re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})"), (1, 2, 3)),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})"), (3, 2, 1)),
    (re.compile(r"(?:den )?(\d{1,2}) ([a-z]+) (\d{4})"), (3, 2, 1)),
)


def _valid_date(year: int, month: int, day: int) -> str | None:
    longest = (31, 29 if _is_leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not 1 <= month <= 12:
        return None
    return f"{year:04}-{month:02}-{min(max(day, 1), longest[month - 1]):02}"


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def nearest_number(text: str, *, whole: bool = False) -> str | None:
    """A number for what people write: 1,5 · 1 500 · 12 % · tre."""
    flat = text.strip().lower()
    if flat in _NUMBER_WORDS:
        return _NUMBER_WORDS[flat]
    found = _NUMBER.fullmatch(flat)
    if found is None:
        return None
    number = re.sub(r"\s", "", found[1]).replace(",", ".")
    if whole and "." in number:
        return number.partition(".")[0] if set(number.partition(".")[2]) <= {"0"} else None
    return number


def nearest_year(text: str) -> str | None:
    """The one year in a text."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    return years.pop() if len(years) == 1 else None


_TAGS: Final = {
    "se": "sv", "swe": "sv", "sw": "sv", "sve": "sv", "svenska": "sv", "swedish": "sv",
    "sverige": "sv", "eng": "en", "gb": "en", "uk": "en", "us": "en", "engelska": "en",
    "english": "en",
}  # fmt: skip


def nearest_language(tag: str) -> str | None:
    """The tag that was meant: se is Northern Sami, and nearly always sv was meant."""
    head = tag.replace("_", "-").split("-")[0].lower()
    return _TAGS.get(head)
