"""The nouns of an import: what a file says, where it says it, and what there is to say about it.

    Cell      one value as it stood: its text, the typed value behind it, its place
    Record    one thing of a plan: a kind, its fields by key, its place
    Problem   something to tell a person: a warning at a place, or a mere note
    Unused    a cell that became nothing, with the reason: no cell is lost silently

Knows neither spreadsheets nor RDF. Everything that reads a plan from a file ends in Records, and
`plangraf.plans.building.importing` begins with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from plangraf.language import Text
from plangraf.validation.findings import Location, Severity

Value: TypeAlias = object
Fields: TypeAlias = Mapping[str, tuple["Cell", ...]]


@dataclass(frozen=True)
class Cell:
    """One value. `value` is what the file held (number, date, bool, text), `text` how it reads."""

    text: str
    location: Location
    value: Value = None

    def with_text(self, text: str) -> "Cell":
        """Return a cell at the same place with other words: a part of this one."""
        return Cell(text, self.location, text)


@dataclass(frozen=True)
class Record:
    """One thing of a plan.

    `fields` map keys of `plangraf.plans.forms.form` to one or more cells, `cells` those of a row of
    the form to where each stands, filled or not.
    """

    kind: str
    fields: Fields
    location: Location
    cells: Mapping[str, Location] = field(default_factory=dict)

    def first(self, key: str) -> Cell | None:
        """Return the first cell of a field; None when it is empty."""
        cells = self.fields.get(key, ())
        return cells[0] if cells else None

    def text(self, key: str) -> str:
        """Return the text of a field, "" when it is empty."""
        cell = self.first(key)
        return cell.text if cell else ""


@dataclass(frozen=True)
class Problem:
    """One thing to tell. `code` names the rule, so that a machine can count them."""

    code: str
    severity: Severity
    message: Text
    location: Location | None = None


@dataclass(frozen=True)
class Unused:
    """A cell or a row that became nothing, and why (`reason` is told, `code` is counted)."""

    code: str
    text: str
    reason: Text
    location: Location


@dataclass
class Notes:
    """Collects, along the way, what there is to tell; order is the order of the file."""

    problems: list[Problem] = field(default_factory=list)
    unused: list[Unused] = field(default_factory=list)

    def warn(self, code: str, message: Text, location: Location | None = None) -> None:
        """Add a warning: something a person should look at."""
        self.problems.append(Problem(code, Severity.WARNING, message, location))

    def fail(self, code: str, message: Text, location: Location | None = None) -> None:
        """Add an error: something that could not be read."""
        self.problems.append(Problem(code, Severity.VIOLATION, message, location))

    def note(self, code: str, message: Text, location: Location | None = None) -> None:
        """Add a note: something done that is worth knowing."""
        self.problems.append(Problem(code, Severity.INFO, message, location))

    def leave(self, code: str, text: str, reason: Text, location: Location) -> None:
        """List a cell or row that is not used."""
        self.unused.append(Unused(code, text, reason, location))
