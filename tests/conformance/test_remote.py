"""The W3C query suites on a server of its own: asked over HTTP at plangraf, which asks the server.

Oxigraph's server runs all of them. Each server has its own list of exceptions with reasons; one
that passes is an error.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote

import pytest

from plangraf.sparql.changing import Change
from plangraf.store.remote import RemoteStore
from tests.conformance.manifests import SUITES
from tests.conformance.test_sparql import (
    CASES,
    EVALUATED,
    EXCEPTIONS,
    Case,
    check,
    excepted,
    key_of,
    triples_of,
)
from tests.contracts.servers import oxigraph, virtuoso
from tests.web.serving import Server, serving

pytestmark = pytest.mark.skipif(not SUITES.is_dir(), reason=f"no suites at {SUITES}")


ON_OXIGRAPH = EXCEPTIONS
"""The server's engine is the embedded one: so are its exceptions."""


def fronted(
    start: Callable[[Path], AbstractContextManager[str]], folders: pytest.TempPathFactory
) -> Iterator[tuple[Server, RemoteStore]]:
    """plangraf without content of its own in front of an empty server, and that server."""
    content = folders.mktemp("content")
    for name in ("ontology", "data", "shapes", "queries"):
        (content / name).mkdir()
    with (
        start(folders.mktemp("suites")) as address,
        serving(content, store=address, workers=1) as server,
    ):
        store = RemoteStore(address)
        yield server, store
        store.close()


@pytest.fixture(scope="module")
def on_oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, RemoteStore]]:
    yield from fronted(oxigraph, tmp_path_factory)


def ask(server: Server, case: Case) -> None:
    """Ask plangraf and compare."""
    key = key_of(case)
    text = f"BASE <{case.base}>\n{case.text}"
    reply = server.ask(f"/sparql?format={key}&query={quote(text)}")
    assert reply.status == 200, reply.text
    check(case, key, reply.body)


@pytest.mark.parametrize("name", EVALUATED)
def test_on_oxigraph(name: str, on_oxigraph: tuple[Server, RemoteStore]) -> None:
    server, store = on_oxigraph
    case = CASES[name]
    error = None
    try:
        store.update(case.update)
        ask(server, case)
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
ON_VIRTUOSO: dict[str, str] = {}


@pytest.fixture(scope="module")
def on_virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, RemoteStore]]:
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
            server.pool.change(Change("put", graph=graph, data=data, format="nt"))


@pytest.mark.parametrize("name", BEHIND_VIRTUOSO)
def test_on_virtuoso(name: str, on_virtuoso: tuple[Server, RemoteStore]) -> None:
    server, store = on_virtuoso
    case = CASES[name]
    put(server, store, case)
    error = None
    try:
        ask(server, case)
    except AssertionError as caught:
        error = caught
    excepted(name, "on Virtuoso", error, ON_VIRTUOSO)


def test_enough_is_asked_of_virtuoso() -> None:
    assert len(BEHIND_VIRTUOSO) >= LEAST_BEHIND_VIRTUOSO
    assert not ON_VIRTUOSO.keys() - set(BEHIND_VIRTUOSO)
