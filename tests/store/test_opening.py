"""Opening what a setting names."""

from pathlib import Path

import pytest

from plangraf.content.files import MadeFile
from plangraf.store.opening import open_store
from plangraf.vocabulary import GRAPHS


@pytest.mark.parametrize("place", [None, ""])
def test_no_place_is_a_store_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str | None
) -> None:
    """An empty setting is none: it does not make the folder that one stands in a store."""
    monkeypatch.chdir(tmp_path)
    open_store(place, []).close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["data/plans/x.ttl", "data/x.observations.csv"])
def test_the_default_graph_of_a_folder_is_the_union(tmp_path: Path, name: str) -> None:
    """With the same blank nodes where a file has any; a table has none and is read twice."""
    value = "[ <urn:p> 2 ]" if name.endswith(".ttl") else "2"
    data = f"<urn:s> a <urn:ActionPlan> ; <urn:p> 1 , {value} .".encode()
    file = MadeFile(tmp_path, name, f"{GRAPHS}plans/x", "ttl", data)
    other = MadeFile(tmp_path, "x", "https://example.org/apart", "ttl", b"<urn:t> <urn:p> 3 .")
    store = open_store(str(tmp_path / "store"), [file, other])
    inside = f"GRAPH <{file.graph}> {{ ?s ?p ?o }}"
    for one, same in ((inside, "?s ?p ?o"), ("?s ?p ?o", inside)):
        assert not store.query(f"ASK {{ {one} FILTER NOT EXISTS {{ {same} }} }}").truth
    assert store.query("ASK { <urn:s> <urn:p> 1 }").truth
    store.close()
