"""Reads the update tests of the W3C suite: the state before, the request, the state after.

A state is a default graph and named graphs. Two states are compared as wholes, each quad a node of
one small graph, so that a blank node may have any name but is the same one wherever it stands.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDFS, BNode, Graph, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from plangraf.store.parsing import parse_triples
from tests.conformance.manifests import DAWGT, MF, UT, entries, kinds, name_of, path_of
from tests.conformance.results import by_value

Quad = tuple[Node, Node, Node, URIRef | None]
File = tuple[URIRef | None, Path]
_QUAD = Namespace("urn:x-quad:")

POSITIVE = {"PositiveUpdateSyntaxTest11"}
NEGATIVE = {"NegativeUpdateSyntaxTest11", "NegativeSyntaxTest11"}
EVALUATION = {"UpdateEvaluationTest"}


@dataclass(frozen=True)
class Case:
    """One test: files of graphs (None: the default graph) before and after, and the request."""

    name: str
    kind: str
    base: str
    text: str
    before: tuple[File, ...] = ()
    after: tuple[File, ...] = ()


def cases(folder: Path) -> Iterator[Case]:
    """Yield the approved tests of the update suites below `folder`."""
    for graph, entry in entries(folder / "manifest-sparql11-update.ttl"):
        if graph.value(entry, DAWGT.approval) in (DAWGT.Withdrawn, DAWGT.NotClassified):
            continue
        action, result = graph.value(entry, MF.action), graph.value(entry, MF.result)
        request = path_of(graph.value(action, UT.request) or action)
        (kind,) = kinds(graph, entry) & (EVALUATION | POSITIVE | NEGATIVE)
        yield Case(
            name_of(request, entry),
            kind,
            request.as_uri(),
            request.read_bytes().decode("utf-8"),
            tuple(_files(graph, action)),
            tuple(_files(graph, result)),
        )


def _files(graph: Graph, node: Node | None) -> Iterator[File]:
    """Yield the graphs of a state; several files may make up one graph."""
    for file in graph.objects(node, UT.data):
        yield None, path_of(file)
    for named in graph.objects(node, UT.graphData):
        label = graph.value(named, RDFS.label)
        yield URIRef(str(label)), path_of(graph.value(named, UT.graph) or named)


def quads_of(files: Iterable[File]) -> set[Quad]:
    """Read the quads of a state; blank nodes of different files are different ones."""
    found: set[Quad] = set()
    for number, (name, path) in enumerate(files):
        for triple in parse_triples(path.read_bytes(), "ttl", base=path.as_uri()):
            s, p, o = (BNode(f"f{number}{t}") if isinstance(t, BNode) else t for t in triple)
            found.add((s, p, o, name))
    return found


def written(quads: Iterable[Quad]) -> bytes:
    """Write the triples of quads as N-Triples."""
    return "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o, _ in quads).encode()


def same(left: Iterable[Quad], right: Iterable[Quad]) -> bool:
    """Whether two states are the same but for the names of blank nodes."""
    mine, others = _apart(left), _apart(right)
    return mine[0] == others[0] and isomorphic(_as_graph(mine[1]), _as_graph(others[1]))


def _apart(quads: Iterable[Quad]) -> tuple[set[tuple[str, ...]], list[Quad]]:
    """Write out the quads without blank nodes, and list the others."""
    ground: set[tuple[str, ...]] = set()
    blank = []
    for s, p, o, name in quads:
        if BNode in (type(s), type(o)):
            blank.append((s, p, o, name))
        else:
            ground.add((s.n3(), p.n3(), by_value(o).n3(), str(name)))
    return ground, blank


def _as_graph(quads: Iterable[Quad]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for s, p, o, name in quads:
        node = BNode()
        for key, term in {"s": s, "p": p, "o": o, "g": name or _QUAD.default}.items():
            graph.add((node, _QUAD[key], by_value(term)))
    return graph
