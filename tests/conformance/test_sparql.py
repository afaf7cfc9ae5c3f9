"""The W3C suites of SPARQL 1.1 Query, Results and SPARQL 1.0, through the store and over HTTP.

Exceptions are named with their reasons; an exception that passes is an error.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from rdflib import URIRef

from plangraf.errors import BadQuery, PlangrafError
from plangraf.sparql.changing import Change, apply
from plangraf.sparql.service import QueryRequest, answer
from plangraf.store.embedded import EmbeddedStore
from tests.conformance.cases import (
    CASES,
    EVALUATED,
    READABLE,
    UNREADABLE,
    Case,
    check,
    excepted,
    key_of,
)
from tests.conformance.manifests import SUITES
from tests.web.serving import Server, authorised, serving

pytestmark = pytest.mark.skipif(not SUITES.is_dir(), reason=f"no suites at {SUITES}")

LEAST = {"evaluation": 518, "positive": 212, "negative": 90}

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


@dataclass
class Loaded:
    """A server and the data it holds: queries change none."""

    server: Server
    holds: tuple[tuple[str | None, URIRef], ...] | None = None

    def load(self, case: Case) -> None:
        """Have the server hold what a case asks for."""
        if self.holds == case.data:
            return
        reply = self.server.ask(
            "/sparql",
            method="POST",
            headers=authorised(Content_Type="application/sparql-update"),
            body=case.update.encode(),
        )
        assert reply.status == 204, reply.text
        self.holds = case.data


@pytest.fixture(scope="module")
def loaded() -> Iterator[Loaded]:
    with serving(writable=True, workers=1) as served:
        yield Loaded(served)


def test_the_suites_are_whole() -> None:
    assert len(EVALUATED) >= LEAST["evaluation"]
    assert len(READABLE) >= LEAST["positive"]
    assert len(UNREADABLE) >= LEAST["negative"]
    assert sum("/csv-tsv-res/" in name for name in EVALUATED) >= 6
    assert sum("/json-res/" in name for name in EVALUATED) >= 4
    assert not EXCEPTIONS.keys() - CASES.keys()


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
    excepted(name, "through the store", error, EXCEPTIONS)


@pytest.mark.parametrize("name", EVALUATED)
def test_evaluation_over_http(name: str, loaded: Loaded) -> None:
    case = CASES[name]
    error = None
    try:
        loaded.load(case)
        key = key_of(case)
        text = f"BASE <{case.base}>\n{case.text}"
        reply = loaded.server.ask(f"/sparql?format={key}&query={quote(text)}")
        assert reply.status == 200, reply.text
        check(case, key, reply.body)
    except AssertionError as caught:
        error = caught
    excepted(name, "over HTTP", error, EXCEPTIONS)


@pytest.mark.parametrize("name", READABLE)
def test_readable(name: str) -> None:
    case = CASES[name]
    error: PlangrafError | None = None
    try:
        EmbeddedStore().query(case.text, base=case.base)
    except BadQuery as caught:
        error = caught
    excepted(name, "reading", error, EXCEPTIONS)


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable(name: str, loaded: Loaded) -> None:
    case = CASES[name]
    error = None
    try:
        with pytest.raises(BadQuery):
            EmbeddedStore().query(case.text, base=case.base)
        reply = loaded.server.ask(f"/sparql?query={quote(case.text)}")
        assert reply.status == 400
        assert reply.text.splitlines()[0]
    except (AssertionError, pytest.fail.Exception) as caught:
        error = AssertionError(str(caught))
    excepted(name, "reading", error, EXCEPTIONS)
