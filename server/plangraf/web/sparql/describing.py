"""The endpoint's description of itself, its figures asked once per state of the data."""

import threading
from collections.abc import Callable, Hashable
from functools import cache
from typing import Final, TypeVar, cast

from rdflib import Graph

from plangraf.sparql.counting import figures_of
from plangraf.sparql.description import (
    Example,
    Figures,
    service_description,
    void_description,
)
from plangraf.store.interface import Dataset
from plangraf.vocabulary import GRAPHS, PG
from plangraf.web.keeping import Kept
from plangraf.web.queries.catalogue import saved_queries
from plangraf.web.site import address, site
from plangraf.web.things.asking import question

_RDFLIB_NAMES: Final = {
    "ttl": "turtle",
    "nt": "nt",
    "rdf": "xml",
    "jsonld": "json-ld",
    "trig": "trig",
    "nq": "nquads",
}
_T = TypeVar("_T")

MOST: Final = 64
"""So many values are kept for one state of the data."""


class PerVersion:
    """Values that hold for one state of the data, of which there are few.

    More than `MOST` only come of many hosts that the site was asked at.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = ""
        self.values: Kept[object] = Kept(MOST)

    def get(self, key: str, version: str, make: Callable[[], _T]) -> _T:
        """Return what was made for this version, or make it."""
        with self._lock:
            if self._version != version:
                self._version, self.values = version, Kept(MOST)
            values = self.values
        found = values.get(key)
        if found is None:
            found = make()
            values.keep(key, found)
        return cast(_T, found)


@cache
def kept_of(runner: Hashable) -> PerVersion:  # noqa: ARG001  (one for each runner)
    """Return what is kept for a runner."""
    return PerVersion()


def kept(key: str, make: Callable[[], _T]) -> _T:
    """Return a value of this state of the data, made at most once."""
    return kept_of(cast(Hashable, site().runner)).get(key, site().version, make)


def figures() -> Figures:
    """Return how much there is."""
    return kept("figures", lambda: figures_of(site().store))


def description(format: str) -> bytes:
    """Return the service description in one of GRAPH_FORMATS."""
    here, writable = address(), site().settings.writable
    examples = [
        Example(f"{here}/queries/{q.name}", q.title, q.body, q.form) for q in saved_queries()
    ]
    return kept(
        f"description {here} {format}",
        lambda: written(service_description(here, figures(), examples, writable=writable), format),
    )


def void(format: str) -> bytes:
    """Return the VoID description."""
    here = address()
    return kept(f"void {here} {format}", lambda: written(void_description(here, figures()), format))


def vocabulary_terms() -> frozenset[str]:
    """Return the local names of our own terms."""
    return kept("terms", _terms)


def written(graph: Graph, format: str) -> bytes:
    """Write a small graph."""
    return graph.serialize(format=_RDFLIB_NAMES[format], encoding="utf-8")


def _terms() -> frozenset[str]:
    ontology = Dataset(default=(f"{GRAPHS}ontology/plangraf",))
    rows = site().store.query(question("terms"), dataset=ontology).rows()
    return frozenset(str(row[0]).removeprefix(str(PG)) for row in rows)
