"""What a label says about how a thing is measured: unit, ages, school year, threshold, variant.

Turns the words of an indicator, or of a series' title, into a Measure. Only what is written counts:
what is not said stays None and is held against no one.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from plangraf.content.words import words

Unit = Literal["share", "count", "rate", "yes-no", "cost", "index"]
Group = Literal["children", "older", "staff"]
YOUNG: Final = (0, 24)
OLD: Final = (65, 120)

_UNITS: Final[tuple[tuple[Unit, str], ...]] = (
    ("yes-no", r"\(ja\b|ja ?/ ?nej|ja ?= ?[12]"),
    ("cost", r"\bkr\b|kronor|kostnad|\btkr\b|intäkter"),
    ("rate", r"antal ?/|/ ?1 ?000|per 100 ?000|per 1 ?000|/100 ?000"),
    ("share", r"\bandel|\(%\)|procent"),
    ("index", r"\bindex\b|medelvärde|betygspoäng|meritvärde"),
    ("count", r"\bantal\b"),
)
_AGES: Final = re.compile(r"(\d{1,3}) ?[-–] ?(\d{1,3}) ?(?:år|åring)")
_FROM: Final = re.compile(r"(\d{2}) ?(?:år)? ?(?:\+|och äldre|år och äldre)")
_GRADE: Final = re.compile(r"(?:åk\.?|årskurs|år) ?(\d)\b")
_REGIONAL: Final = re.compile(r"\blän(?:et|ets|s)?\b|\bregion(?:en|ens|al\w*)?\b|\blandsting")
_DAYS: Final = re.compile(r"inom (\d+|tre|fyra|fem) (dagar|år|dygn|månader)")
_NUMBERS: Final = {"tre": "3", "fyra": "4", "fem": "5"}
_GROUPS: Final[tuple[tuple[Group, str], ...]] = (
    (
        "staff",
        r"enligt (?:lärar|pedagog|personal|chef)|personal\w* som|pedagogisk personal"
        r"|anställda|medarbetare|avlönad|årsarbetare",
    ),
    ("older", r"\bäldre\b|äldreomsorg|hemtjänst|särskilt boende|senior|pensionär|säbo|\b65 ?\+"),
    ("children", r"\bbarn|\bunga\b|ungdom|elever|skol|klassare|0[-–](?:17|18|19|20|24)"),
)
_VARIANTS: Final = re.compile(
    r"osäkerhetstal|svarsfrekvens|antal svar|enskild regi|kommunal regi|fristående|kommunala skolor"
    r"|kommunalförbund|modellberäknat|introduktionsprogram|högskoleförberedande|yrkesprogram hem"
    r"|yrkesprogram läges|exkl\.|lägeskommun|köp av|eftergymnasial|förgymnasial"
    r"|gymnasial utbildning|medarbetarengagemang"
    r"|återgivet i press|webbsida|nettokostnad|årsarbetare|månadsavlönade|KPB",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Measure:
    """What is said; None where nothing is."""

    unit: Unit | None
    ages: tuple[int, int] | None
    group: Group | None
    grade: str | None
    upper_secondary: bool
    within: str | None
    variants: frozenset[str]
    scope: str | None


@lru_cache(maxsize=20_000)
def read_measure(text: str) -> Measure:
    """Read a label or a title."""
    low = text.lower()
    unit = next((name for name, pattern in _UNITS if re.search(pattern, low)), None)
    group = next((name for name, pattern in _GROUPS if re.search(pattern, low)), None)
    grade = _GRADE.search(low)
    within = _DAYS.search(low)
    return Measure(
        unit=unit,
        ages=_ages(low),
        group=group,
        grade=grade[1] if grade else None,
        upper_secondary="gymnasi" in low or (grade is not None and grade[1] in "123"),
        within=f"{_NUMBERS.get(within[1], within[1])} {within[2]}" if within else None,
        scope="county" if _REGIONAL.search(low) else None,
        variants=frozenset(found.lower() for found in _VARIANTS.findall(text)),
    )


def people_of(text: str) -> str:
    """Return the words by which people of the ages that a title states are called."""
    ages = _ages(text)
    if ages is None:
        return ""
    called = {
        "barn": ages[1] <= 20,
        "unga ungdomar": YOUNG[0] < ages[1] <= 25,
        "vuxna": ages[0] >= 16 and ages[1] >= 30,
        "äldre": ages[0] >= OLD[0],
    }
    return " ".join(words for words, so in called.items() if so)


def says(text: str, variant: str) -> bool:
    """Whether a text itself asks for a variant: all of the variant's words stand in it."""
    return set(words(variant)) <= set(words(text))


def _ages(low: str) -> tuple[int, int] | None:
    if found := _AGES.search(low):
        return int(found[1]), int(found[2])
    if found := _FROM.search(low):
        return int(found[1]), 120
    return None
