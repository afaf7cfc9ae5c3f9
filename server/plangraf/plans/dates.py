"""Reads Swedish and English dates and periods: text → EDTF with the earliest and latest day.

"hösten 2021" → 2021-23, "Q3 2020" → 2020-35, "vecka 40 2021" → an interval of seven days,
"senast 1 mars 2026" → ../2026-03-01, "2019–2022" → 2019/2022. Words without a date ("löpande",
"tills vidare", "årligen") are kept as what they are. Seasons and quarters are those of EDTF
(ISO 8601-2, §4.8); a season has the months that the Swedish weather service gives it. What cannot
be read is None, and the caller tells.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Final

from plangraf.plans.cleaning import tidy

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
    "höst": 23, "hösten": 23, "autumn": 23, "fall": 23, "senhösten": 23, "oct": 23,
    "vinter": 24, "vintern": 24, "winter": 24,
    "vt": 40, "vårterminen": 40, "vårtermin": 40, "ht": 41, "höstterminen": 41, "hösttermin": 41,
}  # fmt: skip
del _SEASONS["oct"]
_KIND_WORDS: Final = (
    ("completed", r"(?:avslutat|avslutad|genomfört|genomförd|utfört?|completed|done|finished)"),
    ("due", r"(?:(?:klart?|klara|färdigt?)(?: (?:senast|till|i|under))?:?|senast|innan|före|till och med|t\.?o\.?m\.?|tom|deadline:?|due(?: by| in)?|no later than|by(?: the)?(?: end of)?|until|before|fram till|till|slutförs?|slutdatum:?)"),
    ("start", r"(?:från och med|från|fr\.?o\.?m\.?|from|fom|fr\.? o\.? m\.?|med start|start(?:ar|as)?:?|påbörjas|starting|inleds|efter|after|since|sedan)"),
    ("plain", r"(?:under|vid|kring|(?:slutet|början|mitten|utgången) (?:av|på)(?= [a-zåäö])|(?:the )?(?:end|beginning|middle) of(?= [a-z])|i|in|during|den|the|år|year|perioden|period|ca\.?|cirka|omkring|runt|about|around|planerat till|preliminärt|prel\.?|start av|hela)"),
)  # fmt: skip
_RECURRING: Final = (
    ("annual", r"årlig(?:en|t|a)?|varje år|1 gång(?:/| per )år|en gång (?:per|om) år(?:et)?|annual(?:ly)?|yearly|every year|år?vis|per år|1 ggr?/år"),
    ("half-yearly", r"halvårsvis|varje halvår|(?:2|två) (?:gånger|ggr)(?:/| per | om )år(?:et)?|twice a year|half-yearly|varje termin|terminsvis|per termin"),
    ("quarterly", r"kvartalsvis|varje kvartal|quarterly|(?:4|fyra) (?:gånger|ggr)(?:/| per | om )år(?:et)?|per kvartal"),
    ("monthly", r"månadsvis|varje månad|månatlig(?:en|t|a)?|monthly|per månad"),
    ("biennial", r"vartannat år|biennial(?:ly)?|every other year|every second year"),
    ("continuous", r"löpande(?: under (?:hela )?(?:perioden|planperioden))?|kontinuerligt?|fortlöpande|tills ?vidare|pågående|pågår(?: löpande)?|ongoing|continuous(?:ly)?|until further notice|permanent|ständigt|hela (?:perioden|planperioden|avtalsperioden)|under (?:hela )?(?:perioden|planperioden|planens giltighetstid)|continual(?:ly)?|kontinuerlig|rullande|vid behov|as needed"),
    ("recurring", r"återkommande|regelbundet|recurring|regularly"),
)  # fmt: skip
_YEAR: Final = r"(?:19|20)\d\d"


@dataclass(frozen=True)
class Period:
    """A time as read. `edtf` is "" for words without a date; `kind` is a date-kind or "start"."""

    label: str
    edtf: str
    first: datetime.date | None
    last: datetime.date | None
    kind: str = ""
    frequency: str = ""
    approximate: bool = False


def read_period(text: str, year: int | None = None) -> Period | None:
    """Read one date or period; `year` is the year that a heading gives to "Q3" or "hösten"."""
    label = tidy(text)
    if not label:
        return None
    plain = label.lower().replace("–", "-").replace("—", "-").strip(" .,;:()")
    for frequency, pattern in _RECURRING:
        if re.fullmatch(rf"(?:{pattern})", plain):
            return Period(label, "", None, None, "", frequency)
    frequency = ""
    for name, pattern in _RECURRING:
        found = re.search(rf"(?<!\w)(?:{pattern})(?!\w)", plain)
        if found:
            frequency = name
            plain = (plain[: found.start()] + " " + plain[found.end() :]).strip(" ,;:()-")
            plain = re.sub(r"\s+", " ", plain)
            break
    kind, plain, approximate = _without_words(plain)
    span = _span(plain, year)
    if span is None:
        vague = frequency and not re.search(r"\d", plain) and len(plain) < 40
        return Period(label, "", None, None, "", frequency) if vague else None
    edtf, first, last = span
    if kind == "start" and "/" in edtf:
        kind = "period"
    elif kind == "start":
        edtf, last, kind = f"{edtf.split('/')[0]}/..", None, "period"
    elif not kind:
        kind = "event" if first == last and "/" not in edtf else ""
    if approximate:
        edtf = edtf + "~" if "/" not in edtf else edtf
    return Period(label, edtf, first, last, kind, frequency, approximate)


def read_periods(text: str, year: int | None = None) -> list[Period] | None:
    """Read a cell with one or more times; None when any part of it cannot be read."""
    whole = read_period(text, year)
    if whole is not None:
        return [whole]
    parts = [
        p
        for p in re.split(r"\n|;|,(?!\d)| samt | och | and | & |(?<=\d)\.\s+(?=[A-ZÅÄÖ])", text)
        if p.strip()
    ]
    if len(parts) < 2:
        return None
    years = re.findall(_YEAR, text)
    shared = int(years[-1]) if years else year
    found = [read_period(part, shared) for part in parts]
    return [p for p in found if p is not None] if all(found) else None


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
    begun = re.search(
        r"(?<=\d)\s*(?:och framåt|och tillsvidare|och tills vidare|framåt|-|onwards|ff\.?)$", text
    )
    if begun:
        text, kind = text[: begun.start()], "start"
    return kind, text.strip(" .,;:"), approximate


_Span = tuple[str, datetime.date, datetime.date]


def _span(text: str, year: int | None) -> _Span | None:
    one = _one(text, year)
    if one is not None:
        return one
    found = re.fullmatch(rf"({_YEAR})\s*[-/]\s*(\d\d)", text)
    if found and int(found[2]) > int(found[1][2:]):
        return _joined(_year(int(found[1])), _year(int(found[1][:2] + found[2])))
    for divider in (
        r"\s+(?:-|till(?: och med)?|t\.?o\.?m\.?|to|until|through)\s+",
        r"\s*-\s*",
        r"/",
        r"\s+(?:och|and|&|samt)\s+",
    ):
        parts = re.split(divider, text)
        if len(parts) != 2:
            continue
        last = _one(_bare(parts[1]), year)
        if last is None:
            continue
        first = _one(_bare(parts[0]), last[1].year) or _day_before(parts[0], parts[1], last)
        if first is not None and first[1] <= last[2]:
            return _joined(first, last)
        if first is not None and not re.search(_YEAR, parts[0]):
            first = _one(_bare(parts[0]), last[1].year - 1)
            if first is not None:
                return _joined(first, last)
    return None


def _bare(text: str) -> str:
    return _without_words(text.strip())[1]


def _joined(first: _Span, last: _Span) -> _Span:
    return f"{first[0].split('/')[0]}/{last[0].split('/')[-1]}", first[1], last[2]


def _day_before(text: str, other: str, last: _Span) -> _Span | None:
    """Read the "2" of "2-3 oktober 2019" with the month of its neighbour."""
    if not re.fullmatch(r"\d{1,2}(?::?a|:?e)?", text.strip()) or not re.match(r"\d", other.strip()):
        return None
    return _day(last[1].year, last[1].month, int(re.sub(r"\D", "", text)))


def _one(text: str, year: int | None) -> _Span | None:
    text = text.strip(" .,;:()")
    for reader in (_iso, _named_month, _quarter, _half, _season, _week, _years):
        found = reader(text, year)
        if found is not None:
            return found
    return None


def _iso(text: str, _: int | None) -> _Span | None:
    found = re.fullmatch(rf"({_YEAR})[-/.](\d\d?)[-/.](\d\d?)(?:[t ]\d\d:\d\d.*)?", text)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(rf"({_YEAR})(\d\d)(\d\d)", text) or re.fullmatch(
        r"(\d\d)(\d\d)(\d\d)", text
    )
    if found:
        return _day(_century(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(r"(\d\d)-(\d\d)-(\d\d)", text)
    if found:
        return _day(_century(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(rf"(\d\d?)[./](\d\d?)[./ -]({_YEAR}|\d\d)", text)
    if found:
        return _day(_century(found[3]), int(found[2]), int(found[1]))
    found = re.fullmatch(rf"(\d\d?)-(\d\d?)-({_YEAR})", text)
    if found:
        return _day(int(found[3]), int(found[2]), int(found[1]))
    found = re.fullmatch(rf"(\d\d?)/(\d\d?) ({_YEAR})", text)
    if found:
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if _ is not None:
        found = re.fullmatch(r"(\d\d?)/(\d\d?)", text)
        if found:
            return _day(_, int(found[2]), int(found[1]))
    found = re.fullmatch(rf"({_YEAR})[-/.](\d\d)", text)
    if found and 1 <= int(found[2]) <= 12:
        return _month(int(found[1]), int(found[2]))
    found = re.fullmatch(rf"(\d\d?)[/.-]({_YEAR})", text)
    if found and 1 <= int(found[1]) <= 12:
        return _month(int(found[2]), int(found[1]))
    return None


_NAMES: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_PARTS: Final = {
    "början av": (1, 10), "mitten av": (11, 20), "slutet av": (21, 31), "beginning of": (1, 10),
    "mid": (11, 20), "end of": (21, 31), "utgången av": (31, 31), "the end of": (21, 31),
    "sista": (31, 31), "månadsskiftet": (31, 31), "early": (1, 10), "late": (21, 31),
}  # fmt: skip
_PART: Final = "|".join(sorted(_PARTS, key=len, reverse=True))


def _named_month(text: str, year: int | None) -> _Span | None:
    ending = r"(?:[:.]?(?:e|a|st|nd|rd|th))?"
    found = re.fullmatch(
        rf"(\d\d?){ending}\.?\s*(?:of )?({_NAMES})\.?(?:,?\s*(?:år )?({_YEAR}|'?\d\d))?", text
    )
    if found:
        when = _century(found[3]) if found[3] else year
        return None if when is None else _day(when, _MONTHS[found[2]], int(found[1]))
    found = re.fullmatch(rf"({_NAMES})\.?\s+(\d\d?){ending},?\s+({_YEAR})", text)
    if found:
        return _day(int(found[3]), _MONTHS[found[1]], int(found[2]))
    found = (
        re.fullmatch(rf"(?:({_PART}) )?({_NAMES})\.?(?:(?: |-|, ?)'?({_YEAR}|\d\d))?", text) or None
    )
    if found is None:
        back = re.fullmatch(rf"({_YEAR})[ ,-]*({_NAMES})\.?", text)
        return _month(int(back[1]), _MONTHS[back[2]]) if back else None
    when = _century(found[3]) if found[3] else year
    if when is None:
        return None
    return _month(when, _MONTHS[found[2]])


def _quarter(text: str, year: int | None) -> _Span | None:
    name = r"(?:q|kv\.?|kvartal(?:et)?|quarter|k)"
    order = (
        r"(?:([1-4])(?::?[ae]|st|nd|rd|th)?|(första|andra|tredje|fjärde|first|second|third|fourth))"
    )
    found = re.fullmatch(
        rf"{name}\s*([1-4])(?:[ ,/-]*(?:år )?'?({_YEAR}|\d\d))?", text
    ) or re.fullmatch(rf"(?:{order})\s*{name}\s*(?:[ ,/-]*(?:år |of )?'?({_YEAR}|\d\d))?", text)
    if found:
        groups = found.groups()
        number = _ordinal(groups[0] or groups[1]) if len(groups) == 3 else int(groups[0])
        when = _century(groups[-1]) if groups[-1] else year
        return None if when is None else _quarter_of(when, number)
    found = re.fullmatch(rf"({_YEAR})[ ,/:-]*{name}\s*([1-4])", text)
    return _quarter_of(int(found[1]), int(found[2])) if found else None


def _half(text: str, year: int | None) -> _Span | None:
    found = re.fullmatch(
        rf"(?:(1|2|första|andra|first|second)(?::?a|st|nd)?\s*(?:halvåret|halvår|half(?: of)?)|h([12])|halvår ([12]))"
        rf"[ ,/-]*(?:år )?({_YEAR})?",
        text,
    )
    if not found:
        return None
    number = _ordinal(found[1] or found[2] or found[3])
    when = int(found[4]) if found[4] else year
    return None if when is None else _semester(when, number)


_ORDINALS: Final = {
    "första": 1, "andra": 2, "tredje": 3, "fjärde": 4,
    "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip


def _ordinal(text: str) -> int:
    return _ORDINALS.get(text) or int(text)


_SEASON_NAMES: Final = "|".join(sorted(_SEASONS, key=len, reverse=True))


def _season(text: str, year: int | None) -> _Span | None:
    found = re.fullmatch(
        rf"({_SEASON_NAMES})\.?[ /-]*(?:of )?'?({_YEAR}|\d\d)?(?:/(\d\d(?:\d\d)?))?", text
    )
    if found:
        when = _century(found[2]) if found[2] else year
        number = _SEASONS[found[1]]
    else:
        found = re.fullmatch(rf"({_YEAR})[ /-]*({_SEASON_NAMES})", text)
        if not found:
            return None
        when, number = int(found[1]), _SEASONS[found[2]]
    if when is None:
        return None
    if number >= 40:
        return _semester(when, number - 39)
    month = (number - 21) * 3 + 3
    if number == 24:
        return f"{when}-24", datetime.date(when, 12, 1), _end_of(when + 1, 2)
    return f"{when}-{number}", datetime.date(when, month, 1), _end_of(when, month + 2)


def _week(text: str, year: int | None) -> _Span | None:
    found = re.fullmatch(
        rf"(?:v|v\.|vecka|week|w)\s*(\d\d?)(?:\s*-\s*(?:v\.? ?)?(\d\d?))?(?:[ ,/-]*(?:år )?({_YEAR}))?",
        text,
    )
    if found:
        first, last, when = int(found[1]), int(found[2] or found[1]), int(found[3] or year or 0)
    else:
        found = re.fullmatch(rf"({_YEAR})[ ,-]*(?:v|v\.|vecka|w|week)\s*(\d\d?)", text)
        if not found:
            return None
        first = last = int(found[2])
        when = int(found[1])
    try:
        start = datetime.date.fromisocalendar(when, first, 1)
        end = datetime.date.fromisocalendar(when, last, 7)
    except ValueError:
        return None
    return f"{start}/{end}", start, end


def _years(text: str, _: int | None) -> _Span | None:
    found = re.fullmatch(
        rf"(?:(?:slutet|utgången|end|början|mitten|beginning|mid|årsskiftet|hela) ?(?:av|of)? ?)?(?:år |year )?({_YEAR})(?:\.0)?(?: års?)?",
        text,
    )
    if found:
        return _year(int(found[1]))
    found = re.fullmatch(rf"årsskiftet ({_YEAR})/(\d\d(?:\d\d)?)", text)
    if found:
        year = int(found[1])
        return (
            f"{year}-12-31/{year + 1}-01-01",
            datetime.date(year, 12, 31),
            datetime.date(year + 1, 1, 1),
        )
    return None


def _century(text: str) -> int:
    digits = text.lstrip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(year: int, month: int, day: int) -> _Span | None:
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None
    return found.isoformat(), found, found


def _end_of(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _month(year: int, month: int) -> _Span:
    return f"{year}-{month:02}", datetime.date(year, month, 1), _end_of(year, month)


def _year(year: int) -> _Span:
    return str(year), datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def _quarter_of(year: int, number: int) -> _Span:
    first = number * 3 - 2
    return f"{year}-{32 + number}", datetime.date(year, first, 1), _end_of(year, first + 2)


def _semester(year: int, number: int) -> _Span:
    first = number * 6 - 5
    return f"{year}-{39 + number}", datetime.date(year, first, 1), _end_of(year, first + 5)
