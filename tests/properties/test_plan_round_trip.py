"""Generated plans come back from YAML, CSV and workbook just as they were.

Every kind of thing a plan holds, with texts that spreadsheets, CSV and YAML are known to spoil.
"""

import datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import PROV, RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS
from rdflib.term import Node

from plangraf.plans.building.importing import import_plan
from plangraf.plans.exporting.records_of import export_form
from plangraf.plans.exporting.writing import sheets, write_csv, write_yaml
from plangraf.plans.files.cleaning import unharmed
from plangraf.plans.files.workbook_writing import write_tables
from plangraf.plans.forms.sameness import keyed
from plangraf.plans.reading import parse_plan
from plangraf.vocabulary import PG, PGID, SCHEMA

ROOT = Path(__file__).resolve().parents[2]
PLAN = "prov-2025"
SPOILED = [
    # taken for a formula, a number, a date, a truth value, a mark of YAML
    "=1+1", '=HYPERLINK("http://x")', "+46 8 123", "-5", "- punkt", "@SUM(A1)", "'apostrof", "'=1",
    "''", "'", "\t=1", "−5", "＝1", "1.1", "2024", "007", "1e5", "1,5", "90 %", "2025-06-30",
    "12:30", "TRUE", "ja", "no", "null", "~", "# rubrik", "a: b", "a; b", "[x]", "{x}", "*x", "&x",
    "!x", "%x",
    # white space, quotation marks, signs beyond the first plane, ways to write a letter
    "rad ett\nrad två", "rad\r\nrad", "\n", " mellan  slag ", "\u00a0x\u00a0y", "😀👨‍👩‍👧",
    "e\u0301", "Ã¥", '"citat" ”typografiskt”', 'a""b', "C:\\temp\\n", "_x000D_", "mjukt\u00adbinde",
    "\u200bnoll", "<b>&amp;", "\u2028", "﷽",
    # longer than a cell; words and names of the form itself
    "lång " * 9000, "Fokusområde", "om filen", "goal/prov-2025/g0", "_:b1", "Ökad hälsa.",
]  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(SPOILED),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30),
)
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2060, 12, 31))
NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9).map(lambda n: Literal(str(n), datatype=XSD.integer)),
    st.decimals(-(10**6), 10**6, places=3).map(
        lambda n: Literal(f"{n:f}", datatype=XSD.decimal, normalize=False)
    ),
)
ACTORS = ["bup", "skr", "harryda-kommun", "prov-egen", "okand"]
LEVELS = ["planned", "in-progress", "completed", "delayed", "cancelled"]


def thing(path: str) -> URIRef:
    return URIRef(PGID + path)


class Planning:
    """A plan under way: `some` draws whether there is one more of something."""

    def __init__(self, draw: st.DrawFn):
        self.draw = draw
        self.graph = Graph(bind_namespaces="none")
        self.plan = thing(f"plan/{PLAN}")

    def say(self, node: Node, path: URIRef, value: Node) -> None:
        self.graph.add((node, path, value))

    def some(self, most: int = 1) -> range:
        return range(self.draw(st.integers(0, most)))

    def text(self, node: Node, path: URIRef, language: str | None = "sv") -> None:
        self.say(node, path, Literal(self.draw(WORDS), lang=language))

    def make(self, kind: str, local: str, *types: URIRef) -> URIRef:
        node = thing(f"{kind}/{PLAN}/{local}")
        for type_ in types:
            self.say(node, RDF.type, type_)
        self.say(node, PG.inPlan, self.plan)
        return node

    def one_of(self, node: Node, path: URIRef, paths: list[str], most: int = 1) -> None:
        for _ in self.some(most):
            self.say(node, path, thing(self.draw(st.sampled_from(paths))))

    def numbers(self, node: URIRef) -> None:
        for path in (SCHEMA.value, SCHEMA.minValue, SCHEMA.maxValue):
            for _ in self.some():
                self.say(node, path, self.draw(NUMBERS))

    def period(self, local: str) -> URIRef:
        node = self.make("period", local, DCTERMS.PeriodOfTime)
        self.text(node, SKOS.prefLabel)
        for path in (DCAT.startDate, DCAT.endDate):
            for _ in self.some():
                day = self.draw(DAYS).isoformat()
                self.say(node, path, Literal(day, datatype=XSD.date, normalize=False))
        for _ in self.some():
            edtf = self.draw(st.sampled_from(["2025-23", "2025/..", "?"]))
            self.say(node, PG.edtf, Literal(edtf))
        return node

    def target(self, local: str, of: URIRef, path: URIRef) -> None:
        node = self.make("target", local, PG.Target)
        self.say(of, path, node)
        self.numbers(node)
        for label in (SKOS.prefLabel, SCHEMA.unitText, SKOS.note):
            for _ in self.some():
                self.text(node, label)
        self.one_of(node, DCTERMS.type, ["direction/increase", "direction/decrease"])
        self.one_of(node, DCTERMS.temporal, ["period/2025", f"period/{PLAN}/d0-0"])

    def followed(self, node: URIRef, local: str) -> None:
        """Costs, statuses and targets of an activity."""
        for n in self.some(2):
            money = self.make("cost", f"{local}-{n}", SCHEMA.MonetaryAmount)
            self.say(node, PG.cost, money)
            self.numbers(money)
            self.text(money, DCTERMS.description)
            self.say(money, SCHEMA.currency, Literal("SEK"))
        for n in self.some(2):
            report = self.make("status", f"{local}-{n}", PG.StatusReport)
            self.say(node, PG.hasStatus, report)
            self.one_of(report, DCTERMS.type, [f"status-level/{level}" for level in LEVELS])
            day = self.draw(DAYS).isoformat()
            self.say(report, DCTERMS.date, Literal(day, datatype=XSD.date, normalize=False))
            self.text(report, DCTERMS.description)
            self.text(report, SKOS.note)
        for n in self.some():
            self.target(f"{local}-{n}", node, PG.hasTarget)


@st.composite
def plans(draw: st.DrawFn) -> Graph:
    p = Planning(draw)
    for type_ in (PG.ActionPlan, PROV.Plan):
        p.say(p.plan, RDF.type, type_)
    p.text(p.plan, SKOS.prefLabel)
    p.one_of(p.plan, DCTERMS.spatial, ["area/1401", "area/9999"])
    indicators: list[URIRef] = []
    goals: list[URIRef] = []
    activities: list[URIRef] = []
    for n in p.some(2):
        indicators.append(p.make("indicator", f"i{n}", PG.Indicator, SKOS.Concept))
        p.text(indicators[-1], SKOS.prefLabel)
        p.one_of(indicators[-1], PG.measurementType, ["measurement-type/share"])
        for k in p.some(2):
            role = draw(st.sampled_from([PG.hasTarget, PG.hasBaseline]))
            p.target(f"i{n}-{k}", indicators[-1], role)
    for n in p.some(2):
        goals.append(p.make("goal", draw(st.sampled_from([f"g{n}", f"1.{n}", str(n)])), PG.Goal,
                            SKOS.Concept))  # fmt: skip
        p.text(goals[-1], SKOS.prefLabel)
        p.one_of(goals[-1], PG.targetGroup, ["target-group/adults", "target-group/nobody"], 2)
        for _ in p.some():
            p.text(goals[-1], SKOS.notation, None)
        for indicator in indicators:
            for _ in p.some():
                p.say(goals[-1], PG.hasIndicator, indicator)
    for n in range(draw(st.integers(1, 3))):
        node = p.make("activity", draw(st.sampled_from([f"a{n}", f"2.{n}", f"a-{n}"])),
                      PG.Activity, PG.PlannedAction)  # fmt: skip
        for path in (SKOS.prefLabel, PG.purpose, DCTERMS.description, SKOS.note, SKOS.altLabel):
            for _ in p.some(2):
                p.text(node, path)
        for _ in p.some():
            p.text(node, SKOS.prefLabel, draw(st.sampled_from(["en", "fi", None])))
        for _ in p.some():
            p.say(node, SCHEMA.position, Literal(str(n), datatype=XSD.integer, normalize=False))
        for path in (PG.responsibleActor, PG.supportingActor, PG.involvesActor):
            p.one_of(node, path, [f"actor/{a}" for a in ACTORS], 2)
        p.one_of(node, DCTERMS.subject, ["topic/suicide-prevention", "topic/housing"], 2)
        for k in p.some(2):
            p.say(node, PG.deadline, p.period(f"d{n}-{k}"))
        for other in activities:
            for _ in p.some():
                p.say(node, draw(st.sampled_from([DCTERMS.requires, DCTERMS.replaces])), other)
        for goal in goals:
            for _ in p.some():
                p.say(node, PG.contributesTo, goal)
        p.followed(node, f"a{n}")
        activities.append(node)
    for _ in p.some():
        own = thing("actor/prov-egen")
        p.say(own, RDF.type, URIRef("http://www.w3.org/ns/org#Organization"))
        p.text(own, SKOS.prefLabel)
    return p.graph


def differing(one: Graph, other: Graph) -> tuple[set[str], set[str]]:
    a, b = set(keyed(one)), set(keyed(other))
    return {t[:300] for t in a - b}, {t[:300] for t in b - a}


def comes_back(graph: Graph) -> None:
    form = export_form(graph, PLAN, ROOT)
    tables = sheets(form, "0", "en")
    files = {
        "p.csv": write_csv(form, "0"),
        "p.yaml": write_yaml(form, "0"),
        "p.xlsx": write_tables(tables),
    }
    for name, data in files.items():
        again = import_plan(parse_plan(data, name, ROOT), ROOT).graph
        assert differing(graph, again) == (set(), set()), name
    cells = [text for _, rows in tables for row in rows for text in row]
    assert all(unharmed(text) == text or text.startswith("'") for text in cells)
    assert not any(text.startswith(("=", "@", "\t", "\r")) for text in cells)


@given(plans())
@settings(max_examples=25)
def test_import_of_export_is_the_plan(graph: Graph) -> None:
    comes_back(graph)
