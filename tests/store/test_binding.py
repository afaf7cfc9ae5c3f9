"""Binding terms to variables: at whole tokens, nowhere else, whatever the term holds."""

import pytest
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD

from plangraf.store.binding import bind, is_iri, serialised
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.interface import Term
from plangraf.store.tokens import tokens
from plangraf.vocabulary import GRAPHS

X = "http://example.org/"
P = f"PREFIX : <{X}> "
A, B, IN_P, IN_Q = (URIRef(X + name) for name in "abpq")

TEXTS = [
    '" } DROP ALL #',
    "'; } #",
    "\\",
    '\\"',
    '\\\\"',
    "\\u0022 } #",
    "a\nb\r\tc",
    "?_w ?__w {{_w}} {_w}",
    "<http://x> \u2028 \u202e \U0001f600",
    "*/ <!-- --> %s %(x)s {0}",
    '"""',
    "'''",
]


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    filled = EmbeddedStore()
    data = (
        f"@prefix : <{X}> . :a a :G ; :in :p ; :n 1, 2 . "
        ":b a :G ; :in :q ; :n 3 . :c a :G ; :in :r ."
    )
    filled.replace(f"{GRAPHS}data", data.encode(), "ttl")
    return filled


def asked(store: EmbeddedStore, text: str, **values: list[Term]) -> list[tuple[str, ...]]:
    answer = store.query(P + bind(text, values))
    return sorted(
        tuple("" if t is None else str(t).removeprefix(X) for t in row) for row in answer.rows()
    )


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("SELECT ?g { ?g :in ?_p }", ["a"], ["a", "b"]),
        ("SELECT ?g { ?g a :G ; :in ?x FILTER(?x = ?_p) }", ["a"], ["a", "b"]),
        ("SELECT ?g { ?g a :G ; :in ?x FILTER(!BOUND(?_p) || ?x = ?_p) }", ["a"], ["a", "b"]),
        ("SELECT ?g { ?g a :G ; :in ?x FILTER(?x IN (?_p)) }", ["a"], ["a", "b"]),
        ("SELECT ?g { ?g a :G MINUS { ?g :in ?_p } }", ["b", "c"], ["c"]),
        ("SELECT ?g { ?g a :G FILTER NOT EXISTS { ?g :in ?_p } }", ["b", "c"], ["c"]),
        ("SELECT ?g { ?g a :G FILTER EXISTS { ?g :in ?x FILTER(?x = ?_p) } }", ["a"], ["a", "b"]),
        ("SELECT ?g { ?g a :G { SELECT ?g { ?g :in ?_p } } }", ["a"], ["a", "b"]),
        ("SELECT ?g { { ?g :in ?_p } UNION { ?g :none ?_p } }", ["a"], ["a", "b"]),
        ("SELECT ?g { GRAPH ?any { ?g :in ?_p } }", ["a"], ["a", "b"]),
    ],
)
def test_one_value_and_several(
    store: EmbeddedStore, text: str, one: list[str], two: list[str]
) -> None:
    assert [row[0] for row in asked(store, text, _p=[IN_P])] == one
    assert [row[0] for row in asked(store, text, _p=[IN_P, IN_Q])] == two


def test_without_a_value_the_variable_stays_free(store: EmbeddedStore) -> None:
    text = "SELECT ?g { ?g a :G ; :in ?x FILTER(!BOUND(?__p) || ?x = ?__p) }"
    assert bind(text, {}) == text
    assert [row[0] for row in asked(store, text)] == ["a", "b", "c"]


def test_the_select_clause_keeps_its_column(store: EmbeddedStore) -> None:
    text = "SELECT ?_g ?n { ?_g :n ?n } ORDER BY ?_g ?n"
    assert asked(store, text, _g=[A]) == [("a", "1"), ("a", "2")]
    assert asked(store, text, _g=[A, B]) == [("a", "1"), ("a", "2"), ("b", "3")]


def test_groups_and_sub_selects_of_the_same_variable(store: EmbeddedStore) -> None:
    text = (
        "SELECT ?_p ?n { { SELECT ?_p (COUNT(?g) AS ?n) { ?g :in ?_p } GROUP BY ?_p } } "
        "ORDER BY ?_p"
    )
    assert asked(store, text, _p=[IN_P]) == [("p", "1")]
    assert asked(store, text, _p=[IN_P, IN_Q]) == [("p", "1"), ("q", "1")]


def test_what_follows_a_sub_select_that_groups(store: EmbeddedStore) -> None:
    text = "SELECT ?g ?n { { SELECT ?g { ?g :in ?x } GROUP BY ?g } ?g :in ?_p ; :n ?n }"
    assert {row[0] for row in asked(store, text, _p=[IN_P])} == {"a"}
    assert {row[0] for row in asked(store, text, _p=[IN_P, IN_Q])} == {"a", "b"}


def test_having_and_limits_of_numbers(store: EmbeddedStore) -> None:
    text = "SELECT ?g (COUNT(?n) AS ?c) { ?g :n ?n } GROUP BY ?g HAVING(COUNT(?n)>=?_k)"
    assert asked(store, text, _k=[Literal("2", datatype=XSD.integer)]) == [("a", "2")]
    less = "SELECT ?g { ?g :n ?n FILTER(?n<?_k) }"
    assert asked(store, less, _k=[Literal("2", datatype=XSD.integer)]) == [("a",)]


def test_places_that_only_look_like_the_variable(store: EmbeddedStore) -> None:
    text = (
        '# ?_g\nSELECT ("?_g" AS ?s) ("""?_g\'""" AS ?l) (?_g2 AS ?o) ?_gx { :a a :G '
        f"BIND(<{X}?_g> AS ?i) BIND('?_g' AS ?t) }}"
    )
    assert bind(text, {"_g": [A]}) == text


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_back_as_it_was(store: EmbeddedStore, text: str) -> None:
    for query in (
        "SELECT (?_w AS ?w) { }",
        "SELECT ?w { BIND(?_w AS ?w) }",
        "SELECT ?w { VALUES ?none { 1 } BIND(STR(?_w) AS ?w) }",
    ):
        assert [row[0] for row in asked(store, query, _w=[Literal(text)])] == [text]
        both = asked(store, "SELECT ?w { BIND(?_w AS ?w) }", _w=[Literal(text), Literal("other")])
        assert sorted(row[0] for row in both) == sorted([text, "other"])


@pytest.mark.parametrize(
    "iri",
    [
        "http://x/ a",
        "http://x/>",
        "http://x/<",
        'http://x/"',
        "http://x/{a}",
        "http://x/|",
        "http://x/^",
        "http://x/`",
        "http://x/\\u003e",
        "http://x/\n",
        "relative",
        "",
        "//host/path",
        "http://x/\ud800",
    ],
)
def test_a_broken_iri_is_never_written(iri: str) -> None:
    assert not is_iri(iri)
    with pytest.raises(ValueError, match="IRI"):
        serialised(URIRef(iri))


@pytest.mark.parametrize(
    "term",
    [
        BNode("b"),
        Literal("a\0b"),
        Literal("\ud800"),
        Literal("x", datatype=URIRef("http://x/ >")),
    ],
)
def test_terms_that_cannot_be_written(term: Term) -> None:
    with pytest.raises(ValueError, match=r"."):
        serialised(term)


def test_bindings_of_a_store_reach_inside(store: EmbeddedStore) -> None:
    """The engine's own substitutions refuse a variable that is not selected."""
    answer = store.query(P + "SELECT ?g { ?g :in ?v FILTER(?v = ?w) }", bindings={"w": IN_P})
    assert [row[0] for row in answer.rows()] == [A]


def test_tokens_tell_names_from_what_stands_in_texts() -> None:
    text = "SELECT ?a WHERE { ?a pg:x? <http://x/SERVICE#y> ; :p 'LIMIT' } # SERVICE\nLIMIT 5"
    read = list(tokens(text))
    assert [t.text for t in read if t.kind == "variable"] == ["?a", "?a"]
    assert [t.text for t in read if t.says("LIMIT", "SERVICE")] == ["LIMIT"]
    assert read[-1].line == 2
    assert not [t for t in read if t.kind == "odd"]
