"""Puts findings in the order people read them: by plan, by goal; what recurs is told once.

Turns a list of findings into Groups. A cause that recurs more than MANY times is one Recurring with
its count and its first places, so that the one serious error is not lost among a hundred alike.
What was found while reading cells says of each cell something else: there only what reads the same
is one cause.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from plangraf.language import Text
from plangraf.validation.findings import Finding, Severity, Thing

MANY: Final = 5
FIRST: Final = 3
READING: Final = "reading-"
"""How the rules begin that tell what could not be read as what it must be."""

Cause = tuple[str, Severity, Text | None]


@dataclass(frozen=True)
class Recurring:
    """One cause, many places. `first` are the first of them, `count` is all of them."""

    first: tuple[Finding, ...]
    count: int

    @property
    def severity(self) -> Severity:
        """The severity all of them share."""
        return self.first[0].severity


@dataclass(frozen=True)
class GoalGroup:
    """Findings under one goal, or under none."""

    goal: Thing | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class PlanGroup:
    """Findings of one plan in one file; `recurring` comes after those that stand alone."""

    file: str
    plan: Thing | None
    goals: tuple[GoalGroup, ...]
    recurring: tuple[Recurring, ...]


def grouped(findings: Sequence[Finding], many: int = MANY) -> tuple[PlanGroup, ...]:
    """Group findings; those of a plan with violations of its own come first within it."""
    by_plan: dict[tuple[str, Thing | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        file = finding.location.file if finding.location else ""
        by_plan[file, finding.plan].append(finding)
    return tuple(
        _plan_group(file, plan, members, many) for (file, plan), members in by_plan.items()
    )


def _plan_group(file: str, plan: Thing | None, members: list[Finding], many: int) -> PlanGroup:
    causes = Counter(cause_of(finding) for finding in members)
    by_goal: dict[Thing | None, list[Finding]] = defaultdict(list)
    often: dict[Cause, list[Finding]] = defaultdict(list)
    for finding in members:
        cause = cause_of(finding)
        if causes[cause] > many:
            often[cause].append(finding)
        else:
            by_goal[finding.goal].append(finding)
    recurring = (Recurring(tuple(alike[:FIRST]), len(alike)) for alike in often.values())
    return PlanGroup(
        file,
        plan,
        tuple(
            GoalGroup(goal, tuple(sorted(found, key=lambda f: -f.severity)))
            for goal, found in by_goal.items()
        ),
        tuple(sorted(recurring, key=lambda one: (-one.severity, -one.count))),
    )


def cause_of(finding: Finding) -> Cause:
    """What recurring findings have in common."""
    told = finding.message if finding.rule.startswith(READING) else None
    return finding.rule, finding.severity, told
