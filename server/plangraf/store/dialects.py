"""What is known of SPARQL servers that differ: their addresses and what their default graph is.

The protocol names operations, not addresses, and leaves the default graph to the server. The kind
is told by the address, or said after it: `http://host:8890/sparql#virtuoso`. Facts with the date on
which they were tried ("measured") or read in the server's manual ("read").
"""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urldefrag, urlsplit, urlunsplit

from plangraf.errors import WrongUse
from plangraf.language import Text

Default = Literal["written", "listed"]


@dataclass(frozen=True)
class Dialect:
    """One server: where queries, updates and graphs go. Addresses are absolute.

    `default` is "written" where the server has a default graph of its own, which then holds the
    union of the data graphs; "listed" where it always answers from all graphs, so that each query
    names the data graphs. `graph_parameter` is the name the Graph Store Protocol parameter has.
    """

    name: str
    query: str
    update: str
    data: str
    default: Default = "written"
    graph_parameter: str = "graph"
    digest: bool = False
    own_graphs: tuple[str, ...] = ()

    def owns(self, graph: str) -> bool:
        """Whether a graph is the server's own and none of ours."""
        return graph.startswith(self.own_graphs) if self.own_graphs else False


_VIRTUOSO = (
    "http://www.openlinksw.com/",
    "http://www.w3.org/ns/ldp#",
    "http://www.w3.org/2002/07/owl#",
    "http://localhost:8890/",
    "urn:activitystreams-owl:map",
    "urn:core:services:sparql",
)


def dialect_of(place: str) -> Dialect:
    """Tell the server at `place`; WrongUse for a kind that is not known."""
    address, kind = urldefrag(place)
    parts = urlsplit(address)
    host = parts.hostname or ""
    netloc = f"{host}:{parts.port}" if parts.port else host
    path = parts.path.rstrip("/")
    kind = kind or _guessed(path)
    stem = path.rsplit("/", 1)[0]

    def at(where: str) -> str:
        return urlunsplit((parts.scheme, netloc, where, "", ""))

    if kind == "oxigraph":  # measured 2026-11-24, oxigraph 0.5
        return Dialect(kind, at(f"{stem}/query"), at(f"{stem}/update"), at(f"{stem}/store"))
    if kind == "fuseki":  # read, Fuseki 5 manual
        return Dialect(kind, at(path), at(f"{stem}/update"), at(f"{stem}/data"))
    if kind in ("graphdb", "rdf4j"):  # read, RDF4J REST API: default graph is the union of all
        return Dialect(
            kind, at(path), at(f"{path}/statements"), at(f"{path}/rdf-graphs/service"), "listed"
        )
    if kind == "virtuoso":  # measured 2026-11-24, Virtuoso 7.2.5: default graph is the union of all
        guarded = at(f"{stem}/sparql-auth")
        crud = at(f"{stem}/sparql-graph-crud-auth")
        return Dialect(
            kind, at(path), guarded, crud, "listed", "graph-uri", digest=True, own_graphs=_VIRTUOSO
        )
    if kind == "plangraf":
        return Dialect(kind, at(path), at(path), at(f"{stem}/data"))
    raise WrongUse(
        Text(
            f"Lagerslaget ”{kind}” är okänt.",
            f"The kind of store “{kind}” is not known.",
        ),
        place=place,
        remedy=Text(
            "Kända: oxigraph, fuseki, graphdb, rdf4j, virtuoso, plangraf.",
            "Known: oxigraph, fuseki, graphdb, rdf4j, virtuoso, plangraf.",
        ),
    )


def _guessed(path: str) -> str:
    """Guess the kind from the shape of the path."""
    if path.endswith("/query") and path.count("/") == 1:
        return "oxigraph"
    if "/repositories/" in path:
        return "graphdb"
    if path.endswith("/sparql") and path.count("/") == 1:
        return "plangraf"
    return "fuseki"
