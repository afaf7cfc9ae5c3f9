"""How much a store holds, counted; and the VoID description of it, kept as a graph of its own.

The graph is made when a store is filled and again when something is published, in the process that
writes. It is out of the default graph, like all that describes. What `/.well-known/void` answers is
counted for each state of the data and says where the site is; this one names the data set.
"""

from collections.abc import Mapping
from typing import Final, Protocol

from plangraf.sparql.description import Figures, void_description
from plangraf.store.interface import Answer, Store, Term
from plangraf.store.parsing import ntriples_of
from plangraf.vocabulary import GRAPHS

VOID_GRAPH: Final = f"{GRAPHS}void"
PERMANENT: Final = "https://w3id.org/plangraf"
"""What the description calls the site where no address of it is set."""

_SIZE: Final = "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) WHERE { ?s ?p ?o }"
_GRAPHS: Final = "SELECT ?x (COUNT(*) AS ?n) WHERE { GRAPH ?x { ?s ?p ?o } } GROUP BY ?x"
_CLASSES: Final = (
    "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?x . FILTER(ISIRI(?x)) } GROUP BY ?x"
)
_PROPERTIES: Final = "SELECT ?x (COUNT(*) AS ?n) WHERE { ?s ?x ?o } GROUP BY ?x"


class Asked(Protocol):
    """Whoever answers queries."""

    def query(self, text: str, *, bindings: Mapping[str, Term] | None = None) -> Answer:
        """Answer a query."""
        ...


def figures_of(store: Asked) -> Figures:
    """Count what a store holds."""

    def counted(query: str) -> dict[str, int]:
        return {str(iri): int(str(n)) for iri, n in store.query(query).rows()}

    ((triples, entities),) = store.query(_SIZE).rows()
    return Figures(
        int(str(triples)),
        int(str(entities)),
        counted(_GRAPHS),
        counted(_CLASSES),
        counted(_PROPERTIES),
    )


def describe(store: Store, site: str = "") -> None:
    """Put the description of a store into it, if it has anything."""
    figures = figures_of(store)
    if not figures.graphs:
        return
    graph = void_description(site.rstrip("/") or PERMANENT, figures)
    store.replace(VOID_GRAPH, ntriples_of(graph), "nt")
