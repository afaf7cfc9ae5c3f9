"""Plans as documents: all activities in each, StratML as its schema has it, no live formula."""

import csv
import io
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from rdflib import DCAT, RDF, SKOS, Graph, Literal

from plangraf.plans.building.importing import import_plan
from plangraf.plans.exporting.documents import PlanText, write_html, write_markdown
from plangraf.plans.exporting.records_of import export_form
from plangraf.plans.exporting.stratml import NAMESPACE, write_stratml
from plangraf.plans.exporting.writing import sheets, write_csv
from plangraf.plans.files.workbook_writing import write_tables
from plangraf.plans.reading import read_plan_file
from plangraf.plans.registers.lookups import Lookups
from plangraf.store.parsing import parse_triples, plain_graph
from plangraf.vocabulary import PG, PGID

SHIPPED = ["harryda-2019-2022", "ostergotland-2019"]
MADE_UP = ["nydala.xlsx", "aspvik.xlsx"]
WORKBOOKS = Path(__file__).parent / "workbooks"

# ISO 17469-1:2015, StrategicPlan schema 1.1: children in order, least and most of each.
MANY = 10_000
STRATML = {
    "StrategicPlan": [
        ("Name", 1, 1),
        ("Description", 0, 1),
        ("OtherInformation", 0, 1),
        ("StrategicPlanCore", 1, 1),
        ("AdministrativeInformation", 0, 1),
    ],
    "StrategicPlanCore": [
        ("Organization", 0, MANY),
        ("Vision", 0, 1),
        ("Mission", 0, 1),
        ("Value", 0, MANY),
        ("Goal", 1, MANY),
    ],
    "Organization": [
        ("Name", 0, 1),
        ("Acronym", 0, 1),
        ("Identifier", 0, 1),
        ("Description", 0, 1),
        ("Stakeholder", 0, MANY),
    ],
    "Mission": [("Description", 0, 1), ("Identifier", 0, 1)],
    "Goal": [
        ("Name", 1, 1),
        ("Description", 1, 1),
        ("Identifier", 0, 1),
        ("SequenceIndicator", 0, 1),
        ("Stakeholder", 0, MANY),
        ("OtherInformation", 0, 1),
        ("Objective", 0, MANY),
    ],
    "Objective": [
        ("Name", 0, 1),
        ("Description", 0, 1),
        ("Identifier", 0, 1),
        ("SequenceIndicator", 0, 1),
        ("Stakeholder", 0, MANY),
        ("OtherInformation", 0, 1),
    ],
    "Stakeholder": [("Name", 1, 1), ("Description", 0, 1)],
    "AdministrativeInformation": [
        ("StartDate", 0, 1),
        ("EndDate", 0, 1),
        ("PublicationDate", 0, 1),
        ("Source", 0, 1),
        ("Submitter", 0, 1),
    ],
}


def plan_text(plan: str, root: Path) -> PlanText:
    if plan.endswith(".xlsx"):
        imported = import_plan(read_plan_file(WORKBOOKS / plan, root), root)
        return PlanText(imported.graph, imported.plan, Lookups(root, imported.plan))
    data = (root / "data" / "plans" / f"{plan}.ttl").read_bytes()
    return PlanText(plain_graph(parse_triples(data, "ttl")), plan, Lookups(root, plan))


def check_order(element: ElementTree.Element) -> None:
    name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    assert element.tag != name, "outside the namespace"
    children = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]
    rules = STRATML.get(name, [])
    order = [rule[0] for rule in rules]
    assert set(children) <= set(order), name
    assert children == sorted(children, key=order.index), name
    for child, least, most in rules:
        assert least <= children.count(child) <= most, (name, child)
    assert not (rules and (element.text or "").strip()), "no text beside elements"
    for one in element:
        check_order(one)


@pytest.mark.parametrize("plan", SHIPPED + MADE_UP)
def test_stratml_is_as_its_schema_says(plan: str, root: Path) -> None:
    text = plan_text(plan, root)
    element = ElementTree.fromstring(write_stratml(text))
    check_order(element)
    identifiers = [e.text or "" for e in element.iter(f"{{{NAMESPACE}}}Identifier")]
    assert len(set(identifiers)) == len(identifiers), "xsd:ID stands once"
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", name) for name in identifiers)
    days = [
        e.text or "" for n in ("StartDate", "EndDate") for e in element.iter(f"{{{NAMESPACE}}}{n}")
    ]
    assert len(days) == 2
    assert date.fromisoformat(days[0]) < date.fromisoformat(days[1])
    activities = [a for section in text.sections() for a in section.activities]
    assert len(list(element.iter(f"{{{NAMESPACE}}}Objective"))) == len(activities)
    assert set(activities) == set(text.graph.subjects(RDF.type, PG.Activity))


@pytest.mark.parametrize("plan", SHIPPED + MADE_UP)
def test_documents_hold_every_activity_and_goal(plan: str, root: Path) -> None:
    text = plan_text(plan, root)
    markdown, page = write_markdown(text), write_html(text)
    plain = re.sub(r"\\([\\`*_\[\]|])", r"\1", markdown).replace("&lt;", "<")
    for kind in (PG.FocusArea, PG.Goal, PG.Activity, PG.SubActivity):
        for thing in text.graph.subjects(RDF.type, kind):
            label = " ".join(text.label(thing).split())
            assert label in plain, label
    assert page.count("<h3>") == len(set(text.graph.subjects(RDF.type, PG.Goal)))
    assert "<script" not in page
    ruled = [line for line in markdown.splitlines() if line.startswith("| --- ")]
    assert page.count("<table>") == page.count("</table>") == len(ruled) > 0


def test_targets_stand_with_their_indicators(root: Path) -> None:
    markdown = write_markdown(plan_text("nydala.xlsx", root))
    assert "- Indikator: Andel elever som trivs: utgångsvärde 72 %" in markdown
    assert "målvärde 90 % (2025)" in markdown


def test_costs_times_and_targets_stand_where_the_plan_tells_them(root: Path) -> None:
    text = plan_text("nydala.xlsx", root)
    node, goal, first = (PGID[f"{kind}/x"] for kind in ("activity", "goal", "period"))
    last, cost, target = PGID["period/y"], PGID["cost/x"], PGID["target/x"]
    area = text.areas()[0]
    for subject, path, value in (
        (goal, RDF.type, PG.Goal),
        (goal, PG.focusArea, area),
        (goal, PG.hasTarget, target),
        (target, SKOS.prefLabel, Literal("minst 90 %", lang="sv")),
        (node, RDF.type, PG.Activity),
        (node, PG.contributesTo, goal),
        (node, SKOS.prefLabel, Literal("Utbilda", lang="sv")),
        (node, PG.deadline, first),
        (node, PG.deadline, last),
        (first, SKOS.prefLabel, Literal("hösten 2025", lang="sv")),
        (first, PG.edtf, Literal("2025-23/..")),
        (first, DCAT.startDate, Literal("2025-09-01")),
        (last, SKOS.prefLabel, Literal("2026-06-30", lang="sv")),
        (last, DCAT.startDate, Literal("2026-06-30")),
        (node, PG.cost, cost),
        (cost, SKOS.prefLabel, Literal("250 tkr", lang="sv")),
    ):
        text.graph.add((subject, path, value))
    markdown, page = write_markdown(text), write_html(text)
    assert "| Läge | Kostnad |" in markdown
    assert "| Utbilda |  |  | från hösten 2025, 2026-06-30 |  | 250 tkr |" in markdown
    assert "- Målvärde: minst 90 %" in markdown
    assert "<td>från hösten 2025, 2026-06-30</td><td></td><td>250 tkr</td>" in page
    assert "<p>Målvärde: minst 90 %</p>" in page


LIVE = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "＝1"]


@pytest.mark.parametrize("text", LIVE)
def test_no_cell_of_an_export_is_a_formula(text: str, root: Path) -> None:
    graph: Graph = plan_text("nydala.xlsx", root).graph
    goal = PGID["goal/nydala-2023-2026/1.1"]
    graph.set((goal, SKOS.prefLabel, Literal(text, lang="sv")))
    form = export_form(graph, "nydala-2023-2026", root)
    rows = csv.reader(io.StringIO(write_csv(form, "0").decode("utf-8-sig")), delimiter=";")
    cells = [cell for row in rows for cell in row]
    book = openpyxl.load_workbook(io.BytesIO(write_tables(sheets(form, "0", "sv"))))
    typed = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in typed if cell.data_type == "f"]
    cells += [str(cell.value) for cell in typed if cell.value is not None]
    live = [
        c
        for c in cells
        if c[:1] in tuple("=+-@\t\r＝＋－＠") and not re.fullmatch(r"[+-]?[\d., %]+", c)
    ]
    assert live == []
