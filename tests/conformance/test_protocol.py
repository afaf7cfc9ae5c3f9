"""The W3C suites of the SPARQL Protocol, the Graph Store Protocol and the Service Description.

Over real HTTP on loopback: all with updates on; with updates off, those that a server which only
reads can pass.
"""

from collections.abc import Iterator

import pytest
from rdflib import RDFS, Graph, URIRef

from plangraf.sparql.changing import Change
from plangraf.sparql.description import SD
from plangraf.sparql.formats import reader_of
from plangraf.store.parsing import parse_triples, plain_graph
from tests.conformance.exchanges import Exchange
from tests.conformance.manifests import SUITES, UT, entries, path_of
from tests.web.serving import Server, authorised, serving

FOLDER = SUITES / "sparql11"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no suite at {FOLDER}")

READ_ONLY = 27
UPDATING = {
    "update_dataset_default_graph",
    "update_dataset_default_graphs",
    "update_dataset_named_graphs",
    "update_dataset_full",
    "update_post_form",
    "update_post_direct",
    "update_base_uri",
}


def listed(*path: str) -> dict[str, tuple[Graph, URIRef]]:
    manifest = FOLDER.joinpath(*path)
    if not manifest.exists():
        return {}
    return {entry.rpartition("#")[2]: (graph, entry) for graph, entry in entries(manifest)}


PROTOCOL = listed("protocol", "manifest.ttl")
GRAPH_STORE = listed("graph-store-protocol", "manifest.ttl")


@pytest.fixture(scope="module")
def taking_changes() -> Iterator[Server]:
    with serving(writable=True, workers=1) as server:
        yield server


@pytest.fixture
def writable(taking_changes: Server) -> Server:
    """A server that takes changes, empty."""
    taking_changes.pool.change(Change("update", "DROP ALL"))
    return taking_changes


@pytest.fixture(scope="module")
def read_only() -> Iterator[Server]:
    with serving(workers=1) as server:
        yield server


def prepare(server: Server, graph: Graph, entry: URIRef) -> None:
    """Load the graphs that a test asks for."""
    for data in graph.objects(entry, UT.graphData):
        file, name = graph.value(data, UT.graph), graph.value(data, RDFS.label)
        assert file is not None
        reply = server.ask(
            f"/data?graph={name}",
            method="PUT",
            headers=authorised(Content_Type="application/n-triples"),
            body=path_of(file).read_bytes(),
        )
        assert reply.status in (201, 204)


def test_the_suites_are_whole() -> None:
    assert len(PROTOCOL) == 34
    assert len(GRAPH_STORE) == 13
    assert len(PROTOCOL.keys() - UPDATING) == READ_ONLY


@pytest.mark.parametrize("name", PROTOCOL)
def test_protocol(name: str, writable: Server) -> None:
    graph, entry = PROTOCOL[name]
    prepare(writable, graph, entry)
    Exchange(writable, "/sparql/", "/sparql/").run(graph, entry)


@pytest.mark.parametrize("name", [n for n in PROTOCOL if n not in UPDATING])
def test_protocol_without_updates(name: str, read_only: Server) -> None:
    graph, entry = PROTOCOL[name]
    for data in graph.objects(entry, UT.graphData):
        file, label = path_of(graph.value(data, UT.graph)), graph.value(data, RDFS.label)
        read_only.pool.change(Change("put", graph=str(label), parts=((file.read_bytes(), "nt"),)))
    Exchange(read_only, "/sparql/", "/sparql/").run(graph, entry)


def test_updates_are_forbidden_where_the_server_only_reads(read_only: Server) -> None:
    reply = read_only.ask(
        "/sparql",
        method="POST",
        headers={"Content-Type": "application/sparql-update"},
        body=b"CLEAR ALL",
    )
    assert reply.status == 403


@pytest.mark.parametrize("name", GRAPH_STORE)
def test_graph_store(name: str, writable: Server) -> None:
    graph, entry = GRAPH_STORE[name]
    Exchange(writable, "/data", "/gsp").run(graph, entry)


def description(server: Server, accept: str | None = None) -> tuple[Graph, str]:
    reply = server.ask("/sparql", headers={"Accept": accept} if accept else {})
    assert reply.status == 200
    key = reader_of(reply.type)
    assert key is not None, reply.type
    return plain_graph(parse_triples(reply.body, key)), reply.type


@pytest.mark.parametrize("accept", [None, "*/*", "text/turtle", "application/rdf+xml"])
def test_service_description_returns_rdf(read_only: Server, accept: str | None) -> None:
    graph, _ = description(read_only, accept)
    assert len(graph) > 50


def test_service_description_names_the_endpoint(read_only: Server) -> None:
    graph, _ = description(read_only)
    endpoint = URIRef(f"{read_only.address}/sparql")
    assert list(graph.subjects(SD.endpoint, endpoint))


def test_service_description_conforms_to_the_schema(read_only: Server) -> None:
    """§3: a service has an endpoint; graphs of a dataset have names; features are said if true."""
    graph, _ = description(read_only)
    (service,) = graph.subjects(SD.endpoint)
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert (service, SD.supportedLanguage, SD.SPARQL11Update) not in graph
    assert (service, SD.feature, SD.BasicFederatedQuery) not in graph
    (dataset,) = graph.objects(service, SD.defaultDataset)
    assert list(graph.objects(dataset, SD.defaultGraph))
    named = list(graph.objects(dataset, SD.namedGraph))
    assert named
    for node in named:
        assert isinstance(graph.value(node, SD.name), URIRef)
    assert len(list(graph.objects(service, SD.resultFormat))) >= 8


def test_service_description_tells_of_updates(writable: Server) -> None:
    graph, _ = description(writable)
    (service,) = graph.subjects(SD.endpoint)
    assert (service, SD.supportedLanguage, SD.SPARQL11Update) in graph
