"""Words that look wrong are told with what was meant, also where no shape looks."""

from pathlib import Path

import pytest

from plangraf.validation.checking import Checker
from plangraf.validation.findings import Finding, Severity
from plangraf.validation.nearest import nearest_date, nearest_number, nearest_year
from plangraf.validation.reading import parse_document

ROOT = Path(__file__).parents[2]
PLAN = (Path(__file__).parent / "plans" / "exempelby.ttl").read_text("utf-8")


def found(old: str, new: str) -> list[Finding]:
    assert old in PLAN
    text = PLAN.replace(old, new, 1)
    return list(Checker.of(ROOT).check([parse_document(text.encode(), "plan.ttl")]).findings)


def test_a_decimal_comma() -> None:
    (finding,) = found("schema:value 80.5", "schema:value 80,5")
    assert finding.rule == "lexical-decimal-comma"
    assert finding.nearest is not None
    assert finding.nearest.sv == "80.5"


def test_two_numbers_are_no_decimal_comma() -> None:
    rules = {f.rule for f in found("schema:value 80.5", "schema:value 80, 5")}
    assert "lexical-decimal-comma" not in rules


def test_a_comma_within_a_text_is_none() -> None:
    assert found('"Tidig upptäckt."@sv', '"Minst 1,5 procent."@sv') == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "nearest"),
    [
        ("pg:purpose", "pg:purpos", "lexical-unknown-term", "pg:purpose"),
        ("a pg:Need,", "a pg:Needs,", "lexical-unknown-term", "pg:Need"),
        ("skos:notation", "skos:notaton", "lexical-misspelt-term", "skos:notation"),
        (
            '"Alla barn klarar skolan."@sv',
            '"Alla barn klarar skolan."@swe',
            "goal-label-once",
            "@sv",
        ),
        ('"2025-06-30"^^xsd:date', '"30/6 2025"^^xsd:date', "status-date", "2025-06-30"),
        (
            "dcterms:extent 1000",
            'dcterms:extent "1 000"^^xsd:integer',
            "source-document-length",
            "1000",
        ),
        ("schema:maxValue 95.5", 'schema:maxValue "95,5"^^xsd:decimal', "target-most", "95.5"),
    ],
)
def test_what_was_meant(old: str, new: str, rule: str, nearest: str) -> None:
    (finding, *_) = [f for f in found(old, new) if f.rule == rule]
    assert finding.nearest is not None
    assert finding.nearest.sv == nearest


def test_an_ill_formed_value_of_a_property_no_shape_knows() -> None:
    (finding,) = found(
        "dcterms:extent 1000", 'dcterms:issued "2024-02-30"^^xsd:date ; dcterms:extent 1000'
    )
    assert (finding.rule, finding.severity) == ("lexical-date", Severity.VIOLATION)
    assert finding.nearest is not None
    assert finding.nearest.sv == "2024-02-29"


def test_a_misspelt_property_stands_for_what_it_makes_missing() -> None:
    (finding,) = found("pg:indicatorScope <indicator-scope/county>", "pg:indicatorscope <x>")
    assert finding.rule == "lexical-unknown-term"
    (finding,) = found('skos:prefLabel "Tidigt stöd"@sv', 'skos:preflabel "Tidigt stöd"@sv')
    assert (finding.rule, finding.severity) == ("lexical-misspelt-term", Severity.VIOLATION)


def test_a_tag_of_another_language_is_told_once() -> None:
    (finding,) = found('"Tidigt stöd"@sv', '"Tidigt stöd"@se')
    assert finding.rule == "need-label-once"
    assert finding.advice is not None
    assert finding.advice.sv == 'Skriv: skos:prefLabel "…"@sv'


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("31/12/2019", "2019-12-31"),
        ("31.12.2019", "2019-12-31"),
        ("20191231", "2019-12-31"),
        ("2019-2-3", "2019-02-03"),
        ("den 5 maj 2020", "2020-05-05"),
        ("5 December 2020", "2020-12-05"),
        ("2019-02-30", "2019-02-28"),
        ("2019-13-01", None),
        ("hösten", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert nearest_date(text) == date


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", "1.5"),
        ("1 500", "1500"),
        ("12 %", "12"),
        ("ca 200", "200"),
        ("minst 90 procent", "90"),
        ("tre", "3"),
        ("många", None),
    ],
)
def test_numbers(text: str, number: str | None) -> None:
    assert nearest_number(text) == number


def test_years() -> None:
    assert nearest_year("år 2019") == "2019"
    assert nearest_year("2019-2022") is None
