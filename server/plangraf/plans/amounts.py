"""Reads amounts of money: "1,5 mnkr" → 1 500 000 kronor, a range as lowest and highest.

A heading may give the unit ("Kostnad (tkr)"). "Ryms inom ram" is no amount: it is told as words.
A year stands apart from the number ("12 000 kr 2020"): digits inside a number are never one, and a
cell that holds a number is that number. What cannot be read is None, and the caller tells.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from plangraf.plans.cleaning import tidy

_UNITS: Final = (
    (1_000_000_000, r"miljarder|miljard|mdkr|mdr|billion|bn"),
    (1_000_000, r"miljoner|miljon|mnkr|mkr|mn kr|msek|milj\.?|mn|million|millions|m"),
    (1_000, r"tusen|tkr|t kr|ksek|tsek|kkr|thousand|k|t"),
    (1, r"kronor|krona|kr|sek|:-|,-|eur|euro|€"),
)
_UNIT: Final = "|".join(pattern for _, pattern in _UNITS)
_NUMBER: Final = r"[+-]?\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|[+-]?\d+(?:[.,]\d+)?"
_NONE: Final = re.compile(
    r"(?:ryms |inom |ingår(?: |$)|ordinarie |befintlig|egen |egna |ingen |inga |no |within |ej |"
    r"finansieras|"
    r"arbetstid|personal|oklart|utreds|saknas|\?|-+$|tbd|ram$)",
    re.IGNORECASE,
)
_APPROXIMATE: Final = re.compile(
    r"(?:ca\.?|cirka|c:a|ungefär|omkring|uppskattningsvis|about|approx\.?|~|≈)\s*"
)
_YEARS: Final = r"((?:19|20)\d\d(?: ?[-/] ?(?:(?:19|20)\d\d|\d\d))?)(?![\d.,])"
_YEARS_LAST: Final = re.compile(
    rf"(?:(?:,\s|\s)\s*|\s*\(\s*)(?:år |för |in |i |under )?{_YEARS}\)?\s*:?\s*$"
)
_YEARS_FIRST: Final = re.compile(rf"(?:år )?{_YEARS}\s*:\s*")
_ONLY_YEARS: Final = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:(?:19|20)\d\d|\d\d)")
_EUR: Final = re.compile(r"€|\beur\b|\beuro\b", re.IGNORECASE)


@dataclass(frozen=True)
class Amount:
    """An amount in whole units of `currency`; `least` and `most` for ranges and bounds."""

    label: str
    value: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    currency: str = "SEK"
    years: str = ""
    yearly: bool = False
    approximate: bool = False


def unit_in(heading: str) -> int | None:
    """Return the factor that a heading such as "Kostnad (tkr)" gives; None when it has none."""
    for factor, pattern in _UNITS:
        if re.search(
            rf"(?<![\wåäö])(?:{pattern})(?![\wåäö])", heading.lower().replace("kr/", "kr ")
        ):
            return factor
    return None


def says_no_amount(text: str) -> bool:
    """Say whether a text is a known way of giving no amount ("ryms inom ram")."""
    return bool(_NONE.search(text)) and not re.search(r"\d", text)


def read_amount(text: str, factor: int = 1) -> Amount | None:
    """Read one amount; `factor` is the heading's unit, which a unit in the cell overrides."""
    label = tidy(text)
    plain = label.lower().replace("–", "-").replace("—", "-")
    plain = re.sub(r"(?<=\d) ?['’´](?!\d)", " tkr", plain)
    currency = "EUR" if _EUR.search(plain) else "SEK"
    approximate = _APPROXIMATE.search(plain) is not None
    plain = _APPROXIMATE.sub("", plain)
    yearly = re.search(
        r"(?:/|per |om )år(?:et|ligen)?|årlig(?:en|t)|per year|annually|p\.?a\.?$", plain
    )
    if yearly:
        plain = plain[: yearly.start()] + plain[yearly.end() :]
    if _ONLY_YEARS.fullmatch(plain):
        return None
    years = ""
    dated = _YEARS_LAST.search(plain) or _YEARS_FIRST.match(plain)
    if dated and re.search(r"\d", plain.replace(dated[0], "")):
        years = dated[1]
        plain = plain.replace(dated[0], " ")
    plain = re.sub(r"^(?:kostnad|budget|totalt|summa|total|sek|kr|€)\s*:?\s*", "", plain.strip())
    plain = _bare(plain)
    bound = re.match(
        r"(under|mindre än|less than|max(?:imalt)?|högst|upp till|up to|at most|<=?|≤|"
        r"minst|at least|>=?|≥|från)\s*",
        plain,
    )
    if bound:
        plain = plain[bound.end() :]
    ranged = re.fullmatch(
        rf"({_NUMBER})\s*({_UNIT})?\s*(?:-|till|to)\s*({_NUMBER})\s*({_UNIT})?\.?",
        plain.strip(" ."),
    )
    if ranged and not ranged[1].startswith("-"):
        unit = _factor(ranged[4] or ranged[2], factor)
        low, high = _decimal(ranged[1]), _decimal(ranged[3])
        least = None if low is None else low * _factor(ranged[2] or ranged[4], factor)
        if least is not None and high is not None and least <= high * unit:
            return Amount(label, None, least, high * unit,
                          currency, years, bool(yearly), approximate)  # fmt: skip
    single = re.fullmatch(
        rf"({_NUMBER})\s*({_UNIT})?(?:\s*(?:kr|kronor|sek|:-|,-))?[ .]*", plain.strip(" .,")
    )
    if not single:
        return None
    number = _decimal(single[1])
    if number is None:
        return None
    value = number * _factor(single[2], factor)
    if bound:
        upper = bound[1][0] in "mhul<≤a" and not bound[1].startswith(("minst", "at least"))
        return Amount(label, None, None if upper else value, value if upper else None,
                      currency, years, bool(yearly), approximate)  # fmt: skip
    return Amount(label, value, None, None, currency, years, bool(yearly), approximate)


def _bare(plain: str) -> str:
    """Take off what only says whose or what the money is: "statsbidrag 100 tkr (sökt)"."""
    bare = re.sub(r"\s*\([^()\d]*\)$|,\s[^\d]+$|\s(?:totalt|sammanlagt|in total)$", "", plain)
    led = re.match(r"(?:[a-zåäö][a-zåäö&-]*\s){1,4}(?=\d)", bare)
    bound = re.match(r"max|högst|upp till|up to|at |minst|från|under|mindre|less", bare)
    if led and not bound and re.search(rf"\d\s*(?:{_UNIT})$", bare):
        return bare[led.end() :]
    return bare


def typed_amount(number: Decimal, text: str) -> Amount:
    """Return what a cell that holds a number says; `text` is it as shown, with its unit if any."""
    currency = "EUR" if _EUR.search(text) else "SEK"
    return Amount(tidy(text), number * (unit_in(text) or 1), currency=currency)


def names_years(text: str) -> bool:
    """Say whether an amount in words gives its own year."""
    plain = tidy(text).lower().replace("–", "-").replace("—", "-")
    return (_YEARS_LAST.search(plain) or _YEARS_FIRST.match(plain)) is not None


def _factor(unit: str | None, otherwise: int) -> int:
    if not unit:
        return otherwise
    for factor, pattern in _UNITS:
        if re.fullmatch(pattern, unit):
            return factor
    return otherwise


def _decimal(text: str) -> Decimal | None:
    """Read a number with Swedish or English separators; three digits after one mean thousands."""
    text = text.replace(" ", "").replace("'", "")
    if "," in text and "." in text:
        decimal = max(text.rfind(","), text.rfind("."))
        text = re.sub(r"[.,]", "", text[:decimal]) + "." + text[decimal + 1 :]
    elif re.fullmatch(r"[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+", text):
        text = re.sub(r"[.,]", "", text)
    else:
        text = text.replace(",", ".")
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def read_number(text: str) -> Decimal | None:
    """Read a bare number; None when there is anything but one."""
    found = re.fullmatch(_NUMBER, tidy(text))
    return _decimal(found[0]) if found else None
