"""What a check finds: nouns only, frozen, without knowledge of engines or of how they are told.

Result    one line of a SHACL report, the same whichever engine wrote it
Finding   one thing for a person to look at: placed, explained, in both languages
Report    all findings of a check, and the verdict
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from rdflib import URIRef
from rdflib.term import Node

from plangraf.language import Text
from plangraf.validation.wording import quoted


class Severity(IntEnum):
    """How much a finding weighs, heaviest last."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @property
    def text(self) -> Text:
        """The word for one finding of this severity."""
        return _WORDS[self]

    @property
    def iri(self) -> URIRef:
        """The severity's name in SHACL."""
        return URIRef(f"http://www.w3.org/ns/shacl#{self.name.capitalize()}")


_WORDS: Mapping[Severity, Text] = {
    Severity.VIOLATION: Text("fel", "error"),
    Severity.WARNING: Text("varning", "warning"),
    Severity.INFO: Text("upplysning", "note"),
}


def severity_of(iri: Node | None) -> Severity:
    """Read a severity from its SHACL name; one of somebody's own counts as a violation."""
    for severity in Severity:
        if iri == severity.iri:
            return severity
    return Severity.VIOLATION


@dataclass(frozen=True)
class Result:
    """A `sh:ValidationResult`. `path` is written as in SPARQL, with full IRIs; None for none."""

    focus: Node
    path: str | None
    value: Node | None
    component: str
    shape: Node
    severity: Severity
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Location:
    """Where to look. Lines and columns count from 1; `excerpt` is the line as it stands there."""

    file: str
    line: int | None = None
    column: int | None = None
    end_column: int | None = None
    sheet: str | None = None
    excerpt: str = ""

    @property
    def cell(self) -> str:
        """The cell as spreadsheets name it: `Mål!C12`."""
        letters, number = "", self.column or 0
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return f"{self.sheet}!{letters}{self.line}"

    def __str__(self) -> str:
        if self.sheet is not None:
            return f"{self.file}:{self.cell}"
        parts = [self.file, self.line, self.column]
        return ":".join(str(part) for part in parts if part is not None)


@dataclass(frozen=True)
class Thing:
    """A thing as people call it: kind ("mål"), name, IRI (None for a blank node).

    `is_name` is False where `name` describes it instead: `för indikator ”…”`.
    """

    kind: Text
    name: Text
    iri: str | None = None
    is_name: bool = True

    def called(self, longest: int = 80) -> Text:
        """Kind and name in one: `mål ”Alla ska …”`, `målvärde för indikator ”…”`."""
        name = quoted(self.name, longest) if self.is_name else self.name
        return Text(f"{self.kind.sv} {name.sv}", f"{self.kind.en} {name.en}")


@dataclass(frozen=True)
class Finding:
    """One thing to look at. `rule` is a shape's local name, or `lexical-…` for our own checks."""

    rule: str
    severity: Severity
    message: Text
    thing: Thing | None = None
    plan: Thing | None = None
    goal: Thing | None = None
    property: Text | None = None
    path: str | None = None
    found: Text | None = None
    expected: Text | None = None
    advice: Text | None = None
    nearest: Text | None = None
    location: Location | None = None
    component: str = ""
    result: Result | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Report:
    """The outcome of one check. `files` are those checked, `triples` how much was in them."""

    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    triples: int
    profile: str
    engine: str
    notes: tuple[Text, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have just this severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def conforms(self) -> bool:
        """True when nothing weighs as much as a violation."""
        return not self.fails(Severity.VIOLATION)

    def fails(self, at: Severity) -> bool:
        """Say whether any finding weighs at least `at`."""
        return any(finding.severity >= at for finding in self.findings)
