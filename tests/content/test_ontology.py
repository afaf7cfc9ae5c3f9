"""The vocabulary as shipped: complete in both languages, without strays, used, and in order."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, RDF, RDFS, SKOS, VANN, XSD
from rdflib.term import Node

from plangraf.content.formatting import format_turtle
from plangraf.vocabulary import PG, PGID, PREFIXES, SCHEMA

ROOT = Path(__file__).parents[2]
ONTOLOGY = URIRef("https://w3id.org/plangraf/ns")
TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)

NAMES = re.findall(
    r"\w+",
    """
    ActionPlan FocusArea Goal Need PlannedAction Activity SubActivity Indicator Target StatusReport
    ReferenceDocument SourceDocument
    inPlan implementsPlan focusArea contributesTo subActivityOf hasIndicator addresses targetGroup
    workCategory involvesActor responsibleActor supportingActor usesMethod purpose repeats
    timeHorizon deadline edtf followUpFrequency indicatorScope measurementType sourceMarker ageMin
    ageMax hasTarget hasBaseline hasStatus cost evidence assertionStatus derivationRule
    """,
)
SUPERCLASSES = {
    "ActionPlan": "prov:Plan",
    "FocusArea": "skos:Concept",
    "Goal": "skos:Concept",
    "Need": "skos:Concept",
    "PlannedAction": "prov:Entity",
    "Activity": "pg:PlannedAction",
    "SubActivity": "pg:PlannedAction",
    "Indicator": "skos:Concept",
    "StatusReport": "prov:Entity",
    "ReferenceDocument": "dcterms:BibliographicResource",
    "SourceDocument": "foaf:Document",
}
SCHEMES = set(
    re.findall(
        r"\S+",
        """
        activity-type actor-role assertion-status date-kind derivation-rule document-type frequency
        indicator-scope measurement-type national-focus-area passage-kind planning-level
        status-level target-group topic work-category
        """,
    )
)
SCHEMES_IN_DATA = {"method"}


def files(pattern: str, *folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob(pattern))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


VOCABULARY = read(ROOT / "ontology" / "plangraf.ttl")
SCHEME_FILES = files("*.ttl", "ontology/schemes")
TERMS = sorted({str(term) for kind in TERM_KINDS for term in VOCABULARY.subjects(RDF.type, kind)})


def written_in(graph: Graph, subject: Node, predicate: URIRef) -> list[str]:
    """The languages of the subject's texts, sorted, one entry for each text that says something."""
    texts = [text for text in graph.objects(subject, predicate) if isinstance(text, Literal)]
    return sorted(text.language or "" for text in texts if text.strip())


def expanded(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


def own_terms_in(graph: Graph) -> set[str]:
    names = {str(node) for triple in graph for node in triple if isinstance(node, URIRef)}
    return {name for name in names if name.startswith(PG)} - {str(PG)}


def names_in_text(text: str) -> Iterator[str]:
    """Terms that a query or a module names: `pg:name`, `PG.name`, `PG["name"]`."""
    for match in re.finditer(r"""\b(?:pg:|PG\.|PG\[["'])([A-Za-z]\w*)""", text):
        yield str(PG[match.group(1)])


# --- The vocabulary -------------------------------------------------------------------------------


def test_every_name_that_tools_rely_on_is_there_and_no_other() -> None:
    assert sorted(TERMS) == sorted(str(PG[name]) for name in NAMES)


@pytest.mark.parametrize("term", TERMS)
def test_every_term_is_labelled_and_defined_in_both_languages(term: str) -> None:
    assert written_in(VOCABULARY, URIRef(term), RDFS.label) == ["en", "sv"]
    assert written_in(VOCABULARY, URIRef(term), SKOS.definition) == ["en", "sv"]
    assert list(VOCABULARY.objects(URIRef(term), RDFS.isDefinedBy)) == [ONTOLOGY]


@pytest.mark.parametrize("term", TERMS)
def test_no_term_stands_alone(term: str) -> None:
    """A class has a superclass or a property that names it, a property a domain and a range."""
    domains = set(VOCABULARY.objects(URIRef(term), RDFS.domain | SCHEMA.domainIncludes))
    ranges = set(VOCABULARY.objects(URIRef(term), RDFS.range | SCHEMA.rangeIncludes))
    named = RDFS.domain | RDFS.range | SCHEMA.domainIncludes | SCHEMA.rangeIncludes
    if (URIRef(term), RDF.type, OWL.Class) in VOCABULARY:
        superclasses = set(VOCABULARY.objects(URIRef(term), RDFS.subClassOf))
        assert superclasses | set(VOCABULARY.subjects(named, URIRef(term)))
    else:
        assert domains
        assert ranges


def test_every_own_name_in_the_vocabulary_is_a_term() -> None:
    assert own_terms_in(VOCABULARY) <= set(TERMS)


@pytest.mark.parametrize("term", TERMS)
def test_a_property_for_several_classes_claims_none_of_them(term: str) -> None:
    """Two rdfs:domain would mean that every subject is both."""
    shared = ((RDFS.domain, SCHEMA.domainIncludes), (RDFS.range, SCHEMA.rangeIncludes))
    for single, several in shared:
        claimed = list(VOCABULARY.objects(URIRef(term), single))
        assert len(claimed) <= 1
        assert not claimed or (URIRef(term), several, None) not in VOCABULARY


def test_superclasses_are_those_of_the_model() -> None:
    for name, superclass in SUPERCLASSES.items():
        assert list(VOCABULARY.objects(PG[name], RDFS.subClassOf)) == [expanded(superclass)]
    assert (PG.Activity, OWL.disjointWith, PG.SubActivity) in VOCABULARY
    assert (PG.inPlan, RDFS.subPropertyOf, DCTERMS.isPartOf) in VOCABULARY
    assert (PG.responsibleActor, RDFS.subPropertyOf, PG.involvesActor) in VOCABULARY


def test_the_ontology_says_what_it_is() -> None:
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in VOCABULARY
    for predicate in (OWL.versionIRI, DCTERMS.created, DCTERMS.issued, DCTERMS.modified):
        assert len(list(VOCABULARY.objects(ONTOLOGY, predicate))) == 1
    licence = URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
    assert (ONTOLOGY, DCTERMS.license, licence) in VOCABULARY
    assert (ONTOLOGY, VANN.preferredNamespacePrefix, Literal("pg")) in VOCABULARY
    assert (ONTOLOGY, VANN.preferredNamespaceUri, Literal(str(PG))) in VOCABULARY
    for predicate in (DCTERMS.title, DCTERMS.description, SKOS.note):
        assert written_in(VOCABULARY, ONTOLOGY, predicate) == ["en", "sv"]


def test_the_schemes_that_values_come_from_exist() -> None:
    named = {scheme for term in TERMS for scheme in VOCABULARY.objects(URIRef(term), RDFS.seeAlso)}
    assert named <= {PGID[f"scheme/{name}"] for name in SCHEMES | SCHEMES_IN_DATA}


# --- Use ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", files("*.ttl", "data", "shapes", "ontology"), ids=name_of)
def test_graphs_use_only_terms_that_exist(path: Path) -> None:
    assert own_terms_in(read(path)) <= set(TERMS)


@pytest.mark.parametrize(
    "path", [*files("*.rq", "queries"), *files("*.py", "server/plangraf")], ids=name_of
)
def test_queries_and_modules_use_only_terms_that_exist(path: Path) -> None:
    assert set(names_in_text(path.read_text("utf-8"))) <= set(TERMS)


def test_every_term_is_used_in_a_query_or_a_shape() -> None:
    shapes = files("*.ttl", "shapes")
    used = own_terms_in(read(*shapes))
    for path in [*files("*.rq", "queries"), *shapes]:
        used |= set(names_in_text(path.read_text("utf-8")))
    assert sorted(set(TERMS) - used) == []


# --- Concept schemes ------------------------------------------------------------------------------


def test_every_scheme_of_the_model_has_its_file() -> None:
    assert {path.stem for path in SCHEME_FILES} == SCHEMES


@pytest.mark.parametrize("path", SCHEME_FILES, ids=name_of)
def test_a_scheme_is_complete_in_both_languages(path: Path) -> None:
    graph, scheme = read(path), PGID[f"scheme/{path.stem}"]
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert concepts
    for node in (scheme, *concepts):
        assert written_in(graph, node, SKOS.prefLabel) == ["en", "sv"], node
        assert written_in(graph, node, SKOS.definition) == ["en", "sv"], node
    for concept in concepts:
        assert str(concept).startswith(f"{PGID}{path.stem}/")
        assert list(graph.objects(concept, SKOS.inScheme)) == [scheme]
        assert list(graph.objects(concept, SKOS.topConceptOf)) == [scheme]
    labels = [str(graph.value(concept, SKOS.prefLabel)).casefold() for concept in concepts]
    assert len(labels) == len(set(labels))
    positions = sorted(int(str(place)) for place in graph.objects(None, SCHEMA.position))
    assert positions == [*range(1, len(concepts) + 1)]
    assert set(graph.objects(scheme, SKOS.hasTopConcept)) == concepts
    assert set(graph.subjects()) == {scheme, *concepts}


@pytest.mark.parametrize("path", files("*.ttl", "data"), ids=name_of)
def test_data_points_only_to_concepts_that_exist(path: Path) -> None:
    concepts = set(read(*SCHEME_FILES).subjects())
    prefixes = tuple(f"{PGID}{name}/" for name in SCHEMES)
    pointed_at = {node for node in read(path).objects() if str(node).startswith(prefixes)}
    assert pointed_at <= concepts


# --- Alignments -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", files("*.ttl", "ontology/alignments"), ids=name_of)
def test_an_alignment_says_what_it_aligns(path: Path) -> None:
    graph = read(path)
    [header] = graph.subjects(RDF.type, OWL.Ontology)
    assert str(header) == f"{ONTOLOGY}/alignments/{path.stem}"
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert written_in(graph, header, predicate) == ["en", "sv"]
    assert (header, OWL.imports, None) not in graph


def test_every_role_in_a_plan_is_a_role_of_the_organization_ontology() -> None:
    roles = read(ROOT / "ontology" / "schemes" / "actor-role.ttl")
    aligned = read(ROOT / "ontology" / "alignments" / "org.ttl")
    assert set(aligned.subjects(RDF.type, ORG.Role)) == set(roles.subjects(RDF.type, SKOS.Concept))


# --- JSON-LD --------------------------------------------------------------------------------------

CONTEXT = json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]


def test_the_context_names_every_prefix() -> None:
    assert PREFIXES.items() <= CONTEXT.items()


@pytest.mark.parametrize("term", TERMS)
def test_the_context_names_every_term_with_its_type(term: str) -> None:
    name = term.removeprefix(PG)
    expected: str | dict[str, str] = {"@id": f"pg:{name}"}
    if (URIRef(term), RDF.type, OWL.Class) in VOCABULARY:
        expected = f"pg:{name}"
    elif (URIRef(term), RDF.type, OWL.ObjectProperty) in VOCABULARY:
        expected = {"@id": f"pg:{name}", "@type": "@id"}
    elif (URIRef(term), RDFS.range, XSD.integer) in VOCABULARY:
        expected = {"@id": f"pg:{name}", "@type": "xsd:integer"}
    assert CONTEXT[name] == expected


def test_a_document_in_the_context_reads_as_the_same_triples() -> None:
    document = {
        "@context": CONTEXT,
        "id": f"{PGID}goal/p/adults-1.1",
        "type": ["Goal", "Concept"],
        "prefLabel": [{"@value": "Mål", "@language": "sv"}],
        "position": 1,
        "kind": f"{PGID}activity-type/statement",
        "hasIndicator": {"id": f"{PGID}indicator/p/local-x", "ageMin": 16},
        "evidence": {"type": "SpecificResource", "hasSelector": {"start": 3, "exact": "Mål"}},
    }
    expected = """
        @base <https://w3id.org/plangraf/id/> . @prefix pg: <https://w3id.org/plangraf/ns#> .
        @prefix oa: <http://www.w3.org/ns/oa#> . @prefix schema: <https://schema.org/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix dcterms: <http://purl.org/dc/terms/> .
        <goal/p/adults-1.1> a pg:Goal, skos:Concept ; skos:prefLabel "Mål"@sv ; schema:position 1 ;
            dcterms:type <activity-type/statement> ; pg:hasIndicator <indicator/p/local-x> ;
            pg:evidence [ a oa:SpecificResource ; oa:hasSelector [ oa:start 3 ; oa:exact "Mål" ] ] .
        <indicator/p/local-x> pg:ageMin 16 ."""
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    assert format_turtle(graph) == format_turtle(Graph().parse(data=expected, format="turtle"))


# --- Order ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", files("*.ttl", "ontology", "data", "shapes"), ids=name_of)
def test_turtle_is_in_canonical_order(path: Path) -> None:
    assert path.read_text("utf-8") == format_turtle(read(path))
