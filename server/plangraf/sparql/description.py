"""The service description and VoID of an endpoint, as one RDF graph.

SPARQL 1.1 Service Description §3 and the VoID vocabulary: what the endpoint speaks, which graphs it
holds and how large they are, which classes and properties the data use, the prefixes, and the saved
queries as examples. Figures come in as plain numbers; this module asks nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef

from plangraf.language import Text
from plangraf.sparql.formats import GRAPHS, SOLUTIONS
from plangraf.store.interface import describing
from plangraf.vocabulary import DCT, PG, PGID, PREFIXES

SD: Final = Namespace(PREFIXES["sd"])
VOID: Final = Namespace(PREFIXES["void"])
SH: Final = Namespace(PREFIXES["sh"])
_FORMATS: Final = Namespace("http://www.w3.org/ns/formats/")
_ENTAILMENT: Final = URIRef("http://www.w3.org/ns/entailment/Simple")


@dataclass(frozen=True)
class Example:
    """A saved query, told as one."""

    address: str
    title: Text
    text: str
    form: str


@dataclass(frozen=True)
class Figures:
    """How much there is: triples in the default graph, per graph, per class, per property."""

    triples: int = 0
    entities: int = 0
    graphs: Mapping[str, int] = field(default_factory=dict)
    classes: Mapping[str, int] = field(default_factory=dict)
    properties: Mapping[str, int] = field(default_factory=dict)


def service_description(
    site: str, figures: Figures, examples: Iterable[Example], *, writable: bool
) -> Graph:
    """Return the description of the endpoint at `site` + `/sparql`."""
    graph = _graph()
    endpoint = URIRef(f"{site}/sparql")
    service = URIRef(f"{endpoint}#service")
    graph.add((service, RDF.type, SD.Service))
    graph.add((service, SD.endpoint, endpoint))
    graph.add((service, RDFS.label, Literal("plangraf", lang="sv")))
    languages = [SD.SPARQL11Query] + ([SD.SPARQL11Update] if writable else [])
    for language in languages:
        graph.add((service, SD.supportedLanguage, language))
    for written in (*SOLUTIONS, *GRAPHS):
        graph.add((service, SD.resultFormat, URIRef(written.standard)))
    if writable:
        for read in GRAPHS:
            graph.add((service, SD.inputFormat, URIRef(read.standard)))
    graph.add((service, SD.defaultEntailmentRegime, _ENTAILMENT))
    dataset = URIRef(f"{site}/.well-known/void#dataset")
    graph.add((service, SD.defaultDataset, dataset))
    graph.add((service, SD.availableGraphs, dataset))
    graph.add((dataset, RDF.type, SD.Dataset))
    graph.add((dataset, RDF.type, SD.GraphCollection))
    default = URIRef(f"{dataset}-default")
    graph.add((dataset, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    graph.add((default, VOID.triples, Literal(figures.triples)))
    for name, triples in sorted(figures.graphs.items()):
        named, content = BNode(), BNode()
        graph.add((dataset, SD.namedGraph, named))
        graph.add((named, RDF.type, SD.NamedGraph))
        graph.add((named, SD.name, URIRef(name)))
        graph.add((named, SD.graph, content))
        graph.add((content, RDF.type, SD.Graph))
        graph.add((content, VOID.triples, Literal(triples)))
    _describe_dataset(graph, site, figures)
    _declare_prefixes(graph, dataset)
    for example in examples:
        _add_example(graph, dataset, example)
    return graph


def void_description(site: str, figures: Figures) -> Graph:
    """Return the VoID description alone."""
    graph = _graph()
    _describe_dataset(graph, site, figures)
    return graph


def _graph() -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def _describe_dataset(graph: Graph, site: str, figures: Figures) -> None:
    dataset = URIRef(f"{site}/.well-known/void#dataset")
    graph.add((dataset, RDF.type, VOID.Dataset))
    title = Text("Handlingsplaner för psykisk hälsa", "Mental-health action plans")
    graph.add((dataset, DCT.title, Literal(title.sv, lang="sv")))
    graph.add((dataset, DCT.title, Literal(title.en, lang="en")))
    licence = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
    graph.add((dataset, DCT.license, licence))
    graph.add((dataset, VOID.sparqlEndpoint, URIRef(f"{site}/sparql")))
    graph.add((dataset, VOID.uriSpace, Literal(str(PGID))))
    graph.add((dataset, VOID.exampleResource, PGID["plan/harryda-2019-2022"]))
    for namespace in (str(PG), PREFIXES["skos"], PREFIXES["dcterms"], PREFIXES["prov"]):
        graph.add((dataset, VOID.vocabulary, URIRef(namespace)))
    graph.add((dataset, VOID.triples, Literal(figures.triples)))
    graph.add((dataset, VOID.entities, Literal(figures.entities)))
    for name in sorted(figures.graphs):
        if not describing(name):
            dump = URIRef(f"{site}/data?graph={name}")
            graph.add((dataset, VOID.dataDump, dump))
    for iri, count in sorted(figures.classes.items()):
        part = BNode()
        graph.add((dataset, VOID.classPartition, part))
        graph.add((part, VOID["class"], URIRef(iri)))
        graph.add((part, VOID.entities, Literal(count)))
    for iri, count in sorted(figures.properties.items()):
        part = BNode()
        graph.add((dataset, VOID.propertyPartition, part))
        graph.add((part, VOID.property, URIRef(iri)))
        graph.add((part, VOID.triples, Literal(count)))


def _declare_prefixes(graph: Graph, owner: URIRef) -> None:
    for prefix, namespace in sorted(PREFIXES.items()):
        node = BNode()
        graph.add((owner, SH.declare, node))
        graph.add((node, SH.prefix, Literal(prefix)))
        graph.add((node, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))


def _add_example(graph: Graph, dataset: URIRef, example: Example) -> None:
    node = URIRef(example.address)
    graph.add((node, RDF.type, SH.SPARQLExecutable))
    predicate = SH[example.form.lower()]
    graph.add((node, predicate, Literal(example.text)))
    for tag in ("sv", "en"):
        graph.add((node, RDFS.label, Literal(getattr(example.title, tag), lang=tag)))
    graph.add((node, SH.prefixes, dataset))
