"""For every shape a mistake that breaks just it: found, named by the shape, and placed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml
from rdflib import Graph

from plangraf.store.parsing import parse_triples, rewritten
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Finding, Report, Severity
from plangraf.validation.reading import parse_document
from plangraf.vocabulary import PREFIXES
from tests.content.test_shapes import constraints

ROOT = Path(__file__).parents[2]
PLAN = (Path(__file__).parent / "plans" / "exempelby.ttl").read_text("utf-8")
PLAN_WITH_MAPPING = PLAN + (Path(__file__).parent / "plans" / "mapping.ttl").read_text("utf-8")
STATISTICS = (Path(__file__).parent / "plans" / "statistics.ttl").read_text("utf-8")
FORMATS = ("nt", "nq", "trig", "jsonld", "rdf")
BEYOND_ONE_PLAN = {"goal-without-indicator", "goal-without-activity", "focus-area-without-content"}
"""The second plan of the mapping is a sketch."""


@dataclass(frozen=True)
class Mutation:
    """One mistake; see mutations.yaml."""

    rule: str
    old: str
    new: str
    at: str
    also: tuple[str, ...] = ()

    def of(self, text: str) -> str:
        """The plan with this mistake in it."""
        assert self.old in text, f"{self.rule}: {self.old!r} is not in the plan"
        return text.replace(self.old, self.new, 1)


def mutations(of: str) -> list[Mutation]:
    rows = yaml.safe_load((Path(__file__).parent / "mutations.yaml").read_text("utf-8"))[of]
    return [Mutation(**{**row, "also": tuple(row.get("also", ()))}) for row in rows]


MUTATIONS = mutations("plan")
MAPPING_MUTATIONS = mutations("mapping")
STATISTICS_MUTATIONS = mutations("statistics")
BROKEN = [
    *((mutation, PLAN) for mutation in MUTATIONS),
    *((mutation, PLAN_WITH_MAPPING) for mutation in MAPPING_MUTATIONS),
    *((mutation, STATISTICS) for mutation in STATISTICS_MUTATIONS),
]


@cache
def checker() -> Checker:
    return Checker.of(ROOT, profile="publishable")


@cache
def check(text: str) -> Report:
    return checker().check([parse_document(text.encode(), "plan.ttl")])


def line_of(text: str, marker: str) -> Iterator[int]:
    """Every line on which the marker begins."""
    position = text.find(marker)
    while position >= 0:
        yield text.count("\n", 0, position) + 1
        position = text.find(marker, position + 1)


def assert_found(mutation: Mutation, text: str, allowed: set[str]) -> None:
    mutated = mutation.of(text)
    report = check(mutated)
    named = [finding for finding in report.findings if finding.rule == mutation.rule]
    assert named, sorted({finding.rule for finding in report.findings})
    lines = {finding.location.line for finding in named if finding.location}
    assert lines & set(line_of(mutated, mutation.at)), (lines, list(line_of(mutated, mutation.at)))
    others = {finding.rule for finding in report.findings} - {mutation.rule}
    assert others <= allowed | set(mutation.also)


def test_the_plan_itself_has_no_findings() -> None:
    assert check(PLAN).findings == ()


def test_the_plan_with_a_mapping_has_no_violation() -> None:
    report = check(PLAN_WITH_MAPPING)
    assert {finding.rule for finding in report.findings} <= BEYOND_ONE_PLAN
    assert report.count(Severity.VIOLATION) == 0


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.rule)
def test_mutation_is_found_named_and_placed(mutation: Mutation) -> None:
    assert_found(mutation, PLAN, set())


@pytest.mark.parametrize("mutation", MAPPING_MUTATIONS, ids=lambda m: m.rule)
def test_mutation_of_a_mapping(mutation: Mutation) -> None:
    assert_found(mutation, PLAN_WITH_MAPPING, BEYOND_ONE_PLAN)


def test_the_statistics_have_no_findings() -> None:
    assert check(STATISTICS).findings == ()


@pytest.mark.parametrize("mutation", STATISTICS_MUTATIONS, ids=lambda m: m.rule)
def test_mutation_of_statistics(mutation: Mutation) -> None:
    assert_found(mutation, STATISTICS, set())


@pytest.mark.parametrize("number", range(len(FORMATS)), ids=FORMATS)
def test_a_mutation_is_found_and_placed_in_every_format(number: int) -> None:
    """Each format has its share of the mutations; what is found is what Turtle shows."""
    for mutation in MUTATIONS[number :: len(FORMATS)]:
        text = mutation.of(PLAN)
        data = written(text, FORMATS[number])
        report = checker().check([parse_document(data, f"plan.{FORMATS[number]}")])
        rules = sorted(finding.rule for finding in report.findings)
        assert rules == sorted(finding.rule for finding in check(text).findings)
        rows = data.decode().splitlines()
        for finding in report.findings:
            place = finding.location
            assert place is not None, mutation.rule
            assert place.line is not None, mutation.rule
            assert place.column is not None, mutation.rule
            row = rows[place.line - 1]
            assert row[place.column - 1].strip(), (mutation.rule, row)
            assert names(finding) & set(re.split(r"[^\w.-]+", row)), (mutation.rule, row)


def written(text: str, format: str) -> bytes:
    """The plan in another format, as a tool would write it."""
    if format in ("nt", "nq", "trig"):
        return rewritten(text.encode(), "ttl", format, PREFIXES)
    graph = Graph()
    for triple in parse_triples(text.encode(), "ttl"):
        graph.add(triple)
    if format == "jsonld":
        return graph.serialize(format="json-ld", context=dict(PREFIXES), encoding="utf-8")
    return graph.serialize(format="pretty-xml", encoding="utf-8")


def names(finding: Finding) -> set[str]:
    """Words of which one stands where the finding is shown: of the thing, property or value."""
    thing = (finding.thing.iri or "") if finding.thing else ""
    parts = [thing, (finding.path or "").strip("<>")]
    return {"id", "value", "nodeID", "_"} | {re.split(r"[/#]", part)[-1] for part in parts}


def test_every_shape_has_a_mutation() -> None:
    mutated = {mutation.rule for mutation, _ in BROKEN}
    assert set(constraints()) - mutated == set()


@pytest.mark.parametrize(("mutation", "text"), BROKEN, ids=lambda part: getattr(part, "rule", ""))
def test_a_finding_says_everything_in_both_languages(mutation: Mutation, text: str) -> None:
    for finding in check(mutation.of(text)).findings:
        for said in texts(finding):
            assert said, finding
            assert "https://w3id.org" not in said, said
            assert "_:" not in said, said
            assert "{?" not in said, said
            assert "{$" not in said, said


def texts(finding: Finding) -> Iterator[str]:
    told = (finding.message, finding.found, finding.expected, finding.nearest, finding.advice)
    for text in told:
        if text is not None:
            yield text.sv
            yield text.en
    if finding.thing is not None:
        yield finding.thing.called().sv
        yield finding.thing.called().en
