"""Servers that tests of the web layer share: one that only reads, one that may be written to."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from plangraf.sparql.changing import Change
from tests.web.serving import Server, serving

TRIPLES = "application/n-triples"


@pytest.fixture(scope="session")
def reading() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def taking_changes() -> Iterator[tuple[Server, Change]]:
    """A server that takes changes, and the change that makes its state what it was."""
    with serving(writable=True) as server:
        held = []
        for graph in server.pool.graphs:
            triples = server.ask(f"/data?graph={quote(graph)}", headers={"Accept": TRIPLES}).text
            held.append(f"GRAPH <{graph}> {{ {triples} }}")
        yield server, Change("update", f"DROP ALL ; INSERT DATA {{ {' '.join(held)} }}")


@pytest.fixture
def writing(taking_changes: tuple[Server, Change]) -> Iterator[Server]:
    """A server to write to; afterwards it is as it was."""
    server, back = taking_changes
    version = server.pool.version
    yield server
    if server.pool.version != version:
        server.pool.change(back)


@pytest.fixture(scope="session")
def whole(root: Path) -> Iterator[Server]:
    """The site with the whole shipped content; read it, do not write to it."""
    with serving(root) as server:
        yield server
