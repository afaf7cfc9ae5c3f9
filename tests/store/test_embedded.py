"""The embedded store in a folder, and which graphs are data."""

from pathlib import Path

import pytest
from tests.contracts.graphs import ONE, objects, turtle

from plangraf.errors import StoreError
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.interface import describing
from plangraf.vocabulary import GRAPHS


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
