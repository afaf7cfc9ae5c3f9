"""Reads Swedish and English dates and periods: text → EDTF with the earliest and latest day.

"hösten 2021" → 2021-23, "Q3 2020" → 2020-35, "vecka 40 2021" → an interval of seven days,
"senast 1 mars 2026" → ../2026-03-01, "2019–2022" → 2019/2022. Words without a date ("löpande",
"tills vidare", "årligen") are kept as what they are. Seasons and quarters are those of EDTF
(ISO 8601-2, §4.8); a season has the months that the Swedish weather service gives it. What cannot
be read is None, and the caller tells.
"""

import datetime
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from plangraf.plans.cells.recurrences import is_vague, read_recurrence
from plangraf.plans.cells.spans import read_span
from plangraf.plans.cells.year_parts import YEAR, Span, day_span, year_span
from plangraf.plans.files.cleaning import tidy

_KIND_WORDS: Final = (
    ("completed", r"(?:avslut(?:at|ad|ades)|genomför(?:t|d|des)|utfört?|klarmarkerad|completed|"
                  r"done|finished)"),
    ("due", (
        r"(?:(?:klart?|klara|färdigt?)(?: (?:senast|till|i|under))?:?|senast|innan|före|"
        r"till och med|t\.?o\.?m\.?|tom|deadline:?|due(?: by| in)?|no later than|"
        r"by(?: the)?(?: end of)?|until|before|fram till|till|slutförs?|avslutas|slutar|"
        r"slut(?:datum)?:?)"
    )),
    ("start", (
        r"(?:från och med|från|fr\.?o\.?m\.?|from|fom|fr\.? o\.? m\.?|"
        r"med start|tidigast|ej före|inte före|not before|earliest|start(?:ar|"
        r"as|ade)?:?|börjar|påbörja(?:s|d|t|des):?|uppstart:?|starting|inled(?:s|des|d)|efter|"
        r"after|"
        r"since|sedan)"
    )),
    ("plain", (
        r"(?:under|vid|kring|(?:slutet|början|mitten|utgången) (?:av|på)(?= [a-zåäö])|"
        r"(?:the )?(?:end|beginning|middle) of(?= [a-z])|i|in|during|den|the|år|year|perioden|"
        r"period|ca\.?|cirka|omkring|runt|about|around|planera(?:s|t|d)(?: till)?(?= )|preliminärt|"
        r"prel\.?|"
        r"start av|hela|[a-zåäö]*perioden|budgetåret|verksamhetsåret|åren|rapport|slutrapport)"
    )),
)  # fmt: skip
_OPEN: Final = re.compile(
    r"(?<=\d)\s*(?:(?:[,–-]\s*)?(?:(?:och|samt|därefter|sedan|sen|then|and)\s+)+|[-/]\s*)"
    r"(?:framåt|vidare|tills ?vidare|löpande|kontinuerligt|fortlöpande|fortsatt|pågående|årligen|"
    r"(?:varje|each|every) (?:år|läsår|halvår|termin|vår|höst|kvartal|månad|year|term)|"
    r"annually|yearly|ongoing|onwards?|until further notice)"
    r"(?: därefter| därpå| framöver| sedan| thereafter| afterwards)?$"
)
# "jan -23", "Q4 -24 till": a year of two digits after a dash.
_SHORT_YEAR: Final = re.compile(
    r"(?:(?<=[a-zåäö]{3})\.?\s?|(?<=[a-zåäö]\d)\s)[-'’](\d\d)(?=$|\s*[-/,–]|\s(?:till|och|to|and))"
)
_CHRISTMAS: Final = re.compile(r"(?<![\wåäö])(före|innan|inför) jul(?:en)?(?= |$)")
_IN_WHOLE_YEAR: Final = re.compile(
    r"(?:(?:i |under )?(?:hela|slutet på|slutet av|början av|början på|mitten av) |under )året|"
    r"helår"
)
_PART_WORD: Final = re.compile(
    r"(?<!\w)(?:första|andra|tredje|fjärde|sista|halva|halvan|kvartal\w*|tertial\w*|halvår\w*|"
    r"termin\w*|jan|feb|mars|april|maj|juni|juli|aug\w*|sep\w*|okt\w*|nov\w*|dec\w*|vår\w*|höst\w*|"
    r"\w*(?:lov|helg|vecka|veckan|dagen|skifte)\w*|(?:påsk|midsommar|jul|skolstart|advent)\w*)"
    r"(?!\w)"
)
_PART_NAME: Final = re.compile(r"(?i)\s*(?:kv\.?|kvartal|q|vecka|veckorna|v\.?|tertial|t)(?=\s?\d)")
_BARE_PART: Final = re.compile(rf"\d\d?(?: {YEAR})?")


@dataclass(frozen=True)
class Period:
    """A time as read. `edtf` is "" for words without a date; `kind` is a date-kind or "start";
    `part` is what was read of a text whose other words say what happens then.
    """

    label: str
    edtf: str
    first: datetime.date | None
    last: datetime.date | None
    kind: str = ""
    frequency: str = ""
    approximate: bool = False
    part: str = ""


@lru_cache(maxsize=4_000)
def read_period(text: str, year: int | None = None) -> Period | None:
    """Read one date or period; `year` is the year that a heading gives to "Q3" or "hösten"."""
    label = tidy(text)
    if not label:
        return None
    plain = _normal(label)
    opened = _OPEN.search(plain)
    if opened:
        plain = f"från {plain[: opened.start()]}"
    if year is not None and _IN_WHOLE_YEAR.fullmatch(plain):
        plain = str(year)
    frequency, rest = read_recurrence(plain)
    if frequency and not rest:
        return Period(label, "", None, None, "", frequency)
    if is_vague(plain):
        return Period(label, "", None, None)
    plain = rest
    kind, plain, approximate = _without_words(plain)
    span = _span(plain, year)
    if span is None:
        vague = frequency and not re.search(YEAR, plain) and len(plain) < 40
        return Period(label, "", None, None, "", frequency) if vague else None
    edtf, first = span[:2]
    last: datetime.date | None = span[2]
    within_week = (span[2] - first).days < 7 or re.match(r"läsår|lå |skolår|school", plain)
    if kind == "start" and "/" in edtf and not opened and not within_week:
        kind = "period"
    elif kind == "start":
        edtf, last, kind = f"{edtf.split('/')[0]}/..", None, "period"
    elif not kind:
        kind = "event" if first == last and "/" not in edtf else ""
    if approximate:
        edtf = edtf + "~" if "/" not in edtf else edtf
    return Period(label, edtf, first, last, kind, frequency, approximate)


def day_of_number(text: str) -> datetime.date | None:
    """Return the day that a spreadsheet counts as this number (45838), of the years 2000 to 2050;
    None for any other text. No text is read so unless a time is expected: it may be an amount.
    """
    number = re.fullmatch(r"(\d{5})(?:[.,]0+)?", text.strip())
    if number is None or not 36_526 <= int(number[1]) <= 55_153:
        return None
    return datetime.date(1899, 12, 30) + datetime.timedelta(int(number[1]))


def says_time(text: str) -> bool:
    """Say whether a text is a time and hardly anything else, as a column of times has them."""
    if len(text) > 60:
        return False
    read = read_periods(text)
    return read is not None and all((p.edtf or p.frequency) and not p.part for p in read)


def _normal(label: str) -> str:
    """Return a time as it is read: one kind of dash, whole words, years of four digits."""
    plain = label.lower().replace("–", "-").replace("—", "-").strip(" .,;:")
    if plain.startswith("(") and plain.endswith(")"):
        plain = plain[1:-1].strip()
    plain = re.sub(r",? (?:kl|klockan)\.? ?\d[\d.:–-]*$", "", plain)
    plain = re.sub(r"^mellan (.+) och (.+)$", r"\1 - \2", plain)
    plain = re.sub(r"(?<!\w)fr\.? ?o\.? ?m\.?(?=\s)", "från", plain)
    plain = re.sub(r"(?<!\w)t\.? ?o\.? ?m\.?(?=\s)", "till", plain)
    plain = re.sub(r"(?<!\w)([vh])\.t\.", r"\1t", plain)
    plain = re.sub(r"\s*(?:→|->|=>|⇒)\s*(?=\S)", " till ", plain).strip()
    plain = _CHRISTMAS.sub(r"\1 24 december", plain)
    return _SHORT_YEAR.sub(r" 20\1", plain)


def read_periods(text: str, year: int | None = None) -> list[Period] | None:
    """Read a cell with one or more times; None when any part of it cannot be read."""
    whole = read_period(text, year)
    if whole is not None:
        return [whole]
    parts = [
        p
        for p in re.split(
            r"\n|;|,(?!\d)| samt | och | and | & |\+|(?<=\d)\.\s+(?=[A-ZÅÄÖ])|"
            r"(?<=\d) (?=(?i:slut|klar|färdig|start)\w*:? )",
            text,
        )
        if p.strip()
    ]
    if len(parts) < 2:
        return _last_words(text, year)
    years = re.findall(YEAR, text)
    shared = int(years[-1]) if years else year
    named = _PART_NAME.match(parts[0])
    if named:  # "kv 2 och 4": the second is a quarter as well
        parts = [f"{named[0]} {p}" if _BARE_PART.fullmatch(p.strip()) else p for p in parts]
    of_month = re.match(r"\s*\d\d?\s+([a-zåäö]{3,}.*)", parts[-1])
    if of_month:  # "15 och 17 mars": the first is a day of March as well
        parts = [f"{p} {of_month[1]}" if re.fullmatch(r"\s*\d\d?\s*", p) else p for p in parts]
    found = [read_period(part, shared) for part in parts]
    read = [p for p in found if p is not None]
    return _as_one(read, text) if len(read) == len(found) else _last_words(text, year)


def _as_one(read: list[Period], text: str) -> list[Period]:
    """Join times that follow each other day by day, and a start with its end."""
    if len(read) != 2 or not (read[0].edtf and read[1].edtf):
        return read
    one, two = read
    start = one.edtf.endswith("/..") and two.first and two.last and not two.edtf.endswith("/..")
    next_day = one.last and two.first == one.last + datetime.timedelta(1)
    if not (start or (next_day and not one.kind and not two.kind)) or one.first is None:
        return read
    edtf = f"{one.edtf.split('/')[0]}/{two.edtf.split('/')[-1]}"
    return [Period(tidy(text), edtf, one.first, two.last, "period")]


def _last_words(text: str, year: int | None) -> list[Period] | None:
    """Read the time at the end of "Beslut i KF dec 2025"; None where other numbers come before,
    but that of a stage ("Etapp 2: hösten 2026").
    """
    stage = re.match(r"\s*(?:fas|etapp|steg|del|phase|step) ?\d\s*:\s*(?=\S)", text, re.IGNORECASE)
    if stage:
        text = text[stage.end() :]
        alone = read_period(text, year)
        return [replace(alone, part=text)] if alone else _last_words(text, year)
    words = tidy(text).split(" ")
    for place in range(1, min(len(words), 8)):
        before, after = " ".join(words[:place]), " ".join(words[place:])
        if re.search(r"\d|(?<!\w)(?:ej|inte|aldrig|not|never)(?!\w)", before.lower()):
            return None
        if _PART_WORD.search(before.lower()):
            return None
        found = read_period(after, year)
        if found is not None and found.edtf and found.kind != "completed":
            return [replace(found, label=tidy(text), part=after)]
    return None


def _without_words(text: str) -> tuple[str, str, bool]:
    kind, approximate = (
        "",
        bool(re.match(r"(?:ca\.?|cirka|omkring|runt|about|around|prel)\b", text)),
    )
    changed = True
    while changed:
        changed = False
        for name, pattern in _KIND_WORDS:
            found = re.match(rf"{pattern}(?=\s|$|\d)[\s:]*", text)
            if found and found.end() < len(text):
                text = text[found.end() :].strip()
                if name != "plain" and (not kind or kind == "completed"):
                    kind = name
                changed = True
    tail = re.search(
        r"[\s,(-]+(?:klart?|färdigt?|genomförd|genomfört|avslutad|avslutat|completed|done)\)?$",
        text,
    )
    if tail:
        text, kind = text[: tail.start()], "completed"
    tail = re.search(r"(?<=\d)[\s(]+(?:påbörjas|startar|start|starts)\)?$", text)
    if tail:
        text, kind = text[: tail.start()], "start"
    text = re.sub(r"\s*\([^()\d]*\)$", "", text)
    begun = re.search(
        r"(?<=\d)\s*(?:framåt|-|→|->|onwards|ff\.?)$",
        text,
    )
    if begun:
        text, kind = text[: begun.start()], "start"
    return kind, text.strip(" .,;:"), approximate


def _span(text: str, year: int | None) -> Span | None:
    one = read_span(text, year)
    if one is not None:
        return one
    found = re.fullmatch(rf"({YEAR})\s*[-/]\s*(\d\d)", text)
    if found and int(found[2]) > int(found[1][2:]):
        return _joined(year_span(int(found[1])), year_span(int(found[1][:2] + found[2])))
    for divider in (
        r"\s+(?:-|till(?: och med)?|t\.?o\.?m\.?|to|until|through)\s+",
        rf"\s*--\s*|(?<=-\d\d)-(?={YEAR}-)",
        r"\s*-\s*",
        r"/",
    ):
        parts = re.split(divider, text)
        if len(parts) != 2:
            continue
        last = read_span(_bare(parts[1]), year)
        if last is None:
            continue
        first = read_span(_bare(parts[0]), last[1].year) or _day_before(parts[0], parts[1], last)
        if first is not None and first[1] <= last[2]:
            return _joined(first, last)
        if first is not None and not re.search(YEAR, parts[0]):
            first = read_span(_bare(parts[0]), last[1].year - 1)
            if first is not None:
                return _joined(first, last)
    return None


def _bare(text: str) -> str:
    return _without_words(text.strip())[1]


def _joined(first: Span, last: Span) -> Span:
    return f"{first[0].split('/')[0]}/{last[0].split('/')[-1]}", first[1], last[2]


def _day_before(text: str, other: str, last: Span) -> Span | None:
    """Read the "2" of "2-3 oktober 2019" with the month of its neighbour."""
    if not re.fullmatch(r"\d{1,2}(?::?a|:?e)?", text.strip()) or not re.match(r"\d", other.strip()):
        return None
    return day_span(last[1].year, last[1].month, int(re.sub(r"\D", "", text)))
