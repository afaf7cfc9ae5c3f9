"""What headings are called in Swedish and English plans: a heading → a field, with certainty.

Turns the text of a heading into Guesses. Knows words only; the table around a heading (what stands
beside it, what stands in its cells) is weighed by `plangraf.plans.found.headers`.
"""

import difflib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from plangraf.plans.cells.amounts import unit_in, unit_said
from plangraf.plans.cells.dates import read_period
from plangraf.plans.files.cleaning import tidy
from plangraf.plans.found.heading_stems import asked, field_of_head
from plangraf.plans.found.heading_words import IN_FULL, TERMS

_Patterns = tuple[tuple[str, re.Pattern[str]], ...]
_WEAK: Final = frozenset(
    [
        "number",
        "name",
        "what",
        "year",
        "to",
        "from",
        "with",
        "priority",
        "plan",
        "municipality",
        "scope",
        "sub_area",
        "unit",
        "work_category",
        "outcome",
        "method",
    ]
)
_MONEY: Final = re.compile(r"(?:i )?(?:tkr|mnkr|mkr|msek|ksek|kkr|kr|kronor|sek|tusen kr(?:onor)?)")
_COUNTED: Final = ("cost", "funding", "outcome", "target", "baseline", "indicator")
_GROUP: Final = re.compile(
    r"barn|unga|ungdomar|barn(?:,| och| &) ?(?:unga|ungdomar|ungdom)|(?:unga )?vuxna|äldre|"
    r"anhöriga|närstående|nyanlända|(?:hela )?befolkningen|alla åldrar|children|young people|"
    r"children and young people|(?:young )?adults|older (?:people|adults)|relatives|carers|"
    r"general population"
)
# "Klart?", "Genomförd (ja/nej)": whether, not when.
_ASKS_WHETHER: Final = re.compile(
    r"klart?|klara|genomför[dt]|utför[dt]|färdigt?|påbörja[dt]|uppnå(?:dd|tt)|done|completed|"
    r"started"
)
_PREPOSITIONS: Final = frozenset(["till", "från", "med", "av", "to", "from", "with", "by"])
# What stands beside the thing itself in "Kontroll/åtgärd".
_BESIDE: Final = ("follow_up", "need", "name", "number")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DATE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d-\d\d(?:-\d\d)?)(?!\d)")
_CONNECTED: Final = re.compile(r"\s*/\s*|\s+(?:och|samt|eller|and|or|&|\+)\s+|\s*,\s*|\s+-\s+")
_MODIFIERS: Final = frozenset(
    [
        "number",
        "status",
        "comment",
        "description",
        "cost",
        "unit",
        "start",
        "deadline",
        "status_date",
        "responsible",
        "supporting",
        "indicator",
        "target",
        "baseline",
        "target_group",
        "follow_up",
        "method",
        "purpose",
    ]
)


@dataclass(frozen=True)
class Guess:
    """What a heading seems to be. `certainty` 1 is a known name; `date` is what it says of when."""

    field: str | None
    certainty: float
    date: str = ""
    unit: str = ""


@lru_cache(maxsize=4_000)
def guess(heading: str) -> Guess:
    """Return the best reading of one heading; field None where no word is known."""
    text = tidy(heading).lower().strip(" *:.?!_-")
    text = re.sub(r"(?<=[a-zåäö])- (?!(?:och|eller|samt)\b)(?=[a-zåäö])", "", text)
    dated = _DATE.search(text) or _YEAR.search(text)
    date = dated[1] if dated else ""
    plain = _DATE.sub("", text)
    plain = _YEAR.sub("", plain) if len(plain.strip(" -–/")) > 4 else plain
    bracket = re.search(r"\(([^()]*)\)", plain)
    unit = bracket[1].strip() if bracket else ""
    plain = re.sub(r"\s*\([^()]*\)\s*", " ", plain) if bracket and bracket.start() > 0 else plain
    plain = re.sub(r"^\d+[.)]?\s+", "", plain)
    if dated:
        plain = re.sub(r"\s(?:t\.?o\.?m\.?|fr\.?o\.?m\.?|till och med|per|den)\s*$", "", plain)
    plain = re.sub(r"(?<=\w) (?:innevarande|kommande|nästa|föregående|i) år$", "", plain)
    plain = re.sub(r"\s+", " ", plain).strip(" *:.,;?!–-/\"'")
    unit = unit or (plain if _MONEY.fullmatch(plain) else _trailing_unit(plain))
    if _names_a_time(text):
        return Guess("mark", 0.9, text)
    if _ASKS_WHETHER.fullmatch(plain) and ("?" in heading or "/" in unit):
        return Guess("status", 0.9, date)
    if _GROUP.fullmatch(plain):
        return Guess("group", 0.9)
    if date and plain.startswith("agenda"):
        plain, date = f"{plain} {date}", ""
    if not plain:
        return Guess("mark" if date else None, 0.8 if date else 0.0, date)
    beside = _best(unit) if plain in _PREPOSITIONS and unit else (None, 0.0)
    field, certainty = beside if beside[0] else _best(plain)
    if field == "deadline" and re.search("%|procent", text):
        return Guess("status", 0.7, date)  # "% klart"
    if field in ("cost", "funding"):
        factor = unit_in(text)
        sum_unit = unit if _MONEY.fullmatch(unit) and unit_in(unit) == factor else unit_said(text)
        return Guess(field, certainty, date, sum_unit if factor else "")
    if _MONEY.fullmatch(unit) and field not in _COUNTED:
        return Guess("cost", 0.85, date, unit)
    return Guess(field, certainty, date, unit)


def _names_a_time(text: str) -> bool:
    """Say whether a heading is itself a time: "Kv 2", "HT 2026", "slutet av mars"."""
    if re.match(r"(?:år|period|tid|datum)", text):
        return False
    read = read_period(text, 2000)
    return read is not None and bool(read.edtf) and not read.kind and not read.frequency


def _trailing_unit(plain: str) -> str:
    found = re.search(r"[\s,](tkr|mnkr|mkr|msek|ksek|kr|kronor|sek|%|procent|antal|st)$", plain)
    return found[1] if found else ""


def _best(plain: str) -> tuple[str | None, float]:
    if not plain.strip():
        return None, 0.0
    full = [field for field, pattern in _whole() if pattern.fullmatch(plain)]
    if full:
        return full[0] if len(full) == 1 else _preferred(full), 1.0
    chosen = re.match(r"prioritera(?:d|t|de) (?=\w)", plain)
    if chosen:
        field, certainty = _best(plain[chosen.end() :])
        return (field, certainty) if field else ("focus_area", 0.65)
    which = re.match(r"(?:\w+ )?(?:vilke[nt]|vilka|which|what|vad är) (?!gör)(\w{4,})", plain)
    named = [f for f, pattern in _whole() if which and pattern.fullmatch(which[1])]
    if named:
        return named[0], 0.8
    question = asked(plain)
    if question:
        return question
    parts = [part.strip(" .") for part in _CONNECTED.split(plain) if part]
    if len(parts) > 1:
        read = [_best(part) for part in parts]
        fields = [field for field, _ in read if field]
        if fields and len(set(fields)) == 1 and len(fields) == len(parts):
            return fields[0], min(0.95, *(c for _, c in read))
        if set(fields) == {"start", "deadline"}:
            return "deadline", 0.9
        if fields and len(fields) == len(parts):
            main = next((f for f in fields if f in ("activity", "goal")), fields[0])
            return main if fields[0] in _BESIDE else fields[0], 0.7
    started = [
        (m.end(), f) for f, pattern in _beginnings() if (m := pattern.match(plain)) is not None
    ]
    ended = [f for f, pattern in _ends() if pattern.fullmatch(plain)]
    if plain.split()[-1] in _PREPOSITIONS:
        ended = []  # "Riktar sig till" is no "Till"
    strong_end = [f for f in ended if f in _MODIFIERS and (f not in _WEAK or f == "number")]
    if started and ended and re.fullmatch(r"\w{3,}s \w+", plain):
        return ended[0], 0.85  # "Projektets mål"
    if started:
        length, field = max(started, key=lambda s: (s[0], s[1] not in _WEAK))
        rest = plain[length:].strip(" ,:;-/(")
        linked = re.match(
            (
                r"(?:för|av|till|om|i|på|per|med|som|of|for|to|in|by|and|och|att|kring|vid|från|"
                r"mot|"
                r"enligt)\b"
            ),
            rest,
        )
        if field == "name" and linked:
            return _best(rest[linked.end() :].strip())
        entity = next((f for f in ended if f in ("activity", "goal", "indicator")), None)
        if field == "start" and strong_end[:1] == ["deadline"]:
            return "start", 0.85  # "Startar senast"
        if field == "deadline" and linked:
            of = _best(rest[linked.end() :].strip())[0]
            field = of if of in ("start", "status_date", "follow_up") else field
        if entity and not linked and re.search(r"(?:ande|ende|ade?)\s+\w+$", plain):
            return entity, 0.85  # "Stödjande insatser"
        body = field == "responsible" and strong_end[:1] == ["supporting"]
        if strong_end and not linked and not body and field != strong_end[0]:
            return strong_end[0], 0.85
        return field, 0.6 if field in _WEAK else 0.9
    if ended:
        return (strong_end or ended)[0], 0.55 if ended[0] in _WEAK else 0.8
    return _compound(plain)


def _compound(plain: str) -> tuple[str | None, float]:
    """Read a Swedish compound by its last part: "aktivitetsansvarig" is somebody responsible."""
    for word in (plain.split()[-1], plain.split()[0]):
        for start in range(3, len(word) - 3):
            tail = word[start:]
            for field, pattern in _whole():
                if field not in _WEAK and pattern.fullmatch(tail) and len(tail) >= 5:
                    return field, 0.75
    for field, pattern in _beginnings():
        for found in re.finditer(r"(?<=\s)\S", plain):
            last = plain[found.start() :]
            ends = last in _PREPOSITIONS and field != "supporting"
            if field not in _WEAK and not ends and pattern.match(last):
                return field, 0.65
    head = field_of_head(plain) or _abbreviated(plain) or _misspelt(plain)
    return (head, 0.65) if head else (None, 0.0)


def _abbreviated(plain: str) -> str | None:
    """Read a heading whose last word is cut short: "Akt.", "Samv", "Beräkn. kostn."."""
    word = plain.split()[-1].strip(".")
    if not re.fullmatch(r"[a-zåäö]{3,9}", word):
        return None
    fields = {field for field, words in IN_FULL for w in words.split() if w.startswith(word)}
    return fields.pop() if len(fields) == 1 else None


def _misspelt(plain: str) -> str | None:
    """Read a heading that is nearly a usual one: "Aktivtet", "Ansvaig"."""
    usual = {word: field for field, words in IN_FULL for word in words.split() if len(word) > 5}
    near = difflib.get_close_matches(plain, usual, 1, 0.86) if len(plain) > 5 else []
    return usual[near[0]] if near else None


def _preferred(fields: list[str]) -> str:
    order = ("status", "deadline", "goal", "activity", "indicator", "responsible")
    return next((field for field in order if field in fields), fields[0])


@cache
def _whole() -> _Patterns:
    """Return what a whole heading may be. Compiled when the first table is read."""
    return tuple((field, re.compile(rf"(?:{terms})")) for field, terms in TERMS.items())


@cache
def _beginnings() -> _Patterns:
    """Return what a heading may begin with."""
    return tuple(
        (field, re.compile(rf"(?:{terms})(?=[\s,:;(/-]|$)")) for field, terms in TERMS.items()
    )


@cache
def _ends() -> _Patterns:
    """Return what a heading may end with."""
    return tuple((field, re.compile(rf"(?:.*[\s/-])(?:{terms})")) for field, terms in TERMS.items())
