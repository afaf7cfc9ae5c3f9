"""Updates and the default graph: after any of them it is the union, and what was put there."""

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conformance.manifests import SUITES

from plangraf.errors import BadQuery, Refused, WrongUse
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.following import followed
from plangraf.store.interface import in_union
from plangraf.store.outline import operations
from plangraf.vocabulary import GRAPHS

ONE, TWO, THREE = f"{GRAPHS}plans/one", f"{GRAPHS}actors", f"{GRAPHS}shapes/x"
NAMES = (ONE, TWO, THREE, "http://example.org/far")

values = st.integers(0, 3)
names = st.sampled_from(NAMES)
triples = st.builds("<x:a> <x:b> {}".format, values)
named_blocks = st.builds("GRAPH <{}> {{ {} }}".format, names, triples)
patterns = st.builds("GRAPH <{}> {{ ?s ?p ?o }}".format, names)


def updates(*, default: bool) -> st.SearchStrategy[str]:
    """Updates over few graphs and triples; `default` says whether they write to the default one."""
    blocks = st.one_of(named_blocks, triples) if default else named_blocks
    quads = st.lists(blocks, min_size=1, max_size=3).map(" . ".join)
    places = st.sampled_from([*(f"GRAPH <{n}>" for n in NAMES), *["DEFAULT"] * default])
    return st.one_of(
        st.builds("INSERT DATA {{ {} }}".format, quads),
        st.builds("DELETE DATA {{ {} }}".format, quads),
        st.builds("DELETE WHERE {{ GRAPH <{}> {{ <x:a> ?p {} }} }}".format, names, values),
        st.builds("DELETE {{ {} }} INSERT {{ {} }} WHERE {{ {} }}".format, quads, quads, patterns),
        st.builds(
            "WITH <{}> DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p {} . GRAPH ?g {{ ?s ?p {} }} }} "
            "WHERE {{ ?s ?p ?o . GRAPH ?g {{ ?s ?p {} }} }}".format,
            names,
            values,
            values,
            values,
        ),
        st.builds(
            "DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {} }}".format,
            patterns,
        ),
        st.builds(
            "INSERT {{ GRAPH <{}> {{ ?s <x:n> [] }} }} WHERE {{ {} }}".format, names, patterns
        ),
        st.builds(
            "{} SILENT {} TO {}".format, st.sampled_from(("ADD", "MOVE", "COPY")), places, places
        ),
        st.builds("{} SILENT {}".format, st.sampled_from(("CLEAR", "DROP")), places),
        st.sampled_from(("CLEAR NAMED", "DROP ALL")),
    )


def content(store: EmbeddedStore, graph: str | None) -> set[tuple[object, ...]]:
    inside = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    return set(store.query(f"SELECT * {{ {inside} }}").rows())


@settings(max_examples=200)
@given(st.lists(updates(default=False), min_size=1, max_size=6))
def test_the_default_graph_is_the_union_after_any_updates(texts: list[str]) -> None:
    store = EmbeddedStore()
    for text in texts:
        store.update(text)
        union = set().union(*(content(store, name) for name in NAMES if in_union(name)))
        assert content(store, None) == union, text


@settings(max_examples=200)
@given(st.lists(updates(default=False), min_size=1, max_size=5))
def test_named_graphs_are_as_the_engine_alone_leaves_them(texts: list[str]) -> None:
    store, plain = EmbeddedStore(), EmbeddedStore()
    store.update(" ;\n".join(texts))
    plain._store.update(" ;\n".join(texts))
    for name in NAMES:
        here, there = content(store, name), content(plain, name)
        if "[]" in "".join(texts):  # nodes without a name are not the same in two stores
            assert len(here) == len(there), name
        else:
            assert here == there, name
    assert store.graphs() == plain.graphs()


@settings(max_examples=200)
@given(st.lists(updates(default=True), min_size=1, max_size=5))
def test_where_no_graph_is_in_the_union_an_update_is_the_engines_own(texts: list[str]) -> None:
    store, plain = EmbeddedStore(), EmbeddedStore()
    text = " ;\n".join(texts).replace(f"{GRAPHS}plans/", "https://w3id.org/e/")
    text = text.replace(f"{GRAPHS}actors", "https://w3id.org/f").replace("[]", "<x:c>")
    store.update(text)
    plain._store.update(text)
    for name in (None, *store.graphs()):
        assert content(store, name) == content(plain, name), name
    assert store.graphs() == plain.graphs()


def test_what_is_written_to_the_default_graph_stands_as_written() -> None:
    store = EmbeddedStore()
    store.update(f"INSERT DATA {{ GRAPH <{ONE}> {{ <x:a> <x:b> 1 }} <x:a> <x:b> 2 }}")
    assert len(content(store, None)) == 2
    store.update("DELETE WHERE { ?s ?p ?o }")
    assert not content(store, None)
    assert len(content(store, ONE)) == 1
    for text in ("INSERT DATA { <x:a> <x:b> 1 }", "CLEAR DEFAULT", f"MOVE DEFAULT TO <{TWO}>"):
        with pytest.raises(Refused):
            store.update(text, sealed=[f"{GRAPHS}plans/"])


def test_a_graph_outside_takes_nothing_from_the_default_graph() -> None:
    store = EmbeddedStore()
    store.update(
        "PREFIX e: <http://e/> INSERT DATA { <x:a> <x:b> 1 . GRAPH e:g { <x:a> <x:b> 1 } }"
    )
    store.update("PREFIX e: <http://e/> DELETE DATA { GRAPH e:g { <x:a> <x:b> 1 } }")
    store.update("INSERT DATA { GRAPH <http://e/g> { <x:a> <x:b> 1 } }")
    store.update("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert len(content(store, None)) == 1


def test_moving_a_triple_to_the_default_graph_keeps_it() -> None:
    store = EmbeddedStore()
    store.update(f"INSERT DATA {{ GRAPH <{ONE}> {{ <x:a> <x:b> 1 }} }}")
    store.update(
        f"DELETE {{ GRAPH <{ONE}> {{ ?s ?p ?o }} }} INSERT {{ ?s ?p ?o }} "
        f"WHERE {{ GRAPH <{ONE}> {{ ?s ?p ?o }} }}"
    )
    assert len(content(store, None)) == 1
    assert not content(store, ONE)


def test_blank_nodes_without_labels_are_the_same_in_both() -> None:
    store = EmbeddedStore()
    store.update(
        f"INSERT {{ GRAPH ?g {{ <x:a> <x:b> [ <x:c> (1 2) ] }} }} WHERE {{ BIND(<{ONE}> AS ?g) }}"
    )
    assert content(store, None) == content(store, ONE)
    assert len(content(store, ONE)) == 6


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ GRAPH <{GRAPHS}pl\\u0061ns/one> {{ <x:a> <x:b> 1 }} }}",
        f"PREFIX p: <{GRAPHS}pla> INSERT DATA {{ GRAPH p:ns\\/one {{ <x:a> <x:b> 1 }} }}",
        f"BASE <{GRAPHS}x/> INSERT DATA {{ GRAPH <../plans/one> {{ <x:a> <x:b> 1 }} }}",
        f"INSERT {{ GRAPH ?g {{ <x:a> <x:b> 1 }} }} WHERE "
        f"{{ BIND(IRI(CONCAT('{GRAPHS}', 'plans/one')) AS ?g) }}",
        f"WITH <{ONE}> INSERT {{ <x:a> <x:b> 1 }} WHERE {{}}",
        f"INSERT DATA {{ GRAPH <x:y> {{ <x:a> <x:b> 1 }} }} ; MOVE <x:y> TO <{ONE}>",
        f"INSERT DATA {{ # }}\n GRAPH <{ONE}> {{ <x:a> <x:b> '}}' }} }}",
    ],
)
def test_sealed_graphs_are_found_however_they_are_named(text: str) -> None:
    store = EmbeddedStore()
    with pytest.raises(Refused):
        store.update(text, base=f"{GRAPHS}x/", sealed=[f"{GRAPHS}plans/"])
    assert not store.graphs()


def test_an_update_that_hides_its_words_is_refused() -> None:
    store = EmbeddedStore()
    with pytest.raises(WrongUse):
        store.update(f"INSERT DATA {{ \\u0047RAPH <{ONE}> {{ <x:a> <x:b> 1 }} }}", sealed=[ONE])
    assert not store.graphs()


def test_a_mistake_keeps_its_place_in_the_text() -> None:
    text = f"INSERT DATA {{ GRAPH <{ONE}> {{ <x:a> <x:b> 1 }} }} ;\nDELETE DATA {{ <x:a> oops }}"
    with pytest.raises(BadQuery) as caught:
        EmbeddedStore().update(text)
    assert caught.value.line == 2


def test_far_graphs_cost_nothing() -> None:
    text = "INSERT DATA { GRAPH <http://example.org/g> { <x:a> <x:b> 1 } }"
    assert followed(text, sealed=[ONE]).text == text


def _syntax_tests() -> list[Path]:
    folders = [*SUITES.glob("sparql11/syntax-update-*"), *SUITES.glob("sparql11/*")]
    return sorted({p for folder in folders for p in folder.glob("*.ru")})


@pytest.mark.skipif(not SUITES.is_dir(), reason=f"no suites at {SUITES}")
def test_every_update_that_the_engine_reads_has_an_outline() -> None:
    read = 0
    for path in _syntax_tests():
        text = path.read_text()
        store = EmbeddedStore()
        try:
            store._store.update(text, base_iri="http://example.org/")
        except SyntaxError:
            continue
        except (RuntimeError, OSError):
            pass  # a graph that is not there, or LOAD
        if re.search(r"\bLOAD\b", text):
            continue
        read += 1
        assert list(operations(text)) or not re.search(r"\w\s*\{|\b(CLEAR|DROP|CREATE)\b", text)
        with contextlib.suppress(Refused):
            followed(text, sealed=[ONE])
        whole = followed(text).text
        with contextlib.suppress(RuntimeError):
            EmbeddedStore()._store.update(whole, base_iri="http://example.org/")
    assert read > 100
