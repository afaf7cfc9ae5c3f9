"""The W3C SHACL suite on every engine: exact multisets of results, exceptions named with reasons.

Read from PLANGRAF_CONFORMANCE (a folder that holds `shacl/`) or ../shared/conformance beside the
checkout. An exception that passes is an error: it has to be taken off the list.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from rdflib import RDF, SH, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from plangraf.store.interface import Triple
from plangraf.store.parsing import parse_triples, plain_graph
from plangraf.validation.engines.choosing import ENGINE_NAMES, open_engine
from plangraf.validation.engines.interface import EngineFailure, path_text
from plangraf.validation.findings import Result, severity_of

FOLDER = (
    Path(
        os.environ.get("PLANGRAF_CONFORMANCE")
        or Path(__file__).parents[3] / "shared" / "conformance"
    )
    / "shacl"
)
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
LEAST = {"core": 98, "sparql": 22}

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no suite at {FOLDER}")

EXCEPTIONS: dict[tuple[str, str], str] = {
    (
        "pyshacl",
        "sparql/pre-binding/shapesGraph-001",
    ): "refuses $shapesGraph, optional in SHACL 5.3.2",
}
"""What an engine cannot do, by (engine, test), with the reason."""


@dataclass(frozen=True)
class Case:
    """One entry of a manifest. `result` is a report node, or None where the engine must refuse."""

    name: str
    manifest: Graph
    data: Path
    shapes: Path
    result: Node | None


@cache
def graph(path: Path) -> Graph:
    """A file's triples, read once so that its blank nodes are the same everywhere."""
    return plain_graph(parse_triples(path.read_bytes(), "ttl", base=path.as_uri()))


def cases(path: Path) -> Iterator[Case]:
    manifest = graph(path)
    for included in sorted(manifest.objects(None, MF.include), key=str):
        yield from cases(file_of(included))
    for head in manifest.objects(None, MF.entries):
        for entry in Collection(manifest, head):
            yield case(manifest, entry, path)


def case(manifest: Graph, entry: Node, path: Path) -> Case:
    action = manifest.value(entry, MF.action)
    result = manifest.value(entry, MF.result)
    data, shapes = (manifest.value(action, p) for p in (SHT.dataGraph, SHT.shapesGraph))
    name = f"{path.parent.relative_to(FOLDER)}/{str(entry).rpartition('/')[2]}"
    return Case(
        name, manifest, file_of(data), file_of(shapes), None if result == SHT.Failure else result
    )


def file_of(iri: Node | None) -> Path:
    return Path(str(iri).removeprefix("file://"))


def suite() -> list[Case]:
    return list(cases(FOLDER / "manifest.ttl")) if FOLDER.is_dir() else []


def expected(case: Case) -> Counter[tuple[object, ...]]:
    report = case.manifest
    return Counter(
        key(
            Result(
                focus=report.value(node, SH.focusNode) or node,
                path=None if path is None else path_text(report, path),
                value=report.value(node, SH.value),
                component=str(report.value(node, SH.sourceConstraintComponent)).rpartition("#")[2],
                shape=report.value(node, SH.sourceShape) or node,
                severity=severity_of(report.value(node, SH.resultSeverity)),
            )
        )
        for node in report.objects(case.result, SH.result)
        for path in [report.value(node, SH.resultPath)]
    )


def key(result: Result) -> tuple[object, ...]:
    """What must agree; literals by their text, as `01` and `1` are different results."""
    value = result.value
    shown = (str(value), value.datatype, value.language) if isinstance(value, Literal) else value
    return result.focus, result.path, shown, result.component, result.shape, result.severity


def messages_wanted(case: Case) -> set[str]:
    report = case.manifest
    return {
        str(message)
        for node in report.objects(case.result, SH.result)
        for message in report.objects(node, SH.resultMessage)
    }


def verdict(case: Case, engine: str) -> None:
    """Raise AssertionError where the engine does not give the suite's result."""
    try:
        data = cast("Iterable[Triple]", graph(case.data))
        found = open_engine(engine).compile(graph(case.shapes)).check(data)
    except EngineFailure:
        assert case.result is None, "refused"
        return
    assert case.result is not None, "should have been refused"
    assert Counter(map(key, found)) == expected(case)
    assert messages_wanted(case) <= {message for result in found for message in result.messages}


@pytest.mark.parametrize("engine", [name for name in ENGINE_NAMES if name != "auto"])
@pytest.mark.parametrize("case", suite(), ids=lambda case: case.name)
def test_w3c(case: Case, engine: str) -> None:
    reason = EXCEPTIONS.get((engine, case.name))
    if reason is None:
        verdict(case, engine)
        return
    with pytest.raises(AssertionError):
        verdict(case, engine)


def test_the_whole_suite_is_read() -> None:
    parts = Counter(case.name.split("/")[0] for case in suite())
    assert all(parts[part] >= least for part, least in LEAST.items()), parts


def test_every_exception_is_a_test() -> None:
    names = {case.name for case in suite()}
    assert {name for _, name in EXCEPTIONS} <= names


def test_manifests_hold_only_known_kinds() -> None:
    kinds = {
        kind
        for case in suite()
        for kind in case.manifest.objects(None, RDF.type)
        if isinstance(kind, URIRef) and kind.startswith(SHT)
    }
    assert kinds == {SHT.Validate}
