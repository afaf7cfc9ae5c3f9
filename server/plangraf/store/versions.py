"""The version of a graph: what it says, as sixteen hex digits that tell two states apart.

It is the beginning of the sha256 of the graph's canonical N-Triples (W3C RDF Dataset
Canonicalization, RDFC-1.0), with values in the spelling of the embedded store: the same in every
store, however that calls its blank nodes or writes its numbers. A graph that is empty or missing
has the version "". A write may say which versions it rests on; `require_seen` refuses it when they
have changed.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Final

from rdflib import Graph

from plangraf.errors import Outdated
from plangraf.language import Text
from plangraf.store.parsing import canonical_lines, ntriples_of

DIGITS: Final = 16


def version_of(data: bytes, format: str) -> str:
    """The version of a document, "" for one without triples."""
    lines = canonical_lines(data, format)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:DIGITS] if lines else ""


def version_of_graph(graph: Graph) -> str:
    """The version of a graph, "" for an empty one."""
    return version_of(ntriples_of(graph), "nt")


def require_seen(seen: Mapping[str, str], read: Callable[[str], bytes]) -> None:
    """Raise Outdated unless every graph is in the version in which it was seen.

    `read` returns the N-Triples of a named graph as it is now.
    """
    for graph, version in seen.items():
        now = version_of(read(graph), "nt")
        if now != version:
            raise Outdated(
                Text(
                    f"Någon annan har ändrat grafen (nu version {now or 'saknas'}).",
                    f"Someone else has changed the graph (now version {now or 'missing'}).",
                ),
                place=graph,
                remedy=Text(
                    "Hämta den nya versionen, jämför och försök igen.",
                    "Fetch the new one, compare and try again.",
                ),
            )
