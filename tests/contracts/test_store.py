"""The contract of a store: what every engine behind the interface must do, told in small graphs."""

import io
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from plangraf.errors import BadQuery, ContentError, Outdated, Refused, StoreError
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.interface import EVERYTHING, Dataset, Store, describing
from plangraf.store.remote import RemoteStore
from plangraf.store.versions import version_of
from plangraf.vocabulary import GRAPHS
from tests.contracts.servers import oxigraph, plangraf, virtuoso

SERVERS = {"oxigraph": oxigraph, "plangraf": plangraf}
if shutil.which("virtuoso-t") or os.environ.get("CI"):  # CI has it, or fails
    SERVERS["virtuoso"] = virtuoso
ONE, TWO = f"{GRAPHS}data/one", f"{GRAPHS}data/two"
SHAPES = f"{GRAPHS}shapes/plan"
VERSION = f"{GRAPHS}versions/one/0123456789abcdef"
A, B, P = (URIRef(f"http://example.org/{name}") for name in "abp")


def turtle(*objects: str) -> bytes:
    """One subject with the given objects."""
    return f"<{A}> <{P}> {', '.join(objects)} .".encode()


@pytest.fixture(scope="session")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The query addresses of the servers, each started once."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(start(tmp_path_factory.mktemp(name)))
            for name, start in SERVERS.items()
        }


@pytest.fixture(params=["memory", "folder", *SERVERS])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened: Store
    if request.param in SERVERS:
        opened = RemoteStore(request.getfixturevalue("addresses")[request.param])
        for graph in opened.graphs():
            opened.remove(graph)
        if request.param in ("oxigraph", "plangraf"):
            opened.update("CLEAR DEFAULT")
    else:
        opened = EmbeddedStore(tmp_path / "store" if request.param == "folder" else None)
    yield opened
    opened.close()


def unless(store: Store, dialect: str, reason: str) -> None:
    """Leave a test out for one server, by name and with the reason; it must fail there."""
    if isinstance(store, RemoteStore) and store.dialect.name == dialect:
        pytest.xfail(reason)


def objects(store: Store, **asked: object) -> list[str]:
    answer = store.query(f"SELECT ?o WHERE {{ <{A}> <{P}> ?o }} ORDER BY ?o", **asked)  # type: ignore[arg-type]
    return [str(row[0]) for row in answer.rows()]


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


def test_columns_keep_the_order_of_the_select_clause(store: Store) -> None:
    assert store.query("SELECT ?z ?a ?m WHERE {}").variables == ("z", "a", "m")


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_solutions_are_written_in_every_format(store: Store, format: str) -> None:
    store.replace(ONE, turtle('"å"@sv'), "ttl")
    out = io.BytesIO()
    store.query("SELECT ?o WHERE { ?s ?p ?o }").write(out, format)
    assert "å" in out.getvalue().decode().replace("\\u00E5", "å")


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


def test_an_update_runs_whole_or_not_at_all(store: Store) -> None:
    store.update(f"INSERT DATA {{ GRAPH <{ONE}> {{ <{A}> <{P}> 1 }} }}")
    with pytest.raises(BadQuery):
        store.update(f"INSERT DATA {{ GRAPH <{ONE}> {{ <{A}> <{P}> 2 }} }} ; INSERT oops")
    assert objects(store, dataset=Dataset(default=(ONE,))) == ["1"]


UPDATES = {
    "what is inserted is seen": (
        f"INSERT DATA {{ GRAPH <{ONE}> {{ <{A}> <{P}> 'new' }} }}",
        ["1", "2", "new", "shared"],
    ),
    "what is deleted is gone": (
        f"DELETE DATA {{ GRAPH <{ONE}> {{ <{A}> <{P}> '1' }} }}",
        ["2", "shared"],
    ),
    "what another graph says stays": (
        f"DELETE DATA {{ GRAPH <{ONE}> {{ <{A}> <{P}> 'shared' }} }}",
        ["1", "2", "shared"],
    ),
    "a pattern changes a graph": (
        f"WITH <{ONE}> DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p 'new' }} "
        f"WHERE {{ ?s ?p ?o FILTER(?o = '1') }}",
        ["2", "new", "shared"],
    ),
    "graphs named by a variable": (
        "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH ?g { ?s ?p 'new' } } "
        "WHERE { GRAPH ?g { ?s ?p ?o FILTER(?o = '2') } }",
        ["1", "new", "shared"],
    ),
    "all that matches": (f"DELETE WHERE {{ GRAPH <{ONE}> {{ ?s ?p ?o }} }}", ["2", "shared"]),
    "a graph is dropped": (f"DROP SILENT GRAPH <{ONE}>", ["2", "shared"]),
    "a graph is cleared": (f"CLEAR SILENT GRAPH <{TWO}>", ["1", "shared"]),
    "a graph takes the place of another": (f"COPY <{ONE}> TO <{TWO}>", ["1", "shared"]),
    "a graph moves to a name that is not in the union": (
        f"MOVE <{ONE}> TO <http://example.org/elsewhere>",
        ["2", "shared"],
    ),
    "a graph from outside is added": (f"ADD <{SHAPES}> TO <{ONE}>", ["1", "2", "shape", "shared"]),
    "several operations": (
        f"PREFIX g: <{GRAPHS}data/> DROP SILENT GRAPH g:one ; INSERT DATA {{ GRAPH g:two "
        f"{{ <{A}> <{P}> '3' }} }} ; DELETE DATA {{ GRAPH g:two {{ <{A}> <{P}> '2' }} }}",
        ["3", "shared"],
    ),
    "a graph that describes": (
        f"INSERT DATA {{ GRAPH <{SHAPES}> {{ <{A}> <{P}> 'new' }} }}",
        ["1", "2", "shared"],
    ),
    "a graph with another name": (
        f"INSERT DATA {{ GRAPH <http://example.org/g> {{ <{A}> <{P}> 'new' }} }}",
        ["1", "2", "shared"],
    ),
}


@pytest.mark.parametrize("name", UPDATES)
def test_the_union_keeps_up_with_updates(store: Store, name: str) -> None:
    text, left = UPDATES[name]
    if "WITH" in text:
        unless(store, "virtuoso", "what follows an operation with WITH does not see what it wrote")
    store.replace(ONE, turtle("'1'", "'shared'"), "ttl")
    store.replace(TWO, turtle("'2'", "'shared'"), "ttl")
    store.replace(SHAPES, turtle("'shape'"), "ttl")
    store.update(text)
    assert objects(store) == left


def test_a_sealed_graph_is_not_written_to(store: Store) -> None:
    unless(store, "plangraf", "whoever is written to seals its graphs itself")
    store.replace(ONE, turtle("'1'"), "ttl")
    store.replace(TWO, turtle("'2'"), "ttl")
    for text in (
        f"INSERT DATA {{ GRAPH <{ONE}> {{ <{A}> <{P}> 'new' }} }}",
        f"PREFIX g: <{GRAPHS}data/> DELETE WHERE {{ GRAPH g:one {{ ?s ?p ?o }} }}",
        f"BASE <{GRAPHS}data/> COPY <two> TO <one>",
        "INSERT { GRAPH ?g { ?s ?p 'new' } } WHERE { GRAPH ?g { ?s ?p '1' } }",
        f"MOVE <{ONE}> TO <http://example.org/elsewhere>",
        "DROP ALL",
        "CLEAR NAMED",
    ):
        with pytest.raises(Refused):
            store.update(text, sealed=[ONE])
        assert objects(store) == ["1", "2"], text
    store.update(f"DELETE WHERE {{ GRAPH <{TWO}> {{ ?s ?p ?o }} }}", sealed=[ONE])
    assert objects(store) == ["1"]


def test_what_is_added_to_a_graph_is_seen(store: Store) -> None:
    store.replace(ONE, turtle("'1'"), "ttl")
    store.add(ONE, turtle("'2'", f"[ <{P}> 'inner' ]"), "ttl")
    assert {"1", "2"} <= set(objects(store))
    paths = f"SELECT ?o WHERE {{ <{A}> <{P}>/<{P}> ?o }}"
    assert [str(row[0]) for row in store.query(paths).rows()] == ["inner"]


def test_a_folder_keeps_what_was_written(tmp_path: Path) -> None:
    first = EmbeddedStore(tmp_path / "store")
    first.replace(ONE, turtle('"1"'), "ttl")
    first.close()
    del first
    assert objects(EmbeddedStore(tmp_path / "store", read_only=True)) == ["1"]


def test_a_folder_that_is_no_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError) as caught:
        EmbeddedStore(tmp_path / "file")
    assert caught.value.place == str(tmp_path / "file")


def test_which_graphs_describe() -> None:
    assert describing(f"{GRAPHS}ontology/plangraf")
    assert describing(f"{GRAPHS}queries")
    assert not describing(f"{GRAPHS}schemes/topic")
    assert not describing(f"{GRAPHS}plans/queries-and-answers")
