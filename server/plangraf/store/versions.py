"""The version of a graph: what it says, as sixteen hex digits that tell two states apart.

It is the beginning of the sha256 of the graph's canonical Turtle with values in the spelling of the
embedded store, so that it is the same in every store, however that calls its blank nodes or writes
its numbers; a graph that is empty or missing has the version "".
A write may say which versions it rests on; `require_seen` refuses it when they have changed.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Final

from rdflib import Graph

from plangraf.content.formatting import format_turtle
from plangraf.errors import Outdated
from plangraf.language import Text
from plangraf.store.parsing import parse_triples, plain_graph, settled

DIGITS: Final = 16


def version_of(turtle: bytes) -> str:
    """The version of a settled graph that is given as its canonical Turtle."""
    return hashlib.sha256(turtle).hexdigest()[:DIGITS]


def version_of_graph(graph: Graph) -> str:
    """The version of a graph, "" for an empty one."""
    return version_of(format_turtle(settled(graph)).encode()) if len(graph) else ""


def version_of_data(data: bytes, format: str) -> str:
    """The version of a document, "" for one without triples."""
    return version_of_graph(plain_graph(parse_triples(data, format)))


def require_seen(seen: Mapping[str, str], read: Callable[[str], bytes]) -> None:
    """Raise Outdated unless every graph is in the version in which it was seen.

    `read` returns the N-Triples of a named graph as it is now.
    """
    for graph, version in seen.items():
        now = version_of_data(read(graph), "nt")
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
