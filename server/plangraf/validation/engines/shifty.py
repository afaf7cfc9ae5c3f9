"""pyshifty: a second SHACL engine in Rust, for a second opinion. The only module that knows it.

Its report leaves out which blank node a shape was, so shapes without a name are given one for the
time of the check. Terms go in and come out as text: its own way over rdflib's parser would rewrite
literals (`2011-01-01T00:00:00` as another spelling of the same moment).
"""

from collections.abc import Iterable
from typing import Final

from rdflib import SH, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node
from shifty._shifty import PreparedValidator

from plangraf.store.interface import Triple
from plangraf.store.parsing import parse_triples, plain_graph
from plangraf.validation.engines.interface import (
    results_of,
    unusable_shapes,
    with_plain_switches,
)
from plangraf.validation.findings import Result

_UNNAMED: Final = "urn:plangraf:unnamed-shape:"
_PARTS: Final = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
_PART_LISTS: Final = (SH["and"], SH["or"], SH.xone)


class ShiftyEngine:
    """Compiles once; what it cannot express it refuses, rather than leaving it out."""

    name = "shifty"

    def compile(self, shapes: Graph) -> "_CompiledByShifty":
        """Make the shapes ready; raises EngineFailure."""
        named = _with_names(with_plain_switches(shapes))
        try:
            prepared = PreparedValidator(_ntriples(named), None, "turtle")
        except (RuntimeError, ValueError, TypeError) as error:
            raise unusable_shapes(self.name, error) from None
        return _CompiledByShifty(prepared, named)


class _CompiledByShifty:
    def __init__(self, prepared: PreparedValidator, shapes: Graph):
        self._prepared = prepared
        self._shapes = shapes

    def check(self, data: Iterable[Triple]) -> tuple[Result, ...]:
        """Check one graph. Its diagnostics are about shapes, which the shapes lint tells better."""
        try:
            answer = self._prepared.validate_w3c(
                _ntriples(data),
                None,
                "turtle",
                graph_mode="data",
                run_infer=False,
                on_unsupported="error",
            )
        except (RuntimeError, ValueError, TypeError) as error:
            raise unusable_shapes(ShiftyEngine.name, error) from None
        report = plain_graph(parse_triples(answer.report_turtle.encode(), "ttl"))
        return tuple(_unnamed(result) for result in results_of(report, self._shapes))


def _ntriples(triples: Iterable[tuple[Node, Node, Node]]) -> bytes:
    return "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in triples).encode()


def _with_names(shapes: Graph) -> Graph:
    parts = {part for predicate in _PARTS for part in shapes.objects(None, predicate)}
    for predicate in _PART_LISTS:
        for head in shapes.objects(None, predicate):
            parts |= set(Collection(shapes, head))
    names: dict[Node, Node] = {
        part: URIRef(_UNNAMED + part) for part in parts if isinstance(part, BNode)
    }
    triples = ((names.get(s, s), p, names.get(o, o)) for s, p, o in shapes)
    return plain_graph(triples)  # type: ignore[arg-type]


def _unnamed(result: Result) -> Result:
    """Put the blank node back where a name was given."""
    shape = str(result.shape)
    if not shape.startswith(_UNNAMED):
        return result
    return Result(
        result.focus,
        result.path,
        result.value,
        result.component,
        BNode(shape.removeprefix(_UNNAMED)),
        result.severity,
        result.messages,
    )
