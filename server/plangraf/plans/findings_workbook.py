"""A report as a workbook: the user's own with notes and a sheet of findings, or that sheet alone.

Turns Findings into lines and notes. How they get into the file is known to
`plangraf.plans.files.workbook_marking` and `plangraf.plans.files.workbook_writing`.
"""

from collections import defaultdict
from typing import Final

from plangraf.language import Language, Text
from plangraf.plans.files.workbook_marking import Line, mark_workbook
from plangraf.plans.files.workbook_writing import write_tables
from plangraf.validation.findings import Finding, Report
from plangraf.validation.rendering.sentences import called, in_full
from plangraf.validation.wording import capitalised

_TITLE: Final = Text("Anmärkningar", "Findings")
_HEADINGS: Final = (
    Text("Plats", "Place"),
    Text("Allvar", "Severity"),
    Text("Plan", "Plan"),
    Text("Mål", "Goal"),
    Text("Gäller", "About"),
    Text("Vad som är fel", "What is wrong"),
    Text("Hittat", "Found"),
    Text("Förväntat", "Expected"),
    Text("Närmast", "Nearest"),
    Text("Gör så här", "What to do"),
    Text("Regel", "Rule"),
)
_NOTHING: Final = Text("Inget att anmärka på.", "No problems found.")


def marked_workbook(data: bytes, report: Report, language: Language) -> bytes:
    """The workbook that was checked, with a note on each cell that a finding is about."""
    notes: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    for finding in report.findings:
        place = finding.location
        if place is None or place.sheet is None or place.line is None:
            continue
        cell = (place.line, place.column or 1)
        word = capitalised(finding.severity.text).in_(language)
        said = f"{word}: {in_full(finding, language)}"
        before = notes[place.sheet].get(cell)
        notes[place.sheet][cell] = f"{before}\n\n{said}" if before else said
    lines = [Line([heading.in_(language) for heading in _HEADINGS])]
    lines += [Line(_cells(f, language), _target(f)) for f in report.findings]
    if not report.findings:
        lines.append(Line([_NOTHING.in_(language)]))
    return mark_workbook(data, notes, _TITLE.in_(language), lines)


def findings_workbook(report: Report, language: Language) -> bytes:
    """A workbook with nothing but the findings."""
    rows = [[heading.in_(language) for heading in _HEADINGS]]
    rows += [_cells(finding, language) for finding in report.findings]
    if not report.findings:
        rows.append([_NOTHING.in_(language)])
    return write_tables([(_TITLE.in_(language), rows)])


def _target(finding: Finding) -> tuple[str, int, int] | None:
    place = finding.location
    if place is None or place.sheet is None or place.line is None:
        return None
    return place.sheet, place.line, place.column or 1


def _cells(finding: Finding, language: Language) -> list[str]:
    place = finding.location
    where = "" if place is None else str(place)
    if place is not None and place.sheet is not None and place.line is not None:
        where = place.cell
    things = (finding.plan, finding.goal)
    texts = (finding.message, finding.found, finding.expected, finding.nearest, finding.advice)
    return [
        where,
        finding.severity.text.in_(language),
        *(thing.name.in_(language) if thing else "" for thing in things),
        called(finding, language),
        *(text.in_(language) if text else "" for text in texts),
        finding.rule,
    ]
