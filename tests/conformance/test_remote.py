"""The W3C query suites on a server of its own: asked over HTTP at plangraf, which asks the server.

Oxigraph's server runs all of them. Each server has its own list of exceptions with reasons; one
that passes is an error.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from rdflib import URIRef

from plangraf.sparql.changing import Change
from plangraf.store.remote import RemoteStore
from tests.conformance.cases import CASES, EVALUATED, Case, check, excepted, key_of, triples_of
from tests.conformance.manifests import SUITES
from tests.conformance.test_sparql import EXCEPTIONS
from tests.contracts.servers import oxigraph, virtuoso
from tests.web.serving import Server, serving

pytestmark = pytest.mark.skipif(not SUITES.is_dir(), reason=f"no suites at {SUITES}")


ON_OXIGRAPH = EXCEPTIONS
"""The server's engine is the embedded one: so are its exceptions."""


@dataclass
class Fronted:
    """plangraf in front of a server, that server, and the data it holds: queries change none."""

    server: Server
    store: RemoteStore
    holds: tuple[tuple[str | None, URIRef], ...] | None = None


def fronted(
    start: Callable[[Path], AbstractContextManager[str]], folders: pytest.TempPathFactory
) -> Iterator[Fronted]:
    """plangraf without content of its own in front of an empty server."""
    content = folders.mktemp("content")
    for name in ("ontology", "data", "shapes", "queries"):
        (content / name).mkdir()
    with (
        start(folders.mktemp("suites")) as address,
        serving(content, store=address, workers=1) as server,
    ):
        store = RemoteStore(address)
        yield Fronted(server, store)
        store.close()


@pytest.fixture(scope="module")
def on_oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fronted]:
    yield from fronted(oxigraph, tmp_path_factory)


def ask(server: Server, case: Case) -> None:
    """Ask plangraf and compare."""
    key = key_of(case)
    text = f"BASE <{case.base}>\n{case.text}"
    reply = server.ask(f"/sparql?format={key}&query={quote(text)}")
    assert reply.status == 200, reply.text
    check(case, key, reply.body)


@pytest.mark.parametrize("name", EVALUATED)
def test_on_oxigraph(name: str, on_oxigraph: Fronted) -> None:
    case = CASES[name]
    error = None
    try:
        if on_oxigraph.holds != case.data:
            on_oxigraph.store.update(case.update)
            on_oxigraph.holds = case.data
        ask(on_oxigraph.server, case)
    except AssertionError as caught:
        error = caught
    excepted(name, "on Oxigraph's server", error, ON_OXIGRAPH)


_SUITES = "aggregates bind bindings construct csv-tsv-res exists grouping json-res negation"
SUITES_BEHIND_VIRTUOSO = (*_SUITES.split(), "project-expression", "property-path", "subquery")
"""Of SPARQL 1.1: what saved queries are made of, and the formats."""
BEHIND_VIRTUOSO = [
    name
    for name in EVALUATED
    if name.startswith("sparql11/") and name.split("/")[1] in SUITES_BEHIND_VIRTUOSO
]
LEAST_BEHIND_VIRTUOSO = 150

_MIXED = "sums and means of integers, decimals and doubles come in another type"
_GRAPH = "GRAPH with EXISTS, MINUS, VALUES, a sub-select or an empty group in it answers otherwise"
_PATH_ROWS = "paths of length zero or more come once for each way, or without their start"
_PATH_START = "a path needs a start or an end that a triple gives (TR..., transitive start)"
_PATH_SYNTAX = "^ inside a negated property set is not read"
_UNBOUND = "MINUS of rows with unbound variables takes too much away"
_FAILING = "an expression that fails (a number and a text) has a value"

ON_VIRTUOSO: dict[str, str] = {
    "sparql11/aggregates/agg06": "HAVING without GROUP BY is not read",
    "sparql11/aggregates/agg-sum-02": _MIXED,
    "sparql11/aggregates/agg-avg-02": _MIXED,
    "sparql11/aggregates/agg-avg-distinct": _MIXED,
    "sparql11/aggregates/agg-avg-03": "the mean of nothing is unbound, not 0",
    "sparql11/aggregates/agg-err-01": "an error in an aggregate leaves a value out, not the group",
    "sparql11/aggregates/agg-err-02": "an error in an aggregate leaves a value out, not the group",
    "sparql11/aggregates/agg-empty-group-count-graph": _GRAPH,
    "sparql11/bind/bind10": "a FILTER sees the variables of the group around it",
    "sparql11/bindings/values7": "VALUES with UNDEF after an OPTIONAL joins otherwise",
    "sparql11/bindings/graph": _GRAPH,
    "sparql11/construct/constructwhere04": "FROM relative to a file: address is not resolved",
    "sparql11/exists/exists03": _GRAPH,
    "sparql11/exists/exists-graph-variable": _GRAPH,
    "sparql11/negation/full-minuend": _UNBOUND,
    "sparql11/negation/partial-minuend": _UNBOUND,
    "sparql11/negation/graph-minus": _GRAPH,
    "sparql11/project-expression/projexp01": _FAILING,
    "sparql11/project-expression/projexp02": _FAILING,
    "sparql11/property-path/pp12": _PATH_ROWS,
    "sparql11/property-path/pp14": _PATH_START,
    "sparql11/property-path/pp16": _PATH_START,
    "sparql11/property-path/pp21": _PATH_ROWS,
    "sparql11/property-path/pp23": _PATH_ROWS,
    "sparql11/property-path/pp25": _PATH_ROWS,
    "sparql11/property-path/pp28a": _PATH_ROWS,
    "sparql11/property-path/pp34": _PATH_START,
    "sparql11/property-path/pp35": _PATH_START,
    "sparql11/property-path/pp36": "an answer without columns has one called _star_fake",
    "sparql11/property-path/pp37": _PATH_ROWS,
    "sparql11/property-path/values_and_path": _PATH_START,
    "sparql11/property-path/nps_inverse": _PATH_SYNTAX,
    "sparql11/property-path/nps_a_inverse": _PATH_SYNTAX,
    "sparql11/subquery/subquery03": _GRAPH,
}


@pytest.fixture(scope="module")
def on_virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fronted]:
    if not shutil.which("virtuoso-t") and not os.environ.get("CI"):  # CI has it, or fails
        pytest.skip("virtuoso-opensource-7-bin is not installed")
    yield from fronted(virtuoso, tmp_path_factory)


def put(server: Server, store: RemoteStore, case: Case) -> None:
    """Put the graphs of a test by the Graph Store Protocol, and take away all others.

    Virtuoso's default graph is the one that holds the union. Which graphs there are is asked for
    now and then only, so that those that a query may name are put through plangraf.
    """
    assert store.union
    wanted: dict[str, list[str]] = {store.union: []}
    for number, (graph, file) in enumerate(case.data):
        wanted.setdefault(graph or store.union, []).append(triples_of(file, number))
    for graph in store.graphs():
        if graph not in wanted:
            server.pool.change(Change("delete", graph=graph))
    for graph, parts in wanted.items():
        data = "\n".join(parts).encode()
        if graph == store.union:
            store.load(graph, data, "nt", place=case.name)
        else:
            server.pool.change(Change("put", graph=graph, parts=((data, "nt"),)))


@pytest.mark.parametrize("name", BEHIND_VIRTUOSO)
def test_on_virtuoso(name: str, on_virtuoso: Fronted) -> None:
    case = CASES[name]
    if on_virtuoso.holds != case.data:
        put(on_virtuoso.server, on_virtuoso.store, case)
        on_virtuoso.holds = case.data
    error = None
    try:
        ask(on_virtuoso.server, case)
    except AssertionError as caught:
        error = caught
    excepted(name, "on Virtuoso", error, ON_VIRTUOSO)


def test_enough_is_asked_of_virtuoso() -> None:
    assert len(BEHIND_VIRTUOSO) >= LEAST_BEHIND_VIRTUOSO
    assert not ON_VIRTUOSO.keys() - set(BEHIND_VIRTUOSO)
