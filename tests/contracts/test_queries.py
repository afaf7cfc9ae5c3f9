"""The contract of a store: what a query sees, and how its answer is written."""

import csv
import io

import pytest
from rdflib import Literal

from plangraf.errors import BadQuery
from plangraf.store.gathering import on
from plangraf.store.interface import EVERYTHING, Dataset, Store
from tests.contracts.graphs import ONE, TWO, A, P, objects, turtle, unless


def test_parameters_are_bound_as_terms(store: Store) -> None:
    store.replace(ONE, turtle('"1"', '"2"'), "ttl")
    hostile = '" } DELETE WHERE { ?s ?p ?o } #'
    query = f"SELECT ?s WHERE {{ ?s <{P}> ?_wanted }}"
    assert list(store.query(query, bindings={"_wanted": Literal("2")}).rows()) == [(A,)]
    assert list(store.query(query, bindings={"_wanted": Literal(hostile)}).rows()) == []
    assert objects(store) == ["1", "2"]


def test_a_dataset_limits_what_is_seen(store: Store) -> None:
    store.replace(ONE, turtle('"1"'), "ttl")
    store.replace(TWO, turtle('"2"'), "ttl")
    assert objects(store, dataset=Dataset(default=(TWO,))) == ["2"]
    assert objects(store, dataset=Dataset(default=())) == []
    answer = store.query("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", dataset=Dataset(named=(ONE,)))
    assert [str(row[0]) for row in answer.rows()] == [ONE]


GRAPHS_SEEN = "SELECT ?g {} {{ GRAPH ?g {{ ?s ?p ?o }} }}"
OBJECTS_SEEN = "SELECT ?o {} {{ ?s ?p ?o }}"


@pytest.mark.parametrize(
    ("clauses", "dataset", "graphs", "objects_"),
    [  # SPARQL 1.1 Query §13.2, Protocol §2.1.4
        (f"FROM <{ONE}>", EVERYTHING, [], ["1"]),
        (f"FROM NAMED <{ONE}>", EVERYTHING, [ONE], []),
        (f"FROM <{ONE}> FROM NAMED <{TWO}>", EVERYTHING, [TWO], ["1"]),
        (f"FROM <{TWO}> FROM NAMED <{TWO}>", Dataset(default=(ONE,)), [], ["1"]),
        (f"FROM <{TWO}> FROM NAMED <{TWO}>", Dataset(named=(ONE,)), [ONE], []),
        ("", Dataset(default=(ONE,)), [], ["1"]),
        ("", Dataset(default=(ONE,), named=(TWO,)), [TWO], ["1"]),
        ("", EVERYTHING, [ONE, TWO], ["1", "2"]),
    ],
)
def test_which_graphs_a_query_sees(
    store: Store, clauses: str, dataset: Dataset, graphs: list[str], objects_: list[str]
) -> None:
    store.replace(ONE, turtle('"1"'), "ttl")
    store.replace(TWO, turtle('"2"'), "ttl")
    for text, seen in ((GRAPHS_SEEN, graphs), (OBJECTS_SEEN, objects_)):
        answer = store.query(text.format(clauses), dataset=dataset)
        assert sorted(str(row[0]) for row in answer.rows()) == seen


def test_a_dataset_answers_whether_it_is_gathered_or_sent(store: Store) -> None:
    store.replace(ONE, turtle('"1"'), "ttl")
    store.replace(TWO, turtle('"2"'), "ttl")
    for default, named in (((ONE, TWO), (TWO,)), ((TWO,), (ONE, TWO)), ((ONE,), ())):
        asked = on(store, Dataset(default, named, gathered=True))
        seen = {str(row[0])[-1] for row in asked.query("SELECT ?o { ?s ?p ?o }").rows()}
        assert seen == {"1" if graph == ONE else "2" for graph in default}
        found = asked.query("SELECT ?g { GRAPH ?g { ?s ?p ?o } }").rows()
        assert {str(row[0]) for row in found} == set(named)


def test_texts_are_joined_by_a_blank_where_nothing_else_is_said(store: Store) -> None:
    """SPARQL 1.1 Query §18.5.1.7."""
    store.replace(ONE, turtle('"a"', '"b"'), "ttl")
    for text in ("GROUP_CONCAT(?o)", "group_concat(DISTINCT STR(?o))"):
        (row,) = store.query(f"SELECT ({text} AS ?all) {{ ?s ?p ?o }}").rows()
        assert sorted(str(row[0]).split(" ")) == ["a", "b"]
    said = 'GROUP_CONCAT(?o ; SEPARATOR="/")'
    (row,) = store.query(f"SELECT ({said} AS ?all) {{ ?s ?p ?o }}").rows()
    assert sorted(str(row[0]).split("/")) == ["a", "b"]


def test_columns_keep_the_order_of_the_select_clause(store: Store) -> None:
    assert store.query("SELECT ?z ?a ?m WHERE {}").variables == ("z", "a", "m")


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_solutions_are_written_in_every_format(store: Store, format: str) -> None:
    store.replace(ONE, turtle('"å"@sv'), "ttl")
    out = io.BytesIO()
    store.query("SELECT ?o WHERE { ?s ?p ?o }").write(out, format)
    assert "å" in out.getvalue().decode().replace("\\u00E5", "å")


def test_cells_of_csv_are_quoted_where_they_must_be(store: Store) -> None:
    """RFC 4180 §2.6 and §2.7, SPARQL 1.1 CSV §3.2."""
    texts = ('"1,5"', "'say \"x\"'@sv", "'two\\r\\nlines'", "<http://e/c,'d>", "2.5", "'bare'@sv")
    store.replace(ONE, f"<http://e/a,b> <{P}> {', '.join(texts)} .".encode(), "ttl")
    out = io.BytesIO()
    pattern = f"?s <{P}> ?o OPTIONAL {{ ?s <http://e/nothing> ?n }}"
    store.query(f"SELECT ?s ?n ?o {{ {pattern} }}").write(out, "csv")
    head, *rows = out.getvalue().decode().split('"http://e/a,b",,')
    cells = ('"1,5"', '"say ""x"""', '"two\r\nlines"', '"http://e/c,\'d"', "2.5", "bare")
    assert (head, sorted(rows)) == ("s,n,o\r\n", sorted(f"{cell}\r\n" for cell in cells))


def test_an_empty_cell_alone_is_a_row_all_the_same(store: Store) -> None:
    store.replace(ONE, turtle('""', '"1"'), "ttl")
    out = io.BytesIO()
    store.query("SELECT ?o { ?s ?p ?o } ORDER BY ?o").write(out, "csv")
    assert list(csv.reader(io.StringIO(out.getvalue().decode(), newline=""))) == [
        ["o"],
        [""],
        ["1"],
    ]


@pytest.mark.parametrize("format", ["ttl", "nt", "rdf", "jsonld", "trig", "nq"])
def test_graphs_are_written_in_every_format(store: Store, format: str) -> None:
    if format in ("trig", "nq"):
        unless(store, "virtuoso", "a CONSTRUCT is not written as a dataset")
        unless(store, "plangraf", "a CONSTRUCT is not written as a dataset")
    store.replace(ONE, turtle("<http://example.org/b>"), "ttl")
    out = io.BytesIO()
    store.query("CONSTRUCT WHERE { ?s ?p ?o }").write(out, format, {"ex": "http://example.org/"})
    assert out.getvalue()
    assert b"example.org/" in store.graph(ONE, format)


def test_a_syntax_error_has_its_place(store: Store) -> None:
    with pytest.raises(BadQuery) as caught:
        list(store.query("SELECT * WHERE {\n  ?s ?p\n}").rows())
    assert caught.value.line == 3
    assert "^" in caught.value.excerpt
