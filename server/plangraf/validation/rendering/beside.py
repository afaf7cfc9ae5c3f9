"""A Report as plain values for a page that shows findings beside the source, in one language.

Groups and sentences come ready to be written; Marks say which stretch of which line or which cell
belongs to which finding on the page. Knows nothing of the page, nor of the source itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from plangraf.language import Language
from plangraf.validation.findings import Finding, Location, Report, Severity, Thing
from plangraf.validation.grouping import PlanGroup, Recurring, cause_of, grouped
from plangraf.validation.rendering.sentences import COUNTED, called, details
from plangraf.validation.wording import capitalised

MOST: Final = 400
"""How many findings and causes a page shows; the rest is counted and marked."""


@dataclass(frozen=True)
class Mark:
    """A place that a finding is about: `id` is the finding's name on the page."""

    id: str
    severity: int
    location: Location


@dataclass
class Beside:
    """Names the findings of a report, in the order in which a page shows them."""

    report: Report
    language: Language
    marks: list[Mark] = field(default_factory=list)
    _shown: int = 0

    def values(self) -> dict[str, Any]:
        """Return the report as plain values; `marks` are known afterwards."""
        report = self.report
        plans = [self._plan(group) for group in grouped(report.findings)]
        return {
            "conforms": report.conforms,
            "clean": not report.findings,
            "files": list(report.files),
            "triples": report.triples,
            "profile": report.profile,
            "engine": report.engine,
            "figures": [self._figure(severity) for severity in sorted(Severity, reverse=True)],
            "notes": [note.in_(self.language) for note in report.notes],
            "plans": [plan for plan in plans if plan["goals"] or plan["recurring"]],
            "left": len(report.findings) - len({id(f) for f in report.findings} & self._told),
        }

    _told: set[int] = field(default_factory=set)

    def _figure(self, severity: Severity) -> tuple[int, str]:
        number = self.report.count(severity)
        return number, COUNTED[severity][number != 1].in_(self.language)

    def _plan(self, group: PlanGroup) -> dict[str, Any]:
        goals = [
            {
                "title": self._title(goal.goal),
                "findings": [one for f in goal.findings if (one := self._one(f)) is not None],
            }
            for goal in group.goals
        ]
        recurring = [one for r in group.recurring if (one := self._recurring(r, group)) is not None]
        return {
            "title": self._title(group.plan),
            "goals": [goal for goal in goals if goal["findings"]],
            "recurring": recurring,
        }

    def _title(self, thing: Thing | None) -> str:
        return "" if thing is None else capitalised(thing.called(200)).in_(self.language)

    def _one(self, finding: Finding) -> dict[str, Any] | None:
        name = self._name()
        if name is None:
            return None
        self._mark(name, (finding,))
        return {**self._said(finding, name), "thing": called(finding, self.language)}

    def _recurring(self, one: Recurring, group: PlanGroup) -> dict[str, Any] | None:
        name = self._name()
        if name is None:
            return None
        first = one.first[0]
        alike = [
            f
            for f in self.report.findings
            if (cause_of(f), f.plan) == (cause_of(first), group.plan)
        ]
        self._mark(name, alike)
        places = [place_of(f.location) for f in one.first if f.location is not None]
        return {**self._said(first, name), "count": one.count, "places": places}

    def _name(self) -> str | None:
        self._shown += 1
        return f"f{self._shown}" if self._shown <= MOST else None

    def _mark(self, name: str, findings: Sequence[Finding]) -> None:
        for finding in findings:
            self._told.add(id(finding))
            if finding.location is not None and finding.location.line is not None:
                self.marks.append(Mark(name, finding.severity.value, finding.location))

    def _said(self, finding: Finding, name: str) -> dict[str, Any]:
        return {
            "id": name,
            "severity": finding.severity.name.lower(),
            "word": capitalised(finding.severity.text).in_(self.language),
            "rule": finding.rule,
            "message": finding.message.in_(self.language),
            "details": details(finding, self.language),
            "advice": finding.advice.in_(self.language) if finding.advice else "",
            "place": place_of(finding.location) if finding.location else None,
        }


def place_of(location: Location) -> dict[str, Any]:
    """A place as a page names it and links to it."""
    return {
        "sheet": location.sheet,
        "line": location.line,
        "column": location.column,
        "cell": location.cell if location.sheet is not None and location.line else "",
    }
