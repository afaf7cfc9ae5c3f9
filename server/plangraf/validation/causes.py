"""Tells a cause once: findings that only follow from another at the same thing are left out.

A tag `se` for Swedish is one mistake, not also a missing Swedish text; a misspelt term is one,
not also a missing scope. The cause takes over the weight of what it stands for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from rdflib import SH

from plangraf.validation.findings import Finding, Severity
from plangraf.validation.shapebook import ShapeBook
from plangraf.vocabulary import PREFIXES

_CONSEQUENCES: Final = {
    "LanguageInConstraintComponent": {"QualifiedMinCountConstraintComponent"},
    "DatatypeConstraintComponent": {
        "LessThanConstraintComponent",
        "LessThanOrEqualsConstraintComponent",
        "MinInclusiveConstraintComponent",
        "MaxInclusiveConstraintComponent",
    },
    "OrConstraintComponent": {
        "LessThanConstraintComponent",
        "LessThanOrEqualsConstraintComponent",
    },
    "lexical-decimal-comma": {"MaxCountConstraintComponent"},
    "lexical-misspelt-term": {
        "MinCountConstraintComponent",
        "QualifiedMinCountConstraintComponent",
    },
    "lexical-unknown-term": {
        "MinCountConstraintComponent",
        "QualifiedMinCountConstraintComponent",
    },
}
_Place = tuple[str, str | None]
_NO_TABLE: Final = "reading-no-table"
_SAID_ON_READING: Final = {"reading-period-unknown": "plan-validity"}


def without_consequences(findings: Iterable[Finding], book: ShapeBook) -> list[Finding]:
    """Leave out what follows from another finding, and lift the severity of its cause."""
    told = list(findings)
    by_place: dict[_Place, list[int]] = defaultdict(list)
    for number, finding in enumerate(told):
        by_place[_thing(finding), finding.path].append(number)
        for path in _compared_with(finding, book):
            by_place[_thing(finding), path].append(number)
    dropped: set[int] = set()
    lifted: dict[int, Severity] = {}
    for number, finding in enumerate(told):
        follows = _CONSEQUENCES.get(finding.rule) or _CONSEQUENCES.get(finding.component)
        if follows is None or finding.thing is None:
            continue
        for other in by_place[_thing(finding), _meant_path(finding)]:
            if other != number and told[other].component in follows and _same(finding, told[other]):
                dropped.add(other)
                weight = lifted.get(number, finding.severity)
                lifted[number] = max(weight, told[other].severity)
    return [
        replace(finding, severity=lifted[number]) if number in lifted else finding
        for number, finding in enumerate(told)
        if number not in dropped
    ]


def read_and_found(told: Sequence[Finding], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """What was told on reading cells, then what was found; what both say is told once.

    Where no table was read there is nothing else to say.
    """
    if nothing := [finding for finding in told if finding.rule == _NO_TABLE]:
        return tuple(nothing)
    said = {_SAID_ON_READING.get(finding.rule): finding for finding in told}
    weight = {said[other.rule].rule: other.severity for other in found if other.rule in said}
    return (
        *(replace(each, severity=weight.get(each.rule, each.severity)) for each in told),
        *(finding for finding in found if finding.rule not in said),
    )


def _thing(finding: Finding) -> str:
    if finding.thing is None:
        return ""
    return finding.thing.iri or str(finding.location)


def _same(cause: Finding, consequence: Finding) -> bool:
    """A comparison follows only from the very value that is no number or date, on either side."""
    if "LessThan" not in consequence.component and "clusive" not in consequence.component:
        return True
    if cause.path != consequence.path:
        return True
    one, two = cause.result, consequence.result
    return one is not None and two is not None and one.value == two.value


def _compared_with(finding: Finding, book: ShapeBook) -> list[str]:
    """The property that a comparison is with."""
    if finding.result is None or "LessThan" not in finding.component:
        return []
    parameters = (SH.lessThan, SH.lessThanOrEquals)
    shape = finding.result.shape
    return [f"<{other}>" for p in parameters for other in book.graph.objects(shape, p)]


def _meant_path(finding: Finding) -> str | None:
    """The property that a misspelt one was meant to be; otherwise the finding's own."""
    if not finding.rule.endswith("-term") or finding.nearest is None:
        return finding.path
    prefix, _, local = finding.nearest.sv.partition(":")
    return f"<{PREFIXES.get(prefix, '')}{local}>"
