"""Reads how often something is done, and words that say when without a date.

"varje höst", "2 ggr/år", "terminsvis", "årligen" → a frequency and the words that are left;
"snarast", "inför budget", "under planperioden" → words that need no date. Times are read by
`plangraf.plans.cells.dates`.
"""

import re
from typing import Final

_PER: Final = r"(?:\s*/\s*|\s+(?:per|om|i|a|an|each|every)\s+)"
_COUNTS: Final = {
    "en": 1, "1": 1, "två": 2, "2": 2, "tre": 3, "3": 3, "fyra": 4, "4": 4, "12": 12, "tolv": 12,
    "once": 1, "twice": 2,
}  # fmt: skip
_YEAR: Final = r"år(?:et)?|läsår(?:et)?|kalenderår|verksamhetsår|year|annum"
_UNITS: Final = (
    ("annual", rf"{_YEAR}|vår|sommar|höst|vinter|spring|summer|autumn|jul"),
    ("half-yearly", r"halvår(?:et)?|termin(?:en)?|half-year|term"),
    ("quarterly", r"kvartal(?:et)?|quarter"),
    ("monthly", r"månad(?:en)?|month"),
    ("recurring", (
        r"tertial(?:et)?|vecka|veckan|dag|mandatperiod(?:en)?|planperiod(?:en)?|period|week|day|"
        r"apt|möte|sammanträde|gång|nämnd(?:möte|sammanträde)?"
    )),
)  # fmt: skip
_UNIT: Final = "|".join(pattern for _, pattern in _UNITS)
_EVERY: Final = re.compile(
    rf"(?:varje|vart|vid varje|every|each|per|en gång varje) (?P<unit>{_UNIT})(?![\wåäö])"
)
_OTHER: Final = re.compile(
    r"(?:vartannat|varannan|every (?:other|second)) (?P<other>\w+)|"
    r"(?:vart|var|varje|every) (?:\w+(?:dje|de|te|nde|rd|th)|\d+:?[ae]) (?:\w+)"
)
_TIMES: Final = re.compile(
    rf"(?P<count>\w+) ?(?:ggr?|g|x|(?!tim|min|kr|tkr|pro|per|"
    rf"dag)[a-zåäö]{{3,}}){_PER}(?P<of>{_UNIT})(?![\wåäö])|"
    r"(?P<english>once|twice) a (?P<per>year|month|week|term)"
)
_ADVERBS: Final = (
    ("annual", r"årlig(?:en|t|a)?|årsvis|annual(?:ly)?|yearly|per år|/år"),
    ("half-yearly", r"halvårsvis|halvårlig\w*|terminsvis|half-yearly|biannual(?:ly)?"),
    ("quarterly", r"kvartals?vis|quarterly"),
    ("monthly", r"månads?vis|månatlig(?:en|t|a)?|monthly"),
    ("recurring", (
        r"tertialvis|veckovis|dagligen|återkommande|regelbund(?:et|na)|recurring|regularly|weekly|"
        r"daily|vid flera tillfällen"
    )),
    ("continuous", (
        r"löpande(?: under (?:hela )?(?:perioden|planperioden|året|\w*perioden))?|kontinuerligt?|"
        r"fortlöpande|tills ?vidare|pågående|pågår(?: löpande)?|ongoing|continuous(?:ly)?|"
        r"until further notice|permanent|ständigt|continual(?:ly)?|rullande|"
        r"(?:under |inom |i )?(?:hela )?\w*period(?:en|s giltighetstid)|"
        r"under planens giltighetstid|under (?:hela )?\w*perioden|"
        r"(?:vid|efter) behov|as needed"
    )),
)  # fmt: skip
_ADVERB: Final = tuple(
    (name, re.compile(rf"(?<![\wåäö/])(?:{pattern})(?![\wåäö])")) for name, pattern in _ADVERBS
)
_SHORT_OF_DATE: Final = (
    r"januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    r"vår(?:en)?|sommar(?:en)?|höst(?:en)?|vinter(?:n)?|kvartal(?:et)?|vecka|termin(?:en)?|"
    r"halvår(?:et)?|tertial(?:et)?"
)
_VAGUE: Final = re.compile(
    r"omedelbart|omgående|genast|(?:så )?snar(?:ast|t)(?: som)?(?: möjligt)?|direkt|samma dag|"
    r"(?:på )?(?:sikt|(?:kort|medellång|lång)(?:are)? (?:sikt|term))(?: \(?[\d –-]+(?:år)?\)?)?|"
    r"inom (?:en|ett|kort|de närmaste|\d+)(?: \d+)?(?: (?:timm|dyg|dag|veck|månad|år)\w*)?|"
    r"(?:under|hela|inom|i)(?: (?:hela|början av|slutet av|slutet på|nästa|kommande|innevarande))* "
    r"(?:[a-zåäö]*året|år|[a-zåäö]*åren)|året (?:om|runt)|nästa år|kommande år|"
    r"(?:ännu )?(?:ej|inte|icke) [\wåäö]+(?: än(?:nu)?)?|oklart|okänt|osäkert|oviss?t|"
    rf"(?:vid|inför|efter|före|innan|i samband med|i anslutning till)(?: (?!(?:{_SHORT_OF_DATE})\b)"
    r"[a-zåäö-]+){1,4}|"
    r"immediately|as soon as possible|asap|within \w+ (?:hour|day|week|month|year)s?|"
    r"[a-zåäö]+(?:lovet|starten|slutet|avslutningen|helgen)|(?:short|medium|long)[ -]term|tbd|"
    r"to be decided|all year(?: round)?"
)


def read_recurrence(plain: str) -> tuple[str, str]:
    """Return the frequency that a text says, and its other words; "" and the text for none."""
    found = _TIMES.search(plain)
    if found:
        count = _COUNTS.get(found["count"] or found["english"], 0)
        unit = next(n for n, p in _UNITS if re.fullmatch(p, found["of"] or found["per"]))
        return _often(count, unit), _rest(plain, found)
    found = _OTHER.search(plain)
    if found:
        two_years = re.fullmatch("år|year", found["other"] or "")
        return "biennial" if two_years else "recurring", _rest(plain, found)
    found = _EVERY.search(plain)
    if found:
        unit = next(name for name, pattern in _UNITS if re.fullmatch(pattern, found["unit"]))
        return unit, _rest(plain, found)
    for name, pattern in _ADVERB:
        found = pattern.search(plain)
        if found:
            return name, _rest(plain, found)
    return "", plain


def _often(count: int, unit: str) -> str:
    if count == 1:
        return unit
    return {
        ("annual", 2): "half-yearly", ("annual", 4): "quarterly", ("annual", 12): "monthly",
        ("half-yearly", 2): "quarterly",
    }.get((unit, count), "recurring")  # fmt: skip


def _rest(plain: str, found: re.Match[str]) -> str:
    left = plain[: found.start()] + " " + plain[found.end() :]
    return re.sub(r"\s+", " ", left.replace("()", " ")).strip(" ,;:()-")


def is_vague(plain: str) -> bool:
    """Say whether a text is a known way of saying when without a date ("snarast")."""
    return _VAGUE.fullmatch(plain) is not None
