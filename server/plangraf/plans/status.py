"""Reads how far something has come: words, Ja/Nej, percentages and traffic lights → status level.

Colours of filled cells are read by their hue alone: green done, yellow under way, red delayed, as
most plans use them; every reading by colour is told, since a plan may mean something else.
"""

import colorsys
import re
from typing import Final

from plangraf.plans.cleaning import tidy

_WORDS: Final = (
    ("not-started", (
        r"(?:ej|inte|icke|ännu inte) (?:på|i)?(?:börj\w+|startad?\w*|start\w*)|ej påbörjad\w*|"
        r"not (?:yet )?started|ingen åtgärd|nej|no|0 ?%|röd punkt|ej start|att göra|to ?do|"
        r"ej aktuell än|ej genomför\w+|inte genomför\w+|ej utför\w+|not done|ej klar\w*"
    )),
    ("delayed", (
        r"försen\w*|delayed|behind|sen|släpar\w*|efter plan\w*|röd\w*|red|avviker|avvikelse|"
        r"off track|överskriden|overdue|vilande|pausad\w*|on hold|paused|framflyttad\w*|"
        r"uppskjut\w*|skjuts upp|postponed|senarelagd"
    )),
    ("cancelled", (
        r"avbruten|avbrut\w*|inställd\w*|utgår|utgått|struken|cancell?ed|stopped|nedlagd\w*|"
        r"ej aktuell\w*|inte aktuell\w*|ersatt|borttagen|dropped|avslutas utan\w*|avskriven"
    )),
    ("completed", (
        r"klar\w*|genomför[dt]\w*|färdig\w*|avslutad\w*|avslutat|slutförd\w*|utförd\w*|"
        r"uppfylld\w*|uppnå\w*|completed?|done|finished|achieved|ja|yes|100 ?%|grön\w*|green|"
        r"uppdraget slutfört|verkställd\w*|beslutad|implementerad|infört|införd"
    )),
    ("ongoing", (
        r"löpande|kontinuerlig\w*|fortlöpande|ongoing|continuous\w*|permanent\w*|årligen|"
        r"återkommande"
    )),
    ("in-progress", (
        r"pågår|pågående|påbörja[dt]\w*|delvis\w*|startad\w*|startat|i gång|igång|under arbete|"
        r"under genomförande|in progress|på gång|uppstartad\w*|uppstart|(?:arbetet|insatsen|"
        r"projektet|arbete) (?:har |är )?(?:startat|påbörjats?|inlett|pågår|påbörjat)\w*|"
        r"inledd\w*|started|under way|underway|partly|partially|gul\w*|yellow|amber|on track|"
        r"enligt plan\w*|följer plan\w*|arbete pågår|delvis genomförd|halvklar|\d\d? ?%"
    )),
    ("planned", (
        r"planera\w*|planned|planeras|starta[rs]\w*(?: .{0,20})?|påbörjas(?: .{0,20})?|kommande|"
        r"framtida|upcoming|beslutad att starta|förbered\w*|schemalagd|initierad|blå|blue|grå|"
        r"grey|gray"
    )),
)  # fmt: skip
_FULL: Final = tuple((level, re.compile(rf"(?:{pattern})")) for level, pattern in _WORDS)
_HEAD: Final = tuple((level, re.compile(rf"(?:{pattern})(?![\wåäö])")) for level, pattern in _WORDS)
_SIGNS: Final = {
    "✓": "completed", "✔": "completed", "☑": "completed", "✅": "completed", "🟢": "completed",
    "🟡": "in-progress", "🟠": "delayed", "🔴": "delayed", "✗": "not-started", "✘": "not-started",
    "❌": "not-started", "⚪": "not-started", "🔵": "planned",
}  # fmt: skip


def read_status(text: str) -> tuple[str, str] | None:
    """Return (status level, what is left of the text as comment); None when no level is said."""
    whole = tidy(text)
    for sign, level in _SIGNS.items():
        if whole.startswith(sign):
            return level, whole[len(sign) :].strip("\ufe0f :-–")
    plain = whole.lower().strip(" .!:")
    for level, pattern in _FULL:
        if pattern.fullmatch(plain):
            return level, ""
    head, rest = _parted(whole)
    for level, pattern in _HEAD:
        if pattern.fullmatch(head.lower().strip(" .!:")):
            return level, rest
    for level, pattern in _HEAD:
        found = pattern.match(plain)
        if found and level != "not-started" and len(plain) <= 120:
            return level, whole
        if found and level == "not-started" and " " in found[0]:
            return level, whole
    return None


def _parted(text: str) -> tuple[str, str]:
    found = re.match(r"([^.,:;(–-]{2,40}?)\s*(?:[.,:;–-]\s+|\()(.+)$", text, re.DOTALL)
    return (found[1], found[2].rstrip(")")) if found else (text, "")


def level_of_colour(colour: str) -> str | None:
    """Return the level that a traffic-light colour (RRGGBB) usually means; None for others."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.25 or lightness < 0.15 or lightness > 0.96:
        return None
    degrees = hue * 360
    if 75 <= degrees <= 170:
        return "completed"
    if 40 <= degrees < 75:
        return "in-progress"
    if 18 <= degrees < 40:
        return "in-progress"
    if degrees < 18 or degrees > 340:
        return "delayed"
    return None
