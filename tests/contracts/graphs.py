"""The small graphs of which the contract of a store is told."""

import pytest
from rdflib import URIRef

from plangraf.store.interface import Store
from plangraf.store.remote import RemoteStore
from plangraf.vocabulary import GRAPHS

ONE, TWO = f"{GRAPHS}data/one", f"{GRAPHS}data/two"
SHAPES = f"{GRAPHS}shapes/plan"
VERSION = f"{GRAPHS}versions/one/0123456789abcdef"
A, B, P = (URIRef(f"http://example.org/{name}") for name in "abp")


def turtle(*objects: str) -> bytes:
    """One subject with the given objects."""
    return f"<{A}> <{P}> {', '.join(objects)} .".encode()


def unless(store: Store, dialect: str, reason: str) -> None:
    """Leave a test out for one server, by name and with the reason; it must fail there."""
    if isinstance(store, RemoteStore) and store.dialect.name == dialect:
        pytest.xfail(reason)


def objects(store: Store, **asked: object) -> list[str]:
    answer = store.query(f"SELECT ?o WHERE {{ <{A}> <{P}> ?o }} ORDER BY ?o", **asked)  # type: ignore[arg-type]
    return [str(row[0]) for row in answer.rows()]
