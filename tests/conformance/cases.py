"""The cases of W3C's suites of SPARQL 1.1 Query, Results and SPARQL 1.0, and how each is judged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from plangraf.errors import PlangrafError
from plangraf.sparql.service import kind_of
from plangraf.store.parsing import parse_triples
from tests.conformance.manifests import DAWGT, MF, QT, SUITES, entries, kinds, path_of
from tests.conformance.results import (
    Answer,
    Rows,
    expected,
    graph_of,
    rows_of_json,
    rows_of_xml,
    same_csv,
    same_tsv,
)

FILES = {
    "sparql11": ("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl"),
    "sparql10": ("manifest-evaluation.ttl", "manifest-syntax.ttl"),
}
EVALUATION = {"QueryEvaluationTest", "CSVResultFormatTest"}
POSITIVE = {"PositiveSyntaxTest", "PositiveSyntaxTest11"}
NEGATIVE = {"NegativeSyntaxTest", "NegativeSyntaxTest11"}


@dataclass(frozen=True)
class Case:
    """One test. `result` None where there is only a text to be read."""

    name: str
    kind: str
    base: str
    text: str
    data: tuple[tuple[str | None, URIRef], ...]
    result: URIRef | None

    @cached_property
    def update(self) -> str:
        """An update that leaves the store with what the test asks for, and nothing else."""
        parts = ["DROP ALL"]
        for number, (graph, file) in enumerate(self.data):
            triples = triples_of(file, number)
            inside = triples if graph is None else f"GRAPH <{graph}> {{ {triples} }}"
            parts.append(f"INSERT DATA {{ {inside} }}")
        return " ;\n".join(parts)


def triples_of(file: URIRef, number: int) -> str:
    """Read a file of the suite as N-Triples."""
    path = path_of(file)
    key = {".rdf": "rdf", ".nt": "nt"}.get(path.suffix, "ttl")
    return "\n".join(
        f"{written(s, number)} {written(p, number)} {written(o, number)} ."
        for s, p, o in parse_triples(path.read_bytes(), key, base=str(file))
    )


def written(node: Node, number: int) -> str:
    """Write a term; blank nodes of different files are different ones."""
    return f"_:f{number}{node}" if isinstance(node, BNode) else node.n3()


def cases() -> Iterator[Case]:
    for suite, manifests in FILES.items():
        for manifest in manifests:
            path = SUITES / suite / manifest
            if path.exists():
                for graph, entry in entries(path):
                    yield from case(suite, graph, entry)


def case(suite: str, graph: Graph, entry: URIRef) -> Iterator[Case]:
    if graph.value(entry, DAWGT.approval) in (DAWGT.Withdrawn, DAWGT.NotClassified):
        return
    kind = next((k for k in kinds(graph, entry) if k in EVALUATION | POSITIVE | NEGATIVE), None)
    if kind is None:
        return
    action = graph.value(entry, MF.action)
    query = graph.value(action, QT.query) or action
    assert isinstance(query, URIRef)
    text = path_of(query).read_bytes().decode("utf-8")
    result = graph.value(entry, MF.result)
    data: list[tuple[str | None, URIRef]] = []
    data += [(None, URIRef(str(file))) for file in graph.objects(action, QT.data)]
    data += [named(graph, file) for file in graph.objects(action, QT.graphData)]
    if kind in EVALUATION and not data and "FROM" in text:
        folder = str(query).rpartition("/")[0]
        files = sorted(path_of(query).parent.glob("data-*.ttl"))
        data = [(f"{folder}/{f.name}", URIRef(f.as_uri())) for f in files]
    name = f"{suite}/{str(query).split('/')[-2]}/{entry.rpartition('#')[2]}"
    yield Case(
        name,
        kind,
        str(query),
        text,
        tuple(data),
        URIRef(str(result)) if result is not None else None,
    )


def named(graph: Graph, node: Node) -> tuple[str | None, URIRef]:
    file = graph.value(node, QT.graph) or node
    label = graph.value(node, URIRef("http://www.w3.org/2000/01/rdf-schema#label"))
    return str(label) if isinstance(label, Literal) else str(file), URIRef(str(file))


CASES = {case.name: case for case in cases()}
EVALUATED = [n for n, c in CASES.items() if c.kind in EVALUATION]
READABLE = [n for n, c in CASES.items() if c.kind in POSITIVE]
UNREADABLE = [n for n, c in CASES.items() if c.kind in NEGATIVE]


def key_of(case: Case) -> str:
    """Return the format that a test is about, or one that can be compared."""
    if case.kind == "CSVResultFormatTest" or str(case.result).endswith((".csv", ".tsv")):
        return str(case.result).rpartition(".")[2]
    if kind_of(case.text) == "graph":
        return "nt"
    return "xml" if str(case.result).endswith(".srx") else "json"


def check(case: Case, key: str, body: bytes) -> None:
    """Compare an answer with the expected one."""
    assert case.result is not None
    path = path_of(case.result)
    if key in ("csv", "tsv"):
        same = same_csv if key == "csv" else same_tsv
        assert same(body, path.read_bytes()), body.decode()
        return
    wanted = expected(path)
    came: Answer
    if key == "nt":
        came = graph_of(body, "nt")
        assert isinstance(wanted, Graph)
        assert isomorphic(came, wanted), body.decode()
        return
    came = rows_of_xml(body) if key == "xml" else rows_of_json(body)
    if isinstance(came, bool):
        assert came is wanted
        return
    assert isinstance(wanted, Rows)
    if "/reduced/" in case.name:
        assert came.reduces(wanted), (came, wanted)
        return
    ordered = path.suffix == ".ttl" and "ORDER" in case.text.upper() and "/sort/" in case.name
    assert came.same_as(wanted, ordered=ordered), (came, wanted)


def excepted(
    name: str,
    way: str,
    error: AssertionError | PlangrafError | None,
    exceptions: Mapping[str, str],
) -> None:
    """Hold an outcome against a list of exceptions."""
    reason = exceptions.get(name)
    if error is None:
        assert reason is None, f"{name} passes {way}: take it off the list"
        return
    if reason is None:
        raise error
    pytest.xfail(reason)
