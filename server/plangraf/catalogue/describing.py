"""The catalogue as RDF: every saved query a SHACL executable, its parameters as property shapes.

Follows what SPARQL example collections do (`sh:SPARQLExecutable`, `sh:select`, `schema:target`), so
that their editors and indexes read it. Goes into the graph `…/graph/queries`, outside the
default union. Knows no store.
"""

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH, XSD

from plangraf.catalogue.definition import Catalogue, Parameter, SavedQuery
from plangraf.language import LANGUAGES, Text
from plangraf.vocabulary import DCT, GRAPHS, PGID, PREFIXES, SCHEMA

QUERIES_GRAPH = str(GRAPHS) + "queries"
_SH = Namespace(PREFIXES["sh"])  # rdflib's own knows fewer terms
_DATATYPES = {"integer": XSD.integer, "number": XSD.decimal, "literal": XSD.string}
_FORMS = {
    "SELECT": (SH.SPARQLSelectExecutable, SH.select),
    "ASK": (SH.SPARQLAskExecutable, SH.ask),
    "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct),
    "DESCRIBE": (_SH["SPARQLDescribeExecutable"], _SH["describe"]),
}


def describe(catalogue: Catalogue, endpoint: str = "") -> Graph:
    """Return the description of all queries; `endpoint` is the address of /sparql, if known."""
    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    for group in catalogue.groups:
        node = PGID[f"query-group/{group.name}"]
        graph.add((node, RDF.type, SCHEMA.DefinedTerm))
        _labelled(graph, node, RDFS.label, group.title)
    for query in catalogue.queries:
        _describe_query(graph, query, endpoint)
    return graph


def describe_turtle(catalogue: Catalogue, endpoint: str = "") -> bytes:
    """Return the description as Turtle, to load into QUERIES_GRAPH."""
    return describe(catalogue, endpoint).serialize(format="turtle").encode()


def query_iri(query: SavedQuery) -> URIRef:
    """Return the IRI of a saved query."""
    return URIRef(PGID[f"query/{query.name}"])


def _describe_query(graph: Graph, query: SavedQuery, endpoint: str) -> None:
    node = query_iri(query)
    kind, text = _FORMS[query.form]
    graph.add((node, RDF.type, SH.SPARQLExecutable))
    graph.add((node, RDF.type, kind))
    graph.add((node, text, Literal(query.body)))
    graph.add((node, DCT.identifier, Literal(query.name)))
    graph.add((node, DCT.isPartOf, PGID[f"query-group/{query.group}"]))
    graph.add((node, DCT.license, URIRef(query.license)))
    _labelled(graph, node, RDFS.label, query.title)
    _labelled(graph, node, RDFS.comment, query.sentence)
    if query.note:
        _labelled(graph, node, DCT.description, query.note)
    if query.id:
        graph.add((node, SCHEMA.identifier, Literal(query.id)))
    for tag in query.tags:
        graph.add((node, SCHEMA.keywords, Literal(tag)))
    if endpoint:
        graph.add((node, SCHEMA.target, URIRef(endpoint)))
    for place, parameter in enumerate(query.parameters, 1):
        _describe_parameter(graph, query, parameter, place)


def _describe_parameter(graph: Graph, query: SavedQuery, parameter: Parameter, place: int) -> None:
    """One property shape: the same facts that the form and OpenAPI are made from."""
    node = PGID[f"query/{query.name}/{parameter.name}"]
    graph.add((query_iri(query), SH.parameter, node))
    graph.add((node, RDF.type, SH.Parameter))
    graph.add((node, SH.path, PGID[f"query-parameter/{parameter.name}"]))
    graph.add((node, DCT.identifier, Literal(parameter.variable)))
    graph.add((node, SH.order, Literal(place)))
    graph.add((node, SH.optional, Literal(not parameter.required or bool(parameter.default))))
    _labelled(graph, node, SH.name, parameter.label)
    if parameter.hint:
        _labelled(graph, node, SH.description, parameter.hint)
    if parameter.kind == "iri":
        graph.add((node, SH.nodeKind, SH.IRI))
    elif parameter.kind == "prefix_datatype":
        graph.add((node, SH.datatype, URIRef(parameter.detail)))
    elif parameter.kind == "lang":
        graph.add((node, SH.datatype, RDF.langString))
    else:
        graph.add((node, SH.datatype, _DATATYPES[parameter.kind]))
    if not parameter.multiple:
        graph.add((node, SH.maxCount, Literal(1)))
    if parameter.pattern:
        graph.add((node, SH.pattern, Literal(f"^(?:{parameter.pattern})$")))
    for bound, predicate in (
        (parameter.minimum, SH.minInclusive),
        (parameter.maximum, SH.maxInclusive),
    ):
        if bound:
            datatype = URIRef(parameter.detail) if parameter.detail else XSD.decimal
            graph.add((node, predicate, Literal(bound, datatype=datatype)))
    if parameter.choices:
        head = BNode()
        Collection(graph, head, [Literal(choice.value) for choice in parameter.choices])
        graph.add((node, _SH["in"], head))


def _labelled(graph: Graph, node: URIRef, predicate: URIRef, text: Text) -> None:
    for language in LANGUAGES:
        graph.add((node, predicate, Literal(text.in_(language), lang=language)))
