"""Terms with every kind of sign, through every result format and back; bounded and repeatable."""

import csv
import io
import json

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from tests.conformance.results import Rows, rows_of_json, rows_of_xml

from plangraf.sparql.service import QueryRequest, answer
from plangraf.sparql.xml_text import XmlWriter
from plangraf.store.binding import is_iri
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.interface import GRAPH_FORMATS, Term
from plangraf.store.parsing import parse_triples

BOUNDED = settings(max_examples=150)
STORE = EmbeddedStore()
S, P = URIRef("http://example.org/s"), URIRef("http://example.org/p")

SIGNS = st.one_of(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    st.sampled_from(list("\"'\\\n\r\t,;:<>&{}[]()#?@^|`\x01\x0b\x0c\x1f\x7f\x85")),
    st.sampled_from(
        list("\u00a0\u0301\u200b\u200e\u2028\u2029\u202e\ufdd0\ufeff\ufffd\ufffe\uffff")
    ),
    st.sampled_from(["\U0001f600", "\U0001fffe", "\U0010ffff", "]]>", "<!--", "&#13;", "\r\n"]),
)
TEXTS = st.lists(SIGNS, max_size=12).map("".join)
TAGS = st.sampled_from(["sv", "en-GB", "sr-Latn-RS", "x-a1"])
DATATYPES = st.sampled_from(["http://example.org/type", "urn:x:å", "http://example.org/a?b=c&d"])
IRIS = TEXTS.map(lambda text: f"http://example.org/{text}").filter(is_iri)
TERMS = st.one_of(
    TEXTS.map(Literal),
    st.builds(lambda text, tag: Literal(text, lang=tag), TEXTS, TAGS),
    st.builds(
        lambda text, kind: Literal(text, datatype=URIRef(kind), normalize=False), TEXTS, DATATYPES
    ),
    IRIS.map(URIRef),
)


def written(text: str, term: Term, format: str) -> bytes:
    """What a worker would write of a query with the term bound in it."""
    out = io.BytesIO()
    answer(STORE, QueryRequest(text, format, bindings={"_term": term}), out)
    return out.getvalue()


def as_xml_has_it(text: str) -> str:
    """XML 1.0 §2.2: signs that no document may have are replaced."""
    unfit = {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\t", "\n", "\r"}
    return "".join("\ufffd" if sign in unfit else sign for sign in text)


def same(came: object, term: Term, text: str) -> None:
    assert type(came) is type(term)
    assert str(came) == text
    if isinstance(term, Literal) and isinstance(came, Literal):
        assert (came.language or "").lower() == (term.language or "").lower()
        assert came.datatype == term.datatype


@given(TERMS)
@example(Literal("a\rb"))
@example(Literal("a\x01b\ufffe"))
@example(Literal('"\r\n,'))
@BOUNDED
def test_a_term_comes_back_from_every_format_of_tables(term: Term) -> None:
    asked = "SELECT (?_term AS ?x) { }"
    for form, read in (("json", rows_of_json), ("xml", rows_of_xml)):
        came = read(written(asked, term, form))
        assert isinstance(came, Rows)
        text = as_xml_has_it(str(term)) if form == "xml" else str(term)
        same(came.rows[0]["x"], term, text)
    table = written(asked, term, "csv").decode("utf-8")
    head, *rows = csv.reader(io.StringIO(table, newline=""))
    assert head == ["x"]
    assert rows == [[str(term)]]
    _, line, end = written(asked, term, "tsv").decode("utf-8").split("\n")
    assert end == ""
    ((_, _, back),) = parse_triples(f"<{S}> <{P}> {line} .".encode(), "ttl")
    same(back, term, str(term))


@given(TERMS)
@example(Literal("a\rb"))
@example(Literal("a\x0cb\uffff"))
@BOUNDED
def test_a_term_comes_back_from_every_format_of_graphs(term: Term) -> None:
    asked = f"CONSTRUCT {{ <{S}> <{P}> ?o }} WHERE {{ BIND(?_term AS ?o) }}"
    for form in GRAPH_FORMATS:
        ((_, _, back),) = parse_triples(written(asked, term, form), form)
        same(back, term, as_xml_has_it(str(term)) if form == "rdf" else str(term))


@given(st.lists(st.binary(max_size=5), max_size=6), st.text(max_size=30))
@BOUNDED
def test_xml_is_the_same_wherever_it_is_cut(cuts: list[bytes], text: str) -> None:
    data = f"a\uffff{text}\r\ufffeb".encode("utf-8", "ignore") + b"".join(cuts)
    whole = io.BytesIO()
    at_once = XmlWriter(whole)
    at_once.write(data)
    at_once.finish()
    pieces = io.BytesIO()
    by_sign = XmlWriter(pieces)
    for place in range(len(data)):
        by_sign.write(data[place : place + 1])
    by_sign.finish()
    assert whole.getvalue() == pieces.getvalue()


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True), TEXTS, max_size=4))
@BOUNDED
def test_columns_keep_their_names_and_values(columns: dict[str, str]) -> None:
    items = " ".join(f"(?_{name} AS ?{name})" for name in columns)
    asked = f"SELECT {items} {{ }}" if columns else "SELECT * { }"
    out = io.BytesIO()
    bindings = {f"_{name}": Literal(text) for name, text in columns.items()}
    answer(STORE, QueryRequest(asked, "json", bindings=bindings), out)
    came = json.loads(out.getvalue())
    assert came["head"]["vars"] == list(columns)
    (row,) = came["results"]["bindings"]
    assert {name: cell["value"] for name, cell in row.items()} == columns


@given(st.one_of(IRIS, TEXTS.map(lambda text: f"http://example.org/?q={text}")))
@example("http://example.org/%zz")
@example("http://example.org/[1]")
@example("http://[::1]/a")
@BOUNDED
def test_an_iri_is_one_that_the_engine_takes_too(text: str) -> None:
    if is_iri(text):
        assert STORE.query("ASK { ?_term ?p ?o }", bindings={"_term": URIRef(text)}).truth is False
