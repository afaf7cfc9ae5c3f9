"""What a finding points at and says: the culprit among several values, each cause once, plainly."""

from pathlib import Path

import pytest

from plangraf.errors import UnreadableInput
from plangraf.language import Text
from plangraf.validation.causes import read_and_found
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Finding, Location, Severity
from plangraf.validation.reading import parse_document

ROOT = Path(__file__).parents[2]
PLAN = (Path(__file__).parent / "plans" / "exempelby.ttl").read_text("utf-8")
ELSEWHERE = """
<focus-area/exempellan-2024/barn> a pg:FocusArea, skos:Concept ;
    skos:prefLabel "Barn i länet"@sv, "Children"@en ;
    skos:inScheme <scheme/exempellan-2024-focus-areas> ;
    pg:inPlan <plan/exempellan-2024> ;
    dcterms:subject <topic/school-and-education> .
"""
AREA = "pg:focusArea <focus-area/exempelby-2024-2027/arbete>"
FOREIGN = "<focus-area/exempellan-2024/barn>"


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker.of(ROOT)


def found(checker: Checker, text: str, rule: str) -> list[Finding]:
    report = checker.check([parse_document(text.encode(), "plan.ttl")])
    return [finding for finding in report.findings if finding.rule == rule]


@pytest.mark.parametrize("rule", ["activity-across-plans", "goal-across-plans"])
@pytest.mark.parametrize("first", [True, False])
def test_the_value_in_another_plan_is_pointed_at(
    checker: Checker, rule: str, *, first: bool
) -> None:
    """Wherever it stands among those of the plan itself."""
    before, _, after = PLAN.partition(f"<{rule.partition('-')[0]}/exempelby-2024-2027/adults-1.1")
    own = AREA.rpartition(" ")[2]
    both = f"pg:focusArea {FOREIGN}, {own}" if first else f"pg:focusArea {own}, {FOREIGN}"
    text = before + PLAN[len(before) : len(PLAN) - len(after)] + after.replace(AREA, both, 1)
    (finding,) = found(checker, text + ELSEWHERE, rule)
    place = finding.location
    assert place is not None
    assert place.excerpt[(place.column or 0) - 1 :].startswith(FOREIGN)
    assert finding.found == Text("fokusområde ”Barn i länet”", "focus area “Children”")


def test_texts_are_compared_in_swedish_and_shown_there(checker: Checker) -> None:
    text = PLAN.replace('"Antal sysselsatta"@sv', '"Andel elever med frånvaro"@sv').replace(
        "indicator-scope/county", "indicator-scope/local"
    )
    findings = found(checker, text, "indicator-repeated")
    assert findings
    for finding in findings:
        place = finding.location
        assert place is not None
        assert place.excerpt[(place.column or 0) - 1 :].startswith('"Andel elever med frånvaro"@sv')


def test_the_reference_that_closes_a_ring_is_pointed_at(checker: Checker) -> None:
    text = PLAN.replace(
        "org:unitOf <actor/exempelby> .", "org:unitOf <actor/exempelby>, <actor/exempelby-skola> ."
    )
    findings = found(checker, text, "actor-hierarchy-cycle")
    places = [f.location for f in findings if f.location is not None]
    assert any(p.excerpt[(p.column or 0) - 1 :].startswith("<actor/exempelby-sk") for p in places)
    assert not any(p.excerpt[(p.column or 0) - 1 :].startswith("<actor/exempelby>") for p in places)


def test_what_is_no_number_is_not_also_out_of_order(checker: Checker) -> None:
    text = PLAN.replace("schema:maxValue 95.5", 'schema:maxValue "hundra"')
    assert text != PLAN
    assert found(checker, text, "target-most")
    assert found(checker, text, "target-order") == []


def told(rule: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(rule, severity, Text("x", "x"), location=Location("plan.csv"))


def test_what_reading_said_is_not_said_again() -> None:
    period, validity = told("reading-period-unknown"), told("plan-validity", Severity.VIOLATION)
    (one,) = read_and_found([period], [validity])
    assert (one.rule, one.severity) == ("reading-period-unknown", Severity.VIOLATION)
    nothing = told("reading-no-table", Severity.VIOLATION)
    assert read_and_found([nothing, period], [validity]) == (nothing,)


def test_another_vocabulary_is_named(checker: Checker) -> None:
    text = (
        "@prefix ex: <https://kunta.example.fi/suunnitelma#> .\n"
        'ex:s a ex:Toimenpideohjelma ; ex:nimi "Mielenterveys 2023–2026"@fi .\n'
    )
    (finding,) = found(checker, text, "nothing-to-check")
    assert "https://kunta.example.fi/suunnitelma#" in finding.message.sv
    assert "mall" in finding.message.sv
    assert "template" in finding.message.en


HEAD = "@base <https://w3id.org/plangraf/id/> .\n@prefix pg: <https://w3id.org/plangraf/ns#> .\n"


@pytest.mark.parametrize(
    ("text", "sv"),
    [
        (HEAD + '<a> pg:x "x"@sv\n<b> a pg:Goal .', "uppgiften före är inte avslutad"),
        (HEAD + "<a> pg:x Alla mår bra .", "”Alla” är inget värde"),
        (HEAD + '<a> "x"@sv .', "står där en egenskap väntades"),
        (HEAD + "<a> pg:x .", "ett värde saknas före punkten"),
        (HEAD + "<a> pg:x “x”@sv .", "typografiska citattecknet “"),
        (HEAD + "<a> pg:x 12% .", "tecknet % är inte tillåtet där"),
        (HEAD + "<a> pg:x [ a pg:Target .", "en hakparentes stängs inte"),
        (HEAD + '<a> pg:x "a\\q" .', "betyder ingenting"),
        ("@prefix pg <https://w3id.org/plangraf/ns#> .", "en felskriven rad med @prefix"),
        ("Handlingsplan för psykisk hälsa", "Är det rätt fil?"),
    ],
)
def test_broken_turtle_is_told_in_the_reader_s_words(text: str, sv: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        parse_document(text.encode(), "plan.ttl")
    assert sv in caught.value.render("sv")
    assert " is " not in caught.value.render("sv")
    assert "oväntat" not in caught.value.render("sv")


@pytest.mark.parametrize(
    ("name", "text", "sv"),
    [
        ("x.jsonld", '{"a": 1 "b": 2}', "ett komma eller en klammer saknas"),
        ("x.jsonld", "{a: 1}", "ett namn inom citattecken saknas"),
        ("x.jsonld", "[" * 100_000, "nästlad för djupt"),
        ("x.xml", '<?xml version="1.0"?><plan/>', "XML men ingen RDF"),
        ("x.nt", "<http://a> <http://b> c .", "fel skrivet"),
    ],
)
def test_other_broken_files_too(name: str, text: str, sv: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        parse_document(text.encode(), name)
    assert sv in caught.value.render("sv")
