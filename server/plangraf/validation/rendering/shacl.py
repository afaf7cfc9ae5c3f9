"""A Report as a SHACL validation report, in Turtle or JSON-LD, that other tools read.

Messages in both languages, with their tags, also for SPARQL constraints, where engines lose them.
`sh:conforms` follows the standard (no result at all, whatever its severity).
"""

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from plangraf.language import Language
from plangraf.validation.findings import Finding, Report
from plangraf.vocabulary import DCT, PREFIXES, SHAPES


def render_ttl(report: Report, _: Language) -> str:
    """Return the report in Turtle."""
    return as_graph(report).serialize(format="turtle")


def render_jsonld(report: Report, _: Language) -> str:
    """Return the report in JSON-LD."""
    context = {
        prefix: PREFIXES[prefix] for prefix in ("sh", "dcterms", "xsd", "shape", "pg", "pgid")
    }
    return as_graph(report).serialize(format="json-ld", context=context) + "\n"


def as_graph(report: Report) -> Graph:
    """Return the report as a graph."""
    graph = Graph(bind_namespaces="none")
    for prefix in ("sh", "dcterms", "xsd", "shape"):
        graph.bind(prefix, PREFIXES[prefix])
    head = BNode()
    graph.add((head, RDF.type, SH.ValidationReport))
    graph.add((head, SH.conforms, Literal(not report.findings)))
    for finding in report.findings:
        node = BNode()
        graph.add((head, SH.result, node))
        for predicate, value in _statements(finding, graph):
            graph.add((node, predicate, value))
    return graph


def _statements(finding: Finding, graph: Graph) -> list[tuple[URIRef, Node]]:
    result = finding.result
    name = finding.component or "LexicalConstraintComponent"
    kind = SHAPES[name] if result is None else URIRef(f"{SH}{name}")
    named = result.shape if result is not None else None
    stated: list[tuple[URIRef, Node]] = [
        (RDF.type, SH.ValidationResult),
        (SH.resultSeverity, finding.severity.iri),
        (SH.sourceConstraintComponent, kind),
        (SH.sourceShape, named if isinstance(named, URIRef) else SHAPES[finding.rule]),
        (SH.resultMessage, Literal(finding.message.sv, lang="sv")),
        (SH.resultMessage, Literal(finding.message.en, lang="en")),
    ]
    if result is not None:
        stated.append((SH.focusNode, result.focus))
        if result.value is not None:
            stated.append((SH.value, result.value))
    elif finding.thing is not None and finding.thing.iri is not None:
        stated.append((SH.focusNode, URIRef(finding.thing.iri)))
    if finding.path is not None and (path := _path(finding.path, graph)) is not None:
        stated.append((SH.resultPath, path))
    if finding.location is not None:
        stated.append((DCT.source, Literal(str(finding.location))))
    return stated


def _path(path: str, graph: Graph) -> Node | None:
    """A path as SHACL writes it: a property, or alternatives of properties; None for others."""
    steps = [URIRef(step[1:-1]) for step in path.split("|") if step.startswith("<")]
    if len(steps) != path.count("<"):
        return None
    if len(steps) == 1 and path.endswith(">"):
        return steps[0]
    node, members = BNode(), BNode()
    Collection(graph, members, list(steps))
    graph.add((node, SH.alternativePath, members))
    return node
