"""Every shape has cases as files: valid ones it is silent about, others beside an approved report.

A case is Turtle in `shapes/{shape}/`; a `.report.txt` beside it has one line per expected result:
severity, shape, thing, property, value. The reports are written by reading the shape, and only the
shape of the folder is asked. `context.ttl` holds what the cases lean on.
"""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SH, BNode, Literal, URIRef
from rdflib.term import Node

from plangraf.store.parsing import parse_triples
from plangraf.validation.checking import Checker
from plangraf.validation.context import Context, Setting
from plangraf.validation.engines.choosing import installed_engines, open_engine
from plangraf.validation.engines.interface import Compiled
from plangraf.validation.findings import Result
from plangraf.validation.layers import Statements
from plangraf.validation.reading import parse_document
from plangraf.validation.shapebook import ShapeBook, read_shapes
from plangraf.vocabulary import PGID, PREFIXES, SHAPES

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "shapes"
CASES = sorted(path for path in FOLDER.rglob("*.ttl") if path.name != "context.ttl")
LEAST_CASES = 390
SLOW_ENGINES = ("pyshacl",)


@cache
def book() -> ShapeBook:
    return read_shapes(ROOT / "shapes")


@cache
def around() -> tuple[tuple[Node, ...], ...]:
    schemes = sorted((ROOT / "ontology" / "schemes").glob("*.ttl"))
    return tuple(
        triple
        for path in (*schemes, FOLDER / "context.ttl")
        for triple in parse_triples(path.read_bytes(), "ttl")
    )


@cache
def compiled(engine: str, shape: str) -> Compiled:
    return open_engine(engine).compile(book().subset([SHAPES[shape]]))


def results(path: Path, engine: str) -> list[Result]:
    """What the shape of the case's folder says about the case itself."""
    document = parse_document(path.read_bytes(), path.name)
    own = frozenset(s for s, _, _ in document.triples)
    data = Statements((*document.triples, *around()))  # type: ignore[arg-type]
    setting = Setting(document, data, own, data)
    checker = Checker(Context(ROOT), book())
    checker.__dict__["_opened"] = (engine, compiled(engine, path.parent.name))
    mentioned = own | {o for _, _, o in document.triples}
    return [r for r in checker.results(setting) if r.focus in mentioned or r.value in mentioned]


def written(term: Node | None) -> str:
    """A term as a report writes it: short names, numbers bare."""
    if term is None or isinstance(term, BNode):
        return "-"
    if isinstance(term, Literal):
        kind = short(str(term.datatype)) if term.datatype else ""
        if kind in ("xsd:integer", "xsd:decimal"):
            return str(term)
        tag = f"@{term.language}" if term.language else ""
        return f'"{term}"{tag}' + (f"^^{kind}" if kind else "")
    if str(term).startswith(PGID):
        return f"<{str(term).removeprefix(PGID)}>"
    return short(str(term))


def short(iri: str) -> str:
    namespaces = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))
    return next((f"{p}:{iri.removeprefix(n)}" for p, n in namespaces if iri.startswith(n)), iri)


def path_written(path: str | None) -> str:
    if path is None:
        return "-"
    return re.sub("<([^>]+)>", lambda found: short(found[1]), path)


def told(result: Result) -> str:
    severity = result.severity.name.capitalize()
    rule = book().rule(result.shape)
    return " ".join(
        (severity, rule, written(result.focus), path_written(result.path), written(result.value))
    )


def expected(path: Path) -> Counter[str]:
    report = path.with_name(path.name.removesuffix(".ttl") + ".report.txt")
    if path.name.startswith("valid."):
        assert not report.exists(), f"{report.name}: a valid case has no report"
        return Counter()
    return Counter(report.read_text("utf-8").splitlines())


@pytest.mark.parametrize("engine", [e for e in installed_engines() if e not in SLOW_ENGINES])
@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_case_gives_its_report(path: Path, engine: str) -> None:
    assert Counter(map(told, results(path, engine))) == expected(path)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= LEAST_CASES


def node_shapes() -> list[str]:
    """Every shape that a profile names."""
    names = {name for profile in book().profiles for name in book().members(profile)}
    return sorted(str(name).removeprefix(SHAPES) for name in names)


@pytest.mark.parametrize("shape", node_shapes())
def test_shape_has_valid_and_other_cases(shape: str) -> None:
    kinds = Counter(path.name.split(".")[0] for path in (FOLDER / shape).glob("*.ttl"))
    assert kinds["valid"] >= 1
    assert kinds["invalid"] + kinds["warning"] >= 1
    assert set(kinds) <= {"valid", "invalid", "warning"}


def constraints() -> list[str]:
    """Every shape that can be broken: node shapes with constraints of their own, and properties."""
    graph = book().graph
    reachable = {s for shape in node_shapes() for s in graph.objects(SHAPES[shape], SH.property)}
    own = {SHAPES[shape] for shape in node_shapes() if not only_properties(SHAPES[shape])}
    return sorted(book().rule(shape) for shape in reachable | own)


def only_properties(shape: URIRef) -> bool:
    given = set(book().graph.predicates(shape))
    return not given & {SH.sparql, SH["or"], SH["not"], SH["and"], SH.xone, SH.node}


def test_every_constraint_is_broken_by_a_case() -> None:
    broken = {line.split()[1] for path in CASES for line in expected(path)}
    assert set(constraints()) - broken == set()


def test_a_case_breaks_by_its_name() -> None:
    """`invalid` cases hold a violation, `warning` cases hold none."""
    for path in CASES:
        severities = {line.split()[0] for line in expected(path)}
        if path.name.startswith("invalid."):
            assert "Violation" in severities, path
        if path.name.startswith("warning."):
            assert severities, path
            assert "Violation" not in severities, path


def test_every_folder_is_a_shape() -> None:
    assert {path.parent.name for path in CASES} == set(node_shapes())


def test_node_shapes_are_named_in_both_languages() -> None:
    graph = book().graph
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        tags = {
            label.language
            for label in graph.objects(shape, RDFS.label)
            if isinstance(label, Literal)
        }
        assert tags == {"sv", "en"}, shape
