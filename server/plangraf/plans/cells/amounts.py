"""Reads amounts of money: "1,5 mnkr" → 1 500 000 kronor, a range as lowest and highest.

What is money is seen by its unit, or by there being nothing but a number; a heading may give the
unit ("Kostnad (tkr)"). Words around money say whose or what it is and stay in the label; other
numbers beside it, a share, or a price per person are not guessed at. A year stands apart from the
number ("12 000 kr 2020"), and a cell that holds a number is that number. A text without numbers
("ryms inom ram") gives no amount. What cannot be read is None, and the caller tells.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from plangraf.plans.files.cleaning import list_items, tidy

_UNITS: Final = (
    (1_000_000_000, r"miljarder|miljard|mdkr|mdr|billion|bn"),
    (1_000_000, r"miljoner|miljon|mnkr|mkr|mn kr|msek|milj\.?|mn|millions|million|m"),
    (1_000, r"tusentals?|tusen|tkr|t\.?\s?kr|ksek|tsek|kkr|thousand|k|t"),
    (1, r"kronor|krona|kr|sek|:-|,-|eur|euro|€"),
)
_UNIT: Final = "|".join(pattern for _, pattern in _UNITS)
_NUMBER: Final = r"[+-]?\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|[+-]?\d+(?:[.,]\d+)?"
_MOST: Final = (
    r"under|mindre än|less than|max(?:imalt|\.)?|högst|som mest|upp till|up to|at most|"
    r"(?:inte|ej) (?:mer än|över)|<=?|≤"
)
_LEAST: Final = r"minst|lägst|at least|från|över|mer än|more than|>=?|≥"
_COUNT: Final = (
    rf"(?:(?P<count>\d+)\s*(?:st\.?|(?!(?:{_UNIT})\b)[a-zåäö]{{3,}})?\s*"
    rf"(?:x|×|\*|à|gånger)\s*)?"
)
_TIMES_LAST: Final = re.compile(rf"^((?:{_NUMBER})\s*(?:{_UNIT}))\s*[x×*]\s*(\d+)$")
_A: Final = re.compile(rf"(?<![\w.,])({_NUMBER}) ?à ?({_NUMBER})(?![\w.,])")
_MONEY: Final = re.compile(
    rf"(?<![\w.,])(?:(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))\s*(?:(?:sek|kr|eur|€)\s*)?)?{_COUNT}"
    rf"(?P<between>mellan |between )?(?P<low>{_NUMBER})\s*(?P<unit>{_UNIT})?"
    rf"(?:(?(between)\s*(?:och|and|-)|\s*(?:-|till|"
    rf"to))\s*(?P<high>{_NUMBER})\s*(?P<upper>{_UNIT})?)?"
    rf"(?:\s*(?:kr|kronor|sek|:-|,-))*(?![\wåäö%])"
)
_APPROXIMATE: Final = re.compile(
    r"(?:(?<!\w)(?:ca\.?|cirka|c:a|ungefär|omkring|runt|uppskattningsvis|knappt|drygt|about|"
    r"approx\.?)(?=[\s\d:])|~|≈)[\s:]*"
)
_PART_OF: Final = re.compile(r"[\s,;(]+(?:varav|därav|of which)(?!\w).*$")
_YEARLY: Final = re.compile(
    r"\s*(?:/|(?<!\w)(?:per|om))\s?år(?:et|ligen)?(?!\w)|\s*årlig(?:en|t)|(?:per |/ ?|a )(?:year|"
    r"annum)|"
    r"annually|p\.?a\.?$"
)
_YEARS: Final = r"((?:19|20)\d\d(?: ?[-/] ?(?:(?:19|20)\d\d|\d\d(?! \d{3})))?)(?![\d.,])"
_YEARS_LAST: Final = re.compile(
    rf"(?:(?:,\s|\s)\s*|\s*\(\s*)(?:(?:år|för|in|i|under|från|from)\s)*{_YEARS}\)?\s*:?\s*$"
)
_YEARS_FIRST: Final = re.compile(
    rf"(?:år )?{_YEARS}(?:\s*:\s*|\s+(?:(?<=20[2-4]\d\s)- )?(?=(?:{_NUMBER})\s*(?:{_UNIT})(?!\w)))"
)
_YEARS_WITHIN: Final = re.compile(rf"\({_YEARS}\)")
_ONLY_YEARS: Final = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:(?:19|20)\d\d|\d\d)")
_PRICE: Final = re.compile(r"\s*(?:/|per\s|varje\s|à\s)\s*[a-zåäö]")
_LEADING: Final = re.compile(
    r"[\s.,:;()=?-]*(?:kostnad|budget|totalt?|summa|sek|kr|€|eur)?[\s.,:;()=?-]*"
)
_SHARE_OR_NOT: Final = re.compile(
    r"\d|%|procent|(?<!\w)(?:halva|hälften|ej|inte|inga?|not|no)(?!\w)"
)
_IN_WORDS: Final = re.compile(
    r"(?<!\w)(?:\w*hundra|\w*tusen|miljon(?:er)?|miljard(?:er)?|mkr|mnkr|tkr|thousand|"
    r"million)(?!\w)"
)
_EUR: Final = re.compile(r"€|\beur\b|\beuro\b", re.IGNORECASE)
_TOTAL: Final = re.compile(r"(?i)(?<!\w)(?:totalt?|summa|sammanlagt|in total)(?!\w)")
_OR_MORE: Final = re.compile(r"^(.*\d.*?)\s*(?:eller mer|och uppåt|or more)$")
_APART: Final = re.compile(r";|\+|\s/\s|,\s+(?=\D*\d)|\s(?:och|samt|and)\s(?=\D*\d)")


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
    if re.search(r"(?<!\d)1[ .]?000(?:-tals?|\s?-?kr|\s?sek|:-)", heading.lower()):
        return 1_000  # "Budget (1 000 kr)"
    for factor, pattern in _UNITS:
        words = "|".join(word for word in pattern.split("|") if len(word) > 1 or word == "€")
        if re.search(rf"(?<![\wåäö])(?:{words})(?![\wåäö])", heading.lower()):
            return factor
    return None


def unit_said(heading_unit: str) -> str:
    """Return a heading's unit as it is written after a number: "SEK thousand" → "tkr"."""
    if re.fullmatch(rf"(?:{_UNIT})", heading_unit.lower()):
        return heading_unit
    name = {1_000: "tusen", 1_000_000: "miljoner", 1_000_000_000: "miljarder"}.get(
        unit_in(heading_unit) or 1, ""
    )
    yearly = "/år" if _YEARLY.search(heading_unit.lower()) else ""
    return f"{name} {'eur' if _EUR.search(heading_unit) else 'kr'}{yearly}".strip()


def says_no_amount(text: str) -> bool:
    """Say whether a text gives no amount: words without a number ("ryms inom ram"), but years."""
    plain = re.sub(rf"(?<!\d){_YEARS}", "", text.lower())
    return bool(re.search(r"[a-zåäö]", plain)) and not (
        re.search(r"\d", plain) or _IN_WORDS.search(plain)
    )


def read_amounts(text: str, factor: int = 1) -> list[Amount] | None:
    """Read a cell's amounts: one, or one a line, or several told apart by years or by units.

    Where a part says that it is the sum of the others, it alone is the amount.
    """
    whole = read_amount(text, factor)
    if whole is not None:
        return [whole]
    found: list[Amount] = []
    for item in list_items(text):
        parts = [item] if read_amount(item, factor) else _apart(item)
        read = [read_amount(part, unit_in(item) or factor) for part in parts]
        found += [amount for amount in read if amount is not None]
        if not all(read):
            return None
    totals = [amount for amount in found if _TOTAL.search(amount.label)]
    return totals if len(totals) == 1 < len(found) else found or None


def _apart(item: str) -> list[str]:
    parts = [part for part in _APART.split(item) if part.strip()]
    apart = all(names_years(part) or unit_in(part) for part in parts)
    return parts if apart else item.split(";")


def read_amount(text: str, factor: int = 1) -> Amount | None:
    """Read one amount; `factor` is the heading's unit, which a unit in the cell overrides."""
    label = tidy(text)
    plain = label.lower().replace("–", "-").replace("—", "-")
    plain = re.sub(r"(?<=\d) ?['’´](?!\d)", " tkr", plain)
    plain = _TIMES_LAST.sub(r"\2 x \1", _PART_OF.sub("", plain).rstrip(" *"))
    plain = _OR_MORE.sub(r"minst \1", plain)
    plain = _A.sub(_as_range, plain)
    currency = "EUR" if _EUR.search(plain) else "SEK"
    approximate = _APPROXIMATE.search(plain) is not None
    plain = _APPROXIMATE.sub("", plain)
    yearly = _YEARLY.search(plain) is not None
    plain = _YEARLY.sub(" ", plain)
    if _ONLY_YEARS.fullmatch(plain):
        return None
    years, plain = _without_years(plain)
    plain = plain.rstrip(" .,").lstrip()
    found = [m for m in _MONEY.finditer(plain) if m[0].strip()]
    if len(found) != 1:
        return None
    money = found[0]
    before, after = plain[: money.start()], plain[money.end() :]
    unit = money["upper"] or money["unit"]
    alone = len(money["low"]) > 4 or money["low"] == "0"
    aside = r"[\s.,:;()?-]*|\s*\([^()\d]*\)" if alone else r"[\s.,:;()?-]*"
    bare = _LEADING.fullmatch(before) and re.fullmatch(aside, after)
    if before.strip() and not unit and re.fullmatch(r"(?:19|20)\d\d", money[0].strip()):
        return None
    if not bare and (not unit or len(unit) == 1 or _odd(before, after)):
        return None
    low, high = _decimal(money["low"]), _decimal(money["high"]) if money["high"] else None
    if low is None or (money["high"] and high is None):
        return None
    least = low * _factor(money["unit"] or unit, factor) * int(money["count"] or 1)
    about = (currency, years, yearly, approximate)
    if high is None:
        if money["most"]:
            return Amount(label, None, None, least, *about)
        if money["least"]:
            return Amount(label, None, least, None, *about)
        return Amount(label, least, None, None, *about)
    most = high * _factor(unit, factor)
    if not money["unit"] and low < 1000 <= high and low * 1000 <= high:
        least *= 1000  # "50–75 000 kr"
    beyond = low and low * 1000 <= high and most > 20 * least  # "5-600 000 kr"
    if money["low"].startswith("-") or least > most or beyond:
        return None
    return Amount(label, None, least, most, *about)


def _as_range(found: re.Match[str]) -> str:
    """Read "75 à 100" as from one to the other; "3 à 500" stays three times five hundred."""
    low, high = _decimal(found[1]), _decimal(found[2])
    near = low is not None and high is not None and low < high <= 3 * low
    return f"{found[1]}-{found[2]}" if near else found[0]


def _without_years(plain: str) -> tuple[str, str]:
    for pattern in (_YEARS_LAST, _YEARS_FIRST, _YEARS_WITHIN):
        dated = pattern.search(plain) if pattern is not _YEARS_FIRST else pattern.match(plain)
        if dated and re.search(r"\d", plain.replace(dated[0], "")):
            return dated[1], plain.replace(dated[0], " ")
    return "", plain


def _odd(before: str, after: str) -> bool:
    """Say whether the words around money make it something else than an amount."""
    return bool(_PRICE.match(after) or _SHARE_OR_NOT.search(before) or re.search(r"\d|%", after))


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
