"""What every test may ask for: the shipped content, and a store filled with it."""

from pathlib import Path

import pytest

from plangraf.content.files import content_files
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.loading import load_files

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout: its content folders are the shipped content."""
    return ROOT


@pytest.fixture(scope="session")
def filled() -> EmbeddedStore:
    """A store in memory with the whole shipped content; read it, do not write to it."""
    store = EmbeddedStore()
    load_files(store, content_files(ROOT))
    return store
