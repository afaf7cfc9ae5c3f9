"""Opening what a setting names."""

from pathlib import Path

import pytest

from plangraf.store.opening import open_store


@pytest.mark.parametrize("place", [None, ""])
def test_no_place_is_a_store_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str | None
) -> None:
    """An empty setting is none: it does not make the folder that one stands in a store."""
    monkeypatch.chdir(tmp_path)
    open_store(place, []).close()
    assert list(tmp_path.iterdir()) == []
