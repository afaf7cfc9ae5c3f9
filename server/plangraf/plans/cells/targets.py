"""Reads target values and baselines: "≥ 90 %", "minskning med 40 %", "från 40 till 20", "öka".

Kinds: exact, least, most, range, change (relative to the baseline), direction (only more or less),
all, none, yes. An approximate value ("ca 200") keeps its mark. A unit is what stands after the
number; a percentage is "procent". What holds no value at all is None, and the caller tells.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from plangraf.plans.cells.amounts import read_number
from plangraf.plans.files.cleaning import tidy

_N: Final = r"([+-]?\d{1,3}(?: \d{3})+(?:,\d+)?|[+-]?\d+(?:[.,]\d+)?)"
_UP: Final = (
    r"(?:ök(?:a|ar|as|ad|ade|at|ning|ande)?|höja?s?|höjning|höjd|fler|högre|increas(?:e|ed|ing)|"
    r"rise|raise|higher|more|förbättr(?:a|as|ad|ing)|bättre)"
)
_DOWN: Final = (
    r"(?:minsk(?:a|ar|as|ad|ade|at|ning|ande)?|sänk(?:a|as|ning|t)?|färre|lägre|reduc(?:e|ed|"
    r"tion)|decreas(?:e|ed|ing)|lower|fewer|less)"
)
_LEAST: Final = (
    r"(?:minst|lägst|ej under|inte under|at least|min\.?|minimum|≥|>=|>|över|mer än|fler än|"
    r"more than|over|not less than|från och med)"
)
_MOST: Final = (
    r"(?:högst|max(?:imalt|\.)?|som mest|at most|no more than|≤|<=|<|under|mindre än|färre än|"
    r"less than|fewer than|below|inte över|ej över|upp till|up to)"
)
_ABOUT: Final = re.compile(
    r"^(?:ca\.?|cirka|c:a|ungefär|omkring|runt|around|about|approx(?:imately|\.)?|~|≈)\s*"
)
_POINTS: Final = ("procentenheter", "%enheter", "%-enheter", "percentage points", "pp", "p.e.")
_SHARE: Final = re.compile(
    r"^(?:%-?enheter|%|procentenheter|procent|per cent|percentage points|percent|pp|p\.e\.)"
)


@dataclass(frozen=True)
class Value:
    """A target or baseline as read; numbers are in `unit`, of a change relative to the baseline.

    One that only says which way has no number: `direction` is the concept of its scheme.
    """

    label: str
    kind: str
    value: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    unit: str = ""
    approximate: bool = False
    year: int | None = None
    start: Decimal | None = None
    direction: str = ""


def read_value(text: str, unit: str = "") -> Value | None:
    """Read one value; `unit` is what a heading or a unit column says."""
    label = tidy(text)
    plain = label.lower().replace("–", "-").replace("—", "-").strip(" .;:")
    year = None
    dated = re.search(
        (
            r"[(,]?\s*(?:(?:till|senast|år|vid utgången av|by|in|under|i|slutet av|den|,|"
            r"\()\s*)+((?:19|20)\d\d)\)?$"
        ),
        plain,
    )
    if dated is None:
        dated = re.search(r"(?<=[%\wåäö)])\s*\(((?:19|20)\d\d)\)$|(?<=%)\s+((?:19|20)\d\d)$", plain)
    if dated:
        year, plain = (
            int(dated[1] or dated[dated.lastindex or 1]),
            plain[: dated.start()].strip(" ,;("),
        )
    leading = re.match(r"(?:år )?((?:19|20)\d\d)\s*:\s*(?=\S)", plain)
    if leading:
        year, plain = int(leading[1]), plain[leading.end() :]
    plain = re.sub(
        r"^(?:mål(?:värde|et)?|target|nuläge|baseline|startvärde|utgångsläge)\s*:\s*", "", plain
    )
    approximate = _ABOUT.match(plain) is not None
    plain = _ABOUT.sub("", plain)
    for reader in (_words, _from_to, _change, _bounded, _range, _exact, _direction):
        found = reader(plain, label, unit)
        if found is not None:
            return replace(found, approximate=approximate or found.approximate, year=year)
    return None


def read_values(text: str, unit: str = "") -> list[Value] | None:
    """Read the values of a cell: one, or several apart ("85 % 2026, 90 % 2028"), or none."""
    parts = [p for p in re.split(r"\n|;|,\s", text) if p.strip()]
    if len(parts) > 1 and sum(bool(re.search(r"\d", p)) for p in parts) > 1:
        several = [read_value(part, unit) for part in parts]
        return [v for v in several if v is not None] if all(several) else None
    one = read_value(text, unit)
    return [one] if one else None


def _words(plain: str, label: str, unit: str) -> Value | None:
    if re.fullmatch(r"(?:alla|samtliga|all|everyone|100 ?%)(?: [\wåäö -]{0,60})?", plain):
        return Value(label, "all", Decimal(100), unit="procent")
    if re.fullmatch(r"(?:inga|ingen|none|noll|nollvision|zero)(?: [\wåäö -]{0,60})?", plain):
        return Value(label, "none", Decimal(0), unit=unit or _unit(plain.partition(" ")[2]))
    if re.fullmatch(r"(?:ja|yes|finns|klart?|genomfört|genomförd|beslutad|antagen|done)", plain):
        return Value(label, "yes", Decimal(1), unit="ja eller nej")
    if re.fullmatch(r"(?:nej|no|saknas|finns ej|finns inte)", plain):
        return Value(label, "yes", Decimal(0), unit="ja eller nej")
    return None


def _from_to(plain: str, label: str, unit: str) -> Value | None:
    found = re.fullmatch(
        rf"(?:.{{0,60}}?\s)?(?:från|from)\s+(?:ca |cirka )?{_N}\s*(%|procent)?\s*(?:till|to)\s+"
        rf"(?:ca |cirka |minst |högst )?{_N}\s*(.{{0,60}})",
        plain,
    )
    if not found:
        found = re.fullmatch(rf"{_N}\s*(%|procent)?\s*(?:→|->|=>)\s*{_N}\s*(.{{0,60}})", plain)
    if not found:
        found = re.fullmatch(rf"{_N}\s*(%|procent)?\s*(?:till|to)\s*{_N}\s*(.{{0,60}})", plain)
        if found and (read_number(found[1]) or 0) <= (read_number(found[3]) or 0):
            return None  # a rising pair is a range
    if not found:
        return None
    start, goal = read_number(found[1]), read_number(found[3])
    rest = _unit(found[4]) or _unit(found[2] or "") or unit
    return Value(label, "exact", goal, unit=rest, start=start)


def _change(plain: str, label: str, unit: str) -> Value | None:
    found = re.fullmatch(
        rf"(?:.{{0,80}}?\s)?({_UP}|{_DOWN})\s+(?:[\wåäö ]{{0,40}}\s)?(?:med|by|with)\s+"
        rf"(?:(minst|at least|högst|ca|cirka)\s+)?{_N}\s*(.{{0,60}})",
        plain,
    )
    if not found:
        found = re.fullmatch(
            rf"({_UP}|{_DOWN})\s+()?{_N}\s*((?:%|procent|pp|p\.e\.).{{0,40}})", plain
        )
    if not found:
        reversed_ = re.fullmatch(
            (
                rf"{_N}\s*(%|procent|procentenheter|per cent)\s+({_UP}|{_DOWN}|ökning|"
                rf"minskning)(?:\s.{{0,60}})?"
            ),
            plain,
        )
        if reversed_ is None:
            signed = re.fullmatch(
                r"([+-]\d+(?:[.,]\d+)?)\s*(%-?enheter|%|procentenheter|procent).{0,40}", plain
            )
            if signed is None:
                return None
            return Value(
                label, "change", read_number(signed[1]), unit=_change_unit(signed[2], unit)
            )
        number = read_number(reversed_[1])
        down = re.match(_DOWN, reversed_[3]) is not None
        return Value(label, "change", _signed(number, down), unit=_change_unit(reversed_[2], unit))
    if re.fullmatch(r"(?:19|20)\d\d", found[3]) and not found[4]:
        return None  # "öka jämfört med 2022"
    down = re.match(_DOWN, found[1]) is not None
    number = _signed(read_number(found[3]), down)
    changed = _change_unit(found[4], unit)
    if found[2] in ("minst", "at least"):
        return (Value(label, "change", most=number, unit=changed) if down
                else Value(label, "change", least=number, unit=changed))  # fmt: skip
    return Value(label, "change", number, unit=changed, approximate=found[2] in ("ca", "cirka"))


def _signed(number: Decimal | None, down: bool) -> Decimal | None:
    return None if number is None else -abs(number) if down else number


def _change_unit(rest: str, unit: str) -> str:
    read = _unit(rest) or unit
    return f"{read}, förändring" if read else "förändring"


def _bounded(plain: str, label: str, unit: str) -> Value | None:
    for kind, words in (("least", _LEAST), ("most", _MOST)):
        found = re.fullmatch(
            rf"(?:[\wåäö ]{{0,60}}(?<!no)(?<!ej)(?<!inte)(?<!not)\s)?{words}\s*{_N}\s*(.{{0,80}})",
            plain,
        )
        if not found:
            found = re.fullmatch(rf"{words}\s*{_N}\s*(.{{0,80}})", plain)
        if found and re.fullmatch(
            r"(?:fler|färre|mer|mindre|more|less|fewer)\D*(?:19|20)\d\d", plain
        ):
            return None  # "fler än 2024" compares with a year
        if found:
            number, read = read_number(found[1]), _unit(found[2]) or unit
            if kind == "least":
                return Value(label, kind, least=number, unit=read)
            return Value(label, kind, most=number, unit=read)
    found = re.fullmatch(
        rf"{_N}\s*(%|procent)?\s*(?:eller (?:mer|fler|högre)|or more|\+)\s*(.{{0,40}})", plain
    )
    if found:
        return Value(
            label, "least", least=read_number(found[1]), unit=_unit(found[2] or found[3]) or unit
        )
    found = re.fullmatch(
        rf"{_N}\s*(%|procent|[a-zåäö]+)?\s*(?:eller (?:mindre|färre|lägre|kortare)|or less|"
        rf"or fewer)"
        rf"\s*(.{{0,40}})",
        plain,
    )
    if found:
        return Value(
            label, "most", most=read_number(found[1]), unit=_unit(found[2] or found[3]) or unit
        )
    return None


def _range(plain: str, label: str, unit: str) -> Value | None:
    found = re.fullmatch(
        rf"(?:mellan |between )?{_N}\s*%?\s*(?:-|till|to|och|and)\s*{_N}\s*(.{{0,60}})", plain
    )
    if not found or found[1].startswith("-"):
        return None
    low, high = read_number(found[1]), read_number(found[2])
    if low is None or high is None or low > high:
        return None
    return Value(label, "range", least=low, most=high, unit=_unit(found[3]) or unit)


def _exact(plain: str, label: str, unit: str) -> Value | None:
    found = re.fullmatch(
        (
            rf"(?:(?:till|to|öka till|minska till|sänka till|höja till|increase to|reduce to|"
            rf"decrease to)\s+)?{_N}\s*(.{{0,80}})"
        ),
        plain,
    )
    if not found:
        found = re.fullmatch(rf"(?:.{{0,60}}?\s(?:till|to|är|is|:|=))\s*{_N}\s*(.{{0,60}})", plain)
    if not found or re.match(
        r"[.:]\d|/\d\d?(?![\d ])|(?:fler|färre)$|%.*/\s?\d+ ?%", found[2] or ""
    ):
        return None
    number = read_number(found[1])
    if re.fullmatch(r"(?:19|20)\d\d", plain) and not unit:
        return None  # a bare year says when, not how much
    return None if number is None else Value(label, "exact", number, unit=_unit(found[2]) or unit)


def _direction(plain: str, label: str, unit: str) -> Value | None:
    if re.search(r"(?<!\w)(?:än|than)(?!\w)", plain):
        return None  # better than another is a comparison, not a way to go
    if re.match(rf"(?:en |ett |ska |skall |should |an? )?{_UP}(?![\wåäö])", plain) or plain in (
        "↑",
        "uppåt",
        "upp",
        "up",
        "↗",
    ):
        return Value(label, "direction", unit=unit, direction="higher-is-better")
    if re.match(rf"(?:en |ett |ska |skall |should |an? )?{_DOWN}(?![\wåäö])", plain) or plain in (
        "↓",
        "nedåt",
        "ned",
        "ner",
        "down",
        "↘",
    ):
        return Value(label, "direction", unit=unit, direction="lower-is-better")
    return None


def _unit(text: str) -> str:
    """Return the unit that stands after a number, without what only goes on about it."""
    text = text.strip(" .,;:()")
    if not text:
        return ""
    share = _SHARE.match(text)
    if share:
        word = share[0]
        return "procentenheter" if word in _POINTS else "procent"
    st = re.match(r"(?:st|stycken|pcs)\b\.?\s*", text)
    if st:
        return text[st.end() :] or "stycken"
    return text if len(text) <= 60 else ""
