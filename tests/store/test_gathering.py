"""A dataset of many graphs in a store of its own: merged, each thing once, as SPARQL has it."""

from pathlib import Path

import pytest

from plangraf.errors import StoreError
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.gathering import gathered, on, write_quads
from plangraf.store.interface import EVERYTHING, Dataset
from plangraf.vocabulary import GRAPHS

ONE, TWO, THREE = (f"{GRAPHS}plans/{name}" for name in ("one", "two", "three"))
SHARED = f"""
INSERT {{
  GRAPH <{ONE}> {{ ?b <x:name> "shared" . <x:a> <x:p> "both" , "a text . with <{TWO}> .\\nin it" }}
  GRAPH <{TWO}> {{ ?b <x:size> 3 . <x:a> <x:p> "both" , "åäö"@sv }}
  GRAPH <{THREE}> {{ <x:a> <x:p> "three" }}
}} WHERE {{ BIND(BNODE() AS ?b) }}
"""
BOTH = Dataset(default=(ONE, TWO), named=(TWO,), gathered=True)


@pytest.fixture(params=["memory", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> EmbeddedStore:
    made = EmbeddedStore(tmp_path / "store" if request.param == "folder" else None)
    made.update(SHARED)
    return made


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT ?o { <x:a> <x:p> ?o }", ["a text . with <{TWO}> .\nin it", "both", "åäö"]),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", ["5"]),
        ("SELECT ?n { ?b <x:name> 'shared' ; <x:size> ?n }", ["3"]),
        ("SELECT ?g { GRAPH ?g { <x:a> <x:p> 'both' } }", [TWO]),
        ("SELECT ?n { ?b <x:name> 'shared' GRAPH ?g { ?b <x:size> ?n } }", ["3"]),
        (f"SELECT ?o {{ GRAPH <{ONE}> {{ ?s ?p ?o }} }}", []),
        (f"SELECT ?o {{ GRAPH <{THREE}> {{ ?s ?p ?o }} }}", []),
    ],
)
def test_a_dataset_is_answered_in_a_store_of_its_own(
    store: EmbeddedStore, query: str, rows: list[str]
) -> None:
    wanted = sorted(row.format(TWO=TWO) for row in rows)
    assert sorted(str(row[0]) for row in on(store, BOTH).query(query).rows()) == wanted


def test_only_a_dataset_that_asks_for_it_is_gathered(store: EmbeddedStore) -> None:
    assert on(store, BOTH).store is not store
    assert on(store, BOTH).dataset == EVERYTHING
    assert on(store, Dataset(BOTH.default)).store is store


def test_a_graph_that_is_not_there_holds_nothing(store: EmbeddedStore) -> None:
    assert gathered(store, Dataset((f"{GRAPHS}plans/none",), (THREE,), True)).graphs() == [THREE]


def test_a_full_disk_is_told(store: EmbeddedStore) -> None:
    with Path("/dev/full").open("wb", buffering=0) as full, pytest.raises(StoreError) as caught:
        write_quads(store, BOTH, full)
    assert caught.value.kind == "full"
