"""The contract of a store: updates, the union that keeps up with them, and sealed graphs."""

import pytest

from plangraf.errors import BadQuery, Refused
from plangraf.store.interface import EVERYTHING, Dataset, Store
from plangraf.vocabulary import GRAPHS
from tests.contracts.graphs import ONE, SHAPES, TWO, A, P, objects, turtle, unless


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
    "a pattern changes a graph by what another says": (
        f"WITH <{ONE}> DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p 'new' }} "
        f"WHERE {{ ?s ?p ?o GRAPH <{TWO}> {{ ?s ?p ?o }} }}",
        ["1", "2", "new", "shared"],
    ),
    "a pattern of one graph changes another": (
        f"DELETE {{ GRAPH <{ONE}> {{ ?s ?p '1' }} }} INSERT {{ GRAPH <{ONE}> {{ ?s ?p 'new' }} }} "
        f"USING <{TWO}> WHERE {{ ?s ?p '2' }}",
        ["2", "new", "shared"],
    ),
    "a pattern of one graph changes the graph of WITH": (
        f"WITH <{ONE}> DELETE {{ ?s ?p '1' }} INSERT {{ ?s ?p 'new' }} "
        f"USING <{TWO}> WHERE {{ ?s ?p '2' }}",
        ["2", "new", "shared"],
    ),
    "a pattern over several graphs": (
        f"DELETE {{ GRAPH <{ONE}> {{ ?s ?p '1' }} }} INSERT {{ GRAPH <{ONE}> {{ ?s ?p 'new' }} }} "
        f"USING <{ONE}> USING <{TWO}> WHERE {{ ?s ?p '1', '2' }}",
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
    "several operations, each with prefixes of its own": (
        f"PREFIX g: <{GRAPHS}data/> DROP SILENT GRAPH g:one ; # PREFIX\n PREFIX e: "
        f"<http://example.org/> INSERT DATA {{ GRAPH g:two {{ e:a e:p '3' }} }} ; PREFIX e: "
        f"<http://example.org/> DELETE DATA {{ GRAPH g:two {{ e:a e:p '2' }} }}",
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
    if name == "a pattern over several graphs":
        unless(store, "virtuoso", "what follows USING does not see what the operation wrote")
    store.replace(ONE, turtle("'1'", "'shared'"), "ttl")
    store.replace(TWO, turtle("'2'", "'shared'"), "ttl")
    store.replace(SHAPES, turtle("'shape'"), "ttl")
    store.update(text)
    assert objects(store) == left


def test_nodes_without_names_are_inserted(store: Store) -> None:
    nodes = f"<{A}> <{P}> [ <{P}> 'inner' ] , _:x . _:x <{P}> ( 'listed' ) ."
    store.update(f"INSERT DATA {{ GRAPH <{ONE}> {{ {nodes} }} }}")
    first = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>"
    asked = f"ASK {{ <{A}> <{P}>/<{P}> 'inner' . <{A}> <{P}>/<{P}>/{first} 'listed' }}"
    for dataset in (EVERYTHING, Dataset(default=(ONE,))):
        assert store.query(asked, dataset=dataset).truth
    assert [o for o in objects(store) if o in ("inner", "listed")] == []


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
