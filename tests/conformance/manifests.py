"""The W3C SPARQL suites, read from their manifests.

They are read from PLANGRAF_CONFORMANCE, or from ../shared/conformance beside the checkout, and are
never copied into the project.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from plangraf.store.parsing import parse_triples, plain_graph

SUITES = Path(
    os.environ.get("PLANGRAF_CONFORMANCE") or Path(__file__).parents[3] / "shared" / "conformance"
)
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
DAWGT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#")


@cache
def read(path: Path) -> Graph:
    """Read a file of the suite, once, so that its blank nodes are the same everywhere."""
    key = {".ttl": "ttl", ".nt": "nt", ".rdf": "rdf", ".n3": "ttl"}[path.suffix]
    return plain_graph(parse_triples(path.read_bytes(), key, base=path.as_uri()))


def path_of(node: Node | None) -> Path:
    """Return the file that an IRI of a manifest names."""
    return Path(unquote(urlsplit(str(node)).path))


def entries(manifest: Path) -> Iterator[tuple[Graph, URIRef]]:
    """Yield every test of a manifest and of those it includes."""
    graph = read(manifest)
    for included in graph.objects(None, MF.include):
        for path in Collection(graph, included):
            yield from entries(path_of(path))
    for listed in graph.objects(None, MF.entries):
        for entry in Collection(graph, listed):
            yield graph, URIRef(str(entry))


def kinds(graph: Graph, entry: Node) -> set[str]:
    """Return the local names of a test's types."""
    return {str(kind).rpartition("#")[2] for kind in graph.objects(entry, RDF.type)}


def name_of(manifest: Path, entry: URIRef) -> str:
    """Return a test's name with its folder: `aggregates/agg01`."""
    return f"{manifest.parent.name}/{entry.rpartition('#')[2]}"
