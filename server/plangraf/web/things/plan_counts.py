"""How much there is in a plan, as a page says it: so many of each kind, what was derived apart.

A goal that nobody wrote as a goal and a line that only states something are not counted as the
plan's goals and activities; they get a figure and a word of their own. What they are is read from
the data (`pg:assertionStatus`, `dcterms:type`), never from a plan's name.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from plangraf.language import Text
from plangraf.store.interface import Term
from plangraf.vocabulary import PGID
from plangraf.web.things.statements import Statements

COUNTED: Final = (
    "pg:FocusArea",
    "pg:Goal",
    "pg:Activity",
    "pg:SubActivity",
    "pg:Indicator",
    "pg:Need",
)
DERIVED: Final = PGID["assertion-status/derived"]
STATEMENT: Final = PGID["activity-type/statement"]
_APART: Final = {"pg:Goal": "derived", "pg:Activity": "statement"}
_WORDS: Final = {
    ("pg:FocusArea", ""): Text("områden", "areas"),
    ("pg:Goal", ""): Text("mål", "goals"),
    ("pg:Goal", "derived"): Text("härledda mål", "derived goals"),
    ("pg:Activity", ""): Text("aktiviteter", "activities"),
    ("pg:Activity", "statement"): Text("påståenden", "statements"),
    ("pg:SubActivity", ""): Text("delaktiviteter", "sub-activities"),
    ("pg:Indicator", ""): Text("indikatorer", "indicators"),
    ("pg:Need", ""): Text("behov", "needs"),
}
_ONE: Final = {
    ("pg:FocusArea", ""): Text("område", "area"),
    ("pg:Goal", ""): Text("mål", "goal"),
    ("pg:Goal", "derived"): Text("härlett mål", "derived goal"),
    ("pg:Activity", ""): Text("aktivitet", "activity"),
    ("pg:Activity", "statement"): Text("påstående", "statement"),
    ("pg:SubActivity", ""): Text("delaktivitet", "sub-activity"),
    ("pg:Indicator", ""): Text("indikator", "indicator"),
    ("pg:Need", ""): Text("behov", "need"),
}


@dataclass(frozen=True)
class Figure:
    """So many of a kind; `apart` is derived, statement, or empty for the plan's own."""

    curie: str
    apart: str
    count: int

    @property
    def text(self) -> Text:
        """What is counted, one or many."""
        words = _ONE if self.count == 1 else _WORDS
        return words[self.curie, self.apart]


@dataclass(frozen=True)
class Counts:
    """The figures of one plan."""

    figures: tuple[Figure, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.figures)

    def of(self, curie: str) -> tuple[Figure, ...]:
        """Return the figures of one kind: none, one, or the plan's own and those apart."""
        return tuple(figure for figure in self.figures if figure.curie == curie)


def counts(numbers: Mapping[tuple[str, str], int]) -> Counts:
    """Order numbers by kind; what is not there at all has no figure."""
    return Counts(
        tuple(Figure(*key, numbers[key]) for key in _WORDS if numbers.get(key)),
    )


def apart(curie: str, *, derived: bool, statement: bool) -> str:
    """Return how things of a kind are told apart."""
    word = _APART.get(curie, "")
    return word if {"derived": derived, "statement": statement}.get(word) else ""


def counted(about: Statements, things: Iterable[tuple[str, Term]]) -> Counts:
    """Count things of a plan by what is said of them."""
    return counts(
        Counter(
            (
                curie,
                apart(
                    curie,
                    derived=DERIVED in about.all(thing, "pg:assertionStatus"),
                    statement=STATEMENT in about.all(thing, "dcterms:type"),
                ),
            )
            for curie, thing in things
        )
    )
