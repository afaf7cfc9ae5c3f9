"""Generated plans come back from YAML, CSV and workbook just as they were."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import PROV, RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from plangraf.plans.exporting import export_form
from plangraf.plans.importing import import_plan
from plangraf.plans.reading import parse_plan
from plangraf.plans.sameness import same_graph
from plangraf.plans.workbook_writing import write_tables
from plangraf.plans.writing import sheets, write_csv, write_yaml
from plangraf.vocabulary import PG, PGID, SCHEMA

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30
)
ROOT = Path(__file__).resolve().parent.parent.parent


@st.composite
def plans(draw: st.DrawFn) -> Graph:
    graph = Graph(bind_namespaces="none")
    plan = URIRef(f"{PGID}plan/prov-2025")
    for type_ in (PG.ActionPlan, PROV.Plan):
        graph.add((plan, RDF.type, type_))
    graph.add((plan, SKOS.prefLabel, Literal(draw(WORDS), lang="sv")))
    for number in range(draw(st.integers(1, 4))):
        node = URIRef(f"{PGID}activity/prov-2025/a{number}")
        for type_ in (PG.Activity, PG.PlannedAction):
            graph.add((node, RDF.type, type_))
        graph.add((node, PG.inPlan, plan))
        for text in draw(st.lists(WORDS, min_size=1, max_size=2)):
            graph.add(
                (
                    node,
                    draw(st.sampled_from([SKOS.prefLabel, PG.purpose, DCTERMS.description])),
                    Literal(text, lang="sv"),
                )
            )
        if draw(st.booleans()):
            graph.add(
                (node, SCHEMA.position, Literal(str(number), datatype=XSD.integer, normalize=False))
            )
        if draw(st.booleans()):
            graph.add(
                (
                    node,
                    PG.responsibleActor,
                    URIRef(f"{PGID}actor/{draw(st.sampled_from(['bup', 'skr', 'okand']))}"),
                )
            )
        if draw(st.booleans()):
            graph.add((node, DCTERMS.subject, URIRef(f"{PGID}topic/suicide-prevention")))
    return graph


@given(plans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_import_of_export_is_the_plan(graph: Graph) -> None:
    form = export_form(graph, "prov-2025", ROOT)
    files = {
        "p.csv": write_csv(form, "0"),
        "p.yaml": write_yaml(form, "0"),
        "p.xlsx": write_tables(sheets(form, "0", "en")),
    }
    for name, data in files.items():
        assert same_graph(graph, import_plan(parse_plan(data, name, ROOT), ROOT).graph), name
