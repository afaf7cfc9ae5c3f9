"""What every engine does: compile shapes once, then check one data graph after another.

Also turns a SHACL report graph, whoever wrote it, into Results. A failure of an engine is told as
EngineFailure; which exit code that is, the command line knows.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from plangraf.errors import PlangrafError
from plangraf.language import Text
from plangraf.store.interface import Triple
from plangraf.store.parsing import plain_graph
from plangraf.validation.findings import Result, severity_of


class EngineFailure(PlangrafError):
    """The engine cannot use these shapes, or broke on them."""


class Compiled(Protocol):
    """Shapes that are ready to be used."""

    def check(self, data: Iterable[Triple]) -> tuple[Result, ...]:
        """Return one Result per top-level result of the report; raises EngineFailure."""
        ...


class Engine(Protocol):
    """A SHACL engine. `name` is what `--engine` calls it."""

    @property
    def name(self) -> str:
        """What `--engine` calls it."""
        ...

    def compile(self, shapes: Graph) -> Compiled:
        """Make the shapes ready; raises EngineFailure where they cannot be used."""
        ...


def results_of(report: Graph, shapes: Graph) -> tuple[Result, ...]:
    """Read the results that the report itself names; nested details are not among them."""
    heads = set(report.subjects(RDF.type, SH.ValidationReport))
    return tuple(
        _result(report, shapes, node) for head in heads for node in report.objects(head, SH.result)
    )


def _result(report: Graph, shapes: Graph, node: Node) -> Result:
    said: dict[Node, Node] = {}
    messages: list[str] = []
    for _, predicate, value in report.triples((node, None, None)):
        if predicate == SH.resultMessage:
            messages.append(str(value))
        else:
            said[predicate] = value
    return result_of(node, said, messages, report, shapes)


def result_of(
    node: Node, said: Mapping[Node, Node], messages: Iterable[str], report: Graph, shapes: Graph
) -> Result:
    """Put a result together from what a report says of it."""
    path = said.get(SH.resultPath)
    shape = said.get(SH.sourceShape, node)
    described = report
    if isinstance(path, BNode):  # a longer path, which not every engine copies into its report
        path, described = shapes.value(shape, SH.path) or path, shapes
    return Result(
        focus=said.get(SH.focusNode, node),
        path=None if path is None else path_text(described, path),
        value=said.get(SH.value),
        component=str(said.get(SH.sourceConstraintComponent, "")).rpartition("#")[2],
        shape=shape,
        severity=severity_of(said.get(SH.resultSeverity)),
        messages=tuple(sorted(messages)),
    )


_SUFFIXES = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


def path_text(graph: Graph, path: Node) -> str:
    """Write a SHACL path as a SPARQL property path with full IRIs; equal paths, equal texts."""
    if isinstance(path, URIRef):
        return f"<{path}>"
    if not isinstance(path, BNode):
        return str(path)
    if (path, RDF.first, None) in graph:
        return "/".join(_inner(graph, step) for step in Collection(graph, path))
    for predicate, suffix in _SUFFIXES.items():
        inner = graph.value(path, predicate)
        if inner is not None:
            return _inner(graph, inner) + suffix
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return "^" + _inner(graph, inverse)
    alternatives = graph.value(path, SH.alternativePath)
    if alternatives is not None:
        return "|".join(_inner(graph, step) for step in Collection(graph, alternatives))
    return "?"


def _inner(graph: Graph, path: Node) -> str:
    text = path_text(graph, path)
    return text if isinstance(path, URIRef) else f"({text})"


_SWITCHES = (SH.uniqueLang, SH.closed, SH.deactivated, SH.qualifiedValueShapesDisjoint)


def with_plain_switches(shapes: Graph) -> Graph:
    """Leave out switches written as "1": SHACL knows only `true`, engines differ (W3C tests)."""
    loose = [
        (shape, switch, value)
        for switch in _SWITCHES
        for shape, value in shapes.subject_objects(switch)
        if str(value) not in ("true", "false")
    ]
    if not loose:
        return shapes
    return plain_graph(triple for triple in shapes if triple not in loose)  # type: ignore[misc]


def unusable_shapes(engine: str, error: Exception | str) -> EngineFailure:
    """Tell that an engine refuses the shapes, with its own words."""
    words = " ".join(str(error).split())[:400]
    return EngineFailure(
        Text(
            f"Reglerna (SHACL) går inte att använda: {words}", f"The shapes cannot be used: {words}"
        ),
        place=engine,
        remedy=Text(
            "Rätta reglerna, eller pröva en annan motor med --engine.",
            "Correct the shapes, or try another engine with --engine.",
        ),
    )
