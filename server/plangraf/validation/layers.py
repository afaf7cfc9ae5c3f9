"""Triples looked up by subject or by value, and several such looked into as one without copying.

An rdflib graph keeps three indices of every triple, which costs more than the reading of a plan.
Here an index is made at the first question that needs it, and most plans need only the first.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, KeysView
from functools import cached_property
from itertools import chain

from rdflib import URIRef
from rdflib.term import Node

from plangraf.store.interface import Triple

Pattern = tuple[Node | None, Node | None, Node | None]
_Index = defaultdict[Node | None, defaultdict[Node, list[Triple]]]


class Lookup(ABC):
    """Something to look triples up in. What stands there several times is told once."""

    @abstractmethod
    def matching(self, pattern: Pattern) -> Iterator[Triple]:
        """The triples of a pattern that names its subject or its value."""

    def objects(self, subject: Node, predicate: Node | None) -> Iterator[Node]:
        """The values of a property."""
        return iter(dict.fromkeys([o for _, _, o in self.matching((subject, predicate, None))]))

    def subjects(self, predicate: Node | None, value: Node) -> Iterator[Node]:
        """The things that have a value."""
        return iter(dict.fromkeys([s for s, _, _ in self.matching((None, predicate, value))]))

    def value(self, subject: Node, predicate: URIRef) -> Node | None:
        """One of the values, if there is any."""
        return next(self.objects(subject, predicate), None)

    def __contains__(self, pattern: Pattern) -> bool:
        return any(True for _ in self.matching(pattern))


class Statements(Lookup):
    """Triples in the order they came."""

    def __init__(self, triples: Iterable[Triple]):
        self._triples = tuple(triples)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._triples)

    def __len__(self) -> int:
        return len(self._triples)

    @property
    def described(self) -> KeysView[Node | None]:
        """Everything that something is said of."""
        return self._by_subject.keys()

    def matching(self, pattern: Pattern) -> Iterator[Triple]:
        """The triples of a pattern that names its subject or its value."""
        subject, predicate, value = pattern
        found = self._by_value.get(value) if subject is None else self._by_subject.get(subject)
        if found is None:
            return
        groups = found.values() if predicate is None else [found.get(predicate, [])]
        for triple in chain.from_iterable(groups):
            if subject is None or value is None or triple[2] == value:
                yield triple

    @cached_property
    def _by_subject(self) -> _Index:
        return self._indexed(0)

    @cached_property
    def _by_value(self) -> _Index:
        return self._indexed(2)

    def _indexed(self, part: int) -> _Index:
        found: _Index = defaultdict(lambda: defaultdict(list))
        for triple in self._triples:
            found[triple[part]][triple[1]].append(triple)
        return found


class Layers(Lookup):
    """A read-only view of several."""

    def __init__(self, *layers: Statements):
        self._layers = layers

    def matching(self, pattern: Pattern) -> Iterator[Triple]:
        """The triples of a pattern, of one layer after the other."""
        for layer in self._layers:
            yield from layer.matching(pattern)
