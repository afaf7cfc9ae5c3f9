"""The same report in every format: complete, well formed, in the language asked for."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from rdflib import RDF, SH, Graph, Literal

from plangraf.language import Language
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Report, Severity
from plangraf.validation.fingerprints import fingerprints
from plangraf.validation.reading import parse_document
from plangraf.validation.rendering.choosing import FORMATS, render

ROOT = Path(__file__).parents[2]
PLAN = (Path(__file__).parent / "plans" / "exempelby.ttl").read_text("utf-8")
SCHEMA = ROOT / "server/plangraf/validation/rendering/report.schema.json"
MISTAKES = (
    PLAN.replace('"Tidigt stöd"@sv', '"Tidigt <b>&</b>\\nstöd"@se')
    .replace("<topic/workforce-competence>", "<topic/kompetens>")
    .replace("dcat:hadRole <actor-role/steering-group>", "dcat:hadRole <actor-role/styrgrupp>")
    .replace("pg:measurementType <measurement-type/count> ;\n    ", "")
)


@cache
def report(text: str = MISTAKES, name: str = "a plan.ttl") -> Report:
    return Checker.of(ROOT).check([parse_document(text.encode(), name)])


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_format_renders_both_with_and_without_findings(form: str, language: Language) -> None:
    for one in (report(), report(PLAN)):
        text = render(one, form, language)
        assert text == "" or text.endswith("\n")
        assert "_:b" not in text or form in ("ttl", "jsonld")


def test_text_says_what_where_and_how() -> None:
    text = render(report(), "text", "sv", width=200)
    for part in (
        "Exempelbys plan för psykisk hälsa 2024–2027",
        "Mål ”Alla barn klarar skolan.”",
        "Närmast: ”styrgrupp”",
        "→ Skriv: dcat:hadRole <actor-role/steering-group>",
        "2 fel, 1 varning, 1 upplysning i 1 fil",
    ):
        assert part in text
    assert "\x1b[" not in text
    assert "https://w3id.org" not in text


def test_colour_only_when_asked() -> None:
    assert "\x1b[31mfel\x1b[0m" in render(report(), "text", "sv", colour=True)


def test_text_fits_the_width() -> None:
    lines = render(report(), "text", "sv", width=72).splitlines()
    running = [
        line for line in lines if line.startswith("    ") and "→" not in line and "[" not in line
    ]
    assert max(map(len, running)) <= 72


def test_json_follows_its_schema() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    for one in (report(), report(PLAN)):
        assert_valid(json.loads(render(one, "json", "sv")), schema, schema)


def test_json_counts() -> None:
    value = json.loads(render(report(), "json", "sv"))
    assert value["counts"] == {"violation": 2, "warning": 1, "info": 1}
    assert len(value["findings"]) == 4
    assert value["conforms"] is False


def assert_valid(value: Any, schema: dict[str, Any], root: dict[str, Any]) -> None:
    """The part of JSON Schema that report.schema.json uses."""
    if "$ref" in schema:
        assert_valid(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root)
        return
    if "anyOf" in schema:
        assert any(valid(value, one, root) for one in schema["anyOf"]), value
        return
    kinds = schema.get("type", [])
    names = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "boolean": bool,
        "null": type(None),
    }
    if kinds:
        listed = kinds if isinstance(kinds, list) else [kinds]
        assert isinstance(value, tuple(names[kind] for kind in listed)), (value, kinds)
    if "const" in schema:
        assert value == schema["const"]
    if "enum" in schema:
        assert value in schema["enum"]
    if isinstance(value, dict):
        assert set(schema.get("required", ())) <= set(value)
        assert set(value) <= set(schema["properties"])
        for key, inner in value.items():
            assert_valid(inner, schema["properties"][key], root)
    for item in value if isinstance(value, list) else ():
        assert_valid(item, schema["items"], root)


def valid(value: Any, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    try:
        assert_valid(value, schema, root)
    except AssertionError:
        return False
    return True


def test_sarif() -> None:
    log = json.loads(render(report(), "sarif", "en"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert [r["level"] for r in run["results"]].count("error") == 2
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        physical = result["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == "a%20plan.ttl"
        assert physical["region"]["startLine"] > 0
        assert result["partialFingerprints"]["plangraf/v1"]


def test_fingerprints_survive_moved_lines() -> None:
    moved = report(MISTAKES.replace("@base", "# en rad till\n\n@base"))
    assert sorted(fingerprints(moved)) == sorted(fingerprints(report()))
    assert len(set(fingerprints(report()))) == len(report().findings)


def test_junit() -> None:
    root = ElementTree.fromstring(render(report(), "junit", "sv"))
    assert root.get("failures") == "2"
    assert len(root.findall(".//failure")) == 2
    assert (
        len(ElementTree.fromstring(render(report(PLAN), "junit", "sv")).findall(".//testcase")) == 1
    )


def test_github() -> None:
    lines = render(report(), "github", "sv").splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("::error title=")
    assert all(
        re.match(r"::(error|warning|notice) title=[a-z-]+,file=a plan.ttl,line=\d+", x)
        for x in lines
    )


def test_html_stands_alone_and_escapes() -> None:
    page = render(report(), "html", "sv")
    assert '<html lang="sv">' in page
    assert "<script" not in page
    assert "http://" not in page
    assert "src=" not in page
    assert "Tidigt <b>" not in page
    assert "Tidigt &lt;b&gt;" in page
    assert "@media print" in page


@pytest.mark.parametrize(("form", "parser"), [("ttl", "turtle"), ("jsonld", "json-ld")])
def test_shacl_report_is_read_by_others(form: str, parser: str) -> None:
    graph = Graph().parse(data=render(report(), form, "sv"), format=parser)
    (head,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(head, SH.conforms) == Literal(False)
    results = list(graph.objects(head, SH.result))
    assert len(results) == 4
    for result in results:
        languages = {
            str(m.language)
            for m in graph.objects(result, SH.resultMessage)
            if isinstance(m, Literal)
        }
        assert languages == {"sv", "en"}
        assert graph.value(result, SH.resultSeverity) in {s.iri for s in Severity}
        assert graph.value(result, SH.focusNode) is not None
        assert graph.value(result, SH.sourceShape) is not None
