"""The project's own probes: data and shapes in separate files, which the W3C suite mostly lacks.

Each folder of `probes/` has data.ttl, shapes.ttl (the first line says what is probed) and
expected.txt, one line per result: severity, shape, thing, path, value, constraint. Exceptions name
an engine and a reason, and are errors once they pass.
"""

from collections import Counter
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal
from rdflib.term import Node

from plangraf.store.parsing import parse_triples, plain_graph
from plangraf.validation.engines.choosing import ENGINE_NAMES, open_engine
from plangraf.validation.findings import Result

FOLDER = Path(__file__).parent / "probes"
PROBES = sorted(path.name for path in FOLDER.iterdir())
LEAST = 35
E, XSD = "http://example.org/", "http://www.w3.org/2001/XMLSchema#"

EXCEPTIONS: dict[tuple[str, str], str] = {}


def graph(path: Path) -> Graph:
    return plain_graph(parse_triples(path.read_bytes(), "ttl"))


def written(term: Node | None) -> str:
    if term is None:
        return "-"
    if isinstance(term, BNode):
        return "[]"
    if isinstance(term, Literal):
        kind = str(term.datatype or "").removeprefix(XSD)
        if kind in ("integer", "decimal"):
            return str(term)
        tag = f"@{term.language}" if term.language else f"^^xsd:{kind}" if kind else ""
        return f'"{term}"{tag}'
    return str(term).replace(E, "e:")


def told(result: Result) -> str:
    path = (result.path or "-").replace(f"<{E}", "e:").replace(">", "")
    return " ".join(
        (
            result.severity.name.capitalize(),
            written(result.shape),
            written(result.focus),
            path,
            written(result.value),
            result.component.removesuffix("ConstraintComponent"),
        )
    )


def found(probe: str, engine: str) -> Counter[str]:
    folder = FOLDER / probe
    compiled = open_engine(engine).compile(graph(folder / "shapes.ttl"))
    data = parse_triples((folder / "data.ttl").read_bytes(), "ttl")
    return Counter(map(told, compiled.check(data)))


@pytest.mark.parametrize("engine", [name for name in ENGINE_NAMES if name != "auto"])
@pytest.mark.parametrize("probe", PROBES)
def test_probe(probe: str, engine: str) -> None:
    expected = Counter((FOLDER / probe / "expected.txt").read_text("utf-8").splitlines())
    if (engine, probe) in EXCEPTIONS:
        assert found(probe, engine) != expected, "the exception is no longer needed"
    else:
        assert found(probe, engine) == expected


def test_there_are_enough_probes() -> None:
    assert len(PROBES) >= LEAST


def test_every_exception_is_a_probe() -> None:
    assert {probe for _, probe in EXCEPTIONS} <= set(PROBES)


@pytest.mark.parametrize("probe", PROBES)
def test_every_probe_says_what_it_probes(probe: str) -> None:
    assert (FOLDER / probe / "shapes.ttl").read_text("utf-8").startswith("# ")
