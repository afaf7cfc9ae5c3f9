"""One finding as running text, for formats that have one field for it."""

from typing import Final

from plangraf.language import Language, Text
from plangraf.validation.findings import Finding, Severity
from plangraf.validation.wording import capitalised

_LABELS: Final = (
    ("found", Text("Hittat", "Found")),
    ("expected", Text("Förväntat", "Expected")),
    ("nearest", Text("Närmast", "Nearest")),
)

COUNTED: Final = {
    Severity.VIOLATION: (Text("fel", "error"), Text("fel", "errors")),
    Severity.WARNING: (Text("varning", "warning"), Text("varningar", "warnings")),
    Severity.INFO: (Text("upplysning", "note"), Text("upplysningar", "notes")),
}
"""The words for one and for several findings of a severity."""


def details(finding: Finding, language: Language) -> list[tuple[str, str]]:
    """Label and text of what was found, expected and nearest, those that can be said."""
    said = []
    for name, label in _LABELS:
        text: Text | None = getattr(finding, name)
        if text is not None:
            said.append((label.in_(language), text.in_(language)))
    return said


def called(finding: Finding, language: Language) -> str:
    """The thing of a finding: kind and quoted name; empty where there is none."""
    return "" if finding.thing is None else capitalised(finding.thing.called(70)).in_(language)


def in_full(finding: Finding, language: Language) -> str:
    """Thing, message, found, expected, nearest and what to write, in one paragraph."""
    head = called(finding, language)
    parts = [f"{head}: {finding.message.in_(language)}" if head else finding.message.in_(language)]
    parts += [f"{label}: {text.rstrip('.')}." for label, text in details(finding, language)]
    if finding.advice is not None:
        parts.append(finding.advice.in_(language))
    return " ".join(parts)
