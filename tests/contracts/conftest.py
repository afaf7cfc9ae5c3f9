"""Every store that is held to the contract: embedded, and behind real servers."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from plangraf.store.embedded import EmbeddedStore
from plangraf.store.interface import Store
from plangraf.store.remote import RemoteStore
from tests.contracts.servers import oxigraph, plangraf, virtuoso

SERVERS = {"oxigraph": oxigraph, "plangraf": plangraf}
if shutil.which("virtuoso-t") or os.environ.get("CI"):  # CI has it, or fails
    SERVERS["virtuoso"] = virtuoso


@pytest.fixture(scope="session")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The query addresses of the servers, each started once."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(start(tmp_path_factory.mktemp(name)))
            for name, start in SERVERS.items()
        }


@pytest.fixture(params=["memory", "folder", *SERVERS])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened: Store
    if request.param in SERVERS:
        opened = RemoteStore(request.getfixturevalue("addresses")[request.param])
        for graph in opened.graphs():
            opened.remove(graph)
        if request.param in ("oxigraph", "plangraf"):
            opened.update("CLEAR DEFAULT")
    else:
        opened = EmbeddedStore(tmp_path / "store" if request.param == "folder" else None)
    yield opened
    opened.close()
