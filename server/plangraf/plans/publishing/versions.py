"""The versions of a plan in a store: which graph holds which, the current one, all that are kept.

The current plan stands in graph/plans/X. Every version that was published stands in a graph of its
own below graph/versions/X/, and graph/publications/X says when each was made, by whom, from which
file and after which. Reads a store; writes nothing.
"""

from datetime import UTC, datetime
from typing import Final, Protocol

from rdflib import PROV, Graph, URIRef

from plangraf.store.parsing import parse_triples, plain_graph
from plangraf.store.versions import version_of_graph
from plangraf.vocabulary import GRAPHS

PLANS: Final = str(GRAPHS) + "plans/"
VERSIONS: Final = str(GRAPHS) + "versions/"
LOG: Final = str(GRAPHS) + "publications/"
_ALWAYS: Final = datetime.min.replace(tzinfo=UTC)


class Readable(Protocol):
    """As much of a store as reading versions takes."""

    def graph(self, graph: str, format: str) -> bytes:
        """Return one named graph."""
        ...

    def graphs(self) -> list[str]:
        """Return the names of all named graphs."""
        ...


def plan_graph(plan: str) -> str:
    """The name of a plan's current graph."""
    return PLANS + plan


def plan_of_graph(graph: str) -> str:
    """The plan whose current graph has this name; "" for any other graph."""
    plan = graph.removeprefix(PLANS)
    return "" if plan == graph or "/" in plan else plan


def version_graph(plan: str, version: str) -> str:
    """The name of the graph that keeps a version."""
    return f"{VERSIONS}{plan}/{version}"


def current(store: Readable, plan: str) -> Graph:
    """The plan as it stands in the store; empty where there is none."""
    return read_graph(store, plan_graph(plan))


def publications(store: Readable, plan: str) -> Graph:
    """The record of what was published of a plan; empty where nothing was."""
    return read_graph(store, LOG + plan)


def read_graph(store: Readable, name: str) -> Graph:
    """One graph of a store; empty where there is none."""
    if name not in store.graphs():  # some servers answer a question for a missing one with 404
        return Graph(bind_namespaces="none")
    return plain_graph(parse_triples(store.graph(name, "nt"), "nt"))


def current_version(store: Readable, plan: str) -> str:
    """The version of the plan in the store, "" for none: its ETag."""
    return version_of_graph(current(store, plan))


def versions(store: Readable, plan: str) -> list[str]:
    """The versions kept of a plan, those of the record in the order of their making."""
    start = f"{VERSIONS}{plan}/"
    kept = [name for name in store.graphs() if name.startswith(start)]
    log = publications(store, plan)
    last = {n: max(_moments(log, URIRef(n), PROV.generatedAtTime), default=_ALWAYS) for n in kept}
    return [name.removeprefix(start) for name in sorted(kept, key=lambda n: (last[n], n))]


def _moments(log: Graph, node: URIRef, path: URIRef) -> list[datetime]:
    return [datetime.fromisoformat(str(o)) for o in log.objects(node, path)]
