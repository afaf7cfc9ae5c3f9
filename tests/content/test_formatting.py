"""The canonical Turtle: the same triples give the same text, and the text gives them back."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node

from plangraf.content.formatting import format_turtle, natural_key
from plangraf.vocabulary import PG, PGID


def read(turtle: str) -> Graph:
    return Graph().parse(data=turtle, format="turtle")


def shuffled(graph: Graph) -> Graph:
    """The same triples in another order of arrival, with other names for the blank nodes."""
    renamed: dict[BNode, BNode] = {}

    def other(node: Node) -> Node:
        return renamed.setdefault(node, BNode()) if isinstance(node, BNode) else node

    triples = [(other(s), p, other(o)) for s, p, o in graph]
    random.Random(7).shuffle(triples)
    result = Graph()
    for prefix, namespace in graph.namespaces():
        result.bind(prefix, namespace)
    for triple in triples:
        result.add(triple)
    return result


EXAMPLES = {
    "nothing": "",
    "a goal with evidence": """
        @prefix pg: <https://w3id.org/plangraf/ns#> . @prefix oa: <http://www.w3.org/ns/oa#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <https://w3id.org/plangraf/id/goal/p/adults-1.1> skos:prefLabel "Goal"@en , "Mål"@sv ;
          pg:evidence [ a oa:SpecificResource ; oa:hasSource <https://example.org/källa> ;
            oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact "Mål \\u00a0 \\uF0B7" ] ,
              [ a oa:TextPositionSelector ; oa:start 12 ; oa:end 150 ] ] ;
          a skos:Concept , pg:Goal .""",
    "lists, nested and empty": """
        @prefix e: <https://example.org/> .
        e:s e:list ( 1 ( "två"@sv e:x ) [ e:p () ] ) ; e:none () .""",
    "texts": r'''
        @prefix e: <https://example.org/> .
        e:s e:p "a\"b\\c\td", """rad 1
"rad" \"\"\" 2"""@sv, """ends in a quote
"a\"""", "x\ry", true, 1.50, 12, -3, "tolv"^^e:number, "2019-01-01"^^e:date .''',
    "a blank node used twice": """
        @prefix e: <https://example.org/> .
        e:a e:p _:x , _:y . e:b e:p _:x . _:x e:q 1 . _:y e:q 2 .""",
    "many objects of one predicate": """
        @prefix e: <https://example.org/> .
        e:s e:p e:a-long-name-of-a-thing , e:another-long-name-of-a-thing , e:a-third-long-name ,
          [ e:q e:a-long-name-of-a-thing , e:another-long-name-of-a-thing , e:a-third-one ] .""",
    "a ring of blank nodes": """
        @prefix e: <https://example.org/> .
        _:x e:p _:y . _:y e:p _:z . _:z e:p _:x ; e:q "z" .""",
    "a list cell used twice, and a broken list": """
        @prefix e: <https://example.org/> .
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        e:a e:p _:x . e:b e:p _:x . _:x rdf:first 1 ; rdf:rest rdf:nil .
        e:c e:p [ rdf:first 1 , 2 ; rdf:rest ( 3 ) ] .""",
    "nodes nobody mentions": """
        @prefix e: <https://example.org/> .
        [] a e:B . [] a e:A ; e:p [ e:q "lång text" ] .""",
    "names that cannot be shortened": """
        @prefix e: <https://example.org/> .
        <https://w3id.org/plangraf/id/a/../b> e:p <https://w3id.org/plangraf/id/> ,
          <https://w3id.org/plangraf/id/x:y/z> , <https://w3id.org/plangraf/id/a/b.> ,
          <https://w3id.org/plangraf/ns#> , e:a.b , <https://example.org/a.> , e:å .""",
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_formatting_what_was_formatted_changes_nothing(name: str) -> None:
    graph = read(EXAMPLES[name])
    text = format_turtle(graph)
    assert isomorphic(read(text), graph)
    assert format_turtle(read(text)) == text
    assert format_turtle(shuffled(graph)) == text
    assert not [line for line in text.splitlines() if line != line.rstrip()]


_NODES = st.sampled_from(
    [URIRef(PGID + "goal/p/adults-1.10"), PG.Goal, URIRef("https://example.org/x")]
    + [BNode(f"n{n}") for n in range(4)]
)
_LITERALS = st.builds(
    Literal,
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12),
    lang=st.sampled_from([None, "sv", "en", "fi"]),
)


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(
            _NODES,
            st.sampled_from([SKOS.note, PG.evidence, RDF.first, RDF.rest]),
            st.one_of(_NODES, _LITERALS),
        ),
        max_size=12,
    )
)
def test_any_graph_comes_back_the_same(
    triples: list[tuple[URIRef | BNode, URIRef, URIRef | BNode | Literal]],
) -> None:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    text = format_turtle(graph)
    assert isomorphic(read(text), graph)
    assert format_turtle(read(text)) == text


def test_reading_order() -> None:
    text = format_turtle(read(EXAMPLES["a goal with evidence"]))
    assert text.splitlines()[0] == "@base <https://w3id.org/plangraf/id/> ."
    goal = text.index("<goal/p/adults-1.1> a pg:Goal, skos:Concept ;")
    label = text.index('skos:prefLabel "Mål"@sv, "Goal"@en ;')
    assert goal < label < text.index("pg:evidence")
    assert r"Mål \u00A0 \uF0B7" in text


def test_the_binding_of_a_graph_does_not_matter_for_a_known_namespace() -> None:
    known = read("@prefix s: <http://www.w3.org/2004/02/skos/core#> . <urn:a> a s:Concept .")
    assert "@prefix skos:" in format_turtle(known)
    own = read("@prefix e: <https://example.org/> . e:s e:p e:o .")
    assert "e:s e:p e:o ." in format_turtle(own)


def test_a_text_is_never_broken_over_lines() -> None:
    graph = Graph()
    long = "ord " * 100
    graph.add((PG.Goal, SKOS.definition, Literal(long, lang="sv")))
    graph.add((PG.Goal, SKOS.definition, Literal(long, lang="en")))
    lines = format_turtle(graph).splitlines()
    assert [line.strip()[:5] for line in lines if "ord" in line] == ['"ord ', '"ord ']


def test_numbers_in_names_sort_by_value() -> None:
    assert sorted(["a10", "a2", "a1", "b", ""], key=natural_key) == ["", "a1", "a2", "a10", "b"]
