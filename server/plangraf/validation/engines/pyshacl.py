"""pySHACL: the reference engine in Python, always there. The only module that knows it.

Guarded in three ways. While it runs it changes how rdflib reads literals for the whole process, so
it runs under a lock and the setting is put back whatever happens. Its sh:lessThan breaks on dates
that are none and lets values pass that cannot be compared, so the literals such constraints look
at are handed over as ones that compare as SPARQL does. Failures that it returns as values become
EngineFailure.
"""

import threading
from collections.abc import Iterable, Iterator
from typing import Final

import pyshacl
import rdflib
from rdflib import OWL, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from plangraf.store.interface import Triple
from plangraf.store.parsing import plain_graph, quiet_about_lexical_forms
from plangraf.validation.engines.interface import (
    results_of,
    unusable_shapes,
    with_plain_switches,
)
from plangraf.validation.findings import Result

_LOCK: Final = threading.Lock()


class PyshaclEngine:
    """Slow and thorough; it has nothing to compile."""

    name = "pyshacl"

    def compile(self, shapes: Graph) -> "_CompiledByPyshacl":
        """Note which properties are compared; refusals come with the first check."""
        quiet_about_lexical_forms()
        return _CompiledByPyshacl(_with_imported_prefixes(with_plain_switches(shapes)))


class _CompiledByPyshacl:
    def __init__(self, shapes: Graph):
        self._shapes = shapes
        self._compared = frozenset(_compared_properties(shapes))

    def check(self, data: Iterable[Triple]) -> tuple[Result, ...]:
        """Check one graph; waits while another thread does."""
        with _LOCK:
            before = rdflib.NORMALIZE_LITERALS
            try:
                _, report, text = pyshacl.validate(
                    self._comparable(data), shacl_graph=self._shapes, inplace=True
                )
            except Exception as error:  # noqa: BLE001  (whatever rdflib raises comes through)
                raise unusable_shapes(PyshaclEngine.name, error) from None
            finally:
                rdflib.NORMALIZE_LITERALS = before
        if not isinstance(report, Graph):
            raise unusable_shapes(PyshaclEngine.name, text)
        return results_of(report, self._shapes)

    def _comparable(self, data: Iterable[Triple]) -> Graph:
        """A copy in the kind of store that pySHACL asks for, its compared literals made so."""
        graph = Graph(bind_namespaces="none")
        for s, p, o in data:
            graph.add((s, p, _Comparable.of(o) if p in self._compared else o))
        return graph


def _with_imported_prefixes(shapes: Graph) -> Graph:
    """Declare prefixes where they are imported to: pySHACL looks no further than one node."""
    imported = [
        (node, SH.declare, declaration)
        for node in set(shapes.subjects(OWL.imports))
        for other in shapes.transitive_objects(node, OWL.imports)
        for declaration in shapes.objects(other, SH.declare)
    ]
    return plain_graph((*shapes, *imported)) if imported else shapes  # type: ignore[arg-type]


def _compared_properties(shapes: Graph) -> Iterator[URIRef]:
    for parameter in (SH.lessThan, SH.lessThanOrEquals):
        for shape, other in shapes.subject_objects(parameter):
            path = shapes.value(shape, SH.path)
            yield from (p for p in (path, other) if isinstance(p, URIRef))


class _Comparable(Literal):
    """A literal whose `<` and `<=` are SPARQL's: false where two values cannot be compared."""

    @classmethod
    def of(cls, term: Node) -> Node:
        if not isinstance(term, Literal) or isinstance(term, cls):
            return term
        return cls(str(term), lang=term.language, datatype=term.datatype, normalize=False)

    def __lt__(self, other: object) -> bool:
        return self._order(other) == -1

    def __le__(self, other: object) -> bool:
        return self._order(other) in (-1, 0)

    def __gt__(self, other: object) -> bool:
        return self._order(other) == 1

    def __ge__(self, other: object) -> bool:
        return self._order(other) in (0, 1)

    __hash__ = Literal.__hash__

    def _order(self, other: object) -> int | None:
        if not isinstance(other, Literal) or _family(self) != _family(other):
            return None
        one, two = self.value, other.value
        try:
            return 0 if one == two else (-1 if one < two else 1)
        except TypeError:  # a time with a zone against one without
            return None


_NUMBERS: Final = frozenset(
    {XSD.integer, XSD.decimal, XSD.float, XSD.double, XSD.long, XSD.int, XSD.short, XSD.byte}
    | {XSD.nonNegativeInteger, XSD.positiveInteger, XSD.nonPositiveInteger, XSD.negativeInteger}
    | {XSD.unsignedLong, XSD.unsignedInt, XSD.unsignedShort, XSD.unsignedByte}
)


def _family(literal: Literal) -> object:
    """Values of one family can be compared; an ill-formed literal is a family of its own."""
    if literal.language or (literal.datatype and literal.value is None):
        return object()
    return "number" if literal.datatype in _NUMBERS else literal.datatype or XSD.string
