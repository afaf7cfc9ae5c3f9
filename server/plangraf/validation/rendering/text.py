"""A Report for a terminal: grouped by plan and goal, coloured if asked, counts at the end."""

import textwrap
from collections.abc import Iterator
from typing import Final

from plangraf.language import Language, Text
from plangraf.validation.findings import Finding, Report, Severity, Thing
from plangraf.validation.grouping import PlanGroup, Recurring, grouped
from plangraf.validation.rendering.sentences import COUNTED, details
from plangraf.validation.wording import capitalised, counted, grouped_sv

_COLOURS: Final = {Severity.VIOLATION: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_PLACES: Final = Text("Först", "First")

_VERDICTS: Final = {
    (True, False): Text("Planen går att läsa in", "The plan can be loaded"),
    (True, True): Text("Planerna går att läsa in", "The plans can be loaded"),
    (False, False): Text(
        "Planen går inte att läsa in förrän felen är rättade",
        "The plan cannot be loaded until the errors have been corrected",
    ),
    (False, True): Text(
        "Planer med fel går inte att läsa in förrän felen är rättade",
        "Plans with errors cannot be loaded until the errors have been corrected",
    ),
}
"""By whether nothing is wrong, and whether there are several files."""


def render_text(
    report: Report, language: Language, *, colour: bool = False, width: int = 100
) -> str:
    """Return the whole report, ending with a line break."""
    return "\n".join(_Page(language, colour, max(60, width)).lines(report)) + "\n"


class _Page:
    def __init__(self, language: Language, colour: bool, width: int):
        self._language = language
        self._colour = colour
        self._width = width

    def lines(self, report: Report) -> Iterator[str]:
        for group in grouped(report.findings):
            yield from self._plan(group)
        for note in report.notes:
            yield self._painted(note.in_(self._language), "2")
        yield self._summary(report)

    def _plan(self, group: PlanGroup) -> Iterator[str]:
        title = group.file
        if group.plan is not None:
            title = f"{group.file}: {self._called(group.plan)}"
        yield self._painted(title, "1")
        for goal in group.goals:
            indent = "  "
            if goal.goal is not None:
                yield f"  {self._called(goal.goal)}"
                indent = "    "
            for finding in goal.findings:
                yield from self._finding(finding, indent, goal.goal or group.plan)
        for one in group.recurring:
            yield from self._recurring(one)
        yield ""

    def _finding(self, finding: Finding, indent: str, under: Thing | None) -> Iterator[str]:
        colon = "" if finding.location and finding.location.line else ":"
        head = f"{self._place(finding)}{colon} {self._word(finding.severity)}"
        message = finding.message.in_(self._language)
        name = f" {self._called(finding.thing)}" if finding.thing not in (None, under) else ""
        rule = self._painted(f"[{finding.rule}]", "2")
        yield f"{indent}{head}{name}  {rule}"
        yield from self._wrapped(message, indent + "  ")
        yield from self._details(finding, indent + "  ")

    def _recurring(self, one: Recurring) -> Iterator[str]:
        first = one.first[0]
        times = f"{grouped_sv(one.count)} ×" if self._language == "sv" else f"{one.count:,} ×"
        rule = self._painted(f"[{first.rule}]", "2")
        yield f"  {times} {self._word(one.severity)}  {rule}"
        yield from self._wrapped(first.message.in_(self._language), "    ")
        yield from self._details(first, "    ")
        places = ", ".join(self._place(finding) for finding in one.first)
        yield f"    {_PLACES.in_(self._language)}: {places} …"

    def _details(self, finding: Finding, indent: str) -> Iterator[str]:
        said = [f"{label}: {text.rstrip('.')}." for label, text in details(finding, self._language)]
        if said:
            yield from self._wrapped(" ".join(said), indent)
        if finding.advice is not None:
            yield f"{indent}→ {finding.advice.in_(self._language)}"

    def _wrapped(self, text: str, indent: str) -> list[str]:
        return textwrap.wrap(
            text,
            self._width,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
        )

    def _place(self, finding: Finding) -> str:
        place = finding.location
        if place is None or place.line is None:
            return Text("hela filen", "whole file").in_(self._language)
        if place.sheet is not None:
            return place.cell
        return f"{Text('rad', 'line').in_(self._language)} {place.line}:{place.column}"

    def _called(self, thing: Thing | None) -> str:
        return "" if thing is None else capitalised(thing.called(70)).in_(self._language)

    def _word(self, severity: Severity) -> str:
        return self._painted(severity.text.in_(self._language), _COLOURS[severity])

    def _painted(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text

    def _summary(self, report: Report) -> str:
        counts = [
            counted(report.count(severity), *COUNTED[severity]).in_(self._language)
            for severity in sorted(Severity, reverse=True)
        ]
        files = counted(len(report.files), Text("fil", "file"), Text("filer", "files"))
        triples = counted(
            report.triples, Text("uppgift", "statement"), Text("uppgifter", "statements")
        )
        inside = Text(f"i {files.sv} med {triples.sv}", f"in {files.en} with {triples.en}")
        verdict = _VERDICTS[report.conforms, len(report.files) > 1]
        paint = "32" if report.conforms else "31"
        said = f"{', '.join(counts)} {inside.in_(self._language)}."
        return f"{said} {self._painted(verdict.in_(self._language) + '.', paint)}"
