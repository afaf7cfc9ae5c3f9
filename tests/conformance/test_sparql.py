"""The W3C suites of SPARQL 1.1 Query, Results and SPARQL 1.0, through the store and over HTTP.

Exceptions are named with their reasons; an exception that passes is an error.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from plangraf.errors import BadQuery, PlangrafError
from plangraf.sparql.changing import Change, apply
from plangraf.sparql.service import QueryRequest, answer, kind_of
from plangraf.store.embedded import EmbeddedStore
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
from tests.web.serving import Server, authorised, serving

pytestmark = pytest.mark.skipif(not SUITES.is_dir(), reason=f"no suites at {SUITES}")

FILES = {
    "sparql11": ("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl"),
    "sparql10": ("manifest-evaluation.ttl", "manifest-syntax.ttl"),
}
LEAST = {"evaluation": 518, "positive": 212, "negative": 90}
EVALUATION = {"QueryEvaluationTest", "CSVResultFormatTest"}
POSITIVE = {"PositiveSyntaxTest", "PositiveSyntaxTest11"}
NEGATIVE = {"NegativeSyntaxTest", "NegativeSyntaxTest11"}

_CANONICAL = "the engine keeps numbers in canonical form: “01” and “1” are one term"
_NO_ZERO_PATH = "a path of length zero is found only for terms that the store holds"
_GRAPH_SCOPE = "the engine binds the variable of GRAPH around its pattern, not within it"
_NO_FUNCTION = "the text is read, but the engine refuses a function that it does not have"
_LANGUAGE = "GROUP_CONCAT of texts of one language keeps the language (as SPARQL 1.2 has it)"
_DATES = "dates with and without time zone compare as XSD 1.1 has it, and +00:00 becomes Z"

EXCEPTIONS: dict[str, str] = {
    "sparql10/distinct/distinct-1": _CANONICAL,
    "sparql10/distinct/distinct-9": _CANONICAL,
    "sparql10/expr-builtin/dawg-str-1": _CANONICAL,
    "sparql10/expr-builtin/dawg-str-2": _CANONICAL,
    "sparql10/expr-builtin/sameTerm-eq": _CANONICAL,
    "sparql10/expr-builtin/sameTerm-not-eq": _CANONICAL,
    "sparql10/expr-builtin/sameTerm-simple": _CANONICAL,
    "sparql10/expr-equals/eq-graph-1": _CANONICAL,
    "sparql10/expr-equals/eq-graph-2": _CANONICAL,
    "sparql10/open-world/open-eq-01": _CANONICAL,
    "sparql10/open-world/date-2": _DATES,
    "sparql10/open-world/date-3": _DATES,
    "sparql10/expr-builtin/case-insensitive-booleans": "the engine reads only true and false",
    "sparql10/graph/graph-optional": _GRAPH_SCOPE,
    "sparql10/graph/graph-variable-scope": _GRAPH_SCOPE,
    "sparql11/aggregates/agg-empty-group-count-graph": _GRAPH_SCOPE,
    "sparql11/bindings/graph": _GRAPH_SCOPE,
    "sparql11/negation/graph-minus": _GRAPH_SCOPE,
    "sparql11/aggregates/agg-groupconcat-04": _LANGUAGE,
    "sparql11/aggregates/agg-groupconcat-06": _LANGUAGE,
    "sparql11/functions/bnode01": "BNODE(text) gives one node per text, not per text and row",
    "sparql11/property-path/zero_or_more_set_end": _NO_ZERO_PATH,
    "sparql11/property-path/zero_or_more_set_start": _NO_ZERO_PATH,
    "sparql11/property-path/zero_or_one_set_end": _NO_ZERO_PATH,
    "sparql11/property-path/zero_or_one_set_start": _NO_ZERO_PATH,
    "sparql10/syntax-sparql1/syntax-expr-05": _NO_FUNCTION,
    "sparql10/syntax-sparql1/syntax-order-05": _NO_FUNCTION,
    "sparql10/syntax-sparql1/syntax-order-06": _NO_FUNCTION,
    "sparql10/syntax-sparql2/syntax-function-01": _NO_FUNCTION,
    "sparql10/syntax-sparql2/syntax-function-02": _NO_FUNCTION,
    "sparql10/syntax-sparql2/syntax-function-03": _NO_FUNCTION,
    "sparql10/syntax-sparql2/syntax-function-04": _NO_FUNCTION,
    "sparql11/syntax-query/test_4": _NO_FUNCTION,
    "sparql10/syntax-sparql3/syn-bad-26": "“<?a&&?b>” is read as two comparisons, not as an IRI",
}


@dataclass(frozen=True)
class Case:
    """One test. `result` None where there is only a text to be read."""

    name: str
    kind: str
    base: str
    text: str
    data: tuple[tuple[str | None, URIRef], ...]
    result: URIRef | None

    @property
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


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(writable=True, workers=1) as served:
        yield served


def test_the_suites_are_whole() -> None:
    assert len(EVALUATED) >= LEAST["evaluation"]
    assert len(READABLE) >= LEAST["positive"]
    assert len(UNREADABLE) >= LEAST["negative"]
    assert sum("/csv-tsv-res/" in name for name in EVALUATED) >= 6
    assert sum("/json-res/" in name for name in EVALUATED) >= 4
    assert not EXCEPTIONS.keys() - CASES.keys()


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
    exceptions: Mapping[str, str] = EXCEPTIONS,
) -> None:
    """Hold an outcome against a list of exceptions."""
    reason = exceptions.get(name)
    if error is None:
        assert reason is None, f"{name} passes {way}: take it off the list"
        return
    if reason is None:
        raise error
    pytest.xfail(reason)


@pytest.mark.parametrize("name", EVALUATED)
def test_evaluation_through_the_store(name: str) -> None:
    case = CASES[name]
    store = EmbeddedStore()
    error = None
    try:
        apply(Change("update", case.update), store)
        out = io.BytesIO()
        answer(store, QueryRequest(case.text, key_of(case), base=case.base), out)
        check(case, key_of(case), out.getvalue())
    except (AssertionError, PlangrafError) as caught:
        error = caught
    excepted(name, "through the store", error)


@pytest.mark.parametrize("name", EVALUATED)
def test_evaluation_over_http(name: str, server: Server) -> None:
    case = CASES[name]
    error = None
    try:
        loaded = server.ask(
            "/sparql",
            method="POST",
            headers=authorised(Content_Type="application/sparql-update"),
            body=case.update.encode(),
        )
        assert loaded.status == 204, loaded.text
        key = key_of(case)
        text = f"BASE <{case.base}>\n{case.text}"
        reply = server.ask(f"/sparql?format={key}&query={quote(text)}")
        assert reply.status == 200, reply.text
        check(case, key, reply.body)
    except AssertionError as caught:
        error = caught
    excepted(name, "over HTTP", error)


@pytest.mark.parametrize("name", READABLE)
def test_readable(name: str) -> None:
    case = CASES[name]
    error: PlangrafError | None = None
    try:
        EmbeddedStore().query(case.text, base=case.base)
    except BadQuery as caught:
        error = caught
    excepted(name, "reading", error)


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable(name: str, server: Server) -> None:
    case = CASES[name]
    error = None
    try:
        with pytest.raises(BadQuery):
            EmbeddedStore().query(case.text, base=case.base)
        reply = server.ask(f"/sparql?query={quote(case.text)}")
        assert reply.status == 400
        assert reply.text.splitlines()[0]
    except (AssertionError, pytest.fail.Exception) as caught:
        error = AssertionError(str(caught))
    excepted(name, "reading", error)
