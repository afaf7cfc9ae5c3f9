"""pyshacl-turbo: a SHACL engine in Rust. The only module that knows it.

Terms are handed to it, and taken from it, as the records it works with: by way of rdflib graphs
each plan would cost half as much again. Blank nodes of shapes and data keep their identity.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

import pyshacl_turbo
from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from plangraf.store.interface import Triple
from plangraf.store.parsing import quiet_about_lexical_forms
from plangraf.validation.engines.interface import (
    result_of,
    unusable_shapes,
    with_plain_switches,
)
from plangraf.validation.findings import Result

_ENGINE: Final[Any] = pyshacl_turbo  # its calls carry no types
_REFUSALS: Final = (pyshacl_turbo.ValidationFailure, RuntimeError, ValueError, TypeError)
_Record = tuple[int, str, str | None, str | None]
"""Kind of term (IRI, blank node, literal), text, datatype, language."""
_Quad = tuple[int, int, int, None]
"""Numbers of records."""
_MESSAGE, _RESULT = str(SH.resultMessage), str(SH.result)
_SETTINGS: Final = (
    *("terms", None, False, 100, 15),  # format, base, no rules, their rounds, depth of nesting
    *(False, False, False, False),  # leave the data alone; nothing is let pass; find everything
    *((), (), ()),  # all focus nodes, all shapes, no prefixes
)


class TurboEngine:
    """Compiles in milliseconds and reuses what it compiled."""

    name = "turbo"

    def compile(self, shapes: Graph) -> "_CompiledByTurbo":
        """Make the shapes ready; raises EngineFailure."""
        quiet_about_lexical_forms()
        try:
            return _CompiledByTurbo(_ENGINE.CompiledShapes(with_plain_switches(shapes)), shapes)
        except _REFUSALS as error:
            raise unusable_shapes(self.name, error) from None


class _CompiledByTurbo:
    def __init__(self, compiled: Any, shapes: Graph):
        # Private, for its public call builds rdflib graphs; pinned in pyproject.
        self._validate = compiled._native.validate  # noqa: SLF001
        self._blanks: dict[str, BNode] = compiled._blank_nodes  # noqa: SLF001
        self._shapes = shapes

    def check(self, data: Iterable[Triple]) -> tuple[Result, ...]:
        """Check one graph."""
        blanks = dict(self._blanks)
        try:
            _, (records, quads), *_ = self._validate(_records(data, blanks), *_SETTINGS)
        except _REFUSALS as error:
            raise unusable_shapes(TurboEngine.name, error) from None
        return tuple(self._results(records, quads, blanks))

    def _results(
        self, records: list[_Record], quads: list[_Quad], blanks: dict[str, BNode]
    ) -> Iterator[Result]:
        """The results that the report itself names; nested details are not among them."""
        said: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        messages: defaultdict[int, list[str]] = defaultdict(list)
        top: list[int] = []
        for subject, predicate, value, _ in quads:
            name = records[predicate][1]
            if name == _MESSAGE:
                messages[subject].append(records[value][1])
            elif name == _RESULT:
                top.append(value)
            else:
                said[subject].append((predicate, value))
        for one in top:
            node = _term(records[one], blanks)
            terms = {_term(records[p], blanks): _term(records[o], blanks) for p, o in said[one]}
            yield result_of(node, terms, messages[one], self._shapes, self._shapes)


def _records(data: Iterable[Triple], blanks: dict[str, BNode]) -> tuple[list[_Record], list[_Quad]]:
    """Number the terms; blank nodes are noted by their labels."""
    numbers: dict[Node, int] = {}
    records: list[_Record] = []

    def number(term: Node) -> int:
        known = numbers.get(term)
        if known is None:
            known = numbers[term] = len(records)
            if isinstance(term, Literal):
                kind = str(term.datatype) if term.datatype and not term.language else None
                records.append((2, str(term), kind, term.language))
            elif isinstance(term, BNode):
                blanks[str(term)] = term
                records.append((1, str(term), None, None))
            else:
                records.append((0, str(term), None, None))
        return known

    quads: list[_Quad] = [(number(s), number(p), number(o), None) for s, p, o in data]
    return records, quads


def _term(record: _Record, blanks: dict[str, BNode]) -> Node:
    kind, text, datatype, language = record
    if kind == 0:
        return URIRef(text)
    if kind == 1:
        return blanks.get(text) or BNode(text)
    return Literal(
        text, lang=language, datatype=URIRef(datatype) if datatype else None, normalize=False
    )
