"""Servers that tests of the web layer share: one that only reads, one that may be written to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.serving import Server, serving


@pytest.fixture(scope="session")
def reading() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def writing() -> Iterator[Server]:
    with serving(writable=True) as server:
        yield server


@pytest.fixture(scope="session")
def whole(root: Path) -> Iterator[Server]:
    """The site with the whole shipped content; read it, do not write to it."""
    with serving(root) as server:
        yield server
