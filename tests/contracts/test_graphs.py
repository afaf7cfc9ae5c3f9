"""The contract of a store: graphs put, added to and removed, and the union that keeps up."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from plangraf.errors import ContentError, Outdated
from plangraf.sparql.changing import Change, apply
from plangraf.store.interface import EVERYTHING, Dataset, Store
from plangraf.store.versions import version_of
from plangraf.vocabulary import GRAPHS
from tests.contracts.graphs import ONE, SHAPES, TWO, VERSION, A, B, P, objects, turtle


def test_the_default_graph_is_the_union_of_the_data_graphs(store: Store) -> None:
    store.replace(ONE, turtle('"1"'), "ttl")
    store.replace(TWO, turtle('"2"'), "ttl")
    store.replace(SHAPES, turtle('"shape"'), "ttl")
    assert objects(store) == ["1", "2"]
    assert store.graphs() == [ONE, TWO, SHAPES]


def test_a_triple_in_two_graphs_stands_once_in_the_union(store: Store) -> None:
    store.replace(ONE, turtle('"1"'), "ttl")
    store.replace(TWO, turtle('"1"'), "ttl")
    assert objects(store) == ["1"]


def test_replacing_forgets_what_only_the_old_graph_said(store: Store) -> None:
    store.replace(ONE, turtle('"old"', '"shared"'), "ttl")
    store.replace(TWO, turtle('"shared"'), "ttl")
    store.replace(ONE, turtle('"new"'), "ttl")
    assert objects(store) == ["new", "shared"]


def test_a_graph_that_describes_does_not_keep_a_triple_in_the_union(store: Store) -> None:
    store.replace(SHAPES, turtle('"1"'), "ttl")
    store.replace(ONE, turtle('"1"'), "ttl")
    store.remove(ONE)
    assert objects(store) == []


def test_removing_what_is_not_there_is_no_error(store: Store) -> None:
    store.remove(ONE)
    assert store.graphs() == []


def test_broken_data_changes_nothing_and_names_its_line(store: Store) -> None:
    store.replace(ONE, turtle('"1"'), "ttl")
    with pytest.raises(ContentError) as caught:
        store.replace(ONE, b"<http://e/a> <http://e/p> 1 .\n<http://e/a> oops", "ttl")
    assert caught.value.place == f"{ONE}:2"
    assert objects(store) == ["1"]


RELATIVE = {
    "ttl": b"<> <#part> <../other> .",
    "jsonld": b'{"@id": "", "#part": {"@id": "../other"}, "@context": {"@vocab": ""}}',
    "rdf": b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns:here="https://w3id.org/plangraf/graph/data/one#"><rdf:Description rdf:about="">
        <here:part rdf:resource="../other"/></rdf:Description></rdf:RDF>""",
}


@pytest.mark.parametrize("format", RELATIVE)
@pytest.mark.parametrize("verb", ["replace", "add", "replace_all"])
def test_relative_iris_are_relative_to_the_graph(store: Store, format: str, verb: str) -> None:
    if verb == "replace_all":
        store.replace_all({ONE: RELATIVE[format]}, format)
    else:
        getattr(store, verb)(ONE, RELATIVE[format], format)
    resolved = f"<{ONE}> <{ONE}#part> <{GRAPHS}other>"
    assert store.query(f"ASK {{ GRAPH <{ONE}> {{ {resolved} }} {resolved} }}").truth


def test_several_graphs_are_replaced_together(store: Store) -> None:
    store.replace(ONE, turtle('"old"', '"shared"'), "ttl")
    store.replace(TWO, turtle('"shared"', '"gone"'), "ttl")
    blank = f"<{A}> <{P}> [ <{P}> 1 ] , 'new' .".encode()
    store.replace_all({VERSION: blank, ONE: blank, TWO: b""}, "ttl")
    assert store.graphs() == [ONE, VERSION]
    assert [o for o in objects(store) if o in ("old", "shared", "gone", "new")] == ["new"]
    paths = f"SELECT ?o WHERE {{ <{A}> <{P}>/<{P}> ?o }}"
    for dataset in (EVERYTHING, Dataset(default=(VERSION,)), Dataset(default=(ONE,))):
        assert [str(row[0]) for row in store.query(paths, dataset=dataset).rows()] == ["1"]


def test_of_several_graphs_none_is_replaced_when_one_is_broken(store: Store) -> None:
    store.replace(ONE, turtle('"1"'), "ttl")
    with pytest.raises(ContentError) as caught:
        store.replace_all({ONE: turtle('"2"'), TWO: b"oops"}, "ttl")
    assert (caught.value.place or "").startswith(TWO)
    assert objects(store) == ["1"]
    assert store.graphs() == [ONE]


def test_a_write_that_rests_on_another_version_is_refused(store: Store) -> None:
    store.replace_all({ONE: turtle('"1"')}, "ttl", {ONE: ""})
    first = version_of(turtle('"1"'), "ttl")
    store.replace_all({ONE: turtle('"2"')}, "ttl", {ONE: first, TWO: ""})
    with pytest.raises(Outdated):
        store.replace_all({ONE: turtle('"3"'), TWO: turtle('"3"')}, "ttl", {ONE: first})
    assert objects(store) == ["2"]
    assert store.graphs() == [ONE]


def test_of_many_writers_at_once_each_write_is_kept_or_refused(store: Store) -> None:
    def add(number: int) -> None:
        for _ in range(20):
            held = sorted({*objects(store, dataset=Dataset(default=(ONE,)))})
            told = [f'"{o}"' for o in held]
            seen = version_of(turtle(*told), "ttl") if held else ""
            try:
                store.replace_all({ONE: turtle(*told, f'"{number}"')}, "ttl", {ONE: seen})
            except Outdated:
                continue
            return
        raise AssertionError("refused twenty times")

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(add, range(8)))
    assert objects(store) == [str(number) for number in range(8)]


def test_blank_nodes_are_the_same_in_the_graph_and_in_the_union(store: Store) -> None:
    store.replace(ONE, f"<{A}> <{P}> [ <{P}> 1 ] .".encode(), "ttl")
    answer = store.query(f"ASK {{ GRAPH <{ONE}> {{ <{A}> <{P}> ?b }} ?b <{P}> 1 }}")
    assert answer.kind == "truth"
    assert answer.truth


def test_two_graphs_with_the_same_blank_node_name_stay_apart(store: Store) -> None:
    store.replace(ONE, f"<{A}> <{P}> _:x . _:x <{P}> 1 .".encode(), "ttl")
    store.replace(TWO, f"<{B}> <{P}> _:x . _:x <{P}> 2 .".encode(), "ttl")
    answer = store.query(f"SELECT ?o WHERE {{ <{A}> <{P}>/<{P}> ?o }}")
    assert [str(row[0]) for row in answer.rows()] == ["1"]


def test_what_is_added_to_a_graph_is_seen(store: Store) -> None:
    store.replace(ONE, turtle("'1'"), "ttl")
    store.add(ONE, turtle("'2'", f"[ <{P}> 'inner' ]"), "ttl")
    assert {"1", "2"} <= set(objects(store))
    paths = f"SELECT ?o WHERE {{ <{A}> <{P}>/<{P}> ?o }}"
    assert [str(row[0]) for row in store.query(paths).rows()] == ["inner"]


def test_the_default_graph_itself_is_written(store: Store) -> None:
    """Graph Store Protocol, `?default`."""
    paths = f"SELECT ?o WHERE {{ <{A}> <{P}>/<{P}> ?o }}"
    for verb, text, inner in (("put", "1", ["1"]), ("post", "2", ["1", "2"]), ("put", "3", ["3"])):
        part = f"<{A}> <{P}> [ <{P}> '{text}' ] .".encode()
        apply(Change(verb, parts=((part, "ttl"),)), store)  # type: ignore[arg-type]
        assert sorted(str(row[0]) for row in store.query(paths).rows()) == inner
        assert store.graphs() == []
    apply(Change("delete"), store)
    assert list(store.query(paths).rows()) == []
