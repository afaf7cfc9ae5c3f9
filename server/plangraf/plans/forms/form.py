"""The form of a plan: which kinds of things it has, and the columns of each, in both languages.

One table for all: the workbook's sheets, the keys of YAML, the columns of CSV, the importer and the
exporter. A column says which property it becomes and how its cells are read. Names, help and what
is required come from the shapes where a column has a property
(`plangraf.plans.exporting.template`); labels given here are what stands in the heading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from rdflib import URIRef

from plangraf.language import Language, Text
from plangraf.plans.forms.form_columns import KINDS as _KINDS
from plangraf.plans.forms.form_columns import SHARED as _SHARED
from plangraf.plans.registers.lookups import folded
from plangraf.vocabulary import PREFIXES

Reading = Literal[
    "id", "label", "text", "string", "iri", "integer", "decimal", "date", "number",
    "concept", "ref", "actor", "period", "plan", "area", "language", "literal",
    "status", "status-date", "status-text", "status-note", "cost", "cost-year", "funding",
    "target", "baseline", "target-year", "unit", "start", "note", "indicator-ref", "selector",
]  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column. `of` names the scheme of a concept, or the kind that a reference points to."""

    key: str
    label: Text
    reading: str
    path: URIRef | None = None
    language: str | None = None
    of: str = ""
    many: bool = False
    template: bool = True
    example: Text | None = None

    def heading(self, language: Language) -> str:
        """The heading in a language."""
        return self.label.in_(language)


@dataclass(frozen=True)
class Kind:
    """A kind of thing: its sheet's name, its RDF types, its columns, the part of its IRI."""

    key: str
    label: Text
    types: tuple[URIRef, ...]
    path: str
    columns: tuple[Column, ...]
    template: bool = True

    def column(self, key: str) -> Column | None:
        """Return a column by its key; None if there is none."""
        return next((column for column in self.columns if column.key == key), None)


_EARLIER: Final = {
    "startvärde": "baseline",
    "stödjande": "supporting",
    "genomför planen": "implements",
}
"""What columns were called in workbooks that were made earlier."""


@cache
def names_of_columns(kind: str) -> dict[str, Column]:
    """Return the columns of a kind by all that their headings may say, folded."""
    columns = {column.key: column for column in kinds()[kind].columns}
    found: dict[str, Column] = {}
    for key, column in columns.items():
        for name in (column.label.sv, column.label.en, key, key.replace("_", " ")):
            found.setdefault(folded(name), column)
    return found | {name: columns[key] for name, key in _EARLIER.items() if key in columns}


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its key, in the order of the workbook's sheets."""
    found: dict[str, Kind] = {}
    for key, label, types, path, columns, in_template in _KINDS:
        listed = tuple(_columns(columns))
        found[key] = Kind(key, _text(label), tuple(_iri(t) for t in types.split()), path, listed,
                          in_template)  # fmt: skip
    return found


def _columns(rows: str) -> Iterator[Column]:
    for line in [*_lines(rows), *(_lines(_SHARED) if "SHARED" in rows else ())]:
        if line.strip() == "SHARED":
            continue
        parts = [part.strip() for part in line.split("|")]
        key, label, reading, path, extra = (parts + [""] * 5)[:5]
        example = parts[5] if len(parts) > 5 and parts[5] else ""
        reading, _, of = reading.partition(":")
        many = reading.endswith("+")
        reading = reading.rstrip("+")
        if of.endswith("+"):
            many, of = True, of.rstrip("+")
        language = extra.split()[0] if extra and extra.split()[0] in ("sv", "en") else None
        yield Column(
            key=key,
            label=_text(label),
            reading=reading,
            path=_iri(path) if path else None,
            language=language,
            of=of,
            many=many,
            template="full" not in extra.split(),
            example=_text(example) if example else None,
        )


def _lines(rows: str) -> list[str]:
    """One line a column: a line that begins with a blank goes on from the one above."""
    return [line for line in re.sub(r"\n +", " ", rows).split("\n") if line.strip()]


def _text(pair: str) -> Text:
    swedish, _, english = pair.partition(" / ")
    return Text(swedish.strip(), (english or swedish).strip())


def _iri(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)
