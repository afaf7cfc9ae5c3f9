"""What is known of SPARQL servers that differ: their addresses and what their default graph is.

The protocol names operations, not addresses, and leaves the default graph to the server. The kind
is told by the address, or said after it: `http://host:8890/sparql#virtuoso`. Facts with the date on
which they were tried ("measured") or where they are told ("read"); docs/servers.md says more.
"""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urldefrag, urlsplit, urlunsplit

from plangraf.errors import WrongUse
from plangraf.language import Text
from plangraf.vocabulary import GRAPHS

Default = Literal["written", "named", "kept"]
Login = Literal["basic", "digest", "bearer"]

UNION = f"{GRAPHS}union"
_KNOWN = "oxigraph, fuseki, graphdb, rdf4j, virtuoso, qlever, neptune, plangraf"


@dataclass(frozen=True)
class Dialect:
    """One server: where queries, updates and graphs go. Addresses are absolute.

    `default` is "written" where the server has a default graph of its own, which then holds the
    union of the data graphs; "named" where it answers from all graphs unless told, so that the
    union is a graph called UNION that each query names; "kept" where the server sees to the union
    itself. `graph_parameter` is the name of that parameter of the Graph Store Protocol. `deadline`
    is the parameter by which a query's time is bounded, with `{s}` or `{ms}`, where there is one.
    `remade` are the formats of tables that it writes otherwise than the standards have them;
    `separator` says that it takes no GROUP_CONCAT without one.
    """

    name: str
    query: str
    update: str
    data: str
    default: Default = "written"
    graph_parameter: str = "graph"
    login: Login = "basic"
    deadline: tuple[str, str] | None = None
    own_graphs: tuple[str, ...] = ()
    remade: tuple[str, ...] = ()
    separator: bool = False

    @property
    def union(self) -> str | None:
        """The graph that holds the union, where it is not the default graph."""
        return UNION if self.default == "named" else None

    def owns(self, graph: str) -> bool:
        """Whether a graph is the server's own, or the union, and none of ours."""
        return graph == self.union or graph.startswith(self.own_graphs or "\n")


_VIRTUOSO = (
    "http://www.openlinksw.com/",
    "http://www.w3.org/ns/ldp#",
    "http://www.w3.org/2002/07/owl#",
    "http://localhost:8890/",
    "http://localuriqaserver/",
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
        query, update, data = (at(f"{stem}/{name}") for name in ("query", "update", "store"))
        return Dialect(kind, query, update, data, remade=("csv",))
    if kind == "fuseki":  # read, Fuseki's manual on data services
        return Dialect(
            kind, at(path), at(f"{stem}/update"), at(f"{stem}/data"), deadline=("timeout", "{s}")
        )
    if kind in ("graphdb", "rdf4j"):  # read, RDF4J REST API: default graph is the union of all
        service = at(f"{path}/rdf-graphs/service")
        return Dialect(
            kind, at(path), at(f"{path}/statements"), service, "named", deadline=("timeout", "{s}")
        )
    if kind == "virtuoso":  # measured 2026-11-24, Virtuoso 7.2.5: default graph is the union of all
        return Dialect(
            kind,
            at(path),
            at(f"{stem}/sparql-auth"),
            at(f"{stem}/sparql-graph-crud-auth"),
            "named",
            "graph-uri",
            login="digest",
            deadline=("timeout", "{ms}"),
            own_graphs=_VIRTUOSO,
            remade=("csv", "tsv"),
            separator=True,
        )
    if kind == "qlever":  # read, its issues 1776 and 2115: default graph is the union of all
        here = at(path or "/")
        return Dialect(
            kind, here, here, here, "named", login="bearer", deadline=("timeout", "{s}s")
        )
    if kind == "neptune":  # read, Amazon's guide: default graph is the union of all
        return Dialect(kind, at(path), at(path), at(f"{path}/gsp/"), "named")
    if kind == "plangraf":  # measured 2026-11-24: what is put at /data it adds to the union itself
        return Dialect(
            kind,
            at(path),
            at(path),
            at(f"{stem}/data"),
            "kept",
            login="bearer",
            deadline=("timeout", "{s}"),
        )
    raise WrongUse(
        Text(
            f"Lagerslaget ”{kind}” är okänt.",
            f"The kind of store “{kind}” is not known.",
        ),
        place=f"{address}#{kind}",
        remedy=Text(f"Kända: {_KNOWN}.", f"Known: {_KNOWN}."),
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
