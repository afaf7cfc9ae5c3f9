"""Several graphs looked into as one, without copying them: the document over what it leans on."""

from collections.abc import Iterator

from rdflib import Graph, URIRef
from rdflib.term import Node

Pattern = tuple[Node | None, Node | None, Node | None]


class Layers:
    """A read-only view; a triple that stands in several layers is seen once."""

    def __init__(self, *graphs: Graph):
        self._graphs = graphs

    def objects(self, subject: Node | None, predicate: Node | None) -> Iterator[Node]:
        """The values of a property."""
        pattern = (subject, predicate, None)
        return iter(
            dict.fromkeys(o for graph in self._graphs for _, _, o in graph.triples(pattern))
        )

    def subjects(self, predicate: Node | None, value: Node | None) -> Iterator[Node]:
        """The things that have a value."""
        pattern = (None, predicate, value)
        return iter(
            dict.fromkeys(s for graph in self._graphs for s, _, _ in graph.triples(pattern))
        )

    def value(self, subject: Node, predicate: URIRef) -> Node | None:
        """One of the values, if there is any."""
        return next(self.objects(subject, predicate), None)

    def __contains__(self, pattern: Pattern) -> bool:
        return any(pattern in graph for graph in self._graphs)
