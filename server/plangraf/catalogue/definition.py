"""What a saved query is: its question, parameters, columns and chart, as read from its file.

Plain frozen data. `docs/queries.md` explains every field to those who write queries.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import cached_property
from typing import Literal

from plangraf.errors import UnknownName
from plangraf.language import Language, Text

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
ParameterKind = Literal["iri", "literal", "integer", "number", "lang", "prefix_datatype"]
ColumnKind = Literal["text", "integer", "decimal", "date", "boolean", "iri", "evidence"]

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
LANGUAGE_VARIABLE = "_lang"
_AGO = re.compile(r"-P([1-9][0-9]?)Y")
MARKS = ("bar", "line", "point", "rect")
CHANNELS = ("x", "y", "color", "detail", "row")


@dataclass(frozen=True)
class Choice:
    """One allowed value as written in a header; labels default to the value itself."""

    value: str
    label: Text


@dataclass(frozen=True)
class Parameter:
    """What a caller may give. `variable` has no `?`; `detail` is the language tag or datatype IRI.

    `values` is the text of the query that lists the allowed values, `choices` is that list itself;
    at most one of them is set.
    """

    name: str
    variable: str
    kind: ParameterKind
    label: Text
    required: bool
    detail: str = ""
    multiple: bool = False
    preset: tuple[str, ...] = ()
    values: str = ""
    values_name: str = ""
    choices: tuple[Choice, ...] = ()
    any: Text | None = None
    hint: Text | None = None
    minimum: str = ""
    maximum: str = ""
    pattern: str = ""

    @property
    def default(self) -> tuple[str, ...]:
        """The values that hold when none is given; `-P1Y` among them is the day a year ago."""
        return tuple(_day_before(text) if _AGO.fullmatch(text) else text for text in self.preset)


@dataclass(frozen=True)
class Column:
    """One variable of the answer. `link` names the variable with the IRI that this cell names.

    `counts` is the pattern of what a number counts, ?thing; it may lean on the row's other cells.
    """

    variable: str
    label: Text
    link: str = ""
    hidden: bool = False
    kind: ColumnKind | None = None
    unit: Text | None = None
    counts: str = ""


@dataclass(frozen=True)
class Channel:
    """What one side of a chart shows: a variable of the query, or the number of its rows."""

    field: str
    type: str = "nominal"
    aggregate: str = ""
    sort: str = ""
    title: Text | None = None


@dataclass(frozen=True)
class Chart:
    """A Vega-Lite mark and encoding; fields are variables of the query."""

    mark: str
    encoding: Mapping[str, Channel]

    @property
    def numbers(self) -> Channel:
        """The channel that is measured: the quantitative one of x and y, x before y for bars."""
        first, second = ("x", "y") if self.mark == "bar" else ("y", "x")
        quantitative = self.encoding[second].type == "quantitative"
        only = quantitative and self.encoding[first].type != "quantitative"
        return self.encoding[second if only else first]

    @property
    def names(self) -> Channel:
        """The other one of x and y."""
        return self.encoding["y" if self.numbers is self.encoding["x"] else "x"]


@dataclass(frozen=True)
class Expectation:
    """What must hold of the answer on the shipped data."""

    min_rows: int = 0
    columns: tuple[str, ...] = ()
    params: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """A group of queries: a folder and its title."""

    name: str
    title: Text


@dataclass(frozen=True)
class SavedQuery:
    """One saved query. `text` is the whole file, `file` its path below the queries folder.

    `behind` names the query whose number this one explains, if it does.
    """

    name: str
    group: str
    file: str
    text: str
    form: Form
    title: Text
    summary: str
    sentence: Text
    id: str = ""
    note: Text | None = None
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    chart: Chart | None = None
    tests: Expectation = Expectation()
    tags: tuple[str, ...] = ()
    license: str = CC0
    page_size: int = 100
    speaks: bool = False
    limited: bool = False
    behind: str = ""

    @property
    def body(self) -> str:
        """The query without its header."""
        lines = self.text.splitlines()
        return "\n".join(line for line in lines if not line.startswith("#+")).strip() + "\n"

    def find_parameter(self, name: str) -> Parameter | None:
        """Return the parameter of that name, or None."""
        return next((p for p in self.parameters if p.name == name), None)

    def column(self, variable: str) -> Column:
        """Return the column of a variable of the answer."""
        return next(c for c in self.columns if c.variable == variable)

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns that a table shows."""
        return tuple(column for column in self.columns if not column.hidden)


@dataclass(frozen=True)
class Catalogue:
    """All saved queries, in the order of their groups, with the titles of the groups."""

    queries: tuple[SavedQuery, ...]
    groups: tuple[Group, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, SavedQuery]:
        """The queries by name."""
        return {query.name: query for query in self.queries}

    def get(self, name: str) -> SavedQuery:
        """Return the query of that name; UnknownName carries the nearest names."""
        if name in self.by_name:
            return self.by_name[name]
        nearest = tuple(get_close_matches(name.lower(), list(self.by_name), 3, 0.5))
        first = f" Menade du {nearest[0]}?" if nearest else ""
        first_en = f" Did you mean {nearest[0]}?" if nearest else ""
        raise UnknownName(
            Text(
                f"Det finns ingen färdig fråga ”{name}”.{first}",
                f"There is no saved query “{name}”.{first_en}",
            ),
            nearest=nearest,
            remedy=Text(
                "Alla frågor: plangraf query, eller /queries.",
                "All queries: plangraf query, or /queries.",
            ),
        )

    def by_group(self, language: Language = "sv") -> Iterator[tuple[str, tuple[SavedQuery, ...]]]:
        """Yield each group's title with its queries; groups without queries are left out."""
        for group in self.groups:
            members = tuple(query for query in self.queries if query.group == group.name)
            if members:
                yield group.title.in_(language), members


def _day_before(duration: str) -> str:
    """Return the day so many years before today; in a year without it, the 28th of February."""
    today = datetime.now(UTC).date()
    year = today.year - int(duration[2:-1])
    last = monthrange(year, today.month)[1]
    return today.replace(year=year, day=min(today.day, last)).isoformat()
