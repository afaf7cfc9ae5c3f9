"""Workbooks and tables as they are found: rows kept, columns mapped, every cell accounted for."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from rdflib import RDF, SKOS, Graph, URIRef
from rdflib.namespace import DCTERMS

from plangraf.plans.building.importing import Imported, import_plan
from plangraf.plans.exporting.template import write_plan_template
from plangraf.plans.found.mapping import parse_mapping, render_mapping
from plangraf.plans.reading import parse_plan, read_plan_file
from plangraf.plans.report import render_json, render_text
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


def test_a_long_listing_counts_what_it_leaves_out(root: Path) -> None:
    rows = [["Minska suicid", f"Aktivitet nummer {n}", f"cell {n}"] for n in range(6)]
    read = csv_plan(root, ["Mål", "Aktivitet", "Xyzzy"], *rows)
    assert "”cell 5”" in render_text(read, "sv")
    told = render_text(read, "sv", most=2)
    assert "Används inte (6)" in told
    assert "… 4 till: allt finns i --report FIL.json" in told


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


def csv_plan(root: Path, *rows: list[str]) -> Imported:
    """The plan of a table written with semicolons."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return import_plan(parse_plan(out.getvalue().encode(), "plan.csv", root), root)


def texts(graph: Graph, kind: URIRef) -> set[str]:
    return {str(graph.value(s, SKOS.prefLabel)) for s in graph.subjects(RDF.type, kind)}


def test_a_number_is_money_and_never_a_year(root: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    rows: list[list[object]] = [
        ["Mål", "Aktivitet", "Ansvarig", "Kostnad"],
        ["Minska suicid", "Utbilda i MHFA", "Socialnämnden", 12000],
        ["Minska suicid", "Ta fram en plan", "Socialnämnden", 32020],
        ["Minska suicid", "Samordna stödet", "Socialnämnden", "12000 kr 2020"],
    ]
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    graph = import_plan(parse_plan(out.getvalue(), "plan.xlsx", root), root).graph
    costs = list(graph.subjects(RDF.type, SCHEMA.MonetaryAmount))
    assert sorted(str(graph.value(c, SCHEMA.value)) for c in costs) == ["12000", "12000", "32020"]
    periods = [p for c in costs for p in graph.objects(c, DCTERMS.temporal)]
    assert [str(p).rpartition("/")[2] for p in periods] == ["2020"]


def test_a_cost_that_may_be_a_year_is_told(root: Path) -> None:
    row = ["Minska suicid", "Ta fram plan", "2019"]
    read = csv_plan(root, ["Mål", "Aktivitet", "Kostnad"], row)
    assert [str(v) for v in read.graph.objects(None, SCHEMA.value)] == ["2019"]
    (told,) = [p for p in read.notes.problems if p.code == "amount-like-year"]
    assert told.location is not None
    assert (told.location.line, told.location.column) == (2, 3)


@pytest.mark.parametrize(
    ("cell", "activities", "code"),
    [
        ("Utbilda i MHFA\nTa fram plan", {"Utbilda i MHFA", "Ta fram plan"}, "lines-split"),
        ("1. Utbildning\n2. Plan för alla", {"Utbildning", "Plan för alla"}, "lines-split"),
        (
            "Utbildning i MHFA\nFramtagen plan",
            {"Utbildning i MHFA", "Framtagen plan"},
            "lines-split",
        ),
        ("Utbildning\nMHFA", {"Utbildning MHFA"}, "lines-joined"),
        ("Utbilda personal i\nMHFA", {"Utbilda personal i MHFA"}, ""),
        ("Utbilda personal\noch chefer", {"Utbilda personal och chefer"}, ""),
    ],
)
def test_lines_of_a_cell_are_told(cell: str, activities: set[str], code: str, root: Path) -> None:
    read = csv_plan(root, ["Mål", "Aktivitet"], ["Minska suicid", cell])
    assert texts(read.graph, PG.Activity) == activities
    told = [p for p in read.notes.problems if p.code.startswith("lines-")]
    assert [p.code for p in told] == ([code] if code else [])
    assert all(p.location and (p.location.line, p.location.column) == (2, 2) for p in told)


def test_a_measurement_type_is_no_indicator(root: Path) -> None:
    read = csv_plan(
        root,
        ["Mål", "Aktivitet", "Indikator", "Mått"],
        ["Minska suicid", "Ta fram plan", "Lokal plan finns", "Ja/nej"],
        ["Öka stödet", "Ge stöd", "", "Ja/nej"],
    )
    graph = read.graph
    assert texts(graph, PG.Indicator) == {"Lokal plan finns"}
    assert {str(t).rpartition("/")[2] for t in graph.objects(None, PG.measurementType)} == {
        "yes-no"
    }
    (warned,) = [p for p in read.notes.problems if p.code == "measurement-type-alone"]
    assert warned.location is not None
    assert (warned.location.line, warned.location.column) == (3, 4)
    assert "Ja/nej" in [u.text for u in read.notes.unused]


def test_an_assumed_level_is_told_by_its_label(root: Path) -> None:
    read = csv_plan(root, ["Mål", "Indikator"], ["God hälsa", "Antal besök"])
    (told,) = [p for p in read.notes.problems if p.code == "scope-assumed"]
    assert "”lokal”" in told.message.sv
    assert "“local”" in told.message.en


def test_marks_and_ja_nej_leave_the_label(root: Path) -> None:
    row = ["Öka stödet", "Ge stöd", "Andel SIP Ja/nej*"]
    graph = csv_plan(root, ["Mål", "Aktivitet", "Indikator"], row).graph
    (node,) = graph.subjects(RDF.type, PG.Indicator)
    assert [str(graph.value(node, path)) for path in (SKOS.prefLabel, SKOS.altLabel)] == [
        "Andel SIP",
        "Andel SIP Ja/nej*",
    ]
    assert str(graph.value(node, PG.sourceMarker)) == "*"
    assert str(graph.value(node, PG.measurementType)).endswith("/yes-no")


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


Page = tuple[str, Sequence[Sequence[str]]]


def sheets(root: Path, *pages: Page, hidden: bool = False) -> Imported:
    """Import a workbook of several sheets; one whose name begins with an underscore is hidden."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in pages:
        page = book.create_sheet(name)
        page.sheet_state = "hidden" if name.startswith("_") else "visible"
        for row in rows:
            page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return import_plan(parse_plan(out.getvalue(), "plan.xlsx", root, hidden=hidden), root)


def test_hidden_sheets_are_read_when_asked_for(root: Path) -> None:
    head = ["Mål", "Aktivitet"]
    pages: tuple[Page, ...] = (
        ("Plan", [head, ["Mer gemenskap", "Ordna kafé"]]),
        ("_Arkiv", [head, ["Mer gemenskap", "Ordna sång"]]),
    )
    without, told = sheets(root, *pages), sheets(root, *pages, hidden=True)
    assert len(set(without.graph.subjects(RDF.type, PG.Activity))) == 1
    assert "_Arkiv!A2–B2: ”Mer gemenskap”, ”Ordna sång” (dolt blad)" in render_text(without, "sv")
    assert len(set(told.graph.subjects(RDF.type, PG.Activity))) == 2
    assert "Bladet ”_Arkiv” är dolt och är med i importen." in render_text(told, "sv")


def test_a_table_on_its_side_can_be_corrected_like_any_other(root: Path) -> None:
    page: Page = ("Kort", [["Aktivitet", "Ordna kafé"], ["Ansvarig", "KS"], ["Tid", "2025"]])
    read = sheets(root, page)
    assert "headings in the first column" in render_text(read, "en")
    text = render_mapping([t.mapping for t in read.reading.tables], "plan.xlsx")
    corrected = parse_mapping(text.replace("field: responsible", "field: supporting"), "kolumner")
    columns = corrected[0].columns
    assert [(c.letter, c.field) for c in columns][:2] == [("1", "activity"), ("2", "supporting")]
    book = Workbook()
    assert book.active is not None
    book.active.title = "Kort"
    for row in page[1]:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    again = import_plan(parse_plan(out.getvalue(), "plan.xlsx", root, corrected), root)
    assert list(again.graph.objects(None, PG.supportingActor))
    assert not list(again.graph.objects(None, PG.responsibleActor))


def test_what_is_said_of_an_area_or_a_need_is_kept(root: Path) -> None:
    head = ["Fokusområde", "Behov", "Kommentar"]
    read = csv_plan(root, head, ["Arbete", "Många är ensamma", "Sagt i medborgardialogen"])
    assert any("Sagt i medborgardialogen" in str(o) for o in read.graph.objects())


def test_a_target_that_only_says_which_way_needs_no_unit(root: Path) -> None:
    head = ["Mål", "Indikator", "Målvärde 2027"]
    read = csv_plan(root, head, ["Mer gemenskap", "Andel som har en vän", "öka"])
    target = next(read.graph.subjects(RDF.type, PG.Target))
    assert read.graph.value(target, DCTERMS.type) is not None
    document = Document.of_cells("plan.csv", read.graph, read.places)  # type: ignore[arg-type]
    report = Checker.of(root).check([document])
    rules = {finding.rule for finding in report.findings}
    assert rules
    assert "target-unit" not in rules


def test_the_report_gives_every_reading_at_its_cell(root: Path) -> None:
    head = ["Aktivitet", "Start", "Slut", "Kostnad (tkr)", "Budget 2026"]
    read = csv_plan(root, head, ["Ordna kafé", "2025", "2026", "250", "1,2 mnkr"])
    found = {
        one["place"]["column"]: one.get("value")
        for one in json.loads(render_json(read))["read"]
        if one["what"] in ("edtf", "amount")
    }
    assert found == {2: "2025/..", 3: "2026", 4: "250000", 5: "1200000"}


def test_a_unit_above_the_table_holds_for_amounts_without_one(root: Path) -> None:
    head = ["Aktivitet", "Ansvarig", "Kostnad", "Budget 2026 (mnkr)"]
    rows = (["Belopp i tkr"], head, ["Ordna kafé", "KS", "250", "1,2"])
    read = sheets(root, ("Plan", rows))
    amounts = {int(str(o)) for o in read.graph.objects(None, SCHEMA.value)}
    assert amounts == {250_000, 1_200_000}
    assert "Plan!A1: Belopp utan enhet i kolumn C läses i tkr" in render_text(read, "sv")


def test_an_amount_too_large_for_its_heading_is_asked_about(root: Path) -> None:
    read = csv_plan(root, ["Aktivitet", "Kostnad (tkr)"], ["Ordna kafé", "1.200.000"])
    assert not list(read.graph.objects(None, PG.cost))
    told = render_text(read, "sv")
    assert "skulle bli 1\u00a0200\u00a0000\u00a0000 kr" in told
    assert "”1.200.000”" in told


def test_a_table_without_any_known_heading_of_things_keeps_its_rows(root: Path) -> None:
    """The fullest column of words holds the things; it is told as unsure."""
    head = ["Xyzzy", "Ansvarig", "Klart", "Kostnad"]
    read = csv_plan(root, head, ["Ordna kafé", "KS", "2026", "5 kr"], ["Ordna sång", "KS", "", ""])
    assert len(set(read.graph.subjects(RDF.type, PG.Activity))) == 2
    assert "Kolumn A ”Xyzzy” läst med 50 % säkerhet som aktivitet" in render_text(read, "sv")


def test_columns_with_unknown_headings_are_read_by_their_cells_and_told(root: Path) -> None:
    plan = csv_plan(
        root,
        ["Kvist", "Gren", "Ansvarig", "Löv"],
        ["Fler unga mår bra", "Starta kvällscafé", "Fritidschefen", "hösten 2026"],
        ["Fler unga mår bra", "Utbilda ledare", "Socialförvaltningen", "mars 2026"],
        ["Ingen är ensam", "Ring alla över 80 år", "Hemtjänsten", "maj 2027"],
    )
    assert texts(plan.graph, PG.Goal) == {"Fler unga mår bra", "Ingen är ensam"}
    assert texts(plan.graph, PG.Activity) == {
        "Starta kvällscafé",
        "Utbilda ledare",
        "Ring alla över 80 år",
    }
    unsure = {
        p.location.column for p in plan.notes.problems if p.code == "column-unsure" and p.location
    }
    assert unsure == {1, 2, 4}
