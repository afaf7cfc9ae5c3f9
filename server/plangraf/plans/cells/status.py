"""Reads how far something has come: words, Ja/Nej, percentages and traffic lights → status level.

A level is said by the stem of a word ("påbörj-", "slutför-"), wherever it stands in a short phrase;
a word for "not" before it turns it, and one for "partly" weakens it. Of a longer text the words up
to its first stop count, else those that it begins with. Colours of filled cells are read by their
hue alone: green done, yellow under way, red delayed, as most plans use them; every reading by
colour is told, since a plan may mean something else.
"""

import colorsys
import re
from typing import Final

from plangraf.plans.files.cleaning import tidy

_DONE: Final = (
    r"klar[at]?|klara|genomför(?:d|da|t|des)|färdig\w*|avslutad\w*|avslutats?|slutför(?:d|da|ts?)|"
    r"utför(?:d|da|ts?)|uppfyll(?:d|da|ts?)|uppnå(?:dd|dda|tts?)|avklara\w+|avrapporterad\w*|"
    r"åtgärda(?:d|de|ts?)|verkställ(?:d|da|ts?)|implementera(?:d|de|ts?)|inför(?:d|da|ts?)|"
    r"levererad\w*|i mål|målet (?:är )?(?:nått|uppnått)|completed?|done|finished|achieved|met|"
    r"grön\w*|green"
)
_BEGUN: Final = (
    r"pågår|pågående|påbörja[dt]\w*|påbörjats?|startad\w*|startats?|uppstart\w*|i gång|igång|"
    r"på gång|inled(?:d|da|ts?)|under (?:arbete|genomförande|uppstart|framtagande|upphandling|"
    r"utredning|"
    r"beredning|införande|uppbyggnad|utveckling)|i drift|arbetas? (?:med|på)|fortsätter|fortgår|"
    r"enligt plan\w*|följer plan\w*|löper på|rullar(?: på)?|in progress|started|under way|"
    r"underway|on track|gul\w*|yellow|amber|underhand"
)
_STEMS: Final = tuple(
    (level, re.compile(rf"(?<![\wåäö])(?:{stems})(?![\wåäö])"))
    for level, stems in (
        ("cancelled", (
            r"avbr[uy]t\w*|inställ(?:d|da|ts?)|(?:lades|lagts?|läggs) ne[dr]|ställ(?:s|des|ts) in|"
            r"(?:blev|blir) (?:inte|ej) av|(?:genomförs|görs|startas?|starta[rs]) (?:inte|"
            r"ej)(?! än)|utgå(?:r|tt)|struk\w+|nedlag[dt]\w*|"
            r"(?:ned|bort)prioriter\w+|borttag\w+|avskriv\w+|ersatt\w*|cancell?ed|stopped|dropped|"
            r"(?:ej|inte|inte längre|ej längre) aktuell\w*|avslutas utan\w*"
        )),
        ("delayed", (
            r"försen\w*|delayed|behind|sen|släpar\w*|(?:ligger )?efter(?: plan\w*)?$|ligger efter|"
            r"efter plan\w*|(?:följer |går )?(?:inte|ej) (?:enligt |som )?plan\w*|röd\w*|rött|red|"
            r"avvik\w+|off track|överskrid\w+|overdue|vila(?:r|nde)|pausa[dt]\w*|on hold|paused|"
            r"fram(?:flytt|skjut)\w+|uppskj\w+|skjut\w* (?:upp|fram|till)|flytta\w* (?:fram|till)|"
            r"på paus|"
            r"bordl\w+|(?:in)?väntar(?: på)?|"
            r"postponed|"
            r"senarelag\w+|avvakta\w*"
        )),
        ("not-started", (
            rf"(?:ej|inte|icke|aldrig|not|inget?) (?:ännu |helt |yet |har |been )?(?:på )?"
            rf"(?:start\w*|påbörj\w*|börj\w+|{_DONE}|{_BEGUN})(?: ännu)?|kvarstår|återstår|"
            r"ingen åtgärd|att göra|to ?do|ej aktuell än|(?:inte|ej) kommit (?:i ?gång|längre)|"
            r"not (?:yet )?beg[ua]n"
        )),
        ("in-progress", (
            r"delvis\w*|nästan|snart|till hälften|halvvägs|halvklar\w*|till viss del|partly|"
            r"partially|nearly"
        )),
        ("ongoing", (
            r"löpande|kontinuerlig\w*|fortlöpande|ständigt|ongoing|continuous\w*|permanent\w*|"
            r"årlig\w*|återkommande"
        )),
        ("completed", _DONE),
        ("in-progress", _BEGUN),
        ("planned", (
            r"planera\w*|planering\w*|planned|plan(?:erings)?fas\w*|starta[rs]|påbörjas|startas|"
            r"ska (?:starta|börja)|"
            r"genomförs|kommer att|ska \w+as|kommande|framtida|upcoming|förbered\w*|schemalagd\w*|"
            r"initierad\w*|beslutad\w*|inplanera\w*|tidsatt"
        )),
    )
)  # fmt: skip
_TURNED: Final = next(stems for level, stems in _STEMS if level == "not-started")
_GOING: Final = re.compile(rf"(?<![\wåäö])(?:{_BEGUN})(?![\wåäö])")
# What says a level only as the whole of a cell.
_WHOLE: Final = (
    ("cancelled", r"stoppad\w*"),
    ("not-started", r"nej|no|0 ?%|ej start|ej aktuell än|röd punkt"),
    ("completed", r"ja|yes|100 ?%|ok"),
    ("in-progress", r"\d\d? ?%(?: (?:klart?|genomfört|done))?|arbete\w* \w+|started"),
    ("planned", r"blå|blue|grå|grey|gray"),
)
_SIGNS: Final = {
    "✓": "completed", "✔": "completed", "☑": "completed", "✅": "completed", "🟢": "completed",
    "🟡": "in-progress", "🟠": "delayed", "🔴": "delayed", "✗": "not-started", "✘": "not-started",
    "❌": "not-started",
    "☐": "not-started", "⬜": "not-started",
    "□": "not-started", "⚪": "not-started", "🔵": "planned",
}  # fmt: skip


def read_status(text: str) -> tuple[str, str] | None:
    """Return (status level, what is left of the text as comment); None when no level is said."""
    whole = tidy(text)
    for sign, level in _SIGNS.items():
        if whole.startswith(sign):
            return level, whole[len(sign) :].strip("\ufe0f :-–")
    plain = whole.lower().strip(" .!:")
    exact = _level_of_all(plain)
    if exact:
        return exact, ""
    words = plain.split()
    phrase = _level_within(plain) if len(words) <= 3 else None
    if phrase:
        return phrase[0], "" if phrase[1] == plain else whole
    head, rest = _parted(whole)
    if rest:
        start = head.lower().strip(" .!:")
        said = _level_of_all(start)
        if said:
            return said, rest
        found = _level_within(start) if len(start.split()) <= 5 else None
        if found:
            return found[0], rest if found[1] == start else whole
    found = _level_within(plain) if len(words) <= 6 else _level_first(plain)
    return (found[0], whole) if found else None


def says_status(text: str) -> bool:
    """Say whether a text is a status and hardly anything else, as a column of statuses has them."""
    return len(text) < 40 and len(text.split()) <= 4 and read_status(text) is not None


def _level_of_all(plain: str) -> str | None:
    return next((level for level, words in _WHOLE if re.fullmatch(words, plain)), None)


def _level_within(plain: str) -> tuple[str, str] | None:
    """Return the level that a phrase says and the words that say it; what is turned comes first."""
    rest = plain
    turned = _TURNED.search(plain)
    if turned:
        rest = plain.replace(turned[0], " ")
    for level, stems in _STEMS:
        found = stems.search(plain if level in ("cancelled", "delayed", "not-started") else rest)
        if found and level == "not-started" and _GOING.search(rest):
            continue
        if found:
            return level, found[0]
    return None


def _level_first(plain: str) -> tuple[str, str] | None:
    if len(plain) > 120:
        return None
    begun = [(f.end(), level, f[0]) for level, stems in _STEMS if (f := stems.match(plain))]
    return max(begun)[1:] if begun else None


def _parted(text: str) -> tuple[str, str]:
    found = re.match(r"([^.,:;(–-]{2,40}?)\s*(?:[.,:;–-]\s+|\()(.+)$", text, re.DOTALL)
    return (found[1], found[2].rstrip(")")) if found else (text, "")


_HUES: Final = (
    ("red", 0, 18), ("orange", 18, 40), ("yellow", 40, 75), ("green", 75, 171), ("blue", 190, 260),
    ("red", 340, 361),
)  # fmt: skip
_LEVELS_OF_HUES: Final = {
    "green": "completed", "yellow": "in-progress", "orange": "in-progress", "red": "delayed",
}  # fmt: skip


def hue_of(colour: str) -> str:
    """Return the name of the hue of a colour (RRGGBB); "" for grey, black, white and others."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.25 or lightness < 0.15 or lightness > 0.96:
        return ""
    return next((name for name, low, high in _HUES if low <= hue * 360 < high), "")


def level_of_colour(colour: str) -> str | None:
    """Return the level that a traffic-light colour (RRGGBB) usually means; None for others."""
    return _LEVELS_OF_HUES.get(hue_of(colour))
