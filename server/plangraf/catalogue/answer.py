"""The answer to a saved query as a table of typed cells, each label paired with its IRI.

Plain data between running and showing. A cell keeps its term, so that csv, JSON and XML say exactly
what the store said; beside it stand the text to show and the IRI that the text names.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rdflib import BNode, Literal, URIRef

from plangraf.catalogue.definition import Column, SavedQuery
from plangraf.catalogue.parameters import Values
from plangraf.language import Language, Text
from plangraf.store.interface import Row, Term
from plangraf.vocabulary import PREFIXES

_YES_NO = {True: Text("ja", "yes"), False: Text("nej", "no")}
Plain = str | int | Decimal | bool | datetime.date | datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `iri` is what the text names, or empty."""

    term: Term | None
    text: str
    iri: str = ""

    @property
    def value(self) -> Plain:
        """The cell as a number, date, truth or text; None when unbound."""
        if self.term is None:
            return None
        if isinstance(self.term, Literal) and self.term.datatype is not None:
            value = self.term.value
            if isinstance(value, float):
                return Decimal(repr(value)) if value - value == 0 else self.text
            if isinstance(value, bool | int | Decimal | datetime.date):
                return value
        return self.text

    def spoken(self, language: Language) -> str:
        """The text as a person reads it: yes and no in words, decimals with the language's sign."""
        value = self.value
        if isinstance(value, bool):
            return _YES_NO[value].in_(language)
        return decimal(value, language) if isinstance(value, Decimal) else self.text

    def brief(self, language: Language) -> str:
        """The text as `spoken`, a long decimal rounded for reading."""
        value = self.value
        return (
            decimal(rounded(value), language)
            if isinstance(value, Decimal)
            else self.spoken(language)
        )

    @property
    def language(self) -> str:
        """The language tag of the text, or empty."""
        return self.term.language or "" if isinstance(self.term, Literal) else ""


@dataclass(frozen=True)
class Table:
    """Rows of an answer, all columns (hidden ones too), and how they came to be.

    `offset` is the number of rows before the first; `more` says whether rows follow the last;
    `total` counts all rows, None when nobody counted.
    """

    query: SavedQuery
    values: Values
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    offset: int = 0
    more: bool = False
    total: int | None = None

    @property
    def shown(self) -> tuple[int, ...]:
        """The places of the columns that a person sees."""
        return tuple(n for n, column in enumerate(self.columns) if not column.hidden)


def cells(columns: Sequence[Column], row: Row) -> tuple[Cell, ...]:
    """Turn a row of terms into cells; a label's IRI is found in the column it links to."""
    by_variable = {column.variable: term for column, term in zip(columns, row, strict=True)}
    made = []
    for column, term in zip(columns, row, strict=True):
        named = by_variable.get(column.link) if column.link else term
        iri = str(named) if isinstance(named, URIRef) else ""
        text = _span(iri) if column.kind == "evidence" and iri else _text(term)
        made.append(Cell(term, text, iri if term is not None else ""))
    return tuple(made)


def decimal(number: Decimal, language: Language) -> str:
    """Write a number with all its digits and no exponent: 0,95 in Swedish, 0.95 in English."""
    plain = format(number, "f")
    return plain.replace(".", ",") if language == "sv" else plain


def rounded(number: Decimal) -> Decimal:
    """Round to two decimals, below one to two digits that count: 77.30, 0.0042."""
    places = 2 if abs(number) >= 1 or not number else 1 - number.adjusted()
    exponent = number.as_tuple().exponent
    long = isinstance(exponent, int) and -exponent > places
    return Decimal(format(number, f".{places}f")) if long else number


def shortened(iri: str) -> str:
    """Write an IRI with a prefix where there is one."""
    fitting = [(len(ns), p) for p, ns in PREFIXES.items() if iri.startswith(ns)]
    if not fitting:
        return iri
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"


def _span(iri: str) -> str:
    """Name a piece of evidence by what comes last in its IRI, mostly its place in the source."""
    return iri.rpartition("/")[2]


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, URIRef):
        return shortened(str(term))
    return f"_:{term}" if isinstance(term, BNode) else str(term)
