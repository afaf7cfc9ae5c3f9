"""Workbooks and tables as they are found: rows kept, columns mapped, every cell accounted for."""

import csv
import io
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph
from rdflib.namespace import DCTERMS

from plangraf.plans.importing import Imported, import_plan
from plangraf.plans.mapping import parse_mapping, render_mapping
from plangraf.plans.reading import parse_plan, read_plan_file
from plangraf.plans.report import render_json, render_text
from plangraf.plans.template import write_plan_template
from plangraf.validation.checking import Checker
from plangraf.validation.reading import Document
from plangraf.vocabulary import PG, SCHEMA

WORKBOOKS = Path(__file__).parent / "workbooks"


def imported(name: str, root: Path) -> Imported:
    return import_plan(read_plan_file(WORKBOOKS / name, root), root)


def labels(graph: Graph, path: object, text: str) -> set[str]:
    node = next(n for n, o in graph.subject_objects(SKOS.prefLabel) if str(o) == text)
    return {str(graph.value(o, SKOS.prefLabel) or o) for o in graph.objects(node, path)}  # type: ignore[arg-type]


def test_two_row_headings_sections_and_colours_are_read(root: Path) -> None:
    read = imported("nydala.xlsx", root)
    graph = read.graph
    assert read.plan == "nydala-2023-2026"
    assert len(set(graph.subjects(RDF.type, PG.Activity))) == 4
    assert len(set(graph.subjects(RDF.type, PG.Goal))) == 2
    assert len(set(graph.subjects(RDF.type, PG.FocusArea))) == 2
    levels = {
        str(graph.value(s, DCTERMS.type)).rpartition("/")[2]
        for s in graph.subjects(RDF.type, PG.StatusReport)
    }
    assert levels == {"completed", "in-progress", "delayed"}
    amounts = sorted(
        int(str(graph.value(c, SCHEMA.value)))
        for c in graph.subjects(RDF.type, SCHEMA.MonetaryAmount)
    )
    assert amounts == [250_000, 1_500_000]
    assert labels(graph, PG.responsibleActor, "Utbilda personal i MHFA") == {
        "Socialnämnden",
        "Utbildningsnämnden",
    }


def test_what_is_doubtful_or_unused_is_told(root: Path) -> None:
    read = imported("nydala.xlsx", root)
    codes = {problem.code for problem in read.notes.problems}
    assert {"status-by-colour", "hidden-rows", "hidden-sheet", "continued"} <= codes
    assert {left.text for left in read.notes.unused} >= {
        "okänd cell",
        "Summa",
        "* Kostnad avser hela perioden",
    }
    assert "okänd cell" in render_text(read, "sv")
    assert '"unmapped"' in render_json(read)


def test_every_cell_is_used_or_listed(root: Path) -> None:
    """Each cell's text is found again in the graph, or in the list of what is not used."""
    head = ["Mål", "Åtgärd", "Ansvarig", "Uppföljning", "Prioritet", "Xyzzy"]
    row = ["Alfa", "Beta", "Gammagruppen", "Delta", "Epsilon", "Zeta"]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([head, row])
    read = import_plan(parse_plan(out.getvalue().encode(), "plan.csv", root), root)
    said = " ".join(str(o) for o in read.graph.objects()) + " ".join(
        u.text for u in read.notes.unused
    )
    assert [word for word in row if word not in said] == []


def test_an_english_plan_with_dated_status_and_repeated_heading(root: Path) -> None:
    graph = imported("aspvik.xlsx", root).graph
    assert len(set(graph.subjects(RDF.type, PG.Activity))) == 3
    reports = list(graph.subjects(RDF.type, PG.StatusReport))
    assert {str(graph.value(r, DCTERMS.date)) for r in reports} == {"2024-12-31"}


def test_a_corrected_mapping_wins(root: Path) -> None:
    data = "Mål;Åtgärd;Xyzzy\nAlfa;Beta;Region Skåne\n".encode()
    first = parse_plan(data, "plan.csv", root)
    text = render_mapping([t.mapping for t in first.tables], "plan.csv").replace(
        "field: ignore", "field: responsible"
    )
    again = import_plan(parse_plan(data, "plan.csv", root, parse_mapping(text, "m.yaml")), root)
    assert labels(again.graph, PG.responsibleActor, "Beta") == {"Region Skåne"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators(encoding: str, separator: str, root: Path) -> None:
    text = (
        separator.join(["Mål", "Åtgärd", "Ansvarig"])
        + "\n"
        + separator.join(["Öka", "Gå", "Skåne"])
        + "\n"
    )
    graph = import_plan(parse_plan(text.encode(encoding), "plan.csv", root), root).graph
    assert {str(graph.value(a, SKOS.prefLabel)) for a in graph.subjects(RDF.type, PG.Activity)} == {
        "Gå"
    }


def test_an_import_conforms_to_core_and_findings_stand_at_cells(root: Path) -> None:
    read = imported("nydala.xlsx", root)
    document = Document.of_cells("nydala.xlsx", read.graph, read.places)  # type: ignore[arg-type]
    report = Checker.of(root).check([document])
    assert report.conforms
    assert any(
        f.location and f.location.sheet == "Handlingsplan" and f.location.column
        for f in report.findings
    )


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_template_is_the_form_and_empty(language: str, root: Path) -> None:
    reading = parse_plan(write_plan_template(root, language), "plan.xlsx", root)  # type: ignore[arg-type]
    assert reading.form
    assert reading.records == []
    assert reading.notes.problems == []
